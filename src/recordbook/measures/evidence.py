"""What a book knows of a platform's counters: every rule's evidence, in unbroken runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import (
    bools,
    column,
    columns,
    compute,
    filtered,
    integers,
    repeat,
    strings,
    taken,
)
from recordbook.measures.runs import ALWAYS, LEVELS, Runs, label
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.engine import Engine, Query
    from recordbook.measures.plain import Plain
    from recordbook.measures.question import Question
    from recordbook.measures.stretches import Ints

_ROW = "observed_row"
_NO_COUNTERS = pa.schema([("key", pa.string()), ("entity", pa.string())]).empty_table()


def pooled(platform: str, *, everyone: bool = True, anyone: bool = True) -> Query:
    """Observations of a platform that still stand, under the entities their keys stood for.

    Those of the keys in the attached `mixed` alone, unless of everyone; none unless of anyone.
    """
    standing = rule("standing", platform=platform, everyone=everyone, anyone=anyone)
    return rule("pooled", standing)


def default_list() -> Query:
    """The tracks that a release's own total, and "every track" of it, speak of."""
    return replace(rule("track_list", edition="", versions=True), name="default_list")


def direct(platform: str, *, everyone: bool = True, anyone: bool = True) -> Query:
    """The evidence of every rule that looks at one entity alone."""
    under = pooled(platform, everyone=everyone, anyone=anyone)
    return rule(
        "evidence",
        rule("read", under),
        rule("every", under, default_list()),
        rule("charted_sum", under, rule("grades")),
        rule("unreleased", rule("released")),
    )


def off_chart(
    engine: Engine,
    entities: Iterable[str],
    *,
    platform: str,
    metric: str,
    size: int,
    region: str = "global",
) -> pa.Table:
    """What complete lists of `size` rows say of recordings that are not in them.

    Columns are those of evidence: streams in the list's period (`metric`: day or week), on the
    chart's basis, which is never compared with app totals.
    """
    engine.attach("mixed", _NO_COUNTERS)
    engine.attach("wanted", columns(entity=strings(sorted(set(entities)))))
    listed = pooled(platform)
    return engine.rows(rule("off_chart", listed, metric=metric, region=region, size=size))


