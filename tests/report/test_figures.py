"""Figures: what is drawn is the network, nothing lies on anything else, both formats draw the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import exp, tanh
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sympy import Eq

from symbackprop.calculus import Derivation, derive
from symbackprop.errors import SymbackpropError
from symbackprop.network import ACTIVATIONS, Activation, Network, names, two_layer, unspecified
from symbackprop.network.indices import head
from symbackprop.report.blocks import Figure
from symbackprop.report.document import Document
from symbackprop.report.figures import FIGURES, Scene, scene, svg, tikz
from symbackprop.report.figures.curves import Curves
from symbackprop.report.figures.graph import Graph
from symbackprop.report.figures.layers import columns, crossings, sources, units
from symbackprop.report.figures.routing import along, frame, overlap
from symbackprop.report.figures.scene import Bezier, Box, Disc, Label, Polyline
from symbackprop.report.palette import ROLES, notation_for, roles

SVG = "{http://www.w3.org/2000/svg}"


def drawn(document: Document) -> Iterator[tuple[Figure, Scene]]:
    for block in document.blocks():
        if isinstance(block, Figure):
            yield block, scene(block, document.notation)


def drawn_of(derivation: Derivation) -> Scene:
    return scene(Figure("n", "network", (), derivation), notation_for(derivation))


def network_of(document: Document) -> Scene:
    return next(found for figure, found in drawn(document) if figure.kind == "network")


def of_kind(found: Scene, kind: type[Any]) -> list[Any]:
    return [shape for shape in found.shapes() if type(shape) is kind]


def within(point: tuple[float, float], box: Box) -> bool:
    (x, y), half, rise = box.centre, box.width / 2, box.height / 2
    return abs(point[0] - x) < half - 0.1 and abs(point[1] - y) < rise - 0.1


# ---- what is drawn


def test_every_name_of_the_notes_is_drawn_once(two_two_one: Document) -> None:
    network = two_two_one.derivation.network
    shown = [str(label.content) for label in of_kind(network_of(two_two_one), Label)]
    deltas = [delta.name for delta in two_two_one.derivation.deltas]
    assert sorted(shown) == sorted(map(str, (*network.symbols, *deltas)))


def test_an_arrow_is_drawn_for_every_name_an_equation_reads(two_two_one: Document) -> None:
    arrows = [line for line in of_kind(network_of(two_two_one), Polyline) if line.arrow]
    # four weights, two biases, v_1, v_2 and c, the edge to the loss, the edge from the target
    assert len(arrows) == 4 + 2 + 3 + 1 + 1


def test_every_delta_ends_at_its_preactivation(told_of_numbers: Document) -> None:
    graph = Graph(told_of_numbers.derivation, told_of_numbers.notation)
    flows = [curve for curve in of_kind(network_of(told_of_numbers), Bezier) if curve.pen == "flow"]
    shown = [delta for delta in told_of_numbers.derivation.deltas if delta.of in graph.nodes]
    assert len(flows) == len(shown)
    for delta, curve in zip(shown, flows, strict=True):
        node = graph.nodes[delta.of]
        x, y = node.place(delta.of)
        end = curve.points[-1]
        assert abs(end[0] - x) < node.width / 4
        assert abs(abs(end[1] - y) - 4.2) < 1e-9
        assert curve.role == roles(told_of_numbers.derivation)[delta.name.name]


def test_a_unit_stands_right_of_all_it_reads(told_of_numbers: Document) -> None:
    network = told_of_numbers.derivation.network
    column = {unit: place for place, found in enumerate(columns(network)) for unit in found}
    assert set(column) == set(units(network))
    owner = {name: unit for unit in column for name in unit}
    for unit, place in column.items():
        assert all(column[owner[name]] < place for name in sources(unit, network))


def test_crossings_fall_where_they_can() -> None:
    x, y, u, v, p, q, w, a, E = names("x y u v p q w a E")
    crossed = Network([Eq(u, w * y), Eq(v, a * x), Eq(p, u), Eq(q, v), Eq(E, p * q)], parameters=[w, a])
    links = [((y,), (u,)), ((x,), (v,)), ((u,), (p,)), ((v,), (q,))]
    assert crossings([[(x,), (y,)], [(u,), (v,)], [(p,), (q,)], [(E,)]], links) == 1
    assert crossings(columns(crossed), links) == 0


def test_of_many_units_the_first_two_and_the_last_are_drawn() -> None:
    x, t, E = names("x t E")
    many = names(" ".join(f"h_{place}" for place in range(1, 10)))
    weights = names(" ".join(f"w_{place}" for place in range(1, 10)))
    wide = Network(
        [*(Eq(h, w * x) for h, w in zip(many, weights, strict=True)), Eq(E, (sum(many) - t) ** 2)],
        parameters=weights,
        targets=[t],
    )
    shown = {str(label.content) for label in of_kind(drawn_of(derive(wide)), Label)}
    assert {"h_1", "h_2", "h_9", "⋮"} <= shown
    assert "h_3" not in shown


# ---- nothing lies on anything else


def test_no_two_nodes_touch(told: Document) -> None:
    for _, found in drawn(told):
        for first, second in combinations(of_kind(found, Box), 2):
            across = abs(first.centre[0] - second.centre[0]) - (first.width + second.width) / 2
            down = abs(first.centre[1] - second.centre[1]) - (first.height + second.height) / 2
            assert max(across, down) > 1


def test_no_edge_passes_through_a_node(told_of_numbers: Document) -> None:
    found = network_of(told_of_numbers)
    boxes = of_kind(found, Box)
    for edge in (*of_kind(found, Polyline), *of_kind(found, Bezier)):
        inside = [along(edge, step / 50) for step in range(3, 48)]
        assert not [box for box in boxes for point in inside if within(point, box)]


def test_no_weight_covers_another_or_a_node(told_of_numbers: Document) -> None:
    found = network_of(told_of_numbers)
    patches = [frame(label, found.notation) for label in of_kind(found, Label) if label.patch]
    boxes = [
        (b.centre[0] - b.width / 2, b.centre[1] - 4.2, b.centre[0] + b.width / 2, b.centre[1] + 4.2)
        for b in of_kind(found, Box)
    ]
    for place, patch in enumerate(patches):
        assert not any(overlap(patch, other) for other in (*patches[:place], *boxes))


def test_everything_is_inside_the_frame(told: Document) -> None:
    for _, found in drawn(told):
        right, bottom = found.left + found.width, found.top + found.height
        points = [point for line in of_kind(found, Polyline) for point in line.points]
        points += [curve.at(step / 9) for curve in of_kind(found, Bezier) for step in range(10)]
        points += [disc.centre for disc in of_kind(found, Disc)]
        for label in of_kind(found, Label):
            x1, y1, x2, y2 = frame(label, found.notation)
            points += [(x1, y1), (x2, y2)]
        assert all(found.left <= x <= right and found.top <= y <= bottom for x, y in points)


def test_no_figure_is_wider_than_the_page(told: Document) -> None:
    for _, found in drawn(told):
        assert found.width <= 171


# ---- lighting


def test_a_path_is_lit_from_its_parameter_to_the_loss(two_two_one: Document) -> None:
    place = two_two_one.derivation.network.parameters.index(two_two_one.derivation.network.parameter("w_11"))
    lit = [part for part in network_of(two_two_one).parts if part.on and place in part.on]
    shown = {str(shape.content) for part in lit for shape in part.shapes if isinstance(shape, Label)}
    assert shown == {"x_1", "w_11", "u_1", "y_1", "v_1", "s", "z", "E", "delta_out", "delta_1"}


# ---- colours


def test_three_deltas_have_a_colour_each_and_more_have_one_for_each_layer(told: Document) -> None:
    derivation = told.derivation
    found = [roles(derivation)[head(delta.name).name] for delta in derivation.deltas]
    depths = [derivation.network.depth[head(delta.of)] for delta in derivation.deltas]
    alike = found if len(found) <= 3 else depths
    assert len(set(found)) == min(len(set(alike)), len(ROLES))
    assert found[:1] == ["da"][: len(found)]


# ---- plots


@pytest.mark.parametrize("row", ACTIVATIONS.values(), ids=ACTIVATIONS.keys())
def test_the_dashed_curve_is_the_slope_of_the_solid_one(row: Activation) -> None:
    """Between two arguments the function rises as steeply as its slope says somewhere between them."""
    curves = Curves(row)
    for value, slope in zip(curves.value, curves.slope, strict=True):
        for (x1, y1), (x2, y2) in pairwise(value):
            slopes = [steepness for x, steepness in slope if x1 - 1e-9 <= x <= x2 + 1e-9] or [slope[0][1]]
            assert min(slopes) - 0.01 <= (y2 - y1) / (x2 - x1) <= max(slopes) + 0.01


def test_sigmoid_and_tanh_are_what_the_mathematics_library_says() -> None:
    for name, oracle in (("sigmoid", lambda x: 1 / (1 + exp(-x))), ("tanh", tanh)):
        for x, y in Curves(ACTIVATIONS[name]).value[0]:
            assert abs(y - oracle(x)) < 1e-11


def test_the_slope_is_broken_at_a_kink() -> None:
    assert [len(Curves(ACTIVATIONS[name]).slope) for name in ("sigmoid", "relu", "step")] == [1, 2, 2]


def test_a_function_that_is_not_specified_has_no_graph() -> None:
    with pytest.raises(SymbackpropError, match="g has no graph: it stands for any differentiable function"):
        Curves(unspecified())


# ---- formats


def test_svg_is_well_formed_and_says_what_it_shows(told: Document) -> None:
    for _, found in drawn(told):
        root = ET.fromstring(svg.draw(found))
        assert root.get("role") == "img"
        assert root.get("aria-label")
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {"svg", "g", "path", "rect", "circle", "text", "tspan"}


def test_both_formats_draw_the_same_boxes(told: Document) -> None:
    for _, found in drawn(told):
        root = ET.fromstring(svg.draw(found))
        rectangles = [r for r in root.iter(f"{SVG}rect") if r.get("class") == "box"]
        in_svg = [(float(r.attrib["x"]) / svg.UNIT, float(r.attrib["width"]) / svg.UNIT) for r in rectangles]
        corners = re.findall(r"\\path\[box.*?\((\S+?),\S+?\) rectangle \((\S+?),", tikz.draw(found))
        in_tikz = [(float(left), float(right) - float(left)) for left, right in corners]
        assert len(in_svg) == len(in_tikz)
        for first, second in zip(in_svg, in_tikz, strict=True):
            assert all(abs(a - b) < 0.06 for a, b in zip(first, second, strict=True))


def test_hostile_names_are_text_in_svg_and_harmless_in_tikz(strange: Document) -> None:
    for _, found in drawn(strange):
        assert "<script" not in svg.draw(found)
        assert r"\input" not in tikz.draw(found)


def test_there_is_a_scene_for_every_kind_of_figure(two_two_one: Document) -> None:
    kinds = {figure.kind for figure, _ in drawn(two_two_one)}
    assert kinds == set(FIGURES) - {"arrays"}


def test_the_same_network_gives_the_same_drawing() -> None:
    first, second = (drawn_of(derive(two_layer())) for _ in range(2))
    assert svg.draw(first) == svg.draw(second)
    assert tikz.draw(first) == tikz.draw(second)
