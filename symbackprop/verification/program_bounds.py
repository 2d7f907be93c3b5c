"""Bounds of programs: scalar ones and those on arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from symbackprop.program import Program
from symbackprop.program.vectorised import ArrayProgram
from symbackprop.verification.array_bounds import of_array_program
from symbackprop.verification.bounds import Bounds, of_scalar_program
from symbackprop.verification.points import Point


def of_program(program: Program, point: Point) -> Bounds:
    """Returns the running error bound of the loss and gradient that a program computes."""
    return _BOUNDS[type(program)](plan_of(program), point)


def plan_of(program: Program) -> Any:
    """Returns the lines of a program: a Plan, or an ArrayPlan."""
    return _PLANS[type(program)](program)


_PLANS: Mapping[type, Callable[[Any], Any]] = {
    Program: lambda program: program.plan,
    ArrayProgram: lambda program: program.array_plan,
}
_BOUNDS: Mapping[type, Callable[[Any, Point], Bounds]] = {Program: of_scalar_program, ArrayProgram: of_array_program}
