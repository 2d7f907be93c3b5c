"""Reading: what a SymPy expression is as a normal form.

Indices are renamed by our own rules: a sum binds fresh variables, so that nothing is
captured. What defined names stand for is not looked at here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import sympy as sp

from symbackprop.calculus.partial import Partial
from symbackprop.proof.indexed.normal_form.atoms import NF, Scalar
from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.normal_form.ring import ZERO, add_to, whole
from symbackprop.proof.indexed.reading.functions import FUNCTIONS
from symbackprop.proof.indexed.reading.limits import indicator, limits_of
from symbackprop.proof.indexed.reading.ranges import Environment, Ranges
from symbackprop.proof.limits import BITS_OF_A_POWER, OutOfReach, TooBig
from symbackprop.proof.reader import ancestry
from symbackprop.proof.spelling import decimal

Derive: TypeAlias = Callable[[Partial, Environment], NF]


class Reader:
    """Reads expressions into normal forms.

    forms    the algebra
    ranges   which text means which name, and how far subscripts run
    derive   what a `Partial` is
    heads    the functions met, by their names

    >>> reader = Reader(Forms())
    >>> from symbackprop.network.indices import array, index, size
    >>> x, i, k, n = array("x"), index("i"), index("k"), size("n")
    >>> square = sp.Sum(x[i] * x[k], (i, 1, n), (k, 1, n))
    >>> reader.read(square) == reader.read(sp.Sum(x[k], (k, 1, n)) ** 2)
    True
    """

    def __init__(self, forms: Forms, derive: Derive | None = None) -> None:
        self.forms = forms
        self.ranges = Ranges(forms)
        self.derive = derive or _no_derivative
        self.heads: dict[str, type[sp.Function]] = {}
        self._rules: dict[type, Rule] = dict(RULES)

    def read(self, node: sp.Expr, env: Environment | None = None) -> NF:
        """Returns the normal form; `env` says what the free indices are.

        Raises OutOfReach for what has no rule.
        """
        head = type(node)
        rule = self._rules.get(head)
        if rule is None:
            rule = next((self._rules[kind] for kind in ancestry(head) if kind in self._rules), None)
            if rule is None:
                raise OutOfReach(f"no rule for {head.__name__} in an indexed claim")
            self._rules[head] = rule
        return rule(self, node, env or _NOWHERE)


Rule = Callable[[Reader, Any, Environment], NF]
Rules = Mapping[type, Rule]
_NOWHERE: Environment = {}


def _no_derivative(node: Partial, env: Environment) -> NF:
    raise OutOfReach(f"the derivative {node} outside a network")


def _symbol(reader: Reader, node: sp.Symbol, env: Environment) -> NF:
    if node in env:
        return reader.forms.number_of(env[node])
    return {((reader.ranges.scalar(node), 1),): 1}


def _element(reader: Reader, node: sp.Indexed, env: Environment) -> NF:
    return {((reader.ranges.element(node, env), 1),): 1}


def _rational(reader: Reader, node: sp.Rational, env: Environment) -> NF:
    value = number_of(node)
    return {(): value} if value else {}


def number_of(node: sp.Rational) -> Scalar:
    """Returns a rational number; raises TooBig if it has too many digits."""
    p, q = int(node.p), int(node.q)
    if p.bit_length() + q.bit_length() > BITS_OF_A_POWER:
        raise TooBig("a number has more digits than the limit")
    return p if q == 1 else Fraction(p, q)


def _decimal(reader: Reader, node: sp.Float, env: Environment) -> NF:
    return _rational(reader, decimal(node), env)


def _addition(reader: Reader, node: sp.Add, env: Environment) -> NF:
    total: NF = {}
    for term in node.args:
        add_to(total, reader.read(term, env))
    return total


def _multiplication(reader: Reader, node: sp.Mul, env: Environment) -> NF:
    """Scalars and elements are gathered into one monomial first."""
    ranges, others = reader.ranges, []
    c: Scalar = 1
    powers: dict[int, Scalar] = {}
    for argument in node.args:
        atom = ranges.known.get(argument)
        if atom is None and argument.is_Symbol and argument not in env:
            atom = ranges.scalar(argument)
        if atom is not None:
            powers[atom] = powers.get(atom, 0) + 1
        elif argument.is_Rational:
            c = whole(c * number_of(argument))
        else:
            others.append(argument)
    if not c:
        return ZERO
    result: NF = {tuple(sorted(powers.items())): c}
    for argument in others:
        result = reader.forms.multiply(result, reader.read(argument, env))
    return result


def _power(reader: Reader, node: sp.Pow, env: Environment) -> NF:
    base, exponent = node.args
    if exponent.is_Float:
        exponent = decimal(exponent)
    if exponent.is_Rational:
        return reader.forms.power(reader.read(base, env), number_of(exponent))
    logarithm = reader.forms.log(reader.read(base, env))
    return reader.forms.exp(reader.forms.multiply(reader.read(exponent, env), logarithm))


def _sum(reader: Reader, node: sp.Sum, env: Environment) -> NF:
    """The last limits are the outermost; every index gets a fresh variable."""
    inner = dict(env)
    return _summed(reader, node.function, list(node.limits), inner)


def _summed(reader: Reader, function: sp.Expr, limits: list[Any], env: Environment) -> NF:
    if not limits:
        return reader.read(function, env)
    *rest, (letter, low, high) = limits
    range_of_it = limits_of(reader.ranges, letter, low, high, env)
    with reader.forms.fresh([range_of_it.size]) as (index,):
        place = reader.ranges.subscript_for(index)
        inner = {**env, letter: place}
        form = _summed(reader, function, rest, inner)
        form = reader.forms.multiply(indicator(reader.ranges, range_of_it, inner), form)
        return reader.forms.summed(form, [index])


def _delta(reader: Reader, node: sp.KroneckerDelta, env: Environment) -> NF:
    if len(node.args) != 2:
        raise OutOfReach(f"{node}, a Kronecker delta with a range")
    return reader.forms.delta(*(reader.ranges.subscript(side, env) for side in node.args))


def _derivative(reader: Reader, node: Partial, env: Environment) -> NF:
    return reader.derive(node, env)


RULES: Rules = {
    **FUNCTIONS,
    sp.Symbol: _symbol,
    sp.Indexed: _element,
    sp.Rational: _rational,
    sp.Float: _decimal,
    sp.Add: _addition,
    sp.Mul: _multiplication,
    sp.Pow: _power,
    sp.Sum: _sum,
    sp.KroneckerDelta: _delta,
    Partial: _derivative,
}
"""What is made of each head."""
