"""A made world of any size: tracks, albums, artists with attributes, and daily counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.catalogue.names import fold
from recordbook.catalogue.tables import CREDITS, FACTS, NAMES, TRACKS
from recordbook.intake.batch import Batch
from recordbook.intake.observations import OBSERVATIONS
from recordbook.intake.report import Report
from recordbook.ledger import Book
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST_DAY = 19_700
_LETTERS = np.frombuffer(
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", dtype="S1"
)
_VALUES = {
    "gender": ["female", "male", "mixed"],
    "country": ["South Korea", "United States", "Japan", "Brazil", "Spain", "Philippines"],
    "scene": ["k-pop", "j-pop", "latin", "country"],
    "act type": ["soloist", "girl group", "boy group", "band"],
    "label": [f"Label {number}" for number in range(300)],
    "language": ["Korean", "English", "Japanese", "Portuguese", "Spanish"],
}


@dataclass(frozen=True)
class World:
    """`tracks` counters in albums of ten, an artist for five albums; the same for the same seed."""

    tracks: int
    seed: int = 7

    @property
    def albums(self) -> int:
        """How many albums there are."""
        return self.tracks // 10

    @property
    def artists(self) -> int:
        """How many artists there are."""
        return max(1, self.albums // 5)

    def keys(self) -> pa.Array:
        """A Spotify-like id per track."""
        rng = np.random.default_rng(self.seed)
        ids = _LETTERS[rng.integers(0, 62, (self.tracks, 22))].view("S22").ravel().astype(str)
        return pa.array(np.char.add("spotify:track:", ids))

    def catalogue(self) -> dict[str, pa.Table]:
        """Names, credits, track lists and attributes; a track is known by its key."""
        album = [f"release:{number}" for number in range(self.albums)]
        artist = [f"artist:{number}" for number in range(self.artists)]
        names = [f"Album {number}" for number in range(self.albums)]
        made_by = [f"artist:{number // 5 % self.artists}" for number in range(self.albums)]
        titles = names + [f"Artist {number}" for number in range(self.artists)]
        return {
            "names": _table(
                NAMES,
                entity=album + artist,
                kind=["release"] * self.albums + ["artist"] * self.artists,
                name=titles,
                folded=[fold(title) for title in titles],
                form="name",
            ),
            "credits": _table(CREDITS, item=album, artist=made_by, role="main"),
            "tracks": _table(
                TRACKS,
                release=np.repeat(album, 10),
                edition="",
                position=np.tile(np.arange(1, 11), self.albums),
                recording=self.keys(),
            ),
            "facts": self._facts(album, artist),
        }

    def _facts(self, album: list[str], artist: list[str]) -> pa.Table:
        rng = np.random.default_rng(self.seed + 1)
        released = rng.integers(FIRST_DAY - 2000, FIRST_DAY - 10, self.albums)
        kinds = rng.choice(["full album", "mini album", "single album"], self.albums)
        parts = [
            ("release type", album, kinds, None),
            ("released", album, [str(day_from(int(day))) for day in released], released),
        ]
        parts += [
            (name, artist, rng.choice(values, self.artists), None)
            for name, values in _VALUES.items()
        ]
        return pa.concat_tables(
            _table(
                FACTS,
                entity=who,
                attribute=name,
                value=list(said),
                from_day=day,
                grade="reported",
            )
            for name, who, said, day in parts
        )

    def days(self, count: int) -> Iterator[tuple[int, np.ndarray]]:
        """Each day's cumulative counts, in the order of `keys`."""
        rng = np.random.default_rng(self.seed + 2)
        streams = (10 ** rng.uniform(2, 8.5, self.tracks)).astype(np.int64)
        streams = (streams * rng.uniform(0.5, 2, self.albums).repeat(10)).astype(np.int64)
        for day in range(FIRST_DAY, FIRST_DAY + count):
            streams = streams + (streams * rng.uniform(0, 0.004, self.tracks)).astype(np.int64)
            streams += rng.integers(0, 50, self.tracks)
            yield day, streams


def observed(keys: pa.Array, day: int, streams: np.ndarray) -> pa.Table:
    """One day's counts as observations."""
    return _table(
        OBSERVATIONS,
        platform="spotify",
        basis="app",
        metric="total",
        region="global",
        key=keys,
        day=np.full(len(keys), day),
        low=streams,
        high=streams,
        grade="counted",
        page_day=np.full(len(keys), day + 1),
    )


def batch(name: str, tables: dict[str, pa.Table]) -> Batch:
    """Tables as an intake hands them over."""
    report = Report(file=name, format="made", source="made", digest=name, taken={}, refused=0)
    return Batch(name=name, source="made", digest=name, tables=tables, report=report)


def book(world: World, days: int, at: Path) -> Book:
    """A book of the world with that many days of counts; an existing one is used again."""
    if at.exists():
        return Book.open(at)
    made = Book.create(at)
    made.append(batch("catalogue", world.catalogue()))
    keys = world.keys()
    for day, streams in world.days(days):
        made.append(batch(f"day {day}", {"observations": observed(keys, day, streams)}))
    return made


def _table(schema: pa.Schema, **given: object) -> pa.Table:
    """A table of a schema: arrays as they are, a text in every row, null where none is given."""
    rows = next(len(values) for values in given.values() if not isinstance(values, str))
    given.setdefault("source", "made")
    columns = []
    for field in schema:
        values = given.get(field.name)
        if isinstance(values, str):
            columns.append(pa.repeat(pa.scalar(values, field.type), rows))
        elif values is None:
            columns.append(pa.nulls(rows, field.type))
        else:
            columns.append(pa.array(values).cast(field.type))
    return pa.Table.from_arrays(columns, schema=schema)
