"""Documents: the formulas of notes, papers and notebooks, each with its place.

`read(path_or_text)` returns a Source: its passages, macros, front matter, pictures and remarks.
"""

from symbackprop.answers.documents.formats import FORMATS
from symbackprop.answers.documents.loading import LARGEST
from symbackprop.answers.documents.passage import Mark, Passage, Picture, Remark
from symbackprop.answers.documents.reading import read, read_file, read_text
from symbackprop.answers.documents.refusal import DocumentError, NotesUnavailable
from symbackprop.answers.documents.rows import Row
from symbackprop.answers.documents.source import Source
from symbackprop.answers.documents.tables import Cell, Table, tables

__all__ = [
    "FORMATS",
    "LARGEST",
    "Cell",
    "DocumentError",
    "Mark",
    "NotesUnavailable",
    "Passage",
    "Picture",
    "Remark",
    "Row",
    "Source",
    "Table",
    "read",
    "read_file",
    "read_text",
    "tables",
]
