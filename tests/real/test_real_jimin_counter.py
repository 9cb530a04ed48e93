"""A fan's counter of Jimin's tracks: holes, early counts, falls, one recording under many ids."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from recordbook.claims import parse
from recordbook.proof.proof import Verdict
from recordbook.system import Workspace
from recordbook.units import Bounds, day_from, day_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from recordbook.intake.report import Report
    from recordbook.proof import Proof

_ARTISTS = """\
artist,name,act_type,source
jimin,Jimin,soloist,typed
"""
_RELEASES = """\
release,artist,title,release_type,released,track_count,source
face,jimin,FACE,ep,2023-03-24,6,sleeve
remixes,jimin,Like Crazy (Remixes),single,2023-03-27,,sleeve
"""
_TRACKS = """\
release,position,recording,title,artist,spotify_ids,source
face,1,face-off,Face-off,jimin,3OdIiWnYRHPYtC313Z0Bwy,typed
face,2,interlude-dive,Interlude : Dive,jimin,2qg2jy3v50RwfV5FAqG3a2,typed
face,3,like-crazy,Like Crazy,jimin,3Ua0m0YmEjrMi9XErKcNiR;58BWnoFDNaeM0vwA0K3fqb,typed
face,4,alone,Alone,jimin,5Hfnps0jaWFpYg55WOPexG,typed
face,5,set-me-free,Set Me Free Pt.2,jimin,1fpj1CJPxY3YvN3AMAEYvt;59hBR0BCtJsfIbV9VzCVAp,typed
face,6,eng,Like Crazy (English Version),jimin,0u8rZGtXJrLtiSe34FPjGG;6EY9e6LyPWmL8hUS5E1P0h,typed
remixes,1,like-crazy,Like Crazy,jimin,,typed
"""
_LAST = date(2026, 8, 20)
_MONTH_ENDS = {"2026-06-01": 50, "2026-07-01": 28, "2026-08-01": 9, "2026-08-02": 12}


@dataclass(frozen=True, order=True)
class Reading:
    """One row of the file; it is exact if it was committed after its day was over (UTC)."""

    day: date
    committed: datetime
    streams: int

    @property
    def exact(self) -> bool:
        """Whether the day was over."""
        return self.committed.date() > self.day


@dataclass(frozen=True)
class Fan:
    """The book, the report and the file's rows by id (blank ids aside)."""

    workspace: Workspace
    report: Report
    readings: dict[str, list[Reading]]
    rows: int

    def prove(self, said: str) -> Proof:
        """The verdict on words about Jimin's releases."""
        return self.workspace.prove(said)


