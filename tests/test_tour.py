"""The tour: a notebook that runs from top to bottom and shows every result as more than plain text."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[1]
TOUR = ROOT / "derivations" / "tour.ipynb"
SHOWN = {
    "network-shown": "text/latex",
    "derivation": "text/latex",
    "steps-shown": "text/latex",
    "proved": "text/html",
    "refuted": "text/html",
    "undecided": "text/html",
    "own-derived": "text/latex",
    "sizes-derived": "text/latex",
    "sizes-proved": "text/html",
    "matrices": "text/latex",
    "activation": "image/svg+xml",
    "program": "text/markdown",
    "verified": "text/html",
    "loss": "image/svg+xml",
    "boundaries": "image/svg+xml",
    "landscape-shown": "image/svg+xml",
    "document": "text/html",
}
"""What each cell shows its results as, in the order of the cells."""


def test_the_tour_is_a_valid_notebook_stored_without_outputs() -> None:
    tour = nbformat.read(TOUR, as_version=4)
    nbformat.validate(tour)
    code = [cell for cell in tour.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code] == list(SHOWN)
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


def test_the_tour_runs_from_top_to_bottom_and_shows_every_result_as_what_it_is(tmp_path: Path) -> None:
    program = "from nbclient.cli import main; main()"
    words = [str(TOUR), f"--output={tmp_path / 'tour.ipynb'}", "--timeout=120", "--kernel_name=python3"]
    found_here = {**os.environ, "PYTHONPATH": str(ROOT)}
    finished = subprocess.run(
        [sys.executable, "-c", program, *words], check=False, capture_output=True, text=True, env=found_here
    )
    assert finished.returncode == 0, finished.stderr
    tour = nbformat.read(tmp_path / "tour.ipynb", as_version=4)
    shown = {cell.id: cell.outputs for cell in tour.cells if cell.cell_type == "code"}
    for name, outputs in shown.items():
        assert outputs, f"{name} shows nothing"
        for output in outputs:
            assert output.output_type in ("execute_result", "display_data"), f"{name}: {output}"
            assert SHOWN[name] in output.data, name
    for name in ("proved", "refuted", "undecided", "sizes-proved"):
        assert f"<b>{name.removeprefix('sizes-')}:</b>" in shown[name][0].data["text/html"]
    fence, *lines, end = shown["program"][0].data["text/markdown"].split("\n")
    assert (fence, end) == ("```python", "```")
    assert ast.parse("\n".join(lines)).body
    assert "✓" in shown["verified"][0].data["text/html"]
    assert "<svg" in shown["document"][0].data["text/html"].replace("&lt;", "<")
