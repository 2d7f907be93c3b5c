"""Formulas: a network as equations in the formula language, as a document says by itself what it is about.

    network: ["u = b + w*x", "y = sigmoid(u)", "E = 1/2*(y - t)^2"]
    parameters: [w, b]
    targets: [t]
    deltas: {delta: u}

Of arrays their shapes are said, too: arrays: {u: [m], w: [m, n], x: [n], b: [m]}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sympy as sp

from symbackprop.answers.formula import read_formula
from symbackprop.answers.functions import ALIASES, FUNCTIONS
from symbackprop.answers.parser import parse
from symbackprop.answers.tokens import tokens
from symbackprop.answers.understanding.notation import ANY
from symbackprop.answers.understanding.refusal import refusal
from symbackprop.answers.vocabulary import Vocabulary, vocabulary
from symbackprop.answers.whole import whole
from symbackprop.network import Activation, Equation, Network, name, size, unspecified
from symbackprop.network.indices import LETTERS, element, head, index
from symbackprop.network.losses import loss as loss_row_of

MOST_FORMULAS = 200
"""The most equations of a network."""

MOST_NAMES = 500
"""The most names of a network."""

_NO_NAMES = frozenset({"e", "pi", "Sum", "Product", "if", "d"})
_LISTS = ("quantities", "parameters", "targets", "constants")
NOWHERE = "·"
"""A name that no document can write."""

Settings = Mapping[str, Any]


def network_of_formulas(settings: Settings) -> Network:
    """Returns the network whose equations are formulas.

    settings  "network": the equations, the loss last; "parameters", "targets", "constants": names; "arrays": the
              shapes of arrays; "deltas": what the deltas are called, {"delta_1": "u_1"}; "functions": those of which
              nothing is known, {"g": "any"}; "items": the letter and number of items; "hypotheses": what holds
              besides; "loss": a row of LOSSES; "title"

    Raises FormulaError for an equation that is not read, NotationError for one that is none, and NetworkError for
    equations that make no network.

    >>> network = network_of_formulas({"network": ["u = w*x", "E = (u - t)^2"], "parameters": ["w"], "targets": ["t"]})
    >>> print(network)
    u = w*x
    E = (-t + u)**2
    """
    formulas = _texts(settings["network"])
    if not formulas or len(formulas) > MOST_FORMULAS:
        raise refusal(f"a network has from 1 to {MOST_FORMULAS} equations", "")
    unknown = [text for text, kind in settings.get("functions", {}).items() if kind == ANY]
    shapes = {str(text): _shape(str(text), lengths) for text, lengths in settings.get("arrays", {}).items()}
    hypotheses = _texts(settings.get("hypotheses", ()))
    listed = [text for key in _LISTS for text in _texts(settings.get(key, ()))]
    defined = [text.partition("=")[0].strip() for text in formulas]
    found = defined if shapes else _names_in((*formulas, *hypotheses), unknown)
    words = bare((text for text in (*found, *listed) if "[" not in text), shapes, unknown)
    deltas = {str(of): name(str(delta)) for delta, of in settings.get("deltas", {}).items()}
    rows = {text: unspecified(text) for text in unknown}
    items = _texts(settings.get("items", ()))
    return Network(
        [_equation(text, words, deltas, rows) for text in formulas],
        parameters=_texts(settings.get("parameters", ())),
        targets=_texts(settings.get("targets", ())),
        constants=_texts(settings.get("constants", ())),
        hypotheses=[(claim.lhs, claim.rhs) for text in hypotheses for claim in read_formula(text, words).claims()],
        loss_row=loss_row_of(settings["loss"]) if "loss" in settings else None,
        items=(index(items[0]), size(_number(items[1]))) if len(items) == len("pN") else None,
        title=str(settings.get("title", "")),
    )


def bare(
    names: Iterable[str], arrays: Mapping[str, Iterable[str]] | None = None, functions: Iterable[str] = ()
) -> Vocabulary:
    """Returns the vocabulary of a network that has names, and says nothing of them.

    arrays     the shapes of those that are arrays
    functions  those of which nothing is known

    >>> sorted(bare(["a", "b"]).network.inputs, key=str)
    [a, b]
    """
    shapes = {text: tuple(_length(length) for length in lengths) for text, lengths in (arrays or {}).items()}
    listed = [text for text in dict.fromkeys(names) if text not in shapes]
    if len(listed) + len(shapes) > MOST_NAMES:
        raise refusal(f"a network has at most {MOST_NAMES} names", "")
    terms = [name(text) for text in listed or [f"{NOWHERE}{NOWHERE}"]]
    terms += [_all_elements(text, lengths) for text, lengths in shapes.items()]
    rows = [unspecified(text) for text in functions]
    lines = [Equation(name(f"{NOWHERE}{row.latex}"), row(terms[0]), row=row) for row in rows]
    return vocabulary(Network([*lines, Equation(name(NOWHERE), sp.Add(*terms))], parameters=[]))


def _all_elements(text: str, lengths: tuple[sp.Expr, ...]) -> sp.Expr:
    letters = [index(letter) for letter in LETTERS[: len(lengths)]]
    return sp.Sum(
        element(name(text), letters), *((letter, 1, last) for letter, last in zip(letters, lengths, strict=True))
    )


def _names_in(formulas: Iterable[str], functions: Iterable[str]) -> Iterator[str]:
    """Yields the names in formulas about numbers: the words that are no function."""
    known = {*FUNCTIONS, *ALIASES, *_NO_NAMES, *functions}
    for text in formulas:
        yield from (word.text for word in tokens(text) if word.kind in ("name", "quoted") and word.text not in known)


def _equation(
    text: str, words: Vocabulary, deltas: Mapping[str, sp.Symbol], rows: Mapping[str, Activation]
) -> Equation:
    sides = parse(text, words)
    if len(sides) != len("lr") or not isinstance(sides[0], sp.Symbol | sp.Indexed):
        raise refusal(f"{text} defines no name", "", "write             u = w*x, or of an array u[j] = w[j]*x")
    left, right = sides
    lengths = words.shapes.get(head(left).name, ())
    letters = left.indices if isinstance(left, sp.Indexed) else ()
    return Equation(
        left,
        right,
        delta=deltas.get(head(left).name),
        row=rows.get(right.func.__name__) if right.args else None,
        ranges=tuple(zip(letters, lengths, strict=True)),
    )


def _shape(text: str, lengths: object) -> list[str]:
    if not isinstance(lengths, list) or not 0 < len(lengths) <= len(LETTERS):
        raise refusal(f"{text} has no shape", "", f"write             arrays: {{{text}: [m, n]}}")
    return _texts(lengths)


def _length(text: str) -> sp.Expr:
    """Returns how far a subscript runs: 3, n, n - k + 1."""
    if text.isdigit() or text.isidentifier():
        return size(_number(text))
    sizes = [word.text for word in tokens(text) if word.kind == "name"]
    written = parse(text, bare((), {f"{NOWHERE}{letter}": [letter] for letter in dict.fromkeys(sizes)}))[0]
    found = whole(written)
    if found is None:
        raise refusal(f"{text} is no size", "", "write             n, 3 or n - k + 1")
    return found


def _number(text: str) -> str | int:
    return int(text) if text.isdigit() else text


def _texts(listed: Iterable[object]) -> list[str]:
    return [str(item) for item in listed]
