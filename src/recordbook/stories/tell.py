"""A matter told in one language and one house style: headline, post, caption and alt text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate, Comparator, Family
from recordbook.claims.families import FACTS, RANKS
from recordbook.intake.arrow import dicts
from recordbook.stories.language import language as language_of
from recordbook.stories.matter import Status
from recordbook.stories.sentences import CHANGING, dated, sentence
from recordbook.stories.standing import Standing
from recordbook.stories.styles import style as style_of
from recordbook.stories.told import Told
from recordbook.stories.words import Words

if TYPE_CHECKING:
    from recordbook.claims import Claim, Subject
    from recordbook.stories.matter import Fact, Matter
    from recordbook.stories.sentences import Sentence
    from recordbook.stories.styles import Style

_SOBER = frozenset({Aggregate.LOST, Aggregate.FALL, Aggregate.SHORT_OF})
_FALLING = frozenset(
    {Aggregate.LISTENERS, Aggregate.PER_DAY, Aggregate.PER_TRACK, Aggregate.SHORT_OF}
    | {Aggregate.EVERY_ALBUM}  # a new one has none
)
"""Measures that a later day may have less of."""
_COMING_AND_GOING = frozenset({"followers", "subscribers", "likes", "saves"})
"""Metrics that count people who may leave again."""
_LOW = frozenset({Comparator.BELOW, Comparator.AT_MOST})


def tell(matter: Matter, *, language: str = "en", style: str = "newsroom") -> Told:
    """The matter in words; nothing is said that neither its claim nor its certificate carries.

    NoLanguage and NoStyle: it cannot be told so.
    """
    return _Teller.of(matter, language, style).told()


def words_of(matter: Matter, language: str = "en", style: str = "newsroom") -> Words:
    """The words with which a matter is told: how it names itself and others, and its numbers."""
    chosen = style_of(style)
    return Words(
        language=language_of(language),
        named=lambda subject: named(matter, subject),
        long=chosen.numbers == "long",
        title=chosen.title,
        artist=chosen.artist,
        female=any(_says_female(matter, fact) for fact in matter.facts),
    )


def _says_female(matter: Matter, fact: Fact) -> bool:
    """Whether a fact says that the subject is a woman."""
    own = matter.kind == "artist" and fact.who == matter.name
    return own and fact.what == "gender" and fact.value == "female"


def subject_of(matter: Matter, words: Words) -> str:
    """The subject as a sentence names it."""
    return words.work(matter.name, matter.by or "", artist=matter.kind == "artist")


def named(matter: Matter, subject: Subject) -> tuple[str, str]:
    """The name and the artist of a subject of the claim, of another party, of one left out."""
    if subject.name:
        return subject.name, subject.by or ""
    if subject == matter.proof.claim.subject or subject.key == matter.proof.subject.entity:
        return matter.name, matter.by or ""
    for row in dicts(matter.proof.rivals):
        if row["entity"] == subject.key:
            return str(row["name"]), str(row["maker"] or "")
    return subject.key or "", ""


@dataclass(frozen=True, slots=True)
class _Teller:
    matter: Matter
    style: Style
    words: Words
    sentence: Sentence

    @classmethod
    def of(cls, matter: Matter, language: str, name: str) -> _Teller:
        chosen, words = style_of(name), words_of(matter, language, name)
        said = sentence(words, matter.proof.claim, subject_of(matter, words), became=chosen.became)
        return cls(matter, chosen, words, said)

    def told(self) -> Told:
        """All four texts."""
        proven = self.matter.status is Status.PROVEN
        return Told(
            language=self.words.language.code,
            style=self.style.name,
            status=self.matter.status,
            headline=self._headline() if proven else self._open("told_headline"),
            post=self._post() if proven else self._open("told_post"),
            caption=self._caption(),
            alt=self._alt(),
        )

    @property
    def claim(self) -> Claim:
        """What is told."""
        return self.matter.proof.claim

    @property
    def status(self) -> str:
        """The word for what may be said of it."""
        return self.words.say(f"status.{self.matter.status.value}")

    def _headline(self) -> str:
        return self._style(
            "headline" if self._glad else self._sober("headline"), said=self.sentence.head
        )

    def _post(self) -> str:
        changing = _changes(self.claim) or self.claim.known_at is not None
        day = (self.style.dated == "always" or changing) and not _settled(self.claim)
        said = dated(self.words, self.claim, self.sentence.said) if day else self.sentence.said
        artist = self._artist()
        key = "post" if self._glad else self._sober("post")
        if key == "post" and not artist and self._has("nobody"):
            key = "nobody"
        field = Standing(self.words, self.matter).field()
        return self._style(key, dated=said, artist=artist, field=field)

    def _open(self, key: str) -> str:
        """What may be said where it is not proven: what is asked, and what is known of it."""
        case = self.sentence.case
        if key == "told_post":
            case = dated(self.words, self.claim, case)
        gist = Standing(self.words, self.matter).gist()
        return self._style(key, status=self.status, case=case, gist=gist)

    def _caption(self) -> str:
        """Figure, basis, as-of day and source; first of all whether it is proven."""
        if self.matter.status is Status.PROVEN:
            return self._figures()
        return self._spaced(self.words.say("known.status", status=self.status), self._figures())

    def _figures(self) -> str:
        standing = Standing(self.words, self.matter)
        mark = standing.figure()
        figure = self.words.say("known.figure", figure=mark) if mark else ""
        return self._spaced(
            figure, standing.field(), standing.basis(), standing.day(), standing.sources()
        )

    def _alt(self) -> str:
        """What the share card shows."""
        said = (
            self.sentence.said
            if self.matter.status is Status.PROVEN
            else self._open("told_headline")
        )
        text = self.words.say("alt.card", text=said)
        address = self.matter.address
        shown = self.words.say("alt.address", address=address) if address else ""
        return self._spaced(text, self._figures(), shown)

    def _artist(self) -> str:
        if self.matter.kind == "artist":
            return subject_of(self.matter, self.words)
        return self.words.work(self.matter.by, "", artist=True) if self.matter.by else ""

    @property
    def _glad(self) -> bool:
        """Whether it is something to be glad of."""
        family = self.claim.superlative.family if self.claim.superlative else None
        low = self.claim.comparator in _LOW and family is None
        return family is not Family.LEAST and self.claim.measure.aggregate not in _SOBER and not low

    def _sober(self, key: str) -> str:
        return f"sober_{key}" if self._has(f"sober_{key}") else key

    def _has(self, key: str) -> bool:
        return self.words.has(f"style.{self.style.name}.{key}")

    def _style(self, key: str, **values: object) -> str:
        own = f"style.{self.style.name}.{key}"
        return self.words.say(own if self.words.has(own) else f"style.newsroom.{key}", **values)

    def _spaced(self, *parts: str) -> str:
        return self.words.space.join(filter(None, parts))


def _changes(claim: Claim) -> bool:
    """Whether a later day may end it, so that it needs its day."""
    if claim.superlative is None:
        falls = claim.measure.aggregate in _FALLING or claim.measure.metric in _COMING_AND_GOING
        falls |= claim.measure.aggregate in RANKS or claim.window.kind == "so far in"
        return falls or claim.comparator is not Comparator.AT_LEAST
    return claim.superlative.family in CHANGING


def _settled(claim: Claim) -> bool:
    """Whether it is a fact of the catalogue, which has no day."""
    return claim.superlative is None and claim.measure.aggregate in FACTS
