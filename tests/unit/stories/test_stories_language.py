"""A language is a folder: the same keys in each, and numbers, lists and particles of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from recordbook.claims import Aggregate, Comparator, Family, vocabulary
from recordbook.stories import LANGUAGES, language
from recordbook.stories.errors import NoLanguage, NoWords
from recordbook.stories.names import isolated, length, plain, shortened
from recordbook.stories.particles import particle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FORMS = {"zero", "one", "two", "few", "many", "other", "m", "f"}
_OWN = {"gender", "few", "clock", "gap", "genre", "place", "place_from", "place_in", "is"} | {
    "ordinal_alone",
    "attribute",
}
"""Tables that a language has only if it needs them."""
_SOME = {"with", "reach", "clause", "reached", "mark", "brief", "head", "club", "reading_if"}
"""Words that say something better than the ones that every language has for it."""


def _keys(words: Mapping[str, Any], under: str = "") -> Iterator[str]:
    for key, value in words.items():
        top = under.split(".", maxsplit=1)[0] or key
        if top in _OWN or key in _SOME - ({"mark", "with"} if under == "goal." else set()):
            continue
        if key.endswith(("_head", "_total")):
            continue
        if isinstance(value, dict) and not value.keys() <= _FORMS:
            yield from _keys(value, f"{under}{key}.")
        else:
            yield f"{under}{key}"


def _claims(code: str) -> dict[str, Any]:
    spoken = language(code)
    return {top: spoken.words("claims", top) for top in _tops(code)}


def _tops(code: str) -> list[str]:
    from recordbook.stories.language import HOME, _read  # noqa: PLC0415 - to see a whole file

    return list(_read(HOME / code / "claims.toml"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_keys(code: str) -> None:
    """A claim that can be told in English can be told in every language."""
    assert set(_keys(_claims(code))) == set(_keys(_claims("en")))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_of_the_claim_language_is_there(code: str) -> None:
    """Families, measures, comparators, populations, platforms and metrics have words."""
    spoken = language(code)
    wanted = [
        *(f"family.{one.name.lower()}" for one in Family),
        *(f"measure.{one.name.lower()}.thing" for one in Aggregate),
        *(f"bound.{one.value}" for one in Comparator),
        *(f"rank.{one.value}" for one in Comparator),
        *(f"day.{one.value}" for one in Comparator),
        *(f"population.{one}" for one in vocabulary.POPULATIONS),
        *(f"platform.{one.replace('.', '')}" for one in vocabulary.PLATFORMS),
        *(f"metric.{one}" for one in vocabulary.METRICS),
        *(f"who.scene.{one}" for one in vocabulary.SCENES.values()),
        *(f"who.gender.{one}" for one in vocabulary.GENDERS.values()),
        *(f"who.generation.{one}" for one in vocabulary.GENERATIONS.values()),
        *(f"act.{one}" for one in vocabulary.ACT_TYPES.values()),
    ]
    assert [key for key in wanted if not spoken.has("claims", key)] == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("value", [1, 999, 10_000, 59_999_999, 60_000_000, 999_999_999, 10**12 - 1])
def test_rounded_numbers_never_overstate(code: str, value: int) -> None:
    """A rounded number read back is never above the number, and rounded up never below it."""
    spoken = language(code)
    units = {
        "en": {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12},
        "ko": {"만": 10**4, "억": 10**8, "조": 10**12},
        "ja": {"万": 10**4, "億": 10**8, "兆": 10**12},
        "es": {" mil": 10**3, " millón": 10**6, " millones": 10**6, " billón": 10**12},
        "id": {" ribu": 10**3, " juta": 10**6, " miliar": 10**9, " triliun": 10**12},
        "pt": {" mil": 10**3, " milhões": 10**6, " milhão": 10**6}
        | {" bilhões": 10**9, " bilhão": 10**9, " trilhão": 10**12},
    }[code]

    def read(text: str) -> float:
        text = text.replace("mil millones", "1000 millones")
        grouped, point = (",", ".") if code in {"en", "ko", "ja"} else (".", ",")
        total = 0.0
        for part in text.split() if code == "ko" else _parts(text):
            unit = next((u for u in sorted(units, key=len, reverse=True) if part.endswith(u)), "")
            number = part.removesuffix(unit).replace(grouped, "").replace(point, ".")
            total += float(number) * units.get(unit, 1)
        return total

    def _parts(text: str) -> list[str]:
        if code != "ja":
            return [text]
        for unit in "万億兆":
            text = text.replace(unit, f"{unit} ")
        return text.split()

    assert read(spoken.rounded(value)) <= value <= read(spoken.rounded(value, up=True))


def test_numbers_are_said_with_the_words_of_each_language() -> None:
    """Long and short scales, myriads and the singular of one million and a half."""
    said = {code: language(code).exact(1_500_000_000, long=True) for code in LANGUAGES}
    assert said == {
        "en": "1.5 billion",
        "ko": "15억",
        "es": "1500 millones",
        "ja": "15億",
        "id": "1,5 miliar",
        "pt": "1,5 bilhão",
    }


def test_words_for_one_and_for_many_differ() -> None:
    """A plural is chosen by CLDR's rules, a gender by what is said."""
    spanish = language("es")
    said = [spanish.say("claims", "metric.streams", n=n) for n in (1, 2, 1_000_000)]
    assert said == ["reproducción", "reproducciones", "reproducciones"]
    assert spanish.say("claims", "ordinal.2", gender="f") == "segunda"


