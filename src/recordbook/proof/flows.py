"""What shows where everyone stands in a flow: the readings between which it was gained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from recordbook.engine import Query
from recordbook.intake.arrow import column, columns, compute, dicts, ordered, repeat, strings
from recordbook.measures import ALWAYS, standings
from recordbook.measures.flows import ALBUM_FLOWS, ready_flow
from recordbook.measures.standings import track_list
from recordbook.proof.members import step
from recordbook.proof.missing import listed, subject_and
from recordbook.proof.proof import Missing
from recordbook.proof.question import question_of
from recordbook.units import Truth, day_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recordbook.intake.arrow import Column
    from recordbook.proof.trial import Trial

_SHOWN = ("low", "high", "earliest", "latest")


@dataclass(frozen=True, slots=True)
class Flowing:
    """Looks up what shows a flow of a trial; see `Shows`."""

    trial: Trial

    @property
    def grade(self) -> str | None:
        """None: a verdict is as good as the rows that are cited."""
        return None

    def parts(self, entities: Column) -> pa.Table:
        """entity, part, whole, sure, place, low, high, earliest, latest: everyone by themselves."""
        rows = self.witnesses(entities)
        many = rows.num_rows
        found = {"entity": column(rows, "entity"), "part": column(rows, "part")}
        always = pa.array(np.ones(many, dtype=bool))
        places = repeat(0, many, pa.int64())
        said = {name: column(rows, name) for name in _SHOWN}
        return columns(**found, whole=always, sure=always, place=places, **said)

    def witnesses(self, entities: Column) -> pa.Table:
        """entity, part, low, high, earliest, latest: everyone by themselves."""
        flow, question = question_of(self.trial.claim, self.trial.members.kind)
        rows = standings(self.trial.evidence, question, flow)
        found = compute.index_in(entities, column(rows, "entity"))
        said = {name: column(rows, name).take(found) for name in _SHOWN}
        said["low"] = compute.fill_null(said["low"], 0)
        return ordered(columns(entity=entities, part=entities, **said), "entity")

    def rows(self, counters: pa.Table) -> pa.Table:
        """The readings between which the flows of some entities lie; see `Shows`.

        `entity` is the counter that was read: of a release, each of its tracks.
        """
        flow, question = question_of(self.trial.claim, self.trial.members.kind)
        evidence = self.trial.evidence
        days = ready_flow(evidence, question, flow)
        wanted = counters.rename_columns({"part": "entity"})
        evidence.engine.attach("wanted", wanted)
        evidence.engine.attach("labelled", evidence.everyone.labelled)
        own = "SELECT DISTINCT entity, entity AS counter FROM wanted"
        reads: tuple[Query, ...] = ()
        if flow in ALBUM_FLOWS:
            own = "SELECT release AS entity, recording AS counter FROM track_list"
            reads = (track_list(question),)
        said = {"as_of": question.as_of, "threshold": question.threshold}
        query = step("cited_flows", Query("counters", own, reads), **said, days=days, never=ALWAYS)
        return ordered(evidence.engine.rows(query), "entity", "side", "day")

    def missing(self, contests: pa.Table) -> tuple[Missing, ...]:
        """What to read first: the subject's own counter, then one cell for every open rival."""
        return listed(self._cells(subject_and(self.trial, contests)))

    def _cells(self, rivals: Sequence[Mapping[str, Any]]) -> Iterator[Missing]:
        days = self._open_days(strings([str(rival["entity"]) for rival in rivals]))
        for rival in rivals:
            entity, name = str(rival["entity"]), str(rival["name"])
            if rival["member"] == Truth.UNKNOWN:
                said = f'whether "{name}" is in the cohort'
                yield self._cell(entity, name, "membership", self.trial.terms.as_of, said)
            for counter, day in days.get(entity, ()):
                said = f'how much "{name}" gained around that day'
                yield self._cell(counter, name, "total", day, said)

    def _cell(self, entity: str, name: str, metric: str, day: int, said: str) -> Missing:
        return Missing(entity=entity, name=name, metric=metric, day=day_from(day), decides=said)

    def _open_days(self, entities: Column) -> dict[str, list[tuple[str, int]]]:
        """By entity the counter and the day to read that would narrow its greatest gain most."""
        flow, question = question_of(self.trial.claim, self.trial.members.kind)
        engine = self.trial.evidence.engine
        days = ready_flow(self.trial.evidence, question, flow)
        engine.attach("wanted", columns(entity=entities))
        query = step("open_flows", as_of=question.as_of, days=days, never=ALWAYS)
        found: dict[str, list[tuple[str, int]]] = {}
        for row in dicts(engine.rows(query)):
            found.setdefault(row["entity"], []).append((row["entity"], row["day"]))
        return found
