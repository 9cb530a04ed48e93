"""What a measure makes of counters: the standing of a track, a release or an artist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .counters import Counters
from .families import UNKNOWN, within
from .ledger import equal, is_in
from .members import with_all_above
from .rules import unreleased
from .runs import NEVER, OPEN, Known, bounds, in_runs
from .special import each

if TYPE_CHECKING:
    from .readings import Counts
    from .source import Source

KINDS = {
    "total": "recording",
    "album total": "release",
    "every track": "release",
    "tracks past": "artist",
    "albums past": "artist",
    "every album": "artist",
    "monthly listeners": "artist",
}
"""The measures that are known here, and what they are a measure of where no cohort says so."""

OF_TRACKS = {"every track", "tracks past"}
"""The measures that are made of a release's tracks."""

COUNTS = {"tracks past", "albums past"}
"""The measures that count parts past a threshold of their own."""


class Standings:
    """Standings by one measure on one day."""

    def __init__(
        self, source: Source, claim: dict[str, Any], measure: str, threshold: int, as_of: int
    ) -> None:
        """Nothing is worked out yet."""
        self.source, self.measure, self.as_of, self.claim = source, measure, as_of, claim
        self.reading, self.wanted, self.threshold = claim["reading"], threshold, threshold
        if measure in COUNTS:
            self.threshold = claim["measure"]["past"]
            self.wanted = threshold if claim["threshold"] else 1
        self.counters = Counters(source, measure, self.reading)
        self.known: dict[str, Known] = {}
        self.cited: dict[str, set[tuple[object, ...]]] = {}  # rows that ought to stand
        self.borne: dict[str, set[tuple[object, ...]]] = {}  # those of them that do
        self.items: dict[str, set[str]] = {}

    def on(self, day: int) -> Standings:
        """The same standings on another day."""
        other = Standings(self.source, self.claim, self.measure, self.wanted, day)
        other.threshold, other.counters, other.items = self.threshold, self.counters, self.items
        return other

    @property
    def grade(self) -> str | None:
        """Where all that is said rests on whole lists: the weakest of their grades."""
        return None

    @property
    def one_shows(self) -> bool:
        """Whether one part can show that a whole stands low."""
        return self.measure not in COUNTS

    def load_parts(self, around: set[str]) -> None:
        """Read what some entities are made of."""
        if self.measure in COUNTS or self.measure == "every album":
            self._load_items(around)
        if self.measure in {"every track", "tracks past"}:
            self.source.load_lists(around)

    def load(self, wholes: set[str], shown: dict[str, str]) -> None:
        """Read what the standings of some entities need, and of others (`shown`) one part."""
        self.load_parts(wholes | shown.keys())
        parts = {part for whole in wholes for part, _ in self.parts(whole)[0]}
        parts |= set(shown.values())
        if self.counters.summed:
            self.source.load_lists(parts)
            lists = self.source.lists
            parts |= {track for part in parts for _, _, track in lists.get(part, ())}
        self.source.load(parts)

    def _load_items(self, artists: set[str]) -> None:
        credits_ = self.source.ledger.rows("credits", is_in("artist", artists) & equal(role="main"))
        for row in credits_:
            self.items.setdefault(row["artist"], set()).add(row["item"])
        kind = "recording" if self.measure == "tracks past" else "release"
        items = {item for found in self.items.values() for item in found}
        where = is_in("entity", items) & equal(kind=kind)
        known = {row["entity"] for row in self.source.ledger.rows("names", where, "entity")}
        for artist, found in self.items.items():
            self.items[artist] = found & known

    def parts(self, whole: str) -> tuple[list[tuple[str, bool]], bool]:
        """What a whole is made of: each part and whether it surely belongs; whether that is all."""
        if self.measure in {"total", "album total"}:
            return [(whole, True)], True
        if self.measure in {"albums past", "every album"}:
            return self._albums(whole), True
        edition, versions = self.reading["edition"], self.reading["versions"]
        tracks, complete = self.source.listed(whole, edition, versions=versions)
        found = [(track.recording, track.sure) for track in tracks]
        if self.measure == "tracks past":
            found += [(item, True) for item in self.items.get(whole, ())]
        return found, complete

    def _albums(self, artist: str) -> list[tuple[str, bool]]:
        wanted = {"album", "single album"} if self.reading["single_albums"] else {"album"}
        found: list[tuple[str, bool]] = []
        for album in sorted(self.items.get(artist, ())):
            types = [value for value, _, _ in self.source.facts("release type").get(album, ())]
            counts = [bool(with_all_above(value) & wanted) for value in types]
            silent, _, last = self.source.released(album)
            out = self.measure == "albums past" or silent < self.as_of
            if out and (any(counts) or not types):
                sure = self.measure == "albums past" or last <= self.as_of
                found.append((album, sure and bool(types) and all(counts)))
        return found

    def of(self, counter: str) -> Known:
        """What is known of one counter."""
        if counter not in self.known:
            plain = self.counters.plain(counter)
            self.known[counter] = self._plain(counter, *plain) if plain else self._placed(counter)
        return self.known[counter]

    def _placed(self, counter: str) -> Known:
        evidence = self.counters.evidence(counter)
        if cited := self.cited.get(counter):
            self.borne[counter] = cited & {tuple(p.row[:-1]) for p in evidence}
        return bounds(evidence, self.as_of, self.threshold)

    def _plain(self, counter: str, key: str, counts: Counts | None) -> Known:
        """The same of a counter that never fell: its nearest readings bound it."""
        silent, rows = self.source.released(counter)[0], set[tuple[object, ...]]()
        if silent >= -NEVER:
            rows.add(tuple(unreleased(counter, silent)[:-1]))
        if counts:
            for at in {cited[0] for cited in self.cited.get(counter, ())}:
                place = counts.at(at) if isinstance(at, int) else None
                if place is not None:
                    rows.add(tuple(self.source.rows.row(key, counts, place)[:-1]))
        self.borne[counter] = self.cited.get(counter, set()) & rows
        if counts:
            return counts.bounds(silent, self.as_of, self.threshold)
        empty = [] if silent < -NEVER else in_runs([unreleased(counter, silent)])
        return bounds(empty, self.as_of, self.threshold)

    def standing(self, whole: str) -> Known:
        """What is known of a whole from all its parts."""
        parts, complete = self.parts(whole)
        if self.measure in COUNTS:
            found = self._counted(parts, complete=complete)
        elif self.measure in {"every track", "every album"}:
            found = self._least(parts, complete=complete)
        else:
            found = self.of(whole)
        return self._once_out(whole, found)

    def by_witness(self, whole: str, part: str | None) -> Known:
        """What is known of a whole from one part, or from its release day if there is none."""
        found = Known()
        if part is not None and (part, True) in self.parts(whole)[0]:
            one = self.of(part)
            found = one if part == whole else Known(high=one.high, earliest=one.earliest)
        return self._once_out(whole, found)

    def each(self, whole: str, goal: tuple[int, int]) -> int:
        """Whether every part of a whole has a value that a statement allows.

        Until it is out each part counts as 0; in between that may be so.
        """
        parts, complete = self.parts(whole)
        found = each([(self.of(part), sure) for part, sure in parts], goal, complete=complete)
        before, dated = within(Known(0, 0), goal), self.source.released(whole)[1] > -NEVER
        if self.standing(whole).high == 0:
            return before
        unsure = dated and self.source.released(whole)[2] > self.as_of
        return UNKNOWN if unsure and found != before else found

    def _least(self, parts: list[tuple[str, bool]], *, complete: bool) -> Known:
        known = [self.of(part) for part, _ in parts]
        sure = [self.of(part) for part, belongs in parts if belongs]
        low = min((one.low for one in known), default=0) if complete else 0
        latest = max((one.latest for one in known), default=NEVER) if complete else NEVER
        high = min((one.high for one in sure), default=OPEN)
        return Known(low, high, max((one.earliest for one in sure), default=-NEVER), latest)

    def _counted(self, parts: list[tuple[str, bool]], *, complete: bool) -> Known:
        if not parts:
            return Known()
        sure = [self.of(part) for part, belongs in parts if belongs]
        low = sum(one.low >= self.threshold for one in sure)
        reached = [*sorted(one.latest for one in sure), *[NEVER] * self.wanted]
        latest = reached[self.wanted - 1]
        if not complete:
            return Known(low=low, latest=latest)
        known = [self.of(part) for part, _ in parts]
        high = sum(one.high >= self.threshold for one in known)
        possible = sorted(one.earliest for one in known)
        few = len(possible) < self.wanted
        return Known(low, high, NEVER if few else possible[self.wanted - 1], latest)

    def _once_out(self, whole: str, known: Known) -> Known:
        """unreleased: nothing is true of a release before it is out, whatever its tracks had."""
        silent, first, last = self.source.released(whole)
        if first <= -NEVER or self.measure not in OF_TRACKS:  # a counter's own runs have weighed it
            return known
        low, high, earliest, latest = known
        low = 0 if last > self.as_of else low
        latest = latest if latest == NEVER else max(latest, last)
        if silent >= self.as_of:
            low = high = 0
        return Known(low, high, max(earliest, silent + 1), latest)
