"""A busy judge holds up what must be judged, and nothing else."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import anyio
import httpx2

from recordbook.web.app import create_app
from recordbook.web.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

_WAITING = 60
"""More questions than there are threads for them."""


def test_what_is_known_is_served_while_everybody_waits(made_book: Path) -> None:
    """Pages from memory come at once though all threads wait; who waits too long is told so."""
    app = create_app(Settings(book=str(made_book), rate=0, look=0.0, wait=3.0))
    shelf, free = app.state.shelf, threading.Event()

    def judge() -> None:
        with shelf.prover():
            free.wait()

    async def asked() -> tuple[float, set[int]]:
        told: set[int] = set()

        async def ask(number: int) -> None:
            told.add((await site.get(f"/api/v1/find?limit={number + 1}")).status_code)

        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as site:
            await site.get("/api/v1/changes")
            threading.Thread(target=judge, daemon=True).start()
            async with anyio.create_task_group() as tasks:
                for number in range(_WAITING):
                    tasks.start_soon(ask, number)
                await anyio.sleep(0.5)
                started = time.monotonic()
                assert (await site.get("/api/v1/changes")).status_code == 200
                took = time.monotonic() - started
        return took, told

    try:
        took, told = anyio.run(asked)
    finally:
        free.set()
    assert took < 2
    assert told == {503}


def test_one_page_is_made_for_all_who_ask_at_once(made_book: Path) -> None:
    """Many who ask for one page that is not there yet are answered from one making of it."""
    app = create_app(Settings(book=str(made_book), rate=0))
    shelf, loans = app.state.shelf, []
    lend = shelf.prover

    def counted(*said: object) -> object:
        loans.append(said)
        return lend(*said)

    shelf.prover = counted

    async def asked() -> set[bytes]:
        bodies: set[bytes] = set()

        async def ask() -> None:
            bodies.add((await site.get("/api/v1/find?limit=1")).content)

        transport = httpx2.ASGITransport(app)
        async with (
            httpx2.AsyncClient(transport=transport, base_url="http://localhost") as site,
            anyio.create_task_group() as tasks,
        ):
            for _ in range(20):
                tasks.start_soon(ask)
        return bodies

    assert len(anyio.run(asked)) == 1
    assert len(loans) == 1


def test_a_page_that_took_long_has_its_pictures(made_book: Path) -> None:
    """Who owes for a dear answer waits for the next ones, and is not refused what belongs to it."""
    app = create_app(Settings(book=str(made_book), rate=50, burst=2))
    seen = {number: f"/api/v1/entities?q={number}" for number in range(6)}

    async def asked() -> set[int]:
        told: set[int] = set()

        async def ask(path: str) -> None:
            told.add((await site.get(path)).status_code)

        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as site:
            await site.get("/")  # cold: it takes longer than a full bucket makes up for
            async with anyio.create_task_group() as tasks:
                for path in seen.values():
                    tasks.start_soon(ask, path)
        return told

    assert anyio.run(asked) == {200}
