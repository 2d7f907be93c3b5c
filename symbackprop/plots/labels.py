"""Labels: the names of quantities in mathematics, and names at the ends of curves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu", "nu", "xi"),
    *("pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
)
_NAME = re.compile(r"(?P<base>[A-Za-z]+)(?:_(?P<below>[A-Za-z0-9]+)|\[(?P<places>[0-9, ]+)\])?")
_WORD = re.compile(r"\\(?:operatorname\{)?([a-z]+)\}?")

APART = 0.085
"""How far two names at the ends of curves are from each other, as a share of the height."""


def mathematics(name: object) -> str:
    r"""Returns a name as matplotlib sets it: w_11 in mathematics, any other text as it is.

    >>> mathematics("w_11"), mathematics("w[1,2]"), mathematics("eta"), mathematics("50 $")
    ('$w_{11}$', '$w_{1,2}$', '$\\eta$', '50 \\$')
    """
    text = str(name)
    found = _NAME.fullmatch(text)
    if found is None:
        return text.replace("$", r"\$")
    base = found["base"]
    letter = f"\\{base}" if base in _GREEK else base if len(base) == 1 else f"\\mathrm{{{base}}}"
    below = found["below"] or (found["places"] or "").replace(" ", "")
    return f"${letter}_{{{below}}}$" if below else f"${letter}$"


def function_name(latex: str) -> str:
    r"""Returns the symbol of an activation, given in LaTeX, without the space that matplotlib leaves after a word.

    >>> function_name(r"\operatorname{relu}"), function_name(r"\tanh"), function_name(r"\sigma")
    ('\\mathrm{relu}', '\\mathrm{tanh}', '\\sigma')
    """
    word = _WORD.fullmatch(latex)
    return latex if word is None or word[1] in _GREEK else f"\\mathrm{{{word[1]}}}"


def at_the_ends(axes: Any, ends: Sequence[tuple[float, str, str]]) -> None:
    """Writes the name of each curve beside its right end, names that would collide moved apart.

    ends  the height at which a curve ends, its name, its colour
    """
    low, high = axes.get_ylim()
    shares = [(min(max((height - low) / (high - low), 0.0), 1.0), name, colour) for height, name, colour in ends]
    below = -1.0
    for share, name, colour in sorted(shares, key=lambda end: end[0]):
        below = max(share, below + APART)
        axes.annotate(
            name,
            (1, below),
            xycoords="axes fraction",
            xytext=(4, 0),
            textcoords="offset points",
            color=colour,
            va="center",
            ha="left",
            annotation_clip=False,
        )
