"""The Hot 100, all 3,549 weeks: its records, each worked out by hand from the rows of the file."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from recordbook.measures import Evidence, Question
from recordbook.measures.lists import history
from recordbook.proof.certificate import certificate_of
from recordbook.proof.proof import Verdict
from recordbook.proof.recheck import recheck
from recordbook.system import Workspace
from recordbook.units import Bounds, day_number

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "billboard-hot-100/hot100_1958_2026.csv.gz"
_TAIL = "on billboard hot 100{} as of 2026-08-10"
_SINCE = " since 1980"

Song = tuple[str, str]


@dataclass(frozen=True)
class Weeks:
    """The file by week: each song's place, a song that stands twice at its better one."""

    days: list[str]
    at: dict[str, dict[Song, int]]

    @classmethod
    def read(cls, path: Path) -> Weeks:
        """The rows as they are."""
        at: dict[str, dict[Song, int]] = defaultdict(dict)
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                song = row["artist"], row["song"]
                place = int(row["position"])
                at[row["date"]][song] = min(place, at[row["date"]].get(song, place))
        return cls(sorted(at), at)

    def total(self, rank: int, until: str = "9") -> Counter[Song]:
        """Weeks at a rank."""
        days = (day for day in self.days if day <= until)
        return Counter(song for day in days for song, at in self.at[day].items() if at <= rank)

    def longest(self, rank: int) -> dict[Song, int]:
        """The longest run of weeks at a rank."""
        best: dict[Song, int] = {}
        run: dict[Song, int] = {}
        for day in self.days:
            there = (song for song, at in self.at[day].items() if at <= rank)
            run = {song: run.get(song, 0) + 1 for song in there}
            best |= {song: many for song, many in run.items() if many > best.get(song, 0)}
        return best

    def returns(self, rank: int) -> dict[Song, int]:
        """How often a song came back to a rank."""
        runs: Counter[Song] = Counter()
        before: set[Song] = set()
        for day in self.days:
            there = {song for song, at in self.at[day].items() if at <= rank}
            runs.update(there - before)
            before = there
        return {song: many - 1 for song, many in runs.items()}

    def moved(self, sign: int, since: str) -> dict[Song, int]:
        """Most places gained (1) or lost (-1) from one week to the next."""
        best: dict[Song, int] = {}
        for one, two in pairwise(self.days):
            for song in self.at[one].keys() & self.at[two].keys() if two >= since else ():
                step = sign * (self.at[one][song] - self.at[two][song])
                best[song] = max(step, best.get(song, 0))
        return best

    def climbs(self) -> dict[Song, int]:
        """In which of its weeks on the list a song was first at no. 1."""
        weeks: Counter[Song] = Counter()
        found: dict[Song, int] = {}
        for day in self.days:
            weeks.update(self.at[day].keys())
            found |= {s: weeks[s] for s, at in self.at[day].items() if at == 1 and s not in found}
        return found

    def entries(self, rank: int, since: str) -> dict[str, int]:
        """Most songs in the top of one week, by who stands before "Featuring"."""
        best: dict[str, int] = {}
        for day in (day for day in self.days if day >= since):
            whose = Counter(
                song[0].split(" Featuring ")[0] for song, at in self.at[day].items() if at <= rank
            )
            best |= {who: many for who, many in whose.items() if many > best.get(who, 0)}
        return best


@pytest.fixture(scope="module")
def weeks(shared_data: Path) -> Weeks:
    """The rows by hand."""
    return Weeks.read(shared_data / _FILE)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Workspace:
    """A book of the file alone."""
    workspace = Workspace.create(tmp_path_factory.mktemp("hot") / "book")
    workspace.take(shared_data / _FILE)
    return workspace


_CHRISTMAS = ("Mariah Carey", "All I Want For Christmas Is You")
_ROAD = ("Lil Nas X Featuring Billy Ray Cyrus", "Old Town Road")
_RECORDS = {
    "weeks at no. 1": ("most weeks at no. 1", _CHRISTMAS, 22),
    "weeks in the top 10": ("most weeks in the top 10", ("Teddy Swims", "Lose Control"), 80),
    "weeks in all": ("most weeks in the top 100", ("Teddy Swims", "Lose Control"), 112),
    "run at no. 1": ("longest consecutive weeks at no. 1", _ROAD, 19),
    "run in the top 10": (
        "longest consecutive weeks in the top 10",
        ("The Kid LAROI & Justin Bieber", "Stay"),
        43,
    ),
    "returns to no. 1": ("most re-entries at no. 1", _CHRISTMAS, 7),
    "run on the list": (
        "longest consecutive weeks in the top 100",
        ("Glass Animals", "Heat Waves"),
        90,
    ),
    "climb": ("longest weeks on the list to no. 1", ("Glass Animals", "Heat Waves"), 59),
    "rise": (
        "most places gained in a week",
        ("Taylor Swift Featuring Brendon Urie", "ME!"),
        98,
    ),
}
"""The measure as a claim says it, who holds the record, and its value."""


def _by_hand(weeks: Weeks, name: str) -> dict[Song, int]:
    counted = {
        "weeks at no. 1": lambda: weeks.total(1),
        "weeks in the top 10": lambda: weeks.total(10),
        "weeks in all": lambda: weeks.total(100),
        "run at no. 1": lambda: weeks.longest(1),
        "run in the top 10": lambda: weeks.longest(10),
        "returns to no. 1": lambda: weeks.returns(1),
        "run on the list": lambda: weeks.longest(100),
        "climb": weeks.climbs,
        "rise": lambda: weeks.moved(1, "1980"),
    }
    return counted[name]()


