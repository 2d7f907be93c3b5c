"""TARGETS: one frozen row for each language a program can be written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p

from symbackprop.network.heads import identity as identity_function
from symbackprop.network.heads import step


@dataclass(frozen=True)
class Target:
    """How a language spells what a plan contains.

    name         the key of the row
    template     the Jinja2 template of a whole program
    suffix       how its files end
    calls        function head -> the text of a call, with {} for the argument
    folds        function head of many arguments -> the name of a function of two
    constants    named numbers
    choice       the name of a choice: condition, value if it holds, value otherwise
    parameter    how a parameter is read: {key} is its name as a literal
    comparisons  relations between numbers
    reserved     words that no name may be
    helpers      function head -> the line that defines it, for those that the language lacks
    root         the function that takes a square root
    """

    name: str
    template: str
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


_NUMPY_HEADS = {
    sp.exp: "exp",
    sp.log: "log",
    sp.sin: "sin",
    sp.cos: "cos",
    sp.tan: "tan",
    sp.asin: "arcsin",
    sp.acos: "arccos",
    sp.atan: "arctan",
    sp.sinh: "sinh",
    sp.cosh: "cosh",
    sp.tanh: "tanh",
    sp.asinh: "arcsinh",
    sp.acosh: "arccosh",
    sp.atanh: "arctanh",
    sp.Abs: "abs",
    sp.sign: "sign",
    log1p: "log1p",
    expm1: "expm1",
}

_MODULE_NAMES = "np math p X T items forward loss grad value_and_grad PARAMETERS erf erfc float len"
_PYTHON_WORDS = (
    "False None True and as assert async await break class continue def del elif else except finally for from global "
    "if import in is lambda nonlocal not or pass raise return try while with yield match case type print"
)

NUMPY = Target(
    name="numpy",
    template="numpy.py.jinja",
    suffix=".py",
    calls=MappingProxyType(
        {
            **{head: f"np.{text}({{}})" for head, text in _NUMPY_HEADS.items()},
            step: "np.heaviside({}, 0.0)",
            identity_function: "{}",
            sp.erf: "erf({})",
            sp.erfc: "erfc({})",
        }
    ),
    folds=MappingProxyType({sp.Max: "np.maximum", sp.Min: "np.minimum"}),
    constants=MappingProxyType({sp.pi: "np.pi", sp.E: "np.e", sp.EulerGamma: "np.euler_gamma"}),
    choice="np.where",
    parameter="p[{key}]",
    comparisons=MappingProxyType(
        {sp.StrictGreaterThan: ">", sp.GreaterThan: ">=", sp.StrictLessThan: "<", sp.LessThan: "<="}
    ),
    reserved=frozenset(f"{_MODULE_NAMES} {_PYTHON_WORDS}".split()),
    helpers=MappingProxyType(
        {
            sp.erf: "erf = np.vectorize(math.erf, otypes=[float])",
            sp.erfc: "erfc = np.vectorize(math.erfc, otypes=[float])",
        }
    ),
)

TARGETS: Mapping[str, Target] = MappingProxyType({row.name: row for row in (NUMPY,)})
"""The target languages, by name."""
