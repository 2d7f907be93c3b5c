"""Unicode mathematics: what each character is in LaTeX."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from symbackprop.answers.numerals import FRACTIONS, HIGH_DIGITS, LOW_DIGITS
from symbackprop.notation.accents import ACCENTS, DOTLESS
from symbackprop.notation.letters import GREEK

_LOW = {**LOW_DIGITS} | dict(zip("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "aehijklmnoprstuvx", strict=True)) | {"₊": "+", "₋": "-"}
_HIGH = {**HIGH_DIGITS} | {
    "⁺": "+",
    "⁻": "-",
    "⁽": "(",
    "⁾": ")",
    "ⁿ": "n",
    "ⁱ": "i",
    "ˡ": "l",
    "ᴸ": "L",
    "ᵀ": r"\top ",
}

LOW: Mapping[str, str] = MappingProxyType(_LOW)
"""What stands below the line: a run of them is one subscript."""

HIGH: Mapping[str, str] = MappingProxyType(_HIGH)
"""What stands above the line: a run of them is one superscript."""

PLAIN: Mapping[str, str] = MappingProxyType(
    {character: rf"\{text} " for text, (_, character) in GREEK.items()}
    | {character: rf"\frac{{{value.numerator}}}{{{value.denominator}}}" for character, value in FRACTIONS.items()}
    | {character: command + " " for command, character in DOTLESS.values()}
    | {
        "ϵ": r"\epsilon ",
        "ϕ": r"\phi ",
        "ϑ": r"\theta ",
        "∂": r"\partial ",
        "∇": r"\nabla ",
        "∑": r"\sum ",
        "∏": r"\prod ",
        "√": r"\sqrt ",
        "⊙": r"\odot ",
        "∘": r"\circ ",
        "⊗": r"\otimes ",
        "∗": r"\ast ",
        "·": r"\cdot ",
        "⋅": r"\cdot ",
        "•": r"\bullet ",
        "×": r"\times ",
        "÷": "/",
        "∕": "/",
        "−": "-",
        "–": "-",
        "′": "'",
        "’": "'",
        "″": "''",
        "‖": r"\|",
        "←": r"\leftarrow ",
        "→": r"\rightarrow ",
        "⇒": r"\Rightarrow ",
        "≔": ":=",
        "≡": r"\equiv ",
        "≈": r"\approx ",
        "∝": r"\propto ",
        "≠": r"\neq ",
        "≤": r"\leq ",
        "≥": r"\geq ",
        "∈": r"\in ",
        "…": r"\ldots ",
        "⋯": r"\cdots ",
    }
)
"""Characters that one piece of LaTeX stands for."""

COMBINING: Mapping[str, str] = MappingProxyType({signs.combining: signs.command for signs in ACCENTS.values()})
"""Accents that combine with the letter before them, and their commands."""
