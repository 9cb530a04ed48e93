"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


_SETTINGS = "_hypothesis_internal_use_settings"  # where Hypothesis itself keeps a test's settings


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a quick check try fewer examples of each law; a full run tries all."""
    parser.addoption("--examples", type=int, metavar="N", help="at most N examples of each law")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Cap the examples of every law, where a cap was asked for."""
    most = config.getoption("--examples")
    for item in items if most else []:
        test = getattr(item, "obj", None)
        if given := getattr(test, _SETTINGS, None):
            capped = settings(given, max_examples=min(most, given.max_examples))
            setattr(test, _SETTINGS, capped)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real series and catalogues beside the project; CI needs them, others skip loudly."""
    if not _SHARED.is_dir():
        message = f"REAL DATA MISSING: {_SHARED} is not there, so this test proves nothing"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return _SHARED
