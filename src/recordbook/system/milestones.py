"""First to N: who of a cohort was the first at each round number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from recordbook.claims import Family, Superlative
from recordbook.intake.arrow import column, compute, filtered, integers
from recordbook.measures import ALWAYS
from recordbook.measures.ladder import LADDERED, crossings
from recordbook.measures.standings import weighed
from recordbook.proof.errors import NotProvableYet
from recordbook.proof.question import check, question_of
from recordbook.system.browsing import Board, named, trial
from recordbook.units import Truth, day_from, day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from recordbook.claims import Claim
    from recordbook.intake.arrow import Column
    from recordbook.proof.field import Ints
    from recordbook.units import Day

SHOWN = 5
"""So many who may have been the first are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Who may have been the first, and the days between which it got there.

    `earliest` is None where no day is ruled out, `latest` where it may not have got there at all.
    """

    entity: str
    name: str
    maker: str
    earliest: Day | None
    latest: Day | None
    member: Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """Who reached a threshold first, by the as-of day: one, or several on one day.

    Where it is not decided `reached` are those who may have been, likeliest to be known first, and
    `more` counts others besides.
    """

    threshold: int
    decided: bool
    reached: tuple[Reached, ...]
    more: int = 0


@dataclass(frozen=True)
class Firsts:
    """Who of a view was the first at each number.

    NotProvableYet, where it is asked: nobody can be shown to reach such a measure.
    """

    board: Board

    def of(self, thresholds: Iterable[int]) -> tuple[First, ...]:
        """Who was the first at each of some numbers, in their order."""
        wanted = tuple(thresholds)
        if self.board.places:
            raise NotProvableYet("who reached a place first cannot be told yet")
        check(_reaching(self.board.claim, 1))
        found = {rung: self._who(*days) for rung, days in self.days(wanted)}
        names = named(
            self.board.prover, (one.entity for _, who, _ in found.values() for one in who)
        )
        return tuple(
            First(
                threshold=rung,
                decided=found[rung][0],
                reached=tuple(_with_name(one, names) for one in found[rung][1]),
                more=found[rung][2],
            )
            for rung in wanted
        )

    def days(self, wanted: Sequence[int]) -> Iterator[tuple[int, tuple[Ints, Ints]]]:
        """Everyone's earliest and latest day at each rung, in the order of the field."""
        claim = self.board.claim
        asked = trial(self.board.prover, claim)
        measure, question = question_of(claim, asked.members.kind)
        laddered = measure in LADDERED and claim.window.kind == "ever"
        if not laddered or question.basis != "app":
            for rung in wanted:
                field = asked.field_at(threshold=rung)
                yield rung, (field.earliest, field.latest)
            return
        evidence, entities = asked.evidence, asked.members.entities
        rows = crossings(evidence, question, measure, wanted)
        told = compute.is_in(
            entities, value_set=column(weighed(evidence, question, measure), "entity")
        )
        silent = _filled(column(asked.members.candidates, "silent_until"), -ALWAYS - 1)
        begin = np.where(told.to_numpy(zero_copy_only=False), -ALWAYS, silent + 1)
        of = integers(column(rows, "threshold"))
        for rung in wanted:
            yield rung, _crossed(filtered(rows, of == rung), entities, begin)

    def _who(self, earliest: Ints, latest: Ints) -> tuple[bool, list[Reached], int]:
        """Whether it is decided, who may have been first, and how many more."""
        field = self.board.field
        as_of = day_number(self.board.claim.as_of)
        sure, possible = field.member == Truth.TRUE, field.member > Truth.FALSE
        known = int(latest[sure & (latest <= as_of)].min(initial=as_of))
        may = np.flatnonzero(possible & (earliest <= known))
        certain = (field.member[may] == Truth.TRUE) & (latest[may] <= as_of)
        same_day = (earliest[may] == known) & (latest[may] == known)
        decided = bool(certain.all() and (len(may) == 1 or (same_day.all() and len(may) > 1)))
        order = np.lexsort((may, earliest[may], -field.member[may], latest[may]))
        shown = may[order] if decided else may[order][:SHOWN]
        who = [
            Reached(
                entity=str(field.entities[int(one)].as_py()),
                name="",
                maker="",
                earliest=None if earliest[one] <= -ALWAYS else day_from(int(earliest[one])),
                latest=None if latest[one] > as_of else day_from(int(latest[one])),
                member=Truth(int(field.member[one])),
            )
            for one in shown
        ]
        return decided, who, len(may) - len(who)


def _reaching(claim: Claim, threshold: int) -> Claim:
    return replace(claim, superlative=Superlative(family=Family.FIRST), threshold=threshold)


def _crossed(rows: pa.Table, entities: Column, begin: Ints) -> tuple[Ints, Ints]:
    """The days of one rung, everyone in order; who has no row may have been there any day."""
    earliest = np.full(len(entities), -ALWAYS, dtype=np.int64)
    latest = np.full(len(entities), ALWAYS, dtype=np.int64)
    at = _filled(compute.index_in(column(rows, "entity"), entities), -1)
    there = at >= 0
    earliest[at[there]] = _filled(column(rows, "earliest"), -ALWAYS)[there]
    latest[at[there]] = _filled(column(rows, "latest"), ALWAYS)[there]
    return np.maximum(earliest, begin), latest


def _with_name(one: Reached, names: Mapping[str, tuple[str, str]]) -> Reached:
    name, maker = names[one.entity]
    return replace(one, name=name, maker=maker)


def _filled(values: Column, default: int) -> Ints:
    return compute.fill_null(compute.cast(values, "int64"), default).to_numpy()
