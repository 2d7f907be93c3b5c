"""What makes a list of equations a network; each breach with its place and a way out."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.indices import head, subscripts
from symbackprop.network.meanings import check_meanings

if TYPE_CHECKING:
    from symbackprop.network.equation import Equation
    from symbackprop.network.network import Network


def sides(item: object) -> tuple[sp.Expr, sp.Expr]:
    """Returns the two sides of a SymPy equation `Eq(name, body)`.

    Raises NetworkError for anything else, and for an `Eq` whose left side is no symbol.
    """
    if not isinstance(item, sp.Eq):
        raise NetworkError(
            f"{item!r} is not an equation\n"
            f"    given             {type(item).__name__}\n"
            "    write             Eq(name, body), for instance Eq(y, w*x); "
            "SymPy turns Eq(a, a) into True"
        )
    if not item.lhs.is_Symbol:
        raise NetworkError(
            f"the left side of {item.lhs} = {item.rhs} is not a name\n"
            "    write             Eq(name, body): the name that is defined stands alone on the left;\n"
            "                      an array Equation(u[j], body, ranges=((j, m),))"
        )
    return item.lhs, item.rhs


def validate(network: Network) -> None:
    """Raises NetworkError unless the equations can be read from first to last."""
    if not network.equations:
        raise NetworkError("the network has no equations\n    give at least one: the loss")
    _ranges_are_whole(network)
    check_meanings(network)
    _no_name_twice(network)
    _reads_only_what_is_defined(network)
    _bodies_are_scalar(network)
    _loss_reads_every_parameter(network)


def _place(network: Network, equation: Equation) -> str:
    return _numbered(network, network.equations.index(equation))


def _numbered(network: Network, place: int) -> str:
    return f"    equation {place + 1} of {len(network.equations)}   {network.equations[place]}"


def _ranges_are_whole(network: Network) -> None:
    for equation in network.equations:
        letters = tuple(letter for letter, _ in equation.ranges)
        given = ", ".join(f"{letter} = 1..{last}" for letter, last in equation.ranges)
        if letters != subscripts(equation.name) or len(set(letters)) < len(letters):
            raise NetworkError(
                f"the ranges of {equation.name} are not those of its subscripts\n{_place(network, equation)}\n"
                f"    ranges given      {given or 'none'}\n"
                "    give one for each subscript, in order: Equation(w[j, i], body, ranges=((j, m), (i, n)))"
            )
        for letter, last in equation.ranges:
            if last.is_positive is False or not last.is_integer:
                raise NetworkError(
                    f"{last} is no size for the index {letter} of {equation.name}\n{_place(network, equation)}\n"
                    "    a size is a positive whole number, or a name for one: size('m')"
                )
    if network.loss.ranges:
        raise NetworkError(
            f"the loss {network.loss.name} is not a number but an array\n{_place(network, network.loss)}\n"
            "    sum it: Equation(E, Sum(..., (k, 1, K)))"
        )


def _no_name_twice(network: Network) -> None:
    given = {"a parameter": {*map(head, network.parameters)}, "a target": {*map(head, network.targets)}}
    counts = Counter(equation.symbol for equation in network.equations)
    for equation in network.equations:
        if counts[equation.symbol] > 1:
            again = [place for place, line in enumerate(network.equations) if line.symbol == equation.symbol]
            raise NetworkError(
                f"{equation.name} is defined twice\n"
                + "\n".join(_numbered(network, position) for position in again)
                + "\n    give one of them another name"
            )
        for kind, symbols in given.items():
            if equation.symbol in symbols:
                raise NetworkError(
                    f"{equation.name} is {kind} and defined by an equation\n"
                    + _place(network, equation)
                    + "\n    drop the equation, or leave the name out of the list"
                )
    both = sorted(map(str, given["a parameter"] & given["a target"]))
    if both:
        raise NetworkError(f"{', '.join(both)}: both a parameter and a target\n    leave it in one of the two lists")


def _reads_only_what_is_defined(network: Network) -> None:
    later = {equation.symbol for equation in network.equations}
    defined: list[str] = []
    for equation in network.equations:
        for symbol in equation.reads:
            if symbol in later:
                circle = _circle(network, equation.symbol)
                if circle:
                    raise NetworkError(
                        f"{circle[0]} is defined by itself: {' reads '.join(map(str, circle))}\n"
                        + "\n".join(_place(network, network.equation(name)) for name in circle[:-1])
                        + "\n    let one of them read something that is known before it"
                    )
                near = get_close_matches(symbol.name, defined, n=1)
                hint = f"          did you mean {near[0]}?" if near else ""
                raise NetworkError(
                    f"{equation.name} reads {symbol}, which no earlier equation defines\n"
                    f"{_place(network, equation)}\n"
                    f"    defined so far    {', '.join(defined) or 'nothing'}{hint}\n"
                    f"    move the equation of {symbol} before it"
                )
        later.discard(equation.symbol)
        defined.append(equation.symbol.name)


def _circle(network: Network, start: sp.Symbol) -> tuple[sp.Symbol, ...]:
    """Returns a shortest way from a name back to itself, each name reading the next; () if there is none."""
    ways: list[tuple[sp.Symbol, ...]] = [(start,)]
    seen: set[sp.Symbol] = set()
    for way in ways:
        for symbol in network.equation(way[-1]).reads:
            if symbol == start:
                return (*way, symbol)
            if network.defines(symbol) and symbol not in seen:
                seen.add(symbol)
                ways.append((*way, symbol))
    return ()


def _bodies_are_scalar(network: Network) -> None:
    for equation in network.equations:
        scalar = isinstance(equation.body, sp.Expr) and not equation.body.is_Matrix
        if not scalar or equation.body.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I):
            kind = "the loss" if equation == network.loss else str(equation.name)
            raise NetworkError(
                f"{kind} is not a real scalar expression\n{_place(network, equation)}\n"
                f"    found             {type(equation.body).__name__}\n"
                "    write one number-valued expression; a matrix becomes one equation for each entry"
            )


def _loss_reads_every_parameter(network: Network) -> None:
    reached = {network.loss.symbol}
    for equation in reversed(network.equations):
        if equation.symbol in reached:
            reached.update(equation.reads)
    for parameter in network.parameters:
        if head(parameter) not in reached:
            read = sorted(map(str, reached - {*map(head, network.definitions)}))
            near = get_close_matches(str(head(parameter)), [symbol.name for symbol in reached], n=1)
            hint = f"\n    did you mean {near[0]}?" if near else ""
            raise NetworkError(
                f"the loss {network.loss.name} does not depend on the parameter {parameter}\n"
                f"{_place(network, network.loss)}\n"
                f"    it depends on     {', '.join(read)}{hint}\n"
                "    leave it out of `parameters`, or let an equation on the way to the loss read it"
            )
