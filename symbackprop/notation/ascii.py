r"""The formula language: what `symbackprop prove` reads, in ASCII on one line.

    relation    sum ("=" | ":=" | "<-" | "->" | "<" | "<=" | ">" | ">=" | "!=" | "~") sum ...
    sum         ["-"] product (("+" | "-") product)*
    product     power (("*" | "/") power)*             from left to right: a/b*c is (a/b)*c
    power       atom ["^" atom]                        also written **; -x^2 is -(x^2)
    atom        number | name | entry | derivative | call | condition | "(" sum ")"
    number      digits ["." digits]                    1/2 is a quotient of two numbers
    name        base ["_" (letter | digit | "_")*] [layer] "'"*
                                                       w_11, delta_out, g', lambda, W_Q^(2), dot(w)_11
                or anything between backquotes         `50% of x`, with \` \\ \xNN \uNNNN inside
    base        letter (letter | digit)* | accent "(" base ")"
    accent      "hat" | "tilde" | "bar" | "dot"        a letter or word with an accent; no function has such a name
    layer       "^(" (letter+ | digit+) ")"            part of the name: a power is written x^2, x^n
    entry       name "[" sum ("," sum)* "]"            w[j, i], E[p], W^(2)[k, j]
    derivative  "d" (name | entry) "/d" (name | entry) ("|" name)*
                                                       dE/dw_11; after a bar, what is held fixed
                "d^2" (name | entry) "/(d" (name | entry) " d" (name | entry) ")"
                                                       d^2E/(dv_1 dw_11); d^2E/dw_11^2
    call        name "(" sum ("," sum)* ")"            sigmoid(u), g'(u), max(u, 0), abs(u), exp(u), sqrt(u)
                Sum(sum, (name, sum, sum)), Sum(sum, name), the same with Product
                if(relation, sum, sum)                 the sum after the condition, else the last one
    condition   "[" sum "=" sum "]"                    1 where it holds, else 0

An accent over one letter, or over a Greek letter, may be typed behind it: xhat and deltahat are
set as hat(x) and hat(delta) are, but they are other names. Words that only end so (that, what,
chat) have no accent. There is no space in a name.

Otherwise spaces mean nothing. `d` stands before a name in a derivative only, dE/ddot(w)_11: a
quotient of two names that begin with d is written with brackets, (da)/db or (dot(u))/(dot(v)).
There is no `**` in what is written, and a product always has its `*`. A function is called as
it is typed: sigmoid, not σ, unless the notation gives it a letter. Matrices are written but not
read: A @ B is their product, A .* B the product of their elements, A^T the transpose.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from symbackprop.notation import tree
from symbackprop.notation.accents import moved_behind
from symbackprop.notation.writer import Writer, unpainted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_GAPS: Mapping[tree.Gap, str] = MappingProxyType(
    {
        "tight": "*",
        "close": "*",
        "thin": "*",
        "wide": "*",
        "dot": " * ",
        "times": "*",
        "matrix": " @ ",
        "hadamard": " .* ",
    }
)
_BRACKETS = MappingProxyType({"round": ("(", ")"), "square": ("[", "]")})
_IDENTIFIER = re.compile(r"[A-Za-z]\w*(\^\([A-Za-z0-9]+\))?'*", re.ASCII)


def typed(text: str) -> str:
    r"""Returns a name as the formula language spells it: in backquotes unless it is an identifier.

    >>> typed("w_11"), typed("dot(w)_11"), typed("a-b"), typed("é")
    ('w_11', 'dot(w)_11', '`a-b`', '`\\xe9`')
    """
    if _IDENTIFIER.fullmatch(moved_behind(text)):
        return text
    inside = text.replace("\\", r"\\").replace("`", r"\`").encode("ascii", "backslashreplace").decode()
    return f"`{inside}`"


def _call_of(head: str, *arguments: str) -> str:
    return f"{head}({', '.join(arguments)})"


def _entry(writer: Writer, node: tree.Entry) -> str:
    return f"{writer.part(node.name)}[{', '.join(map(writer.part, node.indices))}]"


def _fenced(writer: Writer, node: tree.Fenced) -> str:
    opening, closing = _BRACKETS[node.kind]
    return opening + writer.part(node.body) + closing


def _opened(writer: Writer, node: tree.Opened) -> str:
    return (typed(node.head.text) if node.head else "") + _BRACKETS[node.kind][0] + writer.part(node.body)


def _closed(writer: Writer, node: tree.Closed) -> str:
    return writer.part(node.body) + _BRACKETS[node.kind][1]


def _terms(writer: Writer, node: tree.Terms) -> str:
    first, *rest = node.items
    start = ("-" if first.sign == "-" else "") + writer.part(first.body)
    return " ".join([start, *map(writer.part, rest)])


def _product(writer: Writer, node: tree.Product) -> str:
    first, *rest = node.items
    return writer.part(first.body) + "".join(map(writer.part, rest))


def _call(writer: Writer, node: tree.Call) -> str:
    power = "^" + writer.part(node.power) if node.power else ""
    return _call_of(typed(node.head.text), *map(writer.part, node.arguments)) + power


def _root(writer: Writer, node: tree.Root) -> str:
    inside = node.radicand.body if isinstance(node.radicand, tree.Group) else node.radicand
    if node.degree is None:
        return _call_of("sqrt", writer.part(inside))
    return f"{writer.part(node.radicand)}^(1/{writer.part(node.degree)})"


def _exponential(writer: Writer, node: tree.Exponential) -> str:
    inside = node.exponent.body if isinstance(node.exponent, tree.Group) else node.exponent
    return _call_of("exp", writer.part(inside))


def _begun(writer: Writer, node: tree.Begun) -> str:
    return f"{node.big.operator.capitalize()}({writer.part(node.big.body)}"


def _ended(writer: Writer, node: tree.Ended) -> str:
    return f"{writer.part(node.body)}, {_limits(writer, node.big)})"


def _big(writer: Writer, node: tree.Big) -> str:
    return _call_of(node.operator.capitalize(), writer.part(node.body), _limits(writer, node))


def _limits(writer: Writer, node: tree.Big) -> str:
    index = writer.part(node.index)
    return f"({index}, {writer.part(node.lower)}, {writer.part(node.upper)})" if node.lower and node.upper else index


def _cases(writer: Writer, node: tree.Cases) -> str:
    *rows, last = node.rows
    text = writer.part(last) if last.condition is None else _call_of("if", writer.part(last), "undefined")
    for row in reversed(rows):
        text = _call_of("if", writer.part(row), text)
    return text


def _case(writer: Writer, node: tree.Case) -> str:
    value = writer.part(node.value)
    return f"{writer.part(node.condition)}, {value}" if node.condition else value


def _fraction(writer: Writer, node: tree.Fraction) -> str:
    above, below = writer.part(node.numerator), writer.part(node.denominator)
    looks_like_a_derivative = above.startswith("d") and below.startswith("d")
    return f"({above})/({below})" if looks_like_a_derivative else f"{above}/{below}"


def _derivative(writer: Writer, node: tree.Derivative) -> str:
    held = "".join("|" + writer.part(name) for name in node.held)
    return f"d{writer.part(node.of)}/d{writer.part(node.wrt)}{held}"


def _higher(writer: Writer, node: tree.Higher) -> str:
    below = " ".join("d" + writer.part(variable) for variable in node.by)
    above = f"d^{writer.part(node.order)}{writer.part(node.of)}"
    return f"{above}/{below}" if len(node.by) == 1 else f"{above}/({below})"


def _row(writer: Writer, node: tree.Row) -> str:
    spaced = ("" if isinstance(item, tree.Factor) else " " for item in node.items)
    return "".join(space + writer.part(item) for space, item in zip(spaced, node.items, strict=True))


RULES: Mapping[type[tree.Node], Callable[[Writer, Any], str]] = MappingProxyType(
    {
        tree.Number: lambda _writer, node: node.text,
        tree.Letter: lambda _writer, node: node.text,
        tree.Word: lambda _writer, node: typed(node.text),
        tree.Bold: lambda _writer, node: typed(node.text),
        tree.Operator: lambda _writer, node: node.text,
        tree.Accented: lambda writer, node: f"{node.accent}({writer.part(node.body)})",
        tree.Script: lambda writer, node: "_".join(map(writer.part, node.parts)),
        tree.Name: lambda _writer, node: typed(node.text),
        tree.Entry: _entry,
        tree.Marked: lambda writer, node: writer.paint(node.role, writer.part(node.body)),
        tree.Group: lambda writer, node: f"({writer.part(node.body)})",
        tree.Fenced: _fenced,
        tree.Opened: _opened,
        tree.Closed: _closed,
        tree.Absolute: lambda writer, node: _call_of("abs", writer.part(node.body)),
        tree.Negative: lambda writer, node: "-" + writer.part(node.body),
        tree.Negation: lambda writer, node: "~" + writer.part(node.body),
        tree.Signed: lambda writer, node: f"{node.sign} {writer.part(node.body)}",
        tree.Terms: _terms,
        tree.Factor: lambda writer, node: _GAPS[node.gap] + writer.part(node.body),
        tree.Product: _product,
        tree.Fraction: _fraction,
        tree.Power: lambda writer, node: f"{writer.part(node.base)}^{writer.part(node.exponent)}",
        tree.Transposed: lambda writer, node: f"{writer.part(node.body)}^T",
        tree.Exponential: _exponential,
        tree.Root: _root,
        tree.Call: _call,
        tree.Big: _big,
        tree.Begun: _begun,
        tree.Ended: _ended,
        tree.Case: _case,
        tree.Cases: _cases,
        tree.Derivative: _derivative,
        tree.Higher: _higher,
        tree.Slope: lambda writer, node: writer.part(node.derivative),
        tree.Related: lambda writer, node: f"{node.relation} {writer.part(node.body)}",
        tree.Relations: lambda writer, node: " ".join(map(writer.part, (node.first, *node.rest))),
        tree.Row: _row,
    }
)

ASCII = Writer("ascii", RULES, unpainted, str.strip)
"""The formula language; colours are never part of it."""
