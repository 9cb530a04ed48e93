"""Law: a name resolves exactly when one entity bears it, in whatever order the rows lie."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recordbook.catalogue.errors import AmbiguousName, UnknownName
from recordbook.catalogue.names import fold
from recordbook.catalogue.resolve import resolve
from recordbook.catalogue.rows import Statements

NAMES = st.sampled_from(["V", "v", "Jimin", "JIMIN", "Ji-min", "Ji Min", "ROSÉ", "Rose", "지민"])


@given(st.lists(st.tuples(st.integers(0, 4), NAMES), max_size=8), NAMES)
def test_resolution_is_exact(rows: list[tuple[int, str]], asked: str) -> None:
    """None bears it: unknown; one: that one; more: ambiguous, with exactly those listed."""
    said = Statements()
    bearing = {"지민": {"지민", "jimin"}}
    wanted = bearing.get(asked, {fold(asked)})
    meant: set[str] = set()
    for number, name in rows:
        said.name(f"artist:{number}", name, source="test")
        if wanted & bearing.get(name, {fold(name)}):
            meant.add(f"artist:{number}")
    try:
        found = {resolve(asked, kind="artist", tables=said.tables())}
    except UnknownName:
        found = set[str]()
    except AmbiguousName as error:
        found = {candidate.entity for candidate in error.candidates}
        assert len(found) > 1
    assert found == meant
