"""What a book knows of a platform's counters: every rule's evidence, in unbroken runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.engine import Query
from recordbook.measures.runs import Runs, label

if TYPE_CHECKING:
    from recordbook.engine import DuckDB
    from recordbook.engine.query import Value
    from recordbook.measures.question import Question

_HERE = "recordbook.measures"


def rule(name: str, *reads: Query, kept: bool = False, **values: Value) -> Query:
    """The step of a rule, from its file in `measures/rules`."""
    return Query.load(_HERE, f"rules/{name}", *reads, kept=kept, **values)


def pooled(platform: str) -> Query:
    """Observations of a platform that still stand, under the entities their keys stood for."""
    return rule("pooled", rule("standing", platform=platform))


def direct(platform: str) -> Query:
    """The evidence of every rule that looks at one entity alone."""
    under = pooled(platform)
    return rule(
        "evidence",
        rule("read", under),
        rule("every", under),
        rule("charted_sum", under),
        rule("unreleased", rule("released")),
    )


@dataclass(frozen=True)
class Evidence:
    """The evidence on a platform's app totals, read once from the tables attached to the engine.

    `runs` has every entity that an observation names; `summed` also has album totals as sums of
    their tracks. Grain: entity and statement; streams, cumulative, end of day.
    """

    engine: DuckDB
    platform: str
    answers: dict[tuple[str, Question], pa.Table] = field(default_factory=dict, repr=False)

    @cached_property
    def _summed(self) -> dict[str, Runs]:
        return {}

    @cached_property
    def runs(self) -> Runs:
        """Evidence in runs, part-of-whole included, and what was set aside."""
        rows = self.engine.rows(direct(self.platform))
        return self._closed(rows, rule("part_of_whole"))

    def summed(self, track_list: Query) -> Runs:
        """The same with album totals as sums of the tracks that `track_list` counts."""
        if track_list.fingerprint not in self._summed:
            rows = pa.concat_tables([_bare(self.runs.labelled), _bare(self.runs.conflicts)])
            self._summed[track_list.fingerprint] = self._closed(rows, rule("album_sum", track_list))
        return self._summed[track_list.fingerprint]

    def _closed(self, rows: pa.Table, derived: Query) -> Runs:
        """Runs of the rows and of what the derived rule adds once the rows are in runs."""
        self.engine.attach("labelled", label(rows).labelled)
        more = self.engine.rows(derived).cast(rows.schema)
        return label(pa.concat_tables([rows, more]))


def _bare(rows: pa.Table) -> pa.Table:
    """Evidence without what its runs added."""
    extra = {"run", "starts", "ends", "against"}
    return rows.drop_columns([name for name in rows.column_names if name in extra])
