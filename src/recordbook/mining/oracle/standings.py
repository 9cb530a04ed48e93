"""Where everyone stands by a measure on a day, and between which days they reached a threshold."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from recordbook.catalogue.hierarchy import POPULATIONS
from recordbook.mining.oracle.book import UNDATED
from recordbook.mining.oracle.lists import Lists
from recordbook.mining.oracle.runs import NEVER, OPEN, Known, high_on, known, low_on
from recordbook.mining.oracle.wholes import Counters

if TYPE_CHECKING:
    from recordbook.mining.oracle.book import Book
    from recordbook.mining.oracle.runs import Placed

KINDS = {
    "total": "recording",
    "every track": "release",
    "album total": "release",
    "tracks past": "artist",
    "albums past": "artist",
    "days at": "recording",
    "consecutive days at": "recording",
    "peak rank": "recording",
    "in a day": "recording",
}
"""What each measure is a measure of."""


class Measure(NamedTuple):
    """What is counted.

    `past` is what each part must have reached, where parts are counted; `rank` the place at which,
    or above which, days in a list count.
    """

    aggregate: str
    past: int = 0
    rank: int = 0

    @property
    def listed(self) -> bool:
        """Whether it is about places in a list."""
        return self.aggregate in {"days at", "consecutive days at", "peak rank"}

    @property
    def superlative(self) -> str:
        """What standing above all others is called: of places the smallest is the highest."""
        return {"consecutive days at": "longest", "peak rank": "highest"}.get(
            self.aggregate, "most"
        )

    @property
    def kind(self) -> str:
        """What it is a measure of."""
        return KINDS[self.aggregate]


@dataclass(frozen=True)
class Standings:
    """Everyone's standing by any measure, on any day, at any threshold."""

    book: Book
    platform: str
    _known: dict[tuple[str, Measure, int, int], Known] = field(
        default_factory=dict[tuple[str, Measure, int, int], Known]
    )

    @cached_property
    def counters(self) -> Counters:
        """What stands of every counter."""
        return Counters(self.book, self.platform)

    @cached_property
    def lists(self) -> Lists:
        """The daily lists."""
        return Lists.of(self.book, self.platform)

    def of(self, entity: str, measure: Measure, day: int, threshold: int) -> Known:
        """What is known of one entity; a threshold of 0 asks of nothing but the day."""
        asked = entity, measure, day, threshold
        if asked not in self._known:
            found = self._found(*asked)
            if found is None and not measure.listed and entity in self.counters.spoken:
                found = Known(0, OPEN, -NEVER, NEVER)  # with what clashed its date was set aside
            self._known[asked] = self._unread(entity, day) if found is None else found
        return self._known[asked]

    def steps(self, entity: str, measure: Measure) -> list[int]:
        """The values that the entity is known to have reached on some day."""
        if measure.past:
            return list(range(1, len(self._parts(entity, measure)) + 1))
        counters = (
            self.counters.total if measure.aggregate == "album total" else self.counters.settled
        )
        parts = [entity]
        if measure.aggregate == "every track" and entity in self.book.lists:
            parts = [track.recording for track in self.book.lists[entity].tracks]
        return sorted({p.said.low for part in parts for p in counters.get(part, []) if p.said.low})

    def _found(self, entity: str, measure: Measure, day: int, threshold: int) -> Known | None:
        """None where nothing at all is said."""
        if measure.listed:
            return self.lists.known(entity, measure.aggregate, measure.rank, day)
        match measure.aggregate:
            case "total":
                held = self.counters.settled.get(entity)
                return known(held, day, threshold) if held else None
            case "in a day":
                held = self.counters.settled.get(entity)
                return _gained(held, day) if held else None
            case "album total":
                held = self.counters.total.get(entity)
                return known(held, day, threshold) if held else None
            case "every track":
                listed = entity in self.book.lists
                return (
                    self._once_out(entity, self._least(entity, day, threshold), day)
                    if listed
                    else None
                )
            case _:
                parts = self._parts(entity, measure)
                return self._counted(measure, day, threshold, parts) if parts else None

    def _unread(self, entity: str, day: int) -> Known:
        """Of what nothing is said only this is known: nothing before it is out."""
        out = self.book.release(entity)
        silent = out != UNDATED and out.silent >= day
        return Known(0, 0 if silent else OPEN, max(-NEVER, out.silent + 1), NEVER)

    def _least(self, release: str, day: int, threshold: int) -> Known:
        """Every track: the least of them; a list known to be short proves nothing from below."""
        listed = self.book.lists[release]
        counters = self.counters.settled
        parts = [known(counters.get(t.recording, []), day, threshold) for t in listed.tracks]
        sure = [k for k, track in zip(parts, listed.tracks, strict=True) if track.sure]
        return Known(
            min(part.low for part in parts) if listed.whole else 0,
            min((part.high for part in sure), default=OPEN),
            max((part.earliest for part in sure), default=-NEVER),
            max(part.latest for part in parts) if listed.whole else NEVER,
        )

    def _once_out(self, release: str, standing: Known, day: int) -> Known:
        """Nothing is true of an album before it is out, whatever its tracks had."""
        out = self.book.release(release)
        if out == UNDATED:
            return standing
        low, high, earliest, latest = standing
        return Known(
            low if out.last <= day else 0,
            high if out.silent < day else 0,
            max(earliest, out.silent + 1),
            latest if latest == NEVER else max(latest, out.last),
        )

    def _parts(self, artist: str, measure: Measure) -> list[tuple[str, bool]]:
        """What is counted of an artist, and whether it surely counts."""
        items = [item for item, makers in self.book.makers.items() if artist in makers]
        if measure.aggregate == "tracks past":
            named = self._named("recording")
            return [(item, True) for item in items if item in named]
        named, albums = self._named("release"), POPULATIONS["album"]
        found: list[tuple[str, bool]] = []
        for item in (item for item in items if item in named):
            counts = [row["value"] in albums for row in self.book.said(item, "release type")]
            if any(counts) or not counts:
                found.append((item, bool(counts) and all(counts)))
        return found

    def _named(self, kind: str) -> set[str]:
        return {row["entity"] for row in self.book.rows["names"] if row["kind"] == kind}

    def _counted(
        self, measure: Measure, day: int, wanted: int, parts: list[tuple[str, bool]]
    ) -> Known:
        """How many parts stand past the measure's number, and when `wanted` of them did."""
        counters = self._counters_of(measure)
        everyone = [(known(counters.get(one, []), day, measure.past), sure) for one, sure in parts]
        wanted = max(wanted, 1)
        surely = sorted(part.latest for part, sure in everyone if sure)
        maybe = sorted(part.earliest for part, _ in everyone)
        return Known(
            sum(part.low >= measure.past for part, sure in everyone if sure),
            sum(part.high >= measure.past for part, _ in everyone),
            maybe[wanted - 1] if wanted <= len(maybe) else NEVER,
            surely[wanted - 1] if wanted <= len(surely) else NEVER,
        )

    def _counters_of(self, measure: Measure) -> dict[str, list[Placed]]:
        summed = measure.aggregate in {"album total", "albums past"}
        return self.counters.total if summed else self.counters.settled


def _gained(held: list[Placed], day: int) -> Known:
    """The most that a counter which never fell gained on a day so far.

    Between two days on which something is said of it, one day has at least the average.
    """
    told = sorted({p.said.day for p in held if p.said.day <= day})
    least = (
        -(-(low_on(held, until) - high_on(held, after)) // (until - after))
        for after, until in combinations(told, 2)
    )
    first = min([day, *told])
    ends = ((high_on(held, one), low_on(held, one - 1)) for one in range(first, day + 1))
    most = max(OPEN if high == OPEN else high - low for high, low in ends)
    return Known(max([0, *least]), most)
