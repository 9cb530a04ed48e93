"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real series and catalogues beside the project; CI needs them, others skip loudly."""
    if not _SHARED.is_dir():
        message = f"REAL DATA MISSING: {_SHARED} is not there, so this test proves nothing"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return _SHARED
