"""Rates: what totals say with days, tracks or a number to reach."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recordbook.engine import Query
from recordbook.measures.question import EVERY, Question
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.engine.query import Value
    from recordbook.measures.evidence import Evidence

_OF = frozenset({"per day", "short of", "days to"})
RATES = _OF | {f"album {rate}" for rate in _OF} | {"album per track"}
"""The rates of recordings and artists, and those of releases."""


def base(rate: str, question: Question) -> tuple[str, Question]:
    """The total that a rate is made of, and what to ask of it."""
    threshold = EVERY if question.past is None else question.past
    measure = "album total" if rate.startswith("album ") else "total"
    return measure, replace(question, threshold=threshold, past=None)


def rates(evidence: Evidence, question: Question, rate: str, based: pa.Table) -> pa.Table:
    """Everyone's rate on the day, by the standings of what it is made of."""
    evidence.engine.attach("based", based)
    tracks = rule("track_list", edition=question.edition, versions=question.versions)
    said: dict[str, Value] = {"as_of": question.as_of, "past": question.past or 0}
    said["rate"] = rate.removeprefix("album ")
    listed = Query("listed", _LISTED, (tracks,))
    query = Query.load("recordbook.measures", "flows/rates", rule("released"), listed, **said)
    return evidence.engine.rows(query)


_LISTED = """
SELECT release AS entity,
  CASE WHEN BOOL_AND(whole) THEN CAST(SUM(places) AS BIGINT) END AS most_tracks,
  GREATEST(COUNT(*) FILTER (WHERE sure), 1) AS fewest_tracks
FROM track_list
GROUP BY release
"""
