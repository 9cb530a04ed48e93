"""The Taylor Swift series worked out by hand: plain loops, none of the project's code.

Also the facts about her albums that no file has, typed: how they were sold, when they came out and
how many tracks they have (the sleeves; albums of which that is not typed stay unknown).
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STANDARD, ANTHOLOGY = "1Mo4aZ8pdj6L1jx8zSwJnt", "5H7ixXZfsNMGbIE5OBSpcb"
MIDNIGHTS, VERSION_1989 = "151w1FgRZfnKZA9FEcg9Z3", "64LU4c1nfjz1t4VnGhagcg"
LOVER, REPUTATION, FOLKLORE = (
    "1NAmidJlEaVgA3MpcPFYGq",
    "6DEjYFkNZh67HP7R9PSZvv",
    "2fenSS68JI1h4Fo296JfGr",
)
FILE_LAG, FIRST, LAST = timedelta(days=2), date(2023, 12, 31), date(2025, 9, 18)

TYPED = f"""\
album_id,release_type,released,track_count
7mzrIsaAjnXihW3InKjlC3,full album,2006-10-24,15
2dqn5yOQWdyGwOpOIi9O4x,full album,2008-11-11,13
5MfAxS5zz8MlfROjGQVXhy,full album,2010-10-25,14
2QJmrSgbdM35R67eoGQo4j,full album,2014-10-27,13
{REPUTATION},full album,2017-11-10,15
{LOVER},full album,2019-08-23,18
{FOLKLORE},full album,2020-07-24,16
2Xoteh7uEpea4TohMxjtaq,full album,2020-12-11,15
6AORtDjduMM3bupSWzbTSG,full album,2021-01-07,17
4hDok0OAJd57SGIT8xuWJH,re-recorded album,2021-04-09,26
6kZ42qRrzov54LcAk4onW9,re-recorded album,2021-11-12,30
{MIDNIGHTS},full album,2022-10-21,13
3lS1y25WAhcqJDATJK70Mq,full album,2022-10-21,20
1fnJ7k0bllNfL1kVdNVW1A,full album,2023-05-26,23
5AEDGbliTTfjOB8TSm1sxt,re-recorded album,2023-07-07,22
{VERSION_1989},re-recorded album,2023-10-27,21
1o59UpKw81iHR0HPiSkJR0,re-recorded album,2023-10-27,22
{STANDARD},full album,2024-04-19,16
{ANTHOLOGY},full album,2024-04-19,31
"""

MAPPING = """\
title = "Albums as they were sold (album_id, release_type, released, track_count)"
source = "typed from the sleeves"
columns = ["album_id", "release_type", "released", "track_count"]

[[facts]]
entity = "spotify:album:{album_id}"
attribute = "release type"
value = "{release_type}"
grade = "reported"

[[facts]]
entity = "spotify:album:{album_id}"
attribute = "released"
value = "{released}"
grade = "reported"

[[facts]]
entity = "spotify:album:{album_id}"
attribute = "track count"
value = "{track_count}"
grade = "reported"
"""


@dataclass
class Counter:
    """One track's counts by play day, under whichever id, and which days are stale."""

    counts: dict[date, int]
    stale: frozenset[date]

    def latest(self, level: int) -> date | None:
        """The first day on which a count at or above the level was read."""
        return min((day for day, count in self.counts.items() if count >= level), default=None)

    def earliest(self, level: int) -> date | None:
        """The first day on which it may have got there; None where no day before it was read."""
        reached = self.latest(level)
        below = [
            day
            for day, count in self.counts.items()
            if count < level and day not in self.stale and (reached is None or day < reached)
        ]
        return max(below) + timedelta(days=1) if below else None


