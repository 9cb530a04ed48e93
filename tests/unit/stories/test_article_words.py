"""The words of articles are the same in kind in every language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from recordbook.stories import passages
from recordbook.stories.language import HOME, LANGUAGES
from recordbook.stories.naming import KEY_LENGTH, record_key

_PLURALS = {"zero", "one", "two", "few", "many", "other"}
_PLACE = re.compile(r"\{(\w+)\}")
_PARTICLE = re.compile(r"\{[가-힣]+/[가-힣]*\}")


def _flat(words: dict[str, Any], before: str = "") -> dict[str, Any]:
    """Keys and words; words that differ by number are one entry."""
    found: dict[str, Any] = {}
    for key, value in words.items():
        inner = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
        if inner and not inner.keys() <= _PLURALS:
            found |= _flat(inner, f"{before}{key}.")
        else:
            found[before + key] = value
    return found


@cache
def _words(code: str) -> dict[str, Any]:
    return _flat(tomllib.loads((HOME / code / "article.toml").read_text(encoding="utf-8")))


def _places(words: Any) -> set[str]:
    if isinstance(words, dict):
        return set[str]().union(*map(_places, cast("dict[str, Any]", words).values()))
    return set(_PLACE.findall(_PARTICLE.sub("", words)))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_the_same_things(code: str) -> None:
    """Each has the keys of English, and its words want the same values."""
    mine, english = _words(code), _words("en")
    assert mine.keys() == english.keys()
    assert {key: _places(mine[key]) for key in mine} == {
        key: _places(english[key]) for key in english
    }


def test_no_status_is_worded_like_another() -> None:
    """What stands, is open, is refuted and is withdrawn cannot be mistaken in any language."""
    for code in LANGUAGES:
        words = _words(code)
        said = {words[f"status.{one}"] for one in ("proven", "undecided", "refuted", "withdrawn")}
        assert len(said) == len(("proven", "undecided", "refuted", "withdrawn"))


def test_every_word_is_used() -> None:
    """No key is left over: each, or what it is composed of, is named in the code."""
    home = Path(passages.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in home.glob("*.py"))
    code += "".join(
        home.parent.joinpath(f"{name}.py").read_text(encoding="utf-8")
        for name in ("article", "counted", "voice")
    )
    composed = {key.partition(".")[0] for key in _words("en")}
    assert [head for head in sorted(composed) if f'"{head}' not in code] == []


def test_a_record_has_one_key_for_ever() -> None:
    """The key is made of the claim's text alone: twelve letters and digits, fixed here for good."""
    text = "release:v/layover: every track >= 60M streams on spotify as of 2023-12-16"
    assert record_key(text) == "utboijg65dcw"
    assert len(record_key(text)) == KEY_LENGTH
    assert record_key(text) != record_key(text.replace("60M", "50M"))
