"""Second derivatives: ∂(∂E/∂w)/∂v, the first derivative unfolded one level and differentiated again.

∂E/∂w of a product, a power or an applied function is written in the derivatives of what
stands inside, which are `Partial` again; the rules of `derivation` then differentiate
that. So the chain rule through the definitions is used twice, and a third time for a
third derivative.

∂E/∂w is a function of everything that w does not determine. To differentiate it by a
name that depends on w would be to vary what w holds, so that is out of reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.calculus.partial import Partial
from symbackprop.network.functions import NamedFunction, unspecified_function
from symbackprop.proof.limits import OutOfReach
from symbackprop.proof.reader import Definitions, ancestry
from symbackprop.proof.spelling import SPELLINGS, decimal, spelled, unspecified_parts
from symbackprop.proof.sums import slope_under_sum

Unfolding = Callable[[sp.Expr, tuple[sp.Expr, ...], Definitions], sp.Expr]


def unfolded(node: Partial, graph: Definitions) -> sp.Expr:
    """Returns ∂of/∂wrt with the outermost operation of `of` differentiated.

    What is returned contains the derivatives of the parts, not evaluated. To be asked only
    where the derivative is not 0.

    graph  the definitions that derivatives follow

    Raises OutOfReach where there is no rule.

    >>> from symbackprop.network.names import names
    >>> E, u, w, x = names("E u w x")
    >>> unfolded(Partial(E, w), {E: sp.exp(u), u: w * x})
    dexp(u)/dw
    >>> unfolded(Partial(sp.exp(u), w), {u: w * x})
    exp(u)*du/dw
    """
    of, cut = node.of, node.args[1:]
    if of in cut:
        return sp.Integer(of == node.wrt)
    if of in graph:
        return Partial(graph[of], *cut)
    for head in ancestry(type(of)):
        if head in UNFOLDINGS:
            return UNFOLDINGS[head](of, cut, graph)
    raise OutOfReach(f"no rule for the second derivative of {type(of).__name__}")


def refuse_what_depends(inner: Partial, outer: tuple[sp.Expr, ...], graph: Definitions) -> None:
    """Raises OutOfReach if a name the second derivative is cut at depends on the variable of the first.

    >>> from symbackprop.network.names import names
    >>> E, s, z = names("E s z")
    >>> refuse_what_depends(Partial(E, s), (z,), {E: z**2, z: s + 1})
    Traceback (most recent call last):
    symbackprop.proof.limits.OutOfReach: a derivative by s cannot be differentiated by z, which depends on s
    """
    variable, cut = inner.wrt, inner.args[1:]
    uncut = {name: body for name, body in graph.items() if name not in cut}
    for name in outer:
        if name in uncut and reads(uncut[name], variable, uncut):
            raise OutOfReach(
                f"a derivative by {variable} cannot be differentiated by {name}, which depends on {variable}"
            )


def reads(expression: sp.Expr, name: sp.Expr, graph: Definitions) -> bool:
    """Returns whether the expression reads the name, through the definitions.

    >>> u, x, y = sp.symbols("u x y")
    >>> reads(u + 1, x, {u: x**2}), reads(u + 1, y, {u: x**2})
    (True, False)
    """
    todo, seen = [expression], set()
    while todo:
        node = todo.pop()
        if node == name:
            return True
        if node not in seen:
            seen.add(node)
            todo.extend((graph[node],) if node in graph else node.args)
    return False


def _constant(node: sp.Expr, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    return sp.S.Zero


def _element(node: sp.Indexed, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    raise OutOfReach(f"the second derivative of {node}, which depends on {cut[0]} in an unspecified way")


def _sum(node: sp.Add, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    return sp.Add(*(Partial(arg, *cut) for arg in node.args))


def _product(node: sp.Mul, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    terms = []
    for place, arg in enumerate(node.args):
        others = (other for position, other in enumerate(node.args) if position != place)
        terms.append(sp.Mul(Partial(arg, *cut), *others))
    return sp.Add(*terms)


def _power(node: sp.Pow, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    base, exponent = node.args
    number = decimal(exponent) if exponent.is_Float else exponent
    of_base = number * base ** (number - 1) * Partial(base, *cut)
    if exponent.is_Number:
        return of_base
    return of_base + node * sp.log(base) * Partial(exponent, *cut)


def _applied(slope: Callable[[sp.Expr], sp.Expr]) -> Unfolding:
    """Returns the rule ∂f(a) = f′(a) ∂a for a function of one argument."""

    def rule(node: sp.Expr, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
        return slope(node.args[0]) * Partial(node.args[0], *cut)

    return rule


def _unspecified(node: sp.Expr, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    name, order, argument = unspecified_parts(node)
    return unspecified_function(name, order + 1)(argument) * Partial(argument, *cut)


def _spelled(node: sp.Expr, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    return Partial(spelled(node), *cut)


def _largest(node: sp.Max, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    return _chosen(node.args, cut, sp.StrictGreaterThan)


def _smallest(node: sp.Min, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    return _chosen(node.args, cut, sp.StrictLessThan)


def _chosen(candidates: Iterable[sp.Expr], cut: tuple[sp.Expr, ...], beats: Callable[..., sp.Basic]) -> sp.Expr:
    """Returns the derivative of the candidate that beats all others; where two are equal the first one has none."""
    listed = list(candidates)
    branches = []
    for place, candidate in enumerate(listed[:-1]):
        wins = [beats(candidate, other, evaluate=False) for other in listed[place + 1 :]]
        branches.append((Partial(candidate, *cut), wins[0] if len(wins) == 1 else sp.And(*wins, evaluate=False)))
    return sp.Piecewise(*branches, (Partial(listed[-1], *cut), True), evaluate=False)


def _piecewise(node: sp.Piecewise, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    return sp.Piecewise(*((Partial(value, *cut), condition) for value, condition in node.args), evaluate=False)


def _sum_over(node: sp.Sum, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    slope = slope_under_sum(node, cut, graph)
    return sp.S.Zero if slope is None else slope


def _partial(node: Partial, cut: tuple[sp.Expr, ...], graph: Definitions) -> sp.Expr:
    return Partial(unfolded(node, graph), *cut)


UNFOLDINGS: Mapping[type, Unfolding] = {
    sp.Number: _constant,
    sp.NumberSymbol: _constant,
    sp.Symbol: _constant,
    sp.Indexed: _element,
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _power,
    sp.exp: _applied(sp.exp),
    sp.log: _applied(lambda argument: 1 / argument),
    sp.sin: _applied(sp.cos),
    sp.cos: _applied(lambda argument: -sp.sin(argument)),
    sp.erf: _applied(lambda argument: 2 / sp.sqrt(sp.pi) * sp.exp(-(argument**2))),
    sp.Abs: _applied(sp.sign),
    sp.sign: _constant,
    sp.Heaviside: _constant,
    sp.Max: _largest,
    sp.Min: _smallest,
    sp.Piecewise: _piecewise,
    sp.Sum: _sum_over,
    AppliedUndef: _unspecified,
    sp.Derivative: _unspecified,
    sp.Subs: _unspecified,
    NamedFunction: _spelled,
    Partial: _partial,
    **dict.fromkeys(SPELLINGS, _spelled),
}
"""The derivative of each head, in the derivatives of its parts."""
