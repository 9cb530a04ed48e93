"""From a judgement to a proof: standings, rivals, witnesses, rows, readings and missing cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import column, columns, compute, dicts, strings
from recordbook.proof.grade import grade_of
from recordbook.proof.ground import ground
from recordbook.proof.holds import holds
from recordbook.proof.missing import cheapest, missing
from recordbook.proof.proof import Coverage, Holds, Missing, Proof, Standing, Verdict
from recordbook.proof.readings import alternatives
from recordbook.proof.rivals import listed, standings, with_witnesses
from recordbook.units import Bounds, Truth, day_from, day_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.proof.families import Judgement
    from recordbook.proof.prover import Prover
    from recordbook.proof.shows import Shows
    from recordbook.proof.trial import Trial
    from recordbook.units import Day


def assemble(prover: Prover, trial: Trial, judgement: Judgement) -> Proof:
    """Everything that shows why a judgement is as it is."""
    shown = trial.shown
    verdict = Verdict.of(judgement.truth)
    open_ = verdict is Verdict.UNDECIDED
    field, names = trial.field, prover.names
    own = names.shown(shown.parts(strings([trial.subject])), {"part": "name"})
    rivals = listed(field, judgement)
    rivals = with_witnesses(rivals, shown.witnesses(column(rivals, "entity")))
    rivals = names.shown(rivals, {"entity": "name", "witness": "witness_name"})
    ahead = rivals.filter(compute.equal(rivals["status"], "beats"))
    wanted = [
        _own(own),
        _own(shown.parts(column(ahead, "entity"))),
        _witnessing(rivals, trial.part_threshold),
    ]
    rows = shown.rows(pa.concat_tables(wanted))
    mine = names.shown(standings(field, np.array([field.subject]), judgement), {"entity": "name"})
    return Proof(
        claim=trial.asked or trial.claim,
        verdict=verdict,
        grade=shown.grade or grade_of(trial.claim, verdict, own, rivals, rows),
        subject=_standing(dicts(mine)[0], "entity"),
        member=Truth(int(field.member[field.subject])),
        parts=tuple(_standing(row, "part") for row in dicts(own)),
        rivals=rivals,
        rows=rows,
        readings=_flips(prover, trial, verdict),
        holds=holds(trial, prover.resolved) if verdict is Verdict.PROVEN else Holds(),
        missing=_missing(prover, shown, own, rivals) if open_ else (),
        coverage=Coverage(
            members=rivals.num_rows + 1,
            read=int(np.count_nonzero(field.read[field.rivals]))
            + int(field.read[field.subject] > 0),
        ),
        conflicts=_conflicts(trial, rows),
        version=prover.snapshot.version,
        known_at=prover.snapshot.moment,
        ground=partial(ground, prover, shown, rivals),
    )


def _own(parts: pa.Table) -> pa.Table:
    """The counters of the subject, or of one who beats it: every row that bounds them is wanted."""
    every = strings([None] * parts.num_rows)
    named = {name: column(parts, name) for name in ("part", "earliest", "latest")}
    return columns(**named, one_side=every)


def _witnessing(rivals: pa.Table, threshold: int) -> pa.Table:
    """The witnesses: of one that excludes its rival, only the row that shows it is wanted."""
    below = compute.fill_null(compute.less(rivals["witness_high"], threshold), fill_value=False)
    shows = compute.if_else(below, "high", "not yet")
    excluded = compute.equal(rivals["status"], "excluded")
    table = columns(
        part=column(rivals, "witness"),
        earliest=compute.if_else(below, None, rivals["witness_earliest"]).combine_chunks(),
        latest=compute.if_else(excluded, None, rivals["witness_latest"]).combine_chunks(),
        one_side=compute.if_else(excluded, shows, pa.scalar(None, pa.string())).combine_chunks(),
    )
    return table.filter(compute.is_valid(table["part"]))


_LAST_DAY = day_number(date.max)
"""What shows for never, where too few parts are listed to reach a count."""


def _standing(row: Mapping[str, Any], entity: str) -> Standing:
    def day(name: str) -> Day | None:
        return None if row[name] is None else day_from(min(row[name], _LAST_DAY))

    return Standing(
        entity=row[entity],
        name=row["name"],
        bounds=Bounds(row["low"], row["high"]),
        earliest=day("earliest"),
        latest=day("latest"),
    )


def _flips(prover: Prover, trial: Trial, verdict: Verdict) -> tuple[tuple[str, Verdict], ...]:
    """The other readings on which the verdict is another."""
    flips: list[tuple[str, Verdict]] = []
    for said, reading in alternatives(trial.claim):
        other = trial.at(replace(trial.claim, reading=reading))
        judged = Verdict.of(prover.judgement(other).truth)
        if judged is not verdict:
            flips.append((said, judged))
    return tuple(flips)


def _missing(prover: Prover, shown: Shows, own: pa.Table, rivals: pa.Table) -> tuple[Missing, ...]:
    """What would decide an open claim."""
    contests = cheapest(rivals.filter(compute.equal(rivals["status"], "contests")))
    if (found := shown.missing(contests)) is not None:
        return found
    parts = prover.names.shown(shown.parts(column(contests, "entity")), {"part": "name"})
    return missing(shown.trial, own, contests, parts)


def _conflicts(trial: Trial, rows: pa.Table) -> pa.Table:
    """The evidence on what the proof cites that clashed with better, or with its equal."""
    if trial.charted is not None:
        return trial.charted.conflicts
    conflicts = trial.evidence.runs.conflicts
    return conflicts.filter(compute.is_in(conflicts["entity"], rows["entity"].combine_chunks()))
