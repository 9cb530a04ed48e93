"""Small books with records planted in them, and with everything that makes records hard to tell.

A world is made from a source of chance: a seed gives the same world for ever, and Hypothesis makes
its own and shrinks them. Counters are small numbers, so that each passes many rungs. What is read
of them is mostly all there is; then a world is spoilt in some of the ways that real books are.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import strategies as st
from planted_spoils import BASE, DAYS, SPOILS

from recordbook.catalogue.attributes import event_day
from recordbook.ledger.tables import STORED
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Iterable

MOMENT = datetime(2024, 2, 1, tzinfo=UTC)

Row: TypeAlias = "dict[str, Any]"


@dataclass
class Planted:
    """One world: the rows of its book, and the counters as they truly ran."""

    chance: random.Random
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in STORED})
    artists: list[str] = field(default_factory=list[str])
    releases: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    counters: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    spoilt: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        """Make who there is, how counters ran, what was read, and what went wrong."""
        chance = self.chance
        for number in range(chance.randint(2, 4)):
            self._artist(f"artist:{number}")
        for number in range(chance.randint(2, 4)):
            self._release(f"release:{number}")
        for number in range(chance.randint(0, 2)):
            self._recording(f"recording:single/{number}", self._makers())
        for entity in self.counters:
            self._read(entity)
        chosen = chance.sample(sorted(SPOILS), chance.choice([0, 1, 2, 3, 4]))
        for name in chosen:
            self.spoilt.append(name)
            SPOILS[name](self)

    @property
    def days(self) -> range:
        """The days of the world, with one on either side."""
        return range(BASE - 1, BASE + DAYS + 1)

    def add(self, table: str, *, after: int = 0, batch: str = "b0", **values: Any) -> None:
        """A row of the book, from the intake `after` the first one."""
        row: Row = dict.fromkeys(STORED[table].names)
        row |= {"recorded": MOMENT + timedelta(seconds=after), "batch": batch, "source": "s"}
        self.rows[table].append(row | values)

    def observe(self, key: str, day: int, low: int, high: int | None, **values: Any) -> None:
        """An observation of a counted total, unless said otherwise."""
        said: Row = {"platform": "spotify", "basis": "app", "metric": "total", "region": "global"}
        said |= {"grade": "counted"} | values
        self.add("observations", key=key, day=day, low=low, high=high, **said)

    def fact(self, entity: str, attribute: str, value: str, **values: Any) -> None:
        """A fact, dated as intake dates it."""
        day = event_day(value) if attribute in {"released", "debut"} else None
        said: Row = {"from_day": day, "grade": "reported"} | values
        self.add("facts", entity=entity, attribute=attribute, value=value, **said)

    def name(self, entity: str, name: str) -> None:
        """What an entity is called; others may be called the same."""
        kind = entity.partition(":")[0]
        self.add("names", entity=entity, kind=kind, name=name, folded=name.casefold(), form="name")

    def credit(self, item: str, makers: Iterable[str]) -> None:
        """Who made it."""
        for artist in makers:
            self.add("credits", item=item, artist=artist, role="main")

    def _artist(self, entity: str) -> None:
        chance = self.chance
        self.artists.append(entity)
        self.name(entity, chance.choice(["V", "Rosé", f"Act {entity[-1]}"]))
        self.fact(entity, "act type", chance.choice(["soloist", "soloist", "girl group", "duo"]))
        if chance.random() < 0.7:
            self.fact(entity, "scene", chance.choice(["k-pop", "k-pop", "j-pop"]))
        if chance.random() < 0.5:
            self.fact(entity, "country", chance.choice(["Seoul", "South Korea", "Japan"]))
        if chance.random() < 0.4:
            self.fact(entity, "gender", chance.choice(["female", "male"]))
        if chance.random() < 0.3:
            self.fact(entity, "debut", chance.choice(["2013-06-13", "2016-08-08", "2016"]))

    def _makers(self) -> list[str]:
        return self.chance.sample(self.artists, self.chance.choice([1, 1, 1, 2]))

    def _release(self, entity: str) -> None:
        chance, makers = self.chance, self._makers()
        self.name(entity, chance.choice(["Layover", f"Album {entity[-1]}"]))
        self.credit(entity, makers)
        types = ["mini album", "mini album", "full album", "repackage", "single album"]
        self.fact(entity, "release type", chance.choice(types))
        if chance.random() < 0.3:
            self.fact(entity, "language", chance.choice(["korean", "japanese"]))
        out = BASE - chance.choice([-2, 1, 3, 300, 700])
        self.fact(entity, "released", day_from(out).isoformat())
        tracks: list[str] = []
        for place in range(1, chance.choice([1, 2, 2, 3, 4]) + 1):
            track = f"recording:{entity[-1]}/{place}"
            if self.counters and chance.random() < 0.15:
                track = chance.choice(sorted(self.counters))
            else:
                self._recording(track, makers, out)
            self.add("tracks", release=entity, edition="", position=place, recording=track)
            tracks.append(track)
        self.releases[entity] = tracks

    def _recording(self, entity: str, makers: list[str], out: int | None = None) -> None:
        chance = self.chance
        self.name(entity, chance.choice(["Blue", f"Song {entity[10:]}"]))
        self.credit(entity, makers)
        if chance.random() < 0.2:
            self.fact(entity, "genre", chance.choice(["jazz", "r&b"]))
        out = BASE - chance.choice([1, 400]) if out is None else out
        if chance.random() < 0.6:
            self.fact(entity, "released", day_from(out).isoformat())
        self.counters[entity] = self._counter(out)

    def _counter(self, out: int) -> list[int]:
        """A rising counter; some rise as another did, so that they tie, and some jump."""
        chance = self.chance
        if self.counters and chance.random() < 0.25:
            twin = chance.choice(sorted(self.counters))
            return [max(0, plays + chance.choice([0, 0, 0, 1])) for plays in self.counters[twin]]
        plays, counter = chance.choice([0, 0, 2, 7]) if out < BASE else 0, list[int]()
        for day in range(BASE, BASE + DAYS):
            plays += chance.choice([0, 1, 1, 2, 3, 8]) if day >= out else 0
            counter.append(plays)
        return counter

    def _read(self, entity: str) -> None:
        """Nearly everything is read; some counters start late, or miss days."""
        start = self.chance.choice([0, 0, 0, 0, 0, 2])
        missing = self.chance.choice([0.0, 0.0, 0.0, 0.0, 0.3])
        for place, plays in enumerate(self.counters[entity]):
            if place >= start and self.chance.random() >= missing:
                self.observe(entity, BASE + place, plays, plays)


def seeded(seed: int) -> Planted:
    """The world of a seed."""
    return Planted(random.Random(seed))  # noqa: S311 - a world, not a secret


LISTED = 17_167  # 2017-01-01, when the worldwide daily list began


def charted(seed: int) -> Planted:
    """The world of a seed with the first days of a daily list: some lists and some rows missing."""
    world = seeded(seed)
    chance, named = world.chance, sorted(world.counters)
    told = chance.choice([1.0, 1.0, 0.8])
    for day in range(LISTED, LISTED + DAYS):
        if chance.random() < told:
            for place, one in enumerate(chance.sample(named, min(3, len(named))), 1):
                if chance.random() < max(told, 0.9):
                    said: Row = {"basis": "chart", "metric": "rank-day", "grade": "charted"}
                    world.observe(one, day, place, place, **said)
    return world


def planted() -> st.SearchStrategy[Planted]:
    """Worlds that Hypothesis makes, and shrinks."""
    return st.randoms(use_true_random=False).map(Planted)
