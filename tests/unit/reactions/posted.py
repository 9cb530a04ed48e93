"""Invented posts, and a store that holds them."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from recordbook.reactions.about import About
from recordbook.reactions.importing import Imported, import_posts
from recordbook.reactions.store import Store, opened

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

ABOUT = About(
    subjects=("Paper Lanterns",),
    artists=("Mira Sol", "미라솔"),
    figure=60_000_000,
    day=date(2023, 12, 16),
)
RECORD = "abcdefghijkl"
TEXTS = (
    "60M for every song on Paper Lanterns, so proud of Mira Sol",
    "미라솔 전곡 6천만 돌파 정말 축하해 눈물 난다",
    "Paper Lanterns con 60 millones en cada tema, qué orgullo",
    "ミラソルのPaper Lanterns全曲6000万、信じられない",
    "semua lagu Paper Lanterns tembus 60 juta, makasih Mira Sol",
    "o álbum Paper Lanterns inteiro com 60 milhões, que música linda",
    "Crossing 60 million with a quiet record like Paper Lanterns is a small wonder",
    "The last song of Paper Lanterns made me cry again tonight, 60M well earned",
)
"""Posts that may be quoted, unlike one another."""


def row(number: int, text: str, **more: Any) -> dict[str, Any]:
    """A line of JSON lines: a post of an author of its own."""
    return {
        "id": str(number),
        "text": text,
        "created_at": "2023-12-17T10:00:00Z",
        "username": f"invented{number}",
        "url": f"https://x.com/invented{number}/status/{number}",
        "platform": "x",
        **more,
    }


def written(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """The lines as a file."""
    path.write_text("".join(f"{json.dumps(one)}\n" for one in rows), encoding="utf-8")
    return path


@contextmanager
def store_of(folder: Path) -> Generator[Store]:
    """The store of a folder, made where there is none."""
    with opened(folder / "reactions.sqlite", make=True) as store:
        yield store


def taken(store: Store, folder: Path, texts: Sequence[str] = TEXTS, **more: Any) -> Imported:
    """What became of posts with these texts."""
    path = written(folder / "posts.jsonl", [row(n, text) for n, text in enumerate(texts, 1)])
    return import_posts(store, [path], **more)


def bytes_of(folder: Path) -> bytes:
    """Every byte of the store, and of whatever lies beside it under its name."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("reactions.sqlite*")))
