"""The server as it runs: several processes over one book, slow clients, an end in order."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import httpx2
import pytest

from recordbook.ledger import Book
from recordbook.system import Workspace

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_FACTS = "table_name,entity,attribute,value,reason\nfacts,artist:{},gender,male,a test\n"
_UP = 60
"""Seconds that a busy machine may take to start two workers."""


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def _served(book: Path, *said: str) -> Generator[tuple[str, subprocess.Popen[bytes]]]:
    """A server of its own, and its address; it is ended in order."""
    port = _port()
    command = [sys.executable, "-m", "recordbook", "serve", "--book", str(book)]
    command += ["--port", str(port), *said]
    with (book.parent / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - our own
        try:
            _wait(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=_UP)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _UP
    while time.monotonic() < end:
        assert server.poll() is None
        with contextlib.suppress(httpx2.TransportError):
            if httpx2.get(f"{address}/readyz").status_code == 200:
                return
        time.sleep(0.1)
    pytest.fail("the server did not come up")


def test_workers_serve_while_files_are_taken(own_book: Path) -> None:
    """Two workers answer without an error while files are taken elsewhere, and end up alike."""
    wrong: list[str] = []
    stop = threading.Event()

    def ask(address: str) -> None:
        with httpx2.Client(base_url=address) as client:
            while not stop.is_set():
                answer = client.get("/api/v1/")
                if answer.status_code != 200:
                    wrong.append(answer.text)

    with _served(own_book, "--workers", "2", "--rate", "0") as (address, _):
        askers = [threading.Thread(target=ask, args=(address,)) for _ in range(4)]
        for asker in askers:
            asker.start()
        for number in range(5):
            file = own_book.parent / f"{number}.csv"
            file.write_text(_FACTS.format(number), encoding="utf-8")
            Workspace.open(own_book).take(file)
        time.sleep(1.5)  # longer than between two looks
        version = Book.open(own_book).snapshot().version
        fresh = {httpx2.get(f"{address}/api/v1/").json()["ledger"] for _ in range(20)}
        stop.set()
        for asker in askers:
            asker.join()
        figures = httpx2.get(f"{address}/metrics").text
    assert wrong == []
    assert fresh == {version}
    assert f"recordbook_ledger_version {float(version)}" in figures


def test_a_slow_client_is_hung_up_on(
    own_book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Half a request, a trickle of headers and an endless one hold nothing for long."""
    (tmp_path / "sitecustomize.py").write_text(
        "from recordbook.web import patience\npatience.Patient.patience = 1.0\n", encoding="utf-8"
    )
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    )
    with _served(own_book) as (address, _):
        port = int(address.rpartition(":")[2])
        for sent in (b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
                client.sendall(sent)
                assert _closed(client)
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            with contextlib.suppress(OSError):
                for _ in range(40):
                    client.sendall(b"X-Slow: a\r\n")
                    time.sleep(0.1)
            assert _closed(client)
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + b"a" * 100_000 + b"\r\n\r\n")
            assert _closed(client)
        assert httpx2.get(f"{address}/healthz").status_code == 200


def _closed(client: socket.socket) -> bool:
    """Whether the server ends the connection, rather than leaving it to time out."""
    try:
        while client.recv(65536):
            pass
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (["--book", "none"], 2),
        (["--proxies", "nonsense"], 1),
        (["--port", "nonsense"], 2),
        (["--host", "192.0.2.1"], 1),
        (["--port", "99999"], 1),
    ],
)
def test_a_server_that_cannot_start_says_why(said: list[str], status: int, own_book: Path) -> None:
    """What is wrong is said at once, in the words of the other commands."""
    book = [] if "--book" in said else ["--book", str(own_book)]
    command = [sys.executable, "-m", "recordbook", "serve", *book, *said]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603 - our own
    assert done.returncode == status, done.stderr
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("library", "command"), [("uvicorn", "serve"), ("mcp", "mcp")])
def test_what_is_not_installed_is_named(library: str, command: str, own_book: Path) -> None:
    """Without the libraries of the site, its commands say what to install, and the others run."""
    script = (
        f"import sys; sys.modules[{library!r}] = None; sys.argv = ['recordbook', *sys.argv[1:]];"
        "from recordbook.__main__ import main; main()"
    )
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", script, command, "--book", str(own_book)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"error: {library} is not installed\n  pip install 'recordbook[web]'\n"
