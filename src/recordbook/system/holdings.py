"""The records that somebody holds and has lost, as the record log tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.stories.naming import record_key

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from recordbook.stories import Withdrawal
    from recordbook.system.record_lines import Lines
    from recordbook.units import Day

_SUBJECT = re.compile(r'(?:key "((?:[^"\\]|\\.)*)"|([^\s"]+)):\s')


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A claim that was found to be a record on a day, and why it is none any more, if it is not."""

    key: str
    claim: str
    subject: str
    day: Day
    lost: Withdrawal | None


def held(lines: Lines, entities: AbstractSet[str]) -> tuple[Holding, ...]:
    """Every record that was ever found of some entities, lost ones too; the newest first."""
    found = [
        Holding(
            key=record_key(text),
            claim=text,
            subject=subject,
            day=day,
            lost=lines.withdrawal(text),
        )
        for text in lines.texts
        if (subject := subject_of(text)) in entities and (day := lines.found(text)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.claim)))


def subject_of(text: str) -> str:
    r"""The key that a canonical claim names its subject by; "" where it names it otherwise.

    >>> subject_of("release:v/layover: every track >= 60M streams on spotify as of 2023-12-16")
    'release:v/layover'
    >>> subject_of('key "recording:a b": total >= 1 streams'), subject_of('"V": first')
    ('recording:a b', '')
    """
    match = _SUBJECT.match(text)
    if match is None:
        return ""
    quoted, bare = match.groups()
    return bare if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
