"""Numbers: what a document states and calculates in numbers, held against what it has stated before."""
