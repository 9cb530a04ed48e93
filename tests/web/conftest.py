"""The books that a site is tried on, made once, and a client that asks it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from starlette.testclient import TestClient

from recordbook.system.made_world import show_made_world
from recordbook.system.showcase import showcase
from recordbook.web.app import create_app
from recordbook.web.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


class Sites(Protocol):
    """Makes a client of a new site over a book; what is not said of its settings is the default."""

    def __call__(self, book: Path, **said: Any) -> TestClient:
        """The client; it raises nothing that the site answers for."""
        ...


@pytest.fixture(scope="session")
def demo_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the demo's facts; nobody writes to it."""
    path = tmp_path_factory.mktemp("demo") / "demo.book"
    showcase(path)
    return path


@pytest.fixture(scope="session")
def made_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the made world, with records found and withdrawn; nobody writes to it."""
    path = tmp_path_factory.mktemp("made") / "made.book"
    show_made_world(path)
    return path


@pytest.fixture
def own_book(made_book: Path, tmp_path: Path) -> Path:
    """A book of the made world that a test may write to."""
    return shutil.copytree(made_book, tmp_path / "own.book")


@pytest.fixture(scope="session")
def sites() -> Sites:
    """Makes sites that nobody is too eager for."""

    def site(book: Path, **said: Any) -> TestClient:
        settings = Settings(book=str(book), **{"rate": 0, **said})
        return TestClient(create_app(settings), raise_server_exceptions=False)

    return site
