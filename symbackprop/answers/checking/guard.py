"""The guard: work on a stranger's formulas, in a process of its own that time and memory end.

The kernel bounds its work by counting it, and the reader by the size of a formula. That is no
promise in seconds: a single call of FLINT or SymPy cannot be interrupted from Python, an
exception raised in the midst of it could leave half a computation behind that later verdicts
rest on, and FLINT aborts the process when memory ends. So the work is done by a child that the
system stops. It is forked, not started: it has the network at hand, works in any thread, and
costs a few milliseconds for a whole document. Each job winds the child's own clock, which runs
while the child computes, so that a busy machine changes no verdict.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TypeVar

import sympy as sp
from sympy.core.function import Application
from sympy.core.relational import Relational

SECONDS = 2.0
"""How long a job may compute."""

PATIENCE = 60.0
"""How long it may take at all, if it waits for something."""

MOST_MEMORY = 1 << 30
"""How many bytes the child may take beside what is there when it begins."""

_NO_MEMORY = 3
_SIZE_IN_PAGES = Path("/proc/self/statm")
_ENDS = {
    -signal.SIGPROF: f"time: it takes more than {SECONDS:g} seconds",
    -signal.SIGALRM: f"time: it takes more than {PATIENCE:g} seconds",
    -signal.SIGABRT: "memory: it takes more than there is",
    -signal.SIGKILL: "memory: it takes more than there is",
    _NO_MEMORY: "memory: it takes more than there is",
}

_ENDLESS = "memory: its numbers have more digits than there is room for"

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Stopped:
    """A job that was stopped, and why."""

    reason: str


def guarded(
    jobs: Sequence[Job], work: Callable[[Job], Result], kept: Iterable[object] = ()
) -> Iterator[Result | Stopped]:
    """Yields what `work` makes of each job, in their order; `Stopped` for a job that takes too long or too much.

    work  what it remembers from job to job must be remembered by the caller too, from the results:
          after a job that was stopped it goes on with what the caller remembers
    kept  objects that are the same here and in the results, instead of copies: what cannot be pickled

    >>> list(guarded([3, 4], lambda number: number**2))
    [9, 16]
    """
    shared = tuple(kept)
    done = 0
    while done < len(jobs):
        worker = _Worker(jobs[done:], work, shared)
        try:
            for result in worker.results():
                done += 1
                yield result
        finally:
            reason = worker.end()
        if done < len(jobs):
            done += 1
            yield Stopped(reason)


class _Worker:
    """A child that works on jobs until it is done or stopped."""

    def __init__(self, jobs: Sequence[Any], work: Callable[[Any], Any], kept: tuple[object, ...]) -> None:
        self.kept = kept
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            # Python and JAX warn of threads. The child has none of them and needs none: it computes, writes
            # to its pipe, and ends.
            warnings.simplefilter("ignore")
            self.child = os.fork()
        if not self.child:
            os.close(reading)
            _run(jobs, work, writing, kept)
        os.close(writing)
        self.pipe = os.fdopen(reading, "rb")

    def results(self) -> Iterator[Any]:
        """Yields the results as they come."""
        with suppress(EOFError, pickle.UnpicklingError):
            while True:
                yield _Unpickler(self.pipe, self.kept).load()

    def end(self) -> str:
        """Returns why the child ended, after ending it if it has not."""
        at_its_end = not self.pipe.peek(1) if not self.pipe.closed else True
        self.pipe.close()
        if not at_its_end:
            os.kill(self.child, signal.SIGKILL)
        _, status = os.waitpid(self.child, 0)
        code = os.waitstatus_to_exitcode(status)
        return _ENDS.get(code, f"a defect (the process ended with {code}): please report this formula")


def _run(jobs: Sequence[Any], work: Callable[[Any], Any], pipe: int, kept: tuple[object, ...]) -> NoReturn:
    """Works on the jobs in the child, and ends it without touching what it has from its parent."""
    status = 1
    try:
        _bounded()
        with os.fdopen(pipe, "wb") as file:
            for job in jobs:
                _wind(SECONDS, PATIENCE)
                try:
                    data = _pickled(work(job), kept)
                except MemoryError:
                    raise
                except OverflowError:
                    data = _pickled(Stopped(_ENDLESS), kept)
                except Exception as error:  # noqa: BLE001  (whatever a stranger's formula brings about is told)
                    data = _pickled(Stopped(_defect(error)), kept)
                _wind(0, 0)
                file.write(data)
                file.flush()
        status = 0
    except MemoryError:
        status = _NO_MEMORY
    finally:
        os._exit(status)


def _bounded() -> None:
    """Bounds the memory of this process, closes its mouth, and leaves the keyboard to its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  (it is closed with the process)
    faulthandler.disable()
    if _SIZE_IN_PAGES.exists():
        size = int(_SIZE_IN_PAGES.read_text().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = size + MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _wind(seconds: float, patience: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, patience)


def _defect(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"a defect ({type(error).__name__} in {Path(last.filename).name} line {last.lineno}): please report it"


def _pickled(result: object, kept: tuple[object, ...]) -> bytes:
    file = BytesIO()
    _Pickler(file, kept).dump(result)
    return file.getvalue()


_EVALUATED = (sp.Add, sp.Mul, sp.Pow, Application, sp.Piecewise, Relational)
"""What SymPy evaluates when it is built, be it by pickle: 9^(9^(9^9)) must not be."""


def _as_it_is(head: type[sp.Basic], parts: tuple[sp.Basic, ...]) -> sp.Basic:
    return head(*parts, evaluate=False)


class _Pickler(pickle.Pickler):
    """Writes an object that is kept as its number, and an expression as it is written, unevaluated."""

    def __init__(self, file: BytesIO, kept: tuple[object, ...]) -> None:
        super().__init__(file)
        self._places = {id(item): place for place, item in enumerate(kept)}

    def persistent_id(self, item: object) -> int | None:
        """Returns the number of an object that is kept."""
        return self._places.get(id(item))

    def reducer_override(self, item: object) -> Any:
        """Returns how an expression is built again, NotImplemented for what is none."""
        if isinstance(item, _EVALUATED) and item.args:
            return _as_it_is, (type(item), item.args)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    """Reads what this process's own child has written."""

    def __init__(self, file: BinaryIO, kept: tuple[object, ...]) -> None:
        super().__init__(file)
        self._kept = kept

    def persistent_load(self, place: int) -> object:
        """Returns the object of that number."""
        return self._kept[place]
