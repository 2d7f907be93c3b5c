"""Powers of matrices: transposes, and powers that are taken element by element."""

from __future__ import annotations

import sympy as sp

from symbackprop.answers.building import raised
from symbackprop.answers.latex.matrices.expressions import at_each_place, is_array, total
from symbackprop.answers.latex.powers import Powers
from symbackprop.answers.latex.tree import Letter, Mark, Node, Number, Word
from symbackprop.answers.latex.written import Written
from symbackprop.calculus.matrices import Transposed, shape
from symbackprop.calculus.matrices.expression import same


class MatrixPowers(Powers):
    """Raises values to powers, matrices among them."""

    def of(self, base: sp.Expr, above: Node | None) -> sp.Expr:
        """Returns the transpose, or the power; raises NotUnderstood for what stands above and is neither."""
        if above is None:
            return base
        if self._is_transpose(above):
            return Transposed(base) if is_array(base) else base
        if base == sp.E and not isinstance(above, Mark) and is_array(exponent := self.value(above)):
            return at_each_place(lambda entry: raised(sp.E, entry), exponent)
        if not is_array(base):
            return super().of(base, above)
        rows, columns = shape(base)
        if same(rows, columns):
            raise self.context.refusal("a power of a square matrix can be read in two ways", above)
        return self._of_array(base, above)

    def _of_array(self, base: sp.Expr, above: Node) -> sp.Expr:
        """Returns the power of each element; of a square also their sum, as (z - t)^2 for ‖z - t‖²."""
        each = self.each(base, above)
        words = "a power is taken element by element"
        if above != Number("2"):
            self.context.choices.remark(words)
            return each
        ways = [(words, each), ("the square is the sum of the squares of all elements", total(each))]
        return self.context.choices.choose("square", ways)

    def each(self, base: sp.Expr, above: Node) -> sp.Expr:
        """Returns the power of each element."""
        if not (isinstance(above, Number) and above.digits.isdigit() and 0 < int(above.digits) <= 9):
            raise self.context.refusal("a power of a matrix is read if it is a number from 1 to 9", above)
        return at_each_place(lambda entry: raised(entry, sp.Integer(int(above.digits))), base)

    def _is_transpose(self, above: Node) -> bool:
        if isinstance(above, Mark):
            return above.text == "T"
        is_named = isinstance(above, Word | Letter) and above.text == "T"
        return is_named and not self.context.table.meanings(Written("T"))
