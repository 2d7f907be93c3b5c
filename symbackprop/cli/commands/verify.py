"""`symbackprop verify`: the compiled gradients measured against other methods."""

from __future__ import annotations

from argparse import Namespace

from symbackprop.cli.arguments import Misuse
from symbackprop.cli.records import Record, network_record, printed
from symbackprop.cli.status import STATUS
from symbackprop.cli.subject import network, sizes
from symbackprop.cli.terminal.screen import screen
from symbackprop.cli.wording import IN_OPTIONS, worded
from symbackprop.notation.letters import visible
from symbackprop.verification import ASCII, UNICODE, Row, Verification, as_text, verify


def run(arguments: Namespace) -> int:
    """Prints the table of worst errors, and returns the exit status."""
    subject, seed = network(arguments), _seed(arguments.seed)
    with worded(IN_OPTIONS):
        measured = verify(subject, sizes=sizes(arguments), seed=seed)
    state = STATUS["proved" if measured.ok else "refuted"]
    if arguments.json:
        print(printed("verify", state, _record(measured)))
    else:
        page = screen(arguments)
        lines = as_text(measured, ASCII if page.ascii else UNICODE).split("\n")
        print("\n".join(page.words(visible(line)) for line in lines))
    return state


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Misuse(f"--seed {text!r} is no number\n    give              a whole number, 0 or more")
    return int(text)


def _record(measured: Verification) -> Record:
    return {
        "network": network_record(measured.network),
        "sizes": {str(size): int(number) for size, number in measured.sizes.items()},
        "ok": measured.ok,
        "seed": measured.seed,
        "points": measured.points,
        "rows": list(map(_row, measured.rows)),
        "kinks": [str(kink) for kink in measured.kinks],
        "left_out": [{"method": what, "why": why} for what, why in measured.left_out],
    }


def _row(row: Row) -> Record:
    return {
        "name": str(row.element),
        "method": row.method,
        "where": row.where,
        "program": row.program,
        "other": row.other,
        "error": row.error,
        "bound": row.bound,
        "ok": row.ok,
    }
