"""Work whose objects last: the collector of cycles is not asked to look through them meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """Returns a context for work of bounded length that makes many objects and drops none.

    There Python's collector would walk through all of them again and again, for a third of the
    time, and find nothing. It goes on afterwards if it was at work before.

    >>> with lasting():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
