"""Perceptrons and logic: which Boolean functions one perceptron computes, and how networks compute all of them."""

from symbackprop.network.perceptrons.booleans import of_sympy, to_sympy
from symbackprop.network.perceptrons.building import gate_by_gate, of_normal_form, xor_network
from symbackprop.network.perceptrons.computation import Computation, Traced
from symbackprop.network.perceptrons.connectives import CONNECTIVES, Connective
from symbackprop.network.perceptrons.counting import FunctionClass, count_separable, function_classes
from symbackprop.network.perceptrons.formula import Compound, Formula, Variable
from symbackprop.network.perceptrons.gates import GATES, Gate, gate
from symbackprop.network.perceptrons.layered import PerceptronNetwork, Unit
from symbackprop.network.perceptrons.logic import Logic, logic
from symbackprop.network.perceptrons.normal_form import Clause, NormalForm, normal_form
from symbackprop.network.perceptrons.parser import parse
from symbackprop.network.perceptrons.perceptron import Perceptron
from symbackprop.network.perceptrons.refusal import LogicError, Unsound
from symbackprop.network.perceptrons.separation import Inequality, Inseparable, Separation, separate
from symbackprop.network.perceptrons.truth_table import TruthTable

__all__ = [
    "CONNECTIVES",
    "GATES",
    "Clause",
    "Compound",
    "Computation",
    "Connective",
    "Formula",
    "FunctionClass",
    "Gate",
    "Inequality",
    "Inseparable",
    "Logic",
    "LogicError",
    "NormalForm",
    "Perceptron",
    "PerceptronNetwork",
    "Separation",
    "Traced",
    "TruthTable",
    "Unit",
    "Unsound",
    "Variable",
    "count_separable",
    "function_classes",
    "gate",
    "gate_by_gate",
    "logic",
    "normal_form",
    "of_normal_form",
    "of_sympy",
    "parse",
    "separate",
    "to_sympy",
    "xor_network",
]
