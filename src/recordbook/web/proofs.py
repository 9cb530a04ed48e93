"""A proof as a page shows it: in words, in rows that fit, and in bars."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recordbook.intake.arrow import dicts
from recordbook.proof.asked import on_lists
from recordbook.terminal.reasons import of_status
from recordbook.units import Truth, day_from
from recordbook.web.reasons import Reasons, crossed_text, known_text
from recordbook.web.spans import Bars, Reach, bars_of, reaches_of
from recordbook.web.things import thing_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recordbook.claims import Claim
    from recordbook.proof import Proof
    from recordbook.proof.proof import Standing
    from recordbook.system.turning import Turn
    from recordbook.units import Day
    from recordbook.web.wording import Wording

SHOWN = 8
"""Rows of a list that fit beside the rest; the page as data has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the subject: its bounds, when it reached the level, and what that rests on.

    `source`, `grade` and `rule` are those of the figure that matters most.
    """

    name: str
    address: str
    low: int
    high: int | None
    reached: str
    source: str
    grade: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Where one rival stands in words; `doubt` is whether it may not be in the cohort at all."""

    name: str
    by: str
    address: str
    standing: str
    doubt: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """The rivals of one status: how many, of how many nothing was read, and those shown."""

    status: str
    count: int
    unread: int
    unsure: int
    silent: int
    rows: tuple[Rival, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """Another reading of the words, the verdict in it, why, and the claim read so."""

    reading: str
    verdict: str
    why: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A figure that nobody has read, and what it would decide."""

    name: str
    address: str
    metric: str
    day: Day
    decides: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says so: how many figures, by which rules, and the grade."""

    name: str
    grade: str
    figures: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A figure that was set aside, and what it clashed with."""

    entity: str
    day: Day
    said: str
    source: str
    against: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows of a proof, in the language of the page.

    `basis` names the platform and which of its counts; `reading` says what the words were taken to
    mean; `others` are how many others of its cohort the book knows, None where it compares with
    nobody; `missed` is cut short, `missing` counts them all; `lists` is whether it is about places.
    """

    why: str
    as_of: Day
    basis: str
    reading: tuple[str, ...]
    level: int | None
    lists: bool
    others: int | None
    parts: tuple[Part, ...]
    rivals: tuple[Rivals, ...]
    bars: Bars | None
    reaches: tuple[Reach, ...]
    widest: tuple[str, ...]
    turned: tuple[Turned, ...]
    missed: tuple[Missed, ...]
    missing: int
    sources: tuple[Source, ...]
    clashes: tuple[Clash, ...]


def shown(proof: Proof, turns: Iterable[Turn], w: Wording) -> Shown:
    """A proof, and the readings that turn it, in the words of a language."""
    claim = proof.claim
    return Shown(
        why=Reasons(proof, w).because(),
        as_of=claim.as_of,
        basis=basis_text(claim, w),
        reading=reading_of(claim, w),
        level=claim.measure.past or claim.threshold,
        lists=on_lists(claim),
        others=proof.coverage.members - 1 if claim.superlative and claim.cohort else None,
        parts=_parts(proof, w),
        rivals=tuple(_rivals(proof, w)) if claim.superlative else (),
        bars=bars_of(proof),
        reaches=reaches_of(proof),
        widest=proof.holds.widest,
        turned=tuple(_turned(turn, w) for turn in turns),
        missed=tuple(
            Missed(
                name=cell.name,
                address=thing_path(cell.entity),
                metric=cell.metric,
                day=cell.day,
                decides=cell.decides,
            )
            for cell in proof.missing[:SHOWN]
        ),
        missing=len(proof.missing),
        sources=_sources(proof),
        clashes=tuple(_clash(row, w) for row in dicts(proof.conflicts)[:SHOWN]),
    )


def basis_text(claim: Claim, w: Wording) -> str:
    """The platform and which of its numbers a claim is about."""
    key = "basis.list" if on_lists(claim) else f"basis.{claim.basis}"
    return w(key, platform=platform_text(claim.platform, w))


def platform_text(platform: str, w: Wording) -> str:
    """A platform as it writes itself."""
    key = f"platform.{platform.replace(' ', '_').replace('.', '')}"
    return w(key) if w.has(key) else platform


def reading_of(claim: Claim, w: Wording) -> tuple[str, ...]:
    """What the words of a claim were taken to mean, answer by answer."""
    reading = claim.reading
    said = (
        f"reading.single_albums_{'yes' if reading.single_albums else 'no'}",
        f"reading.versions_{'yes' if reading.versions else 'no'}",
        f"reading.credit_{reading.credit.replace(' ', '_')}",
        f"reading.days_{'inclusive' if reading.inclusive_days else 'elapsed'}",
    )
    edition = (w("reading.edition", name=reading.edition),) if reading.edition else ()
    return (*map(w, said), *edition)


def _turned(turn: Turn, w: Wording) -> Turned:
    key = f"turn.{turn.reading.replace(' ', '_')}"
    return Turned(
        reading=w(key) if w.has(key) else turn.reading,
        verdict=turn.proof.verdict.value,
        why=Reasons(turn.proof, w).turning(),
        claim=str(turn.proof.claim),
    )


def _parts(proof: Proof, w: Wording) -> tuple[Part, ...]:
    rows = dicts(proof.rows)
    level = proof.claim.measure.past or proof.claim.threshold
    return tuple(_part(part, rows, level, w) for part in proof.parts)


def _part(part: Standing, rows: list[Mapping[str, Any]], level: int | None, w: Wording) -> Part:
    rest = _rest(rows, part, level)
    return Part(
        name=part.name,
        address=thing_path(part.entity),
        low=part.bounds.low,
        high=part.bounds.high,
        reached=crossed_text(w, part.earliest, part.latest) if level is not None else "",
        source=str(rest["source"]) if rest else "",
        grade=str(rest["grade"]) if rest else "",
        rule=str(rest["rule"]) if rest else "",
    )


def _rest(
    rows: list[Mapping[str, Any]], part: Standing, level: int | None
) -> Mapping[str, Any] | None:
    """The row that shows where a part stands to the level."""
    low, high = part.bounds.low, part.bounds.high
    below = level is not None and low < level and high is not None and high < level
    for side in ("high", "low") if below or not low else ("low", "high"):
        for row in rows:
            if row["entity"] == part.entity and row["side"] == side:
                return row
    return None


def _rivals(proof: Proof, w: Wording) -> Iterable[Rivals]:
    """The rivals by status; those shown have figures."""
    for status in ("beats", "contests", "excluded"):
        rows = of_status(proof, status)
        if not rows:
            continue
        unread = [row for row in rows if not row["read"] and row["high"] != 0]
        told = [row for row in rows if row["read"] and row["high"] != 0]
        yield Rivals(
            status=status,
            count=len(rows),
            unread=len(unread),
            unsure=sum(row["member"] != Truth.TRUE for row in unread),
            silent=sum(row["high"] == 0 for row in rows),
            rows=tuple(_rival(row, proof, w) for row in (told or unread)[:SHOWN]),
        )


def _rival(row: Mapping[str, Any], proof: Proof, w: Wording) -> Rival:
    return Rival(
        name=row["name"],
        by=row["maker"] or "",
        address=thing_path(row["entity"]),
        standing=Reasons(proof, w).standing(row) if row["read"] else w("figure.never_read"),
        doubt=row["member"] != Truth.TRUE,
    )


def _sources(proof: Proof) -> tuple[Source, ...]:
    """Everyone the proof rests on, those of most figures first."""
    by: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in dicts(proof.rows):
        by[str(row["source"]), str(row["grade"])].append(str(row["rule"]))
    said = [
        Source(name=name, grade=grade, figures=len(rules), rules=tuple(sorted(set(rules))))
        for (name, grade), rules in by.items()
    ]
    return tuple(sorted(said, key=lambda one: (-one.figures, one.name)))


def _clash(row: Mapping[str, Any], w: Wording) -> Clash:
    return Clash(
        entity=str(row["entity"]),
        day=day_from(row["day"]),
        said=known_text(w, row["low"], row["high"]),
        source=str(row["source"]),
        against=row["against"],
    )
