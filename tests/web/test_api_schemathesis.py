"""Every answer of the API is one that its description foresees, whatever is asked."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, checks
from starlette.testclient import TestClient

from recordbook.claims import parse
from recordbook.ledger import Book
from recordbook.stories.naming import record_key
from recordbook.web.api.app import create_api
from recordbook.web.app import create_app
from recordbook.web.settings import Settings
from recordbook.web.shelf import Shelf
from recordbook.web.tokens import Scope, Tokens

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

_EXAMPLES = 12

_LIMITED = [checks.positive_data_acceptance]
"""A claim may be well-formed text and no claim: 422 is then the right answer."""


@pytest.fixture(scope="session")
def writable(made_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that may be written to by whatever the schema allows."""
    return shutil.copytree(made_book, tmp_path_factory.mktemp("schema") / "made.book")


@pytest.fixture(scope="session")
def app(writable: Path) -> FastAPI:
    """The site over it."""
    return create_app(Settings(book=str(writable), rate=0))


@pytest.fixture(scope="session")
def token(writable: Path) -> dict[str, str]:
    """A token that may do everything."""
    said = Tokens.of(Book.open(writable)).add("schema", list(Scope))
    return {"Authorization": f"Bearer {said}"}


@pytest.fixture(scope="session")
def described(app: FastAPI) -> Any:
    """The API as it describes itself."""
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def _operations() -> list[tuple[str, str]]:
    """Every address of the API with its method; their description needs no book."""
    paths = create_api(Settings(book="none"), cast("Any", None)).openapi()["paths"]
    return [(path, method) for path, operations in paths.items() for method in operations]


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), _operations())
def test_answers_are_as_described(
    path: str, method: str, mode: GenerationMode, described: Any, token: dict[str, str]
) -> None:
    """Status, content type and shape of every answer are in the description, and none is ours."""
    operation = described[path][method]

    @settings(
        max_examples=_EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=token, excluded_checks=_LIMITED)

    try:
        answered()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # nothing that is wrong can be said to it


def test_the_description_is_of_its_day(app: FastAPI) -> None:
    """The document is OpenAPI 3.1, and every operation says what it does and how it fails."""
    said = app.state.api.openapi()
    assert said["openapi"].startswith("3.1")
    for path, operations in said["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            assert {"422", "429", "503"} <= set(operation["responses"]), (method, path)
            for parameter in operation.get("parameters", []):
                assert parameter["name"]


def test_good_questions_are_answered_as_described(described: Any, made_book: Path) -> None:
    """What a reader would ask comes back in full, in the shape that is described."""
    changes = Shelf.of(str(made_book)).changes()
    found = next(one for one in changes if one.status == "found")
    asked = {
        "/prove": {"query": {"claim": found.claim}},
        "/records/{key}": {"path_parameters": {"key": record_key(found.claim)}},
        "/find": {"query": {"day": found.day.isoformat(), "limit": 2}},
        "/changes": {"query": {"limit": 200}},
        "/records": {"query": {"status": "all"}},
        "/explain": {"query": {"entity": parse(found.claim).subject.key}},
    }
    for path, said in asked.items():
        answer = described[path]["get"].Case(**said).call_and_validate()
        assert answer.status_code == 200, (path, answer.text)


def test_lists_go_on_where_they_stopped(app: FastAPI) -> None:
    """Pages of a list, put together by their cursors, are the list, each line once."""
    site = TestClient(app)
    for address, name in (("changes", "changes"), ("records?status=all", "records")):
        said, cursor = [], ""
        while True:
            mark = "&" if "?" in address else "?"
            shape = site.get(f"/api/v1/{address}{mark}limit=7{cursor}").json()
            said += shape[name]
            if not shape["next"] or shape.get("more") is False:
                break
            cursor = f"&cursor={shape['next']}"
        whole = site.get(f"/api/v1/{address}{mark}limit=200").json()[name]
        assert said == whole
        assert len(said) > 7