@dataclass(frozen=True)
class Evidence:
    """The evidence on a platform's app totals, read once from the tables attached to the engine.

    Steady counters are set apart in `plain`, where it is given. `runs` has every other entity that
    an observation names; `summed` has everyone, and album totals as sums of their tracks.
    Grain: entity and statement; streams, cumulative, end of day.
    """

    engine: Engine
    platform: str
    plain: Plain | None = None
    answers: dict[tuple[str, Question], pa.Table] = field(
        default_factory=dict["tuple[str, Question]", pa.Table], repr=False
    )
    kept: dict[str, object] = field(default_factory=dict[str, object], repr=False)

    @cached_property
    def _summed(self) -> dict[str, Runs]:
        return {}

    @cached_property
    def runs(self) -> Runs:
        """Evidence in runs, part-of-whole included, and what was set aside."""
        return self._runs(self.plain)

    @cached_property
    def everyone(self) -> Runs:
        """The same of every entity, steady counters among them."""
        return self.runs if self.plain is None else self._runs(None)

    def bounds(self, question: Question, *, summed: bool = False) -> pa.Table:
        """entity, low, high, earliest, latest: every counter's, by the attached `labelled`."""
        query = rule("bounds", as_of=question.as_of, threshold=question.threshold, never=ALWAYS)
        rows = self.engine.rows(query)
        if summed or self.plain is None:
            return rows
        steady = self.plain.bounds(question).select(rows.column_names)
        return pa.concat_tables([rows, steady.cast(rows.schema)])

    def _runs(self, plain: Plain | None) -> Runs:
        """Runs of everyone but the steady counters.

        What part-of-whole derives may set aside what was observed, and then nothing is derived from
        that. Evidence of a grade rests on nothing weaker, so this is settled grade by grade; only
        counters of which something changed, so that none depends on counters it does not touch.
        """
        self.engine.attach("plain", _NO_COUNTERS)
        self.engine.attach("mixed", _NO_COUNTERS)
        if plain is not None:
            plain.attach()
        anyone = plain is None or plain.others.num_rows > 0
        found = direct(self.platform, everyone=plain is None, anyone=anyone)
        observed, lost = self.engine.rows(found), list[pa.Table]()
        level = integers(compute.index_in(observed["grade"], strings(LEVELS)).combine_chunks())
        entities = column(observed, "entity")
        observed = observed.append_column(_ROW, pa.array(np.arange(observed.num_rows)))
        runs, breaks = self._labelled(observed, default_list())
        below = rule("part_of_whole", rule("graded"), default_list(), rule("grades"))
        while True:
            closed = self._with(runs, observed, below, breaks)
            changed = np.setxor1d(_ids(runs.labelled), _ids(closed.labelled))
            changed = changed[changed >= 0]
            if not len(changed):
                conflicts = pa.concat_tables([closed.conflicts, *lost])
                return Runs(closed.labelled.drop_columns(_ROW), conflicts.drop_columns(_ROW))
            first = changed[level[changed] == level[changed].min()]
            theirs = compute.is_in(observed["entity"], taken(entities, first))
            settled = (level[_ids(observed)] <= level[first[0]]) & bools(theirs.combine_chunks())
            gone = settled & ~np.isin(_ids(observed), _ids(closed.labelled))
            aside = np.isin(_ids(closed.conflicts), _ids(observed)[gone])
            lost.append(filtered(closed.conflicts, aside))
            observed = filtered(observed, ~gone)
            runs = label(observed, breaks)

    def summed(self, track_list: Query) -> Runs:
        """The same with album totals as sums of the tracks that `track_list` counts."""
        if track_list.fingerprint not in self._summed:
            rows = self._of_this_list(track_list)
            runs, breaks = self._labelled(rows, track_list)
            reads = (rule("graded"), track_list, rule("released"), rule("grades"))
            more = self._with(runs, rows, rule("album_sum", *reads, never=ALWAYS), breaks)
            conflicts = pa.concat_tables([self.everyone.conflicts, more.conflicts])
            self._summed[track_list.fingerprint] = Runs(more.labelled, conflicts)
        return self._summed[track_list.fingerprint]

    def _of_this_list(self, track_list: Query) -> pa.Table:
        """What stands, without what speaks of another track list than this one."""
        others = self.engine.rows(rule("other_lists", track_list, default_list()))
        rows = self.everyone.labelled.drop_columns(["run", "starts", "ends"])
        total = compute.is_in(rows["rule"], strings(["read", "rounded"]))
        other = compute.is_in(rows["entity"], column(others, "entity"))
        return rows.filter(compute.invert(compute.and_(total, other)))

    def _labelled(self, rows: pa.Table, track_list: Query) -> tuple[Runs, pa.Table | None]:
        """Runs of the rows, and where the albums' are broken because a track's are."""
        runs = label(rows)
        if not compute.any(compute.greater(runs.labelled["run"], 0)).as_py():
            return runs, None
        self.engine.attach("labelled", runs.labelled)
        breaks = self.engine.rows(rule("breaks", replace(track_list, name="track_list")))
        return label(rows, breaks), breaks

    def _with(self, runs: Runs, rows: pa.Table, derived: Query, breaks: pa.Table | None) -> Runs:
        """Runs of the rows that made `runs` and of what a rule derives from them."""
        self.engine.attach("labelled", runs.labelled)
        more = self.engine.rows(derived)
        if not more.num_rows:
            return runs
        if _ROW in rows.column_names:
            more = more.append_column(_ROW, repeat(-1, more.num_rows, pa.int64()))
        return label(pa.concat_tables([rows, more.cast(rows.schema)]), breaks)


def _ids(rows: pa.Table) -> Ints:
    """The number of each observed row; -1 of those derived."""
    return integers(column(rows, _ROW))
