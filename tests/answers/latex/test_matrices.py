"""Formulas of vectors and matrices: how they are read, what does not fit, what is repaired."""

from __future__ import annotations

import tomllib

import matrix_tables as tables
import pytest
import sympy as sp
from matrix_verdicts import word, words

import symbackprop as sb
from symbackprop.answers.functions import FUNCTIONS
from symbackprop.answers.latex import NotUnderstood, Reading, ShapeMismatch, Symbols, read_display
from symbackprop.answers.latex.matrices import read_matrices
from symbackprop.answers.latex.statement import Statement
from symbackprop.answers.mistakes import repairs
from symbackprop.answers.vocabulary import vocabulary
from symbackprop.network import name

COLUMNS = Symbols(vocabulary(sb.mlp(["n", "m", "K"])), {"W": "w", "V": "v"})
SOFTMAX = Symbols(vocabulary(sb.mlp(["n", "m", "K"], loss="cross_entropy")), {"V": "v"})
ROWS = Symbols(
    vocabulary(sb.batched(sb.mlp(["n", "m", "K"]))), {"W": "w^T", "B": "b^T", "X": "x", "V": "v^T", "C": "c^T"}
)
_LETTERS = {"w": "W", "b": "b", "z": "u", "a": "y", "delta": "delta"}
DEEP = Symbols(
    vocabulary(sb.mlp(["n", "h", "m", "K"])),
    {
        **{f"{theirs}^{number}": f"{ours}^({number})" for number in (1, 2, 3) for theirs, ours in _LETTERS.items()},
        "dW^(2)": "dE/dW^(2)",
        "a^0": "x",
        "y": "t",
        "C": "E",
        **{f"{theirs}^L": f"{ours}^(3)" for theirs, ours in _LETTERS.items()},
    },
    others={"eta": name("eta")},
    kept=frozenset(),
    layers={"l": (1, 3)},
)


def statement(latex: str) -> Statement:
    (found,) = read_display(latex)
    return found


def read(latex: str, table: Symbols) -> tuple[Reading, ...]:
    return read_matrices(statement(latex), table)


TABLES = {"columns": COLUMNS, "softmax": SOFTMAX, "rows": ROWS, "deep": DEEP}

