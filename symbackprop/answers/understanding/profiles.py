"""PROFILES: the notations of well-known books and courses, one row each.

A profile says what the letters mean for a perceptron with one hidden layer, named as `mlp` and `two_layer`
name it: x, u = W x + b, y, s = V y + c, z, t, E. With one output, the outputs have no index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from symbackprop.answers.understanding.notation import Notation


@dataclass(frozen=True)
class Profile:
    """The notation of a book or a course.

    title     what it is called
    source    where it is written so
    notation  what its letters mean
    """

    title: str
    source: str
    notation: Notation


def _row(
    title: str,
    source: str,
    names: Mapping[str, str | tuple[str, ...]],
    functions: Mapping[str, str] = MappingProxyType({}),
) -> Profile:
    return Profile(title, source, Notation(names, functions, kept=frozenset()))


_NOTES = Profile(
    "the notes",
    "COMP9444 Neural Networks and Deep Learning, UNSW, week 1: Multi-Layer Networks and Backpropagation",
    Notation({"E": ("E", "E_all")}),
)
_NIELSEN = _row(
    "Nielsen",
    "M. Nielsen, Neural Networks and Deep Learning (2015), chapter 2",
    {
        **{f"a_j^{layer}": "x_j" for layer in ("1", "(1)")},
        **{f"z_j^{layer}": "u_j" for layer in ("2", "(2)", "l")},
        **{f"a_j^{layer}": "y_j" for layer in ("2", "(2)", "l", "L-1")},
        **{f"b_j^{layer}": "b_j" for layer in ("2", "(2)", "l")},
        **{f"w_jk^{layer}": "w_jk" for layer in ("2", "(2)", "l")},
        **{f"delta_j^{layer}": "delta_j" for layer in ("2", "(2)", "l")},
        "a_k^l-1": "x_k",
        **{f"z_j^{layer}": ("s_j", "s") for layer in ("3", "(3)", "L", "l+1")},
        **{f"a_j^{layer}": ("z_j", "z") for layer in ("3", "(3)", "L", "l+1")},
        **{f"b_j^{layer}": ("c_j", "c") for layer in ("3", "(3)", "L", "l+1")},
        **{f"w_jk^{layer}": ("v_jk", "v_k") for layer in ("3", "(3)", "L", "l+1")},
        **{f"delta_j^{layer}": ("delta_out[j]", "delta_out") for layer in ("3", "(3)", "L", "l+1")},
        "y_j": ("t_j", "t"),
        "y": "t",
        "C": "E",
    },
    {"sigma": "sigmoid"},
)
_BISHOP = _row(
    "Bishop",
    "C. M. Bishop, Pattern Recognition and Machine Learning (2006), section 5.3",
    {
        "x_i": "x_i",
        **dict.fromkeys(("a_j", "a_j^(1)"), "u_j"),
        **dict.fromkeys(("z_j", "z_j^(1)"), "y_j"),
        **dict.fromkeys(("w_ji", "w_ji^(1)"), "w_ji"),
        **dict.fromkeys(("a_k", "a_k^(2)"), ("s_k", "s")),
        "y_k": ("z_k", "z"),
        "y": "z",
        **dict.fromkeys(("w_kj", "w_kj^(2)"), ("v_kj", "v_j")),
        **dict.fromkeys(("delta_j", "delta_j^(1)"), "delta_j"),
        **dict.fromkeys(("delta_k", "delta_k^(2)"), ("delta_out[k]", "delta_out")),
        "t_k": ("t_k", "t"),
        "t": "t",
        **dict.fromkeys(("E", "E_n"), "E"),
    },
    {"h": "tanh", "sigma": "sigmoid"},
)
_NG = _row(
    "Ng",
    "A. Ng, Neural Networks and Deep Learning, deeplearning.ai (2017), week 3",
    {
        "x_i": "x_i",
        "a_i^(0)": "x_i",
        "z_j^(1)": "u_j",
        "a_j^(1)": "y_j",
        "b_j^(1)": "b_j",
        **dict.fromkeys(("W_ji^(1)", "w_ji^(1)"), "w_ji"),
        "z_k^(2)": ("s_k", "s"),
        "z^(2)": "s",
        "a_k^(2)": ("z_k", "z"),
        "a^(2)": "z",
        "b_k^(2)": ("c_k", "c"),
        "b^(2)": "c",
        **dict.fromkeys(("W_kj^(2)", "w_kj^(2)"), ("v_kj", "v_j")),
        **dict.fromkeys(("W_j^(2)", "w_j^(2)", "W_1j^(2)"), "v_j"),
        "hat(y)": "z",
        "hat(y)_k": "z_k",
        "y": "t",
        "y_k": ("t_k", "t"),
        **dict.fromkeys(("cal(L)", "L", "J"), "E"),
        "dz_k^(2)": ("delta_out[k]", "delta_out"),
        "dz^(2)": "delta_out",
        "dz_j^(1)": "delta_j",
    },
    {"sigma": "sigmoid", "g": "tanh"},
)
_CS231N = _row(
    "CS231n",
    "A. Karpathy, CS231n Convolutional Neural Networks for Visual Recognition, Stanford: Neural networks case study",
    {
        "x_i": "x_i",
        "h_j": "y_j",
        "W_1_ij": "w_ji",
        "b_1j": "b_j",
        "W_2_jk": "v_kj",
        "b_2k": "c_k",
        "f_k": "s_k",
        "p_k": "z_k",
        "y_k": "t_k",
        **dict.fromkeys(("L", "L_i"), "E"),
    },
)
_RUMELHART = _row(
    "Rumelhart, Hinton and Williams",
    "D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning internal representations by error propagation (1986)",
    {
        "o_pi": "x_i",
        "net_pj": "u_j",
        "o_pj": "y_j",
        "w_ji": "w_ji",
        "theta_j": "b_j",
        "net_pk": ("s_k", "s"),
        "o_pk": ("z_k", "z"),
        "w_kj": ("v_kj", "v_j"),
        "theta_k": ("c_k", "c"),
        "t_pk": ("t_k", "t"),
        "delta_pj": "-delta_j",
        "delta_pk": ("-delta_out[k]", "-delta_out"),
        **dict.fromkeys(("E", "E_p"), "E"),
    },
    {"f": "sigmoid", "f_j": "sigmoid", "f_k": "sigmoid"},
)
_GOODFELLOW = _row(
    "Goodfellow, Bengio and Courville",
    "I. Goodfellow, Y. Bengio, A. Courville, Deep Learning (2016), chapter 6",
    {
        "x_i": "x_i",
        "z_j": "u_j",
        "h_j": "y_j",
        "W_ij": "w_ji",
        "c_j": "b_j",
        "w_j": "v_j",
        "b": "c",
        "hat(y)": "z",
        "f": "z",
        "y": "t",
        **dict.fromkeys(("J", "L"), "E"),
    },
    {"g": "relu"},
)

PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        "notes": _NOTES,
        "nielsen": _NIELSEN,
        "bishop": _BISHOP,
        "ng": _NG,
        "cs231n": _CS231N,
        "rumelhart": _RUMELHART,
        "goodfellow": _GOODFELLOW,
    }
)
"""The notations by name."""
