"""What a package offers is stated, sorted, complete and documented."""

from __future__ import annotations

import ast
import importlib
import inspect
from typing import TYPE_CHECKING

import pytest
from house import SOURCE, dotted, tree

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGES = sorted(SOURCE.rglob("__init__.py"))


def _order(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions: the order that the linter writes."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def _bound(body: list[ast.stmt]) -> set[str]:
    """Public names that a package's `__init__` binds, those for types alone included."""
    names: set[str] = set()
    for node in body:
        match node:
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names |= {alias.asname or alias.name for alias in aliases}
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.If(body=inner):
                names |= _bound(inner)
            case _:
                pass
    foreign = {"annotations", "TYPE_CHECKING", "import_module"}
    return {name for name in names if not name.startswith("_")} - foreign


@pytest.mark.parametrize("path", _PACKAGES, ids=dotted)
def test_all_is_sorted_and_complete(path: Path) -> None:
    """`__all__` lists, in order, exactly the public names that the package offers."""
    package = importlib.import_module(dotted(path))
    said = list(getattr(package, "__all__", []))
    assert said == sorted(said, key=_order)
    assert _bound(tree(path).body) - set(said) == set()
    assert [name for name in said if not hasattr(package, name)] == []


@pytest.mark.parametrize("path", _PACKAGES, ids=dotted)
def test_every_public_name_is_documented(path: Path) -> None:
    """Every class and function that a package offers has a docstring of its own."""
    package = importlib.import_module(dotted(path))
    offered = {name: getattr(package, name) for name in getattr(package, "__all__", [])}
    silent = [
        name
        for name, value in offered.items()
        if (inspect.isclass(value) or inspect.isroutine(value))
        and not (value.__doc__ and not value.__doc__.startswith(f"{name}("))
    ]
    assert silent == []
