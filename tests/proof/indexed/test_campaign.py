"""Random nested sums against brute force: no wrong verdict, with all rules, with one switched off, with one broken."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from random import Random

import pytest
import sympy as sp
from random_sums import FREE, M, N, expression, mutated, rewritten
from sum_lemmas import FALSE, TRUE
from sums_bench import equal_by_brute_force, equal_for_all_sizes

from symbackprop.proof.indexed.normal_form import vanishing
from symbackprop.proof.indexed.normal_form.atoms import Table
from symbackprop.proof.indexed.normal_form.canonical import Canonical
from symbackprop.proof.indexed.normal_form.contraction import Contraction
from symbackprop.proof.indexed.normal_form.forms import Forms
from symbackprop.proof.indexed.normal_form.sums import Sums
from symbackprop.proof.indexed.normal_form.variables import FRESH, Sizes, variable

UNDEFINED = (sp.zoo, sp.nan, sp.oo)
LONGEST = 90


def pairs(
    seed: int, count: int, kinds: tuple[str, ...] = ("rewritten", "mutated")
) -> list[tuple[str, sp.Expr, sp.Expr]]:
    """Returns pairs of expressions: one rewritten by rules of sums, or one changed somewhere."""
    random, found = Random(seed), []
    while len(found) < count:
        left = expression(random.choice([2, 3, 4, 5]), FREE, random)
        kind = random.choice(kinds)
        right = left if kind == "rewritten" else mutated(left, random)
        for _ in range(random.randint(1, 5) if kind == "rewritten" else random.randint(0, 1)):
            right = rewritten(right, random)
        fits = not left.is_number and max(left.count_ops(), right.count_ops()) < LONGEST
        if fits and not left.has(*UNDEFINED) and not right.has(*UNDEFINED):
            found.append((kind, left, right))
    return found


def tally(
    seed: int, count: int, kinds: tuple[str, ...] = ("rewritten", "mutated")
) -> Counter[tuple[bool | None, bool | None]]:
    """Returns how often the normal form said what, and brute force what."""
    counts: Counter[tuple[bool | None, bool | None]] = Counter()
    for _, left, right in pairs(seed, count, kinds):
        counts[equal_for_all_sizes(left, right, FREE), equal_by_brute_force(left, right, FREE, N, M)] += 1
    return counts


WRONG = (True, False)
SEEN, MISSED = (True, True), (False, True)


@pytest.mark.parametrize("seed", range(6))
def test_the_normal_form_is_never_wrong_and_misses_nothing(seed: int) -> None:
    equal, changed = tally(seed, 30, ("rewritten",)), tally(seed, 30, ("mutated",))
    assert equal[WRONG] == changed[WRONG] == 0
    assert equal[MISSED] == 0
    assert equal[SEEN] > 20
    assert changed[False, False] > 15


def test_most_pairs_are_not_equal_by_their_form() -> None:
    found = pairs(1, 60, ("rewritten",))
    assert sum(left != right for _, left, right in found) > 40


def wrong_and_missed(seed: int, count: int) -> tuple[int, int]:
    """Returns how many verdicts are wrong, and how many identities missed, in the tables and in a campaign."""
    counts = tally(seed, count)
    wrong = sum(equal_for_all_sizes(row.lhs, row.rhs, row.letters) is True for row in FALSE)
    missed = sum(equal_for_all_sizes(row.lhs, row.rhs, row.letters) is not True for row in TRUE)
    return counts[WRONG] + wrong, counts[MISSED] + missed


@pytest.mark.parametrize("rule", ["contraction of deltas", "order of bound indices", "clearing of denominators"])
def test_with_a_rule_switched_off_identities_are_missed_and_none_is_wrong(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    switches = {
        "contraction of deltas": (Contraction, "contracted", lambda *_: None),
        "order of bound indices": (Canonical, "_orders", lambda self, bound, factors: [bound]),
        "clearing of denominators": (vanishing, "_cleared", lambda *_: None),
    }
    monkeypatch.setattr(*switches[rule])
    wrong, missed = wrong_and_missed(3, 40)
    assert wrong == 0
    assert missed > 0


@contextmanager
def _always_the_same(self: Sums, sizes):  # noqa: ANN001, ANN202
    yield tuple(variable(FRESH, size, place) for place, size in enumerate(sizes))


def _forgets_the_other_factors(self: Contraction, delta, rest):  # noqa: ANN001, ANN202
    return {(): 1} if delta.data[1] in self.table.variables(rest) else None


def _all_of_one_height(self: Table, monomials):  # noqa: ANN001, ANN202
    return -1


@pytest.mark.parametrize("rule", ["fresh variables", "ranges of deltas", "what a delta says", "heights"])
def test_a_broken_rule_is_caught(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    breaks = {
        "fresh variables": (Sums, "fresh", _always_the_same),
        "ranges of deltas": (Sizes, "holds", lambda *_: True),
        "what a delta says": (Contraction, "_told", _forgets_the_other_factors),
        "heights": (Table, "height", _all_of_one_height),
    }
    monkeypatch.setattr(*breaks[rule])
    wrong, missed = wrong_and_missed(5, 60)
    assert wrong > 0, missed


def test_a_kernel_may_be_used_for_many_claims() -> None:
    forms = Forms()
    for _, left, right in pairs(11, 40):
        assert equal_for_all_sizes(left, right, FREE, forms) == equal_for_all_sizes(left, right, FREE)
