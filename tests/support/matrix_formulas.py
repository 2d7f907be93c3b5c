"""Formulas of matrices as small trees: written in LaTeX, computed by NumPy, changed as people get them wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

Matrix = np.ndarray[Any, Any]
Arrays = Mapping[str, Matrix]


class Misfit(Exception):
    """Shapes that have no product or sum."""


class Tree:
    """A formula."""

    def latex(self) -> str:
        raise NotImplementedError

    def value(self, arrays: Arrays) -> Matrix:
        raise NotImplementedError


@dataclass(frozen=True)
class Name(Tree):
    """A matrix by its name."""

    text: str

    def latex(self) -> str:
        return self.text

    def value(self, arrays: Arrays) -> Matrix:
        return arrays[self.text]


@dataclass(frozen=True)
class Turned(Tree):
    """A transpose."""

    inside: Tree

    def latex(self) -> str:
        return f"({self.inside.latex()})^T"

    def value(self, arrays: Arrays) -> Matrix:
        return self.inside.value(arrays).T


@dataclass(frozen=True)
class Slope(Tree):
    """The slope of the sigmoid, or the sigmoid, at each element."""

    inside: Tree
    prime: str = "'"

    def latex(self) -> str:
        return rf"\sigma{self.prime}({self.inside.latex()})"

    def value(self, arrays: Arrays) -> Matrix:
        value = 1 / (1 + np.exp(-self.inside.value(arrays)))
        return value * (1 - value) if self.prime else value


@dataclass(frozen=True)
class Product(Tree):
    """A product of matrices; two columns, or two rows, beside each other have one element by element."""

    left: Tree
    right: Tree

    def latex(self) -> str:
        return f"({self.left.latex()}) ({self.right.latex()})"

    def value(self, arrays: Arrays) -> Matrix:
        left, right = self.left.value(arrays), self.right.value(arrays)
        if left.shape[1] == right.shape[0]:
            return left @ right
        if left.shape == right.shape and 1 in left.shape:
            return left * right
        raise Misfit


@dataclass(frozen=True)
class Each(Tree):
    """A product element by element."""

    left: Tree
    right: Tree

    def latex(self) -> str:
        return rf"({self.left.latex()}) \odot ({self.right.latex()})"

    def value(self, arrays: Arrays) -> Matrix:
        return _same(self.left.value(arrays), self.right.value(arrays), np.multiply)


@dataclass(frozen=True)
class Sum(Tree):
    """A sum, or a difference; a row is added to every item."""

    left: Tree
    right: Tree
    sign: str = "+"

    def latex(self) -> str:
        return f"({self.left.latex()}) {self.sign} ({self.right.latex()})"

    def value(self, arrays: Arrays) -> Matrix:
        left, right = self.left.value(arrays), self.right.value(arrays)
        items = arrays["items"].shape[0]
        right = np.repeat(right, items, axis=0) if right.shape[0] == 1 != left.shape[0] == items else right
        left = np.repeat(left, items, axis=0) if left.shape[0] == 1 != right.shape[0] == items else left
        return _same(left, right, np.add if self.sign == "+" else np.subtract)


def _same(left: Matrix, right: Matrix, join: Callable[[Matrix, Matrix], Matrix]) -> Matrix:
    if left.shape != right.shape:
        raise Misfit
    return join(left, right)


def changed(tree: Tree, names: Mapping[str, str]) -> Iterator[Tree]:
    """Yields the formula with one change: at its root, or in one of its parts.

    names  for each name, another that it may be confused with
    """
    yield from _at_the_root(tree, names)
    for field in fields(tree):  # type: ignore[arg-type]
        part = getattr(tree, field.name)
        if isinstance(part, Tree):
            yield from (replace(tree, **{field.name: other}) for other in changed(part, names))  # type: ignore[type-var]


def _at_the_root(tree: Tree, names: Mapping[str, str]) -> Iterator[Tree]:
    yield Turned(tree)
    if isinstance(tree, Turned):
        yield tree.inside
    if isinstance(tree, Name) and tree.text in names:
        yield Name(names[tree.text])
    if isinstance(tree, Slope):
        yield replace(tree, prime="" if tree.prime else "'")
        yield tree.inside
    if isinstance(tree, Sum):
        yield replace(tree, sign="-" if tree.sign == "+" else "+")
    if isinstance(tree, Product):
        yield Each(tree.left, tree.right)
    if isinstance(tree, Each):
        yield Product(tree.left, tree.right)
    if isinstance(tree, Product | Each | Sum):
        yield replace(tree, left=tree.right, right=tree.left)
        yield tree.left
        yield tree.right
