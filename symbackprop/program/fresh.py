"""Fresh names: a wish, made different from all names taken."""

from __future__ import annotations


def fresh(wish: str, taken: set[str]) -> str:
    """Returns `wish`, or `wish` with a number behind it if it is taken; adds it to `taken`.

    >>> fresh("e_z", {"e_z", "e_z_2"})
    'e_z_3'
    """
    text, number = wish, 1
    while text in taken:
        number += 1
        text = f"{wish}_{number}"
    taken.add(text)
    return text
