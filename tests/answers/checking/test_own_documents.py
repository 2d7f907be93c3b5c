"""The documents of this project are checked as if a stranger had written them: nothing in them is wrong."""

from __future__ import annotations

import re

import pytest

import symbackprop as sb
from symbackprop.answers.checking import Findings
from symbackprop.network import Network

DOCUMENTS: dict[str, tuple[Network, int]] = {
    "sigmoid": (sb.two_layer(), 39),
    "tanh": (sb.two_layer("tanh"), 40),
    "any": (sb.two_layer("any"), 30),
    "layers": (sb.mlp(["n", "m_1", "m_2", "K"], activation="any"), 45),
}
"""Networks, and how many claims of their documents are proved at least."""

_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)

AUXILIARY = frozenset({"r", "q", "qz", "qt", "y", "u_j"})
"""Names of the document that are no quantities of its network: of its program, and of the chain rule at large."""


@pytest.fixture(scope="module", params=DOCUMENTS)
def checked(request: pytest.FixtureRequest) -> tuple[Findings, int]:
    network, proved = DOCUMENTS[request.param]
    return sb.check(str(sb.render(network, "markdown")), network), proved


def test_what_the_document_proves_is_proved_from_its_text(checked: tuple[Findings, int]) -> None:
    found, proved = checked
    assert sum(finding.word == "proved" for finding in found) >= proved


def test_nothing_in_it_is_refuted_or_undecided(checked: tuple[Findings, int]) -> None:
    found, _ = checked
    assert [(finding.latex, finding.word) for finding in found if finding.word in ("refuted", "undecided")] == []


def test_what_is_not_understood_is_about_other_names(checked: tuple[Findings, int]) -> None:
    found, _ = checked
    unread = [finding for finding in found if finding.word == "not understood"]
    equations = [finding for finding in unread if finding.reason != "only equations are judged"]
    assert [finding.latex for finding in equations if finding.token not in AUXILIARY] == []
    assert len(unread) < 12


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "any"])
def test_the_network_of_a_document_is_read_from_its_text(activation: str) -> None:
    found = sb.check(_COMMENTS.sub("", str(sb.render(sb.two_layer(activation), "markdown"))))
    assert found.subject.startswith("2-2-1 network, read from the document")
    assert found.counts["proved"] >= 38
    assert "refuted" not in found.counts
