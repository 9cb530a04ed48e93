"""What may not be quoted, by why."""

from __future__ import annotations

import pytest

from recordbook.reactions import lexicon
from recordbook.reactions.folding import folded
from recordbook.reactions.language import language_of
from recordbook.reactions.lexicon import LANGUAGES, has_slur
from recordbook.reactions.refusal import Refusal, refusal
from recordbook.reactions.terms import Terms, hashed

_REASONS = [
    ("I love this album so much, call 020 7946 0999 now", Refusal.TELEPHONE),
    ("정말 좋아요 010.5550.1234 로 연락", Refusal.TELEPHONE),
    ("lovely album, write to some.one+x@mail.example.org", Refusal.MAIL),
    ("lovely album, write to someone (at) mailbox (dot) org", Refusal.MAIL),
    ("lovely album, listening at 14 Elm Tree Road tonight", Refusal.ADDRESS),
    ("정말 좋은 노래 서울시 마포구 등불로 12", Refusal.ADDRESS),
    ("I'm 15 and this album is my life", Refusal.MINOR),
    ("as a 14 y/o this album is everything", Refusal.MINOR),
    ("저는 15살인데 노래가 너무 좋아요", Refusal.MINOR),
    ("15歳だけどこの曲が大好きです", Refusal.MINOR),
    ("tengo 15 años y este disco es mi vida", Refusal.MINOR),
    ("tenho 15 anos e amo esse disco demais", Refusal.MINOR),
    ("umurku 15 dan aku suka banget lagunya", Refusal.MINOR),
    ("we sang it at Lantern Middle School today", Refusal.SCHOOL),
    ("whoever dislikes it, I will k i l l you all, kill you", Refusal.THREAT),
    ("this is f*cking great, what an album", Refusal.COARSE),
    ("this is sh1t honestly and I mean it", Refusal.COARSE),
    ("thank you @somebody for this lovely album", Refusal.MENTION),
    ("thank you \uff20somebody for this lovely album", Refusal.MENTION),
    ("what a lovely album https://example.org/a", Refusal.SPAM),
    ("what a lovely album, see lanterns.example.com", Refusal.SPAM),
    ("love #a #b #c #d this album is lovely", Refusal.SPAM),
    ("wow wow wow wow wow wow wow wow wow", Refusal.SPAM),
    ("💜💜💜💜", Refusal.NO_WORDS),
    ("60M!", Refusal.NO_WORDS),
    ("lovely \u202eevil\u202c album and voice", Refusal.DAMAGED),
    ("lovely \ud83d album and voice", Refusal.DAMAGED),
    ("lovely \ufffd album and voice", Refusal.DAMAGED),
    ("l\u0301\u0302\u0303\u0304ove this album very much", Refusal.DAMAGED),
    ("I l\u043eve this album very much indeed", Refusal.DAMAGED),
    ("What a lovely album this is. " * 20, Refusal.SPAM),
    ("Это замечательный альбом и голос", Refusal.LANGUAGE),
    ("ein wunderschönes Album, ich bin so glücklich darüber", Refusal.LANGUAGE),
]


@pytest.mark.parametrize(("text", "reason"), _REASONS)
def test_reasons(text: str, reason: Refusal) -> None:
    """A post that may not be quoted is refused for its gravest reason."""
    assert refusal(text, language_of(text)) is reason


_FINE = [
    "60,000,000 streams on 2023-12-16, what a day for this album",
    "every song at 60 000 000 streams now, I am so happy",
    "10 songs, 60M each, and not a single skip, wow",
    "10 years in, and the voice only got warmer",
    "역시 최고로 60만 넘기고 1위라니 정말 자랑스럽다",
    "최고 1등 가수, 정말 자랑스럽다",
    "después de 10 años de carrera con 60 millones, qué orgullo",
    "sudah 10 tahun dan lagunya masih indah banget",
    "素敵な曲ばかりで泣いてばかりいる、鳥肌たった",
    "👨‍👩‍👧 the whole family sings along, so happy",
    "siempre te voy a apoyar, qué disco tan hermoso",
]


@pytest.mark.parametrize("text", _FINE)
def test_fine(text: str) -> None:
    """Counts, days, years of work and joy are no reason against a post."""
    assert refusal(text, language_of(text)) is None


@pytest.mark.parametrize(
    "text",
    ["what a zorg", "ZORGS all of them", "z0rg", "zórg", "z o r g there", "\uff5aorg", "zoooorg"],
)
def test_slurs_are_seen_through(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listed word is found in the plural, spaced out, drawn out or in other letters."""
    monkeypatch.setattr(lexicon, "_slurs", lambda: frozenset({hashed("zorg")}))
    lexicon._listed.cache_clear()
    assert has_slur(folded(text))
    assert not has_slur(folded("what a zorgon"))
    lexicon._listed.cache_clear()


def test_slurs_inside_words_of_the_east(monkeypatch: pytest.MonkeyPatch) -> None:
    """A listed word in Hangul is found inside another, spaces aside."""
    monkeypatch.setattr(lexicon, "_slurs", lambda: frozenset({hashed("가나다")}))
    lexicon._listed.cache_clear()
    assert has_slur(folded("저 가나 다들은 뭐야"))
    assert not has_slur(folded("가나라다"))
    lexicon._listed.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_list(language: str) -> None:
    """Each language has words for the same reasons and themes, and hashes of its slurs."""
    reasons = lexicon._refused(language)
    assert set(reasons) == set(lexicon._refused("en"))
    assert set(reasons) <= {reason.value for reason in Refusal}
    assert all(part.get("words") or part.get("hashes") for part in reasons.values())
    assert list(lexicon._themes(language)) == list(lexicon.theme_names())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_word_is_found(language: str) -> None:
    """Every word of every list refuses a post of its language that has nothing else."""
    listed = [
        (reason, word.rstrip("*"))
        for reason, part in lexicon._refused(language).items()
        for word in part.get("words", ())
    ]
    unwanted = lexicon.unwanted(language)
    missed = [word for reason, word in listed if reason not in unwanted.found(folded(word))]
    assert missed == []


def test_few_listed_words_are_one_letter() -> None:
    """A word of one letter is found anywhere: those few stand here, looked at one by one."""
    short = [
        word
        for code in LANGUAGES
        for reason, part in lexicon._refused(code).items()
        for word in part.get("words", ())
        if len(word) == 1 and word.isalpha()
    ]
    assert set(short) == set("糞呪塾稼孕姪甥좆")


def test_terms_are_whole_words() -> None:
    """A word in Latin letters is not found inside another, unless it is listed with a *."""
    terms = Terms.of([("a", "ass"), ("b", "proud*"), ("c", "te mato"), ("d", "🤡")])
    assert set(terms.found(folded("class assembly"))) == set()
    assert set(terms.found(folded("an ass, PROUDLY: te  mató 🤡"))) == {"a", "b", "c", "d"}
