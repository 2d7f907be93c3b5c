"""The house: a module imports only from its own room or an earlier one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = (
    "errors",
    "files",
    "network",
    "notation",
    "calculus",
    "proof",
    "program",
    "verification",
    "training",
    "plots",
    "report",
    "answers",
    "cli",
)
PACKAGE = Path(__file__).parents[1] / "symbackprop"
MODULES = sorted(PACKAGE.rglob("*.py"))
DOORS = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}
"""The two files outside the rooms: the public names and `python -m symbackprop`."""

LATER_ON_CALL = {
    ("calculus/derivation.py", "proof"),
    ("network/network.py", "notation"),
    *(
        (f"network/perceptrons/{name}.py", "notation")
        for name in ("formula", "layered", "logic", "perceptron", "separation")
    ),
}
"""The imports of a later room, made when a method is called: a derivation proves itself, networks show themselves."""

LONGEST = 300
TABLES = {PACKAGE / "network/activations.py"}
"""A table has as many rows as there are."""


def room(module: str) -> str:
    return module.split(".")[1]


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a line belongs"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from names if node.module == "symbackprop" else [str(node.module)]


def _at_type_checking_only(tree: ast.Module) -> set[str]:
    guarded = [node for node in tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    return {name for node in guarded for name in imports(node)}


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path not in DOORS], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_module_imports_only_from_its_own_room_or_an_earlier_one(path: Path) -> None:
    place = path.relative_to(PACKAGE)
    own = place.parts[0].removesuffix(".py")
    tree = ast.parse(path.read_text())
    for module in set(imports(tree)) - _at_type_checking_only(tree):
        if (
            module.startswith("symbackprop.")
            and module != "symbackprop.__version__"
            and (str(place), room(module)) not in LATER_ON_CALL
        ):
            assert ROOMS.index(room(module)) <= ROOMS.index(own), f"{place} imports {module}"


def test_every_room_is_there_and_no_other() -> None:
    found = {
        path.name.removesuffix(".py")
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert found == {*ROOMS, "__init__", "__main__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_is_one_idea(path: Path) -> None:
    assert path in TABLES or len(path.read_text().splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(path.read_text())), "a module says what it is in its first line"


BANNED = {"eval", "parse_expr", "simplify", "nsimplify", "equals"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_text_is_never_evaluated_and_nothing_rests_on_a_heuristic(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in BANNED, f"{path} line {node.lineno} calls {called}"
            strict = any(word.arg == "strict" and ast.unparse(word.value) == "True" for word in node.keywords)
            assert called != "sympify" or strict, f"{path} line {node.lineno} calls sympify, which evaluates text"
