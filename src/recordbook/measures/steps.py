"""The steps of `measures/rules`, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.engine import Query

if TYPE_CHECKING:
    from recordbook.engine.query import Value


def rule(name: str, *reads: Query, **values: Value) -> Query:
    """The step of a rule, from its file in `measures/rules`."""
    return Query.load("recordbook.measures", f"rules/{name}", *reads, **values)
