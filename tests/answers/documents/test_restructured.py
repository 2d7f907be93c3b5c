"""reStructuredText: what is found, compared with what docutils finds."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from symbackprop.answers.documents import read_text

DOCUMENTS = {
    "a role": "Let :math:`x_1` and\n:math:`\\frac{a}\n{b}` be.",
    "a directive": "Text\n\n.. math::\n\n   a &= b \\\\\n   c &= d\n\nText",
    "in the line": ".. math:: a = b",
    "in the line and below": ".. math:: a\n   + b\n",
    "two formulas": ".. math::\n\n   a\n\n   b\n",
    "a name": ".. math::\n   :name: eq\n\n   a\n",
    "deeper": "- one\n\n  .. math::\n\n     a\n\n     b\n\n- :math:`c`",
    "in a note": ".. note:: Let :math:`a`\n\n   .. math::\n\n      b\n\n   and :math:`c`",
    "a literal": "``:math:`a``` and :math:`b`",
    "a literal block": "As in::\n\n   :math:`a`\n\n   .. math:: b\n\n:math:`c`",
    "a block of code": ".. code:: python\n\n   :math:`a`\n\n:math:`b`",
    "a comment": ".. a comment\n   :math:`a`\n\n:math:`b`",
    "an empty comment": "..\n\n   :math:`a`",
    "escaped": "\\:math:`a` and :math:`b`",
    "behind": "`a`:math: and `b`",
    "the default role": ".. default-role:: math\n\nLet `a` be",
    "a doctest": ">>> ':math:`a`'\n':math:`a`'\n\n:math:`b`",
    "a title": "About :math:`a`\n===============\n\n:math:`b`",
    "a target": ".. _name:\n\n:math:`a`\n\n.. [1] see :math:`b`\n\n[1]_",
    "a substitution": ".. |x| replace:: the :math:`a`",
    "a quotation": "Text\n\n   :math:`a`\n\n   :math:`b`",
    "dollars": "$a$ and :math:`b`",
}


def _of_docutils(text: str) -> list[tuple[str, str]]:
    tree = publish_doctree(
        text,
        settings_overrides={"report_level": 5, "file_insertion_enabled": False, "_disable_config": True},
    )
    kinds: dict[type[nodes.Node], str] = {nodes.math: "inline", nodes.math_block: "display"}
    found = tree.findall(lambda node: type(node) in kinds)
    return [(kinds[type(node)], " ".join(node.astext().split())) for node in found]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_found_is_what_docutils_finds(name: str) -> None:
    text = DOCUMENTS[name]
    found = read_text(text, "rst").passages
    assert [(passage.kind, " ".join(passage.latex.split())) for passage in found] == _of_docutils(text)


def test_an_environment_of_sphinx_is_unwrapped() -> None:
    text = ".. math::\n   :nowrap:\n\n   \\begin{eqnarray}\n   a &=& b\n   \\end{eqnarray}\n"
    (passage,) = read_text(text, "rst").passages
    assert (passage.environment, passage.latex, passage.line, passage.column) == ("eqnarray", "a &=& b", 5, 4)


def test_a_file_is_not_followed() -> None:
    (remark,) = read_text("Text\n\n.. include:: /etc/passwd\n", "rst").remarks
    assert (remark.fact, remark.line) == ("include:: /etc/passwd is not followed: only this file is read", 3)
