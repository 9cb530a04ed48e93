"""What is somebody's own: numbers and addresses by which a person is reached."""

from __future__ import annotations

import regex

_MAIL = regex.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+\s?(?:\.|\(dot\)|\[dot\])\s?[a-z]{2,}"
    r"|\b(?:gmail|hotmail|naver|daum|outlook|yahoo|icloud)\W{0,3}(?:com|net|co)\b"
    r"|\b\w{3,} at (?:gmail|hotmail|naver|outlook|yahoo)"
)
_DIGITS = regex.compile(r"\+?\(?\d[\d\s().\-/·]{5,22}\d")
_GROUPED = regex.compile(r"\d{1,3}(?:([,.\s])\d{3})(?:\1\d{3})*")
_DATE = regex.compile(r"(?:19|20)\d\d\D{1,2}\d{1,2}\D{1,2}\d{1,2}|\d{1,2}\D\d{1,2}\D(?:19|20)\d\d")
_FEWEST, _MOST = 8, 15  # digits of a telephone number


def has_mail(raw: str) -> bool:
    """Whether an e-mail address is in a folded text, written out or disguised."""
    return bool(_MAIL.search(raw))


def has_telephone(raw: str) -> bool:
    """Whether some digits may be a telephone number: what is no count, and no date.

    >>> has_telephone("call 010-2345-6789"), has_telephone("60,000,000 on 2023-12-16")
    (True, False)
    """
    return any(_may_be_called(found[0].strip()) for found in _DIGITS.finditer(raw))


def _may_be_called(text: str) -> bool:
    digits = "".join(letter for letter in text if letter.isdigit())
    if not _FEWEST <= len(digits) <= _MOST or _DATE.fullmatch(text):
        return False
    if text.startswith(("+", "0", "(0", "(+")):
        return True
    round_number = digits.endswith("000")
    if found := _GROUPED.fullmatch(text):
        return found[1] == " " and not round_number
    return not round_number
