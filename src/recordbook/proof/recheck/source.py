"""What the rules need of a book, read for the counters that are asked about."""

# The stubs of pyarrow and deltalake are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from .ledger import equal, is_in
from .runs import NEVER, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .ledger import Ledger


DAYS = 2**32
"""More days than any calendar has, so that a kind and a day fit one number."""


def day_number(iso: str) -> int:
    """The day as tables hold it."""
    return (date.fromisoformat(iso) - date(1970, 1, 1)).days


class Track(NamedTuple):
    """One recording of a list: how often it is there, and whether it surely is."""

    recording: str
    places: int
    sure: bool


class Source:
    """Facts, lists and readings of one platform's counters."""

    def __init__(self, ledger: Ledger, platform: str) -> None:
        """Nothing is read yet."""
        self.ledger, self.platform = ledger, platform
        self.lists: dict[str, set[tuple[str, int, str]]] = defaultdict(set)
        self.homes: dict[str, set[str]] = defaultdict(set)  # the releases that list it
        self.keys: dict[str, set[str]] = {}
        self.periods: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
        self.seen: dict[str, array[int]] = {}  # kind and day, low, and high where it is another
        self.kinds: dict[tuple[Any, ...], int] = {}
        self.named: list[tuple[Any, ...]] = []
        self.attributes: dict[str, dict[str, list[Any]]] = {}
        self.totals: dict[str, bool] = {}

    def facts(self, attribute: str) -> dict[str, list[Any]]:
        """What is said of the attribute: by entity (value, from, to)."""
        if attribute not in self.attributes:
            found = self.attributes[attribute] = defaultdict(list)
            for row in self.ledger.rows("facts", equal(attribute=attribute)):
                found[row["entity"]].append((row["value"], row["from_day"], row["to_day"]))
        return self.attributes[attribute]

    def load(self, wanted: set[str]) -> None:
        """Read the rows of some counters, and of those they hang together with."""
        seen, new = set[str](), wanted
        while new:
            seen |= new
            self._load_homes(new)
            homes = {home for one in new for home in self.homes[one]}
            self._load_rows(new | homes)
            self.load_lists({one for one in new | homes if self._spoken_of(one)})
            new = self._beside(new) - seen

    def together(self, counters: Iterable[str]) -> set[str]:
        """Those counters, and all that hang together with them through totals of albums."""
        seen, new = set[str](), set(counters)
        while new:
            seen |= new
            new = self._beside(new) - seen
        return seen

    def _beside(self, counters: set[str]) -> set[str]:
        homes = {home for one in counters for home in self.homes.get(one, ())}
        wholes = {one for one in counters | homes if self.has_total(one)}
        listed = {track for whole in wholes for _, _, track in self.lists[whole]}
        return listed | wholes

    def knows(self, entity: str) -> bool:
        """Whether its rows were read."""
        return entity in self.keys

    def has_total(self, entity: str) -> bool:
        """Whether it has tracks and a total was read that bounds them from above."""
        if entity not in self.lists:
            return False
        if entity not in self.totals:
            rows = self.readings(entity)
            self.totals[entity] = any(r[:2] == ("app", "total") and r[-1] < OPEN for r in rows)
        return self.totals[entity]

    def _spoken_of(self, entity: str) -> bool:
        return any(row[0] == "app" for row in self.readings(entity))

    def load_lists(self, releases: set[str]) -> None:
        """Read the track lists of some releases."""
        for row in self.ledger.rows("tracks", is_in("release", releases - self.lists.keys())):
            self.lists[row["release"]].add((row["edition"], row["position"], row["recording"]))

    def _load_homes(self, recordings: set[str]) -> None:
        where = is_in("recording", recordings - self.homes.keys()) & equal(edition="")
        for row in self.ledger.rows("tracks", where):
            self.homes[row["recording"]].add(row["release"])

    def _load_rows(self, entities: set[str]) -> None:
        new = entities - self.keys.keys()
        self.keys.update((entity, {entity}) for entity in new)
        for row in self.ledger.rows("identities", is_in("entity", new)):
            self.keys[row["entity"]].add(row["key"])
        keys = {key for entity in new for key in self.keys[entity]} - self.seen.keys()
        for row in self.ledger.rows("identities", is_in("key", keys)):
            start = -NEVER if row["from_day"] is None else row["from_day"]
            end = NEVER if row["to_day"] is None else row["to_day"]
            self.periods[row["key"]].add((start, end, row["entity"]))
        self.seen.update((key, array("q")) for key in keys)
        text = ("basis", "metric", "region", "grade", "source", "batch")
        where = equal(platform=self.platform) & is_in("key", keys)
        for part in self.ledger.parts("observations", where, *text, "key", "day", "low", "high"):
            columns = [part[name].to_pylist() for name in (*text, "key", "day", "low", "high")]
            for *kind, key, day, low, high in zip(*columns, strict=True):
                told = (*kind, low == high)
                packed = self.kinds.setdefault(told, len(self.kinds)) * DAYS + day + DAYS // 2
                ends = (low,) if low == high else (low, OPEN if high is None else high)
                self.seen[key].extend((packed, *ends))
        self.named = list(self.kinds)

    def readings(self, entity: str) -> Iterator[tuple[Any, ...]]:
        """pooled: what was observed of it under any key that stood for it alone on that day.

        basis, metric, region, grade, source, batch, key, day, low, high.
        """
        for key in sorted(self.keys[entity]):
            said, rows = self.periods[key], self.seen[key]
            values = iter(rows)
            for packed in values:
                *kind, exact = self.named[packed // DAYS]
                day, low = packed % DAYS - DAYS // 2, next(values)
                high = low if exact else next(values)
                meant = {who for start, end, who in said if start <= day <= end}
                if (meant.pop() if len(meant) == 1 else key) == entity:
                    yield *kind, key, day, low, high

    def released(self, entity: str) -> tuple[int, int, int]:
        """The last day before its release, and the days between which that came."""
        facts = self.facts("released").get(entity, ())
        stated = {(value, day) for value, day, _ in facts if day is not None}
        said = [
            (len(value), day)
            for value, day in stated
            if not any(len(v) > len(value) and v.startswith(value) for v, _ in stated)
        ]
        if not said:
            return -NEVER - 1, -NEVER, NEVER
        silent = min(day - (1 if size > len("2023-09-08") else 2) for size, day in said)
        last = max(day + {4: 365, 7: 30}.get(size, 0) for size, day in said)
        return silent, min(day for _, day in said), last

    def listed(
        self, release: str, edition: str = "", *, versions: bool = True
    ) -> tuple[list[Track], bool]:
        """The tracks that a reading counts, and whether that list is whole."""
        lists = self.lists.get(release, set())
        if not any(named == edition for named, _, _ in lists):
            edition = ""
        chosen = {(place, track) for named, place, track in lists if named == edition}
        facts = self.facts("track count").get(release, ())
        stated = [int(value) for value, _, _ in facts if value.lstrip("+-").isdecimal()]
        count = len({place for place, _ in chosen})
        whole = count >= max([place for place, _ in chosen] + stated, default=0)
        if not stated and any(v == "no" for v, _, _ in self.facts("complete").get(release, ())):
            whole = False
        overfull = not edition and bool(stated) and count > max(stated, default=0)
        crowded = Counter(place for place, _ in chosen)
        found: list[Track] = []
        for track in sorted({track for _, track in chosen}):
            if versions or track not in self.facts("version"):
                places = [place for place, other in chosen if other == track]
                clear = any(crowded[place] == 1 for place in places)
                found.append(Track(track, len(places), clear and not overfull))
        return found, whole
