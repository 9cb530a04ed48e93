"""What is printed reads back as the same claim, and no text breaks the parser."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_claims import claims

from recordbook.claims import Claim, parse
from recordbook.errors import ClaimError

DAY = date(2023, 12, 16)
_WORDS = [
    '"Layover"',
    "by",
    '"V"',
    ":",
    "first",
    "and",
    "only",
    "album",
    "K-pop",
    "soloists",
    "with",
    "every",
    "track",
    ">=",
    "60M",
    "streams",
    "on",
    "spotify",
    "as",
    "of",
    "2023-12-16",
    "(",
    ")",
    "or",
    ",",
    "/",
    "3rd",
    "most",
    "among",
    "in",
    "the",
    "top",
    "10",
    "consecutive",
    "days",
    "at",
    "no.",
    "1",
    "whose",
    "artist",
    "is",
    "not",
    "excluding",
    "overtakes",
    "to",
    "become",
    "charts",
    "1억",
    "5천만",
    "counting",
    "edition",
    "released",
]


@settings(max_examples=300, deadline=None)
@given(claims())
def test_a_printed_claim_reads_back(claim: Claim) -> None:
    """`parse(str(claim)) == claim`, and the text is canonical: it prints as itself."""
    text = str(claim)
    assert parse(text) == claim
    assert str(parse(text)) == text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_a_claim_or_a_claim_error(text: str) -> None:
    """No text raises anything but a ClaimError."""
    with suppress(ClaimError):
        assert isinstance(parse(text, default_as_of=DAY), Claim)


@settings(deadline=None)
@given(claims(), st.data())
def test_a_damaged_claim_is_a_claim_or_a_claim_error(claim: Claim, data: st.DataObject) -> None:
    """A claim with a stretch cut out or doubled raises nothing but a ClaimError."""
    text = str(claim)
    at = data.draw(st.integers(0, len(text)))
    size = data.draw(st.integers(1, 12))
    stretch = data.draw(st.sampled_from(["", text[at : at + size] * 2, "\x00", "🎵", '"']))
    damaged = text[:at] + stretch + text[at + size :]
    with suppress(ClaimError):
        assert isinstance(parse(damaged, default_as_of=DAY), Claim)
