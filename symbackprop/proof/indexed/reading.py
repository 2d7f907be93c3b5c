"""Reading: what a SymPy expression is as a normal form, as one table.

Indices are renamed by our own rules: a sum binds fresh variables, so that nothing is
captured. What defined names stand for is not looked at here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p
from sympy.core.function import AppliedUndef

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import PRIME, NamedFunction
from symbackprop.network.heads import identity, leaky_relu, relu, step
from symbackprop.proof.indexed.atoms import NF, Factor, Scalar
from symbackprop.proof.indexed.forms import Forms
from symbackprop.proof.indexed.ranges import Environment, Ranges
from symbackprop.proof.indexed.ring import ONE, ZERO, add_to, collected, whole
from symbackprop.proof.limits import BITS_OF_A_POWER, OutOfReach, TooBig
from symbackprop.proof.reader import ancestry
from symbackprop.proof.spelling import SPELLINGS, decimal, spelled, unspecified_parts

Derive: TypeAlias = Callable[[Partial, Environment], NF]
UNSPECIFIED = "?"
"""What the head of an unspecified function begins with: it may be called like a known one."""


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
    return {((reader.ranges.scalar(node, env), 1),): 1}


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
    known, others = reader.ranges.known, []
    c: Scalar = 1
    factors: list[Factor] = []
    for argument in node.args:
        atom = known.get(argument)
        if atom is not None:
            factors.append((atom, 1))
        elif argument.is_Rational:
            c *= number_of(argument)
        else:
            others.append(argument)
    if not c:
        return ZERO
    result: NF = {collected(factors): whole(c)}
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
    size, restriction = reader.ranges.limits(letter, low, high, env)
    with reader.forms.fresh([size]) as (index,):
        place = reader.ranges.subscript_for(index)
        inner = {**env, letter: place}
        form = _summed(reader, function, rest, inner)
        if restriction is not None:
            form = reader.forms.multiply(form, reader.ranges.indicator(restriction, inner))
        return reader.forms.summed(form, [index])


def _delta(reader: Reader, node: sp.KroneckerDelta, env: Environment) -> NF:
    if len(node.args) != 2:
        raise OutOfReach(f"{node}, a Kronecker delta with a range")
    return reader.forms.delta(*(reader.ranges.subscript(side, env) for side in node.args))


def _exponential(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.exp(reader.read(node.args[0], env))


def _logarithm(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    if len(node.args) > 1:
        raise OutOfReach("a logarithm with a base of its own")
    return reader.forms.log(reader.read(node.args[0], env))


def _applied(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    head = type(node)
    if reader.heads.setdefault(head.__name__, head) is not head:
        raise OutOfReach(f"two different functions are called {head.__name__}")
    return reader.forms.applied(head.__name__, reader.read(node.args[0], env))


def _unspecified(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    text, order, argument = unspecified_parts(node)
    return reader.forms.applied(UNSPECIFIED + text + PRIME * order, reader.read(argument, env))


def _spelled(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.read(spelled(node), env)


def _absolute(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.absolute(reader.read(node.args[0], env))


def _sign(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.sign(reader.read(node.args[0], env))


def _step(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.step(reader.read(node.args[0], env))


def _greatest(reader: Reader, node: sp.Max, env: Environment) -> NF:
    return reader.forms.greatest([reader.read(argument, env) for argument in node.args])


def _least(reader: Reader, node: sp.Min, env: Environment) -> NF:
    return reader.forms.least([reader.read(argument, env) for argument in node.args])


def _piecewise(reader: Reader, node: sp.Piecewise, env: Environment) -> NF:
    *branches, (last, otherwise) = node.args
    if otherwise is not sp.true:
        raise OutOfReach("a case distinction without a last case")
    forms, result = reader.forms, reader.read(last, env)
    for value, condition in reversed(branches):
        holds = _condition(reader, condition, env)
        difference = forms.subtract(reader.read(value, env), result)
        result = forms.add(result, forms.multiply(difference, holds))
    return result


def _condition(reader: Reader, condition: sp.Basic, env: Environment) -> NF:
    orders = {sp.StrictGreaterThan: 1, sp.StrictLessThan: -1}
    if type(condition) not in orders:
        raise OutOfReach(f"the condition {condition}, which is no strict comparison")
    left, right = (reader.read(side, env) for side in condition.args)
    return reader.forms.step(reader.forms.scale(reader.forms.subtract(left, right), orders[type(condition)]))


def _pi(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.atom(reader.ranges.constant("pi"))


def _e(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.exp(ONE)


def _undefined(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    raise OutOfReach(f"undefined: {node}")


def _derivative(reader: Reader, node: Partial, env: Environment) -> NF:
    return reader.derive(node, env)


RULES: Rules = {
    **dict.fromkeys(SPELLINGS, _spelled),
    **dict.fromkeys((relu, leaky_relu, identity, sp.tan, expm1, log1p), _spelled),
    **dict.fromkeys((NamedFunction, sp.tanh, sp.sin, sp.cos, sp.erf), _applied),
    **dict.fromkeys((AppliedUndef, sp.Derivative, sp.Subs), _unspecified),
    **dict.fromkeys((type(sp.nan), type(sp.zoo), type(sp.oo), type(-sp.oo)), _undefined),
    sp.Symbol: _symbol,
    sp.Indexed: _element,
    sp.Rational: _rational,
    sp.Float: _decimal,
    sp.Add: _addition,
    sp.Mul: _multiplication,
    sp.Pow: _power,
    sp.Sum: _sum,
    sp.KroneckerDelta: _delta,
    sp.exp: _exponential,
    sp.log: _logarithm,
    sp.Abs: _absolute,
    sp.sign: _sign,
    step: _step,
    sp.Heaviside: _step,
    sp.Max: _greatest,
    sp.Min: _least,
    sp.Piecewise: _piecewise,
    type(sp.pi): _pi,
    type(sp.E): _e,
    Partial: _derivative,
}
"""What is made of each head."""
