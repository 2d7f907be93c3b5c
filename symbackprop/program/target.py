"""The target: how a language spells what a plan contains."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp


@dataclass(frozen=True)
class Target:
    """How a language spells what a plan contains.

    name         the key of the row
    template     the Jinja2 template of a whole program
    page         what makes, from a plan and the row, the pieces that the template asks for
    suffix       how its files end
    calls        function head -> the text of a call, with {} for the argument
    folds        function head of many arguments -> the name of a function of two
    constants    named numbers
    choice       the name of a choice: condition, value if it holds, value otherwise
    parameter    how a parameter is read: {key} is its name as a literal, {name} its identifier
    comparisons  relations between numbers
    reserved     words that no name may be
    helpers      function head -> the text that defines it, for those that the language lacks
    root         the function that takes a square root
    """

    name: str
    template: str
    page: Callable[[Any, Any], object]
    suffix: str
    calls: Mapping[type, str]
    folds: Mapping[type, str]
    constants: Mapping[sp.Expr, str]
    choice: str
    parameter: str
    comparisons: Mapping[type, str]
    reserved: frozenset[str]
    helpers: Mapping[type, str]
    root: str = "np.sqrt"
