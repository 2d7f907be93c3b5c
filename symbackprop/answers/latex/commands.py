"""Commands: which LaTeX commands are read, and as what. A command that is in no table here is refused."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from symbackprop.notation.letters import GREEK

LETTERS: Mapping[str, str] = MappingProxyType(
    {rf"\{text}": text for text in GREEK}
    | {
        r"\varepsilon": "epsilon",
        r"\varphi": "phi",
        r"\vartheta": "theta",
        r"\varrho": "rho",
        r"\varsigma": "sigma",
        r"\ell": "ell",
        r"\imath": "i",
        r"\jmath": "j",
    }
)
"""The commands that are letters."""

STYLES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((r"\mathbf", r"\bm", r"\boldsymbol", r"\pmb", r"\mathbfit"), "bf"),
        **dict.fromkeys((r"\mathbb", r"\mathds"), "bb"),
        **dict.fromkeys((r"\mathcal", r"\mathscr"), "cal"),
        r"\mathfrak": "frak",
        r"\mathit": "",
        r"\mathnormal": "",
    }
)
"""The commands that set letters in a style."""

ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((r"\hat", r"\widehat"), "hat"),
        **dict.fromkeys((r"\tilde", r"\widetilde"), "tilde"),
        **dict.fromkeys((r"\bar", r"\overline"), "bar"),
        r"\dot": "dot",
        r"\ddot": "ddot",
        **dict.fromkeys((r"\vec", r"\overrightarrow"), "vec"),
    }
)
"""The commands that put an accent over something."""

FUNCTIONS = frozenset(
    {"exp", "log", "ln", "tanh", "sinh", "cosh", "coth", "sin", "cos", "tan", "arctan", "max", "min", "det", "arg"}
)
"""The functions that LaTeX has a command for."""

MULTIPLICATIONS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((r"\cdot", r"\bullet"), r"\cdot"),
        **dict.fromkeys((r"\times",), r"\times"),
        "*": "*",
        r"\ast": r"\ast",
        **dict.fromkeys((r"\odot", ".*"), r"\odot"),
        r"\circ": r"\circ",
        r"\otimes": r"\otimes",
        "/": "/",
        r"\div": "/",
    }
)
"""The signs between factors, each as a tree has it."""

RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("=", "==", r"\doteq"), "="),
        **dict.fromkeys((":=", r"\coloneqq", r"\triangleq", r"\equiv"), ":="),
        **dict.fromkeys((r"\leftarrow", r"\gets", r"\longleftarrow", "<-"), "<-"),
        **dict.fromkeys((r"\approx", r"\simeq", r"\cong"), "≈"),
        r"\sim": "~",
        r"\propto": "∝",
        **dict.fromkeys((r"\neq", r"\ne", "!="), "!="),
        **dict.fromkeys(("<", r"\lt"), "<"),
        **dict.fromkeys((">", r"\gt"), ">"),
        **dict.fromkeys(("<=", r"\le", r"\leq", r"\leqslant"), "<="),
        **dict.fromkeys((">=", r"\ge", r"\geq", r"\geqslant"), ">="),
        r"\in": "in",
    }
)
"""The signs of relations, each as a statement has it."""

ARROWS = frozenset(
    {r"\to", r"\rightarrow", r"\longrightarrow", r"\Rightarrow", r"\Longrightarrow", r"\implies", "->"}
    | {r"\iff", r"\Leftrightarrow", r"\Longleftrightarrow", r"\therefore", r"\mapsto", r"\leadsto"}
)
"""The arrows from one statement to the next."""

MARKS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((r"\top", r"\intercal"), "T"),
        r"\prime": "'",
        r"\star": "*",
        r"\dagger": "dagger",
        r"\infty": "infinity",
        **dict.fromkeys((r"\ldots", r"\dots", r"\cdots", r"\dotsc", r"\dotsb", "..."), "..."),
    }
)
"""The commands that stand for themselves."""

FRACTIONS = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"})
BIG: Mapping[str, str] = MappingProxyType({r"\sum": "sum", r"\prod": "product"})

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((r"\int", r"\iint", r"\oint"), "integrals are not read"),
        **dict.fromkeys((r"\lim", r"\limsup", r"\liminf"), "limits are not read"),
        **dict.fromkeys((r"\pm", r"\mp"), "a sign of two values is no number"),
        **dict.fromkeys(
            (r"\input", r"\include", r"\write", r"\openin", r"\read"), "a formula reads and writes no file"
        ),
        **dict.fromkeys((r"\newcommand", r"\def", r"\renewcommand", r"\let"), "a formula defines no macro"),
    }
)
"""Commands with a reason of their own why they are not read."""

KNOWN = frozenset(
    {*LETTERS, *STYLES, *ACCENTS, *MULTIPLICATIONS, *RELATIONS, *ARROWS, *MARKS, *FRACTIONS, *BIG, *REFUSED}
    | {rf"\{name}" for name in FUNCTIONS}
    | {r"\partial", r"\nabla", r"\sqrt", r"\over", r"\quad", r"\\", r"\|", r"\{", r"\}"}
)
"""Every command that is read somewhere, or refused with a reason of its own."""
