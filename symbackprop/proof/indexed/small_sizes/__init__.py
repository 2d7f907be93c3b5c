"""Instances: an indexed network at small sizes, judged in scalars."""