@pytest.fixture(scope="module")
def fan(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Fan:
    """The counter's file and a catalogue of FACE in which ids of one recording are one."""
    here = tmp_path_factory.mktemp("jimin")
    workspace = Workspace.create(here / "book")
    for name, text in (("artists", _ARTISTS), ("releases", _RELEASES), ("tracks", _TRACKS)):
        (here / f"{name}.csv").write_text(text, encoding="utf-8")
        workspace.take(here / f"{name}.csv")
    path = shared_data / "jimin-spotify-playcounts" / "jimin_playcounts_by_day.csv"
    report = workspace.take(path).report
    readings: dict[str, list[Reading]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        key = row["spotify_track_id"] or f"name:{row['track_title']}"
        committed = datetime.fromisoformat(row["committed_at"]).astimezone(UTC)
        readings[key].append(Reading(_day(row["snapshot_date"]), committed, int(row["streams"])))
    for found in readings.values():
        found.sort(key=lambda one: one.day)  # rows of one day stay in the order of the file
    return Fan(workspace.refreshed(), report, readings, len(rows))


def _day(text: str) -> date:
    """2026-08-07 and 8/7/2026 are one day: the month comes first, for the file ends in August."""
    if "/" not in text:
        return date.fromisoformat(text)
    month, day, year = map(int, text.split("/"))
    return date(year, month, day)


def _decreases(readings: dict[str, list[Reading]]) -> list[tuple[Reading, Reading]]:
    pairs = [pair for found in readings.values() for pair in pairwise(found)]
    return [(one, two) for one, two in pairs if two.streams < one.streams]


def test_of_236_decreases_136_are_holes(fan: Fan) -> None:
    """Every zero is a hole; what falls without them falls where a month turns, on 52 ids."""
    assert len(_decreases(fan.readings)) == 236
    zeros = sum(one.streams == 0 for found in fan.readings.values() for one in found)
    held = {key: [one for one in found if one.streams] for key, found in fan.readings.items()}
    left = _decreases(held)
    days = Counter(two.day.isoformat() for _, two in left)
    assert (zeros, len(left)) == (136, 100)
    assert days == {**_MONTH_ENDS, "2026-08-17": 1}
    notes = {note.kind: note.count for note in fan.report.notes}
    assert notes["holes"] == zeros
    assert notes["falls"] == len(left)
    assert fan.report.taken["observations"] == fan.rows - zeros


def test_both_forms_of_the_date_are_days(fan: Fan) -> None:
    """8/7/2026 is the seventh of August, and stands beside the rows that say 2026-08-07."""
    days = {one.day for found in fan.readings.values() for one in found}
    assert (min(days), max(days)) == (fan.report.first, fan.report.last)
    assert (fan.report.first, fan.report.last) == (date(2026, 5, 21), date(2026, 8, 21))
    assert len(days) == 93


_FACE = [line.split(",")[5].split(";") for line in _TRACKS.splitlines()[1:7]]


def _stale(fan: Fan) -> set[date]:
    """Days on which over nine in ten counts repeat the one before: the page was not updated."""
    compared, repeated = Counter[date](), Counter[date]()
    for found in fan.readings.values():
        for one, two in pairwise(reading for reading in found if reading.streams):
            compared[two.day] += two.day > one.day
            repeated[two.day] += two.day > one.day and two.streams == one.streams
    return {day for day, count in compared.items() if repeated[day] > 0.9 * count >= 9}


def _least(fan: Fan) -> dict[date, int]:
    """FACE's smallest count on every day on which all six tracks have an exact one."""
    exact = [
        {one.day: one.streams for one in fan.readings[ids[0]] if one.exact and one.streams}
        for ids in _FACE
    ]
    days = exact[0].keys() - _stale(fan)
    for counts in exact:
        days &= counts.keys()
    return {day: min(counts[day] for counts in exact) for day in sorted(days)}


def _bounds(fan: Fan, days: Iterable[date]) -> dict[date, Bounds]:
    """What the book knows of FACE's every track on some days."""
    said = f'"FACE" by "Jimin": every track >= 126M streams on spotify as of {_LAST}'
    trial = fan.workspace.prover().trial(parse(said))
    found: dict[date, Bounds] = {}
    for day in days:
        field = trial.field_at(day=day_number(day))
        found[day] = Bounds(int(field.low[field.subject]), int(field.high[field.subject]))
    return found


def test_face_every_track_on_every_day(fan: Fan) -> None:
    """On each day that was read whole, every track of FACE has the least of the six counts."""
    least = _least(fan)
    assert len(least) == 73
    assert _bounds(fan, least) == {day: Bounds.exactly(count) for day, count in least.items()}


def test_holes_and_early_counts_leave_intervals(fan: Fan) -> None:
    """On the other days the least lies between the days around: a zero says nothing of it."""
    least = _least(fan)
    days = {one.day for found in fan.readings.values() for one in found}
    others = sorted(day for day in days - set(least) if day > min(least))
    assert len(others) == 19
    for day, bounds in _bounds(fan, others).items():
        before = max(one for one in least if one < day)
        after = min(one for one in least if one > day)
        assert least[before] <= bounds.low <= (bounds.high or 0) == least[after]
    hole = date(2026, 6, 21)
    assert _bounds(fan, [hole])[hole] == Bounds(126_127_644, 126_187_376)


def test_the_crossing_of_126m_is_the_day_of_the_file(fan: Fan) -> None:
    """Every track of FACE first stood at 126M on 2026-06-14, by hand and by proof."""
    by_hand = min(day for day, count in _least(fan).items() if count >= 126_000_000)
    proof = fan.prove(f'"FACE" by "Jimin": every track >= 126M streams on spotify as of {_LAST}')
    assert (proof.verdict, proof.grade) == (Verdict.PROVEN, "counted")
    assert proof.subject.latest == proof.subject.earliest == by_hand == date(2026, 6, 14)


def test_one_recording_under_many_ids_counts_once(fan: Fan) -> None:
    """FACE's total is the sum of its six counts, however many ids and releases share one."""
    proof = fan.prove(f'"FACE" by "Jimin": album total >= 1B streams on spotify as of {_LAST}')
    counts = [{one.day: one.streams for one in fan.readings[ids[0]]} for ids in _FACE]
    total = sum(each[_LAST] for each in counts)
    assert proof.subject.bounds == Bounds.exactly(total)
    assert total == 2_817_089_856
    shared = fan.prove(f'"Like Crazy" by "Jimin": total >= 1B streams on spotify as of {_LAST}')
    assert shared.subject.bounds == Bounds.exactly(counts[2][_LAST])


def test_ids_of_one_recording_that_disagree_are_said(fan: Fan) -> None:
    """On the days on which two ids of one recording show different counts, both are set aside."""
    odd: set[tuple[str, date]] = set()
    for ids in (ids for ids in _FACE if len(ids) > 1):
        one, two = (
            {one.day: one.streams for one in fan.readings[key] if one.exact and one.streams}
            for key in ids
        )
        odd |= {(ids[0], day) for day in one.keys() & two.keys() if one[day] != two[day]}
    assert len(odd) == 20
    proof = fan.prove(f'"FACE" by "Jimin": every track >= 126M streams on spotify as of {_LAST}')
    rows = proof.conflicts.to_pylist()
    said = {(row["key"].rpartition(":")[2], day_from(row["day"])) for row in rows}
    assert odd <= said
