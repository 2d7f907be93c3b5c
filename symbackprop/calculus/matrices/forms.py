"""The matrix form of an index expression, where it has one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import sympy as sp

from symbackprop.calculus.matrices.arrays import Arrays, arrays_of
from symbackprop.calculus.matrices.chains import chain_of, scaled, unscaled
from symbackprop.calculus.matrices.contraction import Contraction, Edge, NoForm, Vector
from symbackprop.calculus.matrices.elementwise import Elementwise, MatrixSum, Softmax, SoftmaxOfRows
from symbackprop.calculus.matrices.expression import has_matrices, same
from symbackprop.calculus.matrices.names import Ones
from symbackprop.calculus.matrices.products import MatrixProduct, Outer, Transposed
from symbackprop.network import Network
from symbackprop.network.activation import U
from symbackprop.network.indices import Limits, apart, head, renamed
from symbackprop.network.shapes import Ranges
from symbackprop.notation.order import by_hand, ordered_factors, ordered_terms

Letters = tuple[sp.Symbol, ...]
"""The indices of a result: row and column, the row of a vector, none of a number."""


def matrix_form(expression: sp.Expr, ranges: Ranges, network: Network) -> sp.Expr | None:
    """Returns the matrix whose entries the expression gives, or None where it has no matrix form.

    expression  in the names of the network and its deltas
    ranges      the indices that number the rows and the columns, and how far they run; the
                rows alone for a vector, () for a number
    network     says how large its arrays are

    Any other index that is free is held fixed: the form is that of a slice. No form has a
    product in which one index joins three factors, an element on a diagonal or a shifted
    one, a sum that does not run over the whole array, and a negative power of an element.
    What is returned is not yet proved: see `symbackprop.proof.matrices`.

    >>> from symbackprop.network import Equation, name
    >>> from symbackprop.network.indices import array, index, size
    >>> (i, j), (n, m), (w, x, u) = map(index, "ij"), map(size, "nm"), map(array, "wxu")
    >>> line = Equation(u[j], sp.Sum(w[j, i] * x[i], (i, 1, n)), ranges=((j, m),))
    >>> network = Network([line, Equation(name("E"), sp.Sum(u[j] ** 2, (j, 1, m)))], parameters=["w"])
    >>> matrix_form(line.body, line.ranges, network), matrix_form(network.loss.body, (), network)
    (W @ x, u^T @ u)
    """
    return form_among(arrays_of(network), expression, ranges)


def form_among(arrays: Arrays, expression: sp.Expr, ranges: Ranges) -> sp.Expr | None:
    """Returns the matrix form in the names that the arrays have, or None."""
    letters = tuple(letter for letter, _ in ranges)
    try:
        form = _Reader(arrays, dict(ranges)).form(apart(expression, letters), letters)
    except NoForm:
        return None
    return form if has_matrices(form) else None


@dataclass(frozen=True)
class _Reader:
    """Reads index expressions: `sizes` has the indices in force that number rows and columns."""

    arrays: Arrays
    sizes: Mapping[sp.Symbol, sp.Expr]

    def form(self, node: sp.Expr, letters: Letters) -> sp.Expr:
        """Returns the matrix with the expression for its entries at the letters."""
        own = self.letters_of(node)
        if any(letter not in letters for letter in own):
            raise NoForm
        needed = tuple(letter for letter in letters if letter in own)
        if needed != letters:
            return self._spread(self.form(node, needed), needed, letters)
        if not letters and not node.has(sp.Sum):
            return node
        softmax = self._softmax(node, letters)
        return self._by_type(node, letters) if softmax is None else softmax

    def letters_of(self, node: sp.Basic) -> Letters:
        """Returns the indices in force that occur in the expression, in alphabetical order."""
        found = node.free_symbols & self.sizes.keys()
        return tuple(sorted(found, key=lambda symbol: symbol.name))

    def _by_type(self, node: sp.Expr, letters: Letters) -> sp.Expr:
        for kind in type(node).__mro__:
            if kind in _RULES:
                return _RULES[kind](self, node, letters)
        raise NoForm

    def _spread(self, form: sp.Expr, own: Letters, letters: Letters) -> sp.Expr:
        """Returns a number or vector repeated along the letters it does not depend on: c 1, a 1ᵀ, 1 bᵀ."""
        sizes = [self.sizes[letter] for letter in letters]
        if not own:
            return scaled(form, Ones(*sizes))
        number, vector = unscaled(form)
        rows, columns = (vector, Ones(sizes[1])) if own[0] == letters[0] else (Ones(sizes[0]), vector)
        return scaled(number, Outer(rows, columns))

    def _element(self, node: sp.Indexed, letters: Letters) -> sp.Expr:
        if head(node) not in self.arrays.sizes:
            raise NoForm
        held = {place: own for place, own in enumerate(node.indices) if not self.letters_of(own)}
        sized = zip(node.indices, self.arrays.sizes[head(node)], strict=True)
        if any(own in letters and not same(self.sizes[own], size) for own, size in sized):
            raise NoForm
        order = tuple(own for own in node.indices if self.letters_of(own))
        matrix = self.arrays.name(head(node), held)
        if matrix is None or order not in (letters, letters[::-1]):
            raise NoForm
        return matrix if order == letters else Transposed(matrix)

    def _sum_of_terms(self, node: sp.Add, letters: Letters) -> sp.Expr:
        terms = node.args if by_hand(node) else ordered_terms(node.args)
        forms = [self.form(term, letters) for term in terms]
        return MatrixSum(*sorted(forms, key=lambda form: not isinstance(form, MatrixProduct)))

    def _product(self, node: sp.Expr, letters: Letters) -> sp.Expr:
        return self._contracted(node, (), letters)

    def _sum(self, node: sp.Sum, letters: Letters) -> sp.Expr:
        """Returns the sum as a product of matrices, or as a sum of the slices' forms."""
        bound: Ranges = tuple((letter, high) for letter, _, high in node.limits)
        inner = replace(self, sizes={**self.sizes, **dict(bound)})
        if any(low != 1 or inner.letters_of(high) for _, low, high in node.limits):
            raise NoForm
        sliced: Limits = ()
        while (letter := inner._too_many(node.function, bound)) is not None:  # noqa: SLF001  (another of its own kind)
            sliced = (*sliced, (letter, sp.S.One, dict(bound)[letter]))
            bound = tuple(pair for pair in bound if pair[0] != letter)
            inner = replace(self, sizes={**self.sizes, **dict(bound)})
        form = inner._contracted(node.function, bound, letters)  # noqa: SLF001
        return sp.Sum(form, *sliced) if sliced else form

    def _too_many(self, body: sp.Expr, bound: Ranges) -> sp.Symbol | None:
        """Returns which index of a sum to number slices by, None if no array has more than two indices in force."""
        crowded = [node for node in sorted(body.atoms(sp.Indexed), key=str) if len(self.letters_of(node)) > 2]
        places = {
            letter: [node.indices.index(letter) for node in crowded if letter in node.indices] for letter, _ in bound
        }
        found = [letter for letter in places if places[letter]]
        return min(found, key=lambda letter: (-len(places[letter]), sum(places[letter])), default=None)

    def _contracted(self, body: sp.Expr, bound: Ranges, letters: Letters) -> sp.Expr:
        product = Contraction()
        for place, factor in enumerate(_factors(body)):
            self._add(factor, place, product)
        product.sum_over(bound)
        sized = [(letter, self.sizes[letter]) for letter in letters]
        if not letters:
            return product.number()
        return scaled(product.number(), product.matrix(*sized) if len(sized) == 2 else product.column(*sized[0]))

    def _add(self, factor: sp.Expr, place: int, product: Contraction) -> None:
        """Puts one factor where its indices say."""
        letters = self._orientation(factor)
        if len(letters) > 2:
            raise NoForm
        if not letters:
            product.scalars.append(self.form(factor, ()))
            return
        number, matrix = unscaled(self.form(factor, letters))
        product.scalars.append(number)
        if len(letters) == 1:
            product.vectors.append(Vector(letters[0], matrix, place))
        else:
            product.edges.append(Edge((letters[0], letters[1]), chain_of(matrix), place))

    def _orientation(self, factor: sp.Expr) -> Letters:
        """Returns the indices of a factor in the order in which an array has them."""
        own = self.letters_of(factor)
        arrays = (node for node in sp.preorder_traversal(factor) if isinstance(node, sp.Indexed))
        orders = (tuple(place for place in node.indices if place in own) for node in arrays)
        return next((order for order in orders if len(own) == len(order) == len(set(order)) == 2), own)

    def _function(self, node: sp.Function, letters: Letters) -> sp.Expr:
        if len(node.args) != 1:
            raise NoForm
        if not letters:
            return node.func(self.form(node.args[0], ()))
        return Elementwise(node.func(U), self.form(node.args[0], letters))

    def _power(self, node: sp.Pow, letters: Letters) -> sp.Expr:
        if not letters:
            return self.form(node.base, ()) ** self.form(node.exp, ())
        if not (node.exp.is_Integer and node.exp.is_positive):
            raise NoForm
        return self._contracted(node, (), letters)

    def _softmax(self, node: sp.Expr, letters: Letters) -> sp.Expr | None:
        above, below = node.as_numer_denom() if isinstance(node, sp.Mul) else (node, sp.S.One)
        if not (letters and isinstance(above, sp.exp) and isinstance(below, sp.Sum) and len(below.limits) == 1):
            return None
        (bound, low, high), last = below.limits[0], letters[-1]
        whole = low == 1 and same(high, self.sizes[last])
        if not whole or renamed(below.function, {bound: last}) != above:
            return None
        inside = self.form(above.args[0], letters)
        return Softmax(inside) if len(letters) == 1 else SoftmaxOfRows(inside)


def _factors(node: sp.Expr) -> Iterator[sp.Expr]:
    """Returns the factors in the order in which they are written, groups and squares opened, numbers out of sums."""
    if isinstance(node, sp.Mul):
        for factor in node.args if by_hand(node) else ordered_factors(node.args):
            yield from _factors(factor)
    elif node.is_Pow and node.exp.is_Integer and node.exp.is_positive:
        for _ in range(int(node.exp)):
            yield from _factors(node.base)
    elif isinstance(node, sp.Add):
        yield from node.primitive()
    else:
        yield node


_RULES: Mapping[type, Callable[[_Reader, sp.Expr, Letters], sp.Expr]] = {
    sp.Indexed: _Reader._element,  # noqa: SLF001
    sp.Add: _Reader._sum_of_terms,  # noqa: SLF001
    sp.Mul: _Reader._product,  # noqa: SLF001
    sp.Pow: _Reader._power,  # noqa: SLF001
    sp.Sum: _Reader._sum,  # noqa: SLF001
    sp.Function: _Reader._function,  # noqa: SLF001
}
