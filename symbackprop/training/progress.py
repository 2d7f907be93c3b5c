"""Progress: a bar on standard error while a network is trained, for those who ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(epochs: int) -> Iterator[Callable[[int, float], None]]:
    """Returns what `train` takes as `progress`: a bar of the epochs with the loss beside it.

    >>> from symbackprop.network import two_layer
    >>> from symbackprop.training import train, xor_data
    >>> with bar(10) as progress:
    ...     history = train(two_layer(), xor_data(), 1, epochs=10, progress=progress)
    """
    from rich.console import Console  # noqa: PLC0415  (a tenth of a second, only where a bar is seen)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=epochs)
        yield lambda epoch, loss: shown.update(task, completed=epoch, description=f"loss {loss:.6g}")
