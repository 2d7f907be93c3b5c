"""The lecture: the chapters bound as one document, with contents, references and an index of symbols."""

from importlib import import_module

from symbackprop.report import Book

from ._chapters import CHAPTERS


def document() -> Book:
    """Returns the book."""
    chapters = (import_module(f".{chapter}", __package__).document() for chapter in CHAPTERS)
    return Book(
        "From perceptrons to backpropagation", "A first course on neural networks, derived and proved", tuple(chapters)
    )
