"""Updates: w ← w − η ∂E/∂w is right in every spelling, wrong with its sign turned, and undecided with more in it."""

from __future__ import annotations

from checked import checked_together

STEPS = [
    r"w_{11} \leftarrow w_{11} - \eta G",
    r"w_{11} = w_{11} - \eta G",
    r"w_{11} := w_{11} - \eta G",
    r"w_{11}^+ = w_{11} - \eta G",
    r"w_{11}^{+} = w_{11} - \eta \cdot G",
    r"w_{11}^{new} = w_{11}^{old} - \eta G",
    r"w_{11}^{\text{new}} = w_{11} - \eta G",
    r"w_{11}(t+1) = w_{11}(t) - \eta G",
    r"w_{11}^{(t+1)} = w_{11}^{(t)} - \eta G",
    r"w_{11} \leftarrow - \eta G + w_{11}",
]
GRADIENTS = [
    r"\frac{\partial E}{\partial w_{11}}",
    r"\delta_1 x_1",
    r"\delta_{out} v_1 y_1 (1-y_1) x_1",
    r"\frac{\partial E}{\partial u_1} x_1",
]
WRONG = [r"\frac{\partial E}{\partial w_{12}}", r"\delta_1 x_2", r"\delta_2 x_1", r"\delta_{out} v_1 x_1"]


DOWN = [step.replace("G", GRADIENTS[0]) for step in STEPS] + [STEPS[0].replace("G", form) for form in GRADIENTS]
UP = [text.replace(r"- \eta", r"+ \eta") for text in DOWN]


def words(texts: list[str]) -> set[tuple[str, str]]:
    return {(finding.kind, finding.word) for finding in checked_together(texts).values()}


def test_every_spelling_of_the_step_down_is_proved_whatever_form_the_gradient_has() -> None:
    assert words(DOWN) == {("update rule", "proved")}


def test_every_spelling_of_the_step_up_is_refuted_and_its_sign_is_named() -> None:
    for finding in checked_together(UP).values():
        assert (finding.kind, finding.word) == ("update rule", "refuted")
        assert finding.diagnosis is not None
        assert finding.diagnosis.sentence == "the sign of the step is wrong"
        assert finding.diagnosis.proof is not None


def test_another_gradient_is_refuted() -> None:
    found = checked_together([STEPS[0].replace("G", gradient) for gradient in WRONG]).values()
    assert {(finding.kind, finding.word, finding.diagnosis) for finding in found} == {("update rule", "refuted", None)}


OTHERS = [
    r"w_{11} \leftarrow w_{11} + \eta",
    r"w_{11} \leftarrow w_{11} + \eta x_1",
    r"w_{11} \leftarrow w_{11} - \eta (\frac{\partial E}{\partial w_{11}} + 0.1 w_{11})",
    r"w_{11} \leftarrow 0.9 w_{11} - \eta \frac{\partial E}{\partial w_{11}}",
    r"w_{11} \leftarrow w_{11} - \frac{\partial E}{\partial w_{11}}",
    r"w_{11} \leftarrow w_{11}",
]


def test_a_step_of_another_method_is_neither_right_nor_wrong() -> None:
    assert words(OTHERS) == {("update rule", "undecided")}


def test_any_parameter_has_the_rule() -> None:
    assert words([r"w \leftarrow w - \eta \frac{\partial E}{\partial w}"]) == {("update rule", "proved")}
    assert words([r"w \leftarrow w + \eta \frac{\partial E}{\partial w}"]) == {("update rule", "refuted")}


def test_a_definition_is_no_assignment() -> None:
    assert words([r"s = c + v_1 y_1 + v_2 y_2"]) == {("definition", "proved")}
    assert words([r"c = s - v_1 y_1 - v_2 y_2"]) == {("claim", "proved")}
