"""Values: normal forms in scalar names, and the names themselves, as balls at one point."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from flint import arb, fmpq

from symbackprop.network.functions import PRIME, unspecified_function
from symbackprop.network.names import name
from symbackprop.proof.balls import Unclear, is_usable
from symbackprop.proof.derivation import SLOPES
from symbackprop.proof.indexed.kernel import Kernel
from symbackprop.proof.indexed.normal_form.atoms import NF, Atom, Kind
from symbackprop.proof.indexed.reading.functions import UNSPECIFIED
from symbackprop.proof.reader import Reader, Scope
from symbackprop.proof.reading import RULES
from symbackprop.proof.witnesses import Site

_ARGUMENT = name("#argument")


class Values:
    """The values of the names of a scalar network at one point.

    kernel     the normal forms of the network
    site       the point; it learns the value of every name
    variables  the values of those that no equation defines
    adjoints  the opened adjoint of every name, see `opened_adjoints`

    Raises Unclear if a name has no certain value there.
    """

    def __init__(
        self, kernel: Kernel, site: Site, variables: Mapping[sp.Symbol, Fraction], adjoints: Mapping[str, NF]
    ) -> None:
        self._kernel, self._table, self._site, self.variables = kernel, kernel.forms.table, site, variables
        site.point.values.update(variables)
        self._known: dict[int, Any] = {
            self._table.name(symbol.name): arb(fmpq(value.numerator, value.denominator))
            for symbol, value in variables.items()
        }
        for text, line in kernel.graph.lines.items():
            if text not in adjoints:
                continue
            body = kernel.graph.template(text)
            polynomial = all(self._table[atom].head is not None for monomial in body for atom, _ in monomial)
            self._note(line.name, self.of(body) if polynomial else self._read(line.body))
        for text in reversed(kernel.graph.lines):
            if text in adjoints and (delta := kernel.graph.deltas.get(text)) is not None:
                self._note(name(delta), self.of(adjoints[text]))

    def of(self, form: NF) -> Any:
        """Returns the value of a normal form; raises Unclear if it is not certainly finite."""
        total = self._site.reader.algebra.number(sp.S.Zero)
        for monomial, c in form.items():
            value = fmpq(c.numerator, c.denominator)
            for atom, exponent in monomial:
                factor = self._known.get(atom)
                if factor is None:
                    factor = self._known[atom] = self._atom(self._table[atom])
                value = value * (factor if exponent == 1 else _power(factor, exponent))
            total = total + value
        if not is_usable(total):
            raise Unclear
        return total

    def _note(self, symbol: sp.Symbol, ball: Any) -> None:
        if not is_usable(ball):
            raise Unclear
        self._known[self._table.name(symbol.name)] = self._site.reader.memo[symbol] = ball

    def _atom(self, atom: Atom) -> Any:
        if atom.kind is Kind.BASE:
            return self.of(dict(atom.data))
        if atom.kind not in _APPLIED:
            raise Unclear
        return self._read(_APPLIED[atom.kind](self._kernel, atom))

    def _read(self, node: sp.Expr) -> Any:
        """Returns the value of an expression; a function of one name is written out once for all names."""
        reader = self._site.reader
        if not (node.is_Function and len(node.args) == 1 and node.args[0] in reader.memo):
            return reader.read(node)
        alone = Reader(reader.algebra, Scope({}, {}), RULES, SLOPES)
        alone.memo[_ARGUMENT] = reader.memo[node.args[0]]
        return alone.read(node.func(_ARGUMENT))


def _power(ball: Any, exponent: Any) -> Any:
    if exponent.denominator != 1:
        raise Unclear
    return ball ** int(exponent)


def _argument(kernel: Kernel, form: NF) -> sp.Expr:
    """Returns the name that a normal form is; raises Unclear if it is none."""
    if len(form) == 1:
        ((monomial, c),) = form.items()
        if c == 1 and len(monomial) == 1 and monomial[0][1] == 1:
            head = kernel.forms.table[monomial[0][0]].head
            if head is not None:
                return name(head)
    raise Unclear


def _function(kernel: Kernel, atom: Atom) -> sp.Expr:
    text, terms = atom.data
    argument = _argument(kernel, dict(terms))
    if text.startswith(UNSPECIFIED):
        base = text.removeprefix(UNSPECIFIED).rstrip(PRIME)
        return unspecified_function(base, len(text) - len(UNSPECIFIED) - len(base))(argument)
    head = sp.log if text == "log" else kernel.reader.heads.get(text)
    if head is None:
        raise Unclear
    return head(argument)


_APPLIED: Mapping[str, Callable[[Kernel, Atom], sp.Expr]] = {
    Kind.APPLIED: _function,
    Kind.STEP: lambda kernel, atom: sp.Heaviside(_argument(kernel, dict(atom.data[0]))),
    Kind.EXP: lambda kernel, atom: sp.exp(_argument(kernel, {atom.data: 1})),
}
