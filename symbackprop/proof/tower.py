"""The tower: a field that grows a generator for every new transcendental function.

It starts from the rational functions of the variables. An identity found in it is true
because only rewriting rules that hold at every point are used (e^(A+B) = e^A e^B,
log|pq| = log|p| + log|q|, rho^d = p, s^2 = 1 - c^2), whatever the structure theorem says.
The theorem (Risch 1979, from Ax 1971) is what makes the normal form complete: with
exponents independent over the rational numbers, the generators satisfy no further
algebraic relation. Complete up to signs that cannot occur together, algebraic relations
between roots, constants (Schanuel's conjecture for those that mix e, pi and logarithms),
and sine together with the absolute value over the reals, where the problem is
undecidable (Richardson 1968).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy as sp
from flint import fmpq, fmpz_mpoly

from symbackprop.proof.claims import Hypothesis, Relation, Sort
from symbackprop.proof.continuity import positive
from symbackprop.proof.exponentials import Exponentials, Scaled, core
from symbackprop.proof.field import Field, Ratio
from symbackprop.proof.generators import Generator, Settings
from symbackprop.proof.limits import Budget, OutOfReach
from symbackprop.proof.logarithms import Logarithms
from symbackprop.proof.opaque import OpaqueFunctions
from symbackprop.proof.reader import Reader
from symbackprop.proof.signs import Label, Signs
from symbackprop.proof.sums import canonical_terms, instantiated, slope_of_item
from symbackprop.proof.trigonometric import Angles

Element = Ratio | Scaled


class Tower:
    """The algebra of exact elements; its methods are what the reading of an expression calls."""

    def __init__(self, settings: Settings, budget: Budget) -> None:
        self.settings = settings
        self.field = Field(settings.size, budget)
        self.meanings: list[Generator] = []
        self.variables: dict[sp.Expr, Ratio] = {}
        self.hypotheses: dict[Hypothesis, None] = {}
        self.implied: set[Hypothesis] = set()
        self.rooted: set[Hypothesis] = set()
        self.signs = Signs(self)
        self.exponentials = Exponentials(self)
        self.logarithms = Logarithms(self)
        self.opaque = OpaqueFunctions(self)
        self.angles = Angles(self)

    def fork(self) -> Tower:
        """Returns a copy that can take another course."""
        other = object.__new__(Tower)
        other.settings, other.field = self.settings, self.field.fork()
        other.meanings, other.variables = list(self.meanings), dict(self.variables)
        other.hypotheses, other.implied, other.rooted = dict(self.hypotheses), set(self.implied), set(self.rooted)
        for part in ("signs", "exponentials", "logarithms", "opaque", "angles"):
            setattr(other, part, getattr(self, part).fork(other))
        return other

    def new_generator(self, kind: str, argument: Ratio | sp.Expr, degree: int = 1, name: str = "") -> int:
        """Returns the index of a new generator."""
        self.field.new_generator()
        self.meanings.append(Generator(kind, argument, degree, name))
        return len(self.meanings) - 1

    def record(self, expression: sp.Expr, relation: Relation, sort: Sort) -> None:
        """Adds a hypothesis to those the identity will be proved under."""
        self.hypotheses[_canonical(expression, relation, sort)] = None

    def note_implied(self, expression: sp.Expr, relation: Relation) -> None:
        """Notes a condition of the domain that follows from the case and from what was recorded."""
        self.implied.add(_canonical(expression, relation, "domain"))

    def note_rooted(self, expression: sp.Expr) -> None:
        """Notes that a root is taken for one of something positive, though it is defined at 0 too."""
        self.rooted.add(_canonical(expression, ">", "domain"))

    def takes_roots_as_positive(self, expression: sp.Expr) -> bool:
        """Returns whether a root of something else than the expression has been taken for positive."""
        return bool(self.rooted - {_canonical(expression, ">", "domain")})

    def factors(self, a: Ratio) -> tuple[fmpq, list[tuple[fmpz_mpoly, int]]]:
        """Returns (c, [(p_i, e_i)]) with a = c prod p_i^e_i for an element that is not 0."""
        numerator, denominator = self.field.reduce(a.numerator), self.field.reduce(a.denominator)
        over, powers = self.field.factors(numerator)
        under, inverse = self.field.factors(denominator)
        return fmpq(over, under), powers + [(p, -exponent) for p, exponent in inverse]

    # ring operations

    def number(self, value: sp.Rational) -> Ratio:
        """Returns a rational number."""
        return self.field.number(value)

    def variable(self, symbol: sp.Expr) -> Ratio:
        """Returns the generator of a variable."""
        if symbol not in self.variables:
            index = self.new_generator("variable", symbol)
            self.variables[symbol] = self.field.ratio(self.field.generators[index])
        return self.variables[symbol]

    @property
    def has_pi(self) -> bool:
        """Returns whether pi has been read."""
        return sp.pi in self.variables

    def pi(self) -> Ratio:
        """Returns pi, a positive transcendental."""
        if not self.has_pi:
            self.variable(sp.pi)
            self.signs.ranges.positive.add(len(self.meanings) - 1)
        return self.variables[sp.pi]

    def add(self, a: Element, b: Element) -> Element:
        """Returns a + b."""
        if isinstance(a, Ratio) and isinstance(b, Ratio):
            return self.field.add(a, b)
        return self.exponentials.add(a, b)

    def multiply(self, a: Element, b: Element) -> Element:
        """Returns a b."""
        if isinstance(a, Ratio) and isinstance(b, Ratio):
            return self.field.multiply(a, b)
        return self.exponentials.multiply(a, b)

    def power(self, a: Element, exponent: int) -> Element:
        """Returns a^exponent for an integer exponent."""
        if isinstance(a, Ratio):
            return self.field.power(a, exponent)
        return self.exponentials.power(a, exponent)

    def reciprocal(self, a: Element, label: Label) -> Element:
        """Returns 1/a; records a != 0 unless that is known."""
        if self._nowhere_zero(core(a)) or positive(label()):
            self.note_implied(label(), "!=")
        else:
            self.record(label(), "!=", "domain")
        return self.power(a, -1)

    def _nowhere_zero(self, a: Ratio) -> bool:
        if a.numerator.is_constant():
            return not a.numerator.is_zero()
        known = self.signs.known(a.numerator)
        return known is not None and known.strict

    def is_zero(self, a: Element) -> bool:
        """Returns whether the normal form is 0."""
        return self.field.is_zero(core(a))

    def argument_of_same_sign(self, p: fmpz_mpoly) -> Ratio | None:
        """Returns an element that has the sign of p, if there is one simpler than p.

        2 sigmoid(A) - 1, e^A - 1 and erf A have the sign of A, sigmoid(A) - sigmoid(B) and
        e^A - e^B that of A - B, log|q| that of |q| - 1.
        """
        if len(p) > 2:
            return None
        entries = [(entry, self.field.generators[entry.index]) for entry in self.exponentials.entries]
        for place, (entry, y) in enumerate(entries):
            if p == (2 * y - 1 if entry.sigmoid else y - 1):
                return entry.exponent
            for other, x in entries[:place]:
                if p == x - y and other.sigmoid == entry.sigmoid:
                    return self.field.subtract(other.exponent, entry.exponent)
        for logarithm in self.logarithms.entries:
            known = self.signs.known(logarithm.polynomial) if p == self.field.generators[logarithm.generator] else None
            if known is not None:
                return self.field.ratio(known.sign * logarithm.polynomial - 1)
        for opaque in self.opaque.entries:
            if opaque.kind == "erf" and p == self.field.generators[opaque.generator]:
                return opaque.argument
        return None

    # sums

    def sum_over(self, reader: Reader, node: sp.Sum) -> Element:
        """Returns a sum in generators, one for each canonical summand if its range is symbolic."""
        _, low, high = node.limits[0]
        if low.is_Integer and high.is_Integer:
            return instantiated(reader, node, Fraction)
        total: Element = self.field.zero
        for coefficient, rest in canonical_terms(node, reader.definitions):
            element = self.variable(rest) if isinstance(rest, sp.Sum) else reader.read(rest)
            total = self.add(total, self.multiply(reader.read(coefficient), element))
        return total

    def unspecified_slope(self, node: sp.Indexed, cut: tuple[sp.Expr, ...]) -> Ratio:
        """Returns the unspecified derivative of an item's quantity."""
        return self.variable(slope_of_item(node, cut))

    # functions

    def exp(self, a: Element) -> Element:
        """Returns e^a."""
        return self.exponentials.scaled(self.exponentials.force(a))

    def log(self, a: Element, label: Label) -> Ratio:
        """Returns log a; records a > 0."""
        if isinstance(a, Scaled):
            return self.field.add(a.exponent, self.logarithms.logarithm(a.ratio, label))
        return self.logarithms.logarithm(a, label)

    def root(self, a: Element, exponent: sp.Rational, label: Label) -> Element:
        """Returns a^exponent for an exponent that is no integer; records a > 0."""
        power = fmpq(int(exponent.p), int(exponent.q))
        if isinstance(a, Scaled):
            outside = self.exponentials.scaled(self.field.scale(a.exponent, int(power.p), int(power.q)))
            return self.multiply(outside, self.logarithms.root(a.ratio, power, label))
        return self.logarithms.root(a, power, label)

    def cos(self, a: Element) -> Ratio:
        """Returns cos a."""
        return self.angles.pair(self.exponentials.force(a))[0]

    def sin(self, a: Element) -> Ratio:
        """Returns sin a."""
        return self.angles.pair(self.exponentials.force(a))[1]

    def erf(self, a: Element) -> Ratio:
        """Returns erf a."""
        return self.opaque.erf(self.exponentials.force(a))

    def unspecified(self, name: str, order: int, a: Element) -> Ratio:
        """Returns the `order`-th derivative of an unspecified function at a."""
        return self.opaque.apply(name, order, self.exponentials.force(a))

    # signs

    def sign(self, a: Element, label: Label) -> int:
        """Returns +1 or -1 away from a = 0, which is recorded; raises Split if it is not known.

        Raises OutOfReach if a is 0 everywhere.
        """
        ratio = core(a)
        if self.is_zero(ratio):
            raise OutOfReach(f"{label()} is 0 everywhere: the sign there is a convention")
        known = self.signs.of(ratio, label)
        if not known.strict:
            self.record(label(), "!=", "kink")
        return known.sign

    def absolute(self, a: Element, label: Label) -> Element:
        """Returns |a|."""
        ratio = core(a)
        if self.is_zero(ratio):
            return self.field.zero
        return a if self.signs.of(ratio, label).sign > 0 else self.negate(a)

    def negate(self, a: Element) -> Element:
        """Returns -a."""
        if isinstance(a, Scaled):
            return Scaled(a.exponent, self.field.negate(a.ratio))
        return self.field.negate(a)

    def greatest(self, elements: Sequence[Element], arguments: Sequence[sp.Expr]) -> Element:
        """Returns the greatest of the elements; `arguments` are their expressions."""
        return self._extreme(elements, arguments, 1)

    def least(self, elements: Sequence[Element], arguments: Sequence[sp.Expr]) -> Element:
        """Returns the least of the elements."""
        return self._extreme(elements, arguments, -1)

    def _extreme(self, elements: Sequence[Element], arguments: Sequence[sp.Expr], orientation: int) -> Element:
        best = 0
        for place in range(1, len(elements)):
            ahead = self.add(elements[place], self.negate(elements[best]))
            ratio = core(ahead)
            label = _difference(arguments[place], arguments[best])
            if not self.is_zero(ratio) and self.signs.of(ratio, label).sign == orientation:
                best = place
        return elements[best]


def _canonical(expression: sp.Expr, relation: Relation, sort: Sort) -> Hypothesis:
    mirrored = relation == "!=" and expression.could_extract_minus_sign()
    return Hypothesis(-expression if mirrored else expression, relation, sort)


def _difference(a: sp.Expr, b: sp.Expr) -> Label:
    return lambda: a - b
