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

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import strategies as st
from pyarrow import parquet

from recordbook.catalogue.attributes import event_day
from recordbook.ledger.corrections import standing as still_standing
from recordbook.ledger.tables import STORED
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

BASE = 19_718  # 2023-12-27: a world spans a year's end
DAYS = 7
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


def _any(world: Planted, kind: str) -> str:
    """Anything of a kind."""
    found = {"artist": world.artists, "release": world.releases, "recording": world.counters}
    return world.chance.choice(sorted(found[kind]))


def _fall(world: Planted) -> None:
    """A counter falls, and is read before and after."""
    one, chance = _any(world, "recording"), world.chance
    rows = [row for row in world.rows["observations"] if row["key"] == one]
    at = BASE + chance.randint(1, DAYS - 1)
    for row in rows:
        if row["day"] >= at and row["metric"] == "total":
            row["low"] = row["high"] = max(0, row["low"] - chance.choice([1, 4, 9]))


def _late(world: Planted) -> None:
    """Readings of some days are only known to be at least so many, or come from the press."""
    chance = world.chance
    for row in world.rows["observations"]:
        if chance.random() < 0.15:
            row["low"], row["high"] = max(0, row["low"] - chance.randint(0, 1)), None
            row["grade"] = chance.choice(["counted", "reported"])


def _rounded(world: Planted) -> None:
    """The press rounds, rightly or wrongly."""
    chance, one = world.chance, _any(world, "recording")
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(DAYS)
        plays = world.counters[one][place] + chance.choice([0, 0, 3, -3])
        low, high = max(0, plays - chance.randint(0, 2)), max(0, plays + chance.randint(0, 2))
        world.observe(one, BASE + place, low, high, grade="reported", source="press")


def _unread(world: Planted) -> None:
    """A counter was never read."""
    one = _any(world, "recording")
    kept = [row for row in world.rows["observations"] if row["key"] != one]
    world.rows["observations"] = kept


def _totals(world: Planted) -> None:
    """An album's total is read as well, now and then a little too low or too high."""
    chance, release = world.chance, _any(world, "release")
    for place in range(DAYS):
        if chance.random() < 0.6:
            plays = sum(world.counters[track][place] for track in set(world.releases[release]))
            plays = max(0, plays + chance.choice([0, 0, 0, 0, 2, -2]))
            grade = chance.choice(["counted", "counted", "reported"])
            world.observe(release, BASE + place, plays, plays, grade=grade)


def _every(world: Planted) -> None:
    """Somebody says what every track has reached, and nothing else is read of one of them."""
    chance, release = world.chance, _any(world, "release")
    place = chance.randrange(DAYS)
    least = min(world.counters[track][place] for track in world.releases[release])
    said: Row = {"metric": "every-track", "grade": "reported", "source": "press"}
    world.observe(release, BASE + place, max(least, 1), None, **said)


def _charts(world: Planted) -> None:
    """Streams in lists, by day and by week, worldwide and by country."""
    chance, one = world.chance, _any(world, "recording")
    counter = world.counters[one]
    for place in range(1, DAYS):
        new = counter[place] - counter[place - 1]
        said: Row = {"basis": "chart", "grade": "charted", "source": "chart"}
        for metric in ("day", "week"):
            if chance.random() < 0.4:
                region = chance.choice(["global", "kr", "us"])
                plays = max(0, new - chance.choice([0, 1]))
                world.observe(one, BASE + place, plays, plays, metric=metric, region=region, **said)


def _keys(world: Planted) -> None:
    """A recording is read under two keys that are merged one day, and perhaps un-merged later."""
    chance, (one, two) = world.chance, world.chance.choices(sorted(world.counters), k=2)
    for row in world.rows["observations"]:
        if row["key"] == one and row["metric"] == "total":
            row["key"] = "spotify:track:a"
    merged = chance.choice([None, BASE + 2, BASE + 4])
    world.add("identities", key="spotify:track:a", entity=one, to_day=merged, grade="reported")
    if merged is not None:
        ends = chance.choice([None, merged + 2])
        then: Row = {"entity": two, "from_day": merged + chance.choice([0, 1]), "to_day": ends}
        world.add("identities", key="spotify:track:a", grade="reported", **then)
    for place in chance.sample(range(DAYS), 3):
        plays = world.counters[one][place]
        world.observe("spotify:track:b", BASE + place, plays, plays)
    world.add("identities", key="spotify:track:b", entity=one, grade="reported")


def _merged(world: Planted) -> None:
    """Two entities turn out to be one, or are said to have been for some days."""
    kind = world.chance.choice(["recording", "release", "artist"])
    one, two = _any(world, kind), _any(world, kind)
    period: Row = {"from_day": world.chance.choice([None, BASE + 3]), "grade": "reported"}
    if one != two:
        world.add("identities", key=one, entity=two, **period)


def _misread(world: Planted) -> None:
    """A typing error is taken in, and corrected later; a correction may be taken back."""
    chance, one = world.chance, _any(world, "recording")
    place = chance.randrange(DAYS)
    plays = world.counters[one][place] + chance.choice([30, -1])
    world.observe(one, BASE + place, max(0, plays), max(0, plays), source="typed")
    of: Row = {"key": one, "day": BASE + place, "source": chance.choice([None, "typed"])}
    world.add("corrections", after=10, batch="b1", reason="misread", **of)
    if chance.random() < 0.3:
        undone: Row = {"table_name": "corrections", "batch_undone": "b1", "source": None}
        world.add("corrections", after=20, batch="b2", reason="it was right", **undone)
    if chance.random() < 0.5:
        right = world.counters[one][place]
        world.observe(one, BASE + place, right, right, after=30, batch="b3", source="again")


