"""The documents of a folder: each Python file in it defines `document()`."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import cast

from symbackprop.calculus import Derivation
from symbackprop.errors import OutputError, SymbackpropError
from symbackprop.network import Network
from symbackprop.report import Document


class DocumentError(SymbackpropError):
    """A file of a folder of documents that defines none."""


def files(folder: str) -> list[Path]:
    """Returns the files of the folder that define documents, by name; one that begins with _ is none.

    Raises OutputError if there is no such folder, or no such file in it.
    """
    place = Path(folder)
    found = sorted(file for file in place.glob("*.py") if not file.name.startswith("_"))
    if not found:
        fact = "has no Python files" if place.is_dir() else "is no folder"
        raise OutputError(
            f"{folder} {fact}\n"
            f"    looked for        {place / '*.py'}\n"
            "    each file         defines document(), which returns a Network, a Derivation or a Document"
        )
    return found


def subject(file: Path) -> Network | Derivation | Document:
    """Returns what the file's `document()` returns. The file is run as the Python program it is.

    Raises DocumentError, with the place, if running it fails.
    """
    try:
        found = _document_function(_module(file), file)()
    except DocumentError:
        raise
    except SymbackpropError as error:
        raise DocumentError(f"{file}: {error}") from error
    except Exception as error:
        raise DocumentError(f"{file} fails: {type(error).__name__}: {error}\n{_place(file, error)}") from error
    if not isinstance(found, Network | Derivation | Document):
        raise DocumentError(
            f"document() of {file} returns neither a network nor a derivation\n"
            f"    returned          {type(found).__name__}\n"
            "    return            a Network, a Derivation or a Document"
        )
    return found


def _module(file: Path) -> ModuleType:
    spec = spec_from_file_location(f"document_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise DocumentError(f"{file} is no Python file")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _document_function(module: ModuleType, file: Path) -> Callable[[], Network | Derivation | Document]:
    function = getattr(module, "document", None)
    if function is None:
        raise DocumentError(
            f"{file} defines no document()\n"
            "    write             def document(): return a Network, a Derivation or a Document"
        )
    return cast("Callable[[], Network | Derivation | Document]", function)


def _place(file: Path, error: Exception) -> str:
    lines: Iterator[int] = (
        frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename) == file
    )
    number = error.lineno if isinstance(error, SyntaxError) else max(lines, default=0)
    return f"    line              {number}"