PROVED = {
    "columns": (
        r"\frac{\partial E}{\partial W} = \delta x^T",
        r"\partial E/\partial W = \delta x^\top",
        r"\nabla_W E = \delta x^{\mathsf T}",
        r"\nabla_W E = \delta \otimes x",
        r"\frac{\partial E}{\partial W_{ji}} = \delta_j x_i",
        r"\delta = V^T \delta_{out} \odot y \odot (1 - y)",
        r"\delta = (V^T \delta_{out}) .* (y - y^2)",
        r"\delta = \operatorname{diag}(y \odot (1 - y)) V^T \delta_{out}",
        r"\delta = V^\top \delta_{out} \cdot \sigma'(u)",
        r"E = \frac12 (z - t)^T (z - t)",
        r"E = \frac12 (z - t) \cdot (z - t)",
        r"E = \frac12 (z - t)^2",
        r"E = \frac{\|z - t\|_2^2}{2}",
        r"E = \frac12 \operatorname{tr}\left( (z - t)(z - t)^T \right)",
        r"y = \frac{1}{1 + e^{-u}}",
        r"\frac{\partial y}{\partial u} = y \odot (1 - y)",
        r"\frac{\partial s}{\partial y} = V",
        r"\delta = \frac{\partial E}{\partial s} \frac{\partial s}{\partial y} \frac{\partial y}{\partial u}",
        r"\frac{\partial E}{\partial W} = \frac{\partial u}{\partial W} \frac{\partial E}{\partial u}",
        r"\delta = \left(\frac{\partial s}{\partial u}\right)^T \delta_{out}",
    ),
    "softmax": (
        r"z = \mathrm{softmax}(V y + c)",
        r"E = -t^T \log z",
        r"E = -\sum t \odot \log z",
        r"\frac{\partial E}{\partial s} = z - t",
    ),
    "rows": (
        r"u = X W + B",
        r"u = X W + \mathbf{1} B",
        r"\frac{\partial E}{\partial B} = \mathbf{1}^T \delta",
        r"\frac{\partial E}{\partial B} = \sum_p \delta_p^T",
        r"\frac{\partial E}{\partial W} = X^T \delta",
        r"E = \frac12 \|z - t\|_F^2",
        r"E = \frac12 \sum_i \|z_i - t_i\|^2",
        r"E = \frac12 \sum (z - t)^2",
        r"\frac{\partial E}{\partial W} = \sum_p x_p \delta_p^T",
    ),
    "deep": (
        r"\delta^L = (a^L - y) \odot \sigma'(z^L)",
        r"\delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma'(z^l)",
        r"\delta^l = w^{l+1\,T} \delta^{l+1} \odot \sigma'(z^l)",
        r"dW^{(2)} = \delta^{2} a^{1T}",
        r"a^l = \sigma(w^l a^{l-1} + b^l)",
        r"w^l \leftarrow w^l - \eta \delta^l (a^{l-1})^T",
        r"\Delta w^l = -\eta \delta^l (a^{l-1})^T",
        r"w^l(t+1) = w^l(t) - \eta \delta^l (a^{l-1})^T",
        r"w^l = w^l - \eta \delta^l (a^{l-1})^T",
    ),
}
REFUTED = {
    "columns": (
        r"\frac{\partial E}{\partial W} = \delta x",
        r"\frac{\partial E}{\partial W} = x \delta",
        r"\frac{\partial E}{\partial W} = x^T \delta",
        r"\delta = V \delta_{out} \odot y \odot (1 - y)",
        r"\delta = V^T \odot \delta_{out} \odot y \odot (1 - y)",
        r"u = W x + c",
        r"E = z - t",
        r"E = (z - t)^2",
        r"\delta = \frac{\partial E}{\partial s} \frac{\partial s}{\partial y}",
        r"\frac{\partial s}{\partial y} = \delta",
        r"W \leftarrow W + \delta x^T",
    ),
    "rows": (
        r"u = W X + B",
        r"\frac{\partial E}{\partial W} = \delta^T X^T",
        r"\frac{\partial E}{\partial B} = \delta_{out}",
    ),
    "deep": (
        r"\delta^l = (w^{l+1} \delta^{l+1}) \odot \sigma'(z^l)",
        r"\delta^l = ((w^{l})^T \delta^{l+1}) \odot \sigma'(z^l)",
        r"a^l = \sigma(w^l a^{0} + b^l)",
        r"w^l \leftarrow w^l + \eta \delta^l (a^{l-1})^T",
        r"\Delta w^l = \eta \delta^l (a^{l-1})^T",
        r"\Delta w^l = -\eta \delta^l a^{l-1}",
    ),
}


@pytest.mark.parametrize(("table", "latex"), [(table, latex) for table, found in PROVED.items() for latex in found])
def test_these_are_proved(table: str, latex: str) -> None:
    assert word(statement(latex), TABLES[table]) == "proved"


@pytest.mark.parametrize(("table", "latex"), [(table, latex) for table, found in REFUTED.items() for latex in found])
def test_these_are_refuted(table: str, latex: str) -> None:
    assert word(statement(latex), TABLES[table]) == "refuted"


MISFITS = {
    r"\frac{\partial E}{\partial W} = \delta x": (
        r"\delta (m) and x (n) have no product: the inner sizes 1 and n differ",
        "x",
    ),
    r"\delta = V \delta_{out} \odot \sigma'(u)": (
        r"V (K × m) and \delta_{out} (K) have no product: the inner sizes m and K differ",
        r"\delta_{out}",
    ),
    r"u = W x \odot x": (r"W x (m) and x (n) have no product element by element: they differ in shape", "x"),
    r"u = W x + c": (r"W x (m) and c (K) have no sum: they differ in shape", "c"),
    r"\nabla_{W} E = \delta": (
        r"\nabla_{W} E (m × n) and \delta (m) are no equal sides: they differ in shape",
        r"\delta",
    ),
    r"u = W^T x": (r"W^T (n × m) and x (n) have no product: the inner sizes m and n differ", "x"),
    r"E = x / t": (r"x (n) and t (K) have no quotient element by element: they differ in shape", "t"),
}


@pytest.mark.parametrize("latex", MISFITS)
def test_shapes_that_do_not_fit_are_said_in_words_with_their_place(latex: str) -> None:
    fact, token = MISFITS[latex]
    with pytest.raises(ShapeMismatch) as found:
        read(latex, COLUMNS)
    assert found.value.fact == fact
    assert found.value.token == token
    assert found.value.position == latex.rindex(token)
    assert found.value.word == "refuted"
    assert found.value.details()[0] == ("shapes", fact)


