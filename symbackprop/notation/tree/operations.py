"""Operations: sums, products, quotients, powers, functions applied, big operators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from symbackprop.notation.tree.names import Name
from symbackprop.notation.tree.node import FractionStyle, Gap, Node, Size


@dataclass(frozen=True)
class Negative(Node):
    """A minus sign before `body`."""

    body: Node


@dataclass(frozen=True)
class Negation(Node):
    """The negation of a Boolean formula: ¬A."""

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
class Transposed(Node):
    """A matrix transposed."""

    body: Node


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
class Begun(Node):
    """A big operator with the first factor of its body, where the line breaks after that."""

    big: Big


@dataclass(frozen=True)
class Ended(Node):
    """The last factor of the body of a big operator that was begun on a line before."""

    big: Big
    body: Node


@dataclass(frozen=True)
class Opened(Node):
    """A bracket opened, with the function it is of and the first piece inside, where the line breaks after that."""

    head: Name | None
    body: Node
    size: Size
    kind: Literal["round", "square"] = "round"


@dataclass(frozen=True)
class Closed(Node):
    """The last piece inside a bracket that was opened on a line before, and the bracket closed."""

    body: Node
    size: Size
    kind: Literal["round", "square"] = "round"


@dataclass(frozen=True)
class Case(Node):
    """A row of a definition by cases; `condition` None is "otherwise"."""

    value: Node
    condition: Node | None


@dataclass(frozen=True)
class Cases(Node):
    """A definition by cases."""

    rows: tuple[Case, ...]
