"""Identities between matrices that are written out in letters of which nothing is known."""

from __future__ import annotations

import symbackprop as sb
from symbackprop.answers.checking import Finding


def matrix(*rows: str) -> str:
    return rf"\begin{{bmatrix}} {' '.join(rows)} \end{{bmatrix}}".replace(";", r"\\")


A, B = matrix("a_{11} & a_{12} ; a_{21} & a_{22}"), matrix("d_{11} & d_{12} ; d_{21} & d_{22}")
FOUND = {
    rf"{A} \odot {B} = " + matrix("a_{11} d_{11} & a_{12} d_{12} ; a_{21} d_{21} & a_{22} d_{22}"): "proved",
    rf"{A} \odot {B} = " + matrix("a_{11} d_{11} & a_{12} d_{12} ; a_{21} d_{21} & a_{21} d_{22}"): "refuted",
    rf"{A}^T = " + matrix("a_{11} & a_{21} ; a_{12} & a_{22}"): "proved",
    rf"{A}^T = " + matrix("a_{11} & a_{21} ; a_{12} & a_{21}"): "refuted",
    rf"{A} + {B} = " + matrix("a_{11} + d_{11} & a_{12} + d_{12} ; a_{21} + d_{21} & a_{22} + d_{22}"): "proved",
    rf"{A} + {B} = " + matrix("a_{11} + d_{11} & a_{12} + d_{12} ; a_{21} + d_{21} & a_{22} - d_{22}"): "refuted",
    rf"{A} {matrix('d_1 ; d_2')} = " + matrix("a_{11} d_1 + a_{12} d_2 ; a_{21} d_1 + a_{22} d_2"): "proved",
    rf"{matrix('1 & 2 ; 3 & 4')} {matrix('1 ; 1')} = " + matrix("3 ; 7"): "proved",
    rf"{matrix('1 & 2 ; 3 & 4')} {matrix('1 ; 1')} = " + matrix("3 ; 8"): "refuted",
    rf"{A} \odot {B} = " + matrix("f_{11} & f_{12} ; f_{21} & f_{22}"): "not understood",
    rf"{A} \odot {B} = " + matrix("1 & 0 ; 0 & 1"): "not understood",
}


def of(formula: str) -> Finding:
    (found,) = sb.check(f"$$ {formula} $$", sb.mlp(["n", "m", "K"]))
    return found


def test_an_identity_of_free_letters_is_proved_or_refuted_and_nothing_else_is_taken_for_one() -> None:
    assert {formula: of(formula).word for formula in FOUND} == FOUND


def test_decimal_numbers_which_may_be_rounded_are_left_alone() -> None:
    formula = rf"{matrix('0.3 & 0.33')} + {matrix('0.3 & 0.33')} = " + matrix("0.6 & 0.67")
    assert [finding.word for finding in sb.check(f"$${formula}$$", sb.two_layer())] == ["not understood"]


def test_the_entry_with_the_mistake_is_named() -> None:
    found = of(rf"{A} \odot {B} = " + matrix("a_{11} d_{11} & a_{12} d_{12} ; a_{21} d_{21} & a_{21} d_{22}"))
    assert found.diagnosis is not None
    assert found.diagnosis.sentence == "in entry (2, 2), a_21 stands in place of a_22"
    assert found.remarks == ("its letters are any numbers",)
    assert [evidence.word for evidence in found.evidence] == ["proved", "proved", "proved", "refuted"]
