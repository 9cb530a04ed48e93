"""A choice is never of two alike, nor of what was refused, and does not depend on the order."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from recordbook.reactions.choice import NEAR, Candidate, choose

_WORDS = st.sampled_from(["proud", "song", "voice", "cry", "wow", "album", "tears", "joy", "night"])


@st.composite
def _candidates(draw: st.DrawFn) -> list[Candidate]:
    drawn = draw(
        st.lists(
            st.tuples(
                st.integers(0, 6),
                st.lists(_WORDS, min_size=1, max_size=8),
                st.sampled_from(["en", "ko", "ja"]),
                st.sampled_from(["pride", "tears", "other"]),
                st.integers(0, 100),
            ),
            max_size=25,
        )
    )
    return [
        Candidate(
            key=bytes([number]),
            author=bytes([author]),
            text=" ".join(words),
            words=f" {' '.join(words)} ",
            language=language,
            theme=theme,
            worth=worth / 100,
        )
        for number, (author, words, language, theme, worth) in enumerate(drawn)
    ]


def _clash(one: Candidate, other: Candidate) -> bool:
    alike = fuzz.token_set_ratio(one.words, other.words), fuzz.ratio(one.words, other.words)
    return one.author == other.author or max(alike) >= NEAR


@settings(max_examples=60, deadline=None)
@given(_candidates(), st.integers(3, 8), st.randoms(use_true_random=False))
def test_a_choice_is_varied_and_the_same(
    candidates: list[Candidate], count: int, chance: st.DataObject
) -> None:
    """No two chosen are of one author or near the same words, whatever stands beside them."""
    beside = candidates[:1]
    rest = candidates[1:]
    chosen = choose(rest, count, beside)
    assert len(chosen) <= count
    assert all(one in rest for one in chosen)
    assert not any(_clash(*pair) for pair in combinations([*beside, *chosen], 2))
    shuffled = list(rest)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert choose(shuffled, count, beside) == chosen


@settings(max_examples=40, deadline=None)
@given(_candidates(), st.integers(3, 8))
def test_a_choice_is_as_large_as_it_can_be_by_greed(
    candidates: list[Candidate], count: int
) -> None:
    """Where fewer are chosen than asked for, every other clashes with one, or is of a campaign."""
    chosen = choose(candidates, count)
    if len(chosen) == count:
        return
    for one in set(candidates) - set(chosen):
        copies = {
            other.author
            for other in candidates
            if other.author != one.author and fuzz.ratio(one.words, other.words) >= 85
        }
        assert len(copies) >= 3 or any(_clash(one, other) for other in chosen)
