"""The layout tree: what stands where in a formula, in no format yet.

Two nodes are there for the two kinds of format. `Group` is a bracket that only a format on
one line needs (numerators, exponents); `Call.bare` drops a bracket that only such a format
needs (log z). Everything else means the same everywhere.
"""

from symbackprop.notation.tree.derivatives import Derivative, Higher, Slope
from symbackprop.notation.tree.names import Accented, Bold, Entry, Letter, Name, Number, Operator, Script, Word
from symbackprop.notation.tree.node import Accent, FractionStyle, Gap, Node, Relation, Size
from symbackprop.notation.tree.operations import (
    Begun,
    Big,
    Call,
    Case,
    Cases,
    Closed,
    Ended,
    Exponential,
    Factor,
    Fraction,
    Negation,
    Negative,
    Opened,
    Power,
    Product,
    Root,
    Signed,
    Terms,
    Transposed,
)
from symbackprop.notation.tree.relations import Related, Relations, Row
from symbackprop.notation.tree.wrappers import Absolute, Fenced, Group, Marked

__all__ = [
    "Absolute",
    "Accent",
    "Accented",
    "Begun",
    "Big",
    "Bold",
    "Call",
    "Case",
    "Cases",
    "Closed",
    "Derivative",
    "Ended",
    "Entry",
    "Exponential",
    "Factor",
    "Fenced",
    "Fraction",
    "FractionStyle",
    "Gap",
    "Group",
    "Higher",
    "Letter",
    "Marked",
    "Name",
    "Negation",
    "Negative",
    "Node",
    "Number",
    "Opened",
    "Operator",
    "Power",
    "Product",
    "Related",
    "Relation",
    "Relations",
    "Root",
    "Row",
    "Script",
    "Signed",
    "Size",
    "Slope",
    "Terms",
    "Transposed",
    "Word",
]
