"""Indexed: networks of arrays, from equations with index letters, a_j = Σ_i w_ji x_i."""
