"""The rules of a language: its folder of data, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from recordbook.scrutiny.items import folded
from recordbook.scrutiny.patterns import Phrase, Phrases, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_FILES = ("calendar", "cohort", "measure", "record", "fact", "talk")
"""The files of a language: dates and numbers, whom, what is counted, records, facts, the rest."""


_ATOMS = frozenset({"place", "platform"})
"""Kinds that other phrases are made of."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one language knows.

    `steps` are applied in order, so that a date can be made of a month. `numbers` are the values of
    number words, `point` is the mark before decimals, `plain` whether
    words are written without accents, `endings` what a word may carry at its end,
    and `belonging` the words that stand between a thing and whose it is.
    """

    language: str
    endings: tuple[str, ...]
    point: str
    plain: bool
    numbers: Mapping[str, int]
    steps: tuple[Phrases, ...]
    vocabulary: frozenset[str]
    belonging: frozenset[str]


@cache
def rules_of(language: str) -> Rules:
    """The rules of a language that has a folder."""
    folder = files("recordbook.scrutiny").joinpath("languages", language)
    data = {
        name: tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
        for name in _FILES
    }
    calendar = data["calendar"]
    words = [*_phrases(calendar["words"])]
    dates = [*_phrases(calendar["phrases"])]
    rest = [one for name in _FILES[1:] for one in _phrases(data[name])]
    return Rules(
        language=language,
        endings=tuple(sorted(calendar["endings"], key=len, reverse=True)),
        point=str(calendar["point"]),
        plain=bool(calendar["plain"]),
        numbers={folded(word): value for word, value in calendar["numbers"].items()},
        steps=(
            Phrases.of(words),
            Phrases.of(dates),
            Phrases.of(one for one in rest if one.kind in _ATOMS),
            Phrases.of(one for one in rest if one.kind not in _ATOMS),
        ),
        vocabulary=_words((*words, *dates, *rest)),
        belonging=_words(one for one in rest if one.kind in {"by", "poss"}) | {"s"},
    )


def _words(phrases: Iterable[Phrase]) -> frozenset[str]:
    """Every word of some phrases."""
    return frozenset(word for one in phrases for part in one.parts for word in part.words)


def _phrases(data: Mapping[str, Any]) -> Iterator[Phrase]:
    """Every phrase of a table: kind, value, and one line or several; kinds may nest by a point."""
    for kind, values in data.items():
        for value, said in cast("Mapping[str, Any]", values).items():
            if isinstance(said, dict):
                nested = cast("Mapping[str, Any]", said)
                yield from _phrases({f"{kind}.{value}": nested})
                continue
            for text in cast("list[str]", said if isinstance(said, list) else [said]):
                yield phrase(kind, value, text)
