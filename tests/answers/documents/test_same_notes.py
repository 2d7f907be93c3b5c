"""The same notes written in five formats hold the same formulas."""

from __future__ import annotations

import json

import pytest

from symbackprop.answers.documents import read_text

NOTES = (
    ("text", "The network has two inputs "),
    ("inline", "x_1"),
    ("text", " and "),
    ("inline", "x_2"),
    ("text", ", and its forward pass is"),
    ("align", "u_1 &= b_1 + w_{11} x_1 + w_{12} x_2 \\\\\ny_1 &= g(u_1) \\\\\ns &= c + v_1 y_1 + v_2 y_2"),
    ("text", "where the activation is the sigmoid. If "),
    ("inline", r"z(s) = \frac{1}{1 + e^{-s}}"),
    ("text", " then"),
    ("display", "z'(s) = z(1 - z)"),
    ("text", "and the delta of the output, with "),
    ("inline", r"E = \tfrac12 \sum (z - t)^2"),
    ("text", ", is"),
    ("display", r"\delta_{\text{out}} = \frac{\partial E}{\partial s}" + "\n= (z - t) z(1 - z)."),
    ("text", "It follows by the chain rule."),
)

MARKDOWN = {
    "inline": "${}$",
    "display": "\n\n$$\n{}\n$$\n\n",
    "align": "\n\n$$\n\\begin{{align}}\n{}\n\\end{{align}}\n$$\n\n",
}
MYST = {
    "inline": "{{math}}`{}`",
    "display": "\n\n```{{math}}\n:label: eq\n\n{}\n```\n\n",
    "align": "\n\n:::{{math}}\n\\begin{{align}}\n{}\n\\end{{align}}\n:::\n\n",
}
LATEX = {
    "inline": r"\({}\)",
    "display": "\n\\begin{{equation}}\\label{{e}}\n{}\n\\end{{equation}}\n",
    "align": "\n\\begin{{align}}\n{}\n\\end{{align}}\n",
}
RST = {
    "inline": ":math:`{}`",
    "display": "\n\n.. math::\n   :label: eq\n\n{}\n\n",
    "align": "\n\n.. math::\n   :nowrap:\n\n   \\begin{{align}}\n{}\n   \\end{{align}}\n\n",
}


def written(signs: dict[str, str]) -> str:
    """Returns the notes with these signs around the formulas, those of reStructuredText indented."""
    indent = "   " if signs is RST else ""
    return "".join(
        text
        if kind == "text"
        else signs[kind].format(text if kind == "inline" else "\n".join(indent + line for line in text.split("\n")))
        for kind, text in NOTES
    )


def notebook() -> str:
    cells = [{"cell_type": "markdown", "source": written(MARKDOWN).splitlines(keepends=True)}]
    return json.dumps({"cells": cells, "nbformat": 4})


DOCUMENTS = {
    "markdown": written(MARKDOWN),
    "myst": written(MYST),
    "latex": r"\documentclass{article}\begin{document}" + written(LATEX) + r"\end{document}",
    "rst": written(RST),
    "notebook": notebook(),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_notes_hold_the_same_formulas(name: str) -> None:
    found = read_text(DOCUMENTS[name], name).passages
    expected = [("inline" if kind == "inline" else "display", text) for kind, text in NOTES if kind != "text"]
    assert [(passage.kind, passage.latex) for passage in found] == expected
    assert len(found[2].rows) == 3
    assert [found[3].before, found[3].after] == ["where the activation is the sigmoid. If", "then"]


@pytest.mark.parametrize("name", ["markdown", "latex", "rst", "notebook"])
def test_the_format_of_a_text_is_told_by_its_look(name: str) -> None:
    assert read_text(DOCUMENTS[name]).format == name
