"""The JavaScript program, run in Chromium, against the NumPy program: the same numbers, whatever the names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mpmath
import numpy as np
import pytest
import sympy as sp
from scalar_networks import BY_HAND, from_tables
from sympy import Eq, Symbol, gamma

from symbackprop.errors import NetworkError, UnknownName
from symbackprop.network import Network, mlp, two_layer
from symbackprop.program import TARGETS, Program, RangeError, codegen, lambdify
from symbackprop.program.javascript import JAVASCRIPT
from symbackprop.program.printing import Printer

if TYPE_CHECKING:
    from headless import Chromium

NETWORKS: Mapping[str, Network] = {**from_tables(), **BY_HAND}
SCALES = (1.0, 1.0, 10.0, 100.0)
CLOSE = 1e-13
TINY = 1e-300
STRANGE = (
    *("var", "class", "let", "await", "arguments", "eval", "yield", "undefined", "NaN", "Math", "given", "pass"),
    *("__proto__", "constructor", "toString", "delta'", "delta_prime", "δ", "u3b4", "漢", "\U000e0001", "", " "),
    *("</script>", "<!--", "]]>", "*/", "//", "\n", "\r\u2028\u2029", '"', "'", "`${1}`", "\\", "\\u0022", "%_&"),
)

RUN = """
(async () => {
    const told = %s;
    const found = [];
    for (const { source, items, sets } of told) {
        const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
        const program = await import(address);
        found.push({
            items: items.map((pairs) => program.pass(Object.fromEntries(pairs))),
            sets: sets.map(([p, X, T]) => program.valueAndGrad(Object.fromEntries(p), X, T)),
        });
    }
    return JSON.stringify(found);
})()
"""


def ran(browser: Chromium, *jobs: Mapping[str, Any]) -> list[Any]:
    """Returns what the programs of the jobs compute: per job the items and the sets."""
    browser.complaints.clear()
    found = json.loads(browser.value(RUN % json.dumps([{"items": [], "sets": [], **job} for job in jobs])))
    assert browser.complaints == []
    return found


def point(program: Program, rng: np.random.Generator, scale: float) -> dict[str, float]:
    """Returns a value for everything that is given; positive parameters, where a root or a logarithm may ask for it."""
    spread = rng.normal(size=len(program.parameters)) if scale > 1 else rng.uniform(0.3, 1, len(program.parameters))
    return {
        **dict(zip(program.parameters, scale * spread, strict=True)),
        **dict(zip(program.inputs, rng.normal(size=len(program.inputs)), strict=True)),
        **dict(zip(program.targets, rng.uniform(size=len(program.targets)), strict=True)),
    }


def rows(program: Program, given: Mapping[str, float]) -> tuple[Any, Any, Any]:
    values = ([given[text] for text in names] for names in (program.inputs, program.targets))
    X, T = (np.array([row]) if row else None for row in values)
    return {text: given[text] for text in program.parameters}, X, T


def in_python(program: Program, given: Mapping[str, float]) -> tuple[float, Any, Any] | None:
    params, X, T = rows(program, given)
    try:
        return *program.value_and_grad(params, X, T), program.forward(params, X)
    except RangeError:
        return None


def assert_close(found: float, expected: float) -> None:
    assert found is not None
    assert abs(found - expected) <= CLOSE * abs(expected) + TINY


def test_every_network_of_the_tables_computes_what_the_python_program_computes(browser: Chromium) -> None:
    rng = np.random.default_rng(4)
    programs = [lambdify(network) for network in NETWORKS.values()]
    points = [[point(program, rng, scale) for scale in SCALES] for program in programs]
    jobs = [
        {"source": codegen(network, "javascript"), "items": [list(given.items()) for given in items]}
        for network, items in zip(NETWORKS.values(), points, strict=True)
    ]
    compared = 0
    for program, items, found in zip(programs, points, ran(browser, *jobs), strict=True):
        for given, result in zip(items, found["items"], strict=True):
            expected = in_python(program, given)
            if expected is None:
                continue
            loss, gradient, forward = expected
            compared += 1
            assert_close(result["loss"], loss)
            for text, value in gradient.items():
                assert_close(result["gradient"][text], value)
            for text, value in forward.items():
                assert_close(result["values"][text], value)
            assert set(result["values"]) == {line.name.name for line in program.plan.lines}
    assert compared > 0.9 * len(NETWORKS) * len(SCALES)


def test_a_set_is_summed_or_averaged_as_in_python(browser: Chromium) -> None:
    rng = np.random.default_rng(5)
    chosen = [two_layer(), two_layer("tanh", "squared_error"), BY_HAND["two targets"], BY_HAND["no target"]]
    means = [network for network in from_tables().values() if lambdify(network).plan.is_mean][:1]
    jobs, expected = [], []
    for network in (*chosen, *means):
        program = lambdify(network)
        params = dict(zip(program.parameters, rng.uniform(0.3, 1, len(program.parameters)), strict=True))
        X, T = rng.normal(size=(5, len(program.inputs))), rng.uniform(size=(5, len(program.targets)))
        expected.append(program.value_and_grad(params, X, T if program.targets else None))
        sets = [[list(params.items()), X.tolist(), T.tolist()]]
        jobs.append({"source": codegen(network, "javascript"), "sets": sets})
    for found, (loss, gradient) in zip(ran(browser, *jobs), expected, strict=True):
        (result,) = found["sets"]
        assert result["loss"] == pytest.approx(loss, rel=1e-13)
        assert result["gradient"] == pytest.approx(gradient, rel=1e-11)


@pytest.mark.parametrize("head", [sp.erf, sp.erfc])
def test_the_error_function_is_accurate_to_the_last_digits(browser: Chromium, head: Any) -> None:
    w, E = sp.symbols("w E")
    xs = [0.0, 1e-300, 1e-9, 0.1, 0.4999, 0.5, 0.51, 1.0, 2.5, 5.0, 9.0, 20.0, 26.0, 30.0, 1e6]
    points = [sign * x for x in xs for sign in (1, -1)]
    source = codegen(Network([Eq(E, head(w))], parameters=[w]), "javascript")
    (found,) = ran(browser, {"source": source, "items": [[["w", x]] for x in points]})
    for x, result in zip(points, found["items"], strict=True):
        with mpmath.workdps(400):
            exact = getattr(mpmath, head.__name__)(mpmath.mpf(x))
            assert abs(result["loss"] - exact) <= 2e-15 * abs(exact) + TINY


def test_both_error_functions_in_one_program_share_their_helper(browser: Chromium) -> None:
    source = codegen(BY_HAND["error function"], "javascript")
    assert source.count("const erfc =") == 1
    ran(browser, {"source": source})


def test_strange_names_stay_apart_and_none_of_their_text_is_run(browser: Chromium) -> None:
    symbols = [Symbol(text) for text in STRANGE]
    body = sum(place * symbol for place, symbol in enumerate(symbols, 1))
    network = Network([Eq(Symbol("E"), body)], parameters=symbols, title="</script>\n*/ alert(1) //\u2028")
    source = codegen(network, "javascript")
    assert [text for text in ("</script", "<!--", "]]>", "\u2028", "\U000e0001") if text in source] == []
    (found,) = ran(browser, {"source": source, "items": [[[text, 1.0] for text in STRANGE]]})
    (result,) = found["items"]
    assert result["gradient"] == {text: place for place, text in enumerate(STRANGE, 1)}
    assert result["loss"] == sum(range(1, len(STRANGE) + 1))


@pytest.mark.parametrize("text", STRANGE, ids=ascii)
def test_a_strange_name_may_be_a_parameter_an_input_or_a_line(text: str, browser: Chromium) -> None:
    strange, w, y, E = Symbol(text), Symbol("w"), Symbol("y"), Symbol("E")
    networks = (
        Network([Eq(E, strange * w)], parameters=[strange]),
        Network([Eq(E, strange * w)], parameters=[w]),
        Network([Eq(strange, y * w), Eq(E, strange)], parameters=[w]),
    )
    jobs = [
        {"source": codegen(network, "javascript"), "items": [[[text, 3.0], ["w", 2.0], ["y", 3.0]]]}
        for network in networks
    ]
    assert [found["items"][0]["loss"] for found in ran(browser, *jobs)] == [6, 6, 6]


def test_a_value_out_of_range_is_no_number(browser: Chromium) -> None:
    w, E = sp.symbols("w E")
    source = codegen(Network([Eq(E, sp.log(w))], parameters=[w]), "javascript")
    (found,) = ran(browser, {"source": source, "items": [[["w", -1.0]], [["w", 0.0]]]})
    assert [item["loss"] for item in found["items"]] == [None, None]


def test_the_backward_pass_is_the_textbooks() -> None:
    lines = codegen(two_layer(), "javascript").splitlines()
    assert "    const delta_out = z_minus_t * z * one_minus_z;" in lines
    assert "    const delta_1 = delta_out * v_1 * y_1 * one_minus_y_1;" in lines
    assert '            "w_11": delta_1 * x_1,' in lines
    assert "    const r_z = Math.exp(Math.min(-s, 709));" in lines


def test_the_program_is_strict_and_evaluates_no_text() -> None:
    for network in NETWORKS.values():
        source = codegen(network, "javascript")
        code = [line for line in source.splitlines() if not line.startswith("//")]
        assert code[0] == '"use strict";'
        assert "eval" not in source.replace("evaluat", "")
        assert "Function" not in source
        assert max(map(len, code)) <= 120
        assert not any(line.endswith(" ") for line in source.splitlines())
        assert source.endswith("\n")
        assert source == codegen(network, "javascript")


def test_what_javascript_cannot_compute_is_refused_by_name() -> None:
    w = Symbol("w")
    with pytest.raises(NetworkError, match=r"javascript has no spelling for gamma\n    in                gamma\(w\)"):
        Printer(JAVASCRIPT, {w: "w"}).text(gamma(w))
    with pytest.raises(NetworkError, match="a javascript program computes with numbers, and a network of n inputs"):
        codegen(mlp(["n", "m", 1]), "javascript")
    with pytest.raises(NetworkError, match="the function g is not specified"):
        codegen(two_layer("any"), "javascript")
    with pytest.raises(UnknownName, match="there is no target named 'fortran'"):
        codegen(two_layer(), "fortran")


def test_numpy_stays_the_default() -> None:
    assert codegen(two_layer()) == codegen(two_layer(), "numpy") == lambdify(two_layer()).source
    assert list(TARGETS) == ["numpy", "javascript"]
    assert Path(f"x{TARGETS['javascript'].suffix}").suffix == ".js"
