"""A message: what an item says in one post, made to fit by leaving out what matters least."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import regex

from recordbook.stories.language import language
from recordbook.syndication.item import Standing
from recordbook.syndication.lengths import graphemes
from recordbook.syndication.plain import closed, line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recordbook.syndication.item import Item

ELLIPSIS: Final = "…"
_CLOSING: Final = "。！？】」』）"  # noqa: RUF001 - after these no space stands
_NUMBER_END: Final = regex.compile(r"[\p{N}.,%만억조万億兆千百十]+\s*$")
_LOOSE_END: Final = regex.compile(r"[\s\p{Pd}\p{Ps}\p{Pi}\"',;:]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The parts of a post in the order in which they stand.

    `word` says that something was taken back or put right, and `note` more of it. `ground` says
    with whom the subject was compared. `brief` says the same as `text` in fewer words, where
    something does.
    """

    word: str
    text: str
    brief: str
    ground: str
    note: str
    tags: tuple[str, ...]
    address: str

    @classmethod
    def of(cls, item: Item, tags: tuple[str, ...] = ()) -> Message:
        """What an item says, in its own language."""
        word, ground = word_of(item), line(item.compared)
        text = line(item.post).replace(ground, " ", 1) if ground else item.post
        return cls(
            word=word,
            text=without(word, line(text) or line(item.headline)),
            brief=without(word, line(item.headline)),
            ground=ground,
            note=line(item.correction or ""),
            tags=tuple(f"#{tag}" for one in (*item.tags, *tags) if (tag := hashtag(one))),
            address=item.address,
        )

    def written(self, write: Callable[[str], str]) -> Message:
        """The same in the writing of an outlet; the address stays as it is."""
        parts = ("word", "text", "brief", "ground", "note")
        return replace(self, **{part: write(getattr(self, part)) for part in parts})

    def fitted(self, *fits: Callable[[str], bool]) -> tuple[str, tuple[str, ...]]:
        """The fullest wording that fits, and what was left out.

        Tags go first, then the note, then the text gives way to the briefer one, and that is cut
        between words, or between letters where a word is longer than the room; no number is cut.
        Word, ground and address always stand. ValueError: not even they fit.
        """
        for text, left in self._wordings():
            if all(fit(text) for fit in fits):
                return text, left
        raise ValueError(f"no room for {self.address}")

    def _wordings(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for count in range(len(self.tags), -1, -1):
            left = ("tags",) if count < len(self.tags) else ()
            yield self._joined(self.text, self.note, self.tags[:count]), left
        gone = ("tags",) if self.tags else ()
        if self.note:
            gone = (*gone, "note")
            yield self._joined(self.text, "", ()), gone
        brief = self.brief if 0 < len(self.brief) < len(self.text) else self.text
        if brief != self.text:
            yield self._joined(brief, "", ()), gone
        for shorter in shortened(brief):
            yield self._joined(shorter, "", ()), (*gone, "text")

    def _joined(self, text: str, note: str, tags: tuple[str, ...]) -> str:
        said = joined(after(self.word, text), self.ground, note)
        return "\n\n".join(part for part in (said, " ".join(tags), self.address) if part)


def word_of(item: Item) -> str:
    """The word that says that an item was put right or taken back, in its language, or ""."""
    if item.standing is Standing.FOUND:
        return ""
    return language(item.language).say("posts", item.standing.value)


def after(word: str, text: str) -> str:
    """A text behind a word, which is not said twice.

    >>> after("Withdrawn:", "a"), after("Withdrawn:", "Withdrawn: a"), after("", "a")
    ('Withdrawn: a', 'Withdrawn: a', 'a')
    """
    return joined(word, without(word, text))


def joined(*parts: str) -> str:
    """Sentences one after the other, with a space between them where their script has one.

    >>> joined("One.", "", "Two."), joined("一。", "二。")
    ('One. Two.', '一。二。')
    """
    text = ""
    for part in filter(None, parts):
        text += part if not text or text[-1] in _CLOSING else f" {part}"
    return text


def without(word: str, text: str) -> str:
    """The text behind a word, where it begins with that."""
    said = text.casefold().startswith(word.casefold())
    return text[len(word) :].lstrip() if said else text


def shortened(text: str) -> Iterator[str]:
    """A text shorter and shorter, each with an ellipsis, the last one the ellipsis alone.

    >>> list(shortened("over 60 million plays"))[:3]
    ['over 60 million…', 'over…', 'ove…']
    """
    for cuts in (_words(text), _letters(text)):
        before = ""
        for cut in cuts:
            kept = _LOOSE_END.sub("", _NUMBER_END.sub("", cut))
            if kept and kept != before:
                yield closed(kept) + ELLIPSIS
                before = kept
    yield ELLIPSIS


def _words(text: str) -> Iterator[str]:
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        yield " ".join(words[:count])


def _letters(text: str) -> Iterator[str]:
    letters = graphemes(text.partition(" ")[0])
    for count in range(len(letters) - 1, 0, -1):
        yield "".join(letters[:count])


def hashtag(text: str) -> str:
    """A text as the word of a hashtag: letters, digits and underscores; "" where nothing is left.

    >>> hashtag("K-pop 2025!"), hashtag("2025")
    ('Kpop2025', '')
    """
    word = regex.sub(r"[^\p{L}\p{M}\p{N}_]", "", line(text))
    return "" if word.isdecimal() else word
