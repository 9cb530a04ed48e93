"""The page of tables: what lies in a book, column by column, from the Arrow schemas in the code."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from typing import TYPE_CHECKING

import pyarrow as pa

import recordbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_COLUMN = re.compile(r'pa\.field\("(\w+)".*?\),(?:\s+# (.*))?$', re.MULTILINE)
_REQUIRED = re.compile(r"^(\w+): .* not null$", re.MULTILINE)


def _schemas(module: ModuleType) -> Iterator[tuple[str, pa.Schema, str, str]]:
    """Name, schema, docstring and source text of every public schema that the module assigns."""
    source = inspect.getsource(module)
    body = ast.parse(source).body
    for place, node in enumerate(body):
        if not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)):
            continue
        name = node.targets[0].id
        schema = getattr(module, name)
        if name.startswith("_") or not isinstance(schema, pa.Schema):
            continue
        match body[place + 1 : place + 2]:
            case [ast.Expr(value=ast.Constant(value=str(text)))]:
                pass
            case _:
                text = ""
        yield name.lower(), schema, text, ast.get_source_segment(source, node) or ""


def _section(name: str, schema: pa.Schema, text: str, source: str) -> list[str]:
    """One table of columns, with the remarks that stand beside them in the code."""
    remarks = dict(_COLUMN.findall(source))
    required = set(_REQUIRED.findall(str(schema)))
    rows = [
        f"| `{name}` | {kind} | {'' if name in required else 'yes'} "
        f"| {remarks.get(name, '').replace('|', 'or')} |"
        for name, kind in zip(schema.names, schema.types, strict=True)
    ]
    head = ["| column | type | may be empty | |", "| --- | --- | --- | --- |"]
    return [f"## {name}", "", *([text, ""] if text else []), *head, *rows, ""]


def page() -> str:
    """Every table of a book: its grain, its columns and their types."""
    lines = [
        "# Tables of a book",
        "",
        "A book is a folder of Delta tables. Days are numbers of days since 1970-01-01. Every row",
        "also carries `batch`, the intake that brought it, and `recorded`, its moment.",
        "",
    ]
    for found in pkgutil.walk_packages(recordbook.__path__, "recordbook."):
        parts = found.name.split(".")
        if parts[-1] in {"tables", "observations"}:
            for schema in _schemas(importlib.import_module(found.name)):
                lines += _section(*schema)
    return "\n".join(lines)
