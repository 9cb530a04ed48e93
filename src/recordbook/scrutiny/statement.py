"""What is said in an article, statement by statement: how it was read, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.proof import Proof
    from recordbook.units import Day


class Kind(StrEnum):
    """What sort of statement a stretch of text makes."""

    CLAIM = "claim"  # a claim of the claim language, judged by proof
    FACT = "fact"  # a fact of the catalogue: a track list, an age, a day count
    SUM = "sum"  # figures of the text itself that must add up
    OPINION = "opinion"  # a feeling or a valuation
    QUOTE = "quote"  # somebody's own words
    FORECAST = "forecast"  # what will be, or what would be
    UNREAD = "unread"  # speaks of records or figures, but could not be read with certainty
    NOTHING = "nothing"  # nothing that data could judge


class Judgement(StrEnum):
    """The verdict on a statement; the first three are those of a proof."""

    PROVEN = "proven"
    REFUTED = "refuted"
    UNDECIDED = "undecided"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that name something, and what they lead to.

    `start` and `end` are offsets in the article's text. `entity` is the one thing meant; where it
    is None, the words may mean any of `candidates`, and none was chosen. `why` says how it was
    found: its name, or what "the idol" refers to.
    """

    words: str
    start: int
    end: int
    entity: str | None = None
    name: str = ""  # as the catalogue shows it
    candidates: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something said of an entity that the catalogue can judge, or figures of the text itself.

    `what` is track list, genre, label, lead track, days since, within, military service, birth day,
    age, debut, member of or sum. `values` and `number` are what is said, `day` when.
    """

    what: str
    entity: str
    values: tuple[str, ...] = ()
    number: int = 0
    day: Day | None = None
    unit: str = ""
    parts: tuple[int, ...] = ()
    claim: Claim | None = None  # of "within": what was reached
    dated: bool = False  # whether the text itself says that it was reached on `day`


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of an article; several may lie in one sentence.

    `start` and `end` are offsets of the sentence in the article's text, so that
    `article.text[start:end] == sentence`. `claims` are canonical: subjects are written by the names
    that the catalogue shows (`"Layover" by "V"`), with a key only where the names leave it open.
    As `read` gives it, nothing is judged yet: the verdict is "not checkable" unless `check` says
    otherwise. `nearest` is the nearest true statement where it is refuted, `flips` the readings of
    the words that turn the verdict, `missing` the figures that would decide it. `sources` are those
    of the facts that a statement without proof was judged by.
    """

    sentence: str
    start: int
    end: int
    kind: Kind = Kind.NOTHING
    understood: str = ""  # how it was read, in words
    claims: tuple[Claim, ...] = ()
    facts: tuple[Fact, ...] = ()
    attribution: str = ""  # who is said to have said it
    hedge: str = ""  # the words that soften it: "reportedly"
    links: tuple[Link, ...] = ()
    verdict: Judgement = Judgement.NOT_CHECKABLE
    reason: str = ""
    proof: Proof | None = None
    nearest: str = ""
    flips: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with everything it states, in order; the statements cover every sentence."""

    text: str  # cleaned: no markup, no invisible characters
    language: str  # en, ko, es; "" where it is none of these
    published: Day | None
    title: str
    statements: tuple[Statement, ...]
