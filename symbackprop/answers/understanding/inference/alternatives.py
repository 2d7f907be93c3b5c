"""Alternatives: the activations that a document treats, the main one, and which formulas are about which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import sympy as sp

from symbackprop.answers.functions import ALIASES, FUNCTIONS, Function, of_row
from symbackprop.answers.latex import NotUnderstood
from symbackprop.answers.understanding.inference.activations import (
    activation_defined,
    activation_in_words,
    row_of,
    slopes_written,
)
from symbackprop.answers.understanding.inference.definitions import Definition, Definitions
from symbackprop.answers.understanding.inference.invented import Invented, any_function, symbol, value_of
from symbackprop.answers.understanding.inference.lexicon import Lexicon
from symbackprop.answers.understanding.inference.matrices import OF_ARRAYS
from symbackprop.answers.understanding.subject import Key
from symbackprop.network import ACTIVATIONS

MOST_FUNCTIONS = 50
"""The most definitions of functions, and suppositions about them, that are read."""


@dataclass(frozen=True)
class Meaning:
    """What a function of the document is.

    text      the function
    function  what it is
    kind      the row of ACTIVATIONS, "" for another function
    source    where that stands; None where it does not stand in a formula
    """

    text: str
    function: Function
    kind: str
    source: Definition | None


@dataclass(frozen=True)
class Alternative:
    """The functions of a document in one of the ways in which it defines them.

    meanings  what each function is
    kind      the activation that this way is about, "" for the only way
    about     the statements that are about this way and no other; None for the main way
    remarks   how it was found what a function is
    """

    meanings: Mapping[str, Meaning]
    kind: str = ""
    about: frozenset[Key] | None = None
    remarks: tuple[str, ...] = field(default=())

    @property
    def functions(self) -> Mapping[str, Function]:
        """Returns the functions by name."""
        return {text: meaning.function for text, meaning in self.meanings.items()}


def alternatives(definitions: Definitions, lexicon: Lexicon, texts: Sequence[str]) -> tuple[Alternative, ...]:
    """Returns the ways in which a document defines its functions, the main one first."""
    defined = list(_defined(definitions, lexicon))
    firsts: dict[str, Meaning] = {}
    for meaning in defined:
        firsts.setdefault(meaning.text, meaning)
    guessed = {text: _guessed(text, lexicon, texts) for text in _undefined(lexicon, firsts)}
    meanings = {**firsts, **{text: meaning for text, (meaning, _) in guessed.items()}}
    remarks = tuple(remark for _, remark in guessed.values() if remark)
    supposed = list(_supposed(definitions, lexicon))
    kinds = _kinds(defined, supposed, meanings)
    if len(kinds) < 2:
        return (Alternative(meanings, remarks=(*remarks, *_twice(defined, firsts))),)
    assigned = _assigned(lexicon, defined, supposed, kinds)
    varied = next(text for text in meanings if meanings[text].kind == kinds[0])
    main = _main(kinds, slopes_written(lexicon, varied, frozenset(passage for passage, _ in assigned)))
    others = (
        Alternative(
            {**meanings, varied: _of_kind(varied, kind, defined)},
            kind,
            frozenset(key for key, other in assigned.items() if other == kind),
        )
        for kind in kinds
        if kind != main
    )
    return (Alternative({**meanings, varied: _of_kind(varied, main, defined)}, main, remarks=remarks), *others)


def _twice(defined: Sequence[Meaning], firsts: Mapping[str, Meaning]) -> Iterator[str]:
    """Yields a remark for every further definition of a function by which it is something else."""
    for meaning in defined:
        first = firsts[meaning.text]
        if first.source and meaning.source and first.function.apply(_U) != meaning.function.apply(_U):
            lines = first.source.line, meaning.source.line
            yield (
                f"{meaning.text} is defined in line {lines[0]}, and in line {lines[1]} differently:"
                f" line {lines[0]} is taken, and line {lines[1]} judged"
            )


def _defined(definitions: Definitions, lexicon: Lexicon) -> Iterator[Meaning]:
    for found in definitions.functions[:MOST_FUNCTIONS]:
        function = activation_defined(found, lexicon)
        if function is not None:
            rows = (text for text, row in ACTIVATIONS.items() if of_row(row).apply(_U) == function.apply(_U))
            yield Meaning(found.name.text, function, next(rows, ""), found)


_U = sp.Symbol("u", real=True)


def _undefined(lexicon: Lexicon, known: Mapping[str, Meaning]) -> list[str]:
    usual = {*FUNCTIONS, *ALIASES, *OF_ARRAYS}
    return sorted(text for text in lexicon.functions if text not in known and text not in usual)


def _guessed(text: str, lexicon: Lexicon, texts: Sequence[str]) -> tuple[Meaning, str]:
    """Returns what an undefined function is by the words of the document, else by the slopes it writes; else any."""
    row = activation_in_words(texts)
    if row is not None:
        remark = f"{text} is the {row.title}, the only activation that the text speaks of"
        return Meaning(text, of_row(row, text), row.name, None), remark
    slopes = [kind for kind, count in slopes_written(lexicon, text).items() if count]
    if len(slopes) == 1:
        row = ACTIVATIONS[slopes[0]]
        remark = f"{text} is taken for the {row.title}, whose slope the document writes for its values"
        return Meaning(text, of_row(row, text), row.name, None), remark
    return Meaning(text, any_function(text), "", None), f"{text} may be any function: nothing says which it is"


def _supposed(definitions: Definitions, lexicon: Lexicon) -> Iterator[tuple[Definition, str]]:
    """Yields the statements that suppose an activation of a quantity, z(s) = tanh(s), and which."""
    table = Invented(lexicon, {})
    for found in [one for one in definitions.quantities if len(one.arguments) == 1][:MOST_FUNCTIONS]:
        try:
            body, _ = value_of(found.body, found.stated.statement.text, table)
        except NotUnderstood:
            continue
        argument = symbol(found.arguments[0])
        row = row_of(body, argument) if body.free_symbols == {argument} else None
        if row is not None:
            yield found, row.name


def _kinds(
    defined: Sequence[Meaning], supposed: Sequence[tuple[Definition, str]], meanings: Mapping[str, Meaning]
) -> tuple[str, ...]:
    """Returns the activations between which the document changes: those that one function is, and that are supposed."""
    known = [text for text, row in meanings.items() if row.kind]
    twice = {meaning.text for meaning in defined if meaning.kind and meaning.kind != meanings[meaning.text].kind}
    one = next((text for text in known if text in twice), None) or next(iter(known), None)
    if one is None:
        return ()
    rows = [meaning.kind for meaning in defined if meaning.text == one and meaning.kind]
    return tuple(dict.fromkeys([meanings[one].kind, *rows, *(kind for _, kind in supposed)]))


def _assigned(
    lexicon: Lexicon, defined: Sequence[Meaning], supposed: Sequence[tuple[Definition, str]], kinds: Sequence[str]
) -> Mapping[Key, str]:
    """Returns which statements are about which activation.

    These are those that define or suppose it, and those behind them in the same formula, and those of a formula
    before which the text speaks of it alone.
    """
    says = {meaning.source.stated.key: meaning.kind for meaning in defined if meaning.source and meaning.kind in kinds}
    says |= {found.stated.key: kind for found, kind in supposed}
    assigned: dict[Key, str] = {}
    current, passage = "", -1
    for stated in lexicon.statements:
        if stated.passage != passage:
            passage, row = stated.passage, activation_in_words([stated.before])
            current = row.name if row is not None and row.name in kinds else ""
        current = says.get(stated.key, current)
        if current:
            assigned[stated.key] = current
    return assigned


def _main(kinds: Sequence[str], slopes: Mapping[str, int]) -> str:
    """Returns the activation whose slope the document writes most often, the first of them."""
    return max(kinds, key=lambda kind: (slopes.get(kind, 0), -kinds.index(kind)))


def _of_kind(text: str, kind: str, defined: Sequence[Meaning]) -> Meaning:
    found = (meaning for meaning in defined if meaning.text == text and meaning.kind == kind)
    return next(found, Meaning(text, of_row(ACTIVATIONS[kind], text), kind, None))
