"""Letters: which names are Greek, how a name is split, and in which order names stand."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from symbackprop.notation.accents import applied, behind, moved_behind
from symbackprop.notation.tree import (
    Accented,
    Bold,
    Fenced,
    Letter,
    Name,
    Node,
    Number,
    Operator,
    Script,
    Signed,
    Terms,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sympy as sp

GREEK: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "alpha": (r"\alpha", "α"),
        "beta": (r"\beta", "β"),
        "gamma": (r"\gamma", "γ"),
        "delta": (r"\delta", "δ"),
        "epsilon": (r"\varepsilon", "ε"),
        "zeta": (r"\zeta", "ζ"),
        "eta": (r"\eta", "η"),
        "theta": (r"\theta", "θ"),
        "iota": (r"\iota", "ι"),
        "kappa": (r"\kappa", "κ"),
        "lambda": (r"\lambda", "λ"),
        "mu": (r"\mu", "μ"),
        "nu": (r"\nu", "ν"),
        "xi": (r"\xi", "ξ"),
        "pi": (r"\pi", "π"),
        "rho": (r"\rho", "ρ"),
        "sigma": (r"\sigma", "σ"),
        "tau": (r"\tau", "τ"),
        "upsilon": (r"\upsilon", "υ"),
        "phi": (r"\varphi", "φ"),
        "chi": (r"\chi", "χ"),
        "psi": (r"\psi", "ψ"),
        "omega": (r"\omega", "ω"),
        "Gamma": (r"\Gamma", "Γ"),
        "Delta": (r"\Delta", "Δ"),
        "Theta": (r"\Theta", "Θ"),
        "Lambda": (r"\Lambda", "Λ"),
        "Xi": (r"\Xi", "Ξ"),
        "Pi": (r"\Pi", "Π"),
        "Sigma": (r"\Sigma", "Σ"),
        "Phi": (r"\Phi", "Φ"),
        "Psi": (r"\Psi", "Ψ"),
        "Omega": (r"\Omega", "Ω"),
    }
)
"""The Greek letters by name: how LaTeX writes them, and the character."""

_NAME_OF = {character: text for text, (_, character) in GREEK.items()}
_RUNNING_INDICES = re.compile(r"[ijklpq]{2,3}")
_PARTS = re.compile(r"(?P<base>[^_']+?)(?:_(?P<sub>[^']+?))?(?P<sup>\^\([^\W_]+(?:[-+,][^\W_]+)*\))?(?P<primes>'*)")
_WORDS = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W\d_][^\W_]*")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def visible(text: str) -> str:
    r"""Returns `text` with every character that shows nothing (controls, direction marks) replaced.

    Names come from strangers; an escape sequence in one must not reach a terminal, nor a
    control character an XML file.

    >>> visible("w\x1b[31m")
    'w�[31m'
    """
    return "".join(REPLACEMENT if unicodedata.category(character) in _HIDDEN else character for character in text)


def name_node(text: str) -> Name:
    """Returns the layout of the name that is typed `text`.

    What follows the first underscore is the subscript: digits, indices (`ij`), a Greek
    letter, a letter with an accent (delta_uhat), else an upright word. What stands in brackets
    after ^ is the superscript, a layer or a head: `W_Q^(2)`, `y^(l-1)`. Before the first
    underscore stands a letter or a word. An accent over it is typed round it, `dot(w)_11`, or,
    over a letter, behind it: `xhat_j`. A name that is not made like this is one upright word.

    >>> name_node("delta_out").sub
    Script(parts=(Word(text='out'),), comma=False)
    >>> name_node("W^(2)").sup
    Script(parts=(Fenced(body=Number(text='2'), size='plain', kind='round'),), comma=False)
    >>> name_node("xhat_j").base
    Accented(accent='hat', body=Letter(text='x'))
    """
    clean = visible(text)
    found = _PARTS.fullmatch(clean)
    parts = found["sub"].split("_") if found and found["sub"] else []
    if not found or not all(parts):
        return Name(clean, Word(clean))
    base, spelled = _base(found["base"])
    sup = _WORDS.sub(lambda word: _NAME_OF.get(word[0], word[0]), found["sup"] or "")
    typed = "_".join([spelled, *(_NAME_OF.get(part, part) for part in parts)]) + sup + found["primes"]
    sub = Script(_subscript(parts), comma=len(parts) > 1) if parts else None
    return Name(typed, base, sub, _superscript(sup), len(found["primes"]))


def bold_name(text: str) -> Name:
    """Returns the layout of the name of a matrix or vector that is typed `text`.

    >>> bold_name("W^(2)").base
    Bold(text='W')
    """
    name = name_node(text)
    return replace(name, base=_bold(name.base))


def _bold(base: Letter | Word | Operator | Bold | Accented) -> Bold | Accented:
    return replace(base, body=_bold(base.body)) if isinstance(base, Accented) else Bold(base.text)


def operator_name(text: str, shown: str = "") -> Name:
    """Returns the layout of the name of a known function: typed `text`, written upright as `shown`.

    >>> operator_name("log").base
    Operator(text='log')
    """
    return Name(text, Operator(shown or text))


def _base(text: str) -> tuple[Letter | Word | Accented, str]:
    """Returns the layout of what stands before the subscript, and how it is typed."""
    if (over := applied(text)) is not None:
        accent, under = over
        body, spelled = _base(under)
        if not isinstance(body, Word) or _WORD.fullmatch(spelled):
            return Accented(accent, body), f"{accent}({spelled})"
    elif (over := behind(text)) is not None:
        accent, under = over
        spelled = _NAME_OF.get(under, under)
        if _is_letter(spelled):
            return Accented(accent, Letter(spelled)), spelled + accent
    plain = _NAME_OF.get(text, text)
    return _plain(plain), plain


def _plain(text: str) -> Letter | Word:
    return Letter(text) if _is_letter(text) else Word(text)


def _subscript(parts: list[str]) -> tuple[Node, ...]:
    if len(parts) == 1 and _RUNNING_INDICES.fullmatch(parts[0]):
        return tuple(Letter(character) for character in parts[0])
    return tuple(_part(_NAME_OF.get(part, part)) for part in parts)


def _superscript(text: str) -> Script | None:
    if not text:
        return None
    listed = [_counted(part) for part in text[len("^(") : -len(")")].split(",")]
    return Script((Fenced(listed[0] if len(listed) == 1 else Script(tuple(listed), comma=True)),))


def _counted(text: str) -> Node:
    """Returns the layout of a layer: 2, l, or l - 1."""
    first, *rest = re.split("([-+])", text)
    if not rest:
        return _part(first)
    terms = [Signed("-" if sign == "-" else "+", _part(part)) for sign, part in zip(rest[::2], rest[1::2], strict=True)]
    return Terms((Signed("+", _part(first)), *terms))


def _part(text: str) -> Node:
    return Number(text) if text.isascii() and text.isdigit() else _base(text)[0]


def _is_letter(text: str) -> bool:
    return text in GREEK or (len(text) == 1 and text.isascii() and text.isalpha())


def typed_name(expression: sp.Basic) -> str:
    """Returns how the name of a symbol, of an indexed name (without its indices), of an index is typed.

    >>> import sympy as sp
    >>> typed_name(sp.IndexedBase("delta_out")[sp.Symbol("p")])
    'delta_out'
    """
    inner = expression.args[0] if expression.args else expression
    return typed_name(inner) if expression.args else str(getattr(inner, "name", inner))


def natural_key(text: str) -> tuple[object, ...]:
    """Returns the key that sorts names as people do: w_2 before w_11, and a letter with an accent after the letter.

    >>> sorted(["w_11", "x", "dot(w)_1", "w_2", "b"], key=natural_key)
    ['b', 'w_2', 'w_11', 'dot(w)_1', 'x']
    """
    parts = re.split("([0-9]+)", moved_behind(text))
    return tuple(int(part) if part.isascii() and part.isdigit() else part for part in parts)
