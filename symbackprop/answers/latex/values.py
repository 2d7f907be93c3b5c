"""Values: from a tree to SymPy expressions, built as they are written, nothing evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import sympy as sp

from symbackprop.answers.building import inverted, multiplied, negated, number, summed
from symbackprop.answers.latex import tree
from symbackprop.answers.latex.conditions import condition, piecewise
from symbackprop.answers.latex.context import Context
from symbackprop.answers.latex.factors import Factors, Taken
from symbackprop.answers.latex.heads import begins_name, group_of
from symbackprop.answers.latex.names import Names
from symbackprop.answers.latex.norms import norm
from symbackprop.answers.latex.sums import Sums
from symbackprop.answers.latex.tree import Factor, Node
from symbackprop.answers.latex.written import Written
from symbackprop.calculus import Partial

FIRST_TERM = "the derivative applies to the first term alone"
"""How a derivative in front of a sum without brackets is read."""

_ELEMENTWISE = (r"\odot", r"\circ", r"\ast")


class Values:
    """Gives the nodes of a formula their values, in one of the ways to read it.

    context  the formula, what its names mean, the choices
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.names = Names(context, self.of)
        self.factors = Factors(context, self.names, self.of, self.first)
        self.sums = Sums(context, self.of, self.names.whole_number)

    def of(self, node: Node) -> sp.Expr:
        """Returns the value of a node; raises NotUnderstood for what has none."""
        rule = _RULES.get(type(node))
        if rule is None:
            raise self.context.refusal(_REASONS[type(node)], node)
        found: sp.Expr = getattr(self, rule)(node)
        return found

    def first(self, factors: Sequence[Factor]) -> Taken:
        """Returns the value of the first of some factors, and how many of them make it."""
        node = factors[0].node
        if isinstance(node, tree.Derivative) and node.of is None:
            of, count = self.factors.operand("the derivative", node, factors[1:])
            return self._derivative_of(of, node), count + 1
        if isinstance(node, tree.Derivative) and self._is_point(group_of(factors, 1)):
            raise self.context.refusal("a value at a point is not read", factors[1].node)
        group = group_of(factors, 1)
        if isinstance(node, tree.Gradient) and group is not None and self.factors.depends(node.of, group[0]):
            self.context.choices.remark("what is differentiated, in front of brackets, is its value there")
            return self.of(node), 2
        if isinstance(node, tree.Letter) and node.text == "1" and group is not None and group[1] is None:
            return condition(self, group[0]), 2
        if isinstance(node, tree.Letter) and node.style == "bb" and group is not None and self._is_expected(group[0]):
            raise self.context.refusal("an expected value is not read", node)
        return self.factors.named(factors) if begins_name(node) else (self.of(node), 1)

    def _is_point(self, found: tuple[tree.Group, Node | None] | None) -> bool:
        """Returns whether brackets behind a derivative say where it is taken: a number stands in them alone."""
        inside = found[0].inside if found is not None else None
        signed = isinstance(inside, tree.Terms) and len(inside.terms) == 1
        return isinstance(inside.terms[0][1] if signed else inside, tree.Number)  # type: ignore[union-attr]

    def _is_expected(self, group: tree.Group) -> bool:
        r"""Returns whether brackets behind \mathbb{E} hold what is expected, and no names of which it is made."""
        items = group.inside.items if isinstance(group.inside, tree.Listing) else (group.inside,)
        return group.bracket == "[" or not all(map(begins_name, items))

    def name(self, node: Node) -> sp.Expr:
        """Returns the value of a letter or word."""
        return self.factors.named([Factor("", node)])[0]

    def number(self, node: tree.Number) -> sp.Expr:
        """Returns a number, exactly as it stands."""
        if node.precision and node not in self.context.numerals:
            self.context.numerals.append(node)
        return number(node.value)

    def script(self, node: tree.Script) -> sp.Expr:
        """Returns a name with scripts, or a value to a power."""
        if begins_name(node):
            return self.name(node)
        if isinstance(node.base, tree.Bars) and not node.primes and node.below in (None, tree.Number("2")):
            found = norm(self, node.base, node.above)
            return self.factors.powers.of(self.of(node.base), node.above) if found is None else found
        if node.below is not None or node.primes:
            raise self.context.refusal("a script stands below what is no name", node.below or node)
        return self.factors.powers.of(self.of(node.base), node.above)

    def terms(self, node: tree.Terms) -> sp.Expr:
        """Returns a sum."""
        if any(map(_is_operator, (term for _, term in node.terms[:-1]))):
            self.context.choices.remark(FIRST_TERM)
        values = [negated(self.of(term)) if sign == "-" else self.of(term) for sign, term in node.terms]
        return summed(values) if len(values) > 1 else values[0]

    def product(self, node: tree.Product) -> sp.Expr:
        """Returns a product of factors and quotients, from left to right."""
        found: list[tuple[str, sp.Expr, Node]] = []
        place = 0
        while place < len(node.factors):
            factor = node.factors[place]
            self._check_number(factor, node.factors[place - 1] if place else None)
            if place and not isinstance(node.factors[place - 1].node, tree.Number | tree.Fraction):
                self.context.within.add(factor.node.position)
            value, count = self.first([Factor("", factor.node), *node.factors[place + 1 :]])
            found.append((self._sign(factor), value, factor.node))
            place += count
        return self._multiplied(found)

    def fraction(self, node: tree.Fraction) -> sp.Expr:
        """Returns a fraction."""
        return _quotient(self.of(node.above), self.of(node.below))

    def group(self, node: tree.Group) -> sp.Expr:
        """Returns what stands in brackets; of a condition in square ones, whether it holds."""
        if node.bracket == "[" and isinstance(node.inside, tree.Relation):
            return condition(self, node)
        return self.of(node.inside)

    def bars(self, node: tree.Bars) -> sp.Expr:
        """Returns the absolute value; of one number, a norm is that."""
        found = norm(self, node, None)
        return sp.Abs(self.of(node.inside), evaluate=False) if found is None else found

    def root(self, node: tree.Root) -> sp.Expr:
        """Returns a root."""
        degree = sp.Integer(2) if node.degree is None else self.of(node.degree)
        if not degree.is_Integer or not 1 < degree <= 9:
            raise self.context.refusal("the degree of a root is a number from 2 to 9", node)
        return sp.Pow(self.of(node.inside), sp.Rational(1, degree), evaluate=False)

    def derivative(self, node: tree.Derivative) -> sp.Expr:
        """Returns a derivative, or the quotient that it may be."""
        if node.of is None:
            raise self.context.refusal("what this derivative is of is missing", node)
        of = node.of
        ways: list[tuple[str, Callable[[], sp.Expr]]] = [
            ("d above d is a derivative", lambda: self._derivative_of(self.of(of), node))
        ]
        quotient = node.quotient
        if quotient is not None and self.context.table.meanings(Written("d")):
            ways.append(("d is a quantity", lambda: self.of(quotient)))
        return self.context.choices.choose("d", ways)()

    def gradient(self, node: tree.Gradient) -> sp.Expr:
        """Returns the derivative by what stands below ∇."""
        if node.by is None:
            raise self.context.refusal("what this gradient is by is not said", node)
        return self.factors.derivative(self.of(node.of), self.of(node.by), node.by)

    def big(self, node: tree.Big) -> sp.Expr:
        """Returns a sum."""
        return self.sums.of(node)

    def rows(self, node: tree.Rows) -> sp.Expr:
        """Returns the cases of a definition."""
        return piecewise(self, node)

    def evaluated(self, node: tree.Evaluated) -> sp.Expr:
        """Returns a derivative for which what stands below the bar is held fixed: a name that an equation defines."""
        names = node.at.items if isinstance(node.at, tree.Listing) else (node.at,)
        found = self.of(node.inside) if all(map(begins_name, names)) else None
        if not isinstance(found, Partial) or found.held:
            raise self.context.refusal("a value at a point is not read", node)
        held, network = [self.of(name) for name in names], self.context.table.vocabulary.network
        fixed = all((name.is_Symbol or isinstance(name, sp.Indexed)) and network.defines(name) for name in held)
        if not fixed or {found.of, found.wrt} & {*held}:
            raise self.context.refusal("a value at a point is not read", node)
        return Partial(found.of, found.wrt, *held)

    def _derivative_of(self, of: sp.Expr, node: tree.Derivative) -> sp.Expr:
        for by, count in reversed(node.by):
            wrt = self.of(by)
            for _ in range(count):
                of = self.factors.derivative(of, wrt, by)
        return of

    def _check_number(self, factor: Factor, before: Factor | None) -> None:
        r"""Raises NotUnderstood for a number right behind a name, a number or a fraction, x 2 or 2 \frac{1}{2}."""
        if before is None or factor.sign:
            return
        numeric = isinstance(factor.node, tree.Fraction) and isinstance(factor.node.above, tree.Number)
        after_name = isinstance(before.node, tree.Number | tree.Fraction) or begins_name(before.node)
        if (isinstance(factor.node, tree.Number) and after_name) or (numeric and isinstance(before.node, tree.Number)):
            raise self.context.refusal(
                "a number stands behind a factor without a sign",
                factor.node,
                r"write             2 \cdot x, x_2 or x^2",
            )

    def _sign(self, factor: Factor) -> str:
        if factor.sign == r"\otimes":
            raise self.context.refusal(r"\otimes is read only in formulas of matrices", factor.node)
        if factor.sign in _ELEMENTWISE:
            self.context.choices.remark(f"{factor.sign} is a product of numbers")
        return factor.sign

    def _multiplied(self, found: Sequence[tuple[str, sp.Expr, Node]]) -> sp.Expr:
        values = [found[0][1]]
        for place, (sign, value, node) in enumerate(found[1:], 1):
            if sign != "/":
                values.append(value)
            elif place + 1 < len(found) and not found[place + 1][0]:
                return self._ambiguous(values, found[place:], node)
            else:
                values[-1:] = _divided(values[-1], value)
        return multiplied(values) if len(values) > 1 else values[0]

    def _ambiguous(self, values: list[sp.Expr], rest: Sequence[tuple[str, sp.Expr, Node]], node: Node) -> sp.Expr:
        """Returns a/b c as (a/b) c or as a/(b c)."""
        end = next((place for place, (sign, *_) in enumerate(rest) if place and sign), len(rest))
        divisors = [value for _, value, _ in rest[:end]]
        front = [*values[:-1], *_divided(values[-1], divisors[0]), *divisors[1:]]
        below = [*values[:-1], *_divided(values[-1], multiplied(divisors))]
        ways = [("a/b c is (a/b) c", front), ("a/b c is a/(b c)", below)]
        chosen = self.context.choices.choose(("slash", node.position), ways)
        return self._multiplied([("", chosen[0], node), *(("*", value, node) for value in chosen[1:]), *rest[end:]])


