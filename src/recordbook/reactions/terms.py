"""Lists of words, and which of them a text holds.

A word in Latin letters is found as a whole word, `proud*` with any ending; a word in Hangul, kana
or Han anywhere, spaces aside; a sign or emoji anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

import regex

from recordbook.reactions.folding import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recordbook.reactions.folding import Folded

    _Filed: TypeAlias = dict[str, list[tuple[str, str]]]

_EAST = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_SHORTEST = 3  # letters before a *


@dataclass(frozen=True, slots=True)
class Terms:
    """Words by what they stand for, ready to be looked up."""

    exact: Mapping[str, tuple[str, ...]]  # a word, and what it stands for
    begun: Mapping[str, tuple[tuple[str, str], ...]]  # by their first three letters
    phrases: Mapping[str, tuple[tuple[str, str], ...]]  # by their first word
    anywhere: Mapping[str, tuple[tuple[str, str], ...]]  # by their first letter
    signs: Mapping[str, tuple[tuple[str, str], ...]]

    @classmethod
    def of(cls, listed: Iterable[tuple[str, str]]) -> Terms:
        """The terms of pairs: what it stands for, and the word as the list has it."""
        exact: dict[str, list[str]] = defaultdict(list)
        begun: _Filed = defaultdict(list)
        phrases: _Filed = defaultdict(list)
        anywhere: _Filed = defaultdict(list)
        signs: _Filed = defaultdict(list)
        for label, text in listed:
            plain, open_end = term(text), text.endswith("*")
            if not plain:
                signs[text[0]].append((text, label))
            elif _EAST.search(plain):
                anywhere[plain[0]].append((plain.replace(" ", ""), label))
            elif " " in plain:
                end = "" if open_end else " "
                phrases[plain.split(" ", 1)[0]].append((f" {plain}{end}", label))
            elif open_end and len(plain) >= _SHORTEST:
                begun[plain[:_SHORTEST]].append((plain, label))
            else:
                exact[plain].append(label)
        filed = [
            {at: tuple(pairs) for at, pairs in one.items()}
            for one in (begun, phrases, anywhere, signs)
        ]
        return cls({word: tuple(labels) for word, labels in exact.items()}, *filed)

    def found(self, text: Folded) -> Iterator[str]:
        """What the words of a text stand for, once for each word that is found."""
        for word in dict.fromkeys(text.words.split()):
            if labels := self.exact.get(word):
                yield from labels
            if starts := self.begun.get(word[:_SHORTEST]):
                yield from (label for start, label in starts if word.startswith(start))
            if phrases := self.phrases.get(word):
                yield from (label for phrase, label in phrases if phrase in text.words)
        if text.raw.isascii():
            return
        for letter in self.anywhere.keys() & set(text.compact):
            yield from (label for plain, label in self.anywhere[letter] if plain in text.compact)
        for letter in self.signs.keys() & set(text.raw):
            yield from (label for sign, label in self.signs[letter] if sign in text.raw)


def hashed(word: str) -> str:
    """How a list holds a word that is better not read: its length and a hash.

    >>> hashed("word")
    '4:005372615fb3'
    """
    plain = term(word).replace(" ", "")
    return f"{len(plain)}:{blake2b(plain.encode(), digest_size=6, person=b'slur').hexdigest()}"
