"""Matrix forms: what the equations, deltas and gradients of the textbooks look like."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
import sympy as sp
from matrix_networks import ALL

from symbackprop.calculus import Step, derive
from symbackprop.calculus.matrices import matrix_form
from symbackprop.network import Equation, Network, mlp, name, two_layer
from symbackprop.network.batched import batched
from symbackprop.network.indices import array, index, size
from symbackprop.notation import equation, write

FORMS = {
    "two layers": """
        u = W x + b
        y = σ(u)
        s = V y + c
        z = σ(s)
        E = ½(z − t)ᵀ (z − t)
        δ_out = (z − t) ⊙ z ⊙ (1 − z)
        δ = (Vᵀ δ_out) ⊙ y ⊙ (1 − y)
        ∂E/∂V = δ_out yᵀ
        ∂E/∂c = δ_out
        ∂E/∂W = δ xᵀ
        ∂E/∂b = δ
    """,
    "softmax cross-entropy": """
        u = W x + b
        y = softmax(u)
        E = −tᵀ log(y)
        δ = y − t
        ∂E/∂W = δ xᵀ
        ∂E/∂b = δ
    """,
    "layer norm": """
        u = W x + b
        μ = 1/m · 1ᵀ u
        variance = 1/m · (u − μ 1)ᵀ (u − μ 1)
        x̂ = r (u − μ 1)
        y = c + γ ⊙ x̂
        E = ½(y − t)ᵀ (y − t)
        δ_y = y − t
        δ_x̂ = γ ⊙ δ_y
        δ_variance = −½r³ δ_x̂ᵀ (u − μ 1)
        δ_μ = −r 1ᵀ δ_x̂ − (2δ_variance)/m · 1ᵀ (u − μ 1)
        δ_u = r δ_x̂ + (2δ_variance)/m · (u − μ 1) + δ_μ/m · 1
        ∂E/∂W = δ_u xᵀ
        ∂E/∂b = δ_u
        ∂E/∂γ = δ_y ⊙ x̂
        ∂E/∂c = δ_y
    """,
    "convolution": """
        h = tanh(a x)
        E = ½(u − t)ᵀ (u − t)
        δ_u = u − t
        ∂E/∂b_0 = 1ᵀ δ_u
    """,
    "batch": """
        U = X Wᵀ + 1 bᵀ
        Y = tanh(U)
        E = ½ 1ᵀ ((Y − T) ⊙ (Y − T)) 1
        Δ_out = (Y − T) ⊙ (1 − Y ⊙ Y)
        ∂E/∂W = Δ_outᵀ X
        ∂E/∂b = Δ_outᵀ 1
    """,
    "attention": """
        Q = X W_Q
        K = X W_K
        V = X W_V
        S = 1/√d · Q Kᵀ
        A = softmax(S)
        O = A V
        E = ½ 1ᵀ ((O − T) ⊙ (O − T)) 1
        Δ_O = O − T
        Δ_A = Δ_O Vᵀ
        Δ_S = A ⊙ (Δ_A − (Δ_A ⊙ A) 1 1ᵀ)
        Δ_Q = 1/√d · Δ_S K
        Δ_K = 1/√d · Δ_Sᵀ Q
        Δ_V = Aᵀ Δ_O
        ∂E/∂W_Q = Xᵀ Δ_Q
        ∂E/∂W_K = Xᵀ Δ_K
        ∂E/∂W_V = Xᵀ Δ_V
    """,
    "residual": """
        h = W x
        u = V tanh(h) + h
        E = ½(u − t)ᵀ (u − t)
        δ_u = u − t
        δ_h = δ_u + (1 − tanh(h) ⊙ tanh(h)) ⊙ (Vᵀ δ_u)
        ∂E/∂W = δ_h xᵀ
        ∂E/∂V = δ_u tanh(h)ᵀ
    """,
    "diagonal": """
        E = uᵀ (u ⊙ u)
        δ_u = 3(u ⊙ u)
    """,
    "clashing letters": """
        u = W x
        y = V tanh(u) + (1ᵀ u) u
        E = (yᵀ y) 1ᵀ y
        δ_y = (yᵀ y) 1 + (2 1ᵀ y) y
        δ_u = (1 − tanh(u) ⊙ tanh(u)) ⊙ (Vᵀ δ_y) + (1ᵀ u) δ_y + (δ_yᵀ u) 1
        ∂E/∂W = δ_u xᵀ
        ∂E/∂V = δ_y tanh(u)ᵀ
    """,
    "classifier": """
        u⁽¹⁾ = W⁽¹⁾ x + b⁽¹⁾
        y⁽¹⁾ = g(u⁽¹⁾)
        u⁽²⁾ = W⁽²⁾ y⁽¹⁾ + b⁽²⁾
        p⁽²⁾ = softmax(u⁽²⁾)
        E = −tᵀ log(p⁽²⁾)
        δ⁽²⁾ = p⁽²⁾ − t
        δ⁽¹⁾ = ((W⁽²⁾)ᵀ δ⁽²⁾) ⊙ g′(u⁽¹⁾)
        ∂E/∂W⁽²⁾ = δ⁽²⁾ (y⁽¹⁾)ᵀ
        ∂E/∂b⁽²⁾ = δ⁽²⁾
        ∂E/∂W⁽¹⁾ = δ⁽¹⁾ xᵀ
        ∂E/∂b⁽¹⁾ = δ⁽¹⁾
    """,
    "batch with one output": """
        U⁽¹⁾ = X (W⁽¹⁾)ᵀ + 1 (b⁽¹⁾)ᵀ
        Y⁽¹⁾ = tanh(U⁽¹⁾)
        u⁽²⁾ = Y⁽¹⁾ W⁽²⁾ + b⁽²⁾ 1
        y⁽²⁾ = σ(u⁽²⁾)
        E = 1ᵀ (−(1 − t) ⊙ log(1 − y⁽²⁾) − t ⊙ log(y⁽²⁾))
        δ⁽²⁾ = y⁽²⁾ − t
        Δ⁽¹⁾ = (δ⁽²⁾ (W⁽²⁾)ᵀ) ⊙ (1 − Y⁽¹⁾ ⊙ Y⁽¹⁾)
        ∂E/∂W⁽²⁾ = (Y⁽¹⁾)ᵀ δ⁽²⁾
        ∂E/∂b⁽²⁾ = 1ᵀ δ⁽²⁾
        ∂E/∂W⁽¹⁾ = (Δ⁽¹⁾)ᵀ X
        ∂E/∂b⁽¹⁾ = (Δ⁽¹⁾)ᵀ 1
    """,
    "multi-head attention": """
        Q^(h) = X (W_Q^(h))ᵀ
        K^(h) = X (W_K^(h))ᵀ
        V^(h) = X (W_V^(h))ᵀ
        S^(h) = 1/√d · Q^(h) (K^(h))ᵀ
        A^(h) = softmax(S^(h))
        Z^(h) = A^(h) V^(h)
        Y = Σ_(h=1..H) Z^(h) (W_O^(h))ᵀ
        E = ½ 1ᵀ ((Y − T) ⊙ (Y − T)) 1
        Δ_Y = Y − T
        Δ_Z^(h) = Δ_Y W_O^(h)
        Δ_A^(h) = Δ_Z^(h) (V^(h))ᵀ
        Δ_S^(h) = A^(h) ⊙ (Δ_A^(h) − (Δ_A^(h) ⊙ A^(h)) 1 1ᵀ)
        Δ_Q^(h) = 1/√d · Δ_S^(h) K^(h)
        Δ_K^(h) = 1/√d · (Δ_S^(h))ᵀ Q^(h)
        Δ_V^(h) = (A^(h))ᵀ Δ_Z^(h)
        ∂E/∂W_O^(h) = Δ_Yᵀ Z^(h)
        ∂E/∂W_Q^(h) = (Δ_Q^(h))ᵀ X
        ∂E/∂W_K^(h) = (Δ_K^(h))ᵀ X
        ∂E/∂W_V^(h) = (Δ_V^(h))ᵀ X
    """,
}

i, j, k, p, q = map(index, "ijkpq")
m, n, N = map(size, "mnN")
E = name("E")


def shown(steps: Iterable[Step], form: str = "unicode") -> list[str]:
    """Returns the steps as they are written."""
    return [write(equation(step.lhs, step.rhs), form) for step in steps]


@pytest.mark.parametrize("which", FORMS)
def test_the_matrix_forms_are_those_of_the_textbook(which: str) -> None:
    forms = derive(ALL[which][0]()).matrix_forms
    assert shown(forms) == [line.strip() for line in FORMS[which].strip().splitlines()]


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_a_perceptron_of_any_depth_has_the_recursion_of_the_deltas(depth: int) -> None:
    sizes = ["n", *("m", "q", "r")[: depth - 1], "K"]
    derivation = derive(mlp(sizes, activation="any", output="identity"))
    lines = shown(derivation.matrix_forms)
    assert len(lines) == 5 * depth + 1
    if depth > 2:
        raised = "⁰¹²³⁴"
        for layer_number in range(1, depth):
            own, after = f"⁽{raised[layer_number]}⁾", f"⁽{raised[layer_number + 1]}⁾"
            before = f"(y⁽{raised[layer_number - 1]}⁾)ᵀ" if layer_number > 1 else "xᵀ"
            assert f"δ{own} = ((W{after})ᵀ δ{after}) ⊙ g′(u{own})" in lines
            assert f"∂E/∂W{own} = δ{own} {before}" in lines


def test_sizes_may_be_numbers_and_the_last_one_a_single_output() -> None:
    derivation = derive(mlp([2, 3, 1], activation="tanh", output="sigmoid"))
    assert shown(derivation.matrix_forms) == [
        "u = W x + b",
        "y = tanh(u)",
        "s = vᵀ y + c",
        "δ = δ_out (v ⊙ (1 − y ⊙ y))",
        "∂E/∂v = δ_out y",
        "∂E/∂W = δ xᵀ",
        "∂E/∂b = δ",
    ]


def test_latex_sets_matrices_in_bold_and_transposes_upright() -> None:
    forms = derive(batched(mlp(["n", "m", "K"]))).matrix_forms
    assert (
        shown(forms, "latex")[0]
        == r"\mathbf{U} = \mathbf{X}\mathbf{W}^{\mathsf{T}} + \mathbf{1}\mathbf{b}^{\mathsf{T}}"
    )


def test_what_has_more_subscripts_is_told_slice_by_slice() -> None:
    lines = shown(derive(ALL["heads for a batch of sequences"][0]()).matrix_forms)
    assert "S^(h,q) = 1/√d · Q^(h,q) (K^(h,q))ᵀ" in lines
    assert "∂E/∂W_O^(h) = Σ_(q=1..B) (Δ_Y^(q))ᵀ Z^(h,q)" in lines
    assert "μ^(q) = 1/m · U^(q) 1" in shown(derive(ALL["batch of sequences"][0]()).matrix_forms)


def test_a_network_of_scalars_has_no_matrix_forms() -> None:
    assert derive(two_layer()).matrix_forms == ()


def test_every_matrix_form_rests_on_the_step_in_index_form() -> None:
    derivation = derive(ALL["two layers"][0]())
    steps = set(derivation.steps)
    assert all(step.premises[0] in steps for step in derivation.matrix_forms)
    assert derivation.matrix_forms[-2].reason[1:] == (" for all ", j, " and ", i, ".")


def one_array(body: sp.Expr, *ranges: tuple[sp.Symbol, sp.Expr]) -> Network:
    """Returns a network in which u, with the ranges, is defined by the body."""
    u = array("u")[tuple(letter for letter, _ in ranges)]
    loss = sp.Sum(u**2, *((letter, 1, last) for letter, last in reversed(ranges)))
    return Network([Equation(u, body, ranges=ranges), Equation(E, loss)], parameters=["w"])


w, v, x = map(array, "wvx")
FORMLESS = {
    "an element on the diagonal": (w[j, j] + sp.Sum(w[j, i], (i, 1, n)), ((j, n),)),
    "a shifted subscript": (sp.Sum(w[i] * x[i + j - 1], (i, 1, m)), ((j, n),)),
    "indices that join three matrices": (
        sp.Sum(w[p, i] * x[p, j] * v[p, k] * w[q, i] * x[q, j] * v[q, k], (p, 1, n), (q, 1, n), (k, 1, n)),
        ((i, n), (j, n)),
    ),
    "a sum whose end depends on an index": (sp.Sum(w[j, i] * x[i], (i, 1, j)), ((j, n),)),
    "a negative power of elements": (w[j] / x[j], ((j, n),)),
    "a Kronecker delta": (sp.Sum(w[j, i] * (1 + sp.KroneckerDelta(i, j)), (i, 1, n)), ((j, n),)),
    "an index as a number": (w[j] * j, ((j, n),)),
    "a maximum of two elements": (sp.Max(w[j], x[j]), ((j, n),)),
}


@pytest.mark.parametrize("which", FORMLESS)
def test_what_has_no_matrix_form_has_none(which: str) -> None:
    body, ranges = FORMLESS[which]
    assert matrix_form(body, ranges[-2:], one_array(body, *ranges)) is None


PRODUCTS = {
    "(B A)ᵀ with one transpose for Aᵀ Bᵀ with two": (
        sp.Sum(w[k, j] * v[i, k], (k, 1, n)),
        ((j, n), (i, n)),
        "(V W)ᵀ",
    ),
    "a weight between two matrices": (
        sp.Sum(w[j, k] * x[k] * v[k, i], (k, 1, n)),
        ((j, n), (i, n)),
        "W ((x 1ᵀ) ⊙ V)",
    ),
    "a sum over two indices": (sp.Sum(w[i, k] * v[i, k], (i, 1, n), (k, 1, n)) * x[j], ((j, n),), "(1ᵀ (V ⊙ W) 1) x"),
    "the inner product of a vector with an image": (
        sp.Sum(x[i] * w[i, k] * v[k, j], (i, 1, n), (k, 1, n)),
        ((j, n),),
        "Vᵀ Wᵀ x",
    ),
    "rows added up": (sp.Sum(w[j, k], (k, 1, n)), ((j, n),), "W 1"),
    "a number for every element": (name("c") + w[j, i] + sp.Sum(v[k, k], (k, 1, n)) * 0, ((j, n), (i, n)), "c 1 + W"),
    "a row of a matrix as a column": (w[2, j] + 0 * v[j, j] + x[j], ((j, n),), "w⁽²⁾ + x"),
}


@pytest.mark.parametrize("which", PRODUCTS)
def test_a_sum_of_products_is_a_product_of_matrices_with_few_transposes(which: str) -> None:
    body, ranges, expected = PRODUCTS[which]
    network = one_array(body, *ranges)
    assert write(matrix_form(body, ranges, network), "unicode") == expected


def test_a_matrix_keeps_its_letter_where_the_capital_is_taken() -> None:
    body = sp.Sum(w[j, i] * array("W")[i], (i, 1, n))
    assert write(matrix_form(body, ((j, m),), one_array(body, (j, m))), "unicode") == "w W"


def test_bound_letters_are_not_captured() -> None:
    body = sp.Sum(w[j, i] * sp.Sum(v[i, j] * x[j], (j, 1, n)), (i, 1, n))
    assert write(matrix_form(body, ((j, n),), one_array(body, (j, n))), "unicode") == "W V x"
