"""What mining is told of a measure: when everyone reached each rung, and their bounds by day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from recordbook.claims import Claim, Cohort, Family, Subject, Superlative
from recordbook.intake.arrow import bools, column, compute
from recordbook.measures import ALWAYS, UNBOUNDED, standings
from recordbook.measures.history import history
from recordbook.measures.ladder import LADDERED, crossings, highest
from recordbook.measures.standings import weighed
from recordbook.mining import CrossingLog, History, Numbers, rungs
from recordbook.proof.question import question_of
from recordbook.units import day_from

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.intake.arrow import Column
    from recordbook.measures import Evidence, Question
    from recordbook.mining import Counted, Settings
    from recordbook.mining.crowd import Flags, Ints
    from recordbook.system.crowds import Crowds

_FEW_DAYS = 3
"""So many days are asked one by one; more are read off the history of all days."""


@dataclass(frozen=True)
class Measured:
    """One measure of a crowd, over some days (day numbers, both included).

    Everything is filled as a proof fills it: of whom nothing is told, nothing is known but that
    there was nothing before it came out.
    """

    crowds: Crowds
    counted: Counted
    settings: Settings
    first: int
    last: int

    def numbers(self) -> Numbers:
        """Everything that mining asks."""
        return Numbers(
            counted=self.counted,
            crowd=self.crowds.on,
            log=self._log(),
            history=self._history(),
            released_from=_filled(column(self.crowds.candidates, "released_from"), -ALWAYS),
            released_to=_filled(column(self.crowds.candidates, "released_to"), ALWAYS),
        )

    @property
    def _evidence(self) -> Evidence:
        return self.crowds.prover.evidence(self.settings.platform)

    @cached_property
    def _asked(self) -> tuple[str, Question]:
        """The measure's name and the question that a claim about it asks, before its threshold."""
        level = self.counted.level or Family.MOST
        claim = Claim(
            subject=Subject(key="anybody"),
            superlative=Superlative(family=level),
            cohort=Cohort(population=self.counted.population),
            measure=self.counted.measure,
            as_of=day_from(self.last),
            platform=self.settings.platform,
            basis=self.counted.basis,
            region=self.counted.region,
        )
        return question_of(claim, self.crowds.kind)

    @cached_property
    def _entities(self) -> Column:
        return column(self.crowds.candidates, "entity")

    @cached_property
    def _silent(self) -> Ints:
        """Until when everyone of whom nothing is told surely had nothing."""
        silent = _filled(column(self.crowds.candidates, "silent_until"), -ALWAYS - 1)
        return np.where(self._told, -ALWAYS - 1, silent)

    @cached_property
    def _told(self) -> Flags:
        aggregate, question = self._asked
        said = weighed(self._evidence, replace(question, as_of=self.last), aggregate)
        return bools(compute.is_in(self._entities, value_set=column(said, "entity")))

    def _rows(self, day: int) -> pa.Table:
        aggregate, question = self._asked
        return standings(self._evidence, replace(question, as_of=day), aggregate)

    def _levels(self, day: int) -> tuple[Ints, Ints]:
        """Everyone's bounds on a day."""
        rows = self._rows(day)
        at = compute.fill_null(
            compute.index_in(self._entities, column(rows, "entity")), -1
        ).to_numpy()
        low = np.append(_filled(column(rows, "low"), 0), 0)[at]
        high = np.append(_filled(column(rows, "high"), int(UNBOUNDED)), UNBOUNDED)[at]
        silent = self._silent >= day
        return np.where(silent, 0, low), np.where(silent, 0, high)

    def _history(self) -> History:
        low, high = self._levels(self.first - 1)
        changes = (
            self._day_by_day(low, high)
            if self.last - self.first < _FEW_DAYS
            else self._all_at_once()
        )
        day, place, new_low, new_high = (
            np.concatenate(parts) for parts in zip(*changes, strict=True)
        )
        order = np.argsort(day, kind="stable")
        return History(low, high, day[order], place[order], new_low[order], new_high[order])

    def _day_by_day(self, low: Ints, high: Ints) -> list[tuple[Ints, Ints, Ints, Ints]]:
        """What changes on each day: day, place, low, high."""
        changes: list[tuple[Ints, Ints, Ints, Ints]] = []
        for day in range(self.first, self.last + 1):
            then = low, high
            low, high = self._levels(day)
            place = np.flatnonzero((low != then[0]) | (high != then[1]))
            changes.append((np.full(len(place), day), place, low[place], high[place]))
        return changes

    def _all_at_once(self) -> list[tuple[Ints, Ints, Ints, Ints]]:
        """The same from the history of all days."""
        aggregate, question = self._asked
        rows = history(self._evidence, question, aggregate)
        day = _filled(column(rows, "day"), 0)
        place = _filled(compute.index_in(column(rows, "entity"), self._entities), -1)
        low, high = (
            _filled(column(rows, name), default)
            for name, default in (("low", 0), ("high", int(UNBOUNDED)))
        )
        within = (day >= self.first) & (day <= self.last)
        mine = (place >= 0) & within
        unnamed = bools(compute.is_null(column(rows, "entity"))) & within
        others = np.setdiff1d(np.arange(len(self._entities)), place)  # the unnamed rows are theirs
        many = np.count_nonzero(unnamed)
        out = self._silent + 1
        begun = np.flatnonzero((out >= self.first) & (out <= self.last))
        unknown = np.zeros(len(begun), dtype=np.int64)
        return [
            (day[mine], place[mine], low[mine], high[mine]),
            (
                np.repeat(day[unnamed], len(others)),
                np.tile(others, many),
                np.repeat(low[unnamed], len(others)),
                np.repeat(high[unnamed], len(others)),
            ),
            (out[begun], begun, unknown, unknown + UNBOUNDED),
        ]

    def _log(self) -> CrossingLog:
        """The rungs that somebody reached within the days, and when everyone did."""
        aggregate, question = self._asked
        everyone = len(self._entities)
        nothing = np.zeros((0, everyone), dtype=np.int64)
        if not self.counted.crossing or aggregate not in LADDERED:
            return CrossingLog(nothing[:, 0], nothing, nothing)
        ladder = self.settings.thresholds or rungs(
            self.settings.lowest, highest(self._evidence, question, aggregate)
        )
        rows = crossings(self._evidence, question, aggregate, ladder)
        latest = _filled(column(rows, "latest"), ALWAYS)
        within = (latest >= self.first) & (latest <= self.last)
        threshold = _filled(column(rows, "threshold"), 0)
        place = _filled(compute.index_in(column(rows, "entity"), self._entities), -1)
        kept = np.unique(threshold[within & (place >= 0)])
        at = np.searchsorted(kept, threshold)
        mine = (place >= 0) & (at < len(kept))
        mine[mine] = kept[at[mine]] == threshold[mine]
        log = [np.full((len(kept), everyone), default) for default in (-ALWAYS, ALWAYS)]
        log[0][at[mine], place[mine]] = _filled(column(rows, "earliest"), -ALWAYS)[mine]
        log[1][at[mine], place[mine]] = latest[mine]
        return CrossingLog(kept, np.maximum(log[0], self._silent + 1), log[1])


def _filled(values: Column, default: int) -> Ints:
    return compute.fill_null(compute.cast(values, "int64"), default).to_numpy()
