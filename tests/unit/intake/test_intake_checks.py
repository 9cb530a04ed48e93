"""What is odd about readings is found, each kind on the smallest series that shows it."""

from __future__ import annotations

import itertools

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from recordbook.intake import checks, lists
from recordbook.intake.inspection import inspected
from recordbook.intake.known import Known
from recordbook.intake.moves import find_moves, id_moves
from recordbook.intake.naming import named
from recordbook.intake.readings import Kind, readings
from recordbook.intake.series import series

_TOTAL = Kind("spotify", "app", "total", "global", "counted", "kworb.net")


def _totals(rows: list[tuple[str, int, int]], kind: Kind = _TOTAL) -> pa.Table:
    keys, days, values = zip(*rows, strict=True) if rows else ((), (), ())
    return readings(
        kind,
        key=pa.array(keys, pa.string()),
        day=pa.array(days, pa.int32()),
        low=pa.array(values, pa.int64()),
    )


def _page(day: int, gains: dict[str, int], start: int = 100) -> list[tuple[str, int, int]]:
    return [(key, day, start + gain) for key, gain in gains.items()]


_KEYS = [f"k{n}" for n in range(12)]


def test_a_day_that_repeats_is_stale() -> None:
    """A page of which over 90% repeats is stale; one of which 90% repeats is not."""
    one = _page(1, dict.fromkeys(_KEYS, 0))
    same = _page(2, dict.fromkeys(_KEYS, 0))
    moved = _page(2, {key: n < 2 for n, key in enumerate(_KEYS)})
    stale, fresh = series(_totals(one + same)), series(_totals(one + moved))
    assert checks.stale_pages(stale).sum() == 12
    assert checks.stale_pages(fresh).sum() == 0
    note = checks.stale_days(stale, checks.stale_pages(stale))
    assert note is not None
    assert note.examples == ("1970-01-03",)


def test_few_counters_may_rest() -> None:
    """Fewer than ten counters that repeat say nothing of their page."""
    rows = [(key, day, 100) for key in _KEYS[:9] for day in (1, 2)]
    assert checks.stale_pages(series(_totals(rows))).sum() == 0


def test_a_stale_total_is_a_lower_bound() -> None:
    """On a stale day totals lose their upper end, and the day's places are not taken."""
    rows = [(key, day, 100) for key in _KEYS for day in (1, 2)]
    rank = Kind("spotify", "app", "rank-day", "global", "charted", "kworb.net")
    places = [(key, day, n + 1) for n, key in enumerate(_KEYS) for day in (1, 2)]
    table = pa.concat_tables([_totals(rows), _totals(places, rank)])
    tables, notes = inspected({"observations": table}, None)
    kept = tables["observations"].to_pylist()
    assert {row["high"] for row in kept if row["day"] == 2} == {None}
    assert {row["high"] for row in kept if row["metric"] == "total" and row["day"] == 1} == {100}
    assert {row["day"] for row in kept if row["metric"] == "rank-day"} == {1}
    assert {(note.kind, note.count) for note in notes} == {("stale days", 1), ("stale places", 12)}


def test_known_readings_are_compared_with_and_not_reported() -> None:
    """A new day is judged by what the book holds, and the book is not judged again."""
    known = _totals([(key, 1, 100) for key in _KEYS] + [("k0", 0, 200)])
    new = _totals([(key, 2, 100) for key in _KEYS])
    tables, notes = inspected({"observations": new}, Known(previous=known))
    assert tables["observations"]["high"].null_count == 12
    assert [note.kind for note in notes] == ["stale days"]


def test_falls_and_jumps() -> None:
    """A total below the one before is a fall; a gain beyond all earlier ones is a jump."""
    rows = [("a", 1, 100), ("a", 2, 110), ("a", 3, 6_000_000), ("a", 4, 5_000_000)]
    found = series(_totals(rows))
    fall, jump = checks.falls(found), checks.jumps(found)
    assert fall is not None
    assert fall.examples == ("a 1970-01-05: 5,000,000 after 6,000,000",)
    assert jump is not None
    assert jump.count == 1


def test_a_debut_is_no_jump() -> None:
    """The first gain of a counter has nothing to be measured against."""
    rows = [("a", 1, 0), ("a", 2, 900), ("b", 1, 1), ("b", 2, 60_000_000)]
    assert checks.jumps(series(_totals(rows))) is None


