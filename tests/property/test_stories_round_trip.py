"""What is told of a proven claim in English is read as that claim, or as none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from sayable_claims import DAY, catalogue, sayable

from recordbook.claims import Claim, Family, Subject, families, parse
from recordbook.scrutiny import read
from recordbook.stories.language import language
from recordbook.stories.sentences import dated, sentence
from recordbook.stories.words import Words

TABLES = catalogue().tables()


def _named(subject: Subject) -> tuple[str, str]:
    return subject.name, subject.by or ""


WORDS = {long: Words(language=language("en"), named=_named, long=long) for long in (True, False)}


def _read(text: str) -> set[Claim]:
    """The claims in a text published on the day the claims are of."""
    article = read(text, TABLES, DAY, language="en")
    return {_same(claim) for one in article.statements for claim in one.claims}


def _same(claim: Claim) -> Claim:
    """The claim with the one word for what two words say: the highest count is the most."""
    said = claim.superlative
    if said and said.family is Family.HIGHEST and claim.measure.aggregate not in families.RANKS:
        return replace(claim, superlative=replace(said, family=Family.MOST))
    return claim


@given(sayable())
@settings(max_examples=60, deadline=None)
def test_a_headline_and_a_post_are_never_read_as_another_claim(claim: Claim) -> None:
    """The words of a claim mean it, or cannot be read with certainty."""
    for words in WORDS.values():
        told = sentence(words, claim, words.subject(claim.subject))
        for text in (told.head, f"{dated(words, claim, told.said)}."):
            assert _read(text) <= {_same(claim)}, text


@given(sayable())
@settings(max_examples=40, deadline=None)
def test_what_is_not_proven_is_read_as_no_claim(claim: Claim) -> None:
    """Nobody who reads the question takes it for the answer."""
    words = WORDS[True]
    case = sentence(words, claim, words.subject(claim.subject)).case
    for status in ("undecided", "refuted", "withdrawn"):
        assert _read(f"{words.say(f'status.{status}')}: {case}.") == set()


_ALBUM, _SONG = '"Layover" by "V"', '"Blue" by "V"'
_PLAIN = [
    f"{_ALBUM}: first and only album by K-pop soloists with every track >= 60M streams on spotify",
    f"{_ALBUM}: first album by female 4th-generation soloists with every track >= 1.5B streams",
    f"{_ALBUM}: only album by K-pop soloists from South Korea with album total >= 1B streams",
    (
        f"{_ALBUM}: one of 3 albums by girl groups released in 2023 with every track >= 60M streams"
        " counting single albums, not counting instrumentals"
    ),
    f"{_ALBUM}: 2nd album by members of BTS with album total >= 500M streams",
    f"{_ALBUM}: joins albums by K-pop soloists with album total >= 1B streams",
    f"{_ALBUM}: joins albums by K-pop soloists with every track >= 50M streams",
    f"{_ALBUM}: every track >= 50M streams on spotify",
    f"{_ALBUM}: album total > 1B streams on spotify",
    f"{_ALBUM}: 6 tracks",
    f"{_ALBUM}: released on 2023-09-08",
    f"{_ALBUM}: duration 17:36",
    f"{_SONG}: fastest track by K-pop soloists to 1B streams on spotify",
    f"{_SONG}: 2nd fastest track by soloists signed to BIGHIT MUSIC to 1B streams on spotify",
    f"{_SONG}: first track by soloists debuted in 2013 with debut rank = 1 on billboard hot 100",
    f"{_SONG}: only track by soloists with peak rank = 1 on billboard hot 100",
    f"{_SONG}: 10 weeks at no. 1 on billboard hot 100",
    f"{_SONG}: 5 consecutive days in the top 10 on spotify charts in South Korea",
    f"{_SONG}: most streams in a day among tracks by K-pop soloists on spotify",
    f"{_SONG}: 3rd most total streams among tracks by male soloists on spotify so far in 2023",
    f'{_SONG}: most first-day streams among tracks excluding "Like Crazy" by "Jimin" on spotify',
    f"{_SONG}: least total streams among tracks by K-pop soloists on spotify",
    f'{_SONG}: overtakes "Like Crazy" by "Jimin" in total streams on spotify',
    (
        f'{_SONG}: overtakes "Like Crazy" by "Jimin" to become 2nd in total streams among tracks by'
        " K-pop soloists on spotify"
    ),
    f'{_SONG}: ties "Like Crazy" by "Jimin" in total streams on spotify',
    f"{_SONG}: extends record in streams in a day on spotify",
    f"{_SONG}: personal best in first-day streams on spotify",
    f"{_SONG}: 108 days to 1B streams on spotify",
    f"{_SONG}: 1.2M short of 2B streams on spotify",
    f"{_SONG}: streams lost >= 3M on spotify",
    f"{_SONG}: 5 country charts at no. 1 on spotify charts",
    '"Jung Kook": most monthly listeners among K-pop soloists on spotify',
    '"Jung Kook": monthly listeners >= 30M on spotify',
    '"Jung Kook": first K-pop soloist with 5 tracks >= 100M streams on spotify',
    '"Jung Kook": 5 entries in the top 10 on one day on spotify charts',
    '"Jung Kook": one of 3 K-pop soloists with 5 tracks >= 100M streams on spotify',
    '"Jung Kook": one of 14 T-pop soloists with 5 tracks >= 100M streams on spotify',
    '"Jung Kook": youngest K-pop soloist with total >= 1B streams on spotify',
]


@pytest.mark.parametrize("text", _PLAIN)
def test_the_usual_claims_come_back(text: str) -> None:
    """What people claim every day is read back word for word, as headline and as post."""
    claim = parse(text, default_as_of=DAY)
    for words in WORDS.values():
        told = sentence(words, claim, words.subject(claim.subject))
        assert _read(f"{told.head}.") == {_same(claim)}, told.head
        assert _read(f"{dated(words, claim, told.said)}.") == {_same(claim)}


def test_most_of_what_can_be_said_comes_back() -> None:
    """Of random claims, silly ones among them, more than half are read back."""
    said: list[bool] = []

    @given(sayable())
    @settings(max_examples=150, deadline=None, derandomize=True, database=None)
    def count(claim: Claim) -> None:
        words = WORDS[True]
        told = sentence(words, claim, words.subject(claim.subject))
        said.append(_same(claim) in _read(f"{dated(words, claim, told.said)}."))

    count()
    assert sum(said) > len(said) / 2
