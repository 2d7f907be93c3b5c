"""The lexicon: which letters of a document are names, and which of them are functions, by how they are used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from symbackprop.answers.functions import ALIASES, FUNCTIONS
from symbackprop.answers.latex.heads import Head, begins_name, group_of, heads
from symbackprop.answers.latex.tree import Big, Derivative, Factor, Group, Letter, Node, Number, Product, Script, Word
from symbackprop.answers.latex.written import Written
from symbackprop.answers.understanding.inference.statements import Stated
from symbackprop.answers.understanding.inference.walking import children, walk
from symbackprop.answers.understanding.subject import Key
from symbackprop.notation.letters import GREEK

_LETTER_AND_NUMBER = re.compile("[A-Za-z][0-9]{1,3}")
_LAYER = re.compile(r"\^(?:\([^()]+\)|h|o|l|L|H|O|in|out|[A-Za-z]{2,}|\*|\+)")
_ACCENTED = re.compile(r"[a-z]+\((?P<under>.*)\)")
_USUAL_FUNCTIONS = frozenset({"f", "g", "h", "phi", "sigma", "psi"})
_USUAL_WORDS = frozenset({"in", "net", "out", "input", "output", "target", "hidden", "bias", "loss", "cost", "error"})
_NO_NAMES = frozenset({"e", "pi", "d"})
_SHORTEST_WORD = 3


@dataclass(frozen=True)
class Occurrence:
    """A place at which a name stands.

    head   the name
    group  the brackets right behind it, if there are any
    """

    head: Head
    group: Group | None

    @property
    def text(self) -> str:
        """Returns the name as one text."""
        return self.head.name.text


@dataclass(frozen=True)
class Lexicon:
    """The names of a document.

    words      the bases of several letters that are names: net, out
    statements what the document says
    """

    words: frozenset[str]
    statements: tuple[Stated, ...]

    def occurrences(self, node: Node) -> Iterator[Occurrence]:
        """Yields the names in a tree, from left to right; neither the indices of sums nor what stands in subscripts."""
        factors = node.factors if isinstance(node, Product) else (Factor("", node),)
        if not isinstance(node, Product) and not begins_name(node):
            yield from self._inside(node)
            return
        place = 0
        while place < len(factors):
            head = self.first(factors[place:])
            if head is None:
                yield from self._inside(factors[place].node)
                place += 1
                continue
            group = group_of(factors, place + head.count)
            yield Occurrence(head, group[0] if group is not None else None)
            if head.power is not None:
                yield from self.occurrences(head.power)
            place += head.count

    def at(self, stated: Stated) -> tuple[Occurrence, ...]:
        """Returns the names in a statement, from left to right."""
        return self._occurring[stated.key]

    @cached_property
    def everywhere(self) -> tuple[Occurrence, ...]:
        """Returns the names in all statements."""
        return tuple(occurrence for found in self._occurring.values() for occurrence in found)

    @cached_property
    def _occurring(self) -> dict[Key, tuple[Occurrence, ...]]:
        return {
            stated.key: tuple(occurrence for side in stated.sides for occurrence in self.occurrences(side))
            for stated in self.statements
        }

    def first(self, factors: Sequence[Factor]) -> Head | None:
        """Returns the name at the beginning of some factors, None if there is none."""
        front = [replace(factors[0], sign=""), *factors[1:]]
        if not begins_name(front[0].node):
            return None
        return next((head for head in heads(front) if self.is_name(head.name)), None)

    def alone(self, node: Node) -> Head | None:
        """Returns the name that a node is, None if it is more than a name, or has a power or a prime."""
        factors = node.factors if isinstance(node, Product) else (Factor("", node),)
        head = self.first(factors)
        if head is None or head.count < len(factors) or head.power is not None or head.primes:
            return None
        return head

    def is_name(self, name: Written) -> bool:
        """Returns whether something written so is one name, and neither a product nor a power."""
        return is_name(name, self.words)

    @cached_property
    def functions(self) -> frozenset[str]:
        """Returns the names that are functions: they stand in front of brackets wherever they stand."""
        return frozenset(text for text, uses in self._uses.items() if uses.is_function(text))

    @cached_property
    def quantities(self) -> frozenset[str]:
        """Returns the other names."""
        return frozenset(self._uses) - self.functions

    @cached_property
    def named_derivatives(self) -> frozenset[str]:
        """Returns the names that are said to be a derivative: δ = ∂E/∂u."""
        pairs = (pair for stated in self.statements for pair in stated.statement.pairs())
        heads = [self.alone(left) for _, left, right in pairs if left is not None and isinstance(right, Derivative)]
        return frozenset(head.name.text for head in heads if head is not None)

    def differential(self, text: str) -> str:
        """Returns z for the name dz, "" for a name that is no such."""
        is_one = text.startswith("d") and text.partition("_")[0].partition("^")[0] in self.words
        return text[1:] if is_one and text[1:] in self.quantities else ""

    @cached_property
    def values(self) -> tuple[tuple[str, str], ...]:
        """Returns the names that are said to be the value of a function, each with the function: (y_1, g)."""
        found: list[tuple[str, str]] = []
        for stated in self.statements:
            for relation, left, right in stated.statement.pairs():
                name = self.alone(left) if left is not None and relation in ("=", ":=") else None
                first = next(self.occurrences(right), None)
                if name is not None and first is not None and first.group is not None and not first.head.primes:
                    found.append((name.name.text, first.text))
        return tuple(found)

    @cached_property
    def _uses(self) -> dict[str, _Uses]:
        found: dict[str, _Uses] = {}
        for occurrence in self.everywhere:
            found.setdefault(occurrence.text, _Uses()).note(occurrence, self)
        found.pop("", None)
        return found

    def _inside(self, node: Node) -> Iterator[Occurrence]:
        for inner in (node.body,) if isinstance(node, Big) else children(node):
            yield from self.occurrences(inner)


class _Uses:
    """How often a name stands alone, in front of brackets, in front of one name in brackets, and with a prime."""

    def __init__(self) -> None:
        self.bare = self.called = self.of_one_name = self.primed = 0

    def note(self, occurrence: Occurrence, lexicon: Lexicon) -> None:
        self.primed += occurrence.head.primes > 0
        self.bare += occurrence.group is None and not occurrence.head.primes
        if occurrence.group is not None:
            self.called += 1
            self.of_one_name += lexicon.alone(occurrence.group.inside) is not None

    def is_function(self, text: str) -> bool:
        if text in FUNCTIONS or text in ALIASES:
            return not self.bare or text in FUNCTIONS
        usual = text.partition("_")[0] in _USUAL_FUNCTIONS
        likely = self.called > 0 and (usual or self.of_one_name > 0 or self.primed > 0)
        return likely and (not self.bare or (usual and self.primed > 0 and self.called > 2 * self.bare))


def lexicon_of(statements: Iterable[Stated]) -> Lexicon:
    """Returns the names of the statements."""
    found = tuple(statements)
    words = {word for stated in found for side in stated.sides for word in _words(side)}
    return Lexicon(frozenset({*words, *_letters_of_numbers(found), *_differentials(found)}), found)


def _differentials(statements: Iterable[Stated]) -> Iterator[str]:
    """Yields the bases of names like dz, as they stand alone on the left of an equation."""
    for stated in statements:
        left = stated.statement.sides[0]
        factors = left.factors if isinstance(left, Product) else ()
        if (
            len(factors) == len("dz")
            and factors[0].node == Letter("d")
            and factors[1].glued
            and stated.statement.relations
        ):
            whole = next(heads(factors), None)
            if whole is not None and whole.count == len(factors):
                yield whole.name.base


def _letters_of_numbers(statements: Iterable[Stated]) -> set[str]:
    """Returns those of e, d and π that the document defines, and uses as no number and no differential."""
    sides = [stated.statement.sides[0] for stated in statements if stated.statement.relations[:1] == ("=",)]
    defined = {side.text for side in sides if isinstance(side, Letter) and side.text in _NO_NAMES}
    nodes = [node for stated in statements for side in stated.sides for node in walk(side)] if defined else []
    raised = {
        node.base.text
        for node in nodes
        if isinstance(node, Script)
        and isinstance(node.base, Letter)
        and node.above is not None
        and not isinstance(node.above, Number)
    }
    return defined - raised


def is_name(name: Written, words: frozenset[str]) -> bool:
    """Returns whether something written so is one name.

    >>> is_name(Written("w", ("11",)), frozenset()), is_name(Written("z", above="^2"), frozenset())
    (True, False)
    """
    base = name.base
    while accented := _ACCENTED.fullmatch(base):
        base = accented["under"]
    letter = (len(base) == 1 and base.isalpha()) or base in GREEK
    known = letter or base in words or base in _USUAL_WORDS or _LETTER_AND_NUMBER.fullmatch(base)
    bare = base in _NO_NAMES and not name.below and base not in words
    return bool(known) and not bare and (not name.above or _LAYER.fullmatch(name.above) is not None)


def _words(side: Node) -> Iterator[str]:
    """Yields the words that are names: a whole side, what a derivative is of or by, and words set upright."""
    for node in walk(side):
        if isinstance(node, Word) and node.text not in FUNCTIONS and node.text.isalpha():
            yield node.text
    for node in (side, *_operands(side)):
        factors = node.factors if isinstance(node, Product) else ()
        letters = [factor.node.base if isinstance(factor.node, Script) else factor.node for factor in factors]
        latin = all(isinstance(letter, Letter) and len(letter.text) == 1 for letter in letters)
        whole = next(heads(factors), None) if latin and len(letters) >= _SHORTEST_WORD else None
        if whole is not None and whole.count == len(factors):
            yield whole.name.base


def _operands(side: Node) -> Iterator[Node]:
    """Yields what the derivatives in a side are of and by."""
    for node in walk(side):
        if isinstance(node, Derivative):
            yield from (operand for operand in (node.of, *(by for by, _ in node.by)) if operand is not None)


def factors_of(node: Node) -> tuple[Factor, ...]:
    """Returns the factors of a product, or what stands alone as the one."""
    return node.factors if isinstance(node, Product) else (Factor("", node),)
