"""Trees: what stands in a formula, before anything is said of what it means.

A tree says which fraction, script or bracket stands where; whether `z(1-z)` is a product or
a call, whether `^l` is a layer or a power, is not decided here. Every node has the place at
which it begins, by which two nodes are not compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction as Rational


@dataclass(frozen=True)
class Node:
    """A part of a formula.

    position  where it begins
    end       where it ends
    """

    position: int = field(compare=False, kw_only=True, default=0, repr=False)
    end: int = field(compare=False, kw_only=True, default=0, repr=False)


@dataclass(frozen=True)
class Number(Node):
    """A number with its digits: 0.7513 is a value within half a unit of its last digit."""

    digits: str

    @property
    def value(self) -> Rational:
        """Returns the number as it stands."""
        return Rational(self.digits)

    @property
    def precision(self) -> Rational:
        """Returns how far the number may be from what it was rounded from: 0 for a whole number.

        >>> Number("0.7513").precision
        Fraction(1, 20000)
        """
        places = -int(Decimal(self.digits).as_tuple().exponent)
        return Rational(1, 2 * 10**places) if places > 0 else Rational(0)

    @property
    def significant(self) -> int:
        """Returns to how many digits it is given, from the first that is not 0 on.

        >>> Number("0.0240").significant
        3
        """
        return len(Decimal(self.digits).as_tuple().digits)


@dataclass(frozen=True)
class Letter(Node):
    r"""A letter, Latin or Greek: x, delta. `style` is what it is set in: "bf" for \mathbf, "bb" for \mathbb."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Word(Node):
    r"""Letters set upright: \exp, \mathrm{softmax}, \text{out}."""

    text: str


@dataclass(frozen=True)
class Mark(Node):
    r"""A sign that stands for itself: the + of w^+, the \top of a transpose, \infty, dots."""

    text: str


@dataclass(frozen=True)
class Accent(Node):
    r"""An accent over something: \hat{y}."""

    kind: str
    under: Node


@dataclass(frozen=True)
class Script(Node):
    """Something with what stands below and above it: w_{11}, x^2, W^{(l)}, f'."""

    base: Node
    below: Node | None = None
    above: Node | None = None
    primes: int = 0


@dataclass(frozen=True)
class Group(Node):
    """Something in brackets, ( [ or {."""

    bracket: str
    inside: Node


@dataclass(frozen=True)
class Bars(Node):
    r"""Something between bars, | or \|."""

    bar: str
    inside: Node


@dataclass(frozen=True)
class Listing(Node):
    """Several things with commas between."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class Terms(Node):
    """A sum: each term with its sign, + or -; the first has "" if none is written."""

    terms: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Factor:
    r"""One factor of a product.

    sign    what stands before it: "" for nothing, "/", "\\cdot", "\\odot", ...
    node    what it is
    glued   whether not even a space stands before it
    """

    sign: str
    node: Node
    glued: bool = False


@dataclass(frozen=True)
class Product(Node):
    """Factors and quotients in a row, as they are written."""

    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Fraction(Node):
    """One thing above another."""

    above: Node
    below: Node


@dataclass(frozen=True)
class Differential(Node):
    """∂ with what stands behind it, which may be nothing."""

    of: Node | None
    order: int = 1


@dataclass(frozen=True)
class Derivative(Node):
    """A derivative in any spelling.

    of        what is differentiated; None if it stands behind
    by        by what, each with how often
    sign      "∂" or "d"
    quotient  what it is if its d is a quantity, as it may be
    """

    of: Node | None
    by: tuple[tuple[Node, int], ...]
    sign: str
    quotient: Node | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Gradient(Node):
    """∇ with what stands below it."""

    by: Node | None
    of: Node


@dataclass(frozen=True)
class Big(Node):
    """A sum or product sign with what stands below, above and behind it."""

    kind: str
    below: Node | None
    above: Node | None
    body: Node


@dataclass(frozen=True)
class Root(Node):
    """A root; `degree` is None for a square root."""

    inside: Node
    degree: Node | None = None


@dataclass(frozen=True)
class Evaluated(Node):
    r"""Something taken at a point: \left. ... \right|_{x=0}."""

    inside: Node
    at: Node


CASES = "cases"
"""The kind of rows that are no matrix, but the cases of a definition."""


@dataclass(frozen=True)
class Rows(Node):
    """A matrix, or the cases of a definition."""

    kind: str
    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True)
class Relation(Node):
    """Things with signs of relations between them, within a formula: k=0, y_i = k."""

    sides: tuple[Node, ...]
    signs: tuple[str, ...]