def test_what_is_missing_is_an_error() -> None:
    """A key, a value or a language that is not there is named."""
    with pytest.raises(NoWords, match=r"en/claims\.toml has no words for nowhere"):
        language("en").say("claims", "nowhere")
    with pytest.raises(NoWords, match="nothing was given"):
        language("en").say("claims", "subject.alone")
    with pytest.raises(NoLanguage, match="tlh"):
        language("tlh")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("뷔", "뷔는"),
        ("정국", "정국은"),
        ("서울", "서울은"),
        ("Layover", "Layover는"),
        ("Seven", "Seven은"),
        ("BTS", "BTS는"),
        ("Jung Kook", "Jung Kook은"),
        ("『Slow Dancing (Piano Ver.)』", "『Slow Dancing (Piano Ver.)』은"),
        ("2023", "2023은"),
        ("100", "100은"),
        ("D-2", "D-2는"),
        ("1조", "1조는"),
        ("ليلى", "ليلى은(는)"),
        ("🎉", "🎉은(는)"),
    ],
)
def test_korean_particles_fit_what_stands_before(text: str, said: str) -> None:
    """The form is chosen by the sound; where that cannot be known, both are written."""
    assert text + particle(text, "은", "는") == said


def test_rieul_is_a_vowel_before_ro() -> None:
    """서울로, but 부산으로."""
    assert [particle(one, "으로", "로") for one in ("서울", "부산", "뷔", "1")] == [
        "로", "으로", "로", "로",
    ]  # fmt: skip


def test_spanish_lists_avoid_two_like_sounds() -> None:
    """Spanish says V e IU and BTS u Oasis, but A y B."""
    spanish = language("es")
    assert spanish.list(["V", "IU"]) == "V e IU"
    assert spanish.list(["BTS", "Oasis"], "or") == "BTS u Oasis"
    assert spanish.list(["A", "B"]) == "A y B"


def test_days_are_written_in_full() -> None:
    """A day is never a row of figures that two countries read differently."""
    said = [language(code).date(date(2024, 5, 13)) for code in LANGUAGES]
    assert said == [
        "May 13, 2024",
        "2024년 5월 13일",
        "13 de mayo de 2024",
        "2024年5月13日",
        "13 Mei 2024",
        "13 de maio de 2024",
    ]


def test_shares_are_rounded_towards_nothing() -> None:
    """What is not all is never told as a hundred per cent."""
    assert language("en").percent(0.9999) == "99.9%"
    assert language("pt").percent(0.5) == "50%"


def test_names_lose_what_cannot_be_seen() -> None:
    """Control characters, overrides and zero widths go; joiners that join stay."""
    assert plain("La\u200byov\x00er\u202e") == "Layover"
    assert plain("\u2066\u200b\u2069") == ""
    assert plain("👩\u200d🎤") == "👩\u200d🎤"
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0645"
    assert plain(persian) == persian
    assert plain("<b>x</b>") == "<b>x</b>"


def test_long_names_end_with_an_ellipsis() -> None:
    """What people count as one character is never cut in two."""
    family = "👩‍👩‍👧"
    assert shortened(family * 5, 3) == f"{family}{family}…"
    assert length(shortened("x" * 300, 80)) == 80


def test_text_of_the_other_direction_stands_apart() -> None:
    """Only what runs from right to left is isolated, and once."""
    assert isolated("Layover") == "Layover"
    assert isolated(isolated("ليلى")) == "\u2068ليلى\u2069"