NOT_READ = {
    ("columns", r"\frac{\partial E}{\partial W} = x \delta^T"): "laid out the other way",
    ("columns", r"\frac{\partial u}{\partial W} = x"): "has more subscripts",
    ("columns", r"u_j = W x + b"): "is one element",
    ("columns", r"u = \sum_i W_{ji} x_i + b"): "is one element",
    ("columns", r"u = Q x"): "named 'Q'",
    ("columns", r"u = W x + \infty"): "no number",
    ("columns", r"u = \mathbf{1} x"): "how many ones",
    ("columns", r"E = |W|^2"): "two ways",
    ("columns", r"E = \|W\|_2^2"): "this norm",
    ("columns", r"E = \|z\|_3"): "this norm",
    ("columns", r"E = \sum E"): "names its index",
    ("columns", r"\nabla E = \delta"): "what this gradient is by",
    ("columns", r"y = x^{10}"): "from 1 to 9",
    ("columns", r"\frac{\partial^2 E}{\partial W^2} = 0"): "second derivative",
    ("columns", r"\frac{\partial E}{\partial (W x)} = 0"): "by a name of the network",
    ("columns", r"W'(x) = 1"): "named 'W'",
    ("columns", r"u = \begin{pmatrix} 1 \\ 2 \end{pmatrix}"): "unless the sizes",
    ("columns", r"E = \begin{pmatrix} 1 & 2 \\ 2 \end{pmatrix}"): "differ in length",
    ("columns", r"E = \begin{pmatrix} u \\ y \end{pmatrix}"): "which are numbers",
    ("columns", r"y = \operatorname{diag}(W)"): "other arguments",
    ("columns", r"u = " + "W W^T " * 7 + "W x"): "at most 12 factors",
    ("columns", r"y = " + r"\mathrm{softmax}(" * 5 + "y" + ")" * 5): "at most 4 times",
    ("rows", r"\frac{\partial E}{\partial B} = \delta"): "only if there is one item",
    ("deep", r"\delta^{l+3} = z^l"): "named 'delta\\^",
    ("deep", r"\delta^l + l = z^l"): "is one element",
}


@pytest.mark.parametrize(("table", "latex"), NOT_READ)
def test_what_is_not_said_is_not_guessed(table: str, latex: str) -> None:
    with pytest.raises(NotUnderstood, match=NOT_READ[table, latex]) as found:
        read(latex, TABLES[table])
    assert not isinstance(found.value, ShapeMismatch)


def test_a_product_that_can_be_meant_in_two_ways_is_read_in_both() -> None:
    square = Symbols(vocabulary(sb.mlp(["n", "n", "n"])), {"W": "w", "V": "v"})
    assert [(way.choices, str(way.sides[1])) for way in read(r"V = V \cdot W", square)] == [
        (("the product of V and W is one of matrices",), "Sum(v[j, k]*w[k, i], (k, 1, n))"),
        (("the product of V and W is element by element",), "v[j, i]*w[j, i]"),
    ]
    orders = [way.choices for way in read(r"V = W \odot V W", square)]
    assert orders == [
        ("factors without a sign between are taken first",),
        ("the factors are taken one after the other",),
    ]


def test_a_hadamard_product_that_is_not_written_is_said_in_words() -> None:
    (way,) = read(r"\frac{\partial E}{\partial c} = (z - t) \sigma'(s)", COLUMNS)
    assert way.choices == (r"the product of (z - t) and \sigma'(s) is element by element",)


def test_a_bias_is_added_to_each_item_and_to_nothing_else() -> None:
    (way,) = read("u = X W + B", ROWS)
    assert way.choices == ("B is added once for each item",)
    with pytest.raises(ShapeMismatch, match="have no sum"):
        read("E = x x^T + x", COLUMNS)


def test_a_statement_about_layers_makes_a_claim_for_each() -> None:
    every, hidden = read(r"a^l = \sigma(z^l)", DEEP)
    assert every.choices == ("read for l = 1; l = 2; l = 3",)
    assert [str(claim) for claim in every.claims()] == [
        f"y^({n})[{j}] = sigmoid(u^({n})[{j}])" for n, j in ((1, "j"), (2, "k"), (3, "l"))
    ]
    assert hidden.choices == ("read for l = 1; l = 2",)


def test_a_layer_that_is_not_there_is_left_out_of_the_statement() -> None:
    (way,) = read(r"\delta^l = (w^{l+1})^T \delta^{l+1} \odot \sigma'(z^l)", DEEP)
    assert way.choices == ("read for l = 1; l = 2",)
    assert len(list(way.claims())) == 2


