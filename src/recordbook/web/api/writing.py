"""What can be sent to the API, with a token: files, corrections, approvals."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
import threading
from contextlib import contextmanager
from datetime import date  # noqa: TC003 - the framework reads the types
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict

from fastapi import APIRouter, Body, Depends, File, Form, Security, UploadFile
from fastapi import Path as InPath
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request  # noqa: TC002 - the framework reads the types
from starlette.responses import JSONResponse, Response

from recordbook.intake.source import Settings as Reading
from recordbook.reactions.approval import approve, chosen_of, refuse
from recordbook.reactions.store import opened, place_of
from recordbook.system import Workspace
from recordbook.terminal.taken import Outcome
from recordbook.terminal.taking import mappings_of
from recordbook.web.api.shapes import PROBLEMS, model_of
from recordbook.web.errors import Busy
from recordbook.web.journal import note
from recordbook.web.rendering import as_json
from recordbook.web.shelf import Shelf, shelf_of

if TYPE_CHECKING:
    from collections.abc import Generator

_bearer = HTTPBearer(auto_error=False, description="A token: `recordbook token add`.")
router = APIRouter(responses=PROBLEMS, dependencies=[Security(_bearer)])

_Shelf = Annotated[Shelf, Depends(shelf_of)]
_Name = Annotated[str | None, Form(pattern=r"^[\w-]+$", max_length=60)]
_UNPACKED = 8
"""How much larger than the largest file its contents may be."""

_UNFIT = re.compile(r"[^\w.-]+")
_taking = threading.Lock()
"""Each worker takes one file at a time; several workers may, and so may the terminal."""


class Correction(BaseModel):
    """What no longer stands, and why; what is left out matches everything."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=1000)
    table_name: str | None = None
    platform: str | None = None
    basis: str | None = None
    metric: str | None = None
    region: str | None = None
    key: str | None = None
    day: date | None = None
    entity: str | None = None
    attribute: str | None = None
    value: str | None = None
    source: str | None = None
    batch_undone: str | None = None


class TakenShape(TypedDict):
    """What became of a file: as `recordbook intake --json` tells it."""

    path: str
    file: str
    format: str
    source: str
    digest: str
    taken: dict[str, int]
    refused: int
    problems: list[dict[str, Any]]
    first: str | None
    last: str | None
    notes: list[dict[str, Any]]
    days: dict[str, str]


class AppendedShape(TakenShape):
    """The same, and where it is in the ledger; `already` says that it was there before."""

    batch: str
    version: int
    already: bool


class QuotesShape(TypedDict):
    """What is chosen to be quoted of a record."""

    record: str
    chosen: list[dict[str, Any]]


_TAKEN: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Taken before, or looked at: nothing was added.",
        "model": model_of(TakenShape),
    },
    201: {"description": "Taken.", "model": model_of(AppendedShape)},
}


@router.post("/intake", responses=_TAKEN, tags=["writing"])
def intake(
    *,
    request: Request,
    shelf: _Shelf,
    file: Annotated[UploadFile, File(description="The file, compressed or not.")],
    source: _Name = None,
    mapping: _Name = None,
    day: Annotated[date | None, Form()] = None,
    page_lag: Annotated[int | None, Form(ge=0, le=31)] = None,
    stamp: Annotated[Literal["page", "play"] | None, Form()] = None,
    period: Annotated[Literal["day", "week"] | None, Form()] = None,
    region: Annotated[str | None, Form(max_length=20)] = None,
    platform: _Name = None,
    partial: Annotated[bool, Form()] = False,
    dry_run: Annotated[bool, Form()] = False,
) -> Response:
    """Take a file into the book, whole or not at all, and once: scope `intake`.

    A file that was taken before adds nothing, so that sending it again after a lost answer is safe.
    """
    reading = Reading(
        source=source,
        mapping=mapping,
        mappings=mappings_of(shelf.book.address),
        day=day,
        page_lag=page_lag,
        stamp=stamp,
        period=period,
        region=region,
        platform=platform,
        partial=partial,
        largest=_UNPACKED * request.app.state.settings.largest,
    )
    with tempfile.TemporaryDirectory(prefix="recordbook-") as folder:
        path = Path(folder) / _safe(file.filename or "")
        with path.open("wb") as written:
            shutil.copyfileobj(file.file, written)
        return _taken(request, shelf, path, reading, dry_run=dry_run)


