"""The corpus: formulas of public notes with judgements made by hand, and what the letters of some of them mean."""

from __future__ import annotations

import json
from pathlib import Path

import sympy as sp

import symbackprop as sb
from symbackprop.answers.functions import FUNCTIONS
from symbackprop.answers.latex import Symbols
from symbackprop.answers.vocabulary import Vocabulary, vocabulary
from symbackprop.network import Network, name, names

CORPUS = [
    json.loads(line) for line in (Path(__file__).parents[1] / "answers/latex/corpus.jsonl").read_text().splitlines()
]
NOTES = vocabulary(sb.two_layer())
TANH = vocabulary(sb.two_layer("tanh"))


def _of_functions() -> Vocabulary:
    x, u, v, y = names("x u v y")
    f, h, a, b = (sp.Function(text, real=True) for text in "fhab")
    return vocabulary(Network([sp.Eq(u, f(x)), sp.Eq(v, h(x)), sp.Eq(y, a(u) * b(v))], parameters=[x]))


ONE_ITEM_OR_ALL = {"E": ("E", "E_all")}
SIGMOID_SYMBOLS = Symbols(NOTES, ONE_ITEM_OR_ALL, others={"w": name("w")})
OTHERS = {3: Symbols(TANH), 11: Symbols(TANH), 9: Symbols(_of_functions())}
"""The formulas of the notes about another network: tanh, and the chain rule for functions of functions."""

BISHOP = Symbols(
    vocabulary(sb.mlp(["n", "m", "K"], activation="tanh", output="identity")),
    {
        "a_k": "s_k",
        "a_j": "u_j",
        "y_k": "z_k",
        "z_j": "y_j",
        "w_kj": "v_kj",
        "w_ji": "w_ji",
        "E_n": "E",
        "delta_k": "delta_out[k]",
        "delta_j": "delta_j",
        "a_j^(1)": "u_j",
        "w_ji^(1)": "w_ji",
        "z_j^(1)": "y_j",
        "delta_j^(1)": "delta_j",
        "delta_k^(2)": "delta_out[k]",
        "w_kj^(2)": "v_kj",
    },
    functions={"h": FUNCTIONS["tanh"]},
)
MAZUR = Symbols(
    vocabulary(sb.mlp([2, 2, 2])),
    {
        "net_hj": "u_j",
        "out_hj": "y_j",
        "net_oj": "s_j",
        "out_oj": "z_j",
        "target_oj": "t_j",
        "i_j": "x_j",
        "delta_oj": "delta_out[j]",
        "delta_hj": "delta_j",
        "E_total": "E",
        "w_1": "w_11",
        "w_2": "w_12",
        "w_5": "v_11",
        "w_6": "v_12",
        "w5": "v_11",
    },
    kept=frozenset(),
)
TABLES = {"comp9444-1b": SIGMOID_SYMBOLS, "bishop-cse627a": BISHOP, "mazur-vortune": MAZUR}
