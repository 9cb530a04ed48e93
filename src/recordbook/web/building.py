"""The whole site as files, from the same pages that are served."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from http import HTTPStatus
from importlib.metadata import version as program_version
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from recordbook.web.app import create_app
from recordbook.web.errors import NotOurs
from recordbook.web.places import HTML, Place, links, place_of, placed, twin_of
from recordbook.web.rendering import OTHERS
from recordbook.web.settings import Settings
from recordbook.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fastapi import FastAPI
    from starlette.responses import Response
    from starlette.types import Message

    from recordbook.web.shelf import Version

MANIFEST = "manifest.json"
_BATCH = 8
_FAILED = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
_STARTS = ("/", "/sources", "/help", "/feeds", "/ask", "/check", "/next", "/api")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A file of the site: its address, its size and mark, and where its page leads.

    Without a mark there is no such page; `failed` says that it could not be made.
    """

    place: Place
    size: int = 0
    mark: str = ""
    leads: tuple[str, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What was built: how many files and bytes, and how many are new or changed.

    `beyond` addresses were left out, for there were enough; those of `failed` could not be made.
    """

    files: int
    pages: int
    size: int
    changed: int
    removed: int
    beyond: int
    failed: tuple[str, ...]


def build(
    settings: Settings,
    folder: Path,
    *,
    base: str = "",
    most: int = 100_000,
    workers: int = 2,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> Site:
    """Write every page that can be reached, its twins and pictures, into a folder.

    Each file appears whole or not at all, and one that has not changed is left alone; what an
    earlier build wrote and no page leads to any more is removed. NotOurs: the folder holds
    something that no build wrote.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = _manifest(folder)
    base = base.rstrip("/")
    settings = replace(settings, base=base, hosts=("*",), cache=0, rate=0)
    done: dict[str, Built] = {}
    shelf = Shelf.of(settings.book)
    starts = (*_STARTS, *(f"/records/{key}" for key in shelf.records()))
    waiting = {place: None for start in starts if (place := place_of(start))}
    beyond = 0
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        while waiting:
            wave = list(waiting)
            waiting.clear()
            room = most - len(done)
            beyond += max(len(wave) - room, 0)
            jobs = [
                (settings.text(), str(folder), wave[at : min(at + _BATCH, room)])
                for at in range(0, min(len(wave), room), _BATCH)
            ]
            for built in pool.map(_write_some, jobs):
                done.update((one.place.address, one) for one in built)
                leads = dict.fromkeys(lead for one in built for lead in one.leads)
                waiting |= {place: None for lead in leads if (place := place_of(lead))}
                told(len(done), len(done) + len(waiting) + len(wave))
            for place in [place for place in waiting if place.address in done]:
                del waiting[place]
    _finish(folder, before, done, shelf.version, base)
    files = {one.place.file: one for one in done.values() if one.mark}
    return Site(
        files=len(files),
        pages=sum(file.endswith(".html") for file in files),
        size=sum(one.size for one in files.values()),
        changed=sum(before.get(file) != one.mark for file, one in files.items()),
        removed=len(before.keys() - files.keys()),
        beyond=beyond,
        failed=tuple(sorted(one.place.address for one in done.values() if one.failed)),
    )


def _finish(
    folder: Path, before: dict[str, str], done: dict[str, Built], version: Version, base: str
) -> None:
    """Take away what no page leads to any more, and write down what there is."""
    files = {one.place.file: one for one in done.values() if one.mark}
    for file in before.keys() - files.keys():
        with suppress(OSError):
            (folder / file).unlink()
    said = {
        "recordbook": program_version("recordbook"),
        "base": base,
        "ledger": version.ledger,
        "log": version.log,
        "changed": version.moment.isoformat(),
        "files": {
            file: {"address": one.place.address, "bytes": one.size, "blake2b": one.mark}
            for file, one in sorted(files.items())
        },
    }
    _put(folder / MANIFEST, json.dumps(said, ensure_ascii=False, indent=1).encode())


def _manifest(folder: Path) -> dict[str, str]:
    """The marks of the files that the build before wrote."""
    path = folder / MANIFEST
    if path.is_file():
        with suppress(ValueError, KeyError, TypeError):
            files = json.loads(path.read_text(encoding="utf-8"))["files"]
            return {file: said["blake2b"] for file, said in files.items()}
    if any(folder.iterdir()):
        raise NotOurs(
            f"{folder} holds something, and no manifest of a site",
            remedy="name an empty folder, or one that was published to before",
        )
    return {}


def _write_some(job: tuple[str, str, list[Place]]) -> list[Built]:
    """Make some pages in a process of its own, write them, and tell where they lead."""
    text, folder, places = job
    return asyncio.run(_made(_site(text), Path(folder), places))


@cache
def _site(text: str) -> FastAPI:
    return create_app(Settings.read(text))


async def _made(app: FastAPI, folder: Path, places: Iterable[Place]) -> list[Built]:
    return [one for place in places for one in await _page(app, folder, place)]


async def _page(app: FastAPI, folder: Path, place: Place) -> list[Built]:
    """One address as a file, and its twins; nothing is written for an address that there is not."""
    others: dict[str, Response] = {}
    status, kind, body = await _asked(app, place.address, others)
    if status != HTTPStatus.OK:
        return [
            Built(
                place=place, failed=status in _FAILED or status >= HTTPStatus.INTERNAL_SERVER_ERROR
            )
        ]
    if not kind.startswith(HTML):
        return [_written(folder, place, body)]
    html, base = body.decode(), app.state.settings.base
    leads = tuple(dict.fromkeys(links(html, base)))
    twins = [
        _written(folder, twin, bytes(answer.body))
        for ending, answer in others.items()
        if (twin := place_of(twin_of(place.address, ending))) in set(map(place_of, leads))
        and twin is not None
    ]
    body = placed(html, place.file, base).encode()
    return [replace(_written(folder, place, body), leads=leads), *twins]


def _written(folder: Path, place: Place, body: bytes) -> Built:
    """A body as a file; one that has not changed is left alone."""
    path = folder / place.file
    if not path.is_file() or path.read_bytes() != body:
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, body)
    mark = blake2b(body, digest_size=16).hexdigest()
    return Built(place=place, size=len(body), mark=mark)


async def _asked(app: FastAPI, address: str, others: dict[str, Response]) -> tuple[int, str, bytes]:
    """What the site answers: status, content type and body; a page leaves its twins too."""
    parts, said = urlsplit(address), dict[str, Any]()
    body: list[bytes] = []

    async def receive() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        await asyncio.sleep(0)
        if message["type"] == "http.response.start":
            said.update(message)
        else:
            body.append(message.get("body", b""))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "root_path": "",
        "query_string": parts.query.encode(),
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
        OTHERS: others,
    }
    await app(scope, receive, send)
    headers = {name.lower(): value for name, value in said["headers"]}
    return said["status"], headers.get(b"content-type", b"").decode(), b"".join(body)


def _put(path: Path, body: bytes) -> None:
    """A file, whole or not at all."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
