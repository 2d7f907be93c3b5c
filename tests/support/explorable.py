"""Explorable pages: written once, shown, and read back as numbers beside those of the Python program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from headless import Chromium

from symbackprop.network import Network
from symbackprop.program import Program, lambdify
from symbackprop.report import html
from symbackprop.report.document import Document
from symbackprop.report.example import example_of


@dataclass(frozen=True)
class Pages:
    """The pages of the tests: each document is written once."""

    folder: Path
    document: Callable[[str], Document]
    _known: dict[str, Path] = field(default_factory=dict)

    def path(self, kind: str) -> Path:
        if kind not in self._known:
            self._known[kind] = self.folder / f"{len(self._known)}.html"
            self._known[kind].write_text(html.write(self.document(kind)), encoding="utf-8")
        return self._known[kind]

    def network(self, kind: str) -> Network:
        """Returns the network whose numbers can be moved; of arrays it is the example's."""
        derivation = self.document(kind).derivation
        told = example_of(derivation).derivation if derivation.network.is_indexed else derivation
        return told.network


def show(browser: Chromium, kind: str, pages: Pages, **options: Any) -> Program:
    """Shows the page and opens what is folded; returns the Python program of its network."""
    browser.show(pages.path(kind), **options)
    browser.value("document.querySelectorAll('details').forEach(part => { part.open = true })")
    return lambdify(pages.network(kind))


def given(browser: Chromium, program: Program) -> dict[str, float]:
    """Returns what the sliders say, by name; they stand in the order of the program."""
    values = browser.value("[...document.querySelectorAll('input[type=range]')].map(slider => Number(slider.value))")
    return dict(zip((*program.inputs, *program.targets, *program.parameters), values, strict=True))


def shown(browser: Chromium, kind: str) -> list[tuple[float, str]]:
    """Returns the numbers of a kind on the page: in full, and as they are shown."""
    cells = f"[...document.querySelectorAll('.play data[data-{kind}], .values data[data-{kind}]')]"
    return [(float(full), text) for full, text in browser.value(f"{cells}.map(cell => [cell.value, cell.textContent])")]


def computed(program: Program, values: Mapping[str, float]) -> tuple[float, dict[str, float], Mapping[str, Any]]:
    params = {text: values[text] for text in program.parameters}
    X = [values[text] for text in program.inputs]
    T = [values[text] for text in program.targets]
    return *program.value_and_grad(params, X, T), program.forward(params, X)


def number(text: str) -> float:
    plain = text.replace("≈\u2009", "").replace("−", "-").replace("\u00a0·\u00a010", "e")
    return float(plain.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
