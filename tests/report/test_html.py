"""The page: well-formed, complete, self-contained, and safe from what strangers call their quantities."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from string import ascii_uppercase
from xml.etree import ElementTree as ET

import pytest
import sympy as sp
from jinja2 import UndefinedError

from symbackprop.errors import NetworkError, UnknownName
from symbackprop.report import html
from symbackprop.report.blocks import Paragraph
from symbackprop.report.document import Document, Section
from symbackprop.report.example import example_of
from symbackprop.report.html import explorer
from symbackprop.report.html.writer import ENVIRONMENT
from symbackprop.report.links import links
from symbackprop.report.text import ToFigure, ToLine, ToReference, ToSection

XHTML = "{http://www.w3.org/1999/xhtml}"
CORE = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded"),
    *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
}
LARGEST = 300_000


_PAGES: dict[int, tuple[Document, str, ET.Element]] = {}


def _told(document: Document) -> tuple[Document, str, ET.Element]:
    if id(document) not in _PAGES:
        page = html.write(document)
        _PAGES[id(document)] = document, page, parsed(page)
    return _PAGES[id(document)]


def page_of(document: Document) -> str:
    return _told(document)[1]


def tree_of(document: Document) -> ET.Element:
    return _told(document)[2]


def parsed(page: str) -> ET.Element:
    return ET.fromstring(page.removeprefix("<!DOCTYPE html>"))


def words(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def named(root: ET.Element, tag: str) -> list[ET.Element]:
    return list(root.iter(XHTML + tag))


# ---- complete and well-formed


def test_a_page_is_well_formed_and_every_link_leads_somewhere(told: Document) -> None:
    root = tree_of(told)
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert set(ids.values()) == {1}
    for link in named(root, "a"):
        assert link.attrib["href"].startswith("#")
        assert link.attrib["href"][1:] in ids


def test_every_line_section_figure_and_reference_is_on_the_page(told: Document) -> None:
    root = tree_of(told)
    ids = {element.get("id") for element in root.iter()}
    assert {f"eq-{line.number}" for line in told.lines()} <= ids
    assert {f"section-{number}" for number in links(told).sections.values()} <= ids
    assert {f"reference-{place}" for place in range(1, len(told.references) + 1)} <= ids
    assert words(named(root, "title")[0]) == " ".join(told.title.split())


def test_a_proved_line_and_its_evidence_lead_to_each_other(told: Document) -> None:
    root = tree_of(told)
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    for line in told.lines():
        links = [a.get("href") for a in by_id[f"eq-{line.number}"].iter(f"{XHTML}a") if "badge" in a.get("class", "")]
        assert links == ([f"#pf-{line.number}"] if line.proved else [])
        if line.proved:
            assert by_id[f"pf-{line.number}"].get("href") == f"#eq-{line.number}"


def test_only_a_proved_line_has_a_tick(told: Document) -> None:
    rows = [row for row in named(tree_of(told), "div") if row.get("id", "").startswith("eq-")]
    ticked = [("✓" in words(row)) for row in rows]
    assert ticked == [line.proved for line in told.lines()]


def test_a_link_to_what_is_not_there_is_an_error(two_two_one: Document) -> None:
    for piece in (ToSection("nowhere"), ToFigure("nowhere"), ToReference("nowhere"), ToLine(("10000",))):
        lost = replace(two_two_one, sections=(Section("one", "One", (Paragraph((piece,)),)),))
        with pytest.raises(UnknownName, match="there is no"):
            html.write(lost)


def test_a_template_that_asks_for_what_it_is_not_told_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        ENVIRONMENT.get_template("page.html").render()


# ---- self-contained


def test_a_page_asks_for_nothing(told: Document) -> None:
    page, root = page_of(told), tree_of(told)
    assert not [e for e in root.iter() if e.get("src") or e.tag.endswith(("}link", "}img", "}iframe"))]
    assert [e.get("type") for e in named(root, "script")] in ([], ["application/json", "module"])
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")]
    style = "".join(named(root, "style")[0].itertext())
    assert "@import" not in style
    assert all(address.startswith("data:font/woff2;base64,") for address in re.findall(r"url\((.*?)\)", style))
    spaces = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"}
    assert set(re.findall(r'https?://[^"\s<]*', page)) <= spaces
    assert "default-src 'none'" in page


def test_only_the_one_script_of_a_page_is_allowed(told: Document) -> None:
    root = tree_of(told)
    policy = next(e.attrib["content"] for e in named(root, "meta") if e.get("http-equiv") == "Content-Security-Policy")
    programs = [e for e in named(root, "script") if e.get("type") == "module"]
    found = re.search(r'<script type="module">(.*?)</script>', page_of(told), flags=re.DOTALL)
    assert len(programs) == (found is not None) == policy.count("script-src")
    if found is not None:
        assert b64encode(sha256(found[1].encode()).digest()).decode() in policy
        assert "fetch(" not in found[1]
        assert "import" not in found[1]
        assert "eval(" not in found[1]


def test_the_page_of_the_notes_is_small(two_two_one: Document) -> None:
    assert len(page_of(two_two_one).encode()) < LARGEST


def test_the_font_is_there_with_its_licence() -> None:
    folder = files("symbackprop.report.html")
    assert folder.joinpath("math.woff2").read_bytes()[:4] == b"wOF2"
    assert "GUST Font License" in folder.joinpath("GUST-FONT-LICENSE.txt").read_text(encoding="utf-8")


def test_the_font_has_every_character_of_our_formulas(two_two_one: Document, told: Document) -> None:
    known = set(files("symbackprop.report.html").joinpath("characters.txt").read_text(encoding="utf-8"))
    names = set("".join(symbol.name for symbol in told.derivation.network.symbols))
    for document in (two_two_one, told):
        for formula in tree_of(document).iter(f"{XHTML}math"):
            assert set("".join(formula.itertext())) - names <= known
    small = set(ascii_uppercase) - {"H"}  # the italic h is the Planck constant
    assert {unicodedata.lookup(f"MATHEMATICAL ITALIC SMALL {letter}") for letter in small} <= known
    assert {unicodedata.lookup(f"MATHEMATICAL ITALIC CAPITAL {letter}") for letter in ascii_uppercase} <= known


# ---- formulas


def test_formulas_are_mathml_core(told: Document) -> None:
    for formula in tree_of(told).iter(f"{XHTML}math"):
        assert {element.tag.removeprefix(XHTML) for element in formula.iter()} <= CORE


def test_a_long_formula_is_in_pieces(two_two_one: Document) -> None:
    root = tree_of(two_two_one)
    pieces = [len(e.findall(f"{XHTML}math")) for e in named(root, "span") if e.get("class") == "r"]
    assert max(pieces) > 1


# ---- strangers


def test_what_strangers_write_is_text(strange: Document) -> None:
    page, root = page_of(strange), tree_of(strange)
    assert len(re.findall("<script", page)) == len(named(root, "script")) == 2
    assert all("alert(1)<" not in words(script) for script in named(root, "script"))
    assert "alert(1)" in words(named(root, "h1")[0])
    assert "{{7*7}}" in words(named(root, "h1")[0])


def test_control_characters_do_not_reach_the_page(two_two_one: Document) -> None:
    page = html.write(replace(two_two_one, title="one\x00two\x1b[31m\u202ethree"))
    parsed(page)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", page)


# ---- for every reader


def test_a_page_can_be_read_without_seeing_it(told: Document) -> None:
    root = tree_of(told)
    assert root.get("lang") == "en"
    assert [len(named(root, tag)) for tag in ("header", "main", "h1", "title")] == [1, 1, 1, 1]
    ids = {element.get("id") for element in root.iter()}
    for section in named(root, "section"):
        assert section.get("aria-label") or section.get("aria-labelledby") in ids
    for drawing in root.iter("{http://www.w3.org/2000/svg}svg"):
        assert drawing.get("role") == "img"
        assert drawing.get("aria-label")
    for button in named(root, "input"):
        assert button.get("aria-label")
    for header in named(root, "th"):
        assert header.get("scope") in ("col", "row")
    for region in (e for e in root.iter() if e.get("tabindex")):
        assert region.get("role") == "region"
        assert region.get("aria-label")


def test_headings_do_not_skip_a_level(told: Document) -> None:
    levels = [int(e.tag[-1]) for e in tree_of(told).iter() if re.fullmatch(f"{XHTML}h[1-6]", e.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


# ---- the explorer


def test_every_parameter_can_be_chosen_and_one_is(told_of_numbers: Document) -> None:
    root = tree_of(told_of_numbers)
    parameters = told_of_numbers.derivation.network.parameters
    buttons = [button for button in named(root, "input") if button.get("type") == "radio"]
    assert sorted(button.attrib["id"] for button in buttons) == sorted(f"p{place}" for place in range(len(parameters)))
    assert len(parameters) <= explorer.MOST_PARAMETERS
    assert len([button for button in buttons if button.get("checked")]) == 1
    style = "".join(named(root, "style")[0].itertext())
    for place in range(len(parameters)):
        assert f'.ex:has(#p{place}:checked) [data-on~="{place}"]' in style


def test_of_arrays_every_parameter_of_the_example_can_be_chosen_or_the_page_says_why_not(
    told_of_arrays: Document,
) -> None:
    root = tree_of(told_of_arrays)
    buttons = [button.attrib["id"] for button in named(root, "input") if button.get("type") == "radio"]
    is_drawn = any(figure.kind == "arrays" for figure in told_of_arrays.figures())
    parameters, reason = parameters_of_the_example(told_of_arrays)
    assert sorted(buttons) == sorted(f"p{place}" for place in range(len(parameters)))
    if reason:
        assert not named(root, "script")
        assert (f"There are no sliders here: {reason}." in words(root)) == is_drawn


def parameters_of_the_example(document: Document) -> tuple[tuple[sp.Symbol, ...], str]:
    """Returns the parameters of the example, or why there is none."""
    try:
        return example_of(document.derivation).derivation.network.parameters, ""
    except NetworkError as reason:
        return (), str(reason).splitlines()[0]


def test_the_example_leads_to_no_line_and_its_figures_are_parts_of_the_figure_above(told_of_arrays: Document) -> None:
    root = tree_of(told_of_arrays)
    ids = [part.attrib["id"] for part in root.iter() if "id" in part.attrib]
    assert len(set(ids)) == len(ids)
    panels = [part for part in root.iter() if part.get("class") == "panels"]
    assert not [link for panel in panels for link in named(panel, "a")]
    assert ("figure-1a" in ids) == bool(panels)


def test_without_a_summary_there_is_nothing_to_choose(two_two_one: Document) -> None:
    root = parsed(html.write(replace(two_two_one, sections=())))
    assert not named(root, "input")
    assert len(list(root.iter("{http://www.w3.org/2000/svg}svg"))) == 1


def test_many_parameters_are_not_offered_for_choice(two_two_one: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explorer, "MOST_PARAMETERS", 8)
    assert not named(parsed(html.write(two_two_one)), "input")


# ---- the same every time


def test_the_same_document_gives_the_same_page_whatever_the_hash_seed() -> None:
    program = (
        "import hashlib; from symbackprop.calculus import derive; from symbackprop.network import mlp, two_layer;"
        "from symbackprop.report import html; from symbackprop.report.contents import document;"
        "pages = [html.write(document(d, d.prove())) for d in map(derive, (two_layer('tanh'), mlp(['n', 'm', 1])))];"
        "print([hashlib.sha256(page.encode()).hexdigest() for page in pages])"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
