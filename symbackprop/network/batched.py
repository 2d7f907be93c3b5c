"""Batches: the network of one item becomes that of N, with one more index in front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp

from symbackprop.errors import NetworkError
from symbackprop.network.equation import Equation
from symbackprop.network.indices import element, head, index, indices_in, subscripts, summed
from symbackprop.network.network import Network
from symbackprop.network.numbers import size_of


def batched(network: Network, items: str | int = "N", index_of_item: str = "p") -> Network:
    """Returns the network of several items: rows of inputs, targets and all that depends on them.

    network        the network of one item
    items          how many items there are
    index_of_item  the index that numbers them; where something in the network is called so,
                   another letter is taken

    Parameters and constants are shared by the items. The loss becomes the sum of the items'
    losses, or their mean if the network's row of LOSSES says so; what in it depends on no
    item (weight decay) is counted once. Raises NetworkError for a size that is none, and for
    a network whose loss depends on no item.

    >>> from symbackprop.network.mlp import mlp
    >>> print(batched(mlp(["n", "m", 1])))
    u[p, j] = b[j] + Sum(w[j, i]*x[p, i], (i, 1, n))    p = 1..N, j = 1..m
    y[p, j] = sigmoid(u[p, j])    p = 1..N, j = 1..m
    s[p] = c + Sum(v[j]*y[p, j], (j, 1, m))    p = 1..N
    z[p] = sigmoid(s[p])    p = 1..N
    E = Sum((-t[p] + z[p])**2/2, (p, 1, N))
    """
    total = size_of(items, "the number of items")
    rows = _Rows(network, _letter(network, index_of_item, total), total)
    if head(network.loss.name) not in rows.heads:
        raise NetworkError(
            f"the loss {network.loss.name} depends on no item: it reads neither inputs nor targets\n"
            f"    constants         {', '.join(map(str, network.constants)) or 'none'}\n"
            "    a batch needs a network that reads something that differs between items"
        )
    return Network(
        [*map(rows.equation, network.equations[:-1]), rows.loss()],
        parameters=network.parameters,
        targets=map(rows.of, network.targets),
        loss_row=network.loss_row,
        title=f"{network.title}, {total} items",
        hypotheses=[(rows.of(left), rows.of(right)) for left, right in network.hypotheses],
        constants=network.constants,
        items=(rows.p, total),
    )


def of_one_item(network: Network) -> Network:
    """Returns the network of N items for one item, its arrays with all their subscripts; any other network as it is.

    >>> from symbackprop.network.mlp import mlp
    >>> print(of_one_item(batched(mlp(["n", 1]))))
    s[p] = b + Sum(w[i]*x[p, i], (i, 1, n))    p = 1..1
    z[p] = sigmoid(s[p])    p = 1..1
    E = Sum((-t[p] + z[p])**2/2, (p, 1, 1))
    """
    if network.items is None or network.items[1].is_number:
        return network
    letter, total = network.items
    one = {total: sp.S.One}

    def at(line: Equation) -> Equation:
        ranges = tuple((index_, last.xreplace(one)) for index_, last in line.ranges)
        return replace(line, body=line.body.xreplace(one), ranges=ranges)

    return Network(
        map(at, network.equations),
        parameters=network.parameters,
        targets=network.targets,
        loss_row=network.loss_row,
        title=f"{network.title}, for one item",
        hypotheses=network.hypotheses,
        constants=network.constants,
        items=(letter, sp.S.One),
    )


def _letter(network: Network, wanted: str, total: sp.Expr) -> sp.Symbol:
    taken = {symbol.name.partition("^")[0] for symbol in network.symbols} | {
        symbol.name for symbol in total.free_symbols
    }
    for equation in network:
        taken |= {symbol.name for part in (equation.name, equation.body) for symbol in indices_in(part)}
        taken |= {symbol.name for _, last in equation.ranges for symbol in last.free_symbols}
    candidates = (wanted, *"pqrao", *(f"{wanted}_{number}" for number in range(2, 50)))
    return index(next(text for text in candidates if text not in taken))


@dataclass(frozen=True)
class _Rows:
    """What of a network differs between items.

    p, total  the index of an item, and how many there are
    """

    network: Network
    p: sp.Symbol
    total: sp.Expr

    @cached_property
    def heads(self) -> frozenset[sp.Symbol]:
        """Returns the names that depend on inputs or targets, arrays by their labels."""
        found = {head(given) for given in (*self.network.inputs, *self.network.targets)} - {*self.network.constants}
        for equation in self.network:
            if not found.isdisjoint(equation.reads):
                found.add(equation.symbol)
        return frozenset(found)

    def of(self, expression: sp.Expr) -> sp.Expr:
        """Returns the expression for item p."""
        rows = self.heads
        found = [symbol for symbol in expression.free_symbols if isinstance(symbol, sp.Symbol) and symbol in rows]
        elements = [node for node in expression.atoms(sp.Indexed) if head(node) in rows]
        labels = {head(node) for node in elements}
        places: Mapping[sp.Expr, sp.Expr] = {
            **{node: element(head(node), (self.p, *subscripts(node))) for node in elements},
            **{symbol: element(symbol, (self.p,)) for symbol in found if symbol not in labels},
        }
        return expression.xreplace(places)

    def equation(self, line: Equation) -> Equation:
        """Returns the line for item p, for all p; the line itself if it is the same for all items."""
        if line.symbol not in self.heads:
            return line
        delta = None if line.delta is None else element(head(line.delta), (self.p, *subscripts(line.delta)))
        name = element(line.symbol, (self.p, *subscripts(line.name)))
        return replace(
            line, name=name, body=self.of(line.body), delta=delta, ranges=((self.p, self.total), *line.ranges)
        )

    def loss(self) -> Equation:
        """Returns the loss of all items."""
        line = self.network.loss
        terms = sp.Add.make_args(self.of(line.body))
        of_items = sp.Add(*(term for term in terms if self.p in term.free_symbols))
        shared = sp.Add(*(term for term in terms if self.p not in term.free_symbols))
        row = self.network.loss_row
        count = self.total if row is not None and row.set_of == "mean" else sp.S.One
        return replace(line, body=self._sum(of_items) / count + shared, delta=None)

    def _sum(self, body: sp.Expr) -> sp.Expr:
        """Returns the sum over the items, a factor of an inner sum in front of both."""
        inner = [factor for factor in sp.Mul.make_args(body) if isinstance(factor, sp.Sum)]
        front = body / inner[0] if len(inner) == 1 else sp.S.One
        front = sp.S.One if self.p in front.free_symbols else front
        return front * summed(body / front, ((self.p, sp.S.One, self.total),))
