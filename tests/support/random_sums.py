"""Random indexed expressions: nested sums whose letters clash, deltas, powers, functions; and small changes to them."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import sympy as sp

from symbackprop.network.functions import unspecified_function
from symbackprop.network.indices import array, index, size
from symbackprop.network.names import names

N, M = size("n"), size("m")
SHAPES = {"x": (N,), "y": (N,), "v": (M,), "w": (N, M), "q": (N, N)}
LETTERS = tuple(map(index, "ijkp"))
FREE = {index("i"): N, index("j"): M, index("p"): N}
SCALARS = names("a b")
F = unspecified_function("f")

Scope = Mapping[sp.Symbol, sp.Expr]


def element(scope: Scope, random: Random) -> sp.Expr:
    text = random.choice(sorted(SHAPES))
    places = []
    for last in SHAPES[text]:
        fitting = [letter for letter in sorted(scope, key=str) if scope[letter] == last]
        places.append(random.choice([*fitting, *fitting, sp.S.One]))
    return array(text)[tuple(places)]


def expression(depth: int, scope: Scope, random: Random) -> sp.Expr:  # noqa: PLR0911  (one for each kind)
    """Returns a random expression in the letters that are in scope."""
    if depth == 0:
        kind = random.random()
        if kind < 0.7:
            return element(scope, random)
        if kind < 0.8:
            return sp.KroneckerDelta(*random.sample(sorted(scope, key=str), 2))
        return random.choice([*SCALARS, N, sp.Integer(2), sp.Rational(-1, 2), random.choice(sorted(scope, key=str))])

    def inner(more: Scope = scope) -> sp.Expr:
        return expression(depth - random.choice([1, 1, 2]) if depth > 1 else 0, more, random)

    kind = random.random()
    if kind < 0.4:
        letter, last = random.choice(LETTERS), random.choice([N, N, M])
        within = [end for end in sorted(scope, key=str) if scope[end] == last and end != letter]
        high = random.choice(within) if within and random.random() < 0.2 else last
        return sp.Sum(inner({**scope, letter: last}), (letter, 1, high))
    if kind < 0.65:
        return sp.Mul(inner(), inner())
    if kind < 0.85:
        return sp.Add(inner(), inner())
    if kind < 0.92:
        return inner() ** random.choice([2, 2, -1, -1, 3])
    if kind < 0.97:
        return F(inner())
    return inner() * sp.KroneckerDelta(*random.sample(sorted(scope, key=str), 2))


def positions(node: sp.Expr, scope: Scope) -> list[tuple[tuple[int, ...], sp.Expr, Scope]]:
    """Returns every subexpression with its path and the letters in scope there."""
    found = [((), node, scope)]
    if isinstance(node, sp.Sum):
        for letter, _, last in reversed(node.limits):
            scope = {**scope, letter: scope.get(last, last)}
        children = [(0, node.function)]
    elif isinstance(node, sp.Indexed | sp.KroneckerDelta):
        children = []
    else:
        children = list(enumerate(node.args))
    for place, child in children:
        found += [((place, *path), part, inner) for path, part, inner in positions(child, scope)]
    return found


def replaced(node: sp.Expr, path: tuple[int, ...], new: sp.Expr) -> sp.Expr:
    if not path:
        return new
    arguments = list(node.args)
    arguments[path[0]] = replaced(arguments[path[0]], path[1:], new)
    return node.func(*arguments)


def mutated(node: sp.Expr, random: Random) -> sp.Expr:
    """Returns the expression with one subexpression changed in a way that is easily overlooked."""
    path, part, scope = random.choice(positions(node, FREE))
    if isinstance(part, sp.Indexed):
        if random.random() < 0.4 and (found := _by_a_delta(part, scope, random, {N: M, M: N})) is not None:
            return replaced(node, path, found)
        return replaced(node, path, element(scope, random))
    if isinstance(part, sp.Sum) and random.random() < 0.7:
        letter, _, last = part.limits[0]
        other = random.choice(LETTERS)
        if other != letter:
            swapped = part.function.xreplace({letter: other})  # captures where it can: meant to
            return replaced(node, path, sp.Sum(swapped, (other, 1, last), *part.limits[1:]))
    if part.is_Pow:
        return replaced(node, path, part.base ** (part.exp + 1))
    if part.is_Mul and len(part.args) > 1:
        return replaced(node, path, sp.Mul(*part.args[1:]))
    return replaced(node, path, part * sp.Integer(2)) if random.random() < 0.5 else replaced(node, path, -part)


def rewritten(node: sp.Expr, random: Random) -> sp.Expr:
    """Returns an equal expression: one rule of sums, applied at one place."""
    candidates = [(path, part, scope) for path, part, scope in positions(node, FREE) if part.args]
    path, part, scope = random.choice(candidates or [((), node, FREE)])
    return replaced(node, path, _rule(part, scope, random))


def _rule(part: sp.Expr, scope: Scope, random: Random) -> sp.Expr:  # noqa: PLR0911  (one for each rule)
    if isinstance(part, sp.Sum):
        letter, _, last = part.limits[-1]
        inner = sp.Sum(part.function, *part.limits[:-1]) if len(part.limits) > 1 else part.function
        if random.random() < 0.4 and inner.is_Add:
            return sp.Add(*(sp.Sum(term, (letter, 1, last)) for term in inner.args))
        if random.random() < 0.5 and inner.is_Mul:
            outside = [factor for factor in inner.args if not factor.has(letter)]
            return sp.Mul(*outside, sp.Sum(sp.Mul(*(f for f in inner.args if f not in outside)), (letter, 1, last)))
        fresh = sp.Symbol(f"k_{random.randrange(9)}", integer=True)
        if not part.has(fresh):
            return part if _binds(inner, letter) else sp.Sum(inner.xreplace({letter: fresh}), (fresh, 1, last))
        return part
    if part.is_Mul or part.is_Pow:
        return sp.expand(part, deep=False) if random.random() < 0.7 else part
    if isinstance(part, sp.Indexed):
        return _by_a_delta(part, scope, random, {N: N, M: M}) or part
    return part


def _by_a_delta(part: sp.Indexed, scope: Scope, random: Random, ranges: Mapping[sp.Expr, sp.Expr]) -> sp.Expr | None:
    """Returns x[i] as the sum over l of [l = i] x[l], where l runs over `ranges` of the range of i."""
    spots = [place for place, letter in enumerate(part.indices) if letter in scope]
    fresh = sp.Symbol(f"l_{random.randrange(9)}", integer=True)
    if not spots or fresh in scope:
        return None
    place = random.choice(spots)
    letter = part.indices[place]
    moved = tuple(fresh if spot == place else old for spot, old in enumerate(part.indices))
    return sp.Sum(sp.KroneckerDelta(fresh, letter) * part.base[moved], (fresh, 1, ranges[scope[letter]]))


def _binds(node: sp.Expr, letter: sp.Symbol) -> bool:
    return any(letter in total.variables for total in node.atoms(sp.Sum))
