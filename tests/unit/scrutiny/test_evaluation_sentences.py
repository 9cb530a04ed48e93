"""The sentences that reading is measured by are sound themselves."""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recordbook.claims import parse
from recordbook.scrutiny import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

_EVALUATION = Path(__file__).resolve().parents[3] / "evaluation"
_FILES = sorted((_EVALUATION / "sentences").glob("*.toml"))


def _rows(half: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Language and row of every sentence of a half, or of both."""
    for path in _FILES:
        if path.name.startswith(half):
            file = tomllib.loads(path.read_text(encoding="utf-8"))
            yield from ((file["language"], row) for row in file["sentence"])


def test_every_expected_claim_prints_itself() -> None:
    """What is expected is the one text of a claim, so that equal claims are equal texts."""
    said = [text for _, row in _rows() for text in row.get("claims", ())]
    assert [text for text in said if str(parse(text)) != text] == []


def test_no_expected_claim_takes_a_year_for_a_language() -> None:
    """A year after a cohort is meant as a window, which comes after the platform."""
    said = [text for _, row in _rows() for text in row.get("claims", ())]
    assert [text for text in said if re.search(r" in \d{4} (?=on )", text)] == []


def test_every_sentence_says_what_it_is() -> None:
    """A sentence has claims, or else the kind of statement that it makes, and never both."""
    odd = [
        row["text"]
        for _, row in _rows()
        if ("kind" in row) == bool(row.get("claims")) or row.get("kind", "claim") not in set(Kind)
    ]
    assert odd == []


def test_there_are_enough_of_each_language() -> None:
    """Over three hundred sentences: most of them English, at least a tenth each Korean, Spanish."""
    count = Counter(language for language, _ in _rows())
    assert count.total() >= 300
    assert set(count) == {"en", "ko", "es"}
    assert min(count.values()) >= count.total() / 10


def test_the_halves_are_apart() -> None:
    """No half has a sentence of the other, and what is kept aside is enough in every language."""
    build, test = (list(_rows(half)) for half in ("build", "test"))
    assert {row["text"] for _, row in build}.isdisjoint(row["text"] for _, row in test)
    kept = Counter(language for language, _ in test)
    assert kept.total() >= 150
    assert min(kept.values()) >= 40


def test_every_subject_is_in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever an expected claim is about can be found, so that a reader could have found them."""
    monkeypatch.setattr(sys, "path", [str(_EVALUATION), *sys.path])
    from corpus import catalogue  # noqa: PLC0415 - found on the path set above
    from score import entities  # noqa: PLC0415 - same

    tables = catalogue()
    subjects = {parse(text).subject for _, row in _rows() for text in row.get("claims", ())}
    assert [subject for subject in subjects if not entities(subject, tables)] == []


def test_an_outcome_counts_what_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    """A claim read with another number is made but not right, and only its number is wrong."""
    monkeypatch.setattr(sys, "path", [str(_EVALUATION), *sys.path])
    from corpus import catalogue, sentences  # noqa: PLC0415 - found on the path set above
    from score import Score, outcome  # noqa: PLC0415 - same

    one = next(one for one in sentences("build") if len(one.claims) == 1)
    near = replace(one.claims[0], threshold=(one.claims[0].threshold or 0) + 1)
    score = Score.of([outcome(one, [near], ["claim"], catalogue())])
    assert (score.made, score.right, score.precision) == (1, 0, 0.0)
    assert [part for part, right in score.agree.items() if right != 1] == ["number"]
