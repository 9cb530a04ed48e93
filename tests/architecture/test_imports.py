"""The folder listing is the pipeline and the import order, shown without the import linter."""

from __future__ import annotations

import ast
import configparser

import pytest
from house import GROUND, PACKAGES, ROOT, SOURCE, dotted, imports, modules, package, tree

_EXISTING = [name for name in PACKAGES if (SOURCE / name / "__init__.py").is_file()]
_ENGINES = {"duckdb", "pyspark"}
_TALKS = {"open", "print", "input"}


def test_packages_are_in_alphabetical_order() -> None:
    """The order of the house is the order of the alphabet."""
    assert list(PACKAGES) == sorted(PACKAGES)


def test_nothing_stands_outside_the_house() -> None:
    """Every folder and module of the package is known to the design."""
    found = {path.name for path in SOURCE.iterdir() if path.name != "__pycache__"}
    ground = {f"{name}.py" for name in GROUND} | {"__init__.py", "__main__.py", "py.typed"}
    assert found - ground == set(_EXISTING)


def test_the_linter_knows_every_package() -> None:
    """The import linter's layers are the house from the front door down, empty ones in brackets."""
    linter = configparser.ConfigParser()
    linter.read(ROOT / ".importlinter", encoding="utf-8")
    layers = linter["importlinter:contract:house"]["layers"].split("\n")[1:]
    house = [name if name in _EXISTING else f"({name})" for name in reversed(PACKAGES)]
    assert layers == ["__main__", *house, "units | errors"]


@pytest.mark.parametrize("name", [*GROUND, *_EXISTING])
def test_imports_follow_the_alphabet(name: str) -> None:
    """A package imports itself, packages listed before it, and the ground floor."""
    allowed = {name} if name in GROUND else {*GROUND, *PACKAGES[: PACKAGES.index(name) + 1]}
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {target}"
        for path in modules()
        if package(path) == name
        for line, target in imports(path)
        if target.split(".")[0] == "recordbook" and [*target.split("."), ""][1] not in allowed
    ]
    assert wrong == []


def test_only_engine_imports_an_engine() -> None:
    """No package but `engine` names DuckDB or Spark in an import."""
    users = {
        package(path)
        for path in modules()
        for _, target in imports(path)
        if target.split(".")[0] in _ENGINES
    }
    assert users == {"engine"}


@pytest.mark.parametrize("name", ["catalogue", "claims"])
def test_pure_packages_do_not_talk(name: str) -> None:
    """The catalogue and the language open, print and ask nothing."""
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.func.id}"
        for path in (SOURCE / name).rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TALKS
    ]
    assert calls == []


def test_recheck_stands_alone() -> None:
    """The independent check of a certificate imports nothing of recordbook."""
    alone = "recordbook.proof.recheck"
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {target}"
        for path in modules()
        if f"{dotted(path)}.".startswith(f"{alone}.")
        for line, target in imports(path)
        if target.split(".")[0] == "recordbook" and not f"{target}.".startswith(f"{alone}.")
    ]
    assert wrong == []