@dataclass
class Album:
    """The tracks of an album that the page shows, and how many it has, where that is typed."""

    tracks: list[Counter]
    released: list[tuple[date, date]]  # by each source the first and last possible day
    size: int | None  # typed, as is that it is an album

    @property
    def whole(self) -> bool:
        """Whether all its tracks are there."""
        return self.size == len(self.tracks)

    def latest(self, level: int) -> date | None:
        """The first day on which every track is known to have stood at the level."""
        days = [track.latest(level) for track in self.tracks]
        known = [day for day in days if day is not None]
        return max(known) if self.whole and len(known) == len(days) else None

    def earliest(self, level: int) -> date | None:
        """The first day on which every track may have stood there; None: no day is ruled out."""
        days = [day for track in self.tracks if (day := track.earliest(level)) is not None]
        return max(days, default=None)

    def inside(self, year: str) -> int:
        """Whether it came out in a year: 0 no, 1 maybe, 2 yes."""
        said = {str(first.year) == year for first, _ in self.released}
        return 2 if not year or said == {True} else int(True in said)

    def days(self, fewest: date, most: date) -> tuple[int, int]:
        """The fewest and the most days from its release to days between two."""
        first = min(day for day, _ in self.released)
        last = max(day for _, day in self.released)
        return (
            max((fewest - last).days, 0) if fewest > date.min else 0,
            max((most - first).days, 0),
        )

    def low(self) -> int:
        """What every track is known to have at the end."""
        return min(t.counts[max(t.counts)] for t in self.tracks) if self.whole else 0

    def high(self) -> int | None:
        """What at least one track is known not to exceed at the end."""
        return min((t.counts[LAST] for t in self.tracks if LAST in t.counts), default=None)

    def least(self, day: date) -> int:
        """The smallest count of its tracks on a day on which all were read."""
        return min(track.counts[day] for track in self.tracks)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def readings(folder: Path) -> dict[str, dict[date, int]]:
    """Every id's counts by play day."""
    counts: dict[str, dict[date, int]] = defaultdict(dict)
    for row in _rows(folder / "taylor_swift_daily_streams.csv.gz"):
        day = date.fromisoformat(row["date"]) - FILE_LAG
        counts[row["track_id"]][day] = int(row["streams_total"])
    return counts


def albums(
    folder: Path, counts: dict[str, dict[date, int]], moves: list[tuple[str, str]]
) -> dict[str, Album]:
    """Every album of the page by id; `moves` are the ids whose counts went on under another."""
    alike = {track: {track} for track in counts}
    for old, new in moves:
        joined = alike[old] | alike[new]
        alike |= dict.fromkeys(joined, joined)
    stale = stale_days(counts)
    typed = {row["album_id"]: row for row in csv.DictReader(TYPED.splitlines())}
    released: dict[str, set[tuple[date, date]]] = defaultdict(set)
    for album, row in typed.items():
        released[album].add(_out(row["released"]))
    tracks: dict[str, list[Counter]] = defaultdict(list)
    for row in _rows(folder / "taylor_swift_tracks.csv.gz"):
        if row["album_id"]:
            ids = sorted(alike[row["track_id"]])
            shared = {day: count for one in ids for day, count in counts[one].items()}
            tracks[row["album_id"]].append(Counter(shared, stale))
            released[row["album_id"]].add(_out(row["track_release_date"]))
    return {
        album: Album(
            found,
            sorted(released[album]),
            int(typed[album]["track_count"]) if album in typed else None,
        )
        for album, found in tracks.items()
    }


def _out(said: str) -> tuple[date, date]:
    """The days that a release date allows; a first of January is how the page writes a year."""
    day = date.fromisoformat(said)
    return (day, day.replace(month=12, day=31)) if said.endswith("-01-01") else (day, day)


def titles(folder: Path) -> dict[str, str]:
    """The title of every id that has one."""
    rows = _rows(folder / "taylor_swift_tracks.csv.gz")
    return {row["track_id"]: row["track"] for row in rows if row["track"]}


def stale_days(counts: dict[str, dict[date, int]]) -> frozenset[date]:
    """Days whose file repeats more than nine in ten counts of the file before it."""
    days = sorted({day for found in counts.values() for day in found})
    stale: set[date] = set()
    for before, day in pairwise(days):
        pairs = [(f[before], f[day]) for f in counts.values() if before in f and day in f]
        if sum(one == other for one, other in pairs) > 0.9 * len(pairs):
            stale.add(day)
    return frozenset(stale)


def judged(albums: dict[str, Album], family: str, subject: str, level: int, year: str) -> str:
    """The verdict on a superlative at the end of the series, album by album.

    Albums whose type is typed are albums; others may be. `year` is the year of release, or blank.
    """
    mine = albums[subject]
    reached = mine.latest(level)
    alone = "proven"
    for name, other in albums.items():
        inside = other.inside(year)
        if name == subject or not inside:
            continue
        beats, may = _against(family, mine, other, level)
        if beats and inside == 2 and other.size is not None:
            return "refuted"
        if may:
            alone = "undecided"
    if reached is None:
        return "refuted" if mine.earliest(level) == LAST + timedelta(days=1) else "undecided"
    return alone


def _against(family: str, mine: Album, other: Album, level: int) -> tuple[bool, bool]:
    """Whether the other surely keeps the subject from it, and whether it may."""
    end = LAST + timedelta(days=1)
    low, high = mine.latest(level) or end, mine.earliest(level) or date.min
    theirs, open_ = other.latest(level), other.earliest(level) or date.min
    if family == "first":
        return (theirs or date.max) <= high, open_ <= min(low, LAST)
    if family == "only":
        return other.low() >= level, (other.high() or level) >= level
    fewest, most = mine.days(high, low)
    at_least, at_most = other.days(open_, theirs or LAST)
    return theirs is not None and at_most <= fewest, open_ <= LAST and at_least <= most
