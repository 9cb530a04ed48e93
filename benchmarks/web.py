"""The site under load: pages from memory and made anew, their weight, and the site as files.

Needs `wrk`; Datasette gets the rows of the same leaderboard as a table of SQLite, and is asked for
its page of them in the same run. `pip install recordbook[bench]` brings it; it is left out where it
is not installed.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import gzip
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2

from recordbook.system.made_world import show_made_world
from recordbook.web.building import build
from recordbook.web.places import links
from recordbook.web.settings import Settings
from recordbook.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

_THREADS, _CLIENTS = 2, 16
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
_UP = 120


@dataclass(frozen=True)
class Load:
    """What wrk saw: answers a second, the middle and the 99th of a hundred in ms, and errors."""

    rate: float
    middle: float
    last: float
    errors: int


def main(argv: list[str] | None = None) -> None:
    """Print every table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--book", type=Path, help="this book; by default one of a made world")
    parser.add_argument("--seconds", type=int, default=8, help="of load on each address")
    parser.add_argument("--files", type=int, default=400, help="of the site that are written")
    said = parser.parse_args(argv)
    if shutil.which("wrk") is None:
        sys.exit("error: there is no wrk\n  as root: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        book = said.book or Path(folder) / "made.book"
        if said.book is None:
            show_made_world(book)
        _measure(book, Path(folder), said.seconds, said.files)


def _measure(book: Path, folder: Path, seconds: int, files: int) -> None:
    settings = Settings(book=str(book), rate=0)
    keys = list(Shelf.of(str(book)).records())
    board = _board(settings)
    print(f"{'':<44} {'a second':>9} {'middle':>9} {'99th':>9}  aim")
    with _site(settings, workers=2) as address:
        pages = {"cached: today": "/", "cached: a record": f"/records/{keys[0]}"}
        pages |= {
            "cached: a leaderboard": board,
            "cached: the record's JSON": f"{pages['cached: a record']}.json",
        }
        for name, page in pages.items():
            httpx2.get(address + page, timeout=60).raise_for_status()
            _row(name, _load(address + page, seconds), "2,000 a second, 25 ms")
        _weigh(address, ["/", f"/records/{keys[0]}", board, "/ask", "/help"])
        rows = httpx2.get(address + board.replace("/cohorts?", "/cohorts.csv?"), timeout=60).text
    with _site(replace(settings, cache=0), workers=2) as address:
        httpx2.get(address + board, timeout=60).raise_for_status()
        _row("made anew: a leaderboard", _load(address + board, seconds))
    _table(folder, rows, seconds)
    _anew(settings, keys)
    _written(settings, folder / "site", files)


def _board(settings: Settings) -> str:
    """The first leaderboard that the site's own pages lead to."""
    with _site(settings, workers=1) as address:
        for page in ("/", "/sources", "/cohorts"):
            html = httpx2.get(address + page, timeout=60).text
            for link in links(html, ""):
                if link.startswith("/cohorts?") and "measure" in link:
                    return link
    sys.exit("error: no page of this book leads to a leaderboard")


def _table(folder: Path, rows: str, seconds: int) -> None:
    """The same rows, served by Datasette."""
    program = Path(sys.executable).with_name("datasette")
    found = str(program) if program.exists() else shutil.which("datasette")
    if found is None:
        print("Datasette is not installed and left out: pip install recordbook[bench]")
        return

    head, *body = list(csv.reader(rows.splitlines()))
    path = folder / "board.db"
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"CREATE TABLE board ({', '.join(f'[{name}]' for name in head)})")
        db.executemany(f"INSERT INTO board VALUES ({', '.join('?' * len(head))})", body)  # noqa: S608 - our own names
        db.commit()
    port = _port()
    command = [found, "serve", "-i", str(path), "--port", str(port)]
    with _process(command, f"http://127.0.0.1:{port}/-/versions.json", {}):
        for name, page in (("page", "/board/board"), ("JSON", "/board/board.json")):
            _row(
                f"Datasette: the same rows, {name}",
                _load(f"http://127.0.0.1:{port}{page}", seconds),
            )


