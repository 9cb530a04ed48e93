"""What the rules need of a book, read for the counters that are asked about."""

# The stubs of pyarrow and deltalake are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from .ledger import equal, is_in
from .readings import COLUMNS, Readings
from .runs import NEVER, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .ledger import Ledger
    from .readings import Counts


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
        self.rows = Readings()
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
        keys = {key for entity in new for key in self.keys[entity]} - self.rows.keys.keys()
        for row in self.ledger.rows("identities", is_in("key", keys)):
            start = -NEVER if row["from_day"] is None else row["from_day"]
            end = NEVER if row["to_day"] is None else row["to_day"]
            self.periods[row["key"]].add((start, end, row["entity"]))
        where = equal(platform=self.platform) & is_in("key", keys)
        self.rows.read(keys, self.ledger.parts("observations", where, *COLUMNS))

    def readings(self, entity: str) -> Iterator[tuple[Any, ...]]:
        """pooled: what was observed of it under any key that stood for it alone on that day.

        basis, metric, region, grade, source, batch, key, day, low, high.
        """
        for key in sorted(self.keys[entity]):
            said = self.periods.get(key, ())
            for kind, day, low, high in self.rows.of(key):
                meant = {who for start, end, who in said if start <= day <= end}
                if (meant.pop() if len(meant) == 1 else key) == entity:
                    yield *kind, key, day, low, high

    def seen(self, entity: str) -> dict[str, int]:
        """Since when each of its keys was counted, if there may be several."""
        found: dict[str, int] = {}
        if len(self.keys[entity]) > 1:
            for _, metric, *_, key, day, _, _ in self.readings(entity):
                if metric in {"total", "day", "week", "charted-total"}:
                    found[key] = min(day, found.get(key, day))
        return found

    def counts(self, entity: str) -> tuple[str, Counts | None] | None:
        """The key and the counts that are all there is of it, if those never fell.

        None where any rule says more, or any reading is of another kind.
        """
        if self.lists.get(entity) or any(map(self._read, self.homes.get(entity, ()))):
            return None
        keys = [key for key in self.keys[entity] if self.rows.any_of(key)]
        found = self.rows.counts(keys[0]) if len(keys) == 1 else None
        if len(keys) > 1 or (keys and found is None):
            return None
        if keys and (keys[0] != entity or self.periods.get(entity)):
            periods = self.periods.get(keys[0], set[tuple[int, int, str]]())
            if periods != {(-NEVER, NEVER, entity)}:
                return None
        silent = self.released(entity)[0]
        if found and found.columns.days[found.start] <= silent:
            return None
        return (keys or [entity])[0], found

    def _read(self, entity: str) -> bool:
        return any(map(self.rows.any_of, self.keys[entity]))

    def released(self, entity: str) -> tuple[int, int, int]:
        """The last day before its release, and the days between which that came."""
        facts = self.facts("released").get(entity)
        if not facts:
            return -NEVER - 1, -NEVER, NEVER
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
