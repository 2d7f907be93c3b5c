"""`symbackprop verify`: the compiled gradients measured against other methods."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping

from symbackprop.cli.arguments import Misuse
from symbackprop.cli.status import STATUS
from symbackprop.cli.subject import network
from symbackprop.cli.terminal.screen import screen
from symbackprop.verification import ASCII, UNICODE, Row, Verification, as_text, verify


def run(arguments: Namespace) -> int:
    """Prints the table of worst errors, and returns the exit status."""
    measured = verify(network(arguments), seed=_seed(arguments.seed))
    if arguments.json:
        print(json.dumps(_data(measured), indent=2))
    else:
        page = screen(arguments)
        print(page.words(as_text(measured, ASCII if page.ascii else UNICODE)))
    return STATUS["proved" if measured.ok else "refuted"]


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Misuse(f"--seed {text!r} is no number\n    give              a whole number, 0 or more")
    return int(text)


def _data(measured: Verification) -> Mapping[str, object]:
    return {
        "ok": measured.ok,
        "seed": measured.seed,
        "points": measured.points,
        "rows": [_row(row) for row in measured.rows],
        "kinks": [str(kink) for kink in measured.kinks],
        "left_out": [{"method": what, "why": why} for what, why in measured.left_out],
    }


def _row(row: Row) -> Mapping[str, object]:
    return {
        "name": row.name.name,
        "method": row.method,
        "where": row.where,
        "program": row.program,
        "other": row.other,
        "error": row.error,
        "bound": row.bound,
        "ok": row.ok,
    }
