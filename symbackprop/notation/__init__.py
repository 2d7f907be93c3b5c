"""How a formula is written: one layout for all formats, one small writer for each."""

from symbackprop.notation.breaking import lines, pieces
from symbackprop.notation.equations import assignment, definition, equation, led_by, relation
from symbackprop.notation.layout import layout
from symbackprop.notation.options import Notation
from symbackprop.notation.width import width
from symbackprop.notation.writers import WRITERS, display, write, writer

__all__ = [
    "WRITERS",
    "Notation",
    "assignment",
    "definition",
    "display",
    "equation",
    "layout",
    "led_by",
    "lines",
    "pieces",
    "relation",
    "width",
    "write",
    "writer",
]
