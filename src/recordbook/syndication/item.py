"""An item: what goes out of a record, and what it becomes when the record is put right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Standing(StrEnum):
    """Where an item stands: told, told again with a correction, or taken back."""

    FOUND = "found"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record in one language, ready to go out.

    `key` is the same for ever for one claim and language; `address` is its page; `post` is plain
    text without the address, and `compared` the sentence in it that says with whom the subject was
    compared, "" where it was with nobody: no outlet may leave it out. `html` is the article's body,
    escaped; `image` is a PNG with its text `alt`. `topics` say in which feeds it stands:
    `artist:v`, `family:first`, `cohort:albums by K-pop soloists`. `correction` says what was wrong,
    where something was.
    """

    key: str
    claim: str
    standing: Standing
    language: str
    headline: str
    post: str
    html: str
    address: str
    published: datetime
    updated: datetime
    topics: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()
    image: bytes | None = None
    alt: str = ""
    compared: str = ""
    correction: str | None = None
