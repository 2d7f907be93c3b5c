"""The guard: what takes too long or too much is stopped, told, and keeps nothing else from being done."""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
from collections.abc import Callable

import pytest
import sympy as sp

from symbackprop.answers.checking import guard
from symbackprop.answers.checking.guard import Stopped, guarded


def _ever(job: str) -> None:
    while True:
        pass


def _one_call(job: str) -> None:
    sum(range(10**12))


def _memory(job: str) -> None:
    assert "x" * (1 << 40)


def _grows(job: str) -> None:
    kept: list[bytearray] = []
    while True:
        kept.append(bytearray(1 << 24))


def _killed(job: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _error(job: str) -> None:
    raise ValueError(job)


def _prints(job: str) -> None:
    print("a stranger's words")  # noqa: T201
    os.write(2, b"more of them")


JOBS: dict[str, Callable[[str], object]] = {
    "endless": _ever,
    "one call": _one_call,
    "memory": _memory,
    "grows": _grows,
    "abort": lambda job: os.abort(),
    "killed": _killed,
    "exit": lambda job: sys.exit(0),
    "error": _error,
    "digits": lambda job: math.exp(1e9),
    "prints": _prints,
}


def _endless(job: str) -> str:
    """Returns the job, unless it is one of those that do not end well."""
    JOBS.get(job, str)(job)
    return job


ENDS = {
    "endless": "time: it takes more than 1.0 seconds",
    "one call": "time: it takes more than 1.0 seconds",
    "memory": "memory: it takes more than there is",
    "grows": "memory: it takes more than there is",
    "abort": "memory: it takes more than there is",
    "killed": "memory: it takes more than there is",
    "digits": "memory: its numbers have more digits than there is room for",
    "error": "a defect (ValueError in test_guard.py",
    "exit": "a defect (the process ended with",
}


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 1.0)
    monkeypatch.setattr(guard, "MOST_MEMORY", 1 << 27)
    monkeypatch.setitem(guard._ENDS, -signal.SIGPROF, "time: it takes more than 1.0 seconds")


@pytest.mark.parametrize("job", ENDS)
def test_a_job_that_does_not_end_well_is_stopped_and_the_next_is_done(job: str) -> None:
    before, stopped, after = guarded(["a", job, "b"], _endless)
    assert (before, after) == ("a", "b")
    assert isinstance(stopped, Stopped)
    assert stopped.reason.startswith(ENDS[job])


def test_nothing_is_printed_by_the_child(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(guarded(["prints"], _endless)) == ["prints"]
    assert capfd.readouterr() == ("", "")


def test_what_is_kept_is_the_same_object() -> None:
    kept = lambda: None  # noqa: E731  (a function that cannot be pickled)
    assert list(guarded([0], lambda job: (job, kept), [kept])) == [(0, kept)]


def test_an_expression_is_told_as_it_is_written_and_never_evaluated() -> None:
    x = sp.Symbol("x", real=True)
    tower = sp.Pow(9, sp.Pow(9, sp.Pow(9, 9, evaluate=False), evaluate=False), evaluate=False)
    apart = sp.Add(x, sp.Mul(-1, x, evaluate=False), sp.Mul(2, 3, evaluate=False), evaluate=False)
    called = sp.exp(sp.log(x, evaluate=False), evaluate=False)
    cases = sp.Piecewise((sp.S.One, sp.StrictGreaterThan(x, x, evaluate=False)), (sp.S.Zero, True), evaluate=False)
    items = sp.Sum(sp.IndexedBase("y", real=True)[sp.Symbol("p", integer=True)], (sp.Symbol("p", integer=True), 1, 3))
    for expression in (tower, apart, called, cases, items, sp.Max(x, x, evaluate=False), sp.Abs(tower, evaluate=False)):
        (found,) = guarded([0], lambda job, told=expression: told)  # type: ignore[misc]
        assert sp.srepr(found) == sp.srepr(expression)


def test_what_cannot_be_told_is_a_defect_and_no_crash() -> None:
    (found,) = guarded([0], lambda job: lambda: job)
    assert isinstance(found, Stopped)


def test_it_works_in_a_thread() -> None:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.extend(guarded(["a", "endless", "b"], _endless)))
    thread.start()
    thread.join()
    assert found[0::2] == ["a", "b"]


def test_a_caller_that_stops_leaves_no_child() -> None:
    results = guarded(["a", "endless"], _endless)
    assert next(results) == "a"
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_what_the_caller_remembers_is_known_after_a_stop() -> None:
    seen: list[str] = []

    def work(job: str) -> tuple[str, int]:
        result = _endless(job), len(seen)
        seen.append(job)
        return result

    found = []
    for result in guarded(["a", "b", "endless", "c"], work):
        found.append(result)
        if not isinstance(result, Stopped):
            seen.append(result[0])
    assert found[-1] == ("c", 2)
