"""Boolean formulas at random, and what they are worth by Python's own truth values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hypothesis import strategies as st

from symbackprop.network.perceptrons import CONNECTIVES, Compound, Formula, Variable

NAMES = ("A", "B", "C", "x_1", "x_2", "x_10")
VALUES: Mapping[str, Callable[[Sequence[bool]], bool]] = {
    "not": lambda parts: not parts[0],
    "and": all,
    "nand": lambda parts: not all(parts),
    "xor": lambda parts: sum(parts) % 2 == 1,
    "or": any,
    "nor": lambda parts: not any(parts),
    "implies": lambda parts: not parts[0] or parts[1],
    "equivalent": lambda parts: parts[0] == parts[1],
}
"""The value of each connective from those of its parts."""


def value(formula: Formula, row: Mapping[str, int]) -> int:
    """Returns the value of a formula on a row, with nothing of the package's own evaluation."""
    if isinstance(formula, Variable):
        return row[formula.name]
    assert isinstance(formula, Compound)
    return int(VALUES[formula.connective.name]([bool(value(part, row)) for part in formula.joined]))


def formulas(names: Sequence[str] = NAMES) -> st.SearchStrategy[Formula]:
    """Returns formulas in some of the names, with every connective."""
    return st.recursive(st.sampled_from(names).map(Variable), _joined, max_leaves=10)


def _joined(parts: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    return st.one_of(
        *(
            st.lists(parts, min_size=least, max_size=most).map(lambda found, row=row: Compound(row, tuple(found)))
            for row in CONNECTIVES.values()
            for least, most in [_counts(row.is_prefix, row.repeats)]
        )
    )


def _counts(is_prefix: bool, repeats: bool) -> tuple[int, int]:  # noqa: FBT001  (what a row says)
    return (1, 1) if is_prefix else (2, 3) if repeats else (2, 2)
