"""JAVASCRIPT: the row of JavaScript in the table of target languages."""

from __future__ import annotations

from types import MappingProxyType

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p

from symbackprop.network.heads import identity as identity_function
from symbackprop.network.heads import step
from symbackprop.program.javascript import helpers
from symbackprop.program.javascript.page import JavaScriptPage
from symbackprop.program.target import Target

_MATH = {
    sp.Abs: "abs",
    **{head: head.__name__ for head in (sp.exp, sp.log, sp.sin, sp.cos, sp.tan, sp.asin, sp.acos, sp.atan)},
    **{head: head.__name__ for head in (sp.sinh, sp.cosh, sp.tanh, sp.asinh, sp.acosh, sp.atanh)},
    **{head: head.__name__ for head in (sp.sign, log1p, expm1)},
}

_OWN = (
    "given pass valueAndGrad row total parameters X T items PARAMETERS INPUTS TARGETS step choose erf erfc sech "
    "polynomial OF_TAIL OF_MIDDLE"
)
_GLOBAL = (
    "Math Object Number Array Map NaN Infinity undefined globalThis window self top parent document name "
    "location event status"
)
_WORDS = (
    "abstract arguments as async await boolean break byte case catch char class const continue debugger default delete "
    "do double else enum eval export extends false final finally float for from function get goto if implements import "
    "in instanceof int interface let long native new null of package private protected public return set short static "
    "super switch synchronized this throw throws transient true try typeof var void volatile while with yield"
)

JAVASCRIPT = Target(
    name="javascript",
    template="javascript.js.jinja",
    page=JavaScriptPage,
    suffix=".js",
    calls=MappingProxyType(
        {
            **{head: f"Math.{text}({{}})" for head, text in _MATH.items()},
            step: "step({})",
            identity_function: "{}",
            sp.erf: "erf({})",
            sp.erfc: "erfc({})",
            sp.sech: "sech({})",
        }
    ),
    folds=MappingProxyType({sp.Max: "Math.max", sp.Min: "Math.min"}),
    constants=MappingProxyType({sp.pi: "Math.PI", sp.E: "Math.E"}),
    choice="choose",
    parameter="{name}",
    comparisons=MappingProxyType(
        {sp.StrictGreaterThan: ">", sp.GreaterThan: ">=", sp.StrictLessThan: "<", sp.LessThan: "<="}
    ),
    reserved=frozenset(f"{_OWN} {_GLOBAL} {_WORDS}".split()),
    helpers=MappingProxyType(
        {
            step: helpers.STEP,
            sp.Piecewise: helpers.CHOOSE,
            sp.erfc: helpers.ERFC,
            sp.erf: helpers.ERF,
            sp.sech: helpers.SECH,
        }
    ),
    root="Math.sqrt",
)
"""How JavaScript spells what a plan contains."""
