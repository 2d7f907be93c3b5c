"""The document of an indexed network: complete, in order, about arrays only, and nothing unproved in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sympy as sp
from indexed_networks import NETWORKS as INDEXED

from symbackprop.calculus import Derivation, derive
from symbackprop.calculus.matrices import MatrixForm
from symbackprop.network import Network, given, layer, mlp, sequential, two_layer
from symbackprop.network.indices import head
from symbackprop.network.names import name
from symbackprop.proof import Proved, Refuted, Undecided
from symbackprop.report import Account, Mistake
from symbackprop.report.account import Judged
from symbackprop.report.blocks import (
    Block,
    Display,
    Evidence,
    Figure,
    Paragraph,
    Refutation,
    Results,
    Subheading,
    Table,
)
from symbackprop.report.contents import SECTIONS, document
from symbackprop.report.contents.arrays.repeats import MOST_IN_FULL
from symbackprop.report.contents.author import NotRefuted
from symbackprop.report.document import Document, Section
from symbackprop.report.lines import Unproved
from symbackprop.report.proving import judged, proofs_of
from symbackprop.report.text import Emphasis, Equals, Formula, Ranging, ToFigure, ToLine, ToReference, ToSection

NETWORKS = {
    **{key: make for key, (make, _) in INDEXED.items() if key != "convolution"},
    "relu": lambda: mlp(["n", "m", "K"], activation="relu", loss="cross_entropy"),
    "any activation": lambda: mlp(["n", "m", 1], activation="any"),
    "LSTM": lambda: sequential(given("x", k="n"), layer("lstm", units="m", steps=2)),
    "batch normalisation": lambda: sequential(given("x", {"p": "N"}, i="n"), layer("batch_norm")),
}


def told(derivation: Derivation) -> Document:
    return document(derivation, proofs_of(derivation))


@pytest.fixture(scope="module", params=NETWORKS)
def page(request: pytest.FixtureRequest) -> Document:
    return told(derive(NETWORKS[request.param]()))


@pytest.fixture(scope="module")
def perceptron() -> Document:
    return told(derive(mlp(["n", "m", "K"])))


def section(page: Document, key: str) -> Section:
    return next(found for found in page.sections if found.key == key)


def words_of(block: Block) -> list[object]:
    """Every piece of running text of a block."""
    texts = [getattr(block, "text", ()), getattr(block, "caption", ()), getattr(block, "witness", ())]
    texts += [line.reason for line in block.lines] if isinstance(block, Display) else []
    texts += [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
    pieces = [piece for text in texts for piece in text]
    return pieces + [inner for piece in pieces if isinstance(piece, Emphasis) for inner in piece.text]


def text_of(page: Document) -> str:
    return "".join(piece for block in page.blocks() for piece in words_of(block) if isinstance(piece, str))


# ---- complete, in order


def test_the_sections_are_those_of_arrays(perceptron: Document) -> None:
    keys = [found.key for found in perceptron.sections]
    assert keys == [
        *("notation", "forward", "chain", "activation", "partials", "deltas", "gradients", "results"),
        "evidence",
    ]
    assert set(SECTIONS) == {"scalars", "arrays"}


def test_every_displayed_claim_is_proved_and_the_lines_are_numbered(page: Document) -> None:
    lines = list(page.lines())
    assert [line.number for line in lines] == [str(place) for place, _ in enumerate(lines, 1)]
    for line in lines:
        assert all(shown.step.claimed is None or isinstance(shown.verdict, Proved) for shown in line.shown)
    (table,) = (block for block in page.blocks() if isinstance(block, Evidence))
    proved = [line.number for line in lines if line.proved]
    assert sorted((n for row in table.rows for n in row.numbers), key=int) == proved


def test_every_link_leads_somewhere_and_a_reason_rests_on_earlier_lines(page: Document) -> None:
    pieces = [piece for block in page.blocks() for piece in words_of(block)]
    numbers = {line.number for line in page.lines()}
    lines = [piece for piece in pieces if isinstance(piece, ToLine)]
    assert all(link.numbers and set(link.numbers) <= numbers for link in lines)
    assert {p.key for p in pieces if isinstance(p, ToSection)} <= {found.key for found in page.sections}
    figures = {block.key for block in page.blocks() if isinstance(block, Figure)}
    assert {p.key for p in pieces if isinstance(p, ToFigure)} <= figures
    assert {p.key for p in pieces if isinstance(p, ToReference)} <= {reference.key for reference in page.references}
    for line in page.lines():
        cited = [number for piece in line.reason if isinstance(piece, ToLine) for number in piece.numbers]
        assert all(int(number) < int(line.number) for number in cited), line


def test_every_delta_and_every_gradient_ends_in_its_value_and_is_among_the_results(page: Document) -> None:
    derivation = page.derivation
    shown = {shown.step for line in page.lines() for shown in line.shown}
    derived = [*derivation.deltas, *derivation.gradients.values()]
    assert all(item.steps[-1] in shown for item in derived)
    if len(derivation.deltas) <= MOST_IN_FULL:
        assert all(step in shown for delta in derivation.deltas for step in (delta.definition, *delta.steps))
    (table,) = (block for block in page.blocks() if isinstance(block, Results))
    by_number = {line.number: line for line in page.lines()}
    assert [row.right for row in table.rows] == [item.steps[-1].rhs for item in derived]
    for row in table.rows:
        assert by_number[row.number].shown[0].left == row.left
        assert (row.by_matrices is None) == (row.matrix is None)
        if row.matrix is not None:
            step = by_number[row.by_matrices].shown[0].step
            assert (step.lhs, step.rhs) == row.matrix


def test_what_an_array_is_stands_in_the_table_of_names_with_its_shape(page: Document) -> None:
    network = page.derivation.network
    (table,) = (block for block in section(page, "notation").blocks if isinstance(block, Table))
    shapes = {}
    for _, names, _, shape in table.rows:
        shapes |= {p.expression: [s.expression for s in shape if isinstance(s, Formula)] for p in names if p != ", "}
    expected = (*network.inputs, *network.parameters, *network.targets, *network.definitions)
    assert {name: list(network.shape(name)) for name in expected} == shapes


def test_every_line_with_an_array_to_its_left_says_how_far_its_indices_run(page: Document) -> None:
    network = page.derivation.network
    steps = page.derivation.ledger.equations.values()
    first_lines = {step: network.ranges(step.lhs) for step in steps}
    first_lines |= {delta.definition: network.ranges(delta.of) for delta in page.derivation.deltas}
    for line in page.lines():
        if (ranges := first_lines.get(line.shown[0].step)) is not None:
            listed = [(letter, together.last) for together in line.ranges for letter in together.letters]
            assert listed == list(ranges)


# ---- about arrays only


@pytest.mark.parametrize("sentence", ["pill", "training set", "learning rate", "only path from", "No name needs one"])
def test_no_sentence_of_the_scalar_documents_appears_where_it_does_not_apply(page: Document, sentence: str) -> None:
    told = " ".join(p for b in page.blocks() if not isinstance(b, Display) for p in words_of(b) if isinstance(p, str))
    assert sentence not in told
    lefts = {shown.left for line in page.lines() for shown in line.shown}
    assert not any("E_all" in str(left) for left in lefts)


def test_what_is_said_of_signs_is_said_only_of_those_that_occur(page: Document) -> None:
    words = text_of(page)
    kronecker = any(step.rhs.has(sp.KroneckerDelta) for step in page.derivation.partials)
    assert (", else 0." in words) == kronecker
    forms = [shown.step for line in page.lines() for shown in line.shown if isinstance(shown.step.rule, MatrixForm)]
    assert ("A bold letter" in words) == bool(forms)
    for sign, sentence in (
        ("Hadamard", "element by element"),
        ("SoftmaxOfRows", "of each of its rows"),
        ("Ones", "vector of ones"),
    ):
        occurs = any(type(node).__name__ == sign for form in forms for node in sp.preorder_traversal(form.rhs))
        assert (sentence in words) == occurs, sign


def test_a_network_without_an_activation_has_no_section_on_it() -> None:
    page = told(derive(NETWORKS["softmax cross-entropy"]()))
    assert "activation" not in [found.key for found in page.sections]


# ---- what is assumed


def test_hypotheses_and_kinks_stand_in_the_notation_and_beside_the_lines_that_need_them() -> None:
    page = told(derive(NETWORKS["relu"]()))
    network = page.derivation.network
    ((left, right),) = network.hypotheses
    u = network.element(head(network.equations[0].name))
    said = {
        p.expression for block in section(page, "notation").blocks for p in words_of(block) if isinstance(p, Formula)
    }
    assert {sp.Eq(left, right, evaluate=False), sp.Ne(u, 0, evaluate=False)} <= said
    slope = page.derivation.partial("y", "u")
    (line,) = (line for line in page.lines() if line.shown[0].step is slope)
    assert Formula(sp.Ne(u, 0, evaluate=False)) in line.reason


def test_what_has_to_be_positive_is_assumed() -> None:
    page = told(derive(NETWORKS["layer norm"]()))
    said = [p for block in section(page, "notation").blocks for p in words_of(block) if isinstance(p, Formula)]
    assert any(isinstance(piece.expression, sp.Gt) for piece in said)


def test_evidence_for_some_sizes_only_says_for_which() -> None:
    derivation = derive(NETWORKS["two layers"]())
    proofs = proofs_of(derivation)
    step = derivation.deltas[0].steps[-1]
    sizes = ((("m", 2), ("n", 3)), (("m", 3), ("n", 2)))
    partly = replace(proofs.verdict(step), sizes=sizes)
    page = document(derivation, replace(proofs, verdicts={**proofs.verdicts, step: partly}))
    (table,) = (block for block in page.blocks() if isinstance(block, Evidence))
    told_evidence = ["".join(p for p in row.text if isinstance(p, str)) for row in table.rows]
    assert sum("Shown at m = 2, n = 3; at m = 3, n = 2, and not for other sizes." in row for row in told_evidence) == 1


# ---- nothing unproved


def test_a_step_that_is_not_proved_cannot_be_shown_and_a_matrix_form_is_left_out() -> None:
    derivation = derive(NETWORKS["two layers"]())
    proofs = proofs_of(derivation)
    step, form = derivation.deltas[0].steps[-1], derivation.matrix_forms[0]
    missing = Undecided(proofs.verdict(step).claim, "nothing is known")
    with pytest.raises(Unproved, match="nothing is known"):
        document(derivation, replace(proofs, verdicts={**proofs.verdicts, step: missing}))
    page = document(derivation, replace(proofs, verdicts={**proofs.verdicts, form: missing}))
    assert form not in {shown.step for line in page.lines() for shown in line.shown}


def test_a_closed_form_follows_what_it_is_equal_to_and_is_the_result() -> None:
    derivation = derive(NETWORKS["layer norm"]())
    delta = derivation.delta("u")
    claimed = derivation.claiming(delta.name, sp.expand(delta.value), "Multiplied out.")
    page = told(claimed)
    lines = list(page.lines())
    place = next(k for k, line in enumerate(lines) if line.shown[0].step is claimed.claims[0])
    assert lines[place].shown[0].continued
    assert lines[place].reason == ("Multiplied out.",)
    assert lines[place - 1].shown[0].step is delta.steps[-1]
    (table,) = (block for block in page.blocks() if isinstance(block, Results))
    assert sp.expand(delta.value) in [row.right for row in table.rows]


# ---- what the author says


def account(factor: int) -> Account:
    derivation = derive(NETWORKS["two layers"]())
    delta = derivation.deltas[-1]
    mistake = Mistake(delta.name, factor * delta.value, "A factor too much.")
    return Account(derivation, title="Twice", lead="What it is.", mistakes=(mistake,))


def test_a_mistake_is_shown_with_the_point_that_refutes_it() -> None:
    said = judged(account(2))
    assert all(isinstance(verdict, Refuted) for verdict in said.verdicts.values())
    page = document(said.account.derivation, proofs_of(said.account.derivation), said=said)
    words, refutation = section(page, "mistakes").blocks
    assert words == Paragraph(("A factor too much.",))
    assert isinstance(refutation, Refutation)
    assert refutation.witness[0].startswith("Refuted: the left side is ")
    assert Equals(name("K"), sp.Integer(2)) in refutation.witness
    assert page.title == "Twice"
    assert page.opening[1] == Paragraph(("What it is.",))


def test_what_is_right_cannot_be_shown_as_a_mistake() -> None:
    said = judged(account(1))
    derivation = said.account.derivation
    with pytest.raises(NotRefuted, match=r"(?s)is not refuted.*verdict +proved.*only what is refuted"):
        document(derivation, proofs_of(derivation), said=said)
    with pytest.raises(NotRefuted, match=r"verdict +none"):
        document(derivation, proofs_of(derivation), said=Judged(account(2), {}))


# ---- long derivations


def test_of_many_derivations_that_are_alike_only_the_first_is_told_step_by_step() -> None:
    page = told(derive(NETWORKS["LSTM"]()))
    shown = {shown.step for line in page.lines() for shown in line.shown}
    forget, take_in = page.derivation.gradient("b_f"), page.derivation.gradient("b_i")
    assert set(take_in.steps) <= shown
    assert [step in shown for step in forget.steps] == [False] * (len(forget.steps) - 1) + [True]
    (line,) = (line for line in page.lines() if line.shown[0].step is forget.steps[-1])
    (link,) = (piece for piece in line.reason if isinstance(piece, ToLine))
    (first,) = (line for line in page.lines() if line.number == link.numbers[0])
    assert first.shown[0].step is take_in.steps[-1]


# ---- second order


@pytest.mark.parametrize("network", [mlp(["n", "m", 1]), two_layer()], ids=["arrays", "numbers"])
def test_of_second_order_every_entry_and_every_component_is_shown(network: Network) -> None:
    derivation = derive(network, order=2)
    page = told(derivation)
    shown = {shown.step for line in page.lines() for shown in line.shown}
    second = derivation.second
    assert {entry.steps[-1] for entry in second.hessian.values()} <= shown
    assert set(second.hvp.components.values()) <= shown
    assert {step for delta in second.deltas for step in (delta.definition, *delta.steps)} <= shown
    assert {"hessian", "product"} <= {found.key for found in page.sections}


def test_of_first_order_there_is_no_section_on_the_second(perceptron: Document) -> None:
    assert not {"hessian", "product"} & {found.key for found in perceptron.sections}


def test_a_range_lists_small_numbers_and_leaves_out_the_middle_of_large_ones() -> None:
    assert Ranging((), sp.Integer(3)).values == (1, 2, 3)
    assert Ranging((), sp.Integer(4)).values == (1, None, 4)


def test_a_document_has_a_heading_for_each_delta_and_parameter(perceptron: Document) -> None:
    headings = [block.text for block in perceptron.blocks() if isinstance(block, Subheading)]
    count = len(perceptron.derivation.deltas) + len(perceptron.derivation.gradients)
    assert len(headings) == count
