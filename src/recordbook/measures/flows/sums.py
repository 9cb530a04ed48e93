"""Gains of releases: the sum of what their tracks gained since the release came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recordbook.intake.arrow import bools, column, compute, integers, ordered
from recordbook.measures.runs import ALWAYS, UNBOUNDED

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.intake.arrow import Column
    from recordbook.measures.flows.keys import KeyedGains
    from recordbook.measures.stretches import Flags, Ints


_A_DATE = 2
"""So many days lie from the last on which a release of a date was not out to the date itself."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Releases as sums of tracks; one place for each release and track, by release.

    A track that may not belong (`sure` is false) counts at most; a list known to be short bounds
    nothing. `silent` is the last day on which the release surely was not out, by release. What its
    tracks gained before its date began anywhere is none of its own: surely counts what they gained
    after the day `before`; of tracks that came out on the same date, everything.
    """

    gains: KeyedGains
    entities: Column
    begins: Ints  # the first place of each release, and the end
    track: Ints  # numbers of `gains`; -1 where nothing is said of it
    places: Ints
    sure: Flags
    whole: Flags  # by release
    silent: Ints
    before: Ints  # by place

    @classmethod
    def of(
        cls, gains: KeyedGains, track_list: pa.Table, released: pa.Table, everyone: Column
    ) -> Sums:
        """All releases with their tracks (see `track_list.sql`), dated as `released` says."""
        everyone = compute.unique(everyone)
        at = compute.index_in(column(track_list, "release"), everyone)
        rows = ordered(track_list.append_column("at", at), "at", "recording")
        release = integers(column(rows, "at"))
        known = compute.index_in(column(rows, "recording"), gains.entities)
        dated = compute.index_in(everyone, column(released, "entity"))
        said = [column(released, name).take(dated) for name in ("silent_until", "released_to")]
        silent, out = (integers(compute.fill_null(days, -ALWAYS)) for days in said)
        begins = np.searchsorted(release, np.arange(len(everyone) + 1))
        whole = np.zeros(len(everyone), dtype=bool)
        whole[release] = bools(column(rows, "whole"))
        dated = compute.index_in(column(rows, "recording"), column(released, "entity"))
        alone = compute.fill_null(column(released, "silent_until").take(dated), -ALWAYS - 1)
        together = (integers(alone) >= silent[release]) & (out - silent <= _A_DATE)[release]
        return cls(
            gains,
            everyone,
            begins,
            integers(compute.fill_null(known, -1)),
            integers(column(rows, "places")),
            bools(column(rows, "sure")),
            whole,
            silent,
            np.where(together, silent[release], out[release] - 1),
        )

    def least(self, who: Ints, after: Ints, until: Ints) -> Ints:
        """The least that releases gained after the end of one day, until the end of another."""
        at, of = self._parts(who)
        after, until = np.maximum(after[of], self.before[at]), until[of]
        gained = self.gains.least(self.track[at], after, until)
        return _summed(np.where(self.sure[at] & (after < until), gained, 0), of, len(who))

    def most(self, who: Ints, after: Ints, until: Ints) -> Ints:
        """The most; UNBOUNDED where nothing bounds it."""
        after = np.maximum(after, self.silent[who])
        at, of = self._parts(who)
        gained = self.gains.most(self.track[at], after[of], until[of])
        open_ = np.zeros(len(who), dtype=bool)
        open_[of[gained == UNBOUNDED]] = True
        gained = np.where(gained == UNBOUNDED, 0, gained) * self.places[at]
        open_ |= ~self.whole[who]
        found = np.where(open_, UNBOUNDED, _summed(gained, of, len(who)))
        return np.where(after < until, found, 0)

    def counted(self) -> tuple[Ints, Ints]:
        """How many tracks each release has, and of how many something is said."""
        known = np.append(0, np.cumsum(self.track >= 0))
        return np.diff(self.begins), np.diff(known[self.begins])

    def stands(self, who: Ints, day: Ints) -> Ints:
        """Nothing: what its tracks had before a release is out is none of its own."""
        del day
        return np.zeros(len(who), dtype=np.int64)

    def readings(self) -> tuple[Ints, Ints]:
        """Each release and day of which something is said of one of its tracks."""
        who, day = self._days(*self.gains.readings())
        dated = np.flatnonzero(self.before > -ALWAYS)
        release = np.repeat(np.arange(len(self.silent)), np.diff(self.begins))
        return np.append(who, release[dated]), np.append(day, self.before[dated])

    def turns(self) -> tuple[Ints, Ints]:
        """Each release and day on which bounds may differ from those of the day before."""
        who, day = self._days(*self.gains.turns())
        return np.append(who, np.arange(len(self.silent))), np.append(day, self.silent + 1)

    def _days(self, who: Ints, day: Ints) -> tuple[Ints, Ints]:
        """Days of tracks as days of the releases they are on."""
        order = np.argsort(who, kind="stable")
        who, day = who[order], day[order]
        first = np.searchsorted(who, self.track)
        count = np.searchsorted(who, self.track, side="right") - first
        release = np.repeat(np.arange(len(self.silent)), np.diff(self.begins))
        at = np.repeat(first - np.cumsum(count) + count, count) + np.arange(int(count.sum()))
        found = np.repeat(release, count)
        pairs = np.unique(np.stack([found, day[at]]), axis=1)
        return pairs[0], pairs[1]

    def _parts(self, who: Ints) -> tuple[Ints, Ints]:
        """The places of the tracks of each asked release, and the number of its question."""
        count = self.begins[who + 1] - self.begins[who]
        of = np.repeat(np.arange(len(who)), count)
        return np.arange(len(of)) + np.repeat(
            self.begins[who] - np.cumsum(count) + count, count
        ), of


def _summed(values: Ints, of: Ints, size: int) -> Ints:
    """The sums by question, in whole numbers; `of` ascends."""
    total = np.append(0, np.cumsum(values))
    return (
        total[np.searchsorted(of, np.arange(size), side="right")]
        - total[np.searchsorted(of, np.arange(size))]
    )
