"""Reading: SymPy expressions as normal forms, with indices and ranges of our own."""
