"""The documents of a folder: each Python file in it defines `document()`."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import cast

from symbackprop.calculus import Derivation
from symbackprop.errors import OutputError, SymbackpropError
from symbackprop.network import Network
from symbackprop.report import Book, Document
from symbackprop.report.account import Account

_PACKAGE = "_documents_of_folder_"
_COUNT = count()
_MAY_BE = "a Network, a Derivation, an Account, a Document or a Book"


class DocumentError(SymbackpropError):
    """A file of a folder of documents that defines none."""


@contextmanager
def opened(folder: str) -> Iterator[list[Path]]:
    """Returns the files of the folder that define documents, by name; one that begins with _ is none.

    While the folder is open each file is run once, and they may import each other: from . import _shared.
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
    package = ModuleType(f"{_PACKAGE}{next(_COUNT)}")
    package.__path__ = [str(place.resolve())]
    sys.modules[package.__name__] = package
    try:
        yield found
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == package.__name__]:
            del sys.modules[name]


Subject = Network | Derivation | Account | Document | Book


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
    name = f"{_package(file)}.{file.stem}"
    if name in sys.modules:
        return sys.modules[name]
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise DocumentError(f"{file} is no Python file")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _package(file: Path) -> str:
    """Returns the name under which the open folder of the file is known."""
    folder = [str(file.resolve().parent)]
    known = (name for name in sys.modules if name.startswith(_PACKAGE) and "." not in name)
    return next(name for name in known if list(sys.modules[name].__path__) == folder)


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
