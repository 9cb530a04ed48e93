"""A server on this machine that stands for an outlet, and fails in any way at any request."""

from __future__ import annotations

import email.parser
import email.policy
import json
import os
import signal
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

FAULTS = (
    "too many",  # 429 with Retry-After; nothing was done
    "fails before",  # 500; nothing was done
    "fails after",  # 500; it was done all the same
    "hangs up before",
    "hangs up after",
    "half a body",  # it was done, the answer breaks off
    "no body",  # it was done, the body is empty
    "slow",  # it was done, the answer comes a byte at a time
)
KILLS = ("dies before", "dies after")  # of whoever asks


@dataclass
class Asked:
    """A request as the server got it."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def shape(self) -> Any:
        """The JSON of the body."""
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, tuple[str | None, bytes]]:
        """The parts of a multipart body by name: file name and content."""
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        parsed = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        parts: dict[str, tuple[str | None, bytes]] = {}
        for part in parsed.iter_parts():
            name = str(part.get_param("name", header="content-disposition"))
            parts[name] = part.get_filename(), part.get_payload(decode=True)
        return parts


@dataclass
class Answered:
    """What the server answers."""

    status: int
    shape: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """The outlet's rules are broken, or it says no."""

    def __init__(self, status: int, shape: Any) -> None:
        self.answered = Answered(status, shape)
        super().__init__(str(shape))


class Rules:
    """An outlet: `answer` does what is asked; `seen` is what readers have been shown."""

    def __init__(self) -> None:
        self.log: list[Asked] = []
        self.broken: list[str] = []  # refusals, which none of our own requests may cause
        self.faults: dict[int, str] = {}  # by the number of the request
        self.victim = 0
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.lock = threading.Lock()

    def answer(self, asked: Asked) -> Answered:
        """Do what is asked."""
        raise NotImplementedError

    def need(self, holds: object, why: str, status: int = 400) -> None:
        """Refuse unless a rule holds."""
        if not holds:
            self.broken.append(why)
            raise Refusal(status, {"error": why, "message": why})


class Handler(BaseHTTPRequestHandler):
    """One request, with the fault that is due."""

    rules: Rules
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Be silent."""

    def do_GET(self) -> None:
        """Answer any method alike."""
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.headers.get("transfer-encoding") == "chunked":
            body = self._chunks()
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, parts.path, query, headers, body)
        rules = self.rules
        with rules.lock:
            fault = rules.faults.pop(len(rules.log), "")
            rules.log.append(asked)
            if fault == "dies before":
                os.kill(rules.victim, signal.SIGKILL)
                return
            done = (
                None
                if fault in {"too many", "fails before", "hangs up before"}
                else self._do(asked)
            )
        self._reply(fault, done)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the names http.server asks for

    def _do(self, asked: Asked) -> Answered:
        try:
            return self.rules.answer(asked)
        except Refusal as refusal:
            return refusal.answered

    def _reply(self, fault: str, done: Answered | None) -> None:
        self.close_connection = True
        if fault == "dies after":
            os.kill(self.rules.victim, signal.SIGKILL)
        if fault in {"hangs up before", "hangs up after", "dies after"}:
            return
        if fault == "too many":
            done = Answered(429, {"message": "slow down"}, {"Retry-After": "7"})
        if fault in {"fails before", "fails after"}:
            done = Answered(500, {"error": "InternalServerError"})
        assert done is not None
        body = b"" if done.shape is None else json.dumps(done.shape).encode()
        if fault == "no body":
            body = b""
        self.send_response(done.status)
        for name, value in {**done.headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self._write(fault, body)
        except OSError:
            return

    def _write(self, fault: str, body: bytes) -> None:
        if fault == "slow":
            for at in range(len(body)):
                time.sleep(0.05)
                self.wfile.write(body[at : at + 1])
            return
        self.wfile.write(body[: len(body) // 2] if fault == "half a body" else body)

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body


class Served:
    """Rules behind an address on this machine, for as long as it is open."""

    def __init__(self, rules: Rules) -> None:
        handler = type("Bound", (Handler,), {"rules": rules})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> str:
        """Serve, and give the address."""
        self.thread.start()
        return f"http://127.0.0.1:{self.server.server_port}"

    def __exit__(self, *_: object) -> None:
        """Serve no more."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
