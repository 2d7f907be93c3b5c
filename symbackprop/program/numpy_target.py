"""NUMPY: the row of NumPy in the table of target languages."""

from __future__ import annotations

from types import MappingProxyType

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p

from symbackprop.network.heads import identity as identity_function
from symbackprop.network.heads import step
from symbackprop.program.page import Page
from symbackprop.program.target import Target

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

_MODULE_NAMES = "np math p X T items forward loss grad value_and_grad PARAMETERS erf erfc sech float len"
_PYTHON_WORDS = (
    "False None True and as assert async await break class continue def del elif else except finally for from global "
    "if import in is lambda nonlocal not or pass raise return try while with yield match case type print"
)

SECH = '''
def sech(x):
    """Returns 1 / cosh(x): 0 where cosh(x) is beyond the largest number."""
    with np.errstate(over="ignore"):
        return 1 / np.cosh(x)
'''.rstrip()

NUMPY = Target(
    name="numpy",
    template="numpy.py.jinja",
    page=Page,
    suffix=".py",
    calls=MappingProxyType(
        {
            **{head: f"np.{text}({{}})" for head, text in _NUMPY_HEADS.items()},
            step: "np.heaviside({}, 0.0)",
            identity_function: "{}",
            sp.erf: "erf({})",
            sp.erfc: "erfc({})",
            sp.sech: "sech({})",
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
            sp.sech: SECH,
        }
    ),
)
"""How NumPy spells what a plan contains."""
