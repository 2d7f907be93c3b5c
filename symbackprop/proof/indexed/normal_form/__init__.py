"""The normal form of indexed sums: atoms, the ring over them, sums, deltas, the zero test."""
