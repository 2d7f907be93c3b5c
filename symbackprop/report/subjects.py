"""Subjects: what the formulas of a document are about, said so that `symbackprop check` can read it from the text.

Nothing of it says that a formula is right. It says which network a formula is about, or which names stand for any
numbers; the formula is judged all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import sympy as sp
from sympy.core.function import AppliedUndef

from symbackprop.calculus import Derivation, Partial
from symbackprop.calculus.matrices.arrays import arrays_of
from symbackprop.network import Network
from symbackprop.network.functions import base_and_order
from symbackprop.network.indices import head, is_index
from symbackprop.notation import equation, write
from symbackprop.notation.accents import behind

Said = Mapping[str, object]
"""What is said, by key: "network", "parameters", "quantities", ..., as the reader of documents knows them."""

_PLAIN = " .,:;()[]^*+-/=_'!|"
_LARGEST_SHORT = 0xFFFF

ANY_FUNCTIONS: Said = {"general": True}
"""What is said of a formula that is about any functions, and not about the names of the network."""


def of_derivation(derivation: Derivation, quantities: Iterable[sp.Expr] = (), where: Iterable[sp.Expr] = ()) -> Said:
    """Returns what a derivation is about.

    quantities  what its formulas name besides
    where       what is positive wherever they hold

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import two_layer
    >>> of_derivation(derive(two_layer()))["deltas"]
    {'delta_out': 's', 'delta_1': 'u_1', 'delta_2': 'u_2'}
    """
    network = derivation.network
    scalars = [symbol for symbol in network.inputs if symbol.is_Symbol] if network.is_indexed else []
    unspecified = [row.latex for line in network if (row := line.activation) is not None and row.value is None]
    return _without_nothing(
        {
            "network": [_spelled(line.name, line.body) for line in network],
            "arrays": {label.name: [str(last) for _, last in ranges] for label, ranges in network.arrays.items()},
            "parameters": _names(network.parameters),
            "targets": _names(network.targets),
            "constants": _names(network.constants),
            "quantities": _names([*scalars, *quantities]),
            "deltas": {head(delta.name).name: head(delta.of).name for delta in derivation.deltas},
            "names": _whole_arrays(network) if network.is_indexed else {},
            "functions": dict.fromkeys(unspecified, "any"),
            "items": [str(part) for part in network.items or ()],
            "hypotheses": [_spelled(left, right) for left, right in network.hypotheses],
            "loss": network.loss_row.name if network.loss_row is not None else "",
            "title": network.title,
            "where": [f"{write(condition, 'ascii')} > 0" for condition in where],
        }
    )


def of_second_order(derivation: Derivation) -> Said:
    """Returns what a derivation of second order is about: the deltas of second order are names, too.

    >>> from symbackprop.calculus import derive
    >>> from symbackprop.network import two_layer
    >>> of_second_order(derive(two_layer(), order=2))["values"]["Delta_12"]
    'd^2E/(du_2 du_1)'
    """
    deltas = derivation.second.deltas
    values = {_as_read(head(delta.name).name): write(delta.definition.rhs, "ascii") for delta in deltas}
    return {**of_derivation(derivation), "values": values}


def of_direction(derivation: Derivation) -> Said:
    """Returns what the product of the Hessian with a direction is about: parameters that move along a line."""
    product = derivation.second.hvp
    known = product.definitions
    moving = {name: body for name, body in known.items() if not isinstance(body, Partial)}
    named = {name: body for name, body in known.items() if isinstance(body, Partial)}
    deltas = {name: body.wrt for name, body in named.items() if body.wrt != product.direction.step}
    others = sorted({symbol for body in moving.values() for symbol in body.free_symbols} - {*known}, key=str)
    return _without_nothing(
        {
            "network": [_spelled(name, body) for name, body in moving.items()],
            "parameters": [product.direction.step.name],
            "targets": _names(derivation.network.targets),
            "deltas": {name.name: of.name for name, of in deltas.items()},
            "names": {text: symbol.name for symbol in others if (text := _as_read(symbol.name)) != symbol.name},
            "values": {_as_read(name.name): write(body, "ascii") for name, body in named.items() if name not in deltas},
        }
    )


def of_definitions(definitions: Mapping[sp.Symbol, sp.Expr], expressions: Sequence[sp.Basic]) -> Said:
    """Returns what formulas are about that belong to no derivation.

    definitions  what their names stand for; a name that nothing reads may be the loss, which then is called E
    expressions  the formulas

    >>> w, x, y = sp.symbols("w x y", real=True)
    >>> of_definitions({y: w * x}, [Partial(y, w)])
    {'network': ['y = w*x'], 'parameters': ['w'], 'quantities': ['w', 'x']}
    """
    named = {name: body for name, body in definitions.items() if name.is_Symbol and not body.has(sp.Indexed, Partial)}
    deltas = {name: body.wrt for name, body in definitions.items() if isinstance(body, Partial) and name.is_Symbol}
    bodies = sorted(named.items(), key=lambda pair: pair[0].name == "E")
    atoms = {symbol for part in (*expressions, *named.values()) for symbol in part.free_symbols}
    free = {head(symbol) for symbol in atoms if not is_index(symbol)} - {*named, *deltas}
    by = {head(partial.wrt) for part in expressions for partial in part.atoms(Partial)} & free
    reached = _reached(bodies[-1][1], named) if bodies else set()
    any_functions = {atom.func for part in (*expressions, *named.values()) for atom in part.atoms(AppliedUndef)}
    return _without_nothing(
        {
            "network": [_spelled(name, body) for name, body in bodies],
            "parameters": _names(sorted(by & reached, key=str)),
            "quantities": _names(sorted(free, key=str)),
            "deltas": {name.name: head(of).name for name, of in deltas.items()},
            "functions": dict.fromkeys(sorted(base_and_order(function)[0] for function in any_functions), "any"),
        }
    )


def commented(said: Said) -> Iterator[str]:
    r"""Yields the lines of a comment that says it, as YAML.

    Whatever a text has in it does not end the comment, and is no mark-up.

    >>> print(*commented({"network": ["y = w*x"], "parameters": ["w"]}), sep="\n")
    symbackprop:
      network:
      - "y = w*x"
      parameters: ["w"]
    """
    yield "symbackprop:" if said else "symbackprop: {}"
    for key, value in said.items():
        if key == "network" and isinstance(value, list):
            yield f"  {key}:"
            yield from (f"  - {_text(line)}" for line in value)
        else:
            yield f"  {key}: {_text(value)}"


def _text(value: object) -> str:
    """Returns a value as YAML on one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_text(key)}: {_text(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    return _quoted(value) if isinstance(value, str) else str(value).lower()


def _quoted(text: str) -> str:
    r"""Returns a text in quotation marks; a sign that means something to HTML, Markdown or TeX is given by its number.

    >>> print(_quoted("a > b, x-->{{y}}"))
    "a \u003e b, x-\u002d\u003e\u007b\u007by\u007d\u007d"
    """
    return f'"{"".join(map(_sign, " " + text, text))}"'


def _sign(before: str, sign: str) -> str:
    if (sign.isalnum() or sign in _PLAIN) and before + sign != "--":
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) <= _LARGEST_SHORT else f"\\U{ord(sign):08x}"


def _spelled(left: sp.Expr, right: sp.Expr) -> str:
    return write(equation(left, right), "ascii")


def _names(symbols: Iterable[sp.Expr]) -> list[str]:
    return [head(symbol).name for symbol in symbols]


def _whole_arrays(network: Network) -> Mapping[str, str]:
    """Returns what the letters of whole arrays are that are not called so: {"W": "w"}."""
    texts = arrays_of(network).texts
    return {_as_read(text): label.name for label, text in texts.items() if text != label.name}


def _as_read(text: str) -> str:
    """Returns a name as it is read where it is set: hat(X)_pj for Xhat_pj."""
    typed, *raised = re.split(r"(?=\^)", text, maxsplit=1)
    accents = (behind(part) or ("", part) for part in typed.split("_"))
    base, *below = (f"{accent}({under})" if accent else under for accent, under in accents)
    between = "" if all(len(part) == 1 for part in below) else "_"
    return "_".join([base, *([between.join(below)] if below else [])]) + "".join(raised)


def _reached(body: sp.Expr, definitions: Mapping[sp.Symbol, sp.Expr]) -> set[sp.Symbol]:
    """Returns the names that a body reads, and those that these are made of."""
    found: set[sp.Symbol] = set()
    pending = [*body.free_symbols]
    while pending:
        symbol = pending.pop()
        if symbol not in found:
            found.add(symbol)
            pending += definitions[symbol].free_symbols if symbol in definitions else ()
    return found


def _without_nothing(said: Mapping[str, object]) -> Said:
    return {key: value for key, value in said.items() if value}
