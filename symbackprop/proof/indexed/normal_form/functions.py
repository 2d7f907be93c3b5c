"""Functions of normal forms: e^A split over the terms of A, logarithms, steps, all others opaque."""

from __future__ import annotations

from collections.abc import Mapping

from symbackprop.proof.indexed.normal_form.atoms import IDEMPOTENT, NF, Kind, Monomial, Scalar, frozen
from symbackprop.proof.indexed.normal_form.powers import Powers, orientation
from symbackprop.proof.indexed.normal_form.ring import ONE, ZERO, add_to, ratio
from symbackprop.proof.limits import Undefined

REFLECTED: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("sin", "tanh", "erf", "softsign"), (0, -1)),
    "cos": (0, 1),
    "sigmoid": (1, -1),
}
"""(c, s) for the functions with f(-A) = c + s f(A); f(0) = c/(1 - s), and cos(0) = 1."""


class Functions(Powers):
    """The ring with powers and functions."""

    def exp(self, form: NF) -> NF:
        """Returns e^form as a product: the shift of a softmax is a factor, and cancels."""
        factors, result = [], ONE
        for monomial, c in form.items():
            argument = self._argument_of_log(monomial)
            if argument is None:
                factors.append((self.table.number(Kind.EXP, monomial), c))
            else:
                result = self.multiply(result, self.power(argument, c))
        return self.multiply(result, {tuple(sorted(factors)): 1})

    def _argument_of_log(self, monomial: Monomial) -> NF | None:
        """Returns the A of a monomial that is log A."""
        if len(monomial) == 1 and monomial[0][1] == 1:
            atom = self.table[monomial[0][0]]
            if atom.kind is Kind.APPLIED and atom.data[0] == "log":
                return dict(atom.data[1])
        return None

    def log(self, form: NF) -> NF:
        """Returns the logarithm, factors that are positive taken out of it.

        log(e^A B) = A + log B, log(x^k) = k log x for odd k: wherever the left side is defined.
        """
        if not form:
            raise Undefined("the logarithm of 0")
        if len(form) == 1:
            ((monomial, c),) = form.items()
            return self._log_of_term(monomial, c)
        content, common, rest = self.factored(form, "positive")
        total = dict(self._log_of_term(common, content))
        add_to(total, self._opaque_log(rest))
        return total

    def _log_of_term(self, monomial: Monomial, c: Scalar) -> NF:
        certain = tuple(factor for factor in monomial if self.table[factor[0]].positive)
        loose = tuple(factor for factor in monomial if factor not in certain)
        total: NF = {}
        for atom, exponent in certain:
            add_to(total, self._log_of_atom(atom), exponent)
        odd = len(loose) == 1 and (loose[0][1].denominator != 1 or loose[0][1] % 2 == 1)
        if odd and c > 0 and self.table[loose[0][0]].kind not in IDEMPOTENT:
            ((atom, exponent),) = loose
            add_to(total, self._log_of_atom(atom), exponent)
            loose = ()
        if loose or c < 0:
            sign = 1 if c > 0 else -1
            add_to(total, self._opaque_log({loose: sign}))
        if abs(c) != 1:
            add_to(total, self._opaque_log(self.number(c if c > 0 else -c)))
        return total

    def _log_of_atom(self, atom: int) -> NF:
        found = self.table[atom]
        if found.kind is Kind.EXP:
            return {found.data: 1}
        return self._opaque_log(dict(found.data) if found.kind is Kind.BASE else self.atom(atom))

    def _opaque_log(self, form: NF) -> NF:
        return self.atom(self.table.number(Kind.APPLIED, ("log", frozen(form))))

    def applied(self, head: str, form: NF) -> NF:
        """Returns the function called `head` of a normal form; those of REFLECTED see through a sign."""
        reflection = REFLECTED.get(head)
        if reflection is None or orientation(form) > 0:
            return self.atom(self.table.number(Kind.APPLIED, (head, frozen(form))))
        constant, sign = reflection
        if not form:
            return self.number(ratio(constant, 1 - sign) if sign < 0 else 1)
        inner = self.atom(self.table.number(Kind.APPLIED, (head, frozen(self.scale(form, -1)))))
        return self.add(self.number(constant), self.scale(inner, sign))

    def step(self, form: NF) -> NF:
        """Returns 1 where the form is positive, 0 elsewhere; the step at -A is 1 - that at A, off the kink A = 0."""
        if not form:
            return ZERO
        _, _, rest = self.factored(form, "positive")
        if set(rest) == {()}:
            return ONE if rest[()] > 0 else ZERO
        if orientation(rest) > 0:
            return self.atom(self.table.number(Kind.STEP, (frozen(rest),)))
        turned = self.atom(self.table.number(Kind.STEP, (frozen(self.scale(rest, -1)),)))
        return self.subtract(ONE, turned)

    def absolute(self, form: NF) -> NF:
        """Returns |form|."""
        return self.multiply(form, self.sign(form))

    def sign(self, form: NF) -> NF:
        """Returns +1 or -1, off the kink form = 0."""
        return self.subtract(self.scale(self.step(form), 2), ONE)

    def greatest(self, forms: list[NF]) -> NF:
        """Returns the greatest of the forms."""
        best = forms[0]
        for form in forms[1:]:
            difference = self.subtract(form, best)
            best = self.add(best, self.multiply(difference, self.step(difference)))
        return best

    def least(self, forms: list[NF]) -> NF:
        """Returns the least of the forms."""
        return self.scale(self.greatest([self.scale(form, -1) for form in forms]), -1)
