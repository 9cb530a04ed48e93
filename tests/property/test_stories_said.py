"""Any claim can be told in every language, and what is not proven is never told as a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from sayable_claims import sayable
from strategies_claims import claims

from recordbook.stories.goals import known
from recordbook.stories.language import LANGUAGES, language
from recordbook.stories.sentences import dated, sentence
from recordbook.stories.words import Words
from recordbook.units import Bounds

if TYPE_CHECKING:
    from recordbook.claims import Claim, Subject

_HOSTILE = st.sampled_from(
    [
        "\u200b",
        "ליל\u202eה",
        "<script>",
        "{subject}",
        "x" * 300,
        "\n\n",
        "\u2018\u2019",
        "👩‍👩‍👧",
        "(a) 1",
    ]
)


def _named(subject: Subject) -> tuple[str, str]:
    return subject.name or subject.key or "", subject.by or ""


WORDS = [
    Words(language=language(code), named=_named, long=long)
    for code in LANGUAGES
    for long in (True, False)
]


@given(claims())
@settings(max_examples=40, deadline=None)
def test_every_claim_can_be_told(claim: Claim) -> None:
    """Every family, measure, cohort and reading has words in every language, on one line."""
    for words in WORDS:
        told = sentence(words, claim, words.subject(claim.subject))
        for text in (told.said, told.head, told.case, dated(words, claim, told.said)):
            assert text
            assert "\n" not in text
            assert "  " not in text


@given(sayable())
@settings(max_examples=40, deadline=None)
def test_a_question_never_holds_the_record(claim: Claim) -> None:
    """What is said of an open claim does not contain what is said of a proven one."""
    for words in WORDS:
        subject = words.subject(claim.subject)
        told = sentence(words, claim, subject)
        record = _bare(told.said, subject)
        assert record
        assert record not in _bare(told.case, subject)


def _bare(text: str, subject: str) -> str:
    """A text without its subject and the particle that follows it."""
    return re.sub(
        r"^(?:은|는|이|가|은\(는\)|이\(가\)|は|が|、|,)\s*", "", text.replace(subject, "")
    ).strip()


@given(claims(), _HOSTILE)
@settings(max_examples=30, deadline=None)
def test_names_stay_what_they_are(claim: Claim, name: str) -> None:
    """No name is taken for a template, breaks the line or turns the direction of the rest."""
    for words in WORDS:
        subject = words.work(name, "V", artist=False)
        told = sentence(words, claim, subject)
        assert subject in told.said or "\u2068" in told.said
        assert told.said.count("\u2068") == told.said.count("\u2069")
        assert "\u202e" not in told.said


@given(sayable(), st.integers(0, 10**12), st.none() | st.integers(0, 10**12))
@settings(max_examples=40, deadline=None)
def test_what_is_known_can_be_told(claim: Claim, low: int, more: int | None) -> None:
    """Bounds of any measure have words, or there is nothing to say."""
    bounds = Bounds(low, None if more is None else low + more)
    for words in WORDS:
        for coarse in (False, True):
            said = known(words, claim, bounds, coarse=coarse)
            assert said or bounds.high is None
