"""Random networks of three or four indexed equations, with numbers among their subscripts."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import sympy as sp
from random_sums import LETTERS, SCALARS, F, M, N, Scope

from symbackprop.network import Equation, Network
from symbackprop.network.heads import sigmoid
from symbackprop.network.indices import array, index
from symbackprop.network.names import name

u, s, y = map(array, "usy")
i, j = index("i"), index("j")
PARAMETERS = ("x", "w", "v", "q")
Shapes = Mapping[str, tuple[sp.Expr, ...]]
FUNCTIONS = (
    sp.tanh,
    sigmoid,
    sp.exp,
    sp.sin,
    lambda a: 1 / (1 + a**2),
    lambda a: sp.sqrt(1 + a**2),
    lambda a: sp.log(1 + a**2),
    lambda a: a**2,
    F,
)


def body(depth: int, scope: Scope, random: Random, shapes: Shapes) -> sp.Expr:
    """Returns a random body in the letters that are in scope."""
    if depth <= 0:
        return _element(scope, random, shapes)

    def inner(more: Scope = scope) -> sp.Expr:
        return body(depth - random.choice([1, 1, 2]), more, random, shapes)

    kind = random.random()
    if kind < 0.4:
        letter, last = random.choice(LETTERS), random.choice([N, M])
        return sp.Sum(inner({**scope, letter: last}), (letter, 1, last))
    if kind < 0.6:
        return inner() * inner()
    if kind < 0.75:
        return inner() + inner()
    return random.choice(FUNCTIONS)(inner())


def _element(scope: Scope, random: Random, shapes: Shapes) -> sp.Expr:
    text, places = random.choice(sorted(shapes)), []
    for last in shapes[text]:
        fitting = [letter for letter in sorted(scope, key=str) if scope[letter] == last]
        if not fitting:
            return random.choice(SCALARS)
        places.append(random.choice(fitting) if random.random() < 0.9 else sp.S.One)
    return array(text)[tuple(places)]


def network(random: Random) -> Network:
    """Returns a random network whose loss reads two arrays."""
    shapes: dict[str, tuple[sp.Expr, ...]] = {"x": (N,), "w": (M, N), "v": (M,), "q": (N, N)}
    lines = [Equation(u[j], body(3, {j: M}, random, shapes), ranges=((j, M),))]
    shapes["u"] = (M,)
    lines.append(Equation(s[i], body(3, {i: N}, random, shapes), ranges=((i, N),)))
    shapes["s"] = (N,)
    if random.random() < 0.5:
        lines.append(Equation(y[j], random.choice([sp.tanh, sigmoid, F])(u[j]), ranges=((j, M),)))
        shapes["y"] = (M,)
    loss = sp.Sum(body(2, {i: N}, random, shapes) * s[i], (i, 1, N)) + sp.Sum(u[j] ** 2, (j, 1, M))
    lines.append(Equation(name("E"), loss))
    reached = {lines[-1].symbol}
    for line in reversed(lines):
        if line.symbol in reached:
            reached |= set(line.reads)
    kept = [line for line in lines if line.symbol in reached]
    return Network(kept, parameters=[text for text in PARAMETERS if name(text) in reached])
