"""Why a post may not be quoted, whatever it says of a record. In doubt, it may not."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

import regex

from recordbook.reactions.folding import folded
from recordbook.reactions.lexicon import LANGUAGES, has_slur, patterns, unwanted
from recordbook.reactions.private import has_mail, has_telephone
from recordbook.reactions.themes import is_warm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.reactions.folding import Folded


class Refusal(StrEnum):
    """One reason, the gravest first; each with the label that lists of words have for it."""

    SLUR = "slur"
    THREAT = "threat"
    TELEPHONE = "telephone"
    MAIL = "e-mail"
    ADDRESS = "address"
    MINOR = "minor"
    CONTACT = "contact"
    SCHOOL = "school"
    CLOSED = "closed"  # the platform or the author does not want it shown to everybody
    SHARED = "shared"  # somebody else's words
    DAMAGED = "damaged"  # letters missing, hidden, heaped up, or of several scripts in one word
    NO_LINK = "no link"  # it cannot be shown where it stands
    MENTION = "mention"  # it names another person's account
    COARSE = "coarse"
    INSULT = "insult"
    RIVAL = "rival"  # at the cost of other artists or their fans
    SARCASM = "sarcasm"
    SPAM = "spam"
    NO_WORDS = "no words"
    LONG = "long"
    LANGUAGE = "language"  # none that can be judged
    UNCLEAR = "unclear"  # no word tells how it is meant


LONGEST = 320
"""Characters of a quote."""

LONGEST_READ = 5_000
"""Characters of a post that are looked at; one as long is never quoted."""

_ORDER = {reason.value: place for place, reason in enumerate(Refusal)}
_LINK = regex.compile(
    r"https?:|www\.|\b[a-z0-9-]+\.(?:com|net|org|me|io|ly|co|app|gg|link|xyz|kr|jp|id|br|es|to)\b"
)
_MENTION = regex.compile(r"(?<![\w.])[@\uff20]\w|(?<!\w)u/\w")
_HASHTAG = regex.compile(r"[#\uff03][\p{L}\p{N}_]+")
_PICTURE = regex.compile(r"\p{Extended_Pictographic}")
_LETTER = regex.compile(r"\p{L}")
_NUMBER = regex.compile(r"\d[\d.,]*")
_HEAPED = regex.compile(r"\p{M}{3,}")
_BAD_SIGNS = regex.compile(r"[\ud800-\udfff\ufffd\u202a-\u202e\u2066-\u2069\p{Co}\p{Cn}\x00-\x08]")
_TWO_SCRIPTS = regex.compile(r"\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin}")
_CENSORED = regex.compile(r"[a-z]\*+[a-z]|\b[a-z]\*{2,}")
_HASHTAGS, _PICTURES, _NUMBERS, _LINES, _SYLLABLES, _LETTERS = 3, 12, 4, 8, 4, 8
_REPEATED, _WORDS = 0.45, 8


def refusal(text: str, language: str) -> Refusal | None:
    """The gravest reason not to quote a text in a language; None if there is none."""
    if len(text) > LONGEST_READ:
        return Refusal.LONG
    return min(
        _reasons(text, language, folded(text)),
        key=lambda reason: _ORDER[reason.value],
        default=None,
    )


def _reasons(text: str, language: str, plain: Folded) -> Iterator[Refusal]:
    found = min(unwanted(language).found(plain), key=lambda label: _ORDER[label], default="")
    if found:
        yield Refusal(found)
    for label, pattern in patterns(ascii_only=plain.raw.isascii()):
        if pattern.search(plain.raw):
            yield Refusal(label)
    checks = {
        Refusal.SLUR: has_slur(plain),
        Refusal.TELEPHONE: has_telephone(plain.raw),
        Refusal.MAIL: has_mail(plain.raw),
        Refusal.DAMAGED: _damaged(text),
        Refusal.MENTION: bool(_MENTION.search(text)),
        Refusal.COARSE: "*" in text and bool(_CENSORED.search(plain.raw)),
        Refusal.SPAM: bool(_LINK.search(plain.raw)) or _spam(text, plain),
        Refusal.NO_WORDS: _empty(text),
        Refusal.LONG: len(text) > LONGEST,
        Refusal.LANGUAGE: language not in LANGUAGES,
        Refusal.UNCLEAR: not is_warm(plain, language),
    }
    yield from (reason for reason, holds in checks.items() if holds)


def _damaged(text: str) -> bool:
    """Whether signs are missing, hidden, or not what they look like."""
    if text.isascii():
        return "\0" in text
    return bool(
        _BAD_SIGNS.search(text)
        or _HEAPED.search(unicodedata.normalize("NFC", text))
        or _TWO_SCRIPTS.search(text)
    )


def _spam(text: str, plain: Folded) -> bool:
    """Whether it is made to be seen rather than said: tags, pictures, figures or one word over."""
    tags = _HASHTAG.findall(text)
    words = plain.words.split()
    repeated = len(words) >= _WORDS and len(set(words)) / len(words) < _REPEATED
    return (
        len(tags) > _HASHTAGS
        or sum(map(len, tags)) * 2 > len(text)
        or len(_PICTURE.findall(text)) > _PICTURES
        or len(_NUMBER.findall(text)) > _NUMBERS
        or text.count("\n") >= _LINES
        or repeated
    )


def _empty(text: str) -> bool:
    """Whether hardly a word is left without its tags."""
    letters = _LETTER.findall(_HASHTAG.sub("", text))
    east = sum(letter > "\u2e80" for letter in letters)
    return east < _SYLLABLES and len(letters) < _LETTERS
