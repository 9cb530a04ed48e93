"""What shows where somebody stands in lists: the rows of the lists, and the lists that lack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import (
    column,
    columns,
    compute,
    filtered,
    integers,
    ordered,
    repeat,
    texts,
)
from recordbook.measures import lists, standings
from recordbook.measures.lists.calendar import NO_LIST
from recordbook.measures.lists.entries import Credits, of_artist
from recordbook.measures.lists.standings import listing_of, slots_of
from recordbook.measures.runs import ALWAYS
from recordbook.proof.cited import weakest
from recordbook.proof.errors import NothingToJudge
from recordbook.proof.members import step
from recordbook.proof.missing import listed, subject_and
from recordbook.proof.proof import Missing
from recordbook.proof.question import question_of
from recordbook.units import Truth, day_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recordbook.intake.arrow import Column
    from recordbook.measures import Question
    from recordbook.measures.lists.calendar import Calendar, Ints
    from recordbook.measures.lists.listing import Listing
    from recordbook.proof.trial import Trial

_SHOWN = 50
"""Of how many entities the rows are cited: the subject, who beats it, and some that contest."""

_NAMES = ("low", "high", "earliest", "latest")
_ROWS = ("entity", "side", "day", "low", "high", "rule", "grade", "source", "key", "batch")


@dataclass(frozen=True)
class Charted:
    """What lists say of a trial; in the place of the rows behind counters."""

    trial: Trial

    def check(self) -> None:
        """NothingToJudge where the list knows the subject's name, but not the subject.

        The two may be one: a song of a catalogue, and the text by which the list calls it.
        """
        rows = standings(self.trial.evidence, self._question, self._measure)
        seen = rows.filter(compute.greater(rows["parts_read"], 0))["entity"]
        subject = self.trial.subject
        if compute.index(seen, subject).as_py() >= 0:
            return
        found = self.trial.evidence.engine.rows(step("namesakes", subject=subject))
        named = compute.is_in(column(found, "entity"), value_set=seen.combine_chunks())
        others = texts(column(found.filter(named), "entity"))
        if others:
            raise NothingToJudge(
                f"{subject} was never in this list; of the same name there are {others[0]}"
                + (f" and {len(others) - 1} more" if others[1:] else ""),
                remedy="name the one in the list by its id, or say with a date that they are one",
            )

    def parts(self, entities: Column) -> pa.Table:
        """Each entity as its own only part, as it stands."""
        found = self.witnesses(entities)
        sure = pa.array([True] * found.num_rows)
        place = repeat(0, found.num_rows, pa.int64())
        whole = found.append_column("sure", sure).append_column("whole", sure)
        return whole.append_column("place", place)

    def witnesses(self, entities: Column) -> pa.Table:
        """entity, part, low, high, earliest, latest: each is shown by where it stands itself."""
        rows = standings(self.trial.evidence, self._question, self._measure)
        at = compute.index_in(entities, column(rows, "entity"))
        found = rows.take(compute.drop_null(at))
        named = {name: column(found, name) for name in _NAMES}
        return columns(entity=column(found, "entity"), part=column(found, "entity"), **named)

    def rows(self, counters: pa.Table) -> pa.Table:
        """The places that count, of those of whom every row is wanted (`one_side` null).

        Of simultaneous entries, those of the list on which there were most. Columns as those of
        `Citations.rows`.
        """
        wanted = counters.filter(compute.is_null(counters["one_side"]))
        who = list(dict.fromkeys(texts(column(wanted, "part"))))[:_SHOWN]
        if self._measure == "countries at":
            return _empty()
        found = [self._of_one(entity) for entity in who]
        rows = pa.concat_tables([_empty(), *found])
        return ordered(rows, "entity", "day")

    def _of_one(self, entity: str) -> pa.Table:
        listing, question = self._listing, self._question
        entries = self._measure == "entries"
        if entries:
            rows = of_artist(listing, self._credits, entity)
        else:
            rows = listing.rows.filter(compute.equal(listing.rows["entity"], entity))
        day = integers(column(rows, "day"))
        kept = day <= min(question.as_of, ALWAYS if question.until is None else question.until)
        of = lists.LISTS[self._measure]
        if question.since is not None and not (of is not None and of.whole):
            kept &= day >= question.since
        if question.rank is not None and not (of is not None and of.deep):
            kept &= integers(column(rows, "low")) <= question.rank
        rows = filtered(rows, kept)
        if entries and rows.num_rows:
            days, count = np.unique(integers(column(rows, "day")), return_counts=True)
            rows = rows.filter(compute.equal(rows["day"], int(days[count.argmax()])))
        count = rows.num_rows
        named: dict[str, Column] = {name: column(rows, name) for name in _ROWS[6:]}
        return columns(
            entity=repeat(entity, count, pa.string()),
            side=repeat("low", count, pa.string()),
            **{
                name: compute.cast(column(rows, name), pa.int64())
                for name in ("day", "low", "high")
            },
            rule=repeat("listed", count, pa.string()),
            **named,
        ).select(list(_ROWS))

    @property
    def grade(self) -> str:
        """The weakest grade of all the lists: who is not in them is excluded by everyone who is."""
        if self._measure == "countries at":
            return "charted"
        return weakest(["charted", *texts(compute.unique(self._listing.rows["grade"]))])

    @cached_property
    def conflicts(self) -> pa.Table:
        """None: readings that contradict each other leave open what they are about."""
        return _empty()

    def missing(self, contests: pa.Table) -> tuple[Missing, ...]:
        """Who may or may not be a member, and the lists that lack, or lack a place."""
        return listed([*self._unsure(contests), *self._open_lists()])

    def _unsure(self, contests: pa.Table) -> Iterator[Missing]:
        for row in subject_and(self.trial, contests):
            if row["member"] == Truth.UNKNOWN:
                yield Missing(
                    entity=row["entity"],
                    name=row["name"],
                    metric="membership",
                    day=self.trial.claim.as_of,
                    decides=f"whether {row['name']} is in the cohort",
                )

    def _open_lists(self) -> Iterator[Missing]:
        if self._measure == "countries at":
            return
        listing, slots = self._listing, self._slots
        known = listing.known
        name = f"{known.platform} ({known.region})"
        metric = "rank-day" if known.cadence == 1 else "rank-week"
        if slots.endless:
            day = (
                day_from(int(listing.days[0]) - 1) if len(listing.days) else self.trial.claim.as_of
            )
            said = "the lists before, and when the first one came"
            yield Missing(entity=known.platform, name=name, metric=metric, day=day, decides=said)
        for slot in self._open_slots(listing, slots):
            day, at = day_from(int(slots.first[slot])), int(slots.at[slot])
            said = "a list that may have come then, or not"
            if at != NO_LIST:
                said = f"who stood at no. {int(listing.first_open[at])}, and below it"
            yield Missing(entity=known.platform, name=name, metric=metric, day=day, decides=said)

    def _open_slots(self, listing: Listing, slots: Calendar) -> Ints:
        """The slots in the window in which a place that counts is held by nobody for sure."""
        question, of = self._question, lists.LISTS[self._measure]
        rank = question.rank if question.rank and not (of and of.deep) else listing.known.places
        first = np.ones(len(slots.at), dtype=np.int64)
        seen = slots.at != NO_LIST
        first[seen] = listing.first_open[slots.at[seen]]
        whole = of is not None and of.whole
        since = -ALWAYS if whole or question.since is None else question.since
        until = min(question.as_of, ALWAYS if question.until is None else question.until)
        span = slots.within(since, until)
        inside = np.arange(*span)
        return inside[first[inside] <= (rank or ALWAYS)]

    @cached_property
    def _asked(self) -> tuple[str, Question]:
        return question_of(self.trial.claim, self.trial.members.kind)

    @property
    def _measure(self) -> str:
        return self._asked[0]

    @property
    def _question(self) -> Question:
        return self._asked[1]

    @cached_property
    def _listing(self) -> Listing:
        return listing_of(self.trial.evidence, self._question, self._measure)

    @cached_property
    def _slots(self) -> Calendar:
        return slots_of(self._listing, self._question, self._measure)

    @cached_property
    def _credits(self) -> Credits:
        engine = self.trial.evidence.engine
        return Credits.of(engine, self._listing.entities, self._question.credit)


def _empty() -> pa.Table:
    kinds: Mapping[str, pa.DataType] = dict.fromkeys(("day", "low", "high"), pa.int64())
    return pa.schema([(name, kinds.get(name, pa.string())) for name in _ROWS]).empty_table()
