"""The page of a checked document: its text as it stands, each formula marked, in a browser without a request."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbackprop.answers.checking import Finding
from symbackprop.cli import main
from symbackprop.cli.checks.marking import stretches

if TYPE_CHECKING:
    from headless import Chromium

TEXT = """# <script>alert(1)</script> & notes

The gradient is $\\frac{\\partial E}{\\partial w_{11}} = \\delta_{out} v_1 x_1$, and $z = g(s)$; not $E \\ge 0$.

$$
\\begin{aligned}
\\delta_1 &= \\delta_{out} v_1 g'(u_1) \\\\
         &= \\delta_{out} v_1 y_1 (1-y_1)
\\end{aligned}
$$

\t$s = c + v_1 y_1 + v_2 y_2$ <b>x</b>
"""


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inside = 0
        self.text: list[str] = []
        self.marked: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        self.inside += tag == "pre"
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "pre"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text.append(data)
            if self.lasttag in ("mark", "a") and self.marked and not self.marked[-1]:
                self.marked[-1] = data


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    (folder / "notes.md").write_text(TEXT)
    assert main(["check", str(folder / "notes.md"), "-o", str(folder / "notes.html")]) == 1
    return folder / "notes.html"


def test_the_text_of_the_document_stands_there_as_it_is(page: Path) -> None:
    parser = _Text()
    parser.feed(page.read_text())
    assert "".join(parser.text) == TEXT
    assert parser.marked[1:3] == ["z = g(s)", "E \\ge 0"]
    assert "script" not in parser.tags
    assert "b" not in parser.tags


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_read_on_any_screen_without_a_request(page: Path, browser: Chromium, width: int, scheme: str) -> None:
    browser.show(page, width, scheme)
    assert browser.requests == [page.resolve().as_uri()]
    assert not browser.complaints
    assert browser.value("document.documentElement.scrollWidth") <= width
    assert browser.value("document.querySelectorAll('.note.refuted').length") == 1
    assert browser.value("document.querySelectorAll('math').length") >= 5
    beside = browser.value(
        "(() => { const row = document.querySelector('.line:has(.note)');"
        " return row.querySelector('.notes').getBoundingClientRect().left"
        " > row.querySelector('pre').getBoundingClientRect().right - 1 })()"
    )
    assert beside == (width > 800)


LINES = st.text(st.sampled_from("ab$\t\\ü"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=6), st.data())
def test_whatever_is_marked_the_text_is_kept(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    places = st.tuples(st.integers(1, len(lines)), st.integers(1, 14))
    spans = data.draw(st.lists(st.tuples(places, places), max_size=5))
    found = [
        (number, Finding("x", *min(span), "claim", "proved", end=max(span)))
        for number, span in enumerate(sorted(spans))
    ]
    told = list(stretches(text, found))
    assert "".join(run.text for stretch in told for run in stretch.runs) == text
    assert sorted(number for stretch in told for number in stretch.findings) == list(range(len(spans)))
