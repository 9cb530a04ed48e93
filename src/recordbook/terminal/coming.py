"""`recordbook next`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recordbook.claims import write_number
from recordbook.claims.cohort_text import cohort_text
from recordbook.claims.text import measure_text
from recordbook.system import Workspace
from recordbook.system.expecting import LEVEL, coming
from recordbook.system.finding import platforms
from recordbook.terminal.figures import between, many
from recordbook.terminal.page import Page

if TYPE_CHECKING:
    from recordbook.system.expecting import Expectation, Missed, Outlook
    from recordbook.units import Day


def run_next(
    book: str, of: str, measure: str, *, within: int, platform: str | None, json: bool
) -> None:
    """Print who is expected at the next rung, and how well earlier forecasts came true."""
    workspace, page = Workspace.open(book), Page()
    prover = workspace.prover()
    there = platforms(prover)
    on = platform or (there[0] if len(there) == 1 else "spotify")
    told = coming(prover, of, measure, platform=on, within=within)
    if json:
        page.json(as_dict(told))
        return
    _show(page, told, within)


def as_dict(told: Outlook) -> dict[str, Any]:
    """What comes next, as programs read it."""
    return {
        "day": told.day.isoformat(),
        "cohort": told.claim.cohort and cohort_text(told.claim.cohort, plural=True),
        "measure": measure_text(told.claim),
        "platform": told.claim.platform,
        "level": LEVEL,
        "next": [_expected(one) for one in told.next_up],
        "missed": [_missed(one) for one in told.missed],
        "watched": told.watched,
        "horizon_days": told.horizon,
        "scores": {
            "decided": told.scores.decided,
            "inside": told.scores.inside,
            "error_days": told.scores.error,
            "naive_error_days": told.scores.naive,
        },
    }


def _expected(one: Expectation) -> dict[str, Any]:
    return {
        "entity": one.entity,
        "name": one.name,
        "by": one.maker or None,
        "now": one.now,
        "threshold": one.threshold,
        "earliest": one.earliest.isoformat(),
        "expected": one.expected.isoformat(),
        "latest": _iso(one.latest),
        "place": {"low": one.place.low, "high": one.place.high},
    }


def _missed(one: Missed) -> dict[str, Any]:
    return {
        "entity": one.entity,
        "name": one.name,
        "by": one.maker or None,
        "threshold": one.threshold,
        "earliest": one.earliest.isoformat(),
        "latest": one.latest.isoformat(),
        "behind_days": {"low": one.behind.low, "high": one.behind.high},
        "after": {"name": one.first[0], "by": one.first[1] or None},
    }


def _iso(day: Day | None) -> str | None:
    return None if day is None else day.isoformat()


def _show(page: Page, told: Outlook, within: int) -> None:
    cohort = told.claim.cohort and cohort_text(told.claim.cohort, plural=True)
    page.title(f"Next among {cohort}, {measure_text(told.claim)}, in {many(within, 'day')}")
    page.line(f"as of {told.day}, on {told.claim.platform}; forecasts, and no part of any verdict")
    rows = [
        [
            f"{one.name} by {one.maker}" if one.maker else one.name,
            f"{one.now:,}",
            write_number(one.threshold),
            f"{one.expected} ({span(one)})",
            f"no. {one.place.low}",
        ]
        for one in told.next_up
    ]
    if rows:
        page.table(["", ">now", ">next", "expected", ">at best"], rows)
    elif told.horizon:
        page.line("nobody is expected at a rung so soon")
    else:
        page.line("too little was read day by day for any forecast")
    if told.missed:
        page.title("Just missed: there not long after another")
        for missed in told.missed:
            page.line(
                f"{missed.name} by {missed.maker}: {write_number(missed.threshold)}"
                f" {between(missed.behind.low, missed.behind.high)} days after {missed.first[0]}"
            )
    page.gap()
    page.line(track_record(told))


def span(one: Expectation) -> str:
    """How much earlier and later than expected it may come: `-1 to +3 days`."""
    early = (one.expected - one.earliest).days
    late = "?" if one.latest is None else str((one.latest - one.expected).days)
    return "to the day" if early == 0 and late == "0" else f"-{early} to +{late} days"


def track_record(told: Outlook) -> str:
    """How well forecasts made in the same way on earlier days came true, in a sentence."""
    scores = told.scores
    if scores.error is None or scores.naive is None:
        return f"{many(told.watched, 'counter')} watched; no earlier forecast could be checked."
    return (
        f"Of {scores.decided:,} forecasts made in this way on earlier days of the book,"
        f" {scores.inside / scores.decided:.0%} came true between their two days (meant:"
        f" {LEVEL:.0%}). The middle one was off by {scores.error:g} days; what is left divided by"
        f" the last day's gain, by {scores.naive:g}."
    )
