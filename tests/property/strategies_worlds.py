"""Small worlds: what was true, and what was observed of it.

A world is made from a seed, so that many can be asked in one query: its entities carry the seed in
their names. The truth comes first; every observation is consistent with it, and every fall of a
counter shows in two counted readings. A release date may be wrong where a counted reading before it
shows that it is.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from hypothesis import Phase, settings
from hypothesis import strategies as st

from recordbook.catalogue.attributes import event_day
from recordbook.ledger.tables import STORED
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.engine import DuckDB

DAYS = 7
BASES = st.sampled_from([-3, 0, 19599, 19780])
"""First days: before and after 1970, on a leap day, and around a year's end."""

RECORDED = datetime(2024, 1, 1, tzinfo=UTC)
SEEDS = st.lists(st.integers(0, 2**31), min_size=25, max_size=40, unique=True)
"""Seeds of the worlds of one example."""

FEW = settings(max_examples=3, deadline=None, phases=(Phase.explicit, Phase.generate))
"""Each example asks of many worlds, and a failure names its world: shrinking would find no less."""

Row = dict[str, Any]


@dataclass
class World:
    """One world. Counters are lists of plays by day, from `base` on."""

    seed: int
    base: int
    falls: bool = False
    charts: bool = True
    albums: bool = True
    misdated: bool = False  # whether release dates may come after counted plays
    counters: dict[str, list[int]] = field(default_factory=dict)
    totals: dict[str, list[int]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)  # as it truly is
    out: dict[str, int] = field(default_factory=dict)  # the play day a release came out
    known_lists: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the truth, then what was observed of it."""
        chance = random.Random(self.seed)  # noqa: S311 - a world, not a secret
        self.rows = {name: [] for name in STORED}
        for number in range(4):
            self._recording(chance, self.name("recording", number))
        if self.albums:
            for number in range(2):
                self._release(chance, self.name("release", number))
        for entity, counter in self.counters.items():
            self._observe(chance, entity, counter)
            if self.misdated and chance.random() < 0.4:
                self._misdate(entity, counter)
        if self.charts:
            for entity in self.counters:
                self._chart(chance, entity)
        for entity, total in self.totals.items():
            self._observe(chance, entity, total, since=self.out[entity])
            self._every(chance, entity)

    @property
    def days(self) -> range:
        """The days of the world."""
        return range(self.base, self.base + DAYS)

    def name(self, kind: str, number: int) -> str:
        """An entity of this world."""
        return f"{kind}:w{self.seed}/{number}"

    def add(self, table: str, **values: object) -> None:
        """A row of the book."""
        row: Row = dict.fromkeys(STORED[table].names)
        row |= {"recorded": RECORDED, "batch": "b1", "source": "s"}
        self.rows[table].append(row | values)

    def observe(self, key: str, day: int, low: int, high: int | None, **values: object) -> None:
        """An observation of a total, unless said otherwise."""
        said = {"platform": "spotify", "basis": "app", "metric": "total", "region": "global"}
        said |= {"grade": "counted"} | values
        self.add("observations", key=key, day=day, low=low, high=high, **said)

    def fact(self, entity: str, attribute: str, value: str) -> None:
        """A fact, dated as intake dates it."""
        day = event_day(value) if attribute == "released" else None
        self.add(
            "facts", entity=entity, attribute=attribute, value=value, from_day=day, grade="reported"
        )

    def _named(self, entity: str, kind: str) -> None:
        named = {"name": entity, "folded": entity, "form": "name"}
        self.add("names", entity=entity, kind=kind, **named)

    def _recording(self, chance: random.Random, entity: str) -> None:
        out = self.base + chance.randint(-2, 2)
        plays, counter = chance.choice([0, 0, 5]), list[int]()
        for day in self.days:
            plays += chance.choice([0, 1, 2, 3])
            fell = self.falls and plays and counter and chance.random() < 0.15
            plays = chance.randint(0, plays - 1) if fell else plays
            plays = plays if day >= out else 0
            counter.append(plays)
        self.counters[entity] = counter
        self._named(entity, "recording")
        if chance.random() < 0.7:
            self._came_out(chance, entity, out)

    def _came_out(self, chance: random.Random, entity: str, out: int) -> None:
        """A release date as sources say it: an instant, a day, a month, a year, or none."""
        local = day_from(out) + timedelta(days=chance.choice([0, 1]))
        moment = datetime(*day_from(out).timetuple()[:3], 9, tzinfo=UTC)
        said = [moment.isoformat(), str(local), str(local)[:7], str(local)[:4]]
        for value in chance.choice([said[:1], said[1:2], said[1:3], said[2:], said[1:]]):
            self.fact(entity, "released", value)

    def _misdate(self, entity: str, counter: list[int]) -> None:
        """One date in the place of all others, after the first day with plays, which is read."""
        place = next((place for place, plays in enumerate(counter) if plays), None)
        if place is not None and not self._fell(entity):
            facts = self.rows["facts"]
            facts[:] = [row for row in facts if row["entity"] != entity]
            self.observe(entity, self.base + place, counter[place], counter[place])
            self.fact(entity, "released", str(day_from(self.base + place + 3)))

    def _release(self, chance: random.Random, entity: str) -> None:
        true = chance.sample(sorted(self.counters), chance.randint(1, 3))
        known = true[: chance.choice([len(true), len(true), max(1, len(true) - 1)])]
        self.lists[entity], self.known_lists[entity] = true, known
        dated = chance.random() < 0.8  # what no source dates is taken to be out
        self.out[entity] = out = self.base + (chance.randint(-2, 4) if dated else -2)
        self.totals[entity] = [
            sum(self.counters[part][place] for part in true) if day >= out else 0
            for place, day in enumerate(self.days)
        ]
        self._named(entity, "release")
        if dated:
            self._came_out(chance, entity, out)
        if known != true or chance.random() < 0.5:
            self.fact(entity, "track count", str(len(true)))
        for place, part in enumerate(known):
            self.add("tracks", release=entity, edition="", position=place + 1, recording=part)
        artist = self.name("artist", 0)
        for item in (entity, *known):
            self.add("credits", item=item, artist=artist, role="main")
        self.fact(entity, "release type", chance.choice(["mini album", "single album"]))

    def _observe(
        self, chance: random.Random, entity: str, counter: list[int], since: int | None = None
    ) -> None:
        shown = self._shown(chance, counter)
        if since is not None and self.lists[entity] == self.known_lists[entity]:
            shown &= set(chance.sample(range(DAYS), 3))  # its tracks' falls are seen in any case
        for place, day in enumerate(self.days):
            value = counter[place]
            if since is not None and day < since:
                continue
            if place in shown or chance.random() < 0.3:
                self.observe(entity, day, value, value)
            if chance.random() < 0.12:
                self.observe(entity, day, max(0, value - chance.randint(0, 2)), None)
            if chance.random() < 0.2:
                low = max(0, value - chance.randint(0, 3))
                high = chance.choice([None, value + chance.randint(0, 3)])
                self.observe(entity, day, low, high, grade="reported", source="press")

    def _shown(self, chance: random.Random, counter: list[int]) -> set[int]:
        """The places to be read, so that two readings show each fall, not always a day apart."""
        shown: set[int] = set()
        for place in range(1, DAYS):
            if counter[place] < counter[place - 1]:
                wide = place > 1 and counter[place - 1] >= counter[place - 2] > counter[place]
                shown |= {place, place - (2 if wide and chance.random() < 0.4 else 1)}
        return shown

    def _fell(self, entity: str) -> bool:
        counter = self.counters[entity]
        return any(counter[place] < counter[place - 1] for place in range(1, DAYS))

    def _chart(self, chance: random.Random, entity: str) -> None:
        """Filtered plays in lists: never more than a day's plays; none where a counter fell."""
        if self._fell(entity):
            return
        counter = self.counters[entity]
        new = [counter[0], *(b - a for a, b in pairwise(counter))]
        new[0] = 0  # plays before the world began were not of its first day
        kr = [chance.randint(0, plays) for plays in new]
        for region, plays in (
            ("global", new),
            ("kr", kr),
            ("us", [a - b for a, b in zip(new, kr, strict=True)]),
        ):
            for place, day in enumerate(self.days):
                said = {"basis": "chart", "region": region, "grade": "charted"}
                if chance.random() < 0.25:
                    value = chance.randint(0, plays[place])
                    self.observe(entity, day, value, value, metric="day", **said)
                if chance.random() < 0.15:
                    value = sum(plays[max(0, place - 6) : place + 1])
                    self.observe(entity, day, value, value, metric="week", **said)

    def _every(self, chance: random.Random, entity: str) -> None:
        for place, day in enumerate(self.days):
            least = min(self.counters[part][place] for part in self.lists[entity])
            if chance.random() < 0.1 and day >= self.out[entity]:
                low = max(0, least - chance.randint(0, 1))
                said = {"metric": "every-track", "grade": "reported"}
                self.observe(entity, day, low, None, **said)


def tables(worlds: Iterable[World]) -> dict[str, pa.Table]:
    """The rows of some worlds as a book stores them."""
    rows: dict[str, list[Row]] = {name: [] for name in STORED}
    for world in worlds:
        for name, more in world.rows.items():
            rows[name] += more
    return {name: pa.Table.from_pylist(found, schema=STORED[name]) for name, found in rows.items()}


def attached(engine: DuckDB, *worlds: World) -> None:
    """Let the engine read the worlds."""
    for name, rows in tables(worlds).items():
        engine.attach(name, rows)
