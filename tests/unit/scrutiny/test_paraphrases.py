"""The same claim in other words is the same claim; a word more or less that matters makes another.

The sentences are in `paraphrases.toml`.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recordbook.catalogue.tables import SCHEMAS, Tables
from recordbook.claims import parse
from recordbook.intake.door import take
from recordbook.scrutiny import read

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVALUATION = Path(__file__).resolve().parents[3] / "evaluation"
_BEFORE_COHORT = re.compile(
    r"\b(?:(?:first|only|fastest|second|third|[Mm]ost-streamed|biggest|most) (?!and|time)"
    r"|(?:by|of|from) (?:a|an|any) |\d (?:million|billion) )(?=\w)"
)
_TEXT = Path(__file__).with_name("paraphrases.toml").read_text(encoding="utf-8")
_SAID: dict[str, Any] = tomllib.loads(_TEXT)
_PUBLISHED = date(2024, 6, 3)
_TEN = 10


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The made-up catalogue that the sentences name."""
    batches = [
        take(_EVALUATION / "catalogue" / f"{name}.csv")
        for name in ("artists", "releases", "tracks")
    ]
    return Tables(
        **{
            name: pa.concat_tables(
                [batch.tables.get(name, schema.empty_table()) for batch in batches]
            )
            for name, schema in SCHEMAS.items()
        }
    )


def _claims(sentence: str, tables: Tables) -> list[str]:
    statements = read(sentence, tables, _PUBLISHED).statements
    return [str(claim) for one in statements for claim in one.claims]


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [(one["claim"], said) for one in _SAID["same"] for said in one["wordings"]],
)
def test_ten_wordings_are_one_claim(claim: str, sentence: str, tables: Tables) -> None:
    """However it is worded, the sentence makes this claim, and no other."""
    assert _claims(sentence, tables) == [claim]


@pytest.mark.parametrize(
    ("claim", "sentence"), [(one["claim"], one["sentence"]) for one in _SAID["other"]]
)
def test_a_qualifier_makes_another_claim(claim: str, sentence: str, tables: Tables) -> None:
    """A qualifier that is added, dropped or changed is in the claim, and nothing else changes."""
    assert _claims(sentence, tables) == [claim]


@pytest.mark.parametrize("sentence", _SAID["no_claim"])
def test_what_turns_the_sense_makes_no_claim(sentence: str, tables: Tables) -> None:
    """Denied, hoped for, asked, supposed or qualified by unknown words, nothing is claimed."""
    assert _claims(sentence, tables) == []


def test_the_paraphrases_are_what_they_say() -> None:
    """Ten wordings for each claim, claims in canonical text, and no two qualifiers alike."""
    others = [one["claim"] for one in _SAID["other"]]
    assert {len(set(one["wordings"])) for one in _SAID["same"]} == {_TEN}
    assert len(set(others)) == len(others)
    assert [
        c for c in [*others, *(one["claim"] for one in _SAID["same"])] if str(parse(c)) != c
    ] == []


def _with_unknown_words() -> Iterator[str]:
    """English sentences of one claim, with a word that nobody knows where it would matter."""
    for path in sorted((_EVALUATION / "sentences").glob("build-*-en.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]:
            if len(row.get("claims", ())) == 1 and "before" not in row:
                for place in _BEFORE_COHORT.finditer(row["text"]):
                    yield f"{row['text'][: place.end()]}zorbic {row['text'][place.end() :]}"


def test_an_unknown_qualifier_is_never_dropped(tables: Tables) -> None:
    """A word that nobody knows, within what is claimed, leaves no claim: it might limit it."""
    said = list(_with_unknown_words())
    assert len(said) > _TEN
    assert [sentence for sentence in said if _claims(sentence, tables)] == []