def _wrong_fact(world: Planted) -> None:
    """A fact is corrected."""
    fact = world.chance.choice(world.rows["facts"])
    of: Row = {"table_name": world.chance.choice([None, "facts"]), "source": None}
    for name in ("entity", "attribute", "value"):
        of[name] = fact[name]
    world.add("corrections", after=10, batch="b1", reason="not so", **of)


def _conflict(world: Planted) -> None:
    """A second source says otherwise, or less finely."""
    fact = world.chance.choice(world.rows["facts"])
    others = {
        "act type": ["group", "soloist"],
        "scene": ["asian pop", "j-pop"],
        "country": ["Asia", "Japan"],
        "release type": ["album", "single album", "ep"],
        "released": ["2023", "2023-12-30", "2023-12-28T18:00:00+09:00", "2022-05-05"],
        "label": ["BIGHIT MUSIC"],
    }
    values = others.get(fact["attribute"], [fact["value"]])
    world.fact(fact["entity"], fact["attribute"], world.chance.choice(values), source="other")


def _unknown(world: Planted) -> None:
    """What one attribute is, nobody says."""
    attribute = world.chance.choice(["act type", "scene", "release type", "released", "country"])
    entity = _any(world, world.chance.choice(["artist", "release"]))
    world.rows["facts"] = [
        row
        for row in world.rows["facts"]
        if (row["entity"], row["attribute"]) != (entity, attribute)
    ]


def _labels(world: Planted) -> None:
    """Labels that change hands on a day of the world, in spellings that are one name."""
    chance, day = world.chance, BASE + world.chance.randint(1, DAYS - 1)
    for artist in world.artists:
        before, after = chance.sample(["HYBE", "hybe", "JYP", "SM"], 2)
        world.fact(artist, "label", before, to_day=chance.choice([None, day - 1]))
        world.fact(artist, "label", after, from_day=chance.choice([day, day + 1]))


def _longer(world: Planted) -> None:
    """A track is added to an edition, by one source or as another edition; or one is missing."""
    chance, release = world.chance, _any(world, "release")
    last = len(world.releases[release])
    edition, place = chance.choice([("", last + 1), ("deluxe", 1), ("", last), ("", last + 2)])
    track: Row = {"edition": edition, "position": place, "source": "other"}
    world.add("tracks", release=release, recording=_any(world, "recording"), **track)
    if chance.random() < 0.5:
        world.fact(release, "track count", str(last + chance.choice([0, 1, 1, -1])))
    elif chance.random() < 0.5:
        world.fact(release, "complete", "no")


def _uncredited(world: Planted) -> None:
    """Nobody is credited on an item, or somebody whom the book does not know."""
    item = _any(world, world.chance.choice(["release", "recording"]))
    world.rows["credits"] = [row for row in world.rows["credits"] if row["item"] != item]
    if world.chance.random() < 0.5:
        world.credit(item, ["artist:nobody"])


SPOILS: dict[str, Callable[[Planted], None]] = {
    "a counter falls": _fall,
    "late readings": _late,
    "rounded figures": _rounded,
    "an unread counter": _unread,
    "album totals": _totals,
    "every track is said": _every,
    "charts": _charts,
    "keys move": _keys,
    "entities merge": _merged,
    "corrections": _misread,
    "corrected facts": _wrong_fact,
    "sources conflict": _conflict,
    "unknown attributes": _unknown,
    "labels change": _labels,
    "lists grow": _longer,
    "credits are missing": _uncredited,
}
"""The ways in which a world is spoilt."""


class Shown:
    """A snapshot of a world."""

    version = 1
    moment = MOMENT

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        """The tables as a book stores them."""
        self._tables = {
            name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in STORED.items()
        }

    def files(self, name: str, days: object = None, *, batch: str | None = None) -> list[str]:
        """None: everything is in memory."""
        del name, days, batch
        return []

    def table(self, name: str, *, standing: bool = True) -> pa.Table:
        """The rows of one table, as a snapshot shows them."""
        rows = self._tables[name]
        if not standing or name == "observations":
            return rows
        return still_standing(rows, name, self._tables["corrections"])


class Filed(Shown):
    """The same with its observations in files, one for each intake, as a large book has them."""

    def __init__(self, rows: dict[str, list[Row]], folder: Path) -> None:
        """Write the files."""
        super().__init__(rows)
        told = self._tables["observations"]
        self._files: dict[str, str] = {}
        for batch in sorted({row["batch"] for row in rows["observations"]}):
            self._files[batch] = str(folder / f"{batch}.parquet")
            parquet.write_table(told.filter(pc.equal(told["batch"], batch)), self._files[batch])

    @property
    def batches(self) -> frozenset[str]:
        """The intakes that brought observations."""
        return frozenset(self._files)

    def files(self, name: str, days: object = None, *, batch: str | None = None) -> list[str]:
        """The files of all intakes, or of one; rows of other days may be in them."""
        del days
        chosen = [path for one, path in self._files.items() if batch in {None, one}]
        return chosen if name == "observations" else []


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
