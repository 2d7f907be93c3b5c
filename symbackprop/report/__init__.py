"""What is said: a format-free document, and one row and one template for each format."""

from symbackprop.report.account import Account, Mistake
from symbackprop.report.book import Book
from symbackprop.report.document import Document, Reference
from symbackprop.report.formats import FORMATS, Format
from symbackprop.report.lines import Unproved
from symbackprop.report.telling import document_of, render

__all__ = [
    "FORMATS",
    "Account",
    "Book",
    "Document",
    "Format",
    "Mistake",
    "Reference",
    "Unproved",
    "document_of",
    "render",
]
