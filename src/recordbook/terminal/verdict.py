"""A proof, printed whole: verdict, standing, rivals, what would decide it, and its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recordbook.claims import write_number
from recordbook.claims.claim import LARGEST
from recordbook.intake.arrow import dicts
from recordbook.proof import Verdict
from recordbook.proof.asked import on_lists
from recordbook.proof.shape import reading_text
from recordbook.terminal.figures import between, count, many, source, titled
from recordbook.terminal.reasons import (
    MEANING,
    because,
    day_text,
    of_status,
    standing,
    tally,
    turning,
)
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recordbook.proof import Proof
    from recordbook.system.turning import Turn
    from recordbook.terminal.page import Page

_SHOWN = 6
"""Rows of any list that fit beside the rest; `--json` has all of them."""


def show(page: Page, proof: Proof, turns: Sequence[Turn] = ()) -> None:
    """The proof as a page for people."""
    _verdict(page, proof)
    _subject(page, proof)
    if proof.claim.superlative is not None:
        _rivals(page, proof)
    _missing(page, proof)
    _turns(page, turns)
    _holds(page, proof)
    _conflicts(page, proof)
    _ledger(page, proof)


def show_briefly(page: Page, proof: Proof, turns: Sequence[Turn] = ()) -> None:
    """The claim, its verdict and why, in a few lines."""
    page.gap()
    page.line(str(proof.claim))
    page.verdict(proof.verdict.value, f" ({proof.grade})")
    page.line(because(proof), indent=4)
    for turn in turns:
        page.line(f"{turn.reading}: {turn.proof.verdict}. {turning(turn.proof)}", indent=4)


def _verdict(page: Page, proof: Proof) -> None:
    page.title("Claim")
    page.line(str(proof.claim))
    page.title("Verdict")
    page.verdict(proof.verdict.value, f": {MEANING[proof.verdict]}")
    page.line(because(proof))
    page.fields(
        [
            ("grade", f"{proof.grade}, the weakest of the figures it rests on"),
            ("reading", reading_text(proof.claim.reading)),
        ]
    )


def _subject(page: Page, proof: Proof) -> None:
    if not proof.parts:
        return
    level = proof.claim.measure.past or proof.claim.threshold
    page.title(f"{proof.subject.name} on {proof.claim.as_of}")
    head = f"{write_number(level)} by" if level else ""
    rows = dicts(proof.rows)
    page.table(
        ["", ">at least", ">at most", *([head] if level else []), "rests on"],
        [
            [
                part.name,
                count(part.bounds.low),
                count(part.bounds.high),
                *([str(part.latest or "not known")] if level else []),
                _rest(rows, part.entity, part.bounds.low, part.bounds.high, level),
            ]
            for part in proof.parts
        ],
    )


def _rest(
    rows: list[Mapping[str, Any]], entity: str, low: int, high: int | None, level: int | None
) -> str:
    """The row that shows where a part stands to the threshold: rule, source and grade."""
    below = level is not None and low < level and high is not None and high < level
    for side in ("high", "low") if below or not low else ("low", "high"):
        for row in rows:
            if row["entity"] == entity and row["side"] == side:
                return f"{row['rule']}: {source(row['source'])} ({row['grade']})"
    return "nothing read"


def _rivals(page: Page, proof: Proof) -> None:
    counts = tally(proof)
    page.title(f"Rivals: {many(sum(counts.values()), 'possible member')} of the cohort")
    for status, one, more in (
        ("beats", "beats it", "beat it"),
        ("contests", "contests it", "contest it"),
        ("excluded", "is excluded", "are excluded"),
    ):
        rows = of_status(proof, status)
        if rows:
            page.line(f"{many(len(rows), one, more)}{_unread(rows, proof)}")
        told = [row for row in rows if row["read"] and row["high"] != 0]
        if told:
            page.table(
                ["", f"by {proof.claim.as_of}"], [_rival(row, proof) for row in told[:_SHOWN]]
            )
            if len(told) > _SHOWN:
                page.line(f"and {many(len(told) - _SHOWN, 'other')} with figures", indent=4)


def _rival(row: Mapping[str, Any], proof: Proof) -> list[str]:
    doubt = "" if row["member"] == Truth.TRUE else " (if it counts)"
    return [titled(row["name"], row["maker"]) + doubt, standing(row, proof)]


def _unread(rows: Sequence[Mapping[str, Any]], proof: Proof) -> str:
    """How many of the rivals have no figures, and why that is."""
    silent = [row for row in rows if row["high"] == 0]
    unread = [row for row in rows if not row["read"] and row["high"] != 0]
    read = len(rows) - len(silent) - len(unread)
    unsure = sum(row["member"] != Truth.TRUE for row in unread)
    parts = [
        f"{read} with figures" if read else "",
        f"{len(unread)} never read" if unread else "",
        f"{unsure} of which may not be in the cohort" if unsure else "",
        f"{len(silent)} {'with none' if on_lists(proof.claim) else 'not out by then'}"
        if silent
        else "",
    ]
    return ": " + ", ".join(filter(None, parts))


def _missing(page: Page, proof: Proof) -> None:
    if not proof.missing:
        return
    page.title(f"What would decide it: {many(len(proof.missing), 'figure')}, cheapest first")
    page.table(
        ["", "read", "on", "decides"],
        [
            [cell.name, cell.metric, cell.day.isoformat(), cell.decides]
            for cell in proof.missing[:_SHOWN]
        ],
    )
    if len(proof.missing) > _SHOWN:
        page.line(f"and {many(len(proof.missing) - _SHOWN, 'other')} (all in --json)", indent=4)


def _turns(page: Page, turns: Sequence[Turn]) -> None:
    if turns:
        page.title("Readings of the words that turn it")
    for turn in turns:
        page.verdict(turn.proof.verdict.value, f": {turn.reading}")
        page.line(turning(turn.proof), indent=4)


def _holds(page: Page, proof: Proof) -> None:
    holds, pairs = proof.holds, list[tuple[str, str]]()
    if holds.threshold is not None:
        low, high = holds.threshold
        upto = "up" if high >= LARGEST else f"to {high:,}"
        pairs.append(("thresholds", f"from {low:,} {upto}"))
    if holds.days is not None:
        first, last = (day and day.isoformat() for day in holds.days)
        pairs.append(("days", f"from {first or 'the beginning'} until {last or 'further notice'}"))
    pairs.extend(("cohort", wide) for wide in holds.widest)
    if pairs and proof.verdict is Verdict.PROVEN:
        page.title("How far it holds")
        page.fields(pairs)


def _conflicts(page: Page, proof: Proof) -> None:
    rows = dicts(proof.conflicts)
    if not rows:
        return
    page.title(f"Conflicts: {many(len(rows), 'figure')} set aside")
    page.table(
        ["", "on", "said", "by", "clashed with"],
        [
            [
                row["entity"],
                day_text(row["day"]),
                between(row["low"], row["high"]),
                source(row["source"]),
                count(row["against"]),
            ]
            for row in rows[:_SHOWN]
        ],
    )


def _ledger(page: Page, proof: Proof) -> None:
    coverage = proof.coverage
    page.title("Coverage")
    page.line(
        f"{many(coverage.members, 'possible member')} in this book, {coverage.read:,} of them ever"
        f" read; ledger version {proof.version}"
    )
