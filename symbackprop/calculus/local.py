"""Local partials: one body differentiated with respect to every name it reads, in one pass.

The rules are the textbook's: sum, product, power and chain rule. A body of n terms costs
n, not n for each name; the factors of a slope are multiplied once, at the end. Under a sum,
an element is differentiated by where it stands: what it contributes to which element of the
array is settled afterwards (`subscripts`).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.errors import NetworkError
from symbackprop.network.functions import NamedFunction, base_and_order, unspecified_function
from symbackprop.network.heads import step
from symbackprop.network.indices import Limits, head


class Occurrence(NamedTuple):
    """A name as it stands in a body, and the sums it stands under."""

    element: sp.Expr
    limits: Limits = ()


Factors = tuple[sp.Expr, ...]
Gradient = dict[Occurrence, Factors]
"""The factors of the slope for every name; () is 1."""


def local_gradient(
    body: sp.Expr, output: sp.Expr | None = None, wanted: Container[sp.Symbol] | None = None
) -> dict[Occurrence, sp.Expr]:
    """Returns the partial derivative of `body` for every name that occurs in it, in alphabetical order.

    output  the name of the body; what a denominator that is a sum contributes is written in
            it: (f/g)' = f'/g - (f/g) g'/g
    wanted  the names to differentiate by, arrays by their labels; all if left out

    No two sums of the body may share an index (`indices.apart`).

    At a kink of |·|, max, min or the step function the slope is the one of the rule off
    the kink; a proof lists the kink as a hypothesis. Raises NetworkError for a function
    without a rule.

    >>> from symbackprop.network.names import names
    >>> c, v, y = names("c v y")
    >>> {found.element: slope for found, slope in local_gradient(c + v * y).items()}
    {c: 1, v: y, y: v}
    """
    over_a_sum = output is not None and any(map(_is_divisor_with_sum, sp.Mul.make_args(body)))
    gradient = _quotient(body, output) if over_a_sum else _rule(body)(body)
    kept = [item for item in gradient.items() if wanted is None or head(item[0].element) in wanted]
    return {found: _multiplied(factors) for found, factors in sorted(kept, key=_alphabetical)}


def _multiplied(factors: Factors) -> sp.Expr:
    return factors[0] if len(factors) == 1 else sp.Mul(*factors)


def _alphabetical(item: tuple[Occurrence, Factors]) -> tuple[str, str]:
    element = item[0].element
    return (element.name, "") if element.is_Symbol else (head(element).name, str(element))


def _rule(body: sp.Expr) -> Callable[[sp.Expr], Gradient]:
    if body.is_Atom:
        return _atom
    for kind in type(body).__mro__:
        if kind in _RULES:
            return _RULES[kind]
    raise NetworkError(
        f"no rule to differentiate {type(body).__name__}\n"
        f"    in                {body}\n"
        "    there are rules   sums, products, powers, exp, log, trigonometric and hyperbolic functions,\n"
        "                      erf, Abs, Max, Min and the rows of ACTIVATIONS"
    )


def _atom(body: sp.Expr) -> Gradient:
    return {Occurrence(body): ()} if body.is_symbol and not body.is_integer else {}


def _no_name(body: sp.Expr) -> Gradient:
    return {}


def _big_sum(body: sp.Sum) -> Gradient:
    return {
        Occurrence(found.element, (*found.limits, *map(tuple, body.limits))): slope
        for found, slope in _rule(body.function)(body.function).items()
    }


def _sum(body: sp.Add) -> Gradient:
    return _added(_rule(term)(term) for term in body.args)


def _product(body: sp.Mul) -> Gradient:
    if len(body.args) == 2:
        one, other = body.args
        if one.is_Symbol and other.is_Symbol and not (one.is_integer or other.is_integer):
            return {Occurrence(one): (other,), Occurrence(other): (one,)}
    terms = []
    for position, factor in enumerate(body.args):
        others = (*body.args[:position], *body.args[position + 1 :])
        terms.append(_scaled(_rule(factor)(factor), *others))
    return _added(terms)


def _is_divisor_with_sum(factor: sp.Expr) -> bool:
    return factor.is_Pow and factor.exp.is_Integer and factor.exp.is_negative and factor.base.has(sp.Sum)


def _quotient(body: sp.Expr, output: sp.Expr) -> Gradient:
    divisors = [factor for factor in sp.Mul.make_args(body) if _is_divisor_with_sum(factor)]
    numerator = body / sp.Mul(*divisors)
    gradient = _scaled(_rule(numerator)(numerator), sp.Mul(*divisors))
    for divisor in divisors:
        inner = _rule(divisor.base)(divisor.base)
        gradient = _added((gradient, _scaled(inner, output * divisor.exp / divisor.base)))
    return gradient


def _power(body: sp.Pow) -> Gradient:
    base, exponent = body.args
    inner = _scaled(_rule(base)(base), exponent, base ** (exponent - 1))
    if exponent.is_number:
        return inner
    return _added((inner, _scaled(_rule(exponent)(exponent), body, sp.log(base))))


def _function(body: sp.Function) -> Gradient:
    argument = body.args[0]
    return _scaled(_rule(argument)(argument), body.fdiff(1))


def _unspecified(body: AppliedUndef) -> Gradient:
    base, order = base_and_order(body.func)
    argument = body.args[0]
    return _scaled(_rule(argument)(argument), unspecified_function(base, order + 1)(argument))


def _absolute(body: sp.Abs) -> Gradient:
    argument = body.args[0]
    return _scaled(_rule(argument)(argument), sp.sign(argument))


def _largest(body: sp.Max, toward: int = 1) -> Gradient:
    terms = []
    for candidate in body.args:
        wins = [step(toward * (candidate - other)) for other in body.args if other != candidate]
        terms.append(_scaled(_rule(candidate)(candidate), *wins))
    return _added(terms)


def _smallest(body: sp.Min) -> Gradient:
    return _largest(body, toward=-1)


def _scaled(gradient: Gradient, *factors: sp.Expr) -> Gradient:
    return {found: factors + slope for found, slope in gradient.items()}


def _added(gradients: Iterable[Gradient]) -> Gradient:
    terms: dict[Occurrence, list[Factors]] = {}
    for gradient in gradients:
        for found, slope in gradient.items():
            terms.setdefault(found, []).append(slope)
    return {
        found: slopes[0] if len(slopes) == 1 else (sp.Add(*map(_multiplied, slopes)),)
        for found, slopes in terms.items()
    }


_SMOOTH = (sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.sinh, sp.cosh, sp.tanh, sp.erf, sp.erfc, NamedFunction)
_RULES: Mapping[type, Callable[..., Gradient]] = {
    sp.Sum: _big_sum,
    sp.KroneckerDelta: _no_name,
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _power,
    sp.Abs: _absolute,
    sp.Max: _largest,
    sp.Min: _smallest,
    AppliedUndef: _unspecified,
    **dict.fromkeys(_SMOOTH, _function),
}
