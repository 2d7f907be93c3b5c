"""Names: letters, words and numerals; what stands above and below them."""

from __future__ import annotations

from dataclasses import dataclass

from symbackprop.notation.tree.node import Accent, Node
from symbackprop.notation.tree.wrappers import Fenced, Marked


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
class Bold(Node):
    """The letter or word that names a matrix or a vector, in bold type."""

    text: str


@dataclass(frozen=True)
class Operator(Node):
    """The upright name of a known function: log, tanh, max."""

    text: str


@dataclass(frozen=True)
class Accented(Node):
    """A letter or word with an accent over it: the x̂ of x̂_j."""

    accent: Accent
    body: Letter | Word | Bold | Accented


@dataclass(frozen=True)
class Script(Node):
    """The parts of a subscript or superscript; a comma divides them if `comma`."""

    parts: tuple[Node, ...]
    comma: bool = False


@dataclass(frozen=True)
class Name(Node):
    """A name with its subscript, superscript (its brackets are part of it) and primes; `text` is how it is typed."""

    text: str
    base: Letter | Word | Operator | Bold | Accented
    sub: Script | None = None
    sup: Script | None = None
    primes: int = 0

    @property
    def letter(self) -> Letter | Word | Operator | Bold:
        """Returns the base without its accents."""
        base = self.base
        while isinstance(base, Accented):
            base = base.body
        return base

    @property
    def above(self) -> Node | None:
        """Returns what stands above the line."""
        return self.sup


@dataclass(frozen=True)
class Entry(Node):
    """A name with indices; if `raised`, the first stands above in brackets: w_ji, E^(p), y_j^(p)."""

    name: Name
    indices: tuple[Node, ...]
    raised: bool = False

    @property
    def above(self) -> Node | None:
        """Returns what stands above the line: the item, or the layer that the name has."""
        return Fenced(self.indices[0]) if self.raised else self.name.sup

    @property
    def below(self) -> tuple[Node, ...]:
        """Returns the indices below the line."""
        return self.indices[1:] if self.raised else self.indices

    @property
    def close(self) -> bool:
        """Returns whether the indices below need no comma: each is one letter or one digit."""
        return all(map(_is_one_character, self.below))


def _is_one_character(index: Node) -> bool:
    if isinstance(index, Number):
        return len(index.text) == 1
    if isinstance(index, Marked):
        return _is_one_character(index.body)
    return isinstance(index, Name) and isinstance(index.base, Letter) and not (index.sub or index.sup or index.primes)
