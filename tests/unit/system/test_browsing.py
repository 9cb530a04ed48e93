"""What pages of everybody are made of: boards, firsts, progress, courses, records, sources."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
from held_in_memory import Shown, reading

from recordbook.catalogue.rows import Statements
from recordbook.claims import Aggregate, ClaimTextError, Measure
from recordbook.engine import DuckDB
from recordbook.errors import ClaimError
from recordbook.intake.corrections import CORRECTIONS
from recordbook.intake.observations import OBSERVATIONS
from recordbook.proof import Prover
from recordbook.proof.errors import NotProvableYet
from recordbook.system.browsing import Board, named, viewed
from recordbook.system.courses import Point, about, clashes, points
from recordbook.system.errors import NoCohort
from recordbook.system.holdings import held
from recordbook.system.milestones import Firsts
from recordbook.system.progress import progress
from recordbook.system.provenance import (
    Hole,
    corrections,
    coverage,
    holes,
    id_moves,
    last_day,
    sources,
)
from recordbook.system.record_lines import Lines
from recordbook.units import Bounds, Truth, day_number

END = date(2024, 1, 10)
ENGINE = DuckDB(threads=1)


def row(key: str, day: str, low: int, high: int | None, **other: str) -> dict[str, object]:
    """A figure that is not exact, or not a counted total."""
    said = {"grade": "reported", "source": "press", **other}
    return {**reading(key, day, low), "high": high, **said}


def prover() -> Prover:
    """Three tracks by soloists, one by nobody knows whom, one that nobody ever read."""
    said = Statements()
    for name, act in (("a", "soloist"), ("b", "soloist"), ("c", "girl group"), ("d", "")):
        said.name(f"artist:{name}", name.upper(), source="s")
        if act:
            said.fact(f"artist:{name}", "act type", act, source="s")
    for track, artist in (("one", "a"), ("two", "b"), ("three", "b"), ("four", "c"), ("five", "d")):
        said.name(f"recording:{track}", track.title(), source="s")
        said.credit(f"recording:{track}", f"artist:{artist}", source="s")
        said.fact(f"recording:{track}", "released", "2024-01-03", source="s")
    said.identity("spotify:track:1", "recording:one", source="s", period=(None, date(2024, 1, 6)))
    said.identity("spotify:track:2", "recording:one", source="s", period=(date(2024, 1, 7), None))
    rows = [
        *(reading("one", f"2024-01-{day:02}", 100 * day) for day in (5, 6, 9, 10)),
        reading("two", "2024-01-10", 900),
        row("two", "2024-01-09", 950, 960),
        row("three", "2024-01-10", 800, 1100),
        reading("four", "2024-01-10", 5000),
    ]
    taken = {"key": "recording:one", "day": day_number(END), "reason": "typed twice"}
    tables = {
        **said.arrow(),
        "observations": pa.Table.from_pylist(rows, schema=OBSERVATIONS),
        "corrections": pa.Table.from_pylist([taken], schema=CORRECTIONS),
    }
    return Prover(ENGINE, Shown(tables))  # pyright: ignore[reportArgumentType] - what is asked of a snapshot


def board(of: str = "tracks by soloists", measure: str = "total streams") -> Board:
    """A board of these tracks on the last day, those never read among them."""
    return Board(prover(), viewed(of, measure, END), everyone=True)


def test_who_was_never_read_is_listed_only_on_demand() -> None:
    """Without those of whom nothing is known the board is shorter, and all places are the same."""
    known = Board(prover(), viewed("tracks by soloists", "total streams", END))
    assert known.page() == board().page()[:3]


def test_a_board_lists_everyone_by_what_they_surely_have() -> None:
    """Places are intervals where bounds overlap, and who may be no member is told so."""
    rows = board().page()
    assert [(one.name, one.maker) for one in rows] == [
        ("One", "A"),
        ("Two", "B"),
        ("Three", "B"),
        ("Five", "D"),
    ]
    assert [one.bounds for one in rows][:3] == [
        Bounds.exactly(1000),
        Bounds.exactly(900),
        Bounds(800, 1100),
    ]
    assert [one.place for one in rows] == [Bounds(1, 3), Bounds(2, 4), Bounds(1, 4), Bounds(1, 4)]
    assert [one.among_read for one in rows][:3] == [Bounds(1, 2), Bounds(2, 3), Bounds(1, 3)]
    assert [one.member for one in rows] == [Truth.TRUE, Truth.TRUE, Truth.TRUE, Truth.UNKNOWN]
    assert [one.read for one in rows] == [True, True, True, False]


def test_a_board_is_cut_and_turned() -> None:
    """Pages of a board are the board in pieces; it can stand by the other end or upside down."""
    whole = board()
    names = [one.name for one in whole.page()]
    assert [one.name for start in range(4) for one in whole.page(start, 1)] == names
    assert [one.name for one in whole.page(sort="-low")] == names[::-1]
    assert [one.name for one in whole.page(sort="high")] == ["Five", "Three", "One", "Two"]
    assert [one.name for one in whole.around("recording:two", 1)] == ["One", "Two", "Three"]
    assert whole.around("recording:four") == ()


def test_a_census_counts_the_least_and_the_most() -> None:
    """Of each threshold: how many surely stand there, how many may, and how many unread."""
    whole = board()
    assert (whole.members, whole.unread) == (Bounds(3, 4), 1)
    told = [(one.threshold, one.bounds, one.unread) for one in whole.census([800, 1000, 1101])]
    assert told == [
        (800, Bounds(3, 4), 1),
        (1000, Bounds(1, 3), 1),
        (1101, Bounds(0, 1), 1),
    ]


def test_first_at_each_rung() -> None:
    """Who was first is told where it is known, with its days; else everyone who may have been."""
    whole = board('tracks by soloists excluding "Five"')
    told = {one.threshold: one for one in Firsts(whole).of(whole.ladder())}
    assert tuple(told) == whole.ladder() == (*range(1, 10), *_TENS)
    top = told[1000]
    assert (top.decided, [one.name for one in top.reached]) == (False, ["One", "Three"])
    assert (top.reached[0].earliest, top.reached[0].latest) == (END, END)


_TENS = (10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 150, 200, 250, 300, 400, 500, 600)
_TENS += (700, 800, 900, 1000)


def test_progress_is_towards_the_next_rung() -> None:
    """Somebody's last rung has the day it was reached, and what is missing to the next is told."""
    (said,) = progress(prover(), "recording:one", "recording", END)
    assert (said.bounds, said.next, said.missing) == (
        Bounds.exactly(1000),
        1500,
        Bounds.exactly(500),
    )
    assert said.last is not None
    assert (said.last.threshold, said.last.earliest, said.last.latest) == (1000, END, END)
    (open_,) = progress(prover(), "recording:three", "recording", END)
    assert (open_.next, open_.missing) == (900, Bounds(0, 100))
    assert progress(prover(), "recording:five", "recording", END) == ()


