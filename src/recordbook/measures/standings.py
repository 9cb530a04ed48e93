"""Standings: everyone's bounds on a day, and the days between which they reached a threshold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.engine import Query
from recordbook.measures import lists
from recordbook.measures.flows import ALBUM_FLOWS, FLOWS, flow_standings
from recordbook.measures.flows.listed import listed_flows
from recordbook.measures.flows.rates import RATES, base, rates
from recordbook.measures.listeners import LISTENERS, listener_standings
from recordbook.measures.question import Question
from recordbook.measures.runs import ALWAYS
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.measures.evidence import Evidence
    from recordbook.measures.runs import Runs


def track_list(question: Question) -> Query:
    """The tracks that the question's reading counts."""
    return rule("track_list", edition=question.edition, versions=question.versions)


def standings(evidence: Evidence, question: Question, aggregate: str) -> pa.Table:
    """Every entity's bounds and crossing by one measure of `MEASURES`.

    Columns: entity; low, high (null: none) on the as-of day; earliest (null: no day ruled out) and
    latest (null: not known to have reached it), day numbers; parts and parts_read.
    """
    asked = (aggregate, question)
    if asked not in evidence.answers:
        evidence.answers[asked] = _standings(evidence, question, aggregate)
    return evidence.answers[asked]


def _standings(evidence: Evidence, question: Question, aggregate: str) -> pa.Table:
    if on_lists(question, aggregate):
        return lists.standings(evidence, question, aggregate)
    if aggregate in FLOWS and question.basis == "chart":
        return listed_flows(evidence, question, aggregate)
    if aggregate in FLOWS | ALBUM_FLOWS:
        return flow_standings(evidence, question, aggregate)
    if aggregate == LISTENERS:
        return listener_standings(evidence, question)
    if aggregate in RATES:
        measure, of_it = base(aggregate, question)
        return rates(evidence, question, aggregate, standings(evidence, of_it, measure))
    ready(evidence, question, aggregate)
    measured = replace(MEASURES[aggregate](question), name="measured")
    if aggregate in _MADE_OF_TRACKS:
        measured = rule("gated", measured, rule("released"), as_of=question.as_of)
    return evidence.engine.rows(measured)


def weighed(evidence: Evidence, question: Question, aggregate: str) -> pa.Table:
    """The entities (a column of that name) of which a measure has weighed anything at all.

    Where all that was said of a counter clashed it has no standing, and its release date, which was
    set aside as well, says nothing either.
    """
    told = standings(evidence, question, aggregate).select(["entity"])
    counted = aggregate in {*MEASURES, *FLOWS, *ALBUM_FLOWS, *RATES} and question.basis == "app"
    if not counted or on_lists(question, aggregate):
        return told
    aside = [evidence.runs.conflicts]
    if aggregate in SUMMED:
        aside.append(evidence.summed(track_list(question)).conflicts)
    return pa.concat_tables([told, *(rows.select(["entity"]) for rows in aside)])


def on_lists(question: Question, aggregate: str) -> bool:
    """Whether a measure looks at places in lists."""
    return (aggregate in lists.LISTS and question.rank is not None) or aggregate in _PLACES


def ready(evidence: Evidence, question: Question, aggregate: str) -> Runs:
    """Let SQL read `labelled`, the evidence a measure rests on, and `bounds`, what comes of it."""
    summed = aggregate in SUMMED
    runs = evidence.summed(track_list(question)) if summed else evidence.runs
    evidence.engine.attach("labelled", runs.labelled)
    level = Question(
        platform=question.platform, as_of=question.as_of, threshold=question.threshold
    )  # all that bounds of counters depend on; sums also on the track list
    asked = ("bounds, albums summed", question) if summed else ("bounds", level)
    if asked not in evidence.answers:
        evidence.answers[asked] = evidence.bounds(question, summed=summed)
    evidence.engine.attach("bounds", evidence.answers[asked])
    return runs


def parts(question: Question, aggregate: str) -> Query:
    """The step `part_list`: entity, part, whole, sure: what a measure is made of."""
    return replace(_PARTS[aggregate](question), name="part_list")


_PLACES = frozenset({"peak rank", "debut rank", "re-entry rank", "places gained", "places lost"})
"""Measures of the whole list, which no rank limits."""

_MADE = "SELECT entity, part, whole, sure FROM artist_tracks"
_LISTED = "SELECT release AS entity, recording AS part, whole, sure FROM track_list"


def _itself(question: Question) -> Query:
    del question
    return Query(
        "part_list",
        "SELECT DISTINCT entity, entity AS part, TRUE AS whole, TRUE AS sure FROM names",
    )


def _tracks(question: Question) -> Query:
    return Query("part_list", _LISTED, (track_list(question),))


def _tracks_of_any(question: Question) -> Query:
    both = f"{_LISTED} UNION ALL {_MADE}"
    return Query("part_list", both, (track_list(question), rule("artist_tracks")))


def _albums(question: Question, *, unreleased: bool = True) -> Query:
    types = ", ".join(f"('{name}')" for name in sorted(question.albums | {""}))
    counted = Query("album_types", f"SELECT * FROM (VALUES {types}) AS t (value)")  # noqa: S608 - our words
    released = rule("released")
    return rule("artist_albums", counted, released, unreleased=unreleased, as_of=question.as_of)


def _albums_out(question: Question) -> Query:
    return _albums(question, unreleased=False)


def _total(question: Question) -> Query:
    del question
    return rule("total")


def _every_track(question: Question) -> Query:
    return rule("every_part", parts(question, "every track"))


def _every_album(question: Question) -> Query:
    return rule("every_part", parts(question, "every album"))


def _tracks_past(question: Question) -> Query:
    return _parts_past(question, parts(question, "tracks past"))


def _albums_past(question: Question) -> Query:
    return _parts_past(question, parts(question, "albums past"))


def _parts_past(question: Question, part_list: Query) -> Query:
    return rule(
        "parts_past",
        part_list,
        threshold=question.threshold,
        wanted=question.wanted,
        never=ALWAYS,
    )


MEASURES: dict[str, Callable[[Question], Query]] = {
    "total": _total,
    "album total": _total,
    "every track": _every_track,
    "tracks past": _tracks_past,
    "albums past": _albums_past,
    "every album": _every_album,
}
"""Each measure and the step that makes its standings."""

_PARTS: dict[str, Callable[[Question], Query]] = {
    "total": _itself,
    "album total": _itself,
    "every track": _tracks,
    "tracks past": _tracks_of_any,
    "albums past": _albums,
    "every album": _albums_out,
}

_MADE_OF_TRACKS = frozenset({"every track", "tracks past"})
"""The measures that are nothing before the release is out."""

SUMMED = frozenset({"album total", "albums past", "every album"})
"""The measures that need album totals as sums of tracks."""
