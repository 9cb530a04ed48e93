"""What both engines are asked: measures of planted worlds, claims on a small book, its records."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "property"))  # the worlds of the laws

import pyarrow as pa
from small_books import DAY, Reading, Release, SmallBook
from strategies_worlds import DAYS, World, attached, tables

from recordbook.catalogue.tables import SCHEMAS
from recordbook.claims import parse
from recordbook.engine import Query
from recordbook.intake.arrow import column, columns, compute, repeat
from recordbook.intake.batch import Batch
from recordbook.intake.report import Report
from recordbook.ledger import Book
from recordbook.measures import MEASURES, Evidence, Heads, Plain, Question, off_chart, standings
from recordbook.measures.attach import attach
from recordbook.measures.flows import ALBUM_FLOWS, FLOWS
from recordbook.measures.flows.listed import CADENCES
from recordbook.measures.history import history
from recordbook.measures.ladder import LADDERED, crossings
from recordbook.measures.listeners import LISTENERS
from recordbook.measures.lists import LISTS
from recordbook.measures.steps import rule
from recordbook.mining.settings import Settings
from recordbook.proof.shape import ProofShape, as_dict
from recordbook.system.counters import platforms_of
from recordbook.system.explain import Explanation, explain
from recordbook.system.finding import Wanted, found, platforms
from recordbook.system.provenance import coverage, sources
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.engine import Engine
    from recordbook.mining import Found

BASE = 19_780
AS_OF = day_from(DAY + 3)
ALBUMS = frozenset({"mini album", "single album"})
ALL = (*MEASURES, *sorted(FLOWS | ALBUM_FLOWS), *sorted(LISTS), LISTENERS)
HISTORIES = ("total", "album total", "every track", *sorted(FLOWS), *sorted(LISTS), LISTENERS)
CLAIMS = (
    "release:0: first and only album by soloists with every track >= 1 streams",
    "release:0: most album by soloists with album total",
    "release:1: every track >= 2 streams",
    "release:0: track count = 2",
    "release:2: released >= 2010-01-01",
    "recording:0: most 7-day streams among tracks by soloists",
    "recording:0: first-day streams >= 1",
    "recording:4: first-day streams >= 3",
    "recording:0: most track by soloists with total",
    "artist:0: monthly listeners >= 1",
    "recording:0: streams in a day >= 1 on spotify charts",
    "recording:0: youngest track with total >= 1 streams",
    "recording:0: most streams per day among tracks",
    "recording:0: >= 1 days at no. 1 on spotify",
)


def planted(first: int, count: int) -> list[World]:
    """Worlds, every other one with counters that fall; their charts have places too."""
    worlds = [World(seed, BASE, falls=seed % 2 == 1) for seed in range(first, first + count)]
    for world in worlds:
        for place, entity in enumerate(world.counters):
            for day in world.days[place % 2 :: 2]:
                rank = (place + day) % len(world.counters) + 1
                said = {"basis": "chart", "metric": "rank-day", "grade": "charted"}
                world.observe(entity, day, rank, rank, **said)
                world.observe(entity, day, rank, rank, metric="listeners")
    return worlds


def listed(aggregate: str) -> dict[str, int]:
    """What a question about lists says besides: the place, and since when."""
    return {"rank": 2, "since": BASE} if aggregate in LISTS else {}


def measured(engine: Engine, worlds: list[World]) -> dict[str, pa.Table]:
    """The standings of all worlds by every measure, each at one threshold and on one day."""
    attached(engine, *worlds)
    evidence = Evidence(engine, "spotify")
    answers: dict[str, pa.Table] = {}
    for place, aggregate in enumerate(ALL):
        day = BASE + 3 + place % (DAYS - 3)
        asked = Question(
            platform="spotify", as_of=day, threshold=4, albums=ALBUMS, **listed(aggregate)
        )
        answers[aggregate] = standings(evidence, asked, aggregate)
    for flow in CADENCES:
        asked = Question(platform="spotify", as_of=BASE + 4, threshold=4, basis="chart")
        answers[f"{flow}, listed"] = standings(evidence, asked, flow)
    return answers


def histories(engine: Engine, worlds: list[World]) -> dict[str, pa.Table]:
    """All days at once, and all thresholds at once, of the measures that have them."""
    attached(engine, *worlds)
    evidence = Evidence(engine, "spotify")
    answers: dict[str, pa.Table] = {}
    for aggregate in HISTORIES:
        asked = Question(platform="spotify", as_of=BASE + DAYS, albums=ALBUMS, **listed(aggregate))
        with suppress(KeyError):  # not all have a history
            answers[aggregate] = history(evidence, asked, aggregate)
        if aggregate in LADDERED:
            answers[f"{aggregate}, rungs"] = crossings(evidence, asked, aggregate, range(1, 9))
    some = sorted(entity for world in worlds for entity in world.counters)
    answers["off chart"] = off_chart(engine, some, platform="spotify", metric="day", size=1)
    return answers


def shelved(folder: Path) -> Book:
    """A book on disk, a batch of observations for each day: what a steady counter is read from."""
    book = Book.create(folder / "a=b")
    rows = tables(World(seed, BASE, charts=False, albums=False) for seed in range(20))
    observed = rows.pop("observations")
    given = {name: table.drop_columns(["batch", "recorded"]) for name, table in rows.items()}
    book.append(_batch("catalogue", {name: given[name] for name in SCHEMAS}))
    for day in range(BASE + 1, BASE + DAYS):
        since = day if day > BASE + 1 else BASE  # the first batch is of two days
        days = compute.and_(
            compute.greater_equal(observed["day"], since), compute.less_equal(observed["day"], day)
        )
        today = observed.filter(days).drop_columns(["batch", "recorded"])
        book.append(_batch(f"until {day}", {"observations": today}))
    return book


def _batch(name: str, told: dict[str, pa.Table]) -> Batch:
    report = Report(file=name, format="made", source="made", digest=name, taken={}, refused=0)
    return Batch(name=name, source="made", digest=name, tables=told, report=report)


def apart(engine: Engine, book: Book) -> dict[str, pa.Table]:
    """Bounds, crossings and readings where steady counters are set apart."""
    snapshot = book.snapshot()
    attach(engine, snapshot)
    heads = Heads.empty().brought_to(engine, snapshot)
    plain = Plain.of(engine, snapshot, "spotify", heads)
    evidence = Evidence(engine, "spotify", plain)
    asked = Question(platform="spotify", as_of=BASE + 4, threshold=3)
    counters = column(plain.counters, "entity")
    days = columns(entity=counters, day=repeat(BASE + 2, len(counters), pa.int64()))
    newest = rule("latest", Query("observations", "SELECT * FROM stored"))
    engine.attach("stored", snapshot.files("observations"))
    return {
        "heads": heads.rows,
        "bounds": standings(evidence, asked, "total"),
        "history": plain.history(counters),
        "readings": plain.readings(days, asked.as_of),
        "rungs": crossings(evidence, asked, "total", range(1, 9)),
        "latest": engine.rows(newest),
    }


BOOK = SmallBook(
    artists=(("soloist",), ("girl group",), ("soloist", "duo"), ()),
    releases=(
        Release((0, 1), 0, dates=(1,)),
        Release((2,), 1, dates=(-5,)),
        Release((3, 0), 2, types=("full album",), dates=(1, 2)),
        Release((4,), 3, types=(), dates=()),
    ),
    readings={
        track: tuple(Reading(day, min(track, 2) + day - 1, min(track, 2) + day - 1) for day in days)
        for track, days in enumerate([(1, 2, 3), (1, 3), (2, 3), (1, 2, 3)])
    }
    | {
        3: (Reading(1, 2, 2), Reading(2, 1, 1)),  # a fall
        4: (Reading(2, 1, None),),
    },
    every={0: (Reading(3, 1, None, every=True),)},
)


LEADERS = SmallBook(
    artists=(("soloist",), ("soloist",), ("girl group",)),
    releases=tuple(Release((track,), track, dates=(-5,)) for track in range(3)),
    readings={
        track: tuple(Reading(day, plays[day - 1], plays[day - 1]) for day in (1, 2, 3))
        for track, plays in enumerate([(0, 2, 3), (0, 1, 1), (0, 0, 2)])
    },
)


def judged(engine: Engine, claims: Sequence[str] = CLAIMS) -> list[ProofShape | Explanation]:
    """What is proven of a small book, and all that is known of one of its tracks."""
    prover = BOOK.prover(engine)
    told = [as_dict(prover.prove(parse(claim, default_as_of=AS_OF))) for claim in claims]
    return [*told, explain(prover, "recording:0", AS_OF)]


def records(engine: Engine) -> Found:
    """The records of a small book on all its days, at all its thresholds."""
    settings = Settings(lowest=1, thresholds=(1, 2, 3))
    wanted = Wanted(first=day_from(DAY + 1), last=AS_OF, settings=settings)
    prover = LEADERS.prover(engine)
    assert platforms(prover) == ["spotify"]
    assert {one.platform for one in sources(prover)} == {"spotify"}
    assert platforms_of(prover, ["recording:0"]) == ("spotify",)
    assert {one.kind for one in coverage(prover)} == {"artist", "recording", "release"}
    return found(prover, wanted)
