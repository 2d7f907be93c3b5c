"""Booleans: formulas from SymPy's Boolean algebra, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice, pairwise
from types import MappingProxyType
from typing import Any

import sympy as sp
from sympy.logic.boolalg import Boolean, BooleanAtom

from symbackprop.network.perceptrons.formula import Compound, Formula, Variable, joined, negation
from symbackprop.network.perceptrons.parser import DEEPEST, LONGEST
from symbackprop.network.perceptrons.refusal import LogicError, visible
from symbackprop.network.perceptrons.truth_table import check_names

_CLASSES: Mapping[str, Any] = MappingProxyType(
    {
        "not": sp.Not,
        "and": sp.And,
        "nand": sp.Nand,
        "xor": sp.Xor,
        "or": sp.Or,
        "nor": sp.Nor,
        "implies": sp.Implies,
        "equivalent": sp.Equivalent,
    }
)


def of_sympy(boolean: Boolean) -> Formula:
    """Returns the formula that a SymPy Boolean says; symbols are variables by their names.

    Raises LogicError for a constant, for what is no variable (x > 0), for a symbol whose name
    no formula can have, and for one that is nested too deep or too long.

    >>> a, b = sp.symbols("A B")
    >>> print(of_sympy(a ^ ~b))
    A ^ ~B
    """
    _check_size(sp.preorder_traversal(boolean))
    formula = _read(boolean, 1)
    _check_size(formula.walk())
    return formula


def to_sympy(formula: Formula) -> Boolean:
    """Returns a formula as a SymPy Boolean; SymPy may put its parts in another order and reduce them.

    >>> from symbackprop.network.perceptrons.parser import parse
    >>> to_sympy(parse("A -> B & ~C"))
    Implies(A, B & ~C)
    """
    return _MADE[type(formula)](formula)


_MADE: Mapping[type[Formula], Callable[[Any], Boolean]] = MappingProxyType(
    {
        Variable: lambda formula: sp.Symbol(formula.name),
        Compound: lambda formula: _CLASSES[formula.connective.name](*map(to_sympy, formula.joined)),
    }
)


def _check_size(parts: Iterable[Any]) -> None:
    if sum(1 for _ in islice(parts, LONGEST + 1)) > LONGEST:
        raise LogicError(
            f"the formula is too long\n    the limit         {LONGEST} parts\n    give              its TruthTable"
        )


def _read(boolean: Any, depth: int) -> Formula:
    if depth > DEEPEST:
        raise LogicError(
            f"the formula is nested too deep\n    the limit         {DEEPEST}\n    give              its TruthTable"
        )
    rule = next((_RULES[kind] for kind in type(boolean).__mro__ if kind in _RULES), _strange)
    return rule(boolean, depth + 1)


def _strange(boolean: Any, depth: int) -> Formula:
    raise LogicError(
        f"{visible(str(boolean)[:60])} is no formula in Boolean variables\n"
        f"    found             {type(boolean).__name__}\n"
        "    give              text, symbols joined by ~ & | ^ >>, or a TruthTable"
    )


def _constant(boolean: Any, depth: int) -> Formula:
    raise LogicError(
        f"the formula is {boolean}: a constant without variables\n"
        "    why               SymPy reduces A | ~A to true when it is written\n"
        "    give              a formula that is 0 on some rows and 1 on others"
    )


def _symbol(boolean: Any, depth: int) -> Formula:
    check_names((boolean.name,))
    return Variable(boolean.name)


def _all_equal(boolean: Any, depth: int) -> Formula:
    parts = [_read(part, depth + 1) for part in boolean.args]
    return joined("and", [joined("equivalent", pair) for pair in pairwise(parts)])


def _choice(boolean: Any, depth: int) -> Formula:
    condition, then, otherwise = (_read(part, depth + 2) for part in boolean.args)
    taken, left = joined("and", [condition, then]), joined("and", [negation(condition), otherwise])
    return joined("or", [taken, left])


def _rule(name: str) -> Callable[[Any, int], Formula]:
    def read(boolean: Any, depth: int) -> Formula:
        parts = tuple(_read(part, depth) for part in boolean.args)
        return negation(parts[0]) if name == "not" else joined(name, parts)

    return read


_RULES: Mapping[type, Callable[[Any, int], Formula]] = MappingProxyType(
    {
        **{kind: _rule(name) for name, kind in _CLASSES.items() if isinstance(kind, type)},
        sp.Symbol: _symbol,
        sp.Equivalent: _all_equal,
        sp.ITE: _choice,
        BooleanAtom: _constant,
    }
)