@pytest.mark.parametrize("name", _RECORDS)
def test_a_record_is_proven_as_it_is_by_hand(weeks: Weeks, workspace: Workspace, name: str) -> None:
    """Who is first by hand, alone, is proven to be, with the same number, and every row there."""
    said, song, number = _RECORDS[name]
    found = _by_hand(weeks, name)
    second = max(value for other, value in found.items() if other != song)
    assert found[song] == number > second
    window = _SINCE if name == "rise" else ""
    main = song[0].split(" Featuring ")[0]
    claim = f'"{song[1]}" by "{main}": {said} among tracks {_TAIL.format(window)}'
    proof = workspace.prove(claim)
    assert proof.verdict is Verdict.PROVEN
    assert proof.subject.bounds == Bounds(number, number)
    assert proof.rivals["low"][0].as_py() == second
    assert proof.grade == "charted"
    assert not proof.missing


def test_the_biggest_fall_is_shared(weeks: Weeks, workspace: Workspace) -> None:
    """Two songs of one week lost 81 places: they tie, and neither has lost the most."""
    found = weeks.moved(-1, "1980")
    top = max(found.values())
    shared = sorted(song for song, lost in found.items() if lost == top)
    assert (top, [title for _, title in shared]) == (81, ["Texts Go Green", "We Cry Together"])
    one, other = (f'"{title}" by "{artist}"' for artist, title in shared)
    tail = _TAIL.format(_SINCE)
    ties = workspace.prove(f"{one}: ties {other} in places lost in a week {tail}")
    most = workspace.prove(f"{one}: most places lost in a week among tracks {tail}")
    assert (ties.verdict, most.verdict) == (Verdict.PROVEN, Verdict.REFUTED)


def test_most_entries_at_once_are_shared(weeks: Weeks, workspace: Workspace) -> None:
    """Drake and Morgan Wallen each had 36 songs in one list, where "Featuring" divides credits."""
    found = weeks.entries(100, "1963")
    top = max(found.values())
    assert (top, {who for who, many in found.items() if many == top}) == (
        36,
        {"Drake", "Morgan Wallen"},
    )
    tail = _TAIL.format(" since 1963")
    claim = f'"Drake": ties "Morgan Wallen" in entries in the top 100 on one day {tail}'
    assert workspace.prove(claim).verdict is Verdict.PROVEN


def test_one_artist_has_swept_the_top_ten(weeks: Weeks, workspace: Workspace) -> None:
    """Taylor Swift alone has held all ten places, since the gap; ever, the gap leaves it open."""
    found = weeks.entries(10, "1963")
    assert [who for who, many in found.items() if many == 10] == ["Taylor Swift"]
    claim = '"Taylor Swift": first and only artist with >= 10 entries in the top 10 on one day '
    assert workspace.prove(claim + _TAIL.format(" since 1963")).verdict is Verdict.PROVEN
    ever = workspace.prove(claim + _TAIL.format(""))
    assert ever.verdict is Verdict.UNDECIDED
    assert [cell.day for cell in ever.missing] == [date(1962, 1, 1)]


def test_short_weeks_leave_open_what_they_touch(workspace: Workspace) -> None:
    """Nobody knows who was at no. 100 in thirteen weeks, or how far it had come up."""
    claim = f'"ME!" by "Taylor Swift": most places gained in a week among tracks {_TAIL.format("")}'
    ever = workspace.prove(claim)
    assert ever.verdict is Verdict.UNDECIDED
    days = [cell.day for cell in ever.missing]
    assert len(days) == 14
    assert (days[0], days[1], days[-1]) == (
        date(1962, 1, 1),
        date(1976, 12, 4),
        date(1977, 3, 5),
    )


def test_a_record_is_one_from_the_week_it_became_one(weeks: Weeks, workspace: Workspace) -> None:
    """Old Town Road had most weeks at no. 1 from its seventeenth on, by hand and by proof."""
    for day, verdict in (("2019-07-27", Verdict.REFUTED), ("2019-08-03", Verdict.PROVEN)):
        found = weeks.total(1, day)
        alone = all(many < found[_ROAD] for song, many in found.items() if song != _ROAD)
        assert alone == (verdict is Verdict.PROVEN)
        claim = f'"{_ROAD[1]}": most weeks at no. 1 among tracks on billboard hot 100 as of {day}'
        assert workspace.prove(claim).verdict is verdict


def test_history_is_that_of_the_rows(weeks: Weeks, workspace: Workspace) -> None:
    """On days all through the years the most weeks at no. 1 so far are what they are by hand."""
    prover = workspace.prover()
    evidence = Evidence(prover.engine, "billboard hot 100")
    question = Question(
        platform="billboard hot 100",
        region="us",
        as_of=day_number(date(2026, 8, 10)),
        metric="rank",
        rank=1,
    )
    rows = history(evidence, question, "weeks at").to_pylist()
    for day in weeks.days[::400]:
        until = day_number(date.fromisoformat(day))
        low = max(row["low"] for row in rows if row["day"] <= until)
        assert low == max(weeks.total(1, day).values())


def test_a_certificate_is_borne_out(workspace: Workspace) -> None:
    """The independent check finds every member where the certificate says."""
    claim = f'"{_CHRISTMAS[1]}" by "{_CHRISTMAS[0]}": most weeks at no. 1 among tracks '
    proof = workspace.prove(claim + _TAIL.format(""))
    certificate = json.loads(json.dumps(certificate_of(proof)))
    result = recheck(certificate, workspace.book.address)
    assert (result.ok, result.problems) == (True, [])
    assert result.checked["members"] == 32_654
