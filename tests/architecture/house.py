"""What the architecture tests look at: the house as it should be, and its files as they are."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "recordbook"
PACKAGES = (
    "catalogue",
    "claims",
    "engine",
    "intake",
    "ledger",
    "measures",
    "mining",
    "outlook",
    "proof",
    "reactions",
    "scrutiny",
    "stories",
    "syndication",
    "system",
    "terminal",
    "web",
)
"""Every package there is or will be, in the order in which they may import each other."""

GROUND = ("errors", "units")
"""Modules that every package may import, and that import nothing of the house."""


def modules() -> list[Path]:
    """Every Python file of the package."""
    return sorted(SOURCE.rglob("*.py"))


def written() -> list[Path]:
    """Every Python file of the project that a person wrote."""
    folders = ("src", "tests", "tools", "benchmarks")
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def tree(path: Path) -> ast.Module:
    """The file's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(path: Path) -> str:
    """The name under which a file of the package is imported."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package(path: Path) -> str:
    """The package or ground-floor module that a file belongs to; "" is the front door."""
    return [*dotted(path).split("."), ""][1]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a file imports, in functions and for types alone too."""
    name = dotted(path).split(".")
    here = name if path.name == "__init__.py" else name[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last one, its docstring included."""
    return (function.end_lineno or function.lineno) - function.lineno + 1
