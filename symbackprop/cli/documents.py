"""The documents of a folder: each Python file in it defines `document()`."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import cast

from symbackprop.calculus import Derivation
from symbackprop.errors import OutputError, SymbackpropError
from symbackprop.network import Network
from symbackprop.report import Document
from symbackprop.report.account import Account

_MAY_BE = "a Network, a Derivation, an Account or a Document"


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
            f"    each file         defines document(), which returns {_MAY_BE}"
        )
    return found


Subject = Network | Derivation | Account | Document


def subject(file: Path) -> Subject:
    """Returns what the file's `document()` returns. The file is run as the Python program it is.

    Raises DocumentError, with the place, if running it fails.
    """
    try:
        found = _document_function(_module(file), file)()
    except DocumentError:
        raise
    except SymbackpropError as error:
        raise DocumentError(f"{file}: {error}") from error
    except (Exception, SystemExit) as error:
        raise DocumentError(f"{file} fails: {type(error).__name__}: {error}\n{_place(file, error)}") from error
    if not isinstance(found, Subject):
        raise DocumentError(
            f"document() of {file} returns nothing that a document can be made of\n"
            f"    returned          {type(found).__name__}\n"
            f"    return            {_MAY_BE}"
        )
    return found


def _module(file: Path) -> ModuleType:
    spec = spec_from_file_location(f"document_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise DocumentError(f"{file} is no Python file")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _document_function(module: ModuleType, file: Path) -> Callable[[], Subject]:
    function = getattr(module, "document", None)
    if function is None:
        raise DocumentError(f"{file} defines no document()\n    write             def document(): return {_MAY_BE}")
    return cast("Callable[[], Subject]", function)


def _place(file: Path, error: BaseException) -> str:
    if isinstance(error, SyntaxError) and error.filename is not None and _is(file, error.filename):
        return f"    line              {error.lineno}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if _is(file, frame.filename)]
    return f"    line              {lines[-1]}" if lines else f"    file              {file}"


def _is(file: Path, name: str) -> bool:
    return Path(name).resolve() == file.resolve()
