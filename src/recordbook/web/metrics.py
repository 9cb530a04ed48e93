"""What the site says of itself to those who run it: health, and figures for Prometheus."""

from __future__ import annotations

import os
from typing import Annotated

from fastapi import APIRouter, Depends
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.responses import PlainTextResponse, Response

from recordbook.web.shelf import Shelf, shelf_of

router = APIRouter()

_REQUESTS = Counter(
    "recordbook_requests", "Requests that were answered", ("method", "status", "cached")
)
_SECONDS = Histogram(
    "recordbook_request_seconds",
    "Seconds until a request was answered",
    ("cached",),
    buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
_LEDGER = Gauge("recordbook_ledger_version", "Ledger version served", multiprocess_mode="max")
_LOG = Gauge("recordbook_log_version", "Version of the record log", multiprocess_mode="max")
_CHANGED = Gauge(
    "recordbook_changed_seconds", "When the book last changed", multiprocess_mode="max"
)
_METHODS = frozenset({"GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH"})
_SHARED = "PROMETHEUS_MULTIPROC_DIR"


def observe(method: str, status: int, seconds: float, *, cached: bool) -> None:
    """Count a request; methods that nobody knows are one, so that the figures stay few."""
    known = method if method in _METHODS else "other"
    how = "yes" if cached else "no"
    _REQUESTS.labels(known, str(status), how).inc()
    _SECONDS.labels(how).observe(seconds)


@router.get("/healthz", include_in_schema=False)
def healthz() -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


@router.get("/readyz", include_in_schema=False)
def readyz(shelf: Annotated[Shelf, Depends(shelf_of)]) -> Response:
    """The book can be read."""
    version = shelf.look()
    said = f"ready: ledger version {version.ledger}, record log {version.log}\n"
    return PlainTextResponse(said, headers={"Cache-Control": "no-store"})


@router.get("/metrics", include_in_schema=False)
def metrics(shelf: Annotated[Shelf, Depends(shelf_of)]) -> Response:
    """The figures of every worker together."""
    _LEDGER.set(shelf.version.ledger)
    _LOG.set(shelf.version.log)
    _CHANGED.set(shelf.version.moment.timestamp())
    registry = REGISTRY
    if _SHARED in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    kept = {"Cache-Control": "no-store"}
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST, headers=kept)
