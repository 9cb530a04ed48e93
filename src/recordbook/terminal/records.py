"""Records, the log of them and why something is none, printed for people."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from recordbook.claims import Subject, parse, write_number
from recordbook.intake.arrow import columns, dicts, strings
from recordbook.stories.naming import record_key
from recordbook.terminal.figures import many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recordbook.claims import Claim
    from recordbook.mining import Found, Prominence, Record
    from recordbook.proof import Prover
    from recordbook.system.auditing import Audited
    from recordbook.system.keeping import Change
    from recordbook.system.reasons import Why
    from recordbook.terminal.page import Page


def show(page: Page, prover: Prover, answer: Found, shown: Found) -> None:
    """What was found, day by day, the most prominent first."""
    over = f"{answer.first}" if answer.first == answer.last else f"{answer.first} to {answer.last}"
    page.title(f"{many(len(answer.records), 'record')}, {over}")
    if not answer.records:
        page.line("nothing became true that was not true before")
        return
    names = names_of(prover, (record.claim for record in shown.records))
    for day, records in groupby(shown.records, key=lambda record: record.day):
        page.title(str(day))
        page.table(
            ["record", ">among", ">prominence"],
            [
                [sentence(record, names), f"{record.members:,}", f"{record.prominence.score:.1f}"]
                for record in records
            ],
        )
    left = len(answer.records) - len(shown.records)
    if left:
        page.line(f"and {many(left, 'other')} (all with --limit, or in --json)")
    page.gap()
    page.line("each shown is proven; `recordbook prove` prints the proof of a claim")


def sentence(record: Record, names: Mapping[str, Subject]) -> str:
    """A record in the words of its claim, without what the head of the page says already."""
    text = named(record.claim, names).replace(f" as of {record.day.isoformat()}", "")
    also = ", ".join(write_number(number) for number in record.also[-3:])
    more = len(record.also) - 3
    others = f"{also} and {more} lower" if more > 0 else also
    return f"{text}; also {others}" if also else text


def show_changes(page: Page, prover: Prover, changes: Sequence[Change]) -> None:
    """What was said of records, and what was taken back, with the reason."""
    page.title(f"{many(len(changes), 'change')} of what stands as a record")
    if not changes:
        page.line("nothing was looked for yet: `recordbook find` does")
    claims = [parse(change.claim) for change in changes]
    names = names_of(prover, claims)
    for change, claim in zip(changes, claims, strict=True):
        page.line(f"{change.status} (ledger version {change.known_at}): {named(claim, names)}")
        if change.reason:
            page.line(change.reason, indent=4)


def changed(change: Change) -> dict[str, Any]:
    """One line of the log, as programs read it; `record` is the record's key for ever."""
    key = {"record": record_key(change.claim)}
    return key | asdict(change) | {"day": change.day.isoformat()}


def show_audit(page: Page, audited: Audited) -> None:
    """How complete and how right the list is, beside one made by trying everything."""
    audit = audited.audit
    page.title("Audit: the same found by trying everything")
    page.fields([("recall", f"{audit.recall:.1%}"), ("precision", f"{audit.precision:.1%}")])
    page.line(audited.summary)


def show_why(page: Page, said: Iterable[Why]) -> None:
    """Why something is a record, or is none."""
    for one in said:
        page.title(one.claim)
        page.line(one.because)
        if one.prominence is not None:
            _factors(page, one.prominence)


def _factors(page: Page, prominence: Prominence) -> None:
    page.fields(
        [
            *((name, f"{factor:.2f}") for name, factor in prominence.factors.items()),
            ("prominence", f"{prominence.score:.2f}, their product"),
        ]
    )


def names_of(prover: Prover, claims: Iterable[Claim]) -> dict[str, Subject]:
    """How the subjects of some claims are called, by key."""
    keys = sorted({claim.subject.key or "" for claim in claims})
    if not keys:
        return {}
    shown = prover.names.shown(columns(entity=strings(keys)), {"entity": "name"})
    return {
        row["entity"]: Subject(name=row["name"], by=row["maker"] or None)
        for row in dicts(shown)
        if row["name"] != row["entity"]
    }


def named(claim: Claim, names: Mapping[str, Subject]) -> str:
    """A claim with its subject called by name."""
    return str(replace(claim, subject=names.get(claim.subject.key or "", claim.subject)))
