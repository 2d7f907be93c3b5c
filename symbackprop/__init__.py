"""Derives the gradients of a neural network, proves them, typesets them, and compiles them to NumPy.

>>> import symbackprop as sb
>>> d = sb.derive(sb.two_layer())
>>> d.gradient("w_11").delta_form
delta_1*x_1

What is listed in `__all__` is imported when it is first used, so that `import symbackprop`
and `symbackprop --help` cost next to nothing.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from symbackprop import errors as errors
    from symbackprop.answers import diagnose as diagnose
    from symbackprop.answers import prove as prove
    from symbackprop.answers.checking import check as check
    from symbackprop.calculus import Delta as Delta
    from symbackprop.calculus import Derivation as Derivation
    from symbackprop.calculus import Gradient as Gradient
    from symbackprop.calculus import Partial as Partial
    from symbackprop.calculus import Step as Step
    from symbackprop.calculus import derive as derive
    from symbackprop.network import ACTIVATIONS as ACTIVATIONS
    from symbackprop.network import LAYERS as LAYERS
    from symbackprop.network import LOSSES as LOSSES
    from symbackprop.network import Activation as Activation
    from symbackprop.network import Equation as Equation
    from symbackprop.network import Loss as Loss
    from symbackprop.network import Network as Network
    from symbackprop.network import array as array
    from symbackprop.network import batched as batched
    from symbackprop.network import given as given
    from symbackprop.network import index as index
    from symbackprop.network import instance as instance
    from symbackprop.network import layer as layer
    from symbackprop.network import mlp as mlp
    from symbackprop.network import network_from_toml as network_from_toml
    from symbackprop.network import sequential as sequential
    from symbackprop.network import size as size
    from symbackprop.network import two_layer as two_layer
    from symbackprop.network import unspecified as unspecified
    from symbackprop.network import with_weight_decay as with_weight_decay
    from symbackprop.network.perceptrons import Inseparable as Inseparable
    from symbackprop.network.perceptrons import Logic as Logic
    from symbackprop.network.perceptrons import Perceptron as Perceptron
    from symbackprop.network.perceptrons import PerceptronNetwork as PerceptronNetwork
    from symbackprop.network.perceptrons import Separation as Separation
    from symbackprop.network.perceptrons import TruthTable as TruthTable
    from symbackprop.network.perceptrons import count_separable as count_separable
    from symbackprop.network.perceptrons import gate as gate
    from symbackprop.network.perceptrons import logic as logic
    from symbackprop.network.perceptrons import separate as separate
    from symbackprop.network.perceptrons import xor_network as xor_network
    from symbackprop.program import Program as Program
    from symbackprop.program import lambdify as lambdify
    from symbackprop.proof import Claim as Claim
    from symbackprop.proof import Hypothesis as Hypothesis
    from symbackprop.proof import Proved as Proved
    from symbackprop.proof import Refuted as Refuted
    from symbackprop.proof import Undecided as Undecided
    from symbackprop.report import render as render
    from symbackprop.training import History as History
    from symbackprop.training import perceptron_rule as perceptron_rule
    from symbackprop.training import train as train
    from symbackprop.training import xor_data as xor_data
    from symbackprop.verification import verify as verify

_HOMES = {
    "symbackprop.network": (
        *("ACTIVATIONS", "LAYERS", "LOSSES", "Activation", "Equation", "Loss", "Network"),
        *("array", "batched", "given", "index", "instance", "layer", "mlp", "network_from_toml"),
        *("sequential", "size", "two_layer", "unspecified", "with_weight_decay"),
    ),
    "symbackprop.network.perceptrons": (
        *("Inseparable", "Logic", "Perceptron", "PerceptronNetwork", "Separation", "TruthTable"),
        *("count_separable", "gate", "logic", "separate", "xor_network"),
    ),
    "symbackprop.calculus": ("Delta", "Derivation", "Gradient", "Partial", "Step", "derive"),
    "symbackprop.proof": ("Claim", "Hypothesis", "Proved", "Refuted", "Undecided"),
    "symbackprop.program": ("Program", "lambdify"),
    "symbackprop.verification": ("verify",),
    "symbackprop.training": ("History", "perceptron_rule", "train", "xor_data"),
    "symbackprop.report": ("render",),
    "symbackprop.answers": ("diagnose", "prove"),
    "symbackprop.answers.checking": ("check",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["__version__", "errors", *_HOME]  # noqa: PLE0604  (all of them strings)


def __getattr__(name: str) -> object:
    from importlib import import_module  # noqa: PLC0415  (what is not asked for is not imported)

    if name == "errors":
        return import_module("symbackprop.errors")
    if name not in _HOME:
        raise AttributeError(f"module 'symbackprop' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
