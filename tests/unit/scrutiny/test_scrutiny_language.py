"""The language of a text, and texts in none that is read."""

from __future__ import annotations

import pytest
from articles import article

from recordbook.scrutiny.language import in_script, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The album has been streamed more than one billion times on Spotify", "en"),
        ("El álbum ha superado los mil millones de reproducciones", "es"),
        ("뷔의 앨범이 10억 스트리밍을 돌파했다", "ko"),
        ("Das Album wurde mehr als eine Milliarde Mal gestreamt und ist damit das erste", ""),
    ],
)
def test_languages(text: str, language: str) -> None:
    """Three languages are told, and others are told to be others."""
    assert language_of(text) == language


def test_a_foreign_text_is_not_read() -> None:
    """Every sentence of a text in another language is answered, and none is judged."""
    text = "Das Album wurde eine Milliarde Mal gestreamt. Es ist das erste Album dieser Art."
    found = article(text, language="")
    assert len(found.statements) == 2
    assert all(not one.claims and "language" in one.reason for one in found.statements)


def test_a_foreign_sentence_within_a_text() -> None:
    """A Korean sentence in an English text is set apart."""
    assert not in_script("en", "뷔의 앨범이 나왔다")
    assert in_script("en", "V's 앨범 Layover is out")
