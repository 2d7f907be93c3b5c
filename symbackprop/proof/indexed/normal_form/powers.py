"""Powers of normal forms.

A power of one term goes to its factors; a whole positive power of several terms is
multiplied out; any other is a BASE atom with an exponent, so that denominators stay
factored and (v + eps)^(-1/2), (v + eps)^(-3/2) are powers of one atom.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, gcd, lcm

from flint import fmpz

from symbackprop.proof.indexed.normal_form.atoms import CAREFUL, IDEMPOTENT, NF, Kind, Monomial, Scalar, frozen
from symbackprop.proof.indexed.normal_form.ring import ONE, Ring, collected, merged, raised, ratio, whole
from symbackprop.proof.limits import BITS_OF_A_POWER, BITS_TO_FACTOR, DEGREE, OutOfReach, TooBig, Undefined


class Powers(Ring):
    """The ring with powers."""

    def power(self, form: NF, exponent: Scalar) -> NF:
        """Returns form^exponent for a rational exponent.

        Where a root is taken, it equals the power wherever that is a real number.
        """
        exponent = whole(exponent)
        if exponent == 0:
            return ONE
        if not form:
            if exponent > 0:
                return form
            raise Undefined("a division by 0")
        if len(form) == 1:
            ((monomial, c),) = form.items()
            return self._power_of_term(monomial, c, exponent)
        if exponent.denominator == 1 and exponent > 0:
            return self._multiplied_out(form, int(exponent))
        return self._opaque(form, exponent)

    def invert(self, form: NF) -> NF:
        """Returns 1 / form."""
        return self.power(form, -1)

    def factored(self, form: NF, kinds: str = "all") -> tuple[Scalar, Monomial, NF]:
        """Returns (c, m, rest) with form = c m rest, c > 0 and the terms of `rest` without a common factor.

        `kinds` is "all", or "positive" to take out positive factors only. Of careful atoms only roots
        and denominators are taken out that stand in every term with one exponent.
        """
        content = _content(form)
        exponents = [dict(monomial) for monomial in form]
        common = []
        for atom in sorted({atom for monomial in form for atom, _ in monomial}):
            if kinds == "all" or self.table[atom].positive:
                found = {powers.get(atom, 0) for powers in exponents}
                least = min(found)
                if least and (atom < CAREFUL or (len(found) == 1 and self.table[atom].kind not in IDEMPOTENT)):
                    common.append((atom, least))
        taken = tuple(common)
        away = raised(taken, -1)
        return content, taken, {merged(monomial, away): ratio(c, content) for monomial, c in form.items()}

    def root_of_number(self, value: Scalar, exponent: Scalar) -> NF:
        """Returns value^exponent for a positive number."""
        if value == 1:
            return ONE
        result: NF = ONE
        for part, sign in ((value.numerator, 1), (value.denominator, -1)):
            if part.bit_length() > BITS_TO_FACTOR:
                raise TooBig(f"the root of a number of {part.bit_length()} bits")
            for prime, times in fmpz(part).factor():
                factor = self.table.number(Kind.ROOT, int(prime))
                result = self.multiply(result, self.settled(((factor, whole(sign * int(times) * exponent)),)))
        return result

    def _multiplied_out(self, form: NF, exponent: int) -> NF:
        if exponent > DEGREE:
            raise TooBig(f"a power with exponent {exponent}")
        result, square = ONE, form
        while exponent:
            if exponent & 1:
                result = self.multiply(result, square)
            exponent >>= 1
            if exponent:
                square = self.multiply(square, square)
        return result

    def _power_of_term(self, monomial: Monomial, c: Scalar, exponent: Scalar) -> NF:
        idempotent = [factor for factor in monomial if self.table[factor[0]].kind in IDEMPOTENT]
        if idempotent and exponent < 0:
            raise OutOfReach("a division by a Kronecker delta or a step")
        if exponent.denominator == 1:
            return self.scale(self.settled(raised(monomial, exponent)), _number_power(c, int(exponent)))
        certain = [factor for factor in monomial if self.table[factor[0]].positive]
        loose = tuple(factor for factor in monomial if factor not in certain and factor not in idempotent)
        result = self.settled(collected([*idempotent, *raised(tuple(certain), exponent)]))
        if len(loose) == 1 and c > 0 and not _is_even(loose[0][1]):
            root = self.settled(raised(loose, exponent))
        elif loose or c < 0:
            sign = 1 if c > 0 else -1
            root = self.settled(((self.table.number(Kind.BASE, ((loose, sign),)), exponent),))
        else:
            root = ONE
        return self.product(result, root, self.root_of_number(c if c > 0 else -c, exponent))

    def _opaque(self, form: NF, exponent: Scalar) -> NF:
        is_whole = exponent.denominator == 1
        content, common, rest = self.factored(form, "all" if is_whole else "positive")
        sign = 1
        if is_whole and orientation(rest) < 0:
            sign, rest = -1, self.scale(rest, -1)
        base = self.table.number(Kind.BASE, frozen(rest))
        power = self.settled(merged(((base, exponent),), raised(common, exponent)))
        if is_whole:
            return self.scale(power, _number_power(sign * content, int(exponent)))
        return self.multiply(power, self.root_of_number(content, exponent))

    def settled_power(self, atom: int, exponent: Scalar) -> NF:
        """Returns the power of a careful atom."""
        found = self.table[atom]
        if found.kind in IDEMPOTENT:
            if exponent < 0:
                raise OutOfReach("a division by a Kronecker delta or a step")
            return self.atom(atom)
        below = floor(exponent)
        if found.kind is Kind.ROOT:
            rest = exponent - below
            return {((atom, rest),) if rest else (): whole(Fraction(found.data) ** below)}
        if exponent < 1:
            return {((atom, exponent),): 1}
        expanded = self.power(dict(found.data), below)
        rest = exponent - below
        return self.multiply(expanded, {((atom, rest),): 1}) if rest else expanded


def orientation(form: NF) -> int:
    """Returns +1 or -1, the other one for the form with all signs changed; 0 for 0.

    Where it can be, it is read off the coefficients alone, so that it does not change when
    indices are renamed.
    """
    total = sum(form.values())
    if total:
        return 1 if total > 0 else -1
    return (1 if min(form.items())[1] > 0 else -1) if form else 0


def _content(form: NF) -> Scalar:
    numerators = gcd(*(c.numerator for c in form.values()))
    return ratio(numerators, lcm(*(c.denominator for c in form.values())))


def _is_even(exponent: Scalar) -> bool:
    return exponent.denominator == 1 and exponent.numerator % 2 == 0


def _number_power(c: Scalar, exponent: int) -> Scalar:
    if c in (1, -1):
        return c if exponent % 2 else 1
    bits = max(abs(c.numerator).bit_length(), c.denominator.bit_length())
    if bits * abs(exponent) > BITS_OF_A_POWER:
        raise TooBig("a power with more digits than the limit")
    return whole(Fraction(c) ** exponent)
