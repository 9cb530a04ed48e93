"""From the fields of a form to a claim, and what a half-written claim could go on with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from recordbook.catalogue.errors import AmbiguousName, UnknownName
from recordbook.claims import Aggregate, Claim, Family, Measure, Subject, Superlative, parse
from recordbook.claims.errors import BadClaim, MissingDay
from recordbook.claims.quantities import read_number
from recordbook.errors import ClaimError

if TYPE_CHECKING:
    from recordbook.claims import Cohort
    from recordbook.errors import RecordbookError
    from recordbook.units import Day

FAMILIES = (
    "",
    Family.FIRST,
    Family.ONLY,
    Family.FIRST_AND_ONLY,
    Family.NTH,
    Family.ONE_OF,
    Family.JOINS,
    Family.FASTEST,
    Family.MOST,
)
"""The superlatives that the form offers; "" is a plain statement."""

MEASURES = (Aggregate.TOTAL, Aggregate.ALBUM_TOTAL, Aggregate.EVERY_TRACK, Aggregate.DAY)
"""The measures that the form offers."""

_NUMBERED = {Family.NTH, Family.ONE_OF}
_OPEN_QUOTE = re.compile(r'"([^"]*)\Z')


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The fields of the form of Ask, as they were filled in; all are text.

    `subject` and `by` name what the claim is about; `family` is a superlative and `nth` its number;
    `among` is a cohort, such as albums by K-pop soloists; `measure` and `level` say what was
    reached, `platform` where and `day` by when.
    """

    subject: str = ""
    by: str = ""
    family: str = ""
    nth: str = ""
    among: str = ""
    measure: str = Aggregate.TOTAL.value
    level: str = ""
    platform: str = ""
    day: str = ""

    def claim(self, last: Day | None) -> Claim:
        """The claim that the fields say, as of `last` where no day is; ClaimError where none."""
        if not self.subject.strip():
            raise BadClaim(
                "the claim needs a subject", remedy="name an album, a track or an artist"
            )
        if self.family not in FAMILIES or self.measure not in MEASURES:
            raise BadClaim("the form offers no such claim", remedy="write it in words instead")
        family = Family(self.family) if self.family else None
        day = _day(self.day) or last
        if day is None:
            raise MissingDay(remedy="choose a day")
        number = _number(self.nth) if family in _NUMBERED else None
        return Claim(
            subject=Subject(name=self.subject.strip(), by=self.by.strip() or None),
            superlative=Superlative(family=family, n=number) if family else None,
            cohort=_cohort(self.among) if family else None,
            measure=Measure(aggregate=Aggregate(self.measure)),
            threshold=_number(self.level),
            platform=self.platform or "spotify",
            as_of=day,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """One of several things that a name may mean: its id, its name, its maker, and what it is.

    `claim` is the claim about it, "" where it cannot be named so.
    """

    entity: str
    name: str
    by: str
    facts: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with a claim: a message, the text with the place marked, and what would help.

    `meant` are the things that an ambiguous name may mean, `nearest` names that are close to an
    unknown one.
    """

    message: str
    marked: str = ""
    remedy: str = ""
    meant: tuple[Meant, ...] = ()
    nearest: tuple[str, ...] = ()


def problem_of(error: RecordbookError, asked: Claim | None = None) -> Problem:
    """The problem that an error tells of, and that a claim has if one could be read."""
    message, _, marked = error.message.partition("\n")
    remedy = error.remedy or ""
    if isinstance(error, AmbiguousName):
        meant = tuple(
            Meant(
                entity=one.entity,
                name=one.name,
                by=", ".join(one.by),
                facts=", ".join(value for _, value in one.facts),
                claim=_about(asked, one.entity, error.asked),
            )
            for one in error.candidates
        )
        return Problem(message=message, remedy=remedy, meant=meant)
    if isinstance(error, UnknownName):
        return Problem(message=message, remedy=remedy, nearest=error.nearest)
    return Problem(message=message, marked=marked, remedy=remedy)


def _about(asked: Claim | None, entity: str, name: str) -> str:
    """The claim about one thing that the name of its subject may mean."""
    if asked is None or asked.subject.name not in name:
        return ""
    text = str(replace(asked, subject=Subject(key=entity)))
    try:
        return text if parse(text).subject.key == entity else ""
    except ClaimError:
        return ""


def open_name(text: str) -> str:
    """The name that is being written at the end of a claim; "" where none is.

    >>> open_name('"Lay'), open_name('"Layover" by "V'), open_name('"Layover" by ')
    ('Lay', 'V', '')
    """
    found = _OPEN_QUOTE.search(text) if text.count('"') % 2 else None
    return found[1].strip() if found else ""


def _number(text: str) -> int | None:
    """A number as people write it; BadNumber where it is none."""
    if not text.strip():
        return None
    try:
        return read_number(text.strip())
    except (ValueError, LookupError):
        raise BadClaim(
            f"{text.strip()[:40]!r} is no number", remedy="write 60M or 60,000,000"
        ) from None


def _cohort(text: str) -> Cohort | None:
    """A cohort in its own words."""
    if not text.strip():
        return None
    return parse(f'"x": most total streams among {text.strip()} as of 2000-01-01').cohort


def _day(text: str) -> Day | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadClaim(f"{text.strip()[:40]!r} is no day", remedy="write 2023-12-16") from None
