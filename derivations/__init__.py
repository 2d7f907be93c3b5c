"""The documents: one short file each, whose `document()` returns what is told."""
