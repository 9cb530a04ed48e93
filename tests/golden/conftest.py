"""Golden pages are of one width."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are as wide as where nobody says, whatever ran before in this process."""
    monkeypatch.setenv("COLUMNS", "100")