def _is_operator(term: Node) -> bool:
    """Returns whether a term begins with a derivative of what follows."""
    first = term.factors[0].node if isinstance(term, tree.Product) else term
    return isinstance(first, tree.Derivative) and first.of is None


def _quotient(above: sp.Expr, below: sp.Expr) -> sp.Expr:
    values = _divided(above, below)
    return multiplied(values) if len(values) > 1 else values[0]


def _divided(above: sp.Expr, below: sp.Expr) -> list[sp.Expr]:
    """Returns the factors of a quotient as it is written."""
    if above.is_Rational and below.is_Rational and below != 0:
        return [above / below]
    return [inverted(below)] if above == 1 else [above, inverted(below)]


_RULES: Mapping[type[Node], str] = MappingProxyType(
    {
        **dict.fromkeys((tree.Letter, tree.Word, tree.Accent), "name"),
        tree.Number: "number",
        tree.Script: "script",
        tree.Terms: "terms",
        tree.Product: "product",
        tree.Fraction: "fraction",
        tree.Group: "group",
        tree.Bars: "bars",
        tree.Root: "root",
        tree.Derivative: "derivative",
        tree.Gradient: "gradient",
        tree.Big: "big",
        tree.Rows: "rows",
        tree.Evaluated: "evaluated",
    }
)
_REASONS: Mapping[type[Node], str] = MappingProxyType(
    {
        tree.Mark: "this sign is no number",
        tree.Listing: "several things with commas between are no number",
        tree.Relation: "a relation is no number",
        tree.Differential: "half of a derivative stands alone",
    }
)
