"""Pictures of formulas are reported; LaTeX is read from the addresses of programs that draw it."""

from __future__ import annotations

import pytest

from symbackprop.answers.documents import read_text

ADDRESSES = {
    "https://latex.codecogs.com/svg.latex?%5Cdelta%20%3D%20z-t": r"\delta = z-t",
    "https://latex.codecogs.com/gif.latex?\\inline&space;\\dpi{150}&space;\\delta&space;=&space;1": r"\delta = 1",
    "//latex.codecogs.com/png.image?E%3D1": "E=1",
    "https://render.githubusercontent.com/render/math?math=z%27%3Dz(1-z)&mode=inline": "z'=z(1-z)",
    "http://chart.googleapis.com/chart?cht=tx&chl=E%3D1": "E=1",
    "https://www.zhihu.com/equation?tex=a%5E2": "a^2",
    "https://i.upmath.me/svg/a%5E2": "a^2",
}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("text", ["![eq](%s)", '<img alt="eq" src="%s">', "<p><img src='%s' /></p>"])
def test_the_formula_in_an_address_is_read(text: str, address: str) -> None:
    source = read_text("See\n\n" + text % address, "markdown")
    ((passage,), (picture,)) = source.passages, source.pictures
    assert (passage.kind, passage.latex) == ("image", ADDRESSES[address])
    assert (picture.target, picture.fact) == (address, "a formula that is a picture is read from its address")
    assert (passage.line, passage.column) == (picture.line, picture.column) == (3, 1 + (text % address).index(address))


@pytest.mark.parametrize(
    "text", ["![E = mc^2](a.png)", "![it](img/equation_3.png)", "![it](eq1.svg)", '<img src="f.png" alt="x_1">']
)
def test_a_picture_that_looks_like_a_formula_is_reported(text: str) -> None:
    source = read_text(text, "markdown")
    assert [picture.fact for picture in source.pictures] == ["a formula that is a picture cannot be read"]
    assert not source.passages


@pytest.mark.parametrize("text", ["![a cat](cat.png)", "![](network.svg)", "![equal parts](sequence.png)"])
def test_another_picture_is_none(text: str) -> None:
    assert not read_text(text, "markdown").pictures


def test_an_address_with_a_plus_is_not_read() -> None:
    source = read_text("![](https://latex.codecogs.com/svg.latex?a+b)", "markdown")
    assert source.pictures[0].fact == "a formula that is a picture cannot be read: a + in its address may be a space"
    assert not source.passages


def test_pictures_are_found_in_other_formats() -> None:
    rst = read_text(".. image:: https://latex.codecogs.com/svg.latex?a%5E2\n   :alt: eq\n", "rst")
    assert [passage.latex for passage in rst.passages] == ["a^2"]
    assert read_text(r"\includegraphics[width=3cm]{eq-1.png}", "latex").pictures[0].column == 29
