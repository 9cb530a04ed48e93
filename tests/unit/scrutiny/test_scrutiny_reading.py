"""From sentences to claims: the same one in many wordings, another one by a word more."""

from __future__ import annotations

import pytest
from articles import article, claims, kinds

STORY = (
    '"Layover" by "V": first album by K-pop soloists with every track >= 60M streams'
    " on spotify as of 2023-12-20"
)


WORDINGS = """
V's Layover is the first album by a K-pop soloist with every track past 60M Spotify streams.
Layover by V becomes the first album by a K-pop soloist to have all tracks surpass 60 million \
streams each on Spotify
Layover became the first K-pop soloist album to have all of its three tracks hit 60M streams \
on Spotify.
Fans rejoiced as Layover became the first album by a K-pop soloist to have all its songs \
reach sixty million streams on the streaming platform, Spotify.
V's album Layover is the first by a K-pop soloist with 60M+ streams for every song on Spotify!
BTS' V's Layover: the first album by a K-pop solo artist with each track crossing 60,000,000 \
Spotify streams.
"""


@pytest.mark.parametrize("text", WORDINGS.strip().split("\n"))
def test_one_claim_in_many_wordings(text: str) -> None:
    """The wording does not change what is claimed."""
    assert claims(text) == [STORY]


@pytest.mark.parametrize(
    ("added", "changed"),
    [
        ("male K-pop soloist", "male K-pop soloists"),
        ("soloist", "by soloists with"),
        ("K-pop soloist released in 2023", "released in 2023"),
        ("Korean soloist", "soloists from South Korea"),
    ],
)
def test_a_qualifier_changes_the_claim(added: str, changed: str) -> None:
    """A word more or less in the cohort is another claim."""
    said = f"Layover is the first album by a {added} with every track past 60M streams on Spotify."
    (claim,) = claims(said)
    assert claim != STORY
    assert changed in claim


UNREAD = """
Layover is the first charismatic album by a K-pop soloist with 60M streams on Spotify.
Layover is the first album by a K-pop soloist born after 1990 with 60M streams on Spotify.
Layover is not the first album by a K-pop soloist with 60M streams on Spotify.
Is Layover the first album by a K-pop soloist with 60M streams on Spotify?
Layover could be the first album by a K-pop soloist with 60M streams on Spotify.
If fans stream, Layover is the first album by a K-pop soloist with 60M streams on Spotify.
Layover is the first album by a K-pop soloist with 60M streams on Spotify, excluding reissues.
Layover has 60M streams on Spotify, without the remix.
Park Layover has 60M streams on Spotify.
It is a myth that Layover has 60M streams on Spotify.
Layover sold 60M copies.
Layover grew by 30% on Spotify.
Layover has 60M streams on Spotify in 2023.
Layover is the most streamed album on Spotify today.
V first surpassed 60M streams on Spotify.
Palette has 60M streams on Spotify.
IU's Layover has 60M streams on Spotify.
Layover earned the biggest debut for a K-pop soloist on Spotify.
Layover is one of the most streamed albums by a K-pop soloist on Spotify.
Layover nearly surpassed 60M streams on Spotify.
V has three songs, and 200 million streams on Spotify.
Layover earned 60M streams on Spotify yesterday.
On a rainy day, Layover surpassed 60M streams on Spotify.
V is the first K-pop soloist with 60M streams on Spotify with Layover.
Blue is the second song after Slow Dancing by V to surpass 60M streams on Spotify.
"""


@pytest.mark.parametrize("text", UNREAD.strip().split("\n"))
def test_what_is_not_understood_is_not_claimed(text: str) -> None:
    """Where a word may change what is meant, no claim is made."""
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "V is the first K-pop soloist to hit 1B streams on Spotify.",
            "first K-pop soloist with total",
        ),
        ("Layover is one of only three albums with 1B streams on Spotify.", "one of 3 albums"),
        ("Blue is the third song by a soloist to hit 100M streams on Spotify.", "3rd track"),
        ("Blue is the fastest song to reach 100M streams on Spotify.", "fastest track to 100M"),
        (
            "Blue is the most-streamed song of all time on Spotify.",
            "most total streams among tracks",
        ),
        ("Layover overtakes FACE in total streams on Spotify.", 'overtakes "FACE" by "Jimin"'),
        ("Layover peaked at No. 2 on the Billboard 200.", "peak rank = 2 on billboard 200"),
        ("Blue spent 12 weeks on the Billboard Hot 100.", "12 weeks in the top 100"),
        ("Blue reached 100M streams on Spotify in just 38 days.", "38 days to 100M streams"),
        ("V has 3 songs with at least 100M streams on Spotify.", "3 tracks >= 100M streams"),
        ("V has nearly 20 million monthly listeners on Spotify.", "monthly listeners ~ 20M"),
        ("Blue had 5M streams on its first day on Spotify.", "first-day streams >= 5M"),
        ("Blue is 2 million streams short of 100 million on Spotify.", "2M short of 100M"),
        ("IU's Home has over 100M views on YouTube.", "total > 100M views on youtube"),
    ],
)
def test_families(text: str, claim: str) -> None:
    """Every family has its words."""
    (found,) = claims(text)
    assert claim in found


def test_what_the_sentence_before_says_goes_on() -> None:
    """What "it" is, and what was reached, carry on; a second clause shares the measure."""
    before = "Layover has passed 500M streams on Spotify."
    (claim,) = claims(f"{before} It is the fastest album by a soloist to do so.")
    assert "fastest album by soloists to 500M streams" in claim
    both = claims("Layover has 900M streams on Spotify, while FACE has 1.1 billion.")
    assert [one.split(":")[0] for one in both] == ['"Layover" by "V"', '"FACE" by "Jimin"']


def test_attribution_and_hedges_are_kept() -> None:
    """Who says so, and how surely, is no part of the claim, and is not lost."""
    (one,) = article(
        "According to BTS Data, Layover reportedly has 1B streams on Spotify."
    ).statements
    assert (one.attribution, one.hedge, len(one.claims)) == ("BTS Data", "reportedly", 1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Fans were over the moon.", "opinion"),
        ('"We never dreamed of a billion streams," she said.', "quote"),
        ("Layover will reach 2 billion streams on Spotify.", "forecast"),
        ("It rained all day.", "nothing"),
        ("The tour sold 1.2 million tickets.", "nothing"),
    ],
)
def test_other_sentences(text: str, kind: str) -> None:
    """A sentence that claims nothing says what it is."""
    assert kinds(text) == [kind]


KOREAN = "뷔의 'Layover'가 K팝 솔로 가수 앨범 최초로 전곡 스포티파이 6천만 스트리밍을 돌파했다."
SPANISH = (
    "«Layover», de V, es el primer álbum de solistas de K-pop con todas sus canciones con al"
    " menos 60 millones de reproducciones en Spotify."
)


@pytest.mark.parametrize(("text", "language"), [(KOREAN, "ko"), (SPANISH, "es")])
def test_other_languages(text: str, language: str) -> None:
    """The same claim is read in Korean and Spanish."""
    assert claims(text, language) == [STORY]


def test_a_woman_in_spanish() -> None:
    """The feminine of a person narrows the cohort; that of a song does not."""
    assert (
        "first female soloist"
        in claims("IU es la primera solista con 100 millones de reproducciones en Spotify.", "es")[
            0
        ]
    )
    assert (
        "female"
        not in claims(
            "Blue es la primera canción con 100 millones de reproducciones en Spotify.", "es"
        )[0]
    )
