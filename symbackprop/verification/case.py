"""The case: a network at a point, and what is known about it there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import mpmath
import numpy as np
import sympy as sp

from symbackprop.calculus import Derivation, derive
from symbackprop.notation import equation, write
from symbackprop.program import Program
from symbackprop.verification import bounds, reference
from symbackprop.verification.arithmetic import evaluate
from symbackprop.verification.autodiff import AS_THEY_DO, Differentiated, Library, item_by_item
from symbackprop.verification.frame import Frame
from symbackprop.verification.multiprecision import ARRAYS_OF_MANY_DIGITS, many
from symbackprop.verification.places import spans
from symbackprop.verification.points import Point
from symbackprop.verification.program_bounds import of_program, plan_of

_DIGITS = 60

MOST_WORK = 20_000
"""How many terms the equations may have where 50 digits are computed."""

MANY_DIGITS = 20_000
"""How many terms of the equations first principles may evaluate, for all directions together."""


FAST, SLOW = 5_000_000, 300_000
"""The same for methods in floating point, for those that evaluate the loss once for each element or often."""


Answers = Mapping[sp.Symbol, tuple[Any, Any]]
"""For the loss and each parameter: an array of values, and one of the bounds on their errors that a method promises.

NaN where the method says nothing.
"""


class DoesNotApply(Exception):
    """A method says nothing at a point, or about a network; the text says why."""


@lru_cache(maxsize=16)
def _differentiated(library: Library, frame: Frame) -> Differentiated:
    return library.differentiated(frame)


@dataclass(frozen=True, eq=False)
class Subject:
    """A network at given sizes, with what is made once for all points.

    frame    the network and its sizes
    program  its own program, whose lines the bounds are of
    """

    frame: Frame
    program: Program

    @cached_property
    def derivation(self) -> Derivation:
        """Returns the derivation of the network."""
        return derive(self.frame.network)

    def at_most(self, terms: int, items: int) -> int:
        """Returns how many elements of each parameter may be moved, if so many terms may be evaluated altogether."""
        return max(1, terms // (self.frame.work * items * max(1, len(self.frame.parameters))))

    def differentiated(self, library: Library) -> Differentiated:
        """Returns loss and gradient of one item in another system; the last few are kept, for one compiles them."""
        return _differentiated(library, self.frame)


@dataclass(frozen=True, eq=False)
class Case:
    """A network at a point.

    subject  the network
    point    parameters and items
    seed     which elements are taken of parameters that have too many
    """

    subject: Subject
    point: Point
    seed: int = 0
    kept: dict[str, Answers | DoesNotApply] = field(default_factory=dict)

    def answers(self, name: str, method: Callable[[Case], Answers]) -> Answers:
        """Returns what a method answers, computed once; raises DoesNotApply where it says nothing."""
        if name not in self.kept:
            try:
                self.kept[name] = method(self)
            except (DoesNotApply, ArithmeticError) as error:
                self.kept[name] = DoesNotApply(str(error))
        found = self.kept[name]
        if isinstance(found, DoesNotApply):
            raise found
        return found

    @property
    def is_mean(self) -> bool:
        """Returns whether the loss of a set is the mean of the losses of its items."""
        return bool(plan_of(self.subject.program).is_mean)

    @property
    def derivation(self) -> Derivation:
        """Returns the derivation of the network."""
        return self.subject.derivation

    @cached_property
    def exact(self) -> Mapping[sp.Symbol, Any]:
        """Returns loss and gradient to 50 correct digits, from first principles; NaN where there are none."""
        try:
            self.check_work()
            most = self.at_most(MANY_DIGITS)
            return reference.from_first_principles(self.point, is_mean=self.is_mean, most=most, seed=self.seed)
        except (DoesNotApply, ArithmeticError):
            return {symbol: np.full(self.point.frame.shapes[symbol], np.nan) for symbol in self.point.frame.results}

    @cached_property
    def program_bounds(self) -> bounds.Bounds:
        """Returns what rounding can do to the program's results."""
        return of_program(self.subject.program, self.point)

    @cached_property
    def autodiff_bounds(self) -> bounds.Bounds:
        """Returns the running error bound of forward mode, with slopes as other systems compute them."""
        most = self.at_most(FAST)
        return bounds.of_forward_mode(self.point, AS_THEY_DO, is_mean=self.is_mean, most=most, seed=self.seed)

    def gradient_in(self, library: Library) -> Mapping[sp.Symbol, Any]:
        """Returns loss and gradient from another system."""
        return item_by_item(self.point, self.subject.differentiated(library), is_mean=self.is_mean)

    def at_most(self, terms: int) -> int:
        """Returns how many elements of each parameter may be moved, if so many terms may be evaluated altogether."""
        return self.subject.at_most(terms, self.point.items)

    def check_work(self) -> None:
        """Raises DoesNotApply for a network too large for 50 digits."""
        if (work := self.point.frame.work) > MOST_WORK:
            raise DoesNotApply(f"too large for 50 digits: its equations have {work} terms, the limit is {MOST_WORK}")

    def check_hypotheses(self) -> None:
        """Raises DoesNotApply where a hypothesis of the network does not hold."""
        frame = self.point.frame
        for left, right in frame.network.hypotheses:
            with mpmath.workdps(_DIGITS):
                values = frame.scope(self.point.arrays, many)
                letters = {
                    letter: last
                    for node in left.atoms(sp.Indexed)
                    for letter, last in zip(node.indices, frame.network.shape(node), strict=True)
                    if letter in left.free_symbols and letter.is_Symbol
                }
                gap = evaluate(left - right, {**values, **spans(letters.items(), values)}, ARRAYS_OF_MANY_DIGITS)
            if np.any(gap.data != 0):
                raise DoesNotApply(f"the hypothesis {write(equation(left, right), 'ascii')} does not hold there")
