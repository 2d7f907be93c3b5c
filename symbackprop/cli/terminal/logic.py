"""The page of a Boolean formula: one perceptron or the certificate, the normal form, the network, the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from symbackprop.cli.terminal.columns import Rows, columns, signed
from symbackprop.cli.terminal.counts import many
from symbackprop.cli.terminal.ink import width
from symbackprop.cli.terminal.screen import COLUMNS, MARK_COLUMN, Screen
from symbackprop.network.perceptrons import Clause, Inseparable, Logic, Separation, Traced, Unit
from symbackprop.network.perceptrons.formula import joined
from symbackprop.notation import tree
from symbackprop.notation.booleans import lay_boolean
from symbackprop.notation.letters import name_node
from symbackprop.notation.perceptrons import lay_inequality, lay_unit, lay_weighted_sum, shown_units

_INDENT = "  "
_ROOM = COLUMNS - 4
_CLAUSE_COLUMN = 40
_MOST_CLAUSES = 8
_LONGEST_HEAD = 24
_MOST_LINES = 4


def logic_page(found: Logic, screen: Screen) -> Iterator[str]:
    """Returns the lines that say what perceptrons have to do with a formula."""
    yield from _title(found, screen)
    yield ""
    yield from _SEPARATIONS[type(found.separation)](found.separation, found, screen)
    yield ""
    yield from _normal_form(found, screen)
    yield ""
    yield from _network(found, screen)
    yield ""
    yield from _proof(found, screen)


def _title(found: Logic, screen: Screen) -> Iterator[str]:
    lines = screen.broken(lay_boolean(found.formula), COLUMNS - 1)
    yield from (screen.title(line) for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield screen.soft(f"… {many(len(lines) - _MOST_LINES, 'line')} more")
    variables, rows = many(len(found.table.variables), "variable"), many(len(found.table.values), "row")
    yield screen.soft(f"{variables}, {rows}, {sum(found.table.values)} of them true")


def _claim(text: str, screen: Screen) -> str:
    mark = screen.mark("proved")
    return text + " " * max(1, MARK_COLUMN - width(text) - width(mark)) + mark


def _separable(separation: Separation, found: Logic, screen: Screen) -> Iterator[str]:
    yield _claim("one perceptron computes it", screen)
    total = lay_weighted_sum(separation.perceptron, found.table.variables, "slash")
    positive = tree.Relations(total, (tree.Related(">", tree.Number("0")),))
    yield from (_INDENT + line for line in screen.broken(positive, _ROOM))
    yield ""
    rows = Rows(found.table.variables, len(found.table.values))
    yield from columns(
        rows,
        (_head(found, screen), "sum"),
        lambda row: (str(found.table.values[row]), signed(separation.perceptron.sum(found.table.row(row)), screen)),
        screen,
    )


def _inseparable(separation: Inseparable, found: Logic, screen: Screen) -> Iterator[str]:
    rows = Rows(found.table.variables, len(found.table.values))
    yield from columns(rows, (_head(found, screen),), lambda row: (str(found.table.values[row]),), screen)
    yield ""
    yield _claim("no perceptron computes it: some of the rows demand what adds up to 0 > 0", screen)
    for item in separation.inequalities:
        head = f"{_INDENT}{''.join(map(str, item.inputs))}  {item.multiplier} {screen.words('×')} "
        first, *rest = screen.broken(lay_inequality(item, found.table.variables), COLUMNS - 1 - len(head))
        yield head + first
        yield from (" " * len(head) + line for line in rest)
    yield f"{'sum':>{len(head) - 1}} 0 > 0"


_SEPARATIONS: Mapping[type, Callable[[Any, Logic, Screen], Iterator[str]]] = MappingProxyType(
    {Separation: _separable, Inseparable: _inseparable}
)


def _head(found: Logic, screen: Screen) -> str:
    """Returns what stands above the values: the formula, if it is short."""
    return screen.formula(lay_boolean(found.formula)) if len(str(found.formula)) <= _LONGEST_HEAD else "value"


def _normal_form(found: Logic, screen: Screen) -> Iterator[str]:
    clauses = found.normal_form.clauses
    yield f"conjunctive normal form, {many(len(clauses), 'clause')}"
    shown = joined("and", (clause.formula for clause in clauses[:_MOST_CLAUSES]))
    yield from (_INDENT + line for line in screen.broken(lay_boolean(shown), _ROOM))
    if len(clauses) > _MOST_CLAUSES:
        yield _INDENT + screen.soft(f"… {many(len(clauses) - _MOST_CLAUSES, 'clause')} more")


def _network(found: Logic, screen: Screen) -> Iterator[str]:
    yield f"network of two layers, {many(len(found.network.units), 'perceptron')}"
    units, left_out = shown_units(found.network)
    for unit, clause in zip_longest(units[:-1], found.normal_form.clauses[: len(units) - 1]):
        yield from _unit(unit, clause, screen)
    if left_out:
        yield _INDENT + screen.soft(f"… {many(left_out, 'perceptron')} more")
    yield from (_INDENT + line for line in screen.broken(lay_unit(units[-1], "slash"), _ROOM))


def _unit(unit: Unit, clause: Clause, screen: Screen) -> Iterator[str]:
    """Returns the lines of a hidden unit, with the clause that it computes beside it or below."""
    lines = [_INDENT + line for line in screen.broken(lay_unit(unit, "slash"), _ROOM)]
    text = screen.formula(lay_boolean(clause.formula))
    if len(lines) == 1 and width(lines[0]) < _CLAUSE_COLUMN and _CLAUSE_COLUMN + width(text) < COLUMNS:
        yield lines[0] + " " * (_CLAUSE_COLUMN - width(lines[0])) + screen.ink.paint("soft", text)
        return
    yield from lines
    for line in screen.broken(lay_boolean(clause.formula), _ROOM - 2):
        yield _INDENT * 2 + screen.ink.paint("soft", line)


def _proof(found: Logic, screen: Screen) -> Iterator[str]:
    rows = Rows(found.table.variables, len(found.table.values))
    units = found.network.units
    every = tuple(text for unit in units for text in (unit.total, unit.output))
    heads = tuple(screen.formula(name_node(text)) for text in every)
    if rows.width(screen) + sum(max(len(head), 4) + 2 for head in heads) <= MARK_COLUMN - 4:
        yield from columns(rows, (*heads, ""), lambda row: _whole(found.proof.row(row), screen), screen)
    else:
        short = (f"true of {len(units) - 1}", *heads[-2:], "")
        yield from columns(rows, short, lambda row: _short(found.proof.row(row), screen), screen)
    output = screen.formula(name_node(found.network.output.output))
    proved = f"{screen.mark('proved')} proved on all {many(rows.count, 'row')}"
    yield f"{proved}: {output} is the value of the formula, no weighted sum is 0"


def _whole(row: Traced, screen: Screen) -> tuple[str, ...]:
    cells = (cell for fired in row.fired for cell in (signed(fired.sum, screen), str(fired.output)))
    return (*cells, screen.mark("proved"))


def _short(row: Traced, screen: Screen) -> tuple[str, ...]:
    *hidden, last = row.fired
    true = sum(fired.output for fired in hidden)
    return (str(true), signed(last.sum, screen), str(last.output), screen.mark("proved"))
