"""The contents of a document: everything is there, in order, and nothing unproved can be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sympy import Eq, tanh

from symbackprop.calculus import Derivation, derive
from symbackprop.network import ACTIVATIONS, Network, names, two_layer
from symbackprop.proof import Proved, Refuted
from symbackprop.proof.derivations import prove_derivation
from symbackprop.report.blocks import Display, Evidence, Figure, Paragraph, Summary
from symbackprop.report.contents import document
from symbackprop.report.document import Document
from symbackprop.report.lines import Shown, Unproved
from symbackprop.report.text import ToFigure, ToLine, ToReference, ToSection

x, w, a, b, u, y, s, t, E = names("x w a b u y s t E")
SKIP = Network(
    [Eq(u, w * x + b), Eq(y, tanh(u)), Eq(s, y + a * u), Eq(E, (s - t) ** 2)], parameters=[w, a, b], targets=[t]
)
NETWORKS = {
    **{name: two_layer(name) for name in ("sigmoid", "tanh", "relu", "gelu", "step", "any")},
    "cross-entropy": two_layer("tanh", "binary_cross_entropy", output="sigmoid"),
    "logits": two_layer(loss="binary_cross_entropy_logits"),
    "mean": two_layer("silu", "mean_squared_error"),
    "skip": SKIP,
}


def told(derivation: Derivation) -> Document:
    return document(derivation, prove_derivation(derivation))


@pytest.fixture(scope="module", params=NETWORKS)
def page(request: pytest.FixtureRequest) -> Document:
    return told(derive(NETWORKS[request.param]))


def test_every_displayed_claim_is_proved(page: Document) -> None:
    for line in page.lines():
        for shown in line.shown:
            assert shown.step.claimed is None or isinstance(shown.verdict, Proved)
    counts = page.counts
    assert counts.displays == counts.definitions + counts.rules + counts.proved


def test_lines_are_numbered_in_the_order_they_stand(page: Document) -> None:
    assert [line.number for line in page.lines()] == [str(place) for place, _ in enumerate(page.lines(), 1)]


def links(document: Document, kind: type) -> list[object]:
    texts = [block.text for block in document.blocks() if isinstance(block, Paragraph)]
    texts += [block.caption for block in document.blocks() if isinstance(block, Figure)]
    texts += [line.reason for line in document.lines()]
    return [piece for text in texts for piece in text if isinstance(piece, kind)]


def test_every_link_leads_somewhere(page: Document) -> None:
    numbers = {line.number for line in page.lines()}
    assert all(link.numbers and set(link.numbers) <= numbers for link in links(page, ToLine))
    assert {link.key for link in links(page, ToSection)} <= {section.key for section in page.sections}
    assert {link.key for link in links(page, ToFigure)} <= {
        block.key for block in page.blocks() if isinstance(block, Figure)
    }
    assert {link.key for link in links(page, ToReference)} <= {reference.key for reference in page.references}


def test_a_reason_rests_on_earlier_lines(page: Document) -> None:
    for line in page.lines():
        cited = [number for piece in line.reason if isinstance(piece, ToLine) for number in piece.numbers]
        assert all(int(number) < int(line.number) for number in cited), line


def test_every_parameter_has_its_steps_and_its_row(page: Document) -> None:
    network = page.derivation.network
    shown = [shown.step for line in page.lines() for shown in line.shown]
    for gradient in page.derivation.gradients.values():
        assert set(gradient.steps) <= set(shown)
    (table,) = (block for block in page.blocks() if isinstance(block, Summary))
    assert [row.parameter for row in table.rows] == list(network.parameters)


def test_every_proved_line_has_its_evidence(page: Document) -> None:
    (table,) = (block for block in page.blocks() if isinstance(block, Evidence))
    told_numbers = sorted((number for row in table.rows for number in row.numbers), key=int)
    assert told_numbers == [line.number for line in page.lines() if line.proved]


def test_a_claim_without_a_proof_cannot_be_shown() -> None:
    derivation = derive(two_layer())
    step = derivation.gradient("w_11").steps[-1]
    proofs = prove_derivation(derivation)
    verdict = proofs.verdict(step)
    wrong = Refuted(verdict.claim, verdict.point)
    for refused in (None, wrong):
        with pytest.raises(Unproved, match="not proved"):
            Shown(step, refused)
    with pytest.raises(Unproved):
        document(derivation, replace(proofs, verdicts={**proofs.verdicts, step: wrong}))


def test_a_definition_needs_no_proof_and_gets_no_mark() -> None:
    page = told(derive(two_layer()))
    first = next(iter(page.lines()))
    assert first.shown[0].step.kind == "definition"
    assert not first.proved


def test_the_sections_follow_the_story_of_the_notes() -> None:
    keys = [section.key for section in told(derive(two_layer())).sections]
    assert keys == [
        "forward",
        "chain",
        "activation",
        "partials",
        "deltas",
        "gradients",
        "summary",
        "update",
        "evidence",
    ]


def test_the_same_network_is_told_in_the_same_words() -> None:
    one, two = (told(derive(two_layer("tanh"))) for _ in range(2))
    assert [line.reason for line in one.lines()] == [line.reason for line in two.lines()]
    displays = [[str(shown.step) for line in page.lines() for shown in line.shown] for page in (one, two)]
    assert displays[0] == displays[1]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_with_a_kink_says_where(name: str) -> None:
    row = ACTIVATIONS[name]
    page = told(derive(two_layer(name)))
    (section,) = (section for section in page.sections if section.key == "activation")
    words = [piece for block in section.blocks if isinstance(block, Paragraph) for piece in block.text]
    assert bool(row.kinks) == any("there is no slope" in str(piece) for piece in words)
    assert any(isinstance(block, Display) for block in section.blocks)


# ---- sentences that do not apply


def words(page: Document) -> str:
    texts = [block.text for block in page.blocks() if isinstance(block, Paragraph)]
    texts += [block.caption for block in page.blocks() if isinstance(block, Figure)]
    return "".join(piece for text in texts for piece in text if isinstance(piece, str))


def test_a_network_without_an_activation_has_no_section_on_it_and_no_pills() -> None:
    page = told(derive(Network([Eq(y, w * x), Eq(E, (y - t) ** 2)], parameters=[w], targets=[t])))
    assert "activation" not in [section.key for section in page.sections]
    assert "pill" not in words(page)
    assert "pill" in words(told(derive(two_layer())))


def test_a_network_without_deltas_says_nothing_of_them() -> None:
    page = told(derive(Network([Eq(E, (w * x - t) ** 2)], parameters=[w], targets=[t])))
    assert "deltas" not in [section.key for section in page.sections]
    assert "carry the deltas back" not in words(page)


def test_a_network_without_parameters_counts_no_paths() -> None:
    page = told(derive(Network([Eq(y, x + 1), Eq(E, y**2)], parameters=[])))
    assert "parameter" not in words(page)


def test_deltas_of_names_that_are_no_preactivations_are_not_called_so() -> None:
    page = told(derive(Network([Eq(y, w * x + b), Eq(s, y * a + y), Eq(E, (s - t) ** 2)], parameters=[w, a, b])))
    assert page.derivation.deltas
    assert "preactivation" not in words(page)


def test_only_indices_that_are_read_to_from_are_said_to_be() -> None:
    v, c = names("w_12 c_1")
    odd = Network([Eq(u, v * x + c), Eq(E, u**2)], parameters=[v, c])
    reasons = [piece for page in (told(derive(odd)),) for line in page.lines() for piece in line.reason]
    assert not any("to, from" in str(piece) for piece in reasons)
