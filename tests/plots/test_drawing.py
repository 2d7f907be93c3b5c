"""A plot is drawn the same way every time, as text for any page, with and without matplotlib in reach."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from symbackprop.network import ACTIVATIONS, LOSSES, two_layer, unspecified
from symbackprop.plots import (
    Plot,
    PlotsUnavailable,
    decision_boundaries,
    landscape,
    loss_against_output,
    loss_curve,
    pdf,
    separation,
    svg,
    value_and_slope,
)
from symbackprop.plots.palette import DARK
from symbackprop.report.palette import ROLES
from symbackprop.training import landscape as ground
from symbackprop.training import landscape_along, perceptron_rule, stepped, train, xor_data

XHTML = "{http://www.w3.org/2000/svg}"


def plots() -> Iterator[Plot]:
    history = train(two_layer(), xor_data(), 2, epochs=40, seed=5)
    yield loss_curve(history)
    yield loss_curve(train(two_layer("identity"), xor_data(), 5, epochs=40), key="diverged")
    yield decision_boundaries(history)
    yield landscape(landscape_along(history, ("v_1", "v_2"), points=11))
    steps = ground(
        stepped(two_layer()), xor_data(), ("w_11", "b_1"), at=history.learned, across=(-2, 2), up=(-2, 2), points=11
    )
    yield landscape(steps, key="steps")
    table = SimpleNamespace(variables=("x_1", "x_2"), values=(0, 0, 0, 1))
    yield separation(table, perceptron_rule([(0, 0), (0, 1), (1, 0), (1, 1)], (0, 0, 0, 1)))
    yield separation(SimpleNamespace(variables=("A", "B"), values=(0, 1, 1, 0)), key="xor")
    yield from map(value_and_slope, ACTIVATIONS.values())
    yield from map(loss_against_output, LOSSES.values())


PLOTS = {plot.key: plot for plot in plots()}


@pytest.mark.parametrize("key", PLOTS)
def test_every_plot_is_a_picture_described_in_words_with_ids_of_its_own(key: str) -> None:
    text = svg(PLOTS[key])
    root = ET.fromstring(text)
    assert root.tag == f"{XHTML}svg"
    assert root.get("role") == "img"
    title, description = root.find(f"{XHTML}title"), root.find(f"{XHTML}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text
    assert description.text
    ids = re.findall(r'\bid="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    assert all(name.startswith(f"plot-{key.replace('_', '-')}-") for name in ids)
    used = set(re.findall(r'href="#([^"]*)"|url\(#([^)]*)\)', text))
    assert {one or other for one, other in used} <= set(ids)


@pytest.mark.parametrize("key", PLOTS)
def test_every_colour_is_one_of_the_page_and_nothing_is_styled_but_the_plot(key: str) -> None:
    text = svg(PLOTS[key])
    styles = re.findall(r"<style[^>]*>(.*?)</style>", text, re.DOTALL)
    assert len(styles) == 1
    selectors = re.findall(r"(?:^|[{}])([^{}@]+)\{", styles[0])
    assert all(selector.startswith(".symbackprop-plot") for selector in selectors)
    drawing = text.replace(styles[0], "")
    assert "#ffffff" not in drawing
    assert "#000000" not in drawing
    found = re.findall(r"(.{24})(#[0-9a-f]{6})", drawing)
    assert all("var(--plot-" in before and colour in DARK for before, colour in found)
    assert "cmsy" not in text, "a letter of matplotlib's own encoding is another letter in any other font"


def test_the_text_is_text() -> None:
    text = svg(PLOTS["value-and-slope-relu"])
    letters = "".join(re.sub(r"<[^>]*>", "", part) for part in re.findall(r"<text\b.*?</text>", text, re.DOTALL))
    assert "relu(u)" in letters
    assert "relu′(u)" in letters
    assert "kink" in letters


@pytest.mark.parametrize("key", PLOTS)
def test_a_pdf_has_the_size_of_the_plot_and_its_fonts_in_it(key: str) -> None:
    plot = PLOTS[key]
    content = pdf(plot)
    box = re.search(rb"/MediaBox\s*\[\s*0\s+0\s+([0-9.]+)\s+([0-9.]+)\s*\]", content)
    assert box is not None
    assert float(box[1]) == pytest.approx(plot.width * 72 / 25.4, abs=0.01)
    assert float(box[2]) == pytest.approx(plot.height * 72 / 25.4, abs=0.01)
    assert b"/FontFile2" in content
    assert b"/Type3" not in content
    assert b"CreationDate" not in content


def test_two_processes_draw_the_same_bytes() -> None:
    program = (
        "from hashlib import sha256; from symbackprop.network import *; from symbackprop.plots import *\n"
        "from symbackprop.training import *\n"
        "history = train(two_layer(), xor_data(), 2, epochs=30, seed=5)\n"
        "plots = [loss_curve(history), decision_boundaries(history), value_and_slope(ACTIVATIONS['relu'])]\n"
        "print(*(sha256(made).hexdigest() for plot in plots for made in (svg(plot).encode(), pdf(plot))))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", program],
            env={"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed, "PATH": "/usr/bin:/bin"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "20000")
    ]
    assert runs[0] == runs[1]
    assert len(set(runs[0].split())) == 6


def test_what_was_set_in_matplotlib_neither_matters_nor_is_changed() -> None:
    import matplotlib as mpl  # noqa: PLC0415

    plain = svg(PLOTS["loss-curve"])
    with mpl.rc_context({"font.size": 30, "axes.edgecolor": "red"}):
        assert svg(PLOTS["loss-curve"]) == plain
        assert mpl.rcParams["font.size"] == 30
    assert "matplotlib.pyplot" not in sys.modules


def test_without_matplotlib_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    plot = value_and_slope(ACTIVATIONS["tanh"])
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for draw in (svg, pdf):
        with pytest.raises(PlotsUnavailable) as refused:
            draw(plot)  # type: ignore[operator]
        assert "plots are drawn by matplotlib, which is not there" in str(refused.value)
        assert "pip install 'symbackprop[plots]'" in str(refused.value)


def test_matplotlib_is_not_imported_before_something_is_drawn() -> None:
    program = (
        "import sys; from symbackprop.plots import *; from symbackprop.network import ACTIVATIONS\n"
        "value_and_slope(ACTIVATIONS['relu']); print('matplotlib' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout == "False\n"
    )


def test_the_colours_are_those_of_the_documents() -> None:
    documents = {f"#{role.light.lower()}": f"#{role.dark.lower()}" for role in ROLES.values()}
    assert {light: DARK[light] for light in ("#bf4a00", "#0a4c9a")}.items() <= documents.items()


def test_an_unspecified_activation_has_no_graph() -> None:
    with pytest.raises(Exception, match="g has no graph: it stands for any differentiable function"):
        value_and_slope(unspecified())


def test_a_description_that_looks_like_markup_is_shown_as_text() -> None:
    plot = Plot("a b</script>", "A & B </svg>. <b>", PLOTS["xor"].draw)
    root = ET.fromstring(svg(plot))
    assert root.findtext(f"{XHTML}title") == "A & B </svg>"
    assert root.findtext(f"{XHTML}desc") == "<b>"
