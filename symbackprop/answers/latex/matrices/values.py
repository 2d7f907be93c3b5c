"""Values of formulas of matrices: from a tree to matrix expressions and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from symbackprop.answers.building import inverted, multiplied, negated, summed
from symbackprop.answers.latex import tree
from symbackprop.answers.latex.context import Context
from symbackprop.answers.latex.factors import Taken
from symbackprop.answers.latex.heads import group_of
from symbackprop.answers.latex.matrices.adding import added
from symbackprop.answers.latex.matrices.conditions import condition_of_arrays
from symbackprop.answers.latex.matrices.explicit import MOST_ENTRIES, Explicit
from symbackprop.answers.latex.matrices.expressions import as_value, at_each_place, is_array, total
from symbackprop.answers.latex.matrices.factors import MatrixFactors
from symbackprop.answers.latex.matrices.folding import folded
from symbackprop.answers.latex.matrices.norms import norm
from symbackprop.answers.latex.matrices.parts import Part, alike, mismatch
from symbackprop.answers.latex.symbols import ArrayTable
from symbackprop.answers.latex.tree import Factor, Node
from symbackprop.answers.latex.values import Values
from symbackprop.answers.latex.written import Written, spelled
from symbackprop.calculus.matrices import MatrixProduct, Ones, Scaled, Transposed, shape
from symbackprop.calculus.matrices.expression import same

MOST_FACTORS = 12
"""How many factors a product with a matrix among them may have."""


class MatrixValues(Values):
    """Gives the nodes of a formula their values, matrices or numbers, in one of the ways to read it.

    context  the formula, what the names of numbers mean, the choices
    table    what the names of arrays mean
    """

    def __init__(self, context: Context, table: ArrayTable) -> None:
        super().__init__(context)
        self.table = table
        self._factors = MatrixFactors(context, table, self.names, self.of, self.first)
        self.factors = self._factors

    @property
    def items(self) -> sp.Expr | None:
        """Returns how many items the network is about, None if it is about one."""
        found = self.context.table.vocabulary.network.items
        return None if found is None else found[1]

    def of(self, node: Node) -> sp.Expr:
        """Returns the value of a node; raises NotUnderstood for what has none, Mismatch for shapes that do not fit."""
        return as_value(super().of(node))

    def part(self, node: Node, end: int | None = None) -> Part:
        """Returns the value of a node with its place."""
        return Part(self.of(node), self.context.text, node.position, node.end if end is None else end)

    def first(self, factors: Sequence[Factor]) -> Taken:
        """Returns the value of the first of some factors, and how many of them make it."""
        node, group = factors[0].node, group_of(factors, 1)
        if isinstance(node, tree.Letter) and node.text == "1" and group is not None and group[1] is None:
            found = condition_of_arrays(self, group[0])
            if found is not None:
                return found, 2
        is_script = isinstance(node, tree.Script)
        is_one = _is_one(node.base if isinstance(node, tree.Script) else node) and (group is None or is_script)
        return (self.of(node), 1) if is_one else super().first(factors)

    def script(self, node: tree.Script) -> sp.Expr:
        """Returns a name with scripts, a norm, a value to a power, or a transpose."""
        if isinstance(node.base, tree.Bars):
            inside = self.part(node.base.inside)
            if inside.is_array:
                return norm(self, node.base, inside, node)
        if _is_one(node.base) and node.below is None and not node.primes:
            return self.factors.powers.of(self.name(node.base), node.above)
        return super().script(node)

    def bars(self, node: tree.Bars) -> sp.Expr:
        """Returns a norm, or the absolute value of a number."""
        inside = self.part(node.inside)
        if not inside.is_array:
            return super().bars(node)
        found = norm(self, node, inside, None)
        if node.bar != "|":
            return found
        each = at_each_place(lambda entry: sp.Abs(entry, evaluate=False), inside.value)
        ways = [("the bars are a norm", found), ("the absolute value is taken of each element", each)]
        return self.context.choices.choose(("bars", node.position), ways)

    def terms(self, node: tree.Terms) -> sp.Expr:
        """Returns a sum."""
        parts = [self._signed(sign, self._term(term)) for sign, term in node.terms]
        if not any(part.is_array for part in parts):
            return summed(part.value for part in parts) if len(parts) > 1 else parts[0].value
        if len(parts) == 1:
            return parts[0].value
        value, words = added(parts, self.items)
        for said in words:
            self.context.choices.remark(said)
        return value

    def product(self, node: tree.Product) -> sp.Expr:
        """Returns a product of factors and quotients."""
        found: list[tuple[str, Part]] = []
        place = 0
        while place < len(node.factors):
            factor = node.factors[place]
            self._check_number(factor, node.factors[place - 1] if place else None)
            value, count = self.first([Factor("", factor.node), *node.factors[place + 1 :]])
            end = node.factors[place + count - 1].node.end
            part = Part(as_value(value), self.context.text, factor.node.position, end)
            found.append((factor.sign, part))
            place += count
        if not any(part.is_array for _, part in found):
            signed = [(sign, part.value, node) for sign, part in found]
            return self._multiplied(signed)
        if len(found) > MOST_FACTORS:
            raise self.context.refusal(f"a product of matrices has at most {MOST_FACTORS} factors", node)
        ways = folded(self._divided(found))
        key = ("product", node.position, node.end, len(ways))
        chosen = self.context.choices.choose(key, [("; ".join(way.words), way) for way in ways])
        for said in chosen.words if len(ways) == 1 else ():
            self.context.choices.remark(said)
        return chosen.part.value

    def fraction(self, node: tree.Fraction) -> sp.Expr:
        """Returns a fraction, element by element if it divides by an array."""
        above, below = self.part(node.above), self.part(node.below)
        return self._quotient(above, below).value

    def root(self, node: tree.Root) -> sp.Expr:
        """Returns a root, of an array that of each element."""
        if not is_array(self.of(node.inside)):
            return super().root(node)
        if node.degree is not None:
            raise self.context.refusal("of an array only the square root is read", node)
        self.context.choices.remark("the root is taken of each element")
        return at_each_place(lambda entry: sp.Pow(entry, sp.S.Half, evaluate=False), self.of(node.inside))

    def group(self, node: tree.Group) -> sp.Expr:
        """Returns what stands in brackets; of a condition in square ones, whether it holds."""
        found = condition_of_arrays(self, node) if node.bracket == "[" else None
        return super().group(node) if found is None else found

    def gradient(self, node: tree.Gradient) -> sp.Expr:
        """Returns the derivative by what stands below ∇, or what the document means by ∇C."""
        of = spelled(node.of) if node.by is None else None
        wholes = self.table.wholes(Written(f"nabla({of})")) if of else ()
        if wholes:
            return self._factors.whole(wholes[0], node)
        return super().gradient(replace(node, by=None if node.by is None else self._of_last_layer(node.by)))

    def _of_last_layer(self, node: Node) -> Node:
        """Returns the a of ∇_a C with the number of the last layer, where a document has layers and no other a."""
        last = max((last for _, last in self.table.layers.values()), default=0)
        text = spelled(node)
        name = Written(text) if text and last else None
        if name is None or self.table.meanings(name) or self.table.wholes(name):
            return node
        numbered = tree.Script(node, None, tree.Number(str(last)), position=node.position, end=node.end)
        if self.table.wholes(Written(name.base, (), f"^{last}")):
            self.context.choices.remark(f"{text} is that of layer {last}")
            return numbered
        return node

    def big(self, node: tree.Big) -> sp.Expr:
        """Returns a sum: over an index, or of all entries."""
        below = node.below
        if node.kind != "sum" or below is not None or node.above is not None:
            return super().big(node)
        body = self.of(node.body)
        if not is_array(body):
            raise self.context.refusal("a sum names its index", node)
        ways = self._sums(body)
        return self.context.choices.choose(("sum", node.position, len(ways)), ways)

    def name(self, node: Node) -> sp.Expr:
        r"""Returns the value of a letter or word; of a \mathbf{1}, as many ones as there are items, or as fit."""
        if not _is_one(node):
            return super().name(node)
        ways = [(f"1 is the vector of {length} ones", length) for length in self._lengths()]
        length = self.context.choices.choose(("ones", node.position), [*ways, ("", None)])
        if length is None:
            raise self.context.refusal("how many ones these are is not said", node)
        return Ones(length)

    def _lengths(self) -> list[sp.Expr]:
        """Returns how long the arrays are whose letters stand in the formula, the number of items first."""
        shapes, text = self.table.vocabulary.shapes, self.context.text.lower()
        found = {length for array, lengths in shapes.items() if array[0].lower() in text for length in lengths}
        first = [self.items] if self.items is not None else []
        return list(dict.fromkeys([*first, *sorted(found, key=str)]))

    def rows(self, node: tree.Rows) -> sp.Expr:
        """Returns a matrix that is written out, or the cases of a definition."""
        if node.kind == tree.CASES:
            return super().rows(node)
        widths = {len(row) for row in node.rows}
        cells = [self.of(cell) for row in node.rows for cell in row]
        if len(widths) != 1 or not cells:
            raise self.context.refusal("the rows of this matrix differ in length", node)
        if len(cells) > MOST_ENTRIES or any(map(is_array, cells)):
            fact = f"a matrix that is written out has at most {MOST_ENTRIES} entries, which are numbers"
            raise self.context.refusal(fact, node)
        return Explicit(sp.Integer(len(node.rows)), sp.Integer(widths.pop()), *cells)

    # ---- helpers

    def _term(self, node: Node) -> Part:
        r"""Returns a term; a \mathbf{1} among terms is 1 at each place."""
        return Part(sp.S.One, self.context.text, node.position, node.end) if _is_one(node) else self.part(node)

    def _sums(self, body: sp.Expr) -> list[tuple[str, sp.Expr]]:
        """Returns what a sum without an index may be."""
        ways = [("the sum without an index is that of all entries", total(body))]
        rows, columns = shape(body)
        words = "the sum without an index runs over the items"
        if self.items is not None and same(rows, self.items) and columns != 1:
            ways.append((words, MatrixProduct(Transposed(Ones(rows)), body)))
        if self.items is not None and same(columns, self.items) and rows != 1:
            ways.append((words, MatrixProduct(body, Ones(columns))))
        return ways

    def _signed(self, sign: str, part: Part) -> Part:
        if sign != "-":
            return part
        return replace(part, value=Scaled(-1, part.value) if part.is_array else negated(part.value))

    def _divided(self, found: Sequence[tuple[str, Part]]) -> list[tuple[str, Part]]:
        """Returns the factors with each quotient as one of them."""
        made: list[tuple[str, Part]] = []
        for place, (sign, part) in enumerate(found):
            if sign != "/":
                made.append((sign, part))
                continue
            following = found[place + 1] if place + 1 < len(found) else None
            if following is not None and following[0] == "" and not following[1].is_array:
                raise self.context.refusal("a/b c can be read in two ways", self._node(following[1]))
            before, last = made.pop()
            made.append((before, self._quotient(last, part)))
        return made

    def _quotient(self, above: Part, below: Part) -> Part:
        if not above.is_array and not below.is_array:
            value = self._of_numbers(above.value, below.value)
        elif not below.is_array:
            value = Scaled(inverted(below.value), above.value)
        else:
            if above.is_array and not alike(above.shape, below.shape):
                raise mismatch(above, below, "have no quotient element by element: they differ in shape")
            self.context.choices.remark(f"the division by {below.written} is element by element")
            value = at_each_place(self._of_numbers, above.value, below.value)
        return above.joined(below, value)

    def _of_numbers(self, above: sp.Expr, below: sp.Expr) -> sp.Expr:
        if above.is_Rational and below.is_Rational and below != 0:
            return above / below
        return inverted(below) if above == 1 else multiplied([above, inverted(below)])

    def _node(self, part: Part) -> Node:
        return Node(position=part.start, end=part.end)


def _is_one(node: Node) -> bool:
    return isinstance(node, tree.Letter) and node.text == "1"
