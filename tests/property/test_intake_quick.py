"""Law: what is said of one day's page is what the checks say of all its readings."""

from __future__ import annotations

from itertools import count

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.intake import inspection
from recordbook.intake.inspection import inspected
from recordbook.intake.known import Known
from recordbook.intake.naming import named
from recordbook.intake.observations import OBSERVATIONS
from recordbook.intake.quick import places

_TODAY = 10
_KEYS = [f"key number {number:02}" for number in range(16)] + ["a longer key"]

days = st.sampled_from([_TODAY - 1] * 6 + [_TODAY - 2, _TODAY - 4, _TODAY, _TODAY + 1])
readings = st.tuples(st.sampled_from(_KEYS), days, st.integers(1, 12))
gains = st.sampled_from([0, 0, 0, 1, 1, 2, -1, 6_000_000])


def _table(rows: list[tuple[str, int, int]], metric: str = "total") -> pa.Table:
    told = {"platform": "spotify", "basis": "app", "metric": metric, "region": "global"}
    told |= {"grade": "counted", "source": "s"}
    return pa.Table.from_pylist(
        [{**told, "key": key, "day": day, "low": low, "high": low} for key, day, low in rows],
        schema=OBSERVATIONS,
    )


@st.composite
def books(draw: st.DrawFn) -> tuple[pa.Table, pa.Table]:
    """A page of a day, and readings before it: mostly the newest of each key."""
    known = draw(st.lists(readings, max_size=16))
    if draw(st.integers(0, 4)):
        known = list({row[0]: row for row in known}.values())
    stale = draw(st.booleans()) and draw(st.booleans())
    kept = known if draw(st.booleans()) else draw(st.permutations(known))
    kept = kept[draw(st.integers(0, 3)) :]
    rows = {key: (key, _TODAY, max(1, low + (0 if stale else draw(gains)))) for key, _, low in kept}
    more = draw(st.lists(st.tuples(st.sampled_from(_KEYS), st.integers(1, 12)), max_size=4))
    new = [*rows.values(), *((key, _TODAY, low) for key, low in more if key not in rows)]
    if draw(st.integers(0, 5)) == 0 and new:
        new.append((new[0][0], _TODAY, 99))
    other = _table([(key, _TODAY - 3, low) for key, _, low in known], "charted-total")
    whole = draw(st.booleans())
    return _table(new), pa.concat_tables([_table(known), other]) if whole else _table(known)


@settings(max_examples=300, deadline=None)
@given(books(), st.booleans())
def test_a_page_is_inspected_as_all_readings_are(
    book: tuple[pa.Table, pa.Table],
    titled: bool,  # noqa: FBT001
) -> None:
    """Rows and notes are the same whether few readings or all are looked at."""
    page, previous = book
    names = named(
        source="s",
        key=pa.array(_KEYS),
        title=pa.array(["one", "two", *("one",) * (len(_KEYS) - 2)]),
    )["names"]
    known = Known(previous, names if titled else None)
    quick = inspected({"observations": page}, known)
    slowly = _slowly({"observations": page}, known)
    assert quick[0]["observations"].equals(slowly[0]["observations"])
    assert quick[1] == slowly[1]


def _slowly(tables: dict[str, pa.Table], known: Known) -> tuple[dict[str, pa.Table], list[object]]:
    """The same with the quick way closed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspection, "one_page", lambda _: False)
        result, notes = inspected(tables, known)
    return result, list(notes)


_LONG = [f"spotify:track:{number:02}" for number in range(17)]


@given(
    st.sampled_from([_KEYS, _LONG]).flatmap(
        lambda keys: st.tuples(st.permutations(keys), st.permutations(keys))
    ),
    st.integers(0, 17),
    st.integers(0, 17),
)
def test_places_are_those_a_loop_finds(
    both: tuple[list[str], list[str]], some: int, others: int
) -> None:
    """Each key's place among those known is found, whichever are more, however long."""
    keys, known = both[0][:some], both[1][:others]
    at = dict(zip(known, count()))
    found = places(pa.array(keys, pa.string()), pa.array(known, pa.string()))
    assert found.tolist() == [at.get(key, -1) for key in keys]
