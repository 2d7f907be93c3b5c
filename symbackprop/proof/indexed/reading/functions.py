"""Reading functions: which are opaque, which are written in others, which are steps in disguise.

|A| = A (2 step A - 1), max(A, B) = B + (A - B) step(A - B): for what is piecewise linear one
kind of atom is enough, with step^2 = step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import sympy as sp
from sympy.codegen.cfunctions import expm1, log1p
from sympy.core.function import AppliedUndef

from symbackprop.network.functions import PRIME, NamedFunction
from symbackprop.network.heads import identity, leaky_relu, relu, step
from symbackprop.proof.indexed.normal_form.atoms import NF
from symbackprop.proof.indexed.normal_form.ring import ONE
from symbackprop.proof.indexed.reading.ranges import Environment
from symbackprop.proof.limits import OutOfReach
from symbackprop.proof.spelling import SPELLINGS, spelled, unspecified_parts

if TYPE_CHECKING:
    from symbackprop.proof.indexed.reading.reader import Reader

UNSPECIFIED = "?"
"""What the head of an unspecified function begins with: it may be called like a known one."""


def _exponential(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.exp(reader.read(node.args[0], env))


def _logarithm(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    if len(node.args) > 1:
        raise OutOfReach("a logarithm with a base of its own")
    return reader.forms.log(reader.read(node.args[0], env))


def _applied(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    head = type(node)
    if reader.heads.setdefault(head.__name__, head) is not head:
        raise OutOfReach(f"two different functions are called {head.__name__}")
    return reader.forms.applied(head.__name__, reader.read(node.args[0], env))


def _unspecified(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    text, order, argument = unspecified_parts(node)
    return reader.forms.applied(UNSPECIFIED + text + PRIME * order, reader.read(argument, env))


def _spelled(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.read(spelled(node), env)


def _absolute(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.absolute(reader.read(node.args[0], env))


def _sign(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.sign(reader.read(node.args[0], env))


def _step(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.step(reader.read(node.args[0], env))


def _greatest(reader: Reader, node: sp.Max, env: Environment) -> NF:
    return reader.forms.greatest([reader.read(argument, env) for argument in node.args])


def _least(reader: Reader, node: sp.Min, env: Environment) -> NF:
    return reader.forms.least([reader.read(argument, env) for argument in node.args])


def _piecewise(reader: Reader, node: sp.Piecewise, env: Environment) -> NF:
    *branches, (last, otherwise) = node.args
    if otherwise is not sp.true:
        raise OutOfReach("a case distinction without a last case")
    forms, result = reader.forms, reader.read(last, env)
    for value, condition in reversed(branches):
        holds = _condition(reader, condition, env)
        difference = forms.subtract(reader.read(value, env), result)
        result = forms.add(result, forms.multiply(difference, holds))
    return result


def _condition(reader: Reader, condition: sp.Basic, env: Environment) -> NF:
    orders = {sp.StrictGreaterThan: 1, sp.StrictLessThan: -1}
    if type(condition) not in orders:
        raise OutOfReach(f"the condition {condition}, which is no strict comparison")
    left, right = (reader.read(side, env) for side in condition.args)
    return reader.forms.step(reader.forms.scale(reader.forms.subtract(left, right), orders[type(condition)]))


def _pi(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.atom(reader.ranges.constant("pi"))


def _e(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    return reader.forms.exp(ONE)


def _undefined(reader: Reader, node: sp.Expr, env: Environment) -> NF:
    raise OutOfReach(f"undefined: {node}")


FUNCTIONS: Mapping[type, Callable[[Reader, Any, Environment], NF]] = {
    **dict.fromkeys(SPELLINGS, _spelled),
    **dict.fromkeys((relu, leaky_relu, identity, sp.tan, expm1, log1p), _spelled),
    **dict.fromkeys((NamedFunction, sp.tanh, sp.sin, sp.cos, sp.erf), _applied),
    **dict.fromkeys((AppliedUndef, sp.Derivative, sp.Subs), _unspecified),
    **dict.fromkeys((type(sp.nan), type(sp.zoo), type(sp.oo), type(-sp.oo)), _undefined),
    sp.exp: _exponential,
    sp.log: _logarithm,
    sp.Abs: _absolute,
    sp.sign: _sign,
    step: _step,
    sp.Heaviside: _step,
    sp.Max: _greatest,
    sp.Min: _least,
    sp.Piecewise: _piecewise,
    type(sp.pi): _pi,
    type(sp.E): _e,
}
"""What is made of each function."""
