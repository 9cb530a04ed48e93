"""Law: folding is idempotent, empties nothing, and every key of a name is folded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recordbook.catalogue.names import fold, folded_keys, read_title

TITLES = st.builds(
    "{}{}".format,
    st.text(min_size=1, max_size=12),
    st.sampled_from(["", " - EP", " (Deluxe)", " (feat. A)", " - Piano Ver.", " [Live]"]),
)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """fold(fold(x)) = fold(x), and only blank or invisible text folds to nothing."""
    folded = fold(text)
    assert fold(folded) == folded
    assert folded or not any(letter.isalnum() for letter in text)


@given(st.text(alphabet=st.characters(max_codepoint=0x250)))
def test_case_never_tells_names_apart(text: str) -> None:
    """Upper and lower case of Latin text fold alike."""
    assert fold(text.upper()) == fold(text.upper().lower())


@given(TITLES, st.sampled_from(["artist", "release", "recording"]))
def test_every_key_is_folded(title: str, kind: str) -> None:
    """A name is filed under folded keys only, the first of them its own fold."""
    keys = folded_keys(title, kind)
    assert keys[0] == fold(title)
    assert all(fold(key) == key for key in keys)


@given(TITLES)
def test_taking_apart_twice_takes_nothing_more(title: str) -> None:
    """A bare title has no suffix left to take."""
    bare = read_title(title).bare
    assert read_title(bare).bare == bare