def test_gaps() -> None:
    """Days between the first and the last that no page covers are named."""
    note = checks.gaps(series(_totals([("a", 1, 1), ("a", 2, 2), ("a", 5, 3), ("b", 6, 4)])))
    assert note is not None
    assert (note.count, note.examples) == (2, ("1970-01-04", "1970-01-05"))


def test_gaps_after_what_is_known() -> None:
    """The days between the last known page and the new one lack; older ends of counters do not."""
    known = _totals([("old", 1, 5), ("a", 10, 5)])
    note = checks.gaps(series(_totals([("a", 12, 6)]), known))
    assert note is not None
    assert note.examples == ("1970-01-12",)


def test_an_id_that_moves() -> None:
    """A counter that ends where another begins is a move, unless their titles differ."""
    rows = [("a", 1, 1000), ("a", 2, 1100), ("b", 3, 1210), ("c", 1, 5), ("c", 2, 6), ("c", 3, 7)]
    found = series(_totals(rows))
    note = id_moves(found, {})
    assert note is not None
    assert note.examples == ("a 1970-01-03: 1,100, then b 1970-01-04: 1,210",)
    assert id_moves(found, {"a": "one", "b": "two"}) is None
    assert id_moves(found, {"a": "one", "b": "one"}) is not None


def test_a_title_tells_two_moves_apart() -> None:
    """Where counts fit two ways, equal titles decide, and a stale last day changes nothing."""
    rows = [("a", 1, 100), ("a", 2, 200), ("a", 3, 200), ("b", 1, 90), ("b", 2, 190), ("b", 3, 190)]
    moved = [("c", 4, 290), ("d", 4, 300)]
    titles = {"a": "x", "d": "x", "b": "y", "c": "y"}
    moves = find_moves(series(_totals(rows + moved)), titles)
    assert {(move.old, move.new) for move in moves} == {("a", "d"), ("b", "c")}


def test_another_list_of_keys_is_compared_by_what_fits() -> None:
    """As many counters may end as begin: only pairs whose counts fit are looked at."""
    many = range(20_000)
    ended = [(f"a{n}", 1, 1 + n * 1000) for n in many]
    begun = [(f"b{n}", 2, 500 + n * 1000) for n in many]
    moved = find_moves(series(_totals([*ended, *begun, ("c", 2, 3_000_002)])), {})
    assert [(move.old, move.new) for move in moved] == [("a3000", "c")]


def test_a_new_song_is_no_move() -> None:
    """A counter that begins far from where any ends continues none."""
    rows = [("a", 1, 1000), ("a", 2, 1100), ("b", 3, 5000), ("c", 3, 10)]
    assert id_moves(series(_totals(rows)), {}) is None


def test_double_readings() -> None:
    """Two different numbers of one thing and day are said; the same number twice is not."""
    rows = [("a", 1, 5), ("a", 1, 6), ("b", 1, 7), ("b", 1, 7)]
    note = lists.double_readings(_totals(rows))
    assert note is not None
    assert note.examples == ("a 1970-01-02",)


@given(st.lists(st.text("ab", min_size=9, max_size=9), unique=True, max_size=30), st.booleans())
def test_double_readings_of_long_keys(keys: list[str], twice: bool) -> None:  # noqa: FBT001
    """Keys of one length are told apart quickly without missing a double."""
    rows = [(key, 1, 5) for key in keys]
    doubled = [*rows, (keys[0], 1, 6)] if twice and keys else rows
    assert (lists.double_readings(_totals(doubled)) is None) == (doubled == rows)


def test_duplicate_titles() -> None:
    """One title by one artist under two keys is said; the same title by another is not."""
    columns = {
        "key": pa.array(["k1", "k2", "k3"]),
        "title": pa.array(["Blue", "blue", "BLUE"]),
        "artist": pa.array(["V", "V", "Eiffel 65"]),
    }
    tables = named(source="s", **columns)
    note = lists.duplicate_titles(tables["names"], tables["credits"])
    assert note is not None
    assert note.examples == ("blue: k1, k2",)


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 6), st.integers(0, 50)),
        max_size=30,
        unique_by=lambda row: row[:2],
    )
)
def test_falls_are_those_that_a_loop_finds(rows: list[tuple[str, int, int]]) -> None:
    """The pass over arrays finds exactly the falls between neighbouring days of a key."""
    expected = 0
    for key in "abc":
        values = [value for _, value in sorted((day, v) for k, day, v in rows if k == key)]
        expected += sum(b < a for a, b in itertools.pairwise(values))
    note = checks.falls(series(_totals(rows)))
    assert (0 if note is None else note.count) == expected