def test_a_course_is_told_until_its_day() -> None:
    """From day to day the bounds of one counter, and no day after the one that is asked for."""
    claim = about("recording:one", Measure(aggregate=Aggregate.TOTAL), date(2024, 1, 9))
    told = points(prover(), claim)
    assert told[-1] == Point(day=date(2024, 1, 9), bounds=Bounds.exactly(900))
    assert Point(day=date(2024, 1, 7), bounds=Bounds(600, 900)) in told
    assert [one.day for one in told] == sorted(one.day for one in told)


def test_what_clashes_is_shown_with_what_it_clashed_with() -> None:
    """A reported figure above a later counted one was set aside, and is told with both sources."""
    claim = about("recording:two", Measure(aggregate=Aggregate.TOTAL), END)
    (clash,) = clashes(prover(), claim)
    assert (clash.day, clash.bounds, clash.source) == (date(2024, 1, 9), Bounds(950, 960), "press")
    assert (clash.against, clash.against_day, clash.against_grade) == (900, END, "counted")


@pytest.mark.parametrize(
    ("of", "measure"),
    [
        ("", "total streams"),
        ("nobody at all", "total streams"),
        ("tracks", "how loud they are"),
        ("tracks", ""),
        ('tracks" as of 2020-01-01', "total streams"),
        ("tracks on youtube as of 2020-01-01 --", "total streams"),
        ("tracks", "total streams as of 2020-01-01"),
        ("tracks", "total streams among albums"),
    ],
)
def test_words_that_name_no_view_are_refused(of: str, measure: str) -> None:
    """What cannot be read is an error at its word; nothing that is typed changes the day."""
    with pytest.raises((ClaimTextError, NoCohort)):
        viewed(of, measure, END)


