"""Execution: the text of a program becomes a module."""

from __future__ import annotations

import hashlib
import linecache
from types import ModuleType


def compiled(source: str) -> ModuleType:
    """Returns the module that `source` defines; tracebacks show its lines.

    `source` is text that this package has generated: every identifier in it was made by
    `identifiers`, every other text of the user's is inside an escaped literal. No text of
    the user's is ever run.
    """
    filename = f"<symbackprop {hashlib.sha256(source.encode()).hexdigest()[:12]}>"
    module = ModuleType("symbackprop_program", source.partition("\n")[0].strip('"'))
    module.__file__ = filename
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    exec(compile(source, filename, "exec"), module.__dict__)  # noqa: S102  (see the docstring)
    return module
