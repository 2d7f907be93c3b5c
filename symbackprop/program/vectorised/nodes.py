"""Nodes: what a program computes over an index, besides sums, and SymPy has no name for."""

from __future__ import annotations

import sympy as sp


class _Reduction(sp.Expr):
    """A function of an expression and the index (letter, first, last) it is taken over."""

    is_commutative = True

    @property
    def function(self) -> sp.Expr:
        """Returns what is reduced."""
        return self.args[0]

    @property
    def limits(self) -> tuple[sp.Tuple, ...]:
        """Returns the index and its range."""
        return self.args[1:]

    @property
    def free_symbols(self) -> set[sp.Symbol]:
        """Returns the names, sizes and indices that it depends on."""
        letter, low, high = self.limits[0]
        return (self.function.free_symbols - {letter}) | low.free_symbols | high.free_symbols


class Largest(_Reduction):
    """The largest value of an expression over an index.

    >>> k, K = sp.symbols("k K", integer=True)
    >>> k in Largest(sp.IndexedBase("a")[k], sp.Tuple(k, 1, K)).free_symbols
    False
    """

    is_real = True


class ArgMax(_Reduction):
    """The first value of an index, counted from 0, at which an expression is largest."""

    is_integer = True


class At(_Reduction):
    """An expression at one value of an index, counted from 0: the third argument."""

    is_real = True

    @property
    def limits(self) -> tuple[sp.Tuple, ...]:
        """Returns the index and its range."""
        return self.args[1:2]

    @property
    def free_symbols(self) -> set[sp.Symbol]:
        """Returns the names, sizes and indices that it depends on."""
        return super().free_symbols | self.args[2].free_symbols


class Others(sp.Expr):
    """An expression over an index, but 0 at one value of the index: its arguments are all three.

    The value is counted from 0.
    """

    is_commutative = True
    is_real = True


class CoshSquared(sp.Function):
    """cosh(x)**2 as something to divide by: infinite where it is beyond the largest number."""

    is_positive = True


class Holds(sp.Function):
    """1 where a relation holds, else 0; unlike a Piecewise it does not swallow its factors."""

    is_real = True