def _anew(settings: Settings, keys: Sequence[str]) -> None:
    """Record pages that nobody asked for before."""
    with _site(settings, workers=1) as address, httpx2.Client(timeout=120) as client:
        client.get(f"{address}/records/{keys[0]}").raise_for_status()
        times: list[float] = []
        for key in keys[1:31]:
            start = time.perf_counter()
            client.get(f"{address}/records/{key}").raise_for_status()
            times.append((time.perf_counter() - start) * 1000)
    print(
        f"a record's page, made anew: middle {statistics.median(times):,.0f} ms, most"
        f" {max(times):,.0f} ms of {len(times)} (aim 150 ms)"
    )


def _weigh(address: str, pages: Sequence[str]) -> None:
    """Bytes of a page with its style and scripts, without pictures."""
    for page in pages:
        html = httpx2.get(address + page, timeout=60).content
        more = {link for link in links(html.decode(), "") if re.search(r"\.(css|js)\b", link)}
        parts = [html, *(httpx2.get(address + link).content for link in more)]
        packed = sum(len(gzip.compress(part)) for part in parts)
        whole = sum(map(len, parts))
        print(f"weight of {page[:60]}: {whole / 1e3:.0f} kB, {packed / 1e3:.0f} kB sent (aim 150)")


def _written(settings: Settings, folder: Path, files: int) -> None:
    """The site as files."""
    start, before = time.perf_counter(), _busy()
    site = build(settings, folder, most=files, workers=2)
    took, busy = time.perf_counter() - start, _busy() - before
    print(
        f"the site as files: {site.files:,} ({site.pages:,} pages) in {took:.1f} s, {busy:.1f} s"
        f" busy, so 10,000 in {10_000 * took / site.files:,.0f} s (aim 60 s)"
    )


def _busy() -> float:
    """Processor time of the processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _load(address: str, seconds: int) -> Load:
    command = ["wrk", f"-t{_THREADS}", f"-c{_CLIENTS}", f"-d{seconds}s", "--latency", address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    assert rate is not None
    return Load(
        rate=float(rate[1]),
        middle=_milliseconds(said, "50%"),
        last=_milliseconds(said, "99%"),
        errors=int(errors[1]) if errors else 0,
    )


def _milliseconds(said: str, share: str) -> float:
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s|m)\b", said)
    assert found is not None
    return float(found[1]) * _UNITS[found[2]]


def _row(name: str, load: Load, aim: str = "") -> None:
    wrong = f"  {load.errors:,} errors" if load.errors else ""
    print(
        f"{name:<44} {load.rate:>9,.0f} {load.middle:>6.1f} ms {load.last:>6.1f} ms  {aim}{wrong}"
    )
    sys.stdout.flush()


@contextlib.contextmanager
def _site(settings: Settings, workers: int) -> Generator[str]:
    """A server of its own, as `recordbook serve` starts it."""
    port = _port()
    script = (
        "import sys; from recordbook.web.serving import run_serve;"
        "from recordbook.web.settings import Settings;"
        "run_serve(Settings.read(sys.argv[1]), host='127.0.0.1', port=int(sys.argv[2]),"
        " workers=int(sys.argv[3]))"
    )
    command = [sys.executable, "-c", script, settings.text(), str(port), str(workers)]
    with _process(command, f"http://127.0.0.1:{port}/readyz", {}):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def _process(command: list[str], ready: str, more: dict[str, str]) -> Generator[None]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | more)
        try:
            end = time.monotonic() + _UP
            while time.monotonic() < end and process.poll() is None:
                with contextlib.suppress(httpx2.TransportError):
                    if httpx2.get(ready).status_code == 200:
                        break
                time.sleep(0.2)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=_UP)


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    main()
