"""Telling: any network there is can be told in any format there is."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Eq, tanh

from symbackprop.calculus import derive
from symbackprop.errors import UnknownName
from symbackprop.network import Network, names
from symbackprop.report import FORMATS, document_of, render

x, w, a, b, u, y, s, t, E = names("x w a b u y s t E")
SMALL = {
    "one equation": Network([Eq(E, (w * x - t) ** 2)], parameters=[w], targets=[t]),
    "no activation": Network([Eq(y, w * x), Eq(E, (y - t) ** 2)], parameters=[w], targets=[t]),
    "no input, no target, one weight twice": Network([Eq(y, sp.exp(w)), Eq(E, y**2 + w**2)], parameters=[w]),
    "no parameter": Network([Eq(y, x + 1), Eq(E, y**2)], parameters=[]),
    "letters of its own": Network([Eq(E, w * b * tanh(u))], parameters=[w, u]),
    "an unspecified function by hand": Network([Eq(y, sp.Function("g")(w * x)), Eq(E, y**2)], parameters=[w]),
    "kinks by hand": Network([Eq(u, w * x), Eq(y, sp.Max(u, 0) + sp.Abs(u)), Eq(E, y**2)], parameters=[w]),
    "residual": Network(
        [Eq(u, w * x + b), Eq(y, tanh(u)), Eq(s, y + a * u), Eq(E, (s - t) ** 2)], parameters=[w, a, b], targets=[t]
    ),
}
TEXTS = [row.name for row in FORMATS.values() if not row.needs_tex]


@pytest.mark.parametrize("kind", SMALL)
def test_a_small_network_is_told_in_every_format(kind: str) -> None:
    page = document_of(SMALL[kind])
    for name in TEXTS:
        assert page.title.split()[0] in render(page, name)


def test_a_network_a_derivation_and_a_document_are_told_alike() -> None:
    network = SMALL["residual"]
    derivation = derive(network)
    assert len({render(subject, "markdown") for subject in (network, derivation, document_of(derivation))}) == 1


def test_an_unknown_format_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean latex"):
        render(SMALL["residual"], "latx")


def test_what_has_no_document_is_refused() -> None:
    with pytest.raises(TypeError, match="there is no document of int"):
        render(3, "html")


def test_a_document_shows_itself_in_a_notebook_without_leaking_its_style() -> None:
    shown = document_of(SMALL["one equation"])._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert "<style" not in shown
