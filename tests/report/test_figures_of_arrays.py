"""The figure of an indexed network: all of it is drawn, nothing lies on anything else, and it fits or is left out."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from symbackprop.calculus import Derivation, derive
from symbackprop.errors import SymbackpropError
from symbackprop.network import given, layer, mlp, sequential
from symbackprop.network.indices import head
from symbackprop.report.blocks import Figure, Paragraph
from symbackprop.report.document import Document
from symbackprop.report.figures import Scene, lettering
from symbackprop.report.figures.arrays import arrays, how_to_read
from symbackprop.report.figures.layering import Layering, Stop
from symbackprop.report.figures.nodes import SIZE
from symbackprop.report.figures.routing import along, overlap
from symbackprop.report.figures.scene import Bezier, Box, Label, Polyline
from symbackprop.report.figures.spacing import across, spaced
from symbackprop.report.figures.wiring import Wiring, units
from symbackprop.report.palette import notation_for

TALLEST = 225


def scene_of(derivation: Derivation) -> Scene:
    return arrays(derivation, notation_for(derivation))


@pytest.fixture
def scene(drawn: Document) -> Scene:
    return scene_of(drawn.derivation)


def of_kind(scene: Scene, kind: type) -> list:
    return [shape for shape in scene.shapes() if type(shape) is kind]


def lettered(label: Label, scene: Scene) -> tuple[float, float, float, float]:
    """What the letters of a label cover."""
    size = SIZE * (0.8 if label.small else 1.0)
    half = size * lettering.width(label.content, scene.notation) / 2
    x = label.point[0] + {"middle": 0.0, "start": half, "end": -half}[label.anchor]
    return x - half, label.point[1] - 0.36 * size, x + half, label.point[1] + 0.36 * size


def sides(box: Box) -> tuple[float, float, float, float]:
    (x, y), half, rise = box.centre, box.width / 2, box.height / 2
    return x - half, y - rise, x + half, y + rise


# ---- what is drawn


def test_every_array_is_in_one_box_and_every_delta_at_its_own(drawn: Document, scene: Scene) -> None:
    derivation = drawn.derivation
    network = derivation.network
    shown = [str(label.content) for label in of_kind(scene, Label)]
    arrays_and_deltas = {*network.symbols, *(head(delta.name) for delta in derivation.deltas)}
    stubs = Wiring(derivation).stubs.values()
    for symbol in arrays_and_deltas:
        entering = sum(symbol in found for found in stubs)
        wanted = entering or 1
        cut = [text for text in shown if text.endswith("…") and symbol.name.startswith(text[:-1])]
        assert shown.count(str(symbol)) == wanted or cut, symbol
    flows = [curve for curve in of_kind(scene, Bezier) if curve.pen == "flow"]
    assert len(flows) == len(derivation.deltas)


def test_a_way_leads_from_every_array_to_what_reads_it(told_of_arrays: Document) -> None:
    wiring = Wiring(told_of_arrays.derivation)
    after = wiring.layering.after
    for unit, sources in wiring.layering.reads.items():
        for source in sources:
            seen, pending = set(), [wiring.layering.places[source]]
            while pending:
                stop = pending.pop()
                seen.add(stop)
                pending += [other for other in after.get(stop, ()) if other.unit in (source, unit)]
            assert wiring.layering.places[unit] in seen


def test_the_boxes_are_read_off_the_readers() -> None:
    network = mlp(["n", "m", 1], loss="binary_cross_entropy_logits")  # E reads s, so that z has a box of its own
    assert [tuple(map(str, unit)) for unit in units(network)] == [("x",), ("u", "y"), ("s",), ("z",), ("t",), ("E",)]


def test_a_box_stands_after_all_it_reads_and_what_is_given_just_before(told_of_arrays: Document) -> None:
    layering = Wiring(told_of_arrays.derivation).layering
    place = {unit: stop.layer for unit, stop in layering.places.items()}
    for unit, sources in layering.reads.items():
        assert all(place[source] < place[unit] for source in sources)
    for unit in layering.given:
        readers = [place[other] for other, sources in layering.reads.items() if unit in sources]
        assert place[unit] == min(readers) - 1


# ---- nothing lies on anything else


def test_no_two_boxes_touch(scene: Scene) -> None:
    for first, second in combinations(map(sides, of_kind(scene, Box)), 2):
        assert not overlap(tuple(a + d for a, d in zip(first, (-1, -1, 1, 1), strict=True)), second)


def test_no_link_and_no_delta_passes_through_a_box(scene: Scene) -> None:
    boxes = [
        tuple(a + d for a, d in zip(sides(box), (0.2, 0.2, -0.2, -0.2), strict=True)) for box in of_kind(scene, Box)
    ]
    lines = [line for line in (*of_kind(scene, Polyline), *of_kind(scene, Bezier)) if line.pen in ("edge", "flow")]
    for line in lines:
        for x, y in (along(line, step / 60) for step in range(61)):
            assert not any(left < x < right and top < y < bottom for left, top, right, bottom in boxes)


def test_no_letters_cover_others_or_a_box_they_are_not_in(scene: Scene) -> None:
    labels = [lettered(label, scene) for label in of_kind(scene, Label)]
    for first, second in combinations(labels, 2):
        assert not overlap(first, second)
    for label in labels:
        for box in map(sides, of_kind(scene, Box)):
            inside = box[0] <= label[0] and label[2] <= box[2] and box[1] <= label[1] and label[3] <= box[3]
            assert inside or not overlap(label, box)


def test_a_figure_fits_on_a_page(scene: Scene) -> None:
    assert scene.width <= 171
    assert scene.height <= TALLEST


# ---- where there is no room


def test_a_network_too_large_to_be_drawn_is_told_in_words_and_not_drawn() -> None:
    derivation = derive(sequential(given("x", i="n"), layer("recurrent", units="m", steps=40)))
    notation = notation_for(derivation)
    assert how_to_read(derivation, notation) is None
    with pytest.raises(SymbackpropError, match="no room to draw"):
        arrays(derivation, notation)


def test_the_document_says_why_there_is_no_figure(told_of_arrays: Document) -> None:
    figures = [block for block in told_of_arrays.opening if isinstance(block, Figure)]
    words = [piece for block in told_of_arrays.opening if isinstance(block, Paragraph) for piece in block.text]
    assert bool(figures) != any("too many for a figure" in str(piece) for piece in words)


# ---- layers


def chain(*names: str) -> Layering:
    units_of = [(name,) for name in names]
    reads = {unit: tuple(units_of[max(place - 1, 0) : place]) for place, unit in enumerate(units_of)}
    return Layering(reads, frozenset(units_of[:1]))


def test_a_link_over_several_layers_has_a_lane_in_each_and_shares_it() -> None:
    a, b, c, d = (("a",), ("b",), ("c",), ("d",))
    layering = Layering({a: (), b: (a,), c: (b, a), d: (c, a)}, frozenset([a]))
    lanes = [stop for layer in layering.layers for stop in layer if layering.is_lane(stop)]
    assert sorted(lanes) == [Stop(a, 1), Stop(a, 2)]


def test_a_chain_is_level() -> None:
    places = across(chain("a", "b", "c", "d"), lambda unit: (3, 5), 1)
    assert max(map(abs, places.values())) < 1e-9


@pytest.mark.parametrize("seed", range(20))
def test_places_keep_their_order_and_distance_and_are_as_near_as_can_be(seed: int) -> None:
    """No small move of a run of places that keeps the distances makes the squared distance smaller."""
    wanted = [float((7 * seed + 13 * k * k) % 31) for k in range(6)]
    apart, weights = [1.0 + (seed + k) % 3 for k in range(5)], [1.0 + (seed * k) % 2 for k in range(6)]
    found = spaced(wanted, apart, weights)
    assert all(right - left >= gap - 1e-9 for (left, right), gap in zip(pairwise(found), apart, strict=True))

    def cost(places: list[float]) -> float:
        return sum(w * (place - wish) ** 2 for place, wish, w in zip(places, wanted, weights, strict=True))

    for start in range(6):
        for end in range(start + 1, 7):
            for step in (-1e-4, 1e-4):
                moved = [place + step * (start <= k < end) for k, place in enumerate(found)]
                if all(right - left >= gap for (left, right), gap in zip(pairwise(moved), apart, strict=True)):
                    assert cost(moved) >= cost(found)


def test_the_same_network_gives_the_same_figure() -> None:
    first, second = (derive(mlp(["n", "m", "K"])) for _ in range(2))
    assert scene_of(first) == scene_of(second)
