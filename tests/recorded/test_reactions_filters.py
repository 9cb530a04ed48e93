"""How well posts are told apart, on invented posts; half of them were held out."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

_SCRIPT = Path(__file__).resolve().parents[2] / "evaluation" / "reactions.py"


@pytest.fixture(scope="module")
def evaluation() -> Any:
    """The script that judges them."""
    spec = importlib.util.spec_from_file_location("evaluation_reactions", _SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("part", "precision", "recall"),
    [
        ("build", 1.0, 0.9),
        ("held out", 0.98, 0.9),
        ("hard", 1.0, 0.7),
        ("hard, held out", 0.9, 0.8),
    ],
)
def test_what_is_let_through(evaluation: Any, part: str, precision: float, recall: float) -> None:
    """Hardly anything that may not be quoted is let through, and most of the rest is."""
    posts = [one for one in evaluation.judged() if one.part == part]
    score = evaluation.score(posts)
    assert score.precision >= precision
    assert score.recall >= recall
    assert score.language >= 0.95
    assert score.related >= 0.8


def test_there_are_enough_posts(evaluation: Any) -> None:
    """There are as many posts of each language in either half, good and bad."""
    posts = evaluation.judged()
    assert len(posts) > 200
    for part in ("build", "held out"):
        counts = {
            (language, fit): sum(
                one.part == part and one.language == language and (one.expected == "fit") is fit
                for one in posts
            )
            for language in ("en", "ko", "es", "ja", "id", "pt")
            for fit in (True, False)
        }
        assert set(counts.values()) == {10}
