"""What was found where words said more than a claim, or the same of two claims."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from importlib import import_module
from itertools import combinations, permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recordbook.claims import AllOf, AnyOf, Claim, Cohort, Condition, parse
from recordbook.stories.article import article
from recordbook.stories.cohorts import among
from recordbook.stories.language import LANGUAGES, language
from recordbook.stories.matter import Withdrawal
from recordbook.stories.rendering import text
from recordbook.stories.sentences import dated, sentence
from recordbook.stories.tell import tell
from recordbook.stories.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.claims import Subject
    from recordbook.claims.cohort import CohortTerm

_GOLDEN = str(Path(__file__).parents[1] / "golden")


def _named(subject: Subject) -> tuple[str, str]:
    return subject.name or subject.key or "", subject.by or ""


WORDS = [Words(language=language(code), named=_named, long=True) for code in LANGUAGES]


def _one(attribute: str, *values: str, of: str = "artist", negated: bool = False) -> Condition:
    return Condition(attribute=attribute, values=values, of=of, negated=negated)


_CONDITIONS = [
    _one("gender", "female"),
    _one("gender", "female", negated=True),
    _one("scene", "k-pop"),
    _one("country", "Japan"),
    _one("country", "Japan", of="self"),
    _one("country", "Japan", "Brazil"),
    _one("genre", "jazz"),
    _one("genre", "jazz", of="self"),
    _one("released", "2023", of="self"),
    _one("released", "2023", of="self", negated=True),
    _one("act type", "soloist"),
    _one("act type", "boy group", "girl group"),
    _one("label", "HYBE"),
    _one("label", "HYBE", of="self"),
    _one("member of", "BTS"),
    _one("artist", "V"),
    _one("artist", "V", negated=True),
    _one("debut", "2013"),
    _one("language", "Korean", of="self"),
    _one("language", "English", "Korean", of="self"),
    _one("release type", "EP", of="self"),
    _one("top", "10", of="self"),
]


def _terms() -> Iterator[CohortTerm]:
    yield from _CONDITIONS
    for pair in combinations(_CONDITIONS, 2):
        yield AllOf(pair)
        yield AnyOf(pair)
    for a, b, c, d in permutations([_CONDITIONS[at] for at in (2, 3, 8, 12)]):
        yield AnyOf((a, AllOf((b, c)), d))
        yield AnyOf((AllOf((a, b, c)), d))
        yield AnyOf((AllOf((a, b)), AllOf((c, d))))
        yield AllOf((a, AnyOf((b, AllOf((c, d))))))
        yield AnyOf((a, AllOf((b, AnyOf((c, d))))))
        yield AnyOf((AllOf((a, AnyOf((b, c)))), d))
        yield AllOf((AnyOf((a, b)), AnyOf((c, d))))


@pytest.mark.parametrize("population", ["album", "track", "soloist", "group"])
def test_no_two_cohorts_read_the_same(population: str) -> None:
    """A condition of the work is never told as one of its artist, and no bracket is lost."""
    cohorts = {Cohort(population=population, term=term) for term in _terms()}
    for words in WORDS:
        seen: dict[str, Cohort] = {}
        for cohort in cohorts:
            said = among(words, cohort).one
            assert seen.setdefault(said, cohort) == cohort, said


_BASE = parse(
    '"Layover" by "V": first album by K-pop soloists with every track >= 60M streams on spotify'
    " as of 2023-12-16"
)
_OTHERS = [
    "every track > 60M streams on spotify",
    "every track >= 60000001 streams on spotify",
    "every track >= 60M streams on spotify charts",
    "every track >= 60M streams on spotify in South Korea",
    "every track >= 60M streams on spotify in 2023",
    "every track >= 60M streams on spotify since 2023",
    "every track >= 60M streams on spotify so far in 2023",
    "every track >= 60M streams on melon",
    "album total >= 60M streams on spotify",
    "60 tracks >= 60M streams on spotify",
    "every track >= 60M streams on spotify counting single albums",
    "every track >= 60M streams on spotify not counting instrumentals",
    "every track >= 60M streams on spotify any credit",
    "every track >= 60M streams on spotify exact credit",
    "every track >= 60M streams on spotify days inclusive",
    "first-day streams >= 60M streams on spotify",
]
_FAMILIES = ["first", "only", "first and only", "2nd", "3rd", "one of 2", "one of 3", "joins"]


def _neighbours() -> Iterator[Claim]:
    """Claims that differ from one another in one word."""
    day = " as of 2023-12-16"
    for family in _FAMILIES:
        many = "s" if family.startswith(("one of", "joins")) else ""
        for cohort in ("by K-pop soloists", "by K-pop acts", "by soloists", "released in 2023"):
            text = f'"Layover" by "V": {family} album{many} {cohort} with '
            yield parse(f"{text}every track >= 60M streams on spotify{day}")
    for other in _OTHERS:
        try:
            yield parse(f'"Layover" by "V": first album by K-pop soloists with {other}{day}')
        except ValueError:  # not every measure has the words
            continue
    assert _BASE.cohort is not None
    yield replace(_BASE, cohort=replace(_BASE.cohort, excluding=(_BASE.subject,)))


def test_no_two_claims_read_the_same() -> None:
    """A qualifier that is told nowhere makes another claim of it: every one is told."""
    claims = set(_neighbours())
    assert len(claims) > 40
    for words in WORDS:
        seen: dict[str, Claim] = {}
        for claim in claims:
            said = dated(words, claim, sentence(words, claim, words.subject(claim.subject)).said)
            assert seen.setdefault(said, claim) == claim, said


_UNSTEADY = [
    '"Jung Kook": every album >= 30M streams on spotify',
    '"Jung Kook": monthly listeners >= 30M on spotify',
    '"Blue" by "V": peak rank >= 3 on billboard hot 100',
]


@pytest.mark.parametrize("style", ["newsroom", "chart", "fan"])
@pytest.mark.parametrize("text", _UNSTEADY)
def test_what_a_later_day_may_end_says_its_day(
    text: str, style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new album has no streams yet, and a song may climb: the short post needs its day, too."""
    monkeypatch.setattr("sys.path", [_GOLDEN, *sys.path])
    poets = import_module("typed_matters").poets
    matter = poets(f"{text} as of 2023-12-16")
    for code in LANGUAGES:
        assert "2023" in tell(matter, language=code, style=style).post


def test_nobody_is_said_to_have_told_it_on_the_day_it_is_a_record_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A book that was filled years later told nothing then: the day is the record's, no more."""
    monkeypatch.setattr("sys.path", [_GOLDEN, *sys.path])
    matter = import_module("typed_matters").poets()
    gone = Withdrawal(reason="refuted", day=date(2026, 11, 22))
    post = tell(replace(matter, withdrawn=gone)).post
    assert "told as a record of May 13, 2024 and withdrawn on November 22, 2026" in post


def test_no_day_is_given_for_what_happened_on_one_of_several(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the crossing is known within days, no sentence says on which it became a record."""
    monkeypatch.setattr("sys.path", [_GOLDEN, *sys.path])
    typed = import_module("typed_matters")
    whole = {"member": 1, "witness": None, "witness_name": None}
    monkeypatch.setattr(typed, "_RIVAL", {**vars(typed)["_RIVAL"], **whole})
    matter = typed.poets()
    subject = replace(matter.proof.subject, earliest=date(2024, 5, 1))
    open_day = replace(matter, proof=replace(matter.proof, subject=subject))
    said = text(article(open_day, tell(open_day)))
    assert "between May 1, 2024, and May 13, 2024; which one is not known" in said
    assert "It is a record of May 13, 2024." in said
    assert "became" not in said
