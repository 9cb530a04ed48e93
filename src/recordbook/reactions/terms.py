"""Lists of words, and which of them a text holds.

A word in Latin letters is found as a whole word, `proud*` with any ending; a word in Hangul, kana
or Han anywhere, spaces aside; a sign or emoji anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import regex

from recordbook.reactions.folding import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recordbook.reactions.folding import Folded

_EAST = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_SHORTEST = 3  # letters before a *


@dataclass(frozen=True, slots=True)
class Terms:
    """Words by what they stand for, ready to be looked up."""

    exact: Mapping[str, tuple[str, ...]]  # a word, and what it stands for
    begun: Mapping[str, tuple[tuple[str, str], ...]]  # by their first three letters
    phrases: Mapping[str, tuple[tuple[str, str], ...]]  # by their first word
    anywhere: tuple[tuple[str, str], ...]
    signs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, listed: Iterable[tuple[str, str]]) -> Terms:
        """The terms of pairs: what it stands for, and the word as the list has it."""
        exact: dict[str, list[str]] = defaultdict(list)
        begun: dict[str, list[tuple[str, str]]] = defaultdict(list)
        phrases: dict[str, list[tuple[str, str]]] = defaultdict(list)
        anywhere: list[tuple[str, str]] = []
        signs: list[tuple[str, str]] = []
        for label, text in listed:
            plain, open_end = term(text), text.endswith("*")
            if not plain:
                signs.append((text, label))
            elif _EAST.search(plain):
                anywhere.append((plain.replace(" ", ""), label))
            elif " " in plain:
                end = "" if open_end else " "
                phrases[plain.split(" ", 1)[0]].append((f" {plain}{end}", label))
            elif open_end and len(plain) >= _SHORTEST:
                begun[plain[:_SHORTEST]].append((plain, label))
            else:
                exact[plain].append(label)
        return cls(
            {word: tuple(labels) for word, labels in exact.items()},
            {word: tuple(pairs) for word, pairs in begun.items()},
            {word: tuple(pairs) for word, pairs in phrases.items()},
            tuple(anywhere),
            tuple(signs),
        )

    def found(self, text: Folded) -> Iterator[str]:
        """What the words of a text stand for, once for each word that is found."""
        for word in text.words.split():
            yield from self.exact.get(word, ())
            yield from (
                label
                for start, label in self.begun.get(word[:_SHORTEST], ())
                if word.startswith(start)
            )
            yield from (
                label for phrase, label in self.phrases.get(word, ()) if phrase in text.words
            )
        if text.raw.isascii():
            return
        yield from (label for plain, label in self.anywhere if plain in text.compact)
        yield from (label for sign, label in self.signs if sign in text.raw)


def hashed(word: str) -> str:
    """How a list holds a word that is better not read: its length and a hash.

    >>> hashed("word")
    '4:005372615fb3'
    """
    plain = term(word).replace(" ", "")
    return f"{len(plain)}:{blake2b(plain.encode(), digest_size=6, person=b'slur').hexdigest()}"
