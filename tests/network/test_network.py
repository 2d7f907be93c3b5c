"""The network: what it is made of, and what it refuses."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Eq

from symbackprop.errors import NetworkError, UnknownName
from symbackprop.network import ACTIVATIONS, LOSSES, LOSSES_OF_ONE_OUTPUT, Equation, Network, names, two_layer

x, w, b, u, y, z, t, E = names("x w b u y z t E")


def simple(**changes: object) -> dict[str, object]:
    return {"equations": [Eq(u, w * x + b), Eq(E, (u - t) ** 2)], "parameters": [w, b], "targets": [t], **changes}


def test_the_network_of_the_notes_has_their_names_and_equations() -> None:
    assert str(two_layer()).splitlines() == [
        "u_1 = b_1 + w_11*x_1 + w_12*x_2",
        "u_2 = b_2 + w_21*x_1 + w_22*x_2",
        "y_1 = sigmoid(u_1)",
        "y_2 = sigmoid(u_2)",
        "s = c + v_1*y_1 + v_2*y_2",
        "z = sigmoid(s)",
        "E = (-t + z)**2/2",
    ]
    assert [p.name for p in two_layer().parameters] == ["v_1", "v_2", "c", "w_11", "w_12", "b_1", "w_21", "w_22", "b_2"]
    assert two_layer().inputs == names("x_1 x_2")


def fits(activation: str, loss: str) -> bool:
    row = LOSSES[loss]
    return row.outputs is not None or activation == "any" or ACTIVATIONS[activation].outputs.is_subset(row.domain)


PAIRS = [(activation, loss) for activation in [*ACTIVATIONS, "any"] for loss in LOSSES_OF_ONE_OUTPUT]


@pytest.mark.parametrize(("activation", "loss"), [pair for pair in PAIRS if fits(*pair)])
def test_an_activation_whose_outputs_the_loss_takes_meets_it(activation: str, loss: str) -> None:
    network = two_layer(activation, loss)
    assert network.loss_row is LOSSES[loss]
    assert network.equation("y_1").activation.name == activation


@pytest.mark.parametrize(("activation", "loss"), [pair for pair in PAIRS if not fits(*pair)])
def test_an_activation_whose_outputs_the_loss_cannot_take_is_told_which_output_can(activation: str, loss: str) -> None:
    with pytest.raises(NetworkError, match="choose output="):
        two_layer(activation, loss)
    assert two_layer(activation, loss, output="sigmoid").equation("z").activation.name == "sigmoid"


def test_symbols_with_other_assumptions_are_the_same_names() -> None:
    plain = sp.symbols("x w b u t E")
    positive = sp.Symbol("w", positive=True)
    X, W, B, U, T, LOSS = plain
    network = Network([Eq(U, positive * X + B), Eq(LOSS, (U - T) ** 2)], parameters=[W, "b"], targets=[T])
    assert network == Network(**simple())
    assert hash(network) == hash(Network(**simple()))


def test_inputs_are_what_is_neither_defined_nor_listed() -> None:
    assert Network(**simple()).inputs == (x,)
    assert Network(**simple(parameters=[w])).inputs == (b, x)


def test_depth_is_the_longest_way_down() -> None:
    assert {str(k): v for k, v in two_layer().depth.items()} == {
        "u_1": 1, "u_2": 1, "y_1": 2, "y_2": 2, "s": 3, "z": 4, "E": 5
    }  # fmt: skip


REFUSED = {
    "no equations": (simple(equations=[]), "the network has no equations"),
    "read before defined": (
        simple(equations=[Eq(u, w * y + b), Eq(y, x), Eq(E, u - t)]),
        "u reads y, which no earlier equation defines\n    equation 1 of 3",
    ),
    "circle": (
        simple(equations=[Eq(u, w * y + b), Eq(y, u), Eq(E, y - t)]),
        "u is defined by itself: u reads y reads u\n    equation 1 of 3   u = b + w*y\n    equation 2 of 3   y = u",
    ),
    "reads itself": (simple(equations=[Eq(u, w * u + b), Eq(E, u - t)]), "u is defined by itself: u reads u"),
    "defined twice": (simple(equations=[Eq(u, w), Eq(u, b), Eq(E, u)]), "u is defined twice"),
    "defined parameter": (simple(equations=[Eq(w, x), Eq(E, w * b)]), "w is a parameter and defined by an equation"),
    "defined target": (simple(equations=[Eq(t, w * x * b), Eq(E, t)]), "t is a target and defined by an equation"),
    "parameter and target": (simple(targets=[w]), "w: both a parameter and a target"),
    "idle parameter": (simple(parameters=[w, b, z]), "the loss E does not depend on the parameter z"),
    "matrix loss": (
        {"equations": [Equation(E, sp.Matrix([w, x]))], "parameters": [w]},
        "the loss is not a real scalar expression",
    ),
    "infinite": (simple(equations=[Eq(u, w + b), Eq(E, u * sp.oo)]), "the loss is not a real scalar expression"),
    "no equation": (simple(equations=[w + x]), "is not an equation"),
    "trivial equation": (simple(equations=[Eq(w, w)]), "SymPy turns Eq(a, a) into True"),
    "left side no name": (simple(equations=[Eq(u + 1, w)]), "the left side of u + 1 = w is not a name"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_network_is_refused_with_fact_and_way_out(case: str) -> None:
    arguments, fact = REFUSED[case]
    with pytest.raises(NetworkError) as caught:
        Network(**arguments)
    lines = str(caught.value).splitlines()
    assert fact in str(caught.value)
    assert len(lines) > 1, "the way out is missing"
    assert all(line.startswith("    ") for line in lines[1:])


def test_a_misread_name_is_answered_with_the_nearest_defined_one() -> None:
    y_1, y_2, y_3, s, c = names("y_1 y_2 y_3 s c")
    with pytest.raises(NetworkError, match="did you mean y_2") as caught:
        Network([Eq(y_1, w), Eq(y_2, w), Eq(s, c + y_1 + y_3), Eq(y_3, w), Eq(E, s)], parameters=[w, c])
    assert "defined so far    y_1, y_2" in str(caught.value)


@pytest.mark.parametrize(
    ("choose", "near"),
    [
        (lambda: two_layer("sigmoit"), "did you mean sigmoid?"),
        (lambda: two_layer(loss="half_squared_eror"), "did you mean half_squared_error?"),
        (lambda: two_layer().parameter("w_1l"), "did you mean w_"),
        (lambda: two_layer().equation("y_3"), "did you mean y_"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(choose: object, near: str) -> None:
    with pytest.raises(UnknownName) as caught:
        choose()
    assert near in str(caught.value)
    assert "available" in str(caught.value)
