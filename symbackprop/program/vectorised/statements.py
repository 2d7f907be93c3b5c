"""Statements: one line of a plan as assignments, in place where the array is new."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sympy as sp

from symbackprop.program.text import INDENT, WIDTH, Text, assignment, call
from symbackprop.program.vectorised.lowering import Lowering
from symbackprop.program.vectorised.spelling import ARRAYS
from symbackprop.program.vectorised.value import Axes, Value, aligned, turned

_ELEMENTWISE = re.compile(r"np\.\w+\(\{\}\)")


def statements(target: str, expression: sp.Expr, order: Axes, lowering: Lowering) -> Iterator[str]:
    """Returns the lines that compute the expression as an array with axes in this order.

    A sum of products is written first; what is added to it or multiplied with it follows in
    place, so that no second array of its size is needed.
    """
    rule = _RULES.get(expression.func, _function) if len(order) > 1 else None
    found = rule(target, expression, order, lowering) if rule else None
    yield from found if found is not None else _whole(target, expression, order, lowering)


def _whole(target: str, expression: sp.Expr, order: Axes, lowering: Lowering) -> list[str]:
    value = lowering.value(expression, order)
    if set(value.axes) == set(order) and not expression.is_number:
        return _turned(target, value, order)
    lengths = ", ".join(map(lowering.length, order))
    shape = Text(f"({lengths}{',' if len(order) == 1 else ''})")
    if not value.axes:
        return [_assigned(target, "=", call("np.full(", [shape, value.text, Text("dtype")]))]
    return [_assigned(target, "=", Text(f"{call('np.broadcast_to(', [aligned(value, order), shape]).text}.copy()"))]


def _turned(target: str, value: Value, order: Axes) -> list[str]:
    """Returns the assignment of the value with its axes in order, as a step of its own where the line is long."""
    view = turned(value, order)
    if value.is_truth:
        return [_assigned(target, "=", _number_array(view))]
    line = _assigned(target, "=", view.text)
    if view is value or len(line) <= WIDTH:
        return [line]
    return [
        _assigned(target, "=", value.text),
        f"{INDENT}{target} = {target}{view.text.text.removeprefix(value.atom)}",
    ]


def _number_array(value: Value) -> Text:
    return Text(f"{value.atom}.astype(dtype)")


def _assigned(target: str, sign: str, value: Text) -> str:
    return assignment(f"{target} {sign}", value)


def _is_new_array(expression: sp.Expr, order: Axes, lowering: Lowering) -> bool:
    """Returns whether the expression contains a sum and is an array of its own with all the axes."""
    if not expression.has(sp.Sum):
        return False
    value = lowering.value(expression, order)
    return value.is_new and set(value.axes) == set(order) and not value.is_truth


def _sum(target: str, expression: sp.Add, order: Axes, lowering: Lowering) -> list[str] | None:
    base = next((term for term in expression.args if _is_base(term, order, lowering)), None)
    if base is None:
        return None
    lines = list(statements(target, base, order, lowering))
    for term in expression.args:
        if term is not base:
            negative = bool(term.as_coeff_Mul()[0] < 0)
            text = lowering.text(-term if negative else term, order)
            lines.append(_assigned(target, "-=" if negative else "+=", text))
    return lines


def _is_base(term: sp.Expr, order: Axes, lowering: Lowering) -> bool:
    return term.as_coeff_Mul()[0] > 0 and _is_new_array(term, order, lowering)


def _product(target: str, expression: sp.Mul, order: Axes, lowering: Lowering) -> list[str] | None:
    base = next((factor for factor in expression.args if _is_new_array(factor, order, lowering)), None)
    if base is None:
        return None
    lines = list(statements(target, base, order, lowering))
    above, below = sp.fraction(sp.Mul(*(factor for factor in expression.args if factor is not base)))
    for sign, product in (("*=", above), ("/=", below)):
        steps = _steps(product, order, lowering)
        lines += [_assigned(target, sign, lowering.text(factor, order)) for factor in steps]
    return lines


def _steps(product: sp.Expr, order: Axes, lowering: Lowering) -> list[sp.Expr]:
    """Returns what to multiply by one after the other: arrays with all the axes, else their product."""
    if product == 1:
        return []
    factors = sorted(sp.Mul.make_args(product), key=sp.default_sort_key)
    is_large = [factor.is_symbol and set(lowering.value(factor, order).axes) == set(order) for factor in factors]
    return factors if all(is_large) else [product]


def _bounded(target: str, expression: sp.Expr, order: Axes, lowering: Lowering) -> list[str] | None:
    """Returns the lines of the smaller, or the larger, of an array and a number."""
    numbers = [part for part in expression.args if not lowering.value(part, ()).axes]
    others = [part for part in expression.args if part not in numbers]
    if len(numbers) != 1 or len(others) != 1 or others[0].is_symbol:
        return None
    if set(lowering.value(others[0], order).axes) != set(order):
        return None
    call = f"{ARRAYS.folds[expression.func]}({target}, {lowering.text(numbers[0], ()).text}, out={target})"
    return [*statements(target, others[0], order, lowering), f"{INDENT}{call}"]


def _function(target: str, expression: sp.Expr, order: Axes, lowering: Lowering) -> list[str] | None:
    template = ARRAYS.calls.get(expression.func, "")
    if not _ELEMENTWISE.fullmatch(template) or not expression.args[0].args or expression.args[0].is_symbol:
        return None
    argument = expression.args[0]
    if set(lowering.value(argument, order).axes) != set(order):
        return None
    call = template.replace("{}", f"{target}, out={target}")
    return [*statements(target, argument, order, lowering), f"{INDENT}{call}"]


_RULES = {sp.Add: _sum, sp.Mul: _product, sp.Min: _bounded, sp.Max: _bounded}
