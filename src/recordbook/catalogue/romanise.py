"""Hangul in Latin letters, by the Revised Romanisation of 2000, syllable by syllable.

Names are romanised without assimilation between syllables, as the rule for names of people asks;
a final consonant before a vowel moves over, and ㄹㄹ is ll. Spellings that people chose for
themselves ("Kim Taehyung") follow no rule: they are aliases in the catalogue.
"""

from __future__ import annotations

_FIRST, _LAST = 0xAC00, 0xD7A3
_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()  # noqa: SIM905 - a table, read as one
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()  # noqa: SIM905 - a table, read as one
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()  # noqa: SIM905 - a table, read as one
_MOVED = "- g kk gs n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p -".split()  # noqa: SIM905 - a table, read as one
_SILENT = _INITIALS.index("-")
_RIEUL_INITIAL, _RIEUL_FINAL = _INITIALS.index("r"), 8
_OPEN, _NG = 0, 21


def _parts(letter: str) -> tuple[int, int, int] | None:
    """Initial, vowel and final of a syllable, as indexes; None for anything else."""
    code = ord(letter)
    if not _FIRST <= code <= _LAST:
        return None
    rest, final = divmod(code - _FIRST, 28)
    initial, vowel = divmod(rest, 21)
    return initial, vowel, final


def romanise(text: str) -> str:
    """The text with every Hangul syllable in Latin letters; everything else is left as it is.

    >>> romanise("김태형"), romanise("설아"), romanise("달려")
    ('gimtaehyeong', 'seora', 'dallyeo')
    """
    parts = [_parts(letter) for letter in text]
    pieces: list[str] = []
    for index, (letter, part) in enumerate(zip(text, parts, strict=True)):
        if part is None:
            pieces.append(letter)
            continue
        before = parts[index - 1] if index else None
        after = parts[index + 1] if index + 1 < len(parts) else None
        pieces.append(_initial(part[0], before) + _VOWELS[part[1]] + _final(part[2], after))
    return "".join(pieces)


def _initial(initial: int, before: tuple[int, int, int] | None) -> str:
    if initial == _SILENT:
        return ""
    doubled = initial == _RIEUL_INITIAL and before is not None and before[2] == _RIEUL_FINAL
    return "l" if doubled else _INITIALS[initial]


def _final(final: int, after: tuple[int, int, int] | None) -> str:
    if final == _OPEN:
        return ""
    moves = after is not None and after[0] == _SILENT
    return (_MOVED if moves else _FINALS)[final].replace("-", "")


def romanised_keys(folded: str, *, person: bool) -> tuple[str, ...]:
    """The romanised spellings of a folded name under which it may be looked up.

    A name of one syllable has none: too many words of other languages look like it. A person's
    name also stands with its family name apart.

    >>> romanised_keys("지민", person=True), romanised_keys("뷔", person=True)
    (('jimin',), ())
    """
    syllables = sum(_parts(letter) is not None for letter in folded)
    if syllables < 2:  # noqa: PLR2004 - a name of one syllable
        return ()
    whole = romanise(folded)
    if not person or syllables != len(folded) or syllables < 3:  # noqa: PLR2004 - family and given
        return (whole,)
    return whole, f"{romanise(folded[:1])} {romanise(folded[1:])}"
