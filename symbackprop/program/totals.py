"""Totals: a gradient summed over the items, as text."""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from symbackprop.program.plan import Plan, Term, Total
from symbackprop.program.printing import Printer
from symbackprop.program.text import ATOM, PRODUCT, SUM, Text, call, chain

ITEMS = "items"
_INNER = sp.Dummy("inner")


def loss_total(plan: Plan, loss: str) -> str:
    """Returns the loss of a set, from the name of the loss of one item."""
    if plan.network.loss.name in plan.varying:
        return f"{loss}.mean()" if plan.is_mean else f"{loss}.sum()"
    return f"{ITEMS} * {loss}" if plan.given and not plan.is_mean else loss


def counts_items(plan: Plan) -> bool:
    """Returns whether the number of items stands in the loss or in a gradient."""
    terms = [_varies(term, plan) for gradient in plan.totals for term in gradient.terms]
    constant = not all(terms) or plan.network.loss.name not in plan.varying
    return bool(plan.given) and (any(terms) if plan.is_mean else constant)


def _varies(term: Term, plan: Plan) -> bool:
    return any(leaf.free_symbols & plan.varying for leaf in term)


def total(gradient: Total, plan: Plan, printer: Printer) -> Text:
    """Returns the gradient of a set: the sum, or mean, of the gradients of its items."""
    if not gradient.terms:
        return Text("0.0")
    is_mean = plan.is_mean and any(_varies(term, plan) for term in gradient.terms)
    is_counted = bool(plan.given) and (is_mean or not plan.is_mean)
    operands: list[tuple[str, Text]] = []
    for term in gradient.terms:
        text = _summed(term, plan, printer) if _varies(term, plan) else _repeated(term, printer, is_counted=is_counted)
        if operands and text.text.startswith("-"):
            operands.append(("-", Text(text.text[1:], PRODUCT)))
        else:
            operands.append(("+" if operands else "", text))
    whole = chain(SUM, operands)
    return chain(PRODUCT, [("", whole.within(PRODUCT)), ("/", Text(ITEMS))]) if is_mean else whole


def _repeated(term: Term, printer: Printer, *, is_counted: bool) -> Text:
    text = printer.product(term)
    return chain(PRODUCT, [("", Text(ITEMS)), ("*", text.within(ATOM))]) if is_counted else text


def _summed(term: Term, plan: Plan, printer: Printer) -> Text:
    varying = [leaf for leaf in term if leaf.free_symbols & plan.varying]
    constant = [leaf for leaf in term if not leaf.free_symbols & plan.varying]
    inner = _inner(varying, printer)
    if set(constant) <= {sp.S.One}:
        return inner
    around = replace(printer, spelled={**printer.spelled, _INNER: inner.within(ATOM).text})
    return around.product([*constant, _INNER])


def _inner(varying: list[sp.Expr], printer: Printer) -> Text:
    """Returns the sum over the items of a product of columns."""
    if len(varying) == 1:
        text = printer.text(varying[0])
        return Text(f"{text.text}.sum()") if varying[0].is_Symbol else call("np.sum(", [text])
    last = next((leaf for leaf in reversed(varying) if leaf.is_Symbol), None)
    if last is None:
        return call("np.sum(", [printer.product(varying)])
    position = len(varying) - 1 - varying[::-1].index(last)
    others = printer.product([*varying[:position], *varying[position + 1 :]])
    return chain(PRODUCT, [("", others.within(PRODUCT)), ("@", printer.text(last))])
