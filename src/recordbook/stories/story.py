"""A story: sections of sentences, each with the sources that it rests on. All is plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.stories.names import plain

if TYPE_CHECKING:
    from recordbook.stories.matter import Status
    from recordbook.units import Day

_NAMELESS = "\u2013"
"""A source whose name has no visible letter."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something said, and who says so; `code` is what follows it word for word, as a program reads.

    Sources are texts as the book has them: addresses, names of files and lists, or the certificate.
    """

    text: str
    sources: tuple[str, ...] = ()
    code: str = ""

    def __post_init__(self) -> None:
        """Keep what comes from outside on one line, and each source once."""
        sources = dict.fromkeys(plain(source) or _NAMELESS for source in self.sources)
        object.__setattr__(self, "sources", tuple(sources))
        object.__setattr__(self, "code", plain(self.code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a story: sentences that run on, then items that stand one below the other.

    `key` is the same in every language; `title` is "" where the part has no heading.
    """

    key: str
    title: str = ""
    sentences: tuple[Sentence, ...] = ()
    items: tuple[Sentence, ...] = ()

    @property
    def said(self) -> tuple[Sentence, ...]:
        """Everything in it, in order."""
        return (*self.sentences, *self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A matter told at length, in one language; `tag` is the language as HTML writes it.

    `claim` is the claim's canonical text, `day` the day it is of, `sources_title` the heading above
    the sources, `between` what stands between sentences.
    """

    title: str
    language: str
    tag: str
    status: Status
    claim: str
    day: Day
    sections: tuple[Section, ...]
    sources_title: str
    address: str = ""
    between: str = " "

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source, once, in the order in which it is first needed."""
        said = (one for section in self.sections for one in section.said)
        return tuple(dict.fromkeys(source for one in said for source in one.sources))
