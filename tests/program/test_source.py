from __future__ import annotations

import ast
import subprocess
import sys
import traceback
from pathlib import Path

import numpy as np
import pytest
from scalar_networks import BY_HAND, from_tables
from sympy import Eq, Symbol

from symbackprop.network import Network, two_layer
from symbackprop.program import RangeError, lambdify

NETWORKS = {**from_tables(), **BY_HAND}
HOSTILE = [
    '"""\nimport os; os.abort()\n"""',
    "w\n    raise SystemExit",
    'x"]; raise SystemExit; p["',
    "x'; raise SystemExit #",
    "lambda",
    "np",
    "p",
    "X",
    "items",
    "__import__('os').abort()",
    "{{ page }}",
    "%s{0}\\",
    "\u202eδ\x1b[31m",
    "",
    " ",
    "w w",
    "w_w",
    "e",
    "1w",
    "None",
]


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_the_source_imports_only_numpy_and_math_and_has_short_lines(network: Network) -> None:
    source = lambdify(network).source
    imported = {
        alias.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import) for alias in node.names
    }
    assert imported <= {"numpy", "math"}
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(ast.parse(source)))
    assert max(map(len, source.splitlines())) <= 88
    assert not any(line.endswith(" ") for line in source.splitlines())
    assert source.endswith("\n")
    assert not source.endswith("\n\n")


def test_the_backward_pass_is_the_textbooks() -> None:
    lines = lambdify(two_layer()).source.splitlines()
    assert "    delta_out = z_minus_t * z * one_minus_z" in lines
    assert '    delta_1 = delta_out * p["v_1"] * y_1 * one_minus_y_1' in lines
    assert '        "w_11": delta_1 @ x_1,' in lines
    assert '        "b_1": delta_1.sum(),' in lines
    assert "    z_minus_t = (1 - t) * z - t * one_minus_z" in lines


def test_the_saved_file_runs_by_itself(tmp_path: Path) -> None:
    program = lambdify(two_layer())
    path = program.save(tmp_path / "backprop.py")
    assert path.read_text(encoding="utf-8") == program.source
    text = (
        "import backprop\n"
        "value, gradient = backprop.value_and_grad(dict.fromkeys(backprop.PARAMETERS, 0.5), [[1, 0.5]], [1])\n"
        "print(repr(float(value)), repr(float(gradient['w_11'])))\n"
    )
    run = subprocess.run([sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True, check=True)
    value, gradient = program.value_and_grad(dict.fromkeys(program.parameters, 0.5), [1, 0.5], 1)
    assert run.stdout.split() == [repr(value), repr(gradient["w_11"])]


def test_the_source_is_the_same_whatever_the_hash_seed() -> None:
    text = (
        "from symbackprop.network import two_layer\nfrom symbackprop.program import lambdify\n"
        "print(lambdify(two_layer('gelu')).source)"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", text], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1


def test_a_traceback_shows_the_line_of_the_program() -> None:
    program = lambdify(two_layer("exponential"))
    with pytest.raises(RangeError) as caught:
        program.loss(np.full(9, 1e4), [1, 1], 0)
    assert "np.exp(u_1)" in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_of_a_name_is_ever_run(text: str) -> None:
    hostile = Symbol(text)
    others = [Symbol(f"plain_{position}") for position in range(3)]
    roles = {
        "parameter": (
            Network([Eq(others[0], hostile * others[1])], parameters=[hostile], title=text),
            {text: 2.0},
            [3.0],
        ),
        "input": (
            Network([Eq(others[0], hostile * others[1])], parameters=[others[1]], title=text),
            {"plain_1": 2.0},
            [3.0],
        ),
        "line": (
            Network([Eq(hostile, others[0] * others[1]), Eq(others[2], hostile)], parameters=[others[1]], title=text),
            {"plain_1": 2.0},
            [3.0],
        ),
    }
    for network, params, X in roles.values():
        program = lambdify(network)
        value, gradient = program.value_and_grad(params, X)
        assert value == 6
        assert gradient == dict.fromkeys(params, 3.0)
        names = [node.id for node in ast.walk(ast.parse(program.source)) if isinstance(node, ast.Name)]
        assert not {"os", "SystemExit", "__import__"} & set(names)


def test_hostile_names_together_stay_apart() -> None:
    symbols = [Symbol(text) for text in HOSTILE]
    body = sum(position * symbol for position, symbol in enumerate(symbols, 1))
    program = lambdify(Network([Eq(Symbol("E"), body)], parameters=symbols))
    assert program.Parameters is None
    gradient = program.grad(dict.fromkeys(HOSTILE, 1.0))
    assert gradient == {text: float(position) for position, text in enumerate(HOSTILE, 1)}
    swapped = lambdify(Network([Eq(Symbol("E"), Symbol("k") * body)], parameters=[Symbol("k")]))
    row = np.arange(1.0, len(HOSTILE) + 1)
    order = [HOSTILE.index(text) + 1 for text in swapped.inputs]
    assert swapped.grad([1.0], row)[0] == float(np.dot(order, row))


def test_a_program_shows_itself_whole_in_a_notebook_whatever_its_title() -> None:
    x, w, E = Symbol("x"), Symbol("w"), Symbol("E")
    program = lambdify(Network([Eq(E, (w * x) ** 2)], parameters=[w], title="a ``` in ```` it"))
    fence, *lines, end = program._repr_markdown_().split("\n")
    assert (fence, end) == ("`````python", "`````")
    assert "\n".join(lines) == program.source.rstrip()