@router.post("/corrections", responses=_TAKEN, tags=["writing"])
def corrections(
    request: Request,
    shelf: _Shelf,
    said: Annotated[list[Correction], Body(min_length=1, max_length=1000, alias="corrections")],
    *,
    dry_run: Annotated[bool, Body()] = False,
) -> Response:
    """Say what no longer stands, and why: scope `correct`. Said twice it is said once."""
    rows = [one.model_dump(mode="json", exclude_none=True) for one in said]
    names = sorted({name for row in rows for name in row})
    with tempfile.TemporaryDirectory(prefix="recordbook-") as folder:
        path = Path(folder) / "corrections.csv"
        with path.open("w", encoding="utf-8", newline="") as written:
            table = csv.DictWriter(written, names, lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
        return _taken(request, shelf, path, Reading(source="corrections-csv"), dry_run=dry_run)


@router.get("/reactions/{record}", response_model=model_of(QuotesShape), tags=["writing"])
def chosen(shelf: _Shelf, record: Annotated[str, InPath(pattern="^[a-z2-7]{12}$")]) -> Response:
    """What was chosen to be quoted of a record, approved or not: scope `approve`."""
    return _chosen(shelf, record)


@router.post("/reactions/{record}", response_model=model_of(QuotesShape), tags=["writing"])
def choose(
    *,
    request: Request,
    shelf: _Shelf,
    record: Annotated[str, InPath(pattern="^[a-z2-7]{12}$")],
    approved: Annotated[list[int], Body(alias="approve", max_length=100)] = [],  # noqa: B006 - the framework copies it
    refused: Annotated[list[int], Body(alias="refuse", max_length=100)] = [],  # noqa: B006 - same
    permission: Annotated[Literal["embed", "granted", "public domain"], Body()] = "embed",
) -> Response:
    """Say which of the chosen posts are quoted and which never will be: scope `approve`."""
    with opened(_store(shelf)) as store:
        if approved:
            approve(store, record, approved, permission)
        if refused:
            refuse(store, record, refused)
    note(request.scope, approved=len(approved), refused=len(refused))
    return _chosen(shelf, record)


def _taken(
    request: Request, shelf: Shelf, path: Path, reading: Reading, *, dry_run: bool
) -> Response:
    """Take a file that lies on this machine's disk, and say what became of it."""
    with _alone():
        taken = Workspace(shelf.book).take(path, reading, dry_run=dry_run)
    shelf.look()
    appended = taken.appended
    shape = Outcome(path.name, taken.report, appended).as_dict()
    note(request.scope, digest=taken.report.digest, rows=dict(taken.report.taken))
    new = appended is not None and not appended.already
    text = json.dumps(shape, ensure_ascii=False, default=str)
    return Response(text, 201 if new else 200, media_type="application/json")


@contextmanager
def _alone() -> Generator[None]:
    if not _taking.acquire(timeout=30):
        raise Busy
    try:
        yield
    finally:
        _taking.release()


def _chosen(shelf: Shelf, record: str) -> Response:
    with opened(_store(shelf)) as store:
        rows = as_json(chosen_of(store, record))
    shape: QuotesShape = {"record": record, "chosen": rows}
    return JSONResponse(shape, headers={"Cache-Control": "no-store"})


def _store(shelf: Shelf) -> Path:
    path = place_of(shelf.book.address)
    if not path.is_file():
        raise HTTPException(404, "this book has no posts to quote")
    return path


def _safe(name: str) -> str:
    """The name of a file that was sent, as a name and never as a path."""
    said = _UNFIT.sub("_", name.replace("\\", "/").rpartition("/")[2]).lstrip(".")
    return said[-100:] or "file"
