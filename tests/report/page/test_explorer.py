"""The explorable page in a browser: paths, factors, sliders and the finite difference, for every kind of reader."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from explorable import Pages, computed, given, number, show, shown

if TYPE_CHECKING:
    from headless import Chromium

    from symbackprop.program import Program
    from symbackprop.report.document import Document

LIVE = ("sigmoid", "tanh", "relu", "three layers", "strange names", "one output")
TELEPHONE = 390
CLOSE = 1e-12


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, document_named: Callable[[str], Document]) -> Pages:
    return Pages(tmp_path_factory.mktemp("explorable"), document_named)


@pytest.fixture(params=LIVE)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


def assert_the_numbers_are_those_of_python(browser: Chromium, program: Program) -> None:
    loss, gradient, forward = computed(program, given(browser, program))
    found = dict(zip(program.parameters, shown(browser, "gradient"), strict=True))
    for text, (full, rounded) in found.items():
        assert full == pytest.approx(gradient[text], rel=CLOSE, abs=1e-300)
        assert number(rounded) == pytest.approx(full, rel=0.05, abs=5.1e-5)
    values = [full for full, _ in shown(browser, "value")]
    names = [symbol.name for symbol in program.network.definitions]
    for text, value in zip(names, values, strict=False):
        assert value == pytest.approx(loss if text == names[-1] else forward[text], rel=CLOSE, abs=1e-300)
    deltas = [text for text in (line.name.name for line in program.plan.lines) if text.startswith("delta_")]
    assert len(values) == len(names) + len(deltas)


def test_every_slider_moves_the_numbers_of_both_passes(browser: Chromium, kind: str, pages: Pages) -> None:
    program = show(browser, kind, pages)
    assert_the_numbers_are_those_of_python(browser, program)
    sliders = browser.page.locator("input[type=range]")
    for place in (0, sliders.count() // 2, sliders.count() - 1):
        before = sliders.nth(place).input_value()
        for key in ("ArrowRight", "ArrowRight", "PageDown", "ArrowLeft"):
            sliders.nth(place).press(key)
        assert sliders.nth(place).input_value() != before
        output = sliders.nth(place).locator("+ output")
        assert output.text_content() == sliders.nth(place).input_value().replace("-", "−")
        assert_the_numbers_are_those_of_python(browser, program)
    assert "The loss is" in browser.page.locator(".told").text_content()
    assert browser.complaints == []
    assert browser.requests == [pages.path(kind).resolve().as_uri()]


def test_the_numbers_of_a_chain_are_its_partials_and_their_product_is_the_gradient(
    browser: Chromium, kind: str, pages: Pages
) -> None:
    program = show(browser, kind, pages)
    browser.page.locator("input[type=range]").first.press("ArrowRight")
    _, gradient, _ = computed(program, given(browser, program))
    panels = (
        "[...document.querySelectorAll('.panel')].map(panel => panel.querySelector('.figures > span'))"
        ".map(span => [span.textContent, [...span.querySelectorAll('data')].map(cell => Number(cell.value))])"
    )
    chosen = browser.value("[...document.querySelectorAll('.panel')].map(panel => Number(panel.dataset.of))")
    for place, (text, numbers) in zip(chosen, browser.value(panels), strict=True):
        rest = iter(numbers or [1.0])
        paths = [math.prod(next(rest) for _ in path.split("·")) for path in text.split(" + ")]
        assert sum(paths) == pytest.approx(gradient[program.parameters[place]], rel=CLOSE, abs=1e-300)
        assert all(re.fullmatch(r"–|[0-9].*|−.*|\(−.*\)", factor) for factor in re.split(r" [·+] ", text))


def test_every_factor_of_a_chain_is_the_local_partial_that_stands_above_it(browser: Chromium, pages: Pages) -> None:
    program = show(browser, "sigmoid", pages)
    at = given(browser, program)
    _, _, value = computed(program, at)
    z, y_1 = value["z"], value["y_1"]
    partials = [z - at["t"], z * (1 - z), at["v_1"], y_1 * (1 - y_1), at["x_1"]]
    cells = browser.page.locator(".panel:visible .figures > span data")
    found = [float(cells.nth(place).get_attribute("value")) for place in range(cells.count())]
    assert found == pytest.approx(partials, rel=CLOSE)
    assert cells.nth(0).text_content() == "−0.3043"


def test_the_figure_shows_the_numbers_of_units_and_deltas(browser: Chromium, kind: str, pages: Pages) -> None:
    program = show(browser, kind, pages)
    browser.page.locator("input[type=range]").nth(1).press("PageDown")
    full = dict(browser.value("[...document.querySelectorAll('.values data')].map(c => [c.dataset.value, +c.value])"))
    cells = browser.value("[...document.querySelectorAll('text.num')].map(c => [c.dataset.value, c.textContent])")
    compared = {place: text for place, text in cells if place in full}
    assert len(compared) >= len(program.network.definitions)
    for place, text in compared.items():
        assert number(text) == pytest.approx(full[place], abs=5.1e-3)
    deltas = browser.value("[...document.querySelectorAll('text.of-delta')].map(c => [c.dataset.value, c.textContent])")
    assert deltas
    for place, text in deltas:
        assert number(text) == pytest.approx(full[place], rel=0.05, abs=5.1e-5)


def test_the_finite_difference_agrees_and_reset_takes_it_all_back(browser: Chromium, kind: str, pages: Pages) -> None:
    program = show(browser, kind, pages)
    start = given(browser, program)
    page = browser.page
    page.locator("input[type=range]").last.press("ArrowLeft")
    button = page.get_by_role("button", name="Check by finite difference")
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    count = len(program.parameters)
    assert page.locator(".told").text_content().startswith(f"{count} of {count} gradients agree")
    _, gradient, _ = computed(program, given(browser, program))
    for text, (quotient, _), (apart, _) in zip(
        program.parameters, shown(browser, "difference"), shown(browser, "apart"), strict=True
    ):
        assert quotient == pytest.approx(gradient[text], rel=1e-6, abs=1e-8)
        assert apart == pytest.approx(abs(quotient - gradient[text]), abs=1e-12)
    assert page.locator(".measured data >> visible=true").count() == 2 * count
    page.get_by_role("button", name="Reset").click()
    assert given(browser, program) == start
    assert not page.locator(".measured data").first.is_visible()
    assert_the_numbers_are_those_of_python(browser, program)


def test_at_a_kink_the_difference_is_said_to_differ(browser: Chromium, pages: Pages) -> None:
    show(browser, "relu", pages)
    for name in ("x_1", "x_2", "b_1"):
        browser.value(
            f"(() => {{ const slider = document.querySelector('[type=range][aria-label={name}]');"
            "slider.value = 0; slider.dispatchEvent(new Event('input', { bubbles: true })) })()"
        )
    browser.page.get_by_role("button", name="Check by finite difference").click()
    told = browser.page.locator(".told").text_content()
    assert "not those by b_1" in told
    assert "Near a kink a difference quotient is no derivative." in told
    assert browser.page.locator("tr.differs").count() == 1


def test_where_the_loss_has_no_value_the_page_says_so(browser: Chromium, pages: Pages) -> None:
    show(browser, "sigmoid", pages)
    browser.value(
        "(() => { const slider = document.querySelector('[type=range][aria-label=t]');"
        "slider.max = 1e308; slider.value = 1e308;"
        "for (const kind of ['input', 'change']) slider.dispatchEvent(new Event(kind)) })()"
    )
    assert browser.page.locator(".told").text_content() == "At these values the loss is no finite number."
    assert "NaN" not in browser.page.locator(".play").inner_text()
    assert browser.complaints == []


def lit(browser: Chromium) -> list[str]:
    """Returns what `data-on` says of every part of the figure that is lit."""
    parts = "[...document.querySelectorAll('.ex g[data-on]')].filter(g => getComputedStyle(g).opacity === '1')"
    return browser.value(f"{parts}.map(g => g.dataset.on)")


def test_pointing_at_a_weight_lights_its_path_and_a_click_keeps_it(browser: Chromium, kind: str, pages: Pages) -> None:
    program = show(browser, kind, pages)
    page = browser.page
    first = lit(browser)
    weights = page.locator("svg.network g.weight")
    for place in {0, weights.count() - 1}:
        weight = weights.nth(place)
        weight.locator("text").first.hover()
        preview = lit(browser)
        parameter = page.locator(".panel:visible").get_attribute("data-of")
        assert preview
        assert all(parameter in on.split() for on in preview)
        page.locator("h1").hover()
        assert lit(browser) == first
        weight.locator("text").first.click()
        page.locator("h1").hover()
        assert lit(browser) == preview
        assert page.locator(".panel:visible").count() == 1
        assert page.locator(".panel:visible").get_attribute("data-of") == parameter
        assert page.locator(f"#p{parameter}").is_checked()
        assert browser.value("document.activeElement.id") == f"p{parameter}"
        _, gradient, _ = computed(program, given(browser, program))
        live = float(page.locator(".panel:visible data.whole").get_attribute("value"))
        assert live == pytest.approx(gradient[program.parameters[int(parameter)]], rel=CLOSE)
        first = preview


def test_pointing_at_a_factor_lights_the_units_it_names(browser: Chromium, pages: Pages) -> None:
    show(browser, "sigmoid", pages)
    page = browser.page
    letters = "[...document.querySelectorAll('g.pointed text.named')].map(part => part.textContent)"
    chain = page.locator(".panel:visible .form").first.locator("mfrac")
    chain.nth(2).hover()
    lights = page.locator("g.pointed")
    assert page.locator("math .here, math.here").count() == 1
    assert lights.count() == 2
    assert browser.value(letters) == ["𝑢1", "𝑦1", "𝑠", "𝑧"]
    page.locator("h1").hover()
    assert lights.count() == 0
    chain.nth(0).click()
    assert page.locator(".told").text_content() == "E is 0.0463, z is 0.6957."
    delta = page.locator(".panel:visible .form").nth(2).locator("msub").first
    delta.hover()
    assert page.locator("g.pointed .flow").count() == 1


def test_squares_of_names_can_be_pointed_at_too(browser: Chromium, pages: Pages) -> None:
    show(browser, "three layers", pages)
    browser.page.locator(".panel:visible msubsup").first.hover()
    assert browser.page.locator("g.pointed").count() == 1


def test_arrow_keys_point_at_the_factors_of_the_chain(browser: Chromium, pages: Pages) -> None:
    show(browser, "tanh", pages)
    page = browser.page
    chain = page.locator(".panel:visible .chain")
    chain.press("ArrowRight")
    assert page.locator(".told").text_content().startswith("E is ")
    chain.press("ArrowRight")
    assert page.locator(".told").text_content().startswith("z is ")
    chain.press("ArrowLeft")
    chain.press("ArrowLeft")
    assert page.locator(".told").text_content().startswith("x_1 is 1")
    assert page.locator("g.pointed").count() == 1
    chain.press("Tab")
    assert page.locator("g.pointed").count() == 0


def test_the_tabulator_goes_through_the_page_in_reading_order_and_out_again(browser: Chromium, pages: Pages) -> None:
    show(browser, "sigmoid", pages)
    stops = []
    browser.value("(document.activeElement.blur(), getSelection().removeAllRanges(), window.scrollTo(0, 0))")
    for _ in range(30):
        browser.page.keyboard.press("Tab")
        stops.append(
            browser.value(
                "(() => { const at = document.activeElement; const seen = getComputedStyle(at);"
                "return [at.getAttribute('aria-label') || at.textContent.trim(), at.localName] })()"
            )
        )
    labels = [label for label, _ in stops]
    order = ["w_11", "Factors: the arrow keys point at them", "x_1", "x_2", "t", "Reset", "Check by finite difference"]
    order += ["9 parameters and the derivatives by them", "v_1", "v_2", "c", "w_11", "w_12", "b_1", "w_21"]
    places = []
    for label in order:
        places.append(labels.index(label, places[-1] + 1 if places else 0))
    assert places == sorted(places)
    assert labels.index("b_2") < len(labels) - 1, "the focus goes on behind the last slider"


def test_what_is_focused_is_seen(browser: Chromium, pages: Pages) -> None:
    show(browser, "sigmoid", pages)
    for selector in (".panel:visible .chain", "input[type=range] >> nth=0", ".reset", "summary"):
        browser.page.locator(selector).first.focus()
        browser.page.keyboard.press("Shift")
        style = "getComputedStyle(document.activeElement)"
        assert browser.value(f"{style}.outlineStyle") != "none"


def test_every_control_has_a_name_and_results_are_told_politely(browser: Chromium, kind: str, pages: Pages) -> None:
    program = show(browser, kind, pages)
    labels = browser.value("[...document.querySelectorAll('input[type=range]')].map(i => i.getAttribute('aria-label'))")
    assert labels == [*program.inputs, *program.targets, *program.parameters]
    assert browser.value("document.querySelector('.told').getAttribute('aria-live')") == "polite"
    assert browser.value("[...document.querySelectorAll('output')].every(o => o.getAttribute('aria-live') === 'off')")
    ids = browser.value("[...document.querySelectorAll('[id]')].map(part => part.id)")
    assert len(set(ids)) == len(ids)


def test_on_a_telephone_nothing_scrolls_sideways_and_fingers_find_the_sliders(
    browser: Chromium, kind: str, pages: Pages
) -> None:
    show(browser, kind, pages, width=TELEPHONE, scheme="dark")
    browser.page.locator(".check-now").click()
    assert browser.value("document.documentElement.scrollWidth") == TELEPHONE
    cut = "[...document.querySelectorAll('.play *, .values *')].filter(p => p.scrollWidth > p.clientWidth + 1)"
    assert browser.value(f"{cut}.filter(p => p.clientWidth > 0 && !p.closest('math')).map(p => p.outerHTML)") == []
    sliders = "[...document.querySelectorAll('input[type=range]')]"
    heights = browser.value(f"{sliders}.map(slider => slider.parentElement.offsetHeight)")
    assert min(heights) >= 32


def test_without_a_script_the_page_is_read_and_paths_are_lit(browser: Chromium, kind: str, pages: Pages) -> None:
    browser.show(pages.path(kind), script="off")
    page = browser.page
    assert page.locator(".play").is_hidden()
    assert page.locator(".values").first.is_hidden()
    assert page.locator(".panel:visible").count() == 1
    other = page.locator("[name=path]:not(:checked)").first
    place = other.get_attribute("id")[1:]
    other.focus()
    page.keyboard.press("Space")
    assert page.locator(".panel:visible").get_attribute("data-of") == place
    assert page.locator(".panel:visible .form >> visible=true").count() >= 1
    assert page.locator("h2").count() > 5


def test_only_the_script_of_the_page_may_run(browser: Chromium, pages: Pages) -> None:
    text = pages.path("sigmoid").read_text(encoding="utf-8")
    changed = pages.folder / "changed.html"
    changed.write_text(text.replace("// ---- numbers", "// ---- number"), encoding="utf-8")
    browser.show(changed)
    assert any("Content Security Policy" in complaint for complaint in browser.complaints)
    assert browser.page.locator(".play").is_hidden()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("any", "There are no sliders here: there is no program for g(u_1): the function g is not specified."),
        (
            "perceptron",
            "There are no sliders here: there is no program for g(u_1^(1)): the function g is not specified.",
        ),
        ("numbers for sizes", "There are no sliders here: written out, the network has 57 parameters."),
    ],
)
def test_a_page_without_numbers_says_why_and_has_no_script(
    browser: Chromium, pages: Pages, kind: str, words: str
) -> None:
    browser.show(pages.path(kind))
    assert browser.page.get_by_text(words).is_visible()
    assert browser.page.locator("script").count() == 0
    assert browser.page.locator("input[type=range]").count() == 0
    assert browser.complaints == []


def test_names_of_strangers_are_data_and_nothing_else(pages: Pages) -> None:
    text = pages.path("strange names").read_text(encoding="utf-8")
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text, flags=re.DOTALL)
    assert [attributes for attributes, _ in scripts] == [' type="application/json" id="explored"', ' type="module"']
    told = json.loads(scripts[0][1])
    network = pages.network("strange names")
    assert set(told["parameters"]) == {symbol.name for symbol in network.parameters}
    assert "alert(1)" not in scripts[1][1].replace("alert(1)\\u003c", "")
