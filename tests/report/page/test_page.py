"""The page in a browser: offline, in every width, light and dark, on paper, with one path lit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from symbackprop.report import html
from symbackprop.report.palette import ROLES

if TYPE_CHECKING:
    from headless import Chromium

    from symbackprop.report.document import Document

WIDE, TABLET, TELEPHONE, NARROWEST = 1280, 800, 390, 320
ENOUGH_CONTRAST = 4.5


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture
def page(two_two_one: Document, folder: Path) -> Path:
    return written(two_two_one, folder)


def written(document: Document, folder: Path) -> Path:
    path = folder / f"{id(document)}.html"
    if not path.exists():
        path.write_text(html.write(document), encoding="utf-8")
    return path


def test_it_opens_without_a_network_and_without_a_complaint(browser: Chromium, page: Path) -> None:
    browser.show(page)
    assert browser.requests == [page.resolve().as_uri()]
    assert browser.complaints == []
    assert browser.value("[...document.fonts].map(font => font.status)") == ["loaded"]
    assert browser.value("document.compatMode") == "CSS1Compat"


def test_no_page_scrolls_sideways_in_any_width(browser: Chromium, told: Document, folder: Path) -> None:
    browser.show(written(told, folder))
    for width in (WIDE, TABLET, TELEPHONE, NARROWEST):
        browser.resize(width)
        assert browser.value("document.documentElement.scrollWidth") == width


def test_on_a_telephone_only_programs_scroll_within_the_page(
    browser: Chromium, two_two_one: Document, folder: Path
) -> None:
    browser.show(written(two_two_one, folder), width=TELEPHONE)
    scrolling = (
        "[...document.querySelectorAll('main *')].filter(box => box.clientWidth > 1"
        " && box.scrollWidth > box.clientWidth + 1 && !box.closest('math, svg')"
        " && getComputedStyle(box).overflowX !== 'visible').map(box => box.localName)"
    )
    assert set(browser.value(scrolling)) <= {"pre"}
    labels = browser.value("[...document.querySelectorAll('.check tr:last-child td')].map(cell => cell.dataset.label)")
    assert labels == ["reference", "program", "complex step"]


def test_on_a_wide_screen_no_formula_is_cut_off(browser: Chromium, told: Document, folder: Path) -> None:
    browser.show(written(told, folder), width=WIDE)
    cut = (
        "[...document.querySelectorAll('.r, .part, .l, .why, td, th, p')]"
        ".filter(box => box.scrollWidth > box.clientWidth + 1 && box.clientWidth).map(box => box.textContent)"
    )
    assert browser.value(cut) == []


def test_no_formula_reaches_into_the_number_of_its_line(browser: Chromium, told: Document, folder: Path) -> None:
    browser.show(written(told, folder), width=WIDE)
    reaching = (
        "[...document.querySelectorAll('.row')].filter(row => { const badge = row.querySelector('.badge');"
        "const edge = badge.getBoundingClientRect().left;"
        "return [...row.querySelectorAll('.r math, .r .beside, .part math, .l math')]"
        ".some(part => part.getBoundingClientRect().right > edge) }).map(row => row.id)"
    )
    assert browser.value(reaching) == []


def test_formulas_are_laid_out_as_formulas(browser: Chromium, page: Path) -> None:
    browser.show(page)
    assert browser.value("[...document.querySelectorAll('.row math')].every(m => m.getBoundingClientRect().width > 0)")
    high, low = "document.querySelector('.row mfrac')", "document.querySelector('.row mfrac mi')"
    assert browser.value(f"{high}.getBoundingClientRect().height > 1.5 * {low}.getBoundingClientRect().height")


def test_reasons_stand_beside_their_lines_or_below_them_on_a_telephone(browser: Chromium, page: Path) -> None:
    of_reasons = (
        "[...document.querySelectorAll('.row')].filter(row => row.querySelector('.why')).map(row => {{"
        "const [why, badge] = ['.why', '.badge'].map(part => row.querySelector(part).getBoundingClientRect());"
        "return {0} }})"
    )
    beside, below = "why.left > badge.left && why.top < badge.bottom", "why.top >= badge.top + badge.height / 2"
    browser.show(page, width=WIDE)
    assert set(browser.value(of_reasons.format(beside))) == {True}
    browser.show(page, width=TELEPHONE)
    assert set(browser.value(of_reasons.format(below))) == {True}


def test_no_two_lines_of_a_display_overlap(browser: Chromium, told: Document, folder: Path) -> None:
    browser.show(written(told, folder))
    gaps = browser.value(
        "[...document.querySelectorAll('.row + .row')].map(row => row.getBoundingClientRect().top"
        " - row.previousElementSibling.getBoundingClientRect().bottom)"
    )
    assert min(gaps) >= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_deltas_and_text_can_be_read_on_the_ground(browser: Chromium, page: Path, scheme: str) -> None:
    browser.show(page, scheme=scheme)
    ground = luminance(browser.value("getComputedStyle(document.body).backgroundColor"))
    assert (ground < 0.1) == (scheme == "dark")
    colours = [browser.value("getComputedStyle(document.body).color")]
    colours += [browser.value("getComputedStyle(document.querySelector('.why')).color")]
    probe = (
        "(() => {{ const e = document.createElement('i'); e.className = '{0}';"
        "document.body.append(e); return getComputedStyle(e).color }})()"
    )
    colours += [browser.value(probe.format(key)) for key in ROLES]
    for colour in colours:
        brighter, darker = sorted((luminance(colour), ground), reverse=True)
        assert (brighter + 0.05) / (darker + 0.05) >= ENOUGH_CONTRAST


def luminance(colour: str) -> float:
    """Returns the relative luminance of rgb(r, g, b), as the accessibility guidelines (WCAG 2) define it."""
    channels = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_choosing_a_parameter_lights_its_path_and_shows_its_chain(browser: Chromium, page: Path) -> None:
    browser.show(page)
    for place in range(9):
        browser.value(f"document.getElementById('p{place}').click()")
        lit = (
            "[...document.querySelectorAll('.ex g[data-on]')]"
            ".map(g => [g.dataset.on.split(' '), +getComputedStyle(g).opacity])"
        )
        for on, opacity in browser.value(lit):
            assert opacity == (1 if str(place) in on else pytest.approx(0.36))
        shown = "[...document.querySelectorAll('.panel')].filter(p => p.offsetHeight).map(p => p.dataset.of)"
        assert browser.value(shown) == [str(place)]


def test_on_paper_nothing_is_dimmed_and_there_is_nothing_to_choose(browser: Chromium, page: Path) -> None:
    browser.show(page, medium="print", scheme="dark")
    assert browser.value("[...document.querySelectorAll('[data-on]')].every(g => getComputedStyle(g).opacity === '1')")
    assert browser.value("document.querySelector('.chips').offsetHeight") == 0
    assert browser.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_number_leads_to_its_evidence_and_back(browser: Chromium, page: Path) -> None:
    browser.show(page)
    browser.value("document.querySelector('.row a.badge').click()")
    evidence = browser.value("document.querySelector(':target').id")
    browser.value("document.querySelector(':target').click()")
    assert browser.value("document.querySelector(':target').id") == evidence.replace("pf", "eq")
