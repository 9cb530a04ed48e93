"""`recordbook serve`: the processes that answer."""

from __future__ import annotations

import os
import socket
import tempfile
from typing import TYPE_CHECKING

import uvicorn

from recordbook.ledger import Book
from recordbook.terminal.page import Page
from recordbook.web.clients import networks
from recordbook.web.errors import BadProxy, CannotListen
from recordbook.web.settings import Settings
from recordbook.web.tokens import Tokens
from recordbook.web.warming import keep_warm

if TYPE_CHECKING:
    from fastapi import FastAPI

_SETTINGS, _FIGURES = "RECORDBOOK_SITE", "PROMETHEUS_MULTIPROC_DIR"
_CONNECTIONS = 1_000
"""Connections of one worker at once; further ones are told 503."""

_LOG = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "recordbook.web.journal.Lines"}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "loggers": {
        "recordbook.web": {"handlers": ["lines"], "level": "INFO", "propagate": False},
        "uvicorn.error": {"handlers": ["lines"], "level": "WARNING", "propagate": False},
    },
}
"""Every line of the log is JSON, on standard error."""


def run_serve(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Serve until somebody stops it; NoBook and the like before anything listens."""
    Tokens.of(Book.open(settings.book), settings.tokens)
    try:
        networks(settings.proxies)
    except ValueError as error:
        raise BadProxy(str(error)) from error
    _check_free(host, port)
    Page().line(f"Serving {settings.book} at {settings.base} (Ctrl-C stops it)", indent=0)
    with tempfile.TemporaryDirectory(prefix="recordbook-") as figures:
        os.environ[_SETTINGS] = settings.text()
        if workers > 1:
            os.environ[_FIGURES] = figures
        uvicorn.run(
            "recordbook.web.serving:site",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            loop="uvloop",
            http="recordbook.web.patience:Patient",
            ws="none",
            lifespan="off",
            log_config=_LOG,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=20,
        )


def _check_free(host: str, port: int) -> None:
    """CannotListen: another program listens there, or it is no address of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except (OSError, OverflowError) as error:
        raise CannotListen(
            f"cannot listen at {host}:{port}: {error}", remedy="choose another --port or --host"
        ) from error


def site() -> FastAPI:
    """The site of one worker, by the settings that its parent left."""
    from recordbook.web.app import create_app  # noqa: PLC0415 - the parent process needs no pages

    app = create_app(Settings.read(os.environ[_SETTINGS]))
    keep_warm(app.state.shelf)
    return app
