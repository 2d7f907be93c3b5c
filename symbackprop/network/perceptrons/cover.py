"""Cover: few of the largest subcubes that together have all the zeros of a function."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from symbackprop.network.perceptrons.implicants import Cube


def covered(cubes: Sequence[Cube]) -> tuple[Cube, ...]:
    """Returns some of the cubes that together have all their rows, none of which can be left out.

    Taken are those that alone have a row; then, again and again, the first of those with the most
    rows that are still missing; last, what has become superfluous is left out again. To
    find the fewest is a hard problem (set cover), and that they are the fewest is not claimed.

    >>> covered([Cube(0, 1), Cube(1, 2), Cube(2, 1)])
    (Cube(row=0, free=1), Cube(row=2, free=1))
    """
    rows = {cube: cube.rows for cube in cubes}
    alone = _once(rows.values())
    taken = [cube for cube in cubes if rows[cube] & alone]
    missing = _union(rows.values()) & ~_union(rows[cube] for cube in taken)
    further = _greedy({cube: found & missing for cube, found in rows.items() if found & missing}, missing)
    for cube in reversed(tuple(further)):
        if not rows[cube] & _once(rows[kept] for kept in (*taken, *further)):
            further.remove(cube)
    return tuple(sorted((*taken, *further)))


def _greedy(rows: dict[Cube, int], missing: int) -> list[Cube]:
    """Returns cubes in the order in which they have the most missing rows.

    How many a cube has only sinks, so that one which still has as many as it was filed with is the best.
    """
    queue = [(-found.bit_count(), cube) for cube, found in rows.items()]
    heapify(queue)
    taken = []
    while missing:
        filed, cube = heappop(queue)
        gain = (rows[cube] & missing).bit_count()
        if gain == -filed:
            taken.append(cube)
            missing &= ~rows[cube]
        elif gain:
            heappush(queue, (-gain, cube))
    return taken


def _once(sets: Iterable[int]) -> int:
    """Returns what is in exactly one of the sets."""
    once = twice = 0
    for found in sets:
        twice |= once & found
        once |= found
    return once & ~twice


def _union(sets: Iterable[int]) -> int:
    found = 0
    for rows in sets:
        found |= rows
    return found
