"""Books so small that everything that may be true in them can be listed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from typing import TYPE_CHECKING

import pyarrow as pa
from held_in_memory import Shown
from hypothesis import strategies as st

from recordbook.catalogue.rows import Statements
from recordbook.intake.observations import OBSERVATIONS
from recordbook.proof import Prover
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.engine import DuckDB

DAY = 19_000  # the day before the first
DAYS = (1, 2, 3)
TOP = 3  # the highest count that anything is said of; one more stands for any number above

Path = tuple[int, ...]
"""A counter's value at the end of each day."""

PATHS: tuple[Path, ...] = tuple(
    path for path in product(range(TOP + 2), repeat=len(DAYS)) if list(path) == sorted(path)
)


@dataclass(frozen=True)
class Reading:
    """What somebody says of a counter, or of every track of a release, on a day."""

    day: int
    low: int
    high: int | None
    every: bool = False


@dataclass(frozen=True)
class Release:
    """A release: its tracks, its artist, its type, the date it is said to have come out."""

    tracks: tuple[int, ...]
    artist: int
    types: tuple[str, ...] = ("mini album",)
    dates: tuple[int, ...] = ()  # days of this book, some before its first


@dataclass(frozen=True)
class SmallBook:
    """Artists with what is said of their act type, releases, and readings per recording."""

    artists: tuple[tuple[str, ...], ...]
    releases: tuple[Release, ...]
    readings: dict[int, tuple[Reading, ...]] = field(default_factory=dict)
    every: dict[int, tuple[Reading, ...]] = field(default_factory=dict)  # by release

    def tables(self) -> dict[str, pa.Table]:
        """The book's tables as a snapshot shows them."""
        said = Statements()
        for artist, types in enumerate(self.artists):
            said.name(f"artist:{artist}", f"Artist {artist}", source="s")
            for place, value in enumerate(types):
                said.fact(f"artist:{artist}", "act type", value, source=f"s{place}")
        recordings = {track for release in self.releases for track in release.tracks}
        for track in sorted(recordings):
            said.name(f"recording:{track}", f"Track {track}", source="s")
            said.fact(f"recording:{track}", "released", _date(2), source="s")  # 0 before day 1
        for number, release in enumerate(self.releases):
            self._release(said, number, release)
        rows = [
            _row(f"recording:{track}", "total", reading)
            for track, readings in self.readings.items()
            for reading in readings
        ] + [
            _row(f"release:{number}", "every-track", reading)
            for number, readings in self.every.items()
            for reading in readings
        ]
        return said.arrow() | {"observations": pa.Table.from_pylist(rows, schema=OBSERVATIONS)}

    @staticmethod
    def _release(said: Statements, number: int, release: Release) -> None:
        entity = f"release:{number}"
        said.name(entity, f"Release {number}", source="s")
        said.credit(entity, f"artist:{release.artist}", source="s")
        for position, track in enumerate(release.tracks, 1):
            said.track(entity, position, f"recording:{track}", source="s")
            said.credit(f"recording:{track}", f"artist:{release.artist}", source="s")
        for place, value in enumerate(release.types):
            said.fact(entity, "release type", value, source=f"s{place}")
        for place, day in enumerate(release.dates):
            said.fact(entity, "released", _date(day), source=f"s{place}")

    def prover(self, engine: DuckDB) -> Prover:
        """A judge of claims on this book."""
        return Prover(engine, Shown(self.tables()))

    def paths(self, track: int) -> list[Path]:
        """Every path of a recording's counter that its own readings allow."""
        return [path for path in PATHS if all(_fits(path, r) for r in self._about(track))]

    def _about(self, track: int) -> list[Reading]:
        own = list(self.readings.get(track, ()))
        for number, readings in self.every.items():
            if track in self.releases[number].tracks:
                own += readings
        return own


def _date(day: int) -> str:
    return day_from(DAY + day).isoformat()


def _row(key: str, metric: str, reading: Reading) -> dict[str, object]:
    exact = reading.low == reading.high
    return {
        "platform": "spotify",
        "basis": "app",
        "metric": metric,
        "region": "global",
        "key": key,
        "day": DAY + reading.day,
        "low": reading.low,
        "high": reading.high,
        "grade": "counted" if exact else "reported",
        "source": "s",
    }


def _fits(path: Path, reading: Reading) -> bool:
    value = path[reading.day - 1]
    return reading.low <= value and (reading.high is None or value <= reading.high)