def test_what_holds_for_one_layer_alone_is_no_statement_about_layers() -> None:
    assert word(statement(r"a^l = \sigma(w^l a^{0} + b^l)"), DEEP) == "refuted"
    same = Symbols(vocabulary(sb.mlp([2, 2, 2, 2])), DEEP.notation, kept=frozenset(), layers={"l": (1, 3)})
    assert word(statement(r"a^l = \sigma(w^l a^{0} + b^l)"), same) == "refuted"


def test_a_sum_without_an_index_is_of_all_entries_or_of_the_items() -> None:
    assert [str(way.sides[1]) for way in read(r"\frac{\partial E}{\partial B} = \sum \delta", ROWS)] == [
        "Sum(delta[i, j], (i, 1, N))"
    ]


def test_numbers_that_are_rounded_keep_their_digits() -> None:
    (way,) = read("u = 0.10 W x", COLUMNS)
    assert [number.digits for number in way.numerals] == ["0.10"]


def test_a_notation_is_text_as_a_toml_file_has_it() -> None:
    notation = tomllib.loads("""
        X = "x^T"
        "W^(1)" = "w"
        "b^(1)" = "b"
        "Z^(1)" = "u^T"
        "dZ^(1)" = "N*dE/du^T"
        "dW^(1)" = "dE/dw"
        m = "N"
        J = "E"
    """)
    mean = vocabulary(tables.averaged(sb.batched(sb.mlp(["n", "h", "K"]))))
    table = Symbols(mean, notation, kept=frozenset())
    assert words("Z^{[1]} = W^{[1]} X + b^{[1]}", table) == ["proved"]
    assert words(r"dW^{[1]} = \frac1m dZ^{[1]} X^T", table) == ["proved"]
    assert words("dW^{[1]} = dZ^{[1]} X^T", table) == ["refuted"]


REPAIRED = {
    r"\frac{\partial E}{\partial W} = \delta x": ["the transpose of x is missing"],
    r"\delta = V \delta_{out} \odot \sigma'(u)": ["the transpose of V is missing"],
    r"u = W^T x + b": ["W must not be transposed"],
    r"u = x W + b": ["x and W are in the wrong order"],
    r"\delta = V^T \odot \delta_{out} \odot \sigma'(u)": [
        r"the product with \delta_{out} must be one of matrices, not element by element"
    ],
    r"W \leftarrow W - \delta x": ["the transpose of x is missing"],
    r"\delta = V^T \delta_{out} \odot \sigma(u)": [],
    r"\frac{\partial E}{\partial W} = x y": [],
}


@pytest.mark.parametrize("latex", REPAIRED)
def test_a_single_change_that_makes_it_right_is_found_and_proved(latex: str) -> None:
    found = repairs(statement(latex), COLUMNS)
    assert [repair.sentence for repair in found] == REPAIRED[latex]
    for repair in found:
        assert len(repair.proofs) == len(repair.claims) > 0
        assert 0 <= repair.position < len(latex)


def test_the_hadamard_product_of_a_batch_is_found_where_it_is_missing() -> None:
    (found,) = repairs(statement(r"\nabla_W E = X^T \delta_{out} V^T \sigma'(u)"), ROWS)
    assert (found.mistake, found.sentence) == (
        "element by element",
        r"the product with \sigma'(u) must be element by element, ⊙",
    )


def test_a_name_may_be_the_opposite_of_an_array() -> None:
    table = Symbols(COLUMNS.vocabulary, {"e": "-delta_out", "W": "w"})
    assert words(r"\frac{\partial E}{\partial c} = -e", table) == ["proved"]
    assert words(r"e = (t - z) \odot \sigma'(s)", table) == ["proved"]
    assert words(r"\frac{\partial E}{\partial c} = e", table) == ["refuted"]


def test_a_delta_that_the_document_has_is_no_step() -> None:
    table = Symbols(COLUMNS.vocabulary, {"W": "w", "Delta": "delta"}, others={"eta": name("eta")})
    assert words(r"\Delta W = -\eta \delta x^T", COLUMNS)[0].startswith("not understood")
    with pytest.raises(ShapeMismatch, match="have no product"):
        read(r"\Delta W = -\eta \Delta x^T", table)


