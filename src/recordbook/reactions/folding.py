"""A text as its words are looked up: case, width, accents, signs and disguises put aside."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

_APOSTROPHES = regex.compile("['\u2019\u2018`\xb4\u02bc]")
_ACCENTS = regex.compile("[\u0300-\u036f]+")  # leaves the voicing marks of kana alone
_NEITHER = regex.compile(r"[^\p{L}\p{N}\p{M}]+")
_EAST = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー"
_SEAM = regex.compile(rf"(?<=[{_EAST}])(?=[a-z0-9])|(?<=[a-z0-9])(?=[{_EAST}])")
_HIDDEN = regex.compile(r"[\p{Cf}\p{Cc}--[\n\t\u200d]]+", flags=regex.V1)
_DRAWN_OUT = regex.compile(r"([a-z])\1{2,}")
_DISGUISED = regex.compile(r"(?<![\w@$])[a-z]+[@$!0134578]+[a-z]+\w*")
_LETTERS_FOR = str.maketrans("@$!013457", "asioieast")
_SPELLED = regex.compile(r"(?<= )(?:[a-z] ){2,}[a-z](?= )")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded.

    `raw` is in lower case and of usual width, signs and all; `words` are its words with a space on
    both sides, with what disguised words would be; `compact` is without any spaces.
    """

    raw: str
    words: str
    compact: str


@lru_cache(maxsize=64)  # one post is looked at from several sides
def folded(text: str) -> Folded:
    """The text as it is looked up.

    >>> folded("Shiiit, CAN'T stop! k.y.s 60M").words
    ' shit cant stop k y s 60m kys '
    """
    raw = _HIDDEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return Folded(raw, words := _words(raw), words.replace(" ", ""))


def term(text: str) -> str:
    """A word or phrase of a list, as texts are folded; without spaces at its ends."""
    return _bare(unicodedata.normalize("NFKC", text).casefold()).strip()


def _words(raw: str) -> str:
    words = _bare(raw)
    plain = raw if raw.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFD", raw))
    disguised = [
        _bare(found[0].translate(_LETTERS_FOR)).strip() for found in _DISGUISED.finditer(plain)
    ]
    spelled = [found[0].replace(" ", "") for found in _SPELLED.finditer(words)]
    more = " ".join([*disguised, *spelled])
    return f"{words}{more} " if more else words


def _bare(raw: str) -> str:
    plain = _APOSTROPHES.sub("", raw)
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", plain)
        plain = unicodedata.normalize("NFC", _ACCENTS.sub("", plain))
    spaced = f" {_NEITHER.sub(' ', plain).strip()} "
    if not spaced.isascii():
        spaced = _SEAM.sub(" ", spaced)
    return _DRAWN_OUT.sub(r"\1", spaced)
