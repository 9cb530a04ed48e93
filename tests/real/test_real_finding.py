"""The records of the Taylor Swift series, all days, against the same worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import swift_by_hand as hand
from swift_book import FOLDER, swift_book

from recordbook.claims import Aggregate, Condition, Family
from recordbook.mining import Found, Settings, rungs
from recordbook.system.finding import Wanted, check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recordbook.claims import Claim
    from recordbook.mining import Record
    from recordbook.system import Workspace

_LOWEST, _HIGHEST = 1_000_000, 1_000_000_000
_STALE = date(2025, 3, 26)

Said = tuple[str, int, str, int, str]
"""Album, rung, family, place (1 where there is none) and year of release (blank: any)."""


@dataclass(frozen=True)
class Series:
    """The book, every record of it, and the same counts by hand."""

    workspace: Workspace
    unstitched: int  # the ledger version before the stitch
    found: Found
    albums: dict[str, hand.Album]


@pytest.fixture(scope="module")
def series(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Series:
    """The whole series in one book with its catalogue, every move stitched, and searched."""
    book, folder = swift_book(shared_data, tmp_path_factory.mktemp("finding")), shared_data / FOLDER
    return Series(
        workspace=book.workspace,
        unstitched=book.unstitched,
        found=book.workspace.find(Wanted(history=True)),
        albums=hand.albums(folder, hand.readings(folder), book.ids),
    )


def test_every_track_records_are_those_by_hand(series: Series) -> None:
    """First, Nth and fastest with every track past a rung: none is missing and none too many."""
    families = {Family.FIRST, Family.FIRST_AND_ONLY, Family.NTH, Family.FASTEST}
    found: dict[date, set[Said]] = {}
    for record in series.found.records:
        claim = record.claim
        if claim.measure.aggregate is Aggregate.EVERY_TRACK and _family(claim) in families:
            found.setdefault(record.day, set()).update(_said(record))
    assert found == _by_hand(series.albums)
    assert sum(map(len, found.values())) > 60


def test_every_record_is_proven(series: Series) -> None:
    """The prover finds every tenth record true as well."""
    prover = series.workspace.prover()
    for record in series.found.records[::10]:
        check(prover, record)


def test_no_record_is_told_of_a_stale_day(series: Series) -> None:
    """On a day whose file repeats the day before nobody is known to have reached anything."""
    days = {record.day for record in series.found.records}
    assert _STALE not in days
    assert len(days) > 100


def test_a_lead_is_taken_when_it_is(series: Series) -> None:
    """Cruel Summer took the lead of all her tracks on one day, and never again."""
    leads = [
        record
        for record in series.found.records
        if record.day > hand.FIRST
        and _family(record.claim) is Family.MOST
        and record.claim.measure.aggregate is Aggregate.TOTAL
        and not _conditions(record.claim)
    ]
    assert [(record.day, record.claim.subject.key) for record in leads] == [
        (date(2024, 2, 9), "spotify:track:1BxfuPKGuaTgP7aM0Bbdwr")
    ]


def test_a_moved_id_makes_no_record(series: Series) -> None:
    """Unstitched, the standard album's new ids begin past 100M: its crossings of 2024 are gone."""
    day = date(2024, 7, 26)
    key = f"spotify:album:{hand.STANDARD}"
    mine = [r for r in series.found.records if r.day == day and r.claim.subject.key == key]
    assert [(record.claim.threshold, record.also) for record in mine] == [(100_000_000, ())]
    wanted = Wanted(first=day, last=day, settings=Settings(levels=False))
    before = series.workspace.find(wanted, known_at=series.unstitched)
    assert [r for r in before.records if r.claim.subject.key == key] == []
    moved = Wanted(first=date(2025, 3, 27), last=date(2025, 3, 27), settings=Settings(levels=False))
    after = series.workspace.find(moved)
    assert [r for r in after.records if r.claim.subject.key == key] == []


def _family(claim: Claim) -> Family | None:
    return claim.superlative.family if claim.superlative else None


def _conditions(claim: Claim) -> list[Condition]:
    parts = claim.cohort.parts if claim.cohort else ()
    return [part for part in parts if isinstance(part, Condition)]


def _said(record: Record) -> Iterator[Said]:
    """A record, and the lower rungs that it keeps, in the words of the hand."""
    claim, superlative = record.claim, record.claim.superlative
    assert superlative is not None
    conditions = _conditions(claim)
    assert [one.attribute for one in conditions] in ([], ["released"])
    year = conditions[0].values[0] if conditions else ""
    first = superlative.family is Family.FIRST_AND_ONLY
    family = "first" if first else superlative.family.value
    album = (claim.subject.key or "").rpartition(":")[2]
    for rung in (claim.threshold or 0, *record.also):
        yield album, rung, family, superlative.n or 1, year


def _by_hand(albums: dict[str, hand.Album]) -> dict[date, set[Said]]:
    """Every record with every track past a rung, by day: any album, or those of the year."""
    found: dict[date, set[Said]] = {}
    for rung in map(int, rungs(_LOWEST, _HIGHEST)):
        latest = {name: _latest(album, rung) for name, album in albums.items()}
        earliest = {name: _earliest(album, rung) for name, album in albums.items()}
        for name, album in albums.items():
            day = latest[name]
            if day is None or album.size is None:
                continue
            years = {str(first.year) for first, _ in album.released}
            held: set[tuple[str, int]] = set()
            for year in ["", *sorted(year for year in years if album.inside(year) == 2)]:
                told = _true(albums, name, year, earliest, latest)
                for family, n in told - held:
                    if family != "fastest" or ("first", 1) not in told:
                        found.setdefault(day, set()).add((name, rung, family, n, year))
                held |= told
    return found


def _true(
    albums: dict[str, hand.Album],
    name: str,
    year: str,
    earliest: dict[str, date],
    latest: dict[str, date | None],
) -> set[tuple[str, int]]:
    """What is true of an album among those of a year on the day it is known to have got there."""
    rivals = [other for other in albums if other != name and albums[other].inside(year)]
    sure = [other for other in rivals if albums[other].inside(year) == 2 and albums[other].size]
    day, begins, told = latest[name], earliest[name], set[tuple[str, int]]()
    assert day is not None
    if all(earliest[other] > day for other in rivals):
        told.add(("first", 1))
    fewest = albums[name].days(begins, day)[1]
    if all(
        earliest[other] > day or albums[other].days(earliest[other], day)[0] > fewest
        for other in rivals
    ):
        told.add(("fastest", 1))
    surely = [sum((latest[other] or date.max) < end for other in sure) for end in (begins, day)]
    maybe = [sum(earliest[other] < end for other in rivals) for end in (begins, day)]
    counts = {*surely, *maybe}
    if len(counts) == 1 and counts <= {1, 2}:
        told.add(("nth", counts.pop() + 1))
    return told


def _latest(album: hand.Album, rung: int) -> date | None:
    """The first day on which the album is known to be out with every track at the rung."""
    day = album.latest(rung)
    return None if day is None else max(day, *(last for _, last in album.released))


def _earliest(album: hand.Album, rung: int) -> date:
    """The first day on which it may have got there: not before the day before it came out."""
    out = min(first for first, _ in album.released) - timedelta(days=1)
    return max(album.earliest(rung) or date.min, out)