def test_functions_of_the_document_are_taken_of_each_element() -> None:
    table = Symbols(COLUMNS.vocabulary, COLUMNS.notation, {"f": FUNCTIONS["sigmoid"]})
    assert words("y = f(W x + b)", table) == ["proved"]
    assert words(r"\delta = f'(W x + b) \odot V^T \delta_{out}", table) == ["proved"]


def test_a_size_that_is_a_number_is_one_like_any_other() -> None:
    table = Symbols(vocabulary(sb.mlp([2, 3, 1])), {"W": "w", "V": "v^T"})
    assert words("s = V y + c", table) == ["proved"]
    assert words(r"\delta = V^T \delta_{out} \odot \sigma'(u)", table) == ["proved"]
    assert words(r"\delta = V \delta_{out} \odot \sigma'(u)", table) == ["refuted"]
    assert words(r"\delta = 0 \cdot y", Symbols(table.vocabulary, others={"q": sp.Integer(0)})) == ["refuted"]


@pytest.mark.parametrize("latex", [r"\frac{\partial u}{\partial x} = W", r"\frac{\partial u}{\partial x} = W^T"])
def test_a_derivative_of_a_vector_is_laid_out_in_either_way(latex: str) -> None:
    assert words(latex, COLUMNS) == ["proved"]
    assert words(latex, Symbols(vocabulary(sb.mlp([2, 2, 2])), COLUMNS.notation)) == ["proved"]
    assert words(latex.replace("W", "V", 1), COLUMNS) == ["refuted"]


WRITTEN_OUT = {
    r"\begin{bmatrix}u_1\\u_2\end{bmatrix} = \begin{bmatrix}w_{11}&w_{12}\\w_{21}&w_{22}\end{bmatrix}"
    r"\begin{bmatrix}x_1\\x_2\end{bmatrix} + \begin{bmatrix}b_1\\b_2\end{bmatrix}": "proved",
    r"\begin{bmatrix}u_1\\u_2\end{bmatrix} = \begin{bmatrix}w_{11}&w_{21}\\w_{12}&w_{22}\end{bmatrix}"
    r"\begin{bmatrix}x_1\\x_2\end{bmatrix} + \begin{bmatrix}b_1\\b_2\end{bmatrix}": "refuted",
    r"\begin{bmatrix}y_1\\y_2\end{bmatrix} = g(\begin{bmatrix}u_1\\u_2\end{bmatrix})": "proved",
    r"\begin{bmatrix}u_1\\u_2\end{bmatrix} = \begin{bmatrix}x_1&x_2\end{bmatrix}": "refuted",
    r"\begin{bmatrix}1&2\\3&4\end{bmatrix} \begin{bmatrix}1\\1\end{bmatrix} = \begin{pmatrix}3\\8\end{pmatrix}"
    r" + \begin{bmatrix}0\\0\end{bmatrix}": "refuted",
}


@pytest.mark.parametrize("latex", WRITTEN_OUT)
def test_matrices_that_are_written_out_are_judged_entry_by_entry(latex: str) -> None:
    assert word(statement(latex), Symbols(vocabulary(sb.two_layer()))) == WRITTEN_OUT[latex]


HOSTILE = {
    "a product": "E = " + "x^T x " * 500,
    "products in two ways": "y = " + r" \cdot ".join(["y"] * 12),
    "a sum": "y = " + " + ".join(["y"] * 500),
    "squares": "E = " + " + ".join(["(z-t)^2"] * 50),
    "powers": "y = " + "{" * 15 + "y" + "}^2" * 15,
    "transposes": "y = " + "{" * 18 + "y" + "}^T" * 18,
    "softmax": "y = " + r"\mathrm{softmax}(" * 4 + "y" + ")" * 4,
    "derivatives": r"\frac{\partial E}{\partial x} = \frac{\partial E}{\partial y} "
    + r"\frac{\partial y}{\partial y} " * 10,
    "steps": "W(t+1)=W(t)(t)(t)(t)",
    "derivatives of derivatives": r"\nabla_{\nabla_W E} E = \frac{\partial \frac{\partial E}{\partial W}}{\partial W}",
    "names": r"W^{\_\_class\_\_} = x",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_formulas_end(kind: str) -> None:
    square = Symbols(vocabulary(sb.mlp(["n", "n", "n"])), {"W": "w", "V": "v"})
    for table in (square, ROWS):
        try:
            found = words(HOSTILE[kind], table)
        except NotUnderstood:
            continue
        assert set(found) <= {"proved", "refuted", "undecided", "taken"} or found[0].startswith("not understood")
