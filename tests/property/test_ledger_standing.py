"""Law: what stands is what a row-by-row reading of the corrections leaves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.intake.corrections import CONDITIONS
from recordbook.ledger import standing
from recordbook.ledger.tables import MATCHES, STORED

_FEW = {"key": "kl", "entity": "ef", "attribute": "gh", "value": "ij", "source": "st"}


def _moment(second: int) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)


def _row(table: str, at: int, values: dict[str, Any]) -> dict[str, Any]:
    row = {field.name: "x" if field.type == pa.string() else 1 for field in STORED[table]}
    columns = {MATCHES[table][name]: values[name] for name in _FEW if name in MATCHES[table]}
    return row | columns | {"recorded": _moment(at), "batch": f"b{at}"}


_VALUES = st.fixed_dictionaries({name: st.sampled_from(few) for name, few in _FEW.items()})
_SOME = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from(few) for name, few in _FEW.items()},
        "batch_undone": st.integers(0, 9).map("b{}".format),
    },
)
_CORRECTION = st.tuples(st.integers(0, 9), st.sampled_from([None, "facts", "corrections"]), _SOME)


def _matches(correction: dict[str, Any], table: str, row: dict[str, Any]) -> bool:
    given_ = [name for name in CONDITIONS if correction[name] is not None]
    return (
        correction["table_name"] in {None, table}
        and bool(given_)
        and correction["recorded"] > row["recorded"]
        and all(
            name in MATCHES[table] and row[MATCHES[table][name]] == correction[name]
            for name in given_
        )
    )


def _effective(at: int, corrections: list[dict[str, Any]]) -> bool:
    return not any(
        _matches(other, "corrections", corrections[at]) and _effective(index, corrections)
        for index, other in enumerate(corrections)
    )


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["facts", "identities", "names", "tracks", "credits", "corrections"]),
    st.lists(st.tuples(st.integers(0, 9), _VALUES), max_size=8),
    st.lists(_CORRECTION, max_size=8),
)
def test_standing_is_what_no_standing_correction_matches(
    table: str,
    rows: list[tuple[int, dict[str, str]]],
    corrections: list[tuple[int, str | None, dict[str, str]]],
) -> None:
    """The joins leave the same rows, in the same order, as comparing each with each."""
    empty = dict.fromkeys(STORED["corrections"].names)
    said = [
        empty | some | {"table_name": of, "reason": "r", "recorded": _moment(at), "batch": f"b{at}"}
        for at, of, some in corrections
    ]
    held = said if table == "corrections" else [_row(table, at, values) for at, values in rows]
    effective = [one for at, one in enumerate(said) if _effective(at, said)]
    expected = [row for row in held if not any(_matches(one, table, row) for one in effective)]
    found = standing(
        pa.Table.from_pylist(held, schema=STORED[table]),
        table,
        pa.Table.from_pylist(said, schema=STORED["corrections"]),
    )
    assert found.schema == STORED[table]
    assert found.to_pylist() == pa.Table.from_pylist(expected, schema=STORED[table]).to_pylist()
