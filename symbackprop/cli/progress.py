"""Progress: a bar on standard error while something takes long, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """Returns what to call, with the name of the next piece of work, before each of `total` pieces."""
    if not sys.stderr.isatty():
        yield lambda piece: None
        return
    from rich.console import Console  # noqa: PLC0415  (a tenth of a second, only where a bar is seen)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)

        def advance(piece: str) -> None:
            done = bar.tasks[0].completed + 1 if bar.tasks[0].description else 0
            bar.update(task, completed=done, description=piece)

        yield advance