def crossing(path: Path, threshold: int) -> int | None:
    """The first day on which a path is at the threshold; None where it never is."""
    return next((day for day in DAYS if path[day - 1] >= threshold), None)


def every_track(paths: list[Path]) -> Path:
    """The least of some counters, day by day."""
    return tuple(map(min, zip(*paths, strict=True)))


def album_total(paths: list[Path]) -> Path:
    """The sum of some counters, day by day."""
    return tuple(map(sum, zip(*paths, strict=True)))


@st.composite
def readings(draw: st.DrawFn, path: Path, *, every: bool = False) -> tuple[Reading, ...]:
    """What is said of a counter whose truth is a path: never wrong, seldom everything."""
    if not every and draw(st.booleans()):
        return tuple(Reading(day, path[day - 1], path[day - 1]) for day in DAYS)
    said: list[Reading] = []
    for day in draw(st.lists(st.sampled_from(DAYS), unique=True, max_size=2)):
        value = path[day - 1]
        kind = "least" if every else draw(st.sampled_from(["exact", "exact", "least", "most"]))
        low = value if kind == "exact" else draw(st.integers(0, value)) if kind == "least" else 0
        high = {"exact": value, "least": None}.get(kind, draw(st.integers(value, TOP)))
        if low or high is not None:
            said.append(Reading(day, low, high, every))
    return tuple(said)


_ACT_TYPES = st.sampled_from([("soloist",), ("soloist",), ("girl group",), (), ("soloist", "duo")])
_RELEASE_TYPES = st.sampled_from(
    [("mini album",), ("mini album",), ("full album",), ("single album",), ()]
)


@st.composite
def small_books(
    draw: st.DrawFn, *, shared: bool = False, dated: bool = True, releases: int = 4
) -> SmallBook:
    """A book of a few releases; with `shared`, some recordings are on two of them."""
    artists = tuple(draw(st.lists(_ACT_TYPES, min_size=2, max_size=3)))
    made: list[Release] = []
    tracks = 0
    for _ in range(draw(st.integers(2, releases))):
        count = draw(st.integers(1, 2))
        own = list(range(tracks, tracks + count))
        if shared and tracks and draw(st.booleans()):
            own[0] = draw(st.integers(0, tracks - 1))
        tracks += count
        made.append(
            Release(
                tuple(own),
                draw(st.integers(0, len(artists) - 1)),
                draw(_RELEASE_TYPES),
                draw(st.sampled_from([(), (-5,), (-5,), (1,), (2,), (1, 2)])) if dated else (-5,),
            )
        )
    return draw(_read(SmallBook(artists, tuple(made))))


@st.composite
def _read(draw: st.DrawFn, book: SmallBook) -> SmallBook:
    """The book with readings of a truth that releases allow."""
    truth: dict[int, Path] = {}
    for number, release in enumerate(book.releases):
        for track in release.tracks:
            least = 0 if number else 2  # else few claims about the first come out proven
            likely = [path for path in PATHS if least <= path[-1] <= TOP]
            truth.setdefault(track, draw(st.sampled_from(likely)))
    said = {track: draw(readings(path)) for track, path in truth.items()}
    every = {}
    for number, release in enumerate(book.releases):
        if draw(st.integers(0, 3)) == 0:
            path = every_track([truth[track] for track in release.tracks])
            every[number] = draw(readings(path, every=True))
    return replace(book, readings=said, every=every)


def worlds(book: SmallBook, releases: tuple[int, ...]) -> Iterator[dict[int, Path]]:
    """Every way the counters of some releases may have run."""
    tracks = sorted({track for number in releases for track in book.releases[number].tracks})
    for paths in product(*(book.paths(track) for track in tracks)):
        yield dict(zip(tracks, paths, strict=True))


def apart(book: SmallBook) -> list[tuple[int, ...]]:
    """The releases, those together that share recordings."""
    groups: list[set[int]] = []
    for number, release in enumerate(book.releases):
        near = [g for g in groups if any({*book.releases[o].tracks} & {*release.tracks} for o in g)]
        groups = [group for group in groups if group not in near]
        groups.append({number}.union(*near))
    return [tuple(sorted(group)) for group in groups]


def ways(book: SmallBook) -> int:
    """How many worlds the largest group of releases has."""
    return max(
        prod(
            len(book.paths(track)) for track in {t for n in group for t in book.releases[n].tracks}
        )
        for group in apart(book)
    )
