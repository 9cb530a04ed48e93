"""The page of the language says what the code does."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from recordbook.claims import parse

_ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def page() -> str:
    """The page as it stands in the project."""
    return (_ROOT / "docs" / "reference" / "claims.md").read_text(encoding="utf-8")


def test_the_page_is_what_the_script_makes(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is generated from the code and not older than it."""
    monkeypatch.setattr(sys, "path", [str(_ROOT / "tools"), *sys.path])
    import reference_claims  # noqa: PLC0415 - found on the path set above

    assert page.partition("\n\n")[2] == reference_claims.page()


def test_the_examples_are_claims(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example parses, and the canonical text under it is what it prints."""
    monkeypatch.setattr(sys, "path", [str(_ROOT / "tools"), *sys.path])
    import reference_claims  # noqa: PLC0415 - found on the path set above

    examples = re.findall(r"^    (.+)\n      = (.+)$", page, re.MULTILINE)
    assert len(examples) == len(reference_claims.EXAMPLES)
    for text, canonical in examples:
        assert str(parse(text, default_as_of=reference_claims.DAY)) == canonical
        assert str(parse(canonical)) == canonical