def test_a_platform_is_a_name_and_nothing_else() -> None:
    """Quotes and backslashes in the name of a platform stay in it."""
    strange = 'a" as of 2020-01-01 \\'
    assert viewed("tracks", "total streams", END, strange).platform == strange


def test_what_cannot_be_proven_is_not_listed() -> None:
    """A measure that no claim about everybody could use makes no board and no firsts."""
    with pytest.raises(ClaimError):
        _ = board("albums", "release day").field
    with pytest.raises(NotProvableYet):
        Firsts(board("tracks", "streams per day")).of([1])
    with pytest.raises(NotProvableYet):
        Firsts(board("tracks", "peak rank")).of([1])


def test_names_of_nobody() -> None:
    """No entities have no names."""
    assert named(prover(), []) == {}


def test_records_held_and_lost() -> None:
    """Of each claim the last that was said: held, or lost with the reason; the newest day first."""
    claims = {
        "recording:one: first track with total >= 1K streams on spotify as of 2024-01-10": (10, ""),
        'key "recording:a b": most total streams among tracks on spotify as of 2024-01-05': (5, ""),
        "recording:one: first track with total >= 500 streams on spotify as of 2024-01-05": (
            5,
            "refuted",
        ),
        "recording:two: first track with total >= 500 streams on spotify as of 2024-01-09": (9, ""),
    }
    said: dict[str, list[dict[str, object]]] = {}
    for text, (day, reason) in claims.items():
        line = {
            "claim": text,
            "day": day_number(date(2024, 1, day)),
            "status": "found",
            "scope": "s",
            "said": datetime(2024, 2, 1, tzinfo=UTC),
            "prominence": 1.0,
            "reason": None,
        }
        said[text] = [
            line,
            *([{**line, "status": "withdrawn", "reason": reason}] if reason else []),
        ]
    found = held(Lines(said), {"recording:one", "recording:a b"})
    assert [(one.subject, one.day.day) for one in found] == [
        ("recording:one", 10),
        ("recording:a b", 5),
        ("recording:one", 5),
    ]
    assert [one.lost and one.lost.reason for one in found] == [None, None, "refuted"]


def test_sources_say_when_they_spoke_and_where_they_are_silent() -> None:
    """First and last day, figures, holes of what is counted, and the days since the last."""
    told = {(one.name, one.grade): one for one in sources(prover())}
    counted = told["s", "counted"]
    assert (counted.first, counted.last, counted.days) == (date(2024, 1, 5), END, 4)
    assert counted.holes == (Hole(first=date(2024, 1, 7), last=date(2024, 1, 8), days=2),)
    assert (counted.figures, counted.counters, counted.stale) == (6, 3, 0)
    assert told["press", "reported"].holes == ()
    assert last_day(prover(), "spotify") == END
    assert last_day(prover(), "melon") is None


def test_holes_of_weeks_are_weeks() -> None:
    """A weekly list that leaves one out has a hole of one, however many days that is."""
    begin = day_number(date(2024, 1, 6))
    (hole,) = holes([begin, begin + 7, begin + 21], 7)
    assert (hole.first, hole.days) == (date(2024, 1, 20), 1)
    assert hole.last - hole.first == timedelta(days=6)


def test_coverage_corrections_and_moves_are_told() -> None:
    """How much of each kind was read, what was put right and why, and which keys went on."""
    kinds = {one.kind: (one.named, one.read) for one in coverage(prover())}
    assert kinds == {"artist": (4, 0), "recording": (5, 4)}
    (fixed,) = corrections(prover())
    assert fixed.what == (("key", "recording:one"), ("day", "2024-01-10"))
    assert (fixed.reason, fixed.table) == ("typed twice", "")
    (move,) = id_moves(prover())
    assert (move.entity, move.old, move.new) == (
        "recording:one",
        "spotify:track:1",
        "spotify:track:2",
    )
