"""Jupyter notebooks: the texts of their Markdown cells. Code and what it printed are not read."""

from __future__ import annotations

import json
from collections.abc import Mapping

from symbackprop.answers.documents.refusal import DocumentError


def cells(text: str, name: str = "the text") -> Mapping[int, str]:
    r"""Returns the source of every Markdown cell under its number; all cells are counted, from 1.

    Notebooks of format 4 and of format 3 are read (https://nbformat.readthedocs.io).
    Raises DocumentError, with `name`, for what is no notebook.

    >>> cells('{"cells": [{"cell_type": "code", "source": "1"}, {"cell_type": "markdown", "source": ["$a$\\n", "b"]}]}')
    {2: '$a$\nb'}
    """
    try:
        read = json.loads(text)
    except RecursionError as error:
        raise _no_notebook(name, "its lists are nested too deep") from error
    except ValueError as error:
        place = f", line {error.lineno} column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise _no_notebook(name, f"it is no JSON{place}") from error
    found = _listed(read)
    if found is None:
        raise _no_notebook(name, 'it has no list "cells"')
    return {
        number: _source(cell)
        for number, cell in enumerate(found, 1)
        if isinstance(cell, dict) and cell.get("cell_type") in ("markdown", "heading")
    }


def _listed(read: object) -> list[object] | None:
    if not isinstance(read, dict):
        return None
    sheets = read.get("worksheets")
    if "cells" not in read and isinstance(sheets, list):
        inside = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        return [cell for found in inside if isinstance(found, list) for cell in found]
    found = read.get("cells")
    return found if isinstance(found, list) else None


def _source(cell: dict[str, object]) -> str:
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def _no_notebook(name: str, fact: str) -> DocumentError:
    return DocumentError(
        f"{name} is no notebook: {fact}\n"
        '    write             a notebook as Jupyter saves it: {"cells": [{"cell_type": "markdown", ...}]}'
    )
