"""The ways in which a planted world is spoilt, each as real books are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from planted_worlds import Planted

BASE = 19_718  # 2023-12-27: a world spans a year's end
DAYS = 7

Row: TypeAlias = "dict[str, Any]"


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
