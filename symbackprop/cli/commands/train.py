"""`symbackprop train`: XOR learned by gradient descent, as a demonstration."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import numpy as np

from symbackprop.cli.arguments import Misuse
from symbackprop.cli.records import Record, network_record, printed
from symbackprop.cli.subject import network
from symbackprop.cli.terminal.screen import Screen, screen
from symbackprop.errors import ShapeError
from symbackprop.files import write_whole
from symbackprop.network import Network
from symbackprop.notation.letters import visible
from symbackprop.plots import Plot, loss_curve, pdf, svg
from symbackprop.training import Data, History, TrainingError, bar, train, xor_data

_FORMATS: dict[str, Callable[[Plot], str | bytes]] = {".svg": svg, ".pdf": pdf}
_STEPS = (1, 2, 5)


def run(arguments: Namespace) -> int:
    """Prints the course of the loss and the learned table, and returns the exit status.

    Raises Misuse for numbers that are none and for a plot of an unknown format, TrainingError
    for a run that diverges or cannot be made.
    """
    subject = network(arguments)
    data = xor_data(_false(subject), 1)
    drawn = _format(arguments.plot)
    epochs = _whole("epochs", arguments.epochs)
    try:
        with _progress(epochs) as progress:
            history = train(
                subject,
                data,
                _real("learning-rate", arguments.learning_rate),
                epochs=epochs,
                batch=None if arguments.batch is None else _whole("batch", arguments.batch),
                momentum=_real("momentum", arguments.momentum),
                seed=_whole("seed", arguments.seed),
                progress=progress,
            )
    except ShapeError as unfitting:
        found = str(unfitting).splitlines()[0]
        raise Misuse(
            f"{subject.title} does not fit the items of XOR, which have 2 inputs and 1 target\n"
            f"    found             {found}\n"
            "    choose            --layers 2,3,1, with any number of units between"
        ) from None
    if history.stop.why == "diverged":
        raise TrainingError(history.stop.text)
    written = None if drawn is None else write_whole(arguments.plot, drawn(loss_curve(history)))
    if arguments.json:
        print(printed("train", 0, _record(history, data)))
    else:
        page = screen(arguments)
        print("\n".join(page.words(visible(line)) for line in _page(history, data, page, written)))
    return 0


def _page(history: History, data: Data, page: Screen, written: Path | None) -> Iterator[str]:
    settings = history.settings
    batch = "" if settings.batch is None else f", batches of {settings.batch}"
    momentum = f", momentum {settings.momentum:g}" if settings.momentum else ""
    yield page.title(f"x_1 XOR x_2, learned by {history.network.title}")
    yield page.soft(f"learning rate {settings.learning_rate:g}{momentum}{batch}, seed {settings.seed}; a demonstration")
    yield ""
    yield f"{'epoch':>7}  {history.network.loss.name.name:>9}"
    for epoch in _milestones(len(history.losses) - 1):
        yield f"{epoch:>7}  {history.losses[epoch]:>9.4g}"
    yield ""
    yield f"{'x_1':>5}{'x_2':>5}{'target':>9}{'output':>10}"
    outputs, right = history.outputs(), _right(history, data)
    for (one, other), target, output, is_right in zip(data.X, data.T, outputs, right, strict=True):
        mark = page.mark("proved" if is_right else "refuted")
        yield page.numbers(f"{one:>5g}{other:>5g}{target:>9g}{output:>10.4f}") + f"  {mark}"
    yield ""
    yield f"{int(right.sum())} of {len(right)} outputs are on the right side of {_middle(data):g}."
    if not right.all():
        yield _advice(history)
    if written is not None:
        yield f"{written} written"


def _advice(history: History) -> str:
    """Returns what else to try, where the outputs are not those of XOR."""
    loss = history.network.loss.name.name
    if (history.path == history.path[0]).all():
        return f"Nothing moved: every derivative of {loss} is 0 all the way."
    if history.losses[-1] > history.losses[0]:
        return f"{loss} is larger than at first: try a smaller --learning-rate."
    return "Not every start leads to the solution: try another --seed, or more --epochs."


def _record(history: History, data: Data) -> Record:
    return {
        "network": network_record(history.network),
        "learning_rate": history.settings.learning_rate,
        "momentum": history.settings.momentum,
        "batch": history.settings.batch,
        "seed": history.settings.seed,
        "stopped": history.stop.text,
        "losses": [
            {"epoch": epoch, "loss": float(history.losses[epoch])} for epoch in _milestones(len(history.losses) - 1)
        ],
        "outputs": [
            {"inputs": row.tolist(), "target": float(target), "output": float(output), "right": bool(right)}
            for row, target, output, right in zip(data.X, data.T, history.outputs(), _right(history, data), strict=True)
        ],
        "parameters": {name: np.asarray(value).tolist() for name, value in history.learned.items()},
    }


def _milestones(last: int) -> list[int]:
    """Returns the epochs whose loss is shown: 0, 1, 2, 5, 10, 20, 50, … and the last."""
    powers = (step * 10**power for power in range(len(str(last))) for step in _STEPS)
    return sorted({0, last, *(epoch for epoch in powers if epoch < last)})


def _false(subject: Network) -> int:
    """Returns the number for false: −1 where the outputs lie between −1 and 1 or the loss asks for it, else 0."""
    row = subject.loss_row
    activations = [line.activation for line in subject if line.activation is not None]
    signed = bool(activations) and activations[-1].outputs.inf == -1
    return -1 if signed or (row is not None and 0 not in row.targets) else 0


def _middle(data: Data) -> float:
    return float(data.T.min() + data.T.max()) / 2


def _right(history: History, data: Data) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    middle = _middle(data)
    return (history.outputs() > middle) == (middle < data.T)


def _progress(epochs: int) -> AbstractContextManager[Callable[[int, float], None] | None]:
    return bar(epochs) if sys.stderr.isatty() else nullcontext()


def _format(place: str | None) -> Callable[[Plot], str | bytes] | None:
    if place is None:
        return None
    suffix = Path(place).suffix.lower()
    if suffix not in _FORMATS:
        raise Misuse(f"--plot {place!r} is no picture that can be drawn\n    give              FILE.svg or FILE.pdf")
    return _FORMATS[suffix]


def _whole(option: str, text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise Misuse(f"--{option} {text!r} is no number\n    give              a whole number of at most 18 digits")
    return int(text)


def _real(option: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise Misuse(f"--{option} {text!r} is no number\n    give              a number, for instance 0.5") from None
