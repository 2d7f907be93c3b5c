"""Sizes: whether what is proved holds for arrays of every size, or was shown at a few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symbackprop.network import Network
from symbackprop.proof import Proved, Verdict

_Sizes = tuple[tuple[str, int], ...]


def extent(verdicts: Iterable[Verdict], network: Network) -> str:
    """Returns for which sizes proofs hold: " for all sizes"; "" for a network whose sizes are numbers."""
    if not network.sizes:
        return ""
    found = list(verdicts)
    few = sum(bool(_sizes([verdict])) for verdict in found)
    if not few:
        return " for all sizes"
    return f" ({few} of {len(found)} claims at the sizes named only, the rest for all sizes)"


def again(verdicts: Iterable[Verdict], network: Network) -> str:
    """Returns for which sizes proofs from first principles hold."""
    if not network.sizes:
        return ""
    found = list(verdicts)
    everywhere = any(isinstance(verdict, Proved) and not verdict.sizes for verdict in found)
    roads = ["for all sizes"] * everywhere + ["written out at small ones"] * bool(_sizes(found))
    return f", {' and '.join(roads)}" if roads else ""


def only_at(verdicts: Iterable[Verdict | None]) -> Iterator[str]:
    """Yields the sizes at which alone something was shown, if it was not for all: shown at n = 2, m = 3 only."""
    if sizes := _sizes(verdicts):
        yield f"shown at {in_words(sizes)} only"


def in_words(sizes: Sequence[_Sizes]) -> str:
    """Returns one or more choices of sizes.

    >>> in_words([(("m", 3), ("n", 2)), (("m", 2), ("n", 3))])
    'm = 3, n = 2; m = 2, n = 3'
    """
    return "; ".join(", ".join(f"{name} = {number}" for name, number in choice) for choice in sizes)


def _sizes(verdicts: Iterable[Verdict | None]) -> list[_Sizes]:
    proved = (verdict for verdict in verdicts if isinstance(verdict, Proved))
    return list(dict.fromkeys(sizes for verdict in proved for sizes in verdict.sizes))
