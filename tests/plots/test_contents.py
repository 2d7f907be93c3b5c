"""What is drawn is what is the case: curves pass through the values, boundaries separate, areas carry their values."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy as sp
from matplotlib.figure import Figure

from symbackprop.errors import ShapeError
from symbackprop.network import ACTIVATIONS, LOSSES, Activation, Loss, mlp, two_layer
from symbackprop.network.activation import U
from symbackprop.network.functions import NamedFunction
from symbackprop.plots import (
    Plot,
    decision_boundaries,
    landscape,
    loss_against_output,
    loss_curve,
    separation,
    value_and_slope,
)
from symbackprop.plots.ground import _depth
from symbackprop.training import Landscape, TrainingError, train, xor_data


def drawn(plot: Plot) -> Any:
    figure = Figure()
    plot.draw(figure)
    return figure


def number(expression: sp.Expr) -> float:
    while named := expression.atoms(NamedFunction):
        expression = expression.xreplace({function: function.spelled() for function in named})
    return float(sp.N(expression))


@pytest.mark.parametrize("row", ACTIVATIONS.values(), ids=lambda row: row.name)
def test_the_curves_of_an_activation_pass_through_its_values_and_slopes(row: Activation) -> None:
    (axes,) = drawn(value_and_slope(row)).axes
    curves = [line for line in axes.lines if len(line.get_xdata()) > 10]
    assert len(curves) == 2 * (len(row.kinks) + 1)
    for place, line in enumerate(curves):
        expression = (row.value, row.slope_in_argument)[place % 2]
        for x, y in list(zip(line.get_xdata(), line.get_ydata(), strict=True))[5:-5:29]:
            assert y == pytest.approx(number(expression.xreplace({U: sp.Rational(float(x))})), abs=1e-9)


@pytest.mark.parametrize("row", ACTIVATIONS.values(), ids=lambda row: row.name)
def test_every_kink_of_an_activation_is_marked(row: Activation) -> None:
    (axes,) = drawn(value_and_slope(row)).axes
    assert [text.get_text() for text in axes.texts].count("kink") == len(row.kinks)


@pytest.mark.parametrize("row", LOSSES.values(), ids=lambda row: row.name)
def test_the_curves_of_a_loss_pass_through_its_values(row: Loss) -> None:
    (axes,) = drawn(loss_against_output(row)).axes
    targets = {text.get_text() for text in axes.texts} - {"kink"}
    assert targets == ({"$t = -1$", "$t = 1$"} if row.name == "hinge" else {"$t = 0$", "$t = 1$"})
    line = next(line for line in axes.lines if len(line.get_xdata()) > 10)
    for x, y in list(zip(line.get_xdata(), line.get_ydata(), strict=True))[::37]:
        value = row.of(row.argument, sp.Integer(1)).xreplace({row.argument: sp.Rational(float(x))})
        assert y == pytest.approx(number(value), abs=1e-9)


def test_the_loss_curve_is_the_losses_and_names_the_last() -> None:
    history = train(two_layer(), xor_data(), 2, epochs=30, seed=5)
    (axes,) = drawn(loss_curve(history)).axes
    assert np.array_equal(axes.lines[0].get_ydata(), history.losses)
    assert [text.get_text() for text in axes.texts] == [f"{history.losses[-1]:.3g}"]


def test_a_run_that_diverged_says_so() -> None:
    history = train(two_layer("identity"), xor_data(), 5, epochs=30)
    (axes,) = drawn(loss_curve(history)).axes
    assert [text.get_text() for text in axes.texts] == ["diverged"]
    assert "training diverged" in loss_curve(history).alt


def test_the_boundaries_begin_at_the_start_and_end_with_the_last_epoch() -> None:
    history = train(two_layer(), xor_data(), 2, epochs=1000, seed=5)
    figure = drawn(decision_boundaries(history))
    titles = [axes.texts[0].get_text() for axes in figure.axes]
    assert titles[0] == "epoch 0"
    assert titles[-1] == "epoch 1000"
    assert len(titles) == 4
    discs, squares = figure.axes[0].lines[-2:]
    assert sorted(map(tuple, discs.get_xydata())) == [(0, 1), (1, 0)]
    assert sorted(map(tuple, squares.get_xydata())) == [(0, 0), (1, 1)]
    assert discs.get_marker() != squares.get_marker()


def test_boundaries_of_chosen_epochs_of_a_network_of_arrays() -> None:
    history = train(mlp([2, 3, 1]), xor_data(), 2, epochs=10)
    assert len(drawn(decision_boundaries(history, epochs=[0, 10])).axes) == 2
    with pytest.raises(TrainingError, match="the parameters after epoch 11 were not kept"):
        decision_boundaries(history, epochs=[11])


def test_boundaries_need_a_plane() -> None:
    history = train(mlp([3, 2, 1]), (np.eye(3), np.ones(3)), 1, epochs=1)
    with pytest.raises(ShapeError, match=r"inputs \(3, 3\), targets \(3,\)"):
        decision_boundaries(history)


def test_a_landscape_of_few_values_names_each_of_them_inside_its_area() -> None:
    across = np.linspace(0, 1, 9)
    losses = np.where(across[None, :] + across[:, None] > 1, 0.5, 1.0)
    ground = Landscape(("w_11", "w_12"), across, across, losses, np.empty((0, 2)), "E")
    (axes,) = drawn(landscape(ground)).axes
    for text in axes.texts:
        x, y = text.xy
        assert text.get_text() == f"$E = {0.5 if x + y > 1 else 1:g}$"
    assert len(axes.texts) == 2
    assert "takes only 2 values, constant on pieces" in landscape(ground).alt


def test_the_depth_of_a_cell_is_how_far_it_is_from_the_border_of_its_area() -> None:
    inside = np.array([[1, 1, 1, 0], [1, 1, 1, 0], [1, 1, 1, 0]], dtype=bool)
    assert _depth(inside).tolist() == [[1, 1, 1, 0], [1, 2, 1, 0], [1, 1, 1, 0]]


def test_the_path_goes_from_a_ring_to_a_disc() -> None:
    across = np.linspace(0, 1, 9)
    path = np.array([[0.1, 0.2], [0.5, 0.4], [0.9, 0.9]])
    ground = Landscape(("a", "b"), across, across, np.add.outer(across, across**2), path, "E")
    (axes,) = drawn(landscape(ground)).axes
    whole, ring, disc = axes.lines
    assert np.array_equal(whole.get_xydata(), path)
    assert np.array_equal(ring.get_xydata(), path[:1])
    assert np.array_equal(disc.get_xydata(), path[-1:])
    assert ring.get_markerfacecolor() != disc.get_markerfacecolor()


def test_the_line_of_a_separation_is_where_the_sum_is_zero() -> None:
    table = SimpleNamespace(variables=("x_1", "x_2"), values=(0, 0, 0, 1))
    line = SimpleNamespace(weights=(2, 1), bias=-2)
    (axes,) = drawn(separation(table, line)).axes
    (border,) = [item for item in axes.collections if len(item.get_facecolor()) == 0]
    for x, y in np.concatenate([path.vertices for path in border.get_paths()]):
        assert 2 * x + y - 2 == pytest.approx(0, abs=1e-12)


def test_where_no_line_separates_the_plot_says_so() -> None:
    plot = separation(SimpleNamespace(variables=("x_1", "x_2"), values=(0, 1, 1, 0)))
    (axes,) = drawn(plot).axes
    assert axes.get_title() == "no line separates them"
    assert plot.alt.endswith("No line separates the two kinds.")


def test_a_table_of_three_variables_has_no_plane() -> None:
    with pytest.raises(ShapeError, match="3 variables, 8 values"):
        separation(SimpleNamespace(variables=("A", "B", "C"), values=(0,) * 8))
