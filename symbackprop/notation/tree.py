"""The layout tree: what stands where in a formula, in no format yet.

Two nodes are there for the two kinds of format. `Group` is a bracket that only a format on
one line needs (numerators, exponents); `Call.bare` drops a bracket that only such a format
needs (log z). Everything else means the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Gap = Literal["tight", "close", "thin", "wide", "dot", "times"]
"""What stands between two factors, from nothing at all to a multiplication sign."""

Size = Literal["plain", "big", "tall"]
"""How high a bracket is: a line, a line that holds brackets, more than a line."""

FractionStyle = Literal["display", "small", "slash"]


@dataclass(frozen=True)
class Node:
    """The base of all nodes."""

    def children(self) -> Iterator[Node]:
        """Returns the nodes directly below this one, in reading order."""
        for field in fields(self):
            yield from _nodes_in(getattr(self, field.name))

    def walk(self) -> Iterator[Node]:
        """Returns this node and all nodes below it."""
        yield self
        for child in self.children():
            yield from child.walk()


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)


@dataclass(frozen=True)
class Number(Node):
    """A numeral without a sign: 12, 0.5."""

    text: str


@dataclass(frozen=True)
class Letter(Node):
    """One letter in italics: a Latin letter or a key of GREEK."""

    text: str


@dataclass(frozen=True)
class Word(Node):
    """Upright text: the `out` of δ_out, or a name that is no letter."""

    text: str


@dataclass(frozen=True)
class Operator(Node):
    """The upright name of a known function: log, tanh, max."""

    text: str


@dataclass(frozen=True)
class Script(Node):
    """The parts of a subscript or superscript; a comma divides them if `comma`."""

    parts: tuple[Node, ...]
    comma: bool = False


@dataclass(frozen=True)
class Name(Node):
    """A name with its subscript, superscript and primes; `text` is how it is typed."""

    text: str
    base: Letter | Word | Operator
    sub: Script | None = None
    sup: Script | None = None
    primes: int = 0


@dataclass(frozen=True)
class Entry(Node):
    """A name with indices: w_ji, or E^(p) if `raised`."""

    name: Name
    indices: tuple[Node, ...]
    raised: bool = False


@dataclass(frozen=True)
class Marked(Node):
    """A part that has a role: the colour of a delta, the box round a missing factor."""

    role: str
    body: Node


@dataclass(frozen=True)
class Group(Node):
    """A part in brackets where the format has only one line."""

    body: Node


@dataclass(frozen=True)
class Fenced(Node):
    """A part in brackets: round ones, or square ones round a condition (1 if true, else 0)."""

    body: Node
    size: Size = "plain"
    kind: Literal["round", "square"] = "round"


@dataclass(frozen=True)
class Absolute(Node):
    """The absolute value |body|."""

    body: Node
    size: Size = "plain"


@dataclass(frozen=True)
class Negative(Node):
    """A minus sign before `body`."""

    body: Node


@dataclass(frozen=True)
class Signed(Node):
    """A term of a sum with the sign before it."""

    sign: Literal["+", "-"]
    body: Node


@dataclass(frozen=True)
class Terms(Node):
    """A sum, term by term; the first shows no plus."""

    items: tuple[Signed, ...]


@dataclass(frozen=True)
class Factor(Node):
    """A factor of a product with the gap before it."""

    gap: Gap
    body: Node


@dataclass(frozen=True)
class Product(Node):
    """A product, factor by factor; the gap before the first is not written."""

    items: tuple[Factor, ...]


@dataclass(frozen=True)
class Fraction(Node):
    """A quotient: in display size, as small as ½, or with a slash (in exponents)."""

    numerator: Node
    denominator: Node
    style: FractionStyle = "display"


@dataclass(frozen=True)
class Power(Node):
    """A power."""

    base: Node
    exponent: Node


@dataclass(frozen=True)
class Exponential(Node):
    """A power of the number e."""

    exponent: Node


@dataclass(frozen=True)
class Root(Node):
    """A root; `degree` None for the square root."""

    radicand: Node
    degree: Node | None = None


@dataclass(frozen=True)
class Call(Node):
    """A function applied; `power` stands on the head (tanh² u), `bare` drops the brackets (log z)."""

    head: Name
    arguments: tuple[Node, ...]
    size: Size = "plain"
    bare: bool = False
    power: Node | None = None


@dataclass(frozen=True)
class Big(Node):
    """A big operator, Σ or Π, with its index and limits (None: not written)."""

    operator: Literal["sum", "product"]
    index: Node
    lower: Node | None
    upper: Node | None
    body: Node


@dataclass(frozen=True)
class Case(Node):
    """A row of a definition by cases; `condition` None is "otherwise"."""

    value: Node
    condition: Node | None


@dataclass(frozen=True)
class Cases(Node):
    """A definition by cases."""

    rows: tuple[Case, ...]


@dataclass(frozen=True)
class Derivative(Node):
    """∂of/∂wrt, or dof/dwrt if `ordinary`, with the names that are held fixed."""

    of: Node
    wrt: Node
    ordinary: bool = False
    held: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Slope(Node):
    """The slope of a function at its argument: g′(s), typed as the derivative of g(s) by s."""

    primed: Node
    derivative: Derivative


Relation = Literal["=", ":=", "<-", "->", "<", "<=", ">", ">=", "!=", "~", "and", "or"]


@dataclass(frozen=True)
class Related(Node):
    """A side of a relation with the sign before it."""

    relation: Relation
    body: Node


@dataclass(frozen=True)
class Relations(Node):
    """Sides joined by relations: a = b = c, δ_1 ≔ ∂E/∂u_1, w ← w − η ∂E/∂w."""

    first: Node
    rest: tuple[Related, ...]


@dataclass(frozen=True)
class Row(Node):
    """Pieces of one formula beside each other, as `breaking.lines` packs them."""

    items: tuple[Node, ...]
