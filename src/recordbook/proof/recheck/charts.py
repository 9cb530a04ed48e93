"""Standings by places in lists: of recordings, releases, and of artists by their entries."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from .alone import OfLists
from .families import CannotCheck
from .ledger import equal, is_in
from .lists import DAY, KNOWN, WEEK, Listed, Slot
from .places import MEASURES, Asked, Of
from .runs import GRADES, NEVER, OPEN, Known
from .source import day_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .places import Bounds
    from .source import Source
    from .standings import Standings

LISTS = {*MEASURES, "entries", "countries at"}
PLACES = {"peak rank", "debut rank", "re-entry rank"}
"""The measures that are places themselves: the smaller, the higher."""

WINDOWS = {"ever", "since", "in", "so far in", "decade", "list began"}
ALBUMS = {"billboard 200", "official albums"}
_COUNTRIES = """ae United Arab Emirates, ar Argentina, at Austria, au Australia, be Belgium,
    bg Bulgaria, bo Bolivia, br Brazil, by Belarus, ca Canada, ch Switzerland, cl Chile,
    co Colombia, cr Costa Rica, cy Cyprus, cz Czechia, de Germany, dk Denmark,
    do Dominican Republic, ec Ecuador, ee Estonia, eg Egypt, es Spain, fi Finland, fr France,
    gb United Kingdom, gr Greece, gt Guatemala, hk Hong Kong, hn Honduras, hu Hungary,
    id Indonesia, ie Ireland, il Israel, in India, is Iceland, it Italy, jp Japan,
    kr South Korea, kz Kazakhstan, lt Lithuania, lu Luxembourg, lv Latvia, ma Morocco,
    mx Mexico, my Malaysia, ng Nigeria, ni Nicaragua, nl Netherlands, no Norway,
    nz New Zealand, pa Panama, pe Peru, ph Philippines, pk Pakistan, pl Poland, pt Portugal,
    py Paraguay, ro Romania, sa Saudi Arabia, se Sweden, sg Singapore, sk Slovakia,
    sv El Salvador, th Thailand, tr Turkey, tw Taiwan, ua Ukraine, us United States,
    uy Uruguay, ve Venezuela, vn Vietnam, za South Africa"""
_PAIRS = (one.strip().split(" ", 1) for one in _COUNTRIES.split(","))
CODES = {name.casefold(): code for code, name in _PAIRS}
"""The country codes of the names that a claim may give; others it gives as they are."""


def on_lists(claim: dict[str, Any]) -> bool:
    """Whether a claim is about places in lists."""
    measure = claim["measure"]
    return measure["aggregate"] in LISTS and measure["past"] is None


def kind_of(claim: dict[str, Any]) -> str:
    """What kind of entity a measure of lists is about."""
    if claim["measure"]["aggregate"] == "entries":
        return "artist"
    return "release" if claim["platform"] in ALBUMS else "recording"


class Charts(OfLists):
    """Standings by a measure of lists on one day; everyone is worked out from the whole list."""

    def __init__(
        self, source: Source, claim: dict[str, Any], measure: str, threshold: int, as_of: int
    ) -> None:
        """Nothing is worked out yet."""
        super().__init__(source, claim, measure, threshold, as_of)
        self.of_measure = MEASURES.get(measure, Of(MEASURES["weeks at"].judge))
        self.shared: dict[str, Any] = {}  # what is the same on every day

    def on(self, day: int) -> Standings:
        """The same standings on another day."""
        other = Charts(self.source, self.claim, self.measure, self.wanted, day)
        other.shared = self.shared
        return other

    def of(self, counter: str) -> Known:
        """The same."""
        if counter not in self.known:
            seen = self.measure == "countries at" or self._seen(counter)
            if not seen and "" in self.known:  # whoever was never seen is like all others
                self.known[counter] = self.known[""]
            else:
                self.known[counter] = self._worked_out(counter if seen else "")
            if not seen:
                self.known[""] = self.known[counter]
            self.borne[counter] = self.cited.get(counter, set()) & self._rows(counter)
        return self.known[counter]

    @property
    def grade(self) -> str:
        """The weakest grade of the list's rows: absence rests on all of them."""
        rows = [] if self.measure == "countries at" else self._list.rows
        return max({"charted", *(row["grade"] for row in rows)}, key=GRADES.index)

    def open_on(self, day: int) -> bool:
        """Whether a list of a day lacks, or lacks a place that counts, or lists before it do."""
        slots = self._slots
        at = [slot for slot in slots if slot.first == day]
        if not at:
            return self._endless and day < min((slot.first for slot in slots), default=NEVER)
        return any(self._list.first_open(slot.day) <= self._deepest for slot in at)

    def _seen(self, counter: str) -> bool:
        return counter in (self._entered if self.measure == "entries" else self._list.of)

    def _rows(self, counter: str) -> set[tuple[object, ...]]:
        """The rows that may be cited for somebody."""
        if counter not in self.cited:
            return set()
        lists = self._regions if self.measure == "countries at" else [self._list]
        mine = self._items.get(counter, set()) if self.measure == "entries" else {counter}
        return {
            (
                *(r["day"], r["low"], OPEN if r["high"] is None else r["high"], "listed"),
                *(r[name] for name in ("grade", "source", "key", "batch")),
            )
            for one in lists
            for entity in mine
            for r in one.by_entity.get(entity, ())
        }

    def _worked_out(self, who: str) -> Known:
        """The bounds on the day, and when the threshold was reached."""
        place = self.of_measure.place
        steps = list(self._steps(who))
        low, high = steps[-1][1] if steps else self._before
        goal = OPEN if place else self.wanted
        latest = next((day for day, (least, _) in steps if least >= goal), NEVER)
        may = (day for day, (_, most) in steps if most >= goal)
        earliest = -NEVER if self._before[1] >= goal else next(may, self.as_of + 1)
        return Known(low, high, earliest, NEVER if goal == OPEN else latest)

    @property
    def _before(self) -> Bounds:
        if self.of_measure.place:
            return 1 if self._endless else (self._list.places or 0) + 1, OPEN
        return 0, OPEN if self._endless or self.measure == "countries at" else 0

    def _steps(self, who: str) -> Iterator[tuple[int, Bounds]]:
        """The days and the bounds of the value so far."""
        if self.measure == "countries at":
            days = sorted(filter(None, (self._first_there(one, who) for one in self._regions)))
            yield from ((day, (so_many, OPEN)) for so_many, day in enumerate(days, 1))
            return
        if self.measure == "entries":
            bounds = self._entries(who)
        else:
            events = self._list.events(who, self._slots, self._at_day, self._unsure, self._deepest)
            said = self.of_measure.judge(events, self._asked)
            bounds = ((e.slot.first, one) for e, one in zip(events, said, strict=True))
        for day, (low, high) in bounds:
            if self.of_measure.place:
                least = (self._list.places or 0) + 1 if low == OPEN else low
                yield day, (1 if self._endless else least, high)
            else:
                yield day, (low, OPEN if self._endless else high)

    # the list, its slots and the window

    @property
    def _cadence(self) -> int:
        if self.of_measure.cadence is not None:
            return self.of_measure.cadence
        usual = next((c for p, _, c in KNOWN if p == self.claim["platform"]), DAY)
        return WEEK if self.claim["measure"]["metric"] == "weekly rank" else usual

    @property
    def _list(self) -> Listed:
        return self._listed(region_of(self.claim))

    def _listed(self, region: str) -> Listed:
        name = f"list of {region}"
        if name not in self.shared:
            given = self.source.ledger, self.claim["platform"], region, self._cadence
            self.shared[name] = Listed(*given)
        return self.shared[name]

    @cached_property
    def _span(self) -> tuple[int, int]:
        """The first and the last day that the window lets count, by the day."""
        kind, year = self.claim["window"]["kind"], self.claim["window"]["year"]
        if kind == "decade":
            year = int(self.claim["as_of"][:3] + "0")
        if year is None:
            return -NEVER, self.as_of
        last = day_number(f"{year}-12-31") if kind in {"in", "so far in"} else self.as_of
        return day_number(f"{year}-01-01"), min(last, self.as_of)

    @cached_property
    def _endless(self) -> bool:
        if self.measure == "countries at" or self._list.began is not None:
            return False
        return self.of_measure.whole or self._span[0] == -NEVER

    @cached_property
    def _slots(self) -> list[Slot]:
        """The lists that the measure looks at, as far back as it does."""
        since = None if self._span[0] == -NEVER else self._span[0]
        if self.of_measure.whole and self._list.began is not None:
            since = None
        slots = self._list.slots(since, self.as_of)
        near = [
            n for n, s in enumerate(slots) if s.last >= self._span[0] and s.first <= self._span[1]
        ]
        if not near:
            return []
        return slots[0 if self.of_measure.whole else near[0] : near[-1] + 1]

    @cached_property
    def _deepest(self) -> int:
        places, rank = self._list.places or OPEN, self.claim["measure"]["rank"]
        return places if self.of_measure.deep or rank is None else min(rank, places)

    @cached_property
    def _unsure(self) -> list[int]:
        first = (self._list.first_open(slot.day) for slot in self._slots)
        return [number for number, place in enumerate(first) if place <= self._deepest]

    @cached_property
    def _at_day(self) -> dict[int, int]:
        return {s.day: n for n, s in enumerate(self._slots) if s.day is not None}

    @cached_property
    def _asked(self) -> Asked:
        places, rank = self._list.places or OPEN, self.claim["measure"]["rank"]
        rank = places if rank is None else min(rank, places)
        return Asked(rank, *self._span, self._endless, self._list.cadence)

    # entries

    @cached_property
    def _credits(self) -> dict[str, set[str]]:
        """Who counts for each thing, under the reading's rule."""
        rule, meant = self.reading["credit"], defaultdict[str, set[str]](set)
        for row in self.source.ledger.rows("identities"):
            if row["from_day"] is None and row["to_day"] is None:
                meant[row["key"]].add(row["entity"])
        roles = ["main", "featured"] if rule == "any" else ["main"]
        found = defaultdict[str, set[str]](set)
        for row in self.source.ledger.rows("credits", is_in("role", roles), "item", "artist"):
            names = meant.get(row["artist"], set())
            found[row["item"]].add(min(names) if len(names) == 1 else row["artist"])
        alone = {item: who for item, who in found.items() if rule != "exact" or len(who) == 1}
        return {item: who for item, who in alone.items() if item in self._list.of}

    @cached_property
    def _items(self) -> dict[str, set[str]]:
        found = defaultdict[str, set[str]](set)
        for item, who in self._credits.items():
            for artist in who:
                found[artist].add(item)
        return found

    @cached_property
    def _entered(self) -> dict[str, dict[int, list[int]]]:
        """By artist and slot, how many items surely stood there, and how many may have."""
        found: dict[str, dict[int, list[int]]] = {artist: {} for artist in self._items}
        self._free = [self._open_places(slot) for slot in self._slots]
        for item, cells in self._list.of.items():
            for day, cell in cells.items():
                number = self._at_day.get(day)
                if number is None or cell.low > self._asked.rank:
                    continue
                who = self._credits.get(item, set())
                if not who or who - self._list.named:
                    self._free[number] += 1
                for artist in who:
                    counts = found[artist].setdefault(number, [0, 0])
                    counts[0] += cell.high <= self._asked.rank
                    counts[1] += 1
        return found

    def _open_places(self, slot: Slot) -> int:
        rank = self._asked.rank
        if slot.day is None:
            return rank
        return sum(p <= rank for p in self._list.open[slot.day]) + max(rank - self._list.top, 0)

    def _entries(self, who: str) -> Iterator[tuple[int, Bounds]]:
        own = self._entered.get(who, {})
        top = list(accumulate(self._free, max))
        grown = {n for n, most in enumerate(top) if most > (top[n - 1] if n else 0)}
        low = high = 0
        for number in sorted(own.keys() | grown):
            sure, may = own.get(number, (0, 0))
            low = max(low, sure)
            high = max(high, may + self._free[number], top[number])
            yield self._slots[number].first, (low, high)

    # countries

    @cached_property
    def _regions(self) -> list[Listed]:
        period = "day" if self._cadence == DAY else "week"
        where = equal(platform=self.claim["platform"], basis="chart", metric=f"rank-{period}")
        rows = self.source.ledger.rows("observations", where, "region")
        return [self._listed(one) for one in sorted({r["region"] for r in rows} - {"global"})]

    def _first_there(self, one: Listed, who: str) -> int | None:
        rank, (since, until) = self.claim["measure"]["rank"], self._span
        cells = one.of.get(who, {})
        days = [d for d, cell in cells.items() if cell.high <= rank and since <= d <= until]
        return min(days, default=None)


def region_of(claim: dict[str, Any]) -> str:
    """The region as observations write it."""
    if claim["region"] == "global":
        return next((r for p, r, _ in KNOWN if p == claim["platform"]), "global") or "global"
    region: str = claim["region"].casefold()
    if region not in CODES and len(region) > len("us"):
        raise CannotCheck(f"the region {region}")
    return CODES.get(region, region)
