"""Sentences with their places in the text: lines of a post and headlines as well."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRETCH = 3_000  # characters


def sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """The start and the end of every sentence; together they hold all that is not blank.

    >>> text = "No. 1 on Dec. 16! And then?"
    >>> [text[start:end] for start, end in sentences(text, "en")]
    ['No. 1 on Dec. 16!', 'And then?']
    """
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        found.extend(_joined(text, list(_of_line(line, at, language or "en"))))
        at += len(line) + 1
    return tuple(found)


def _of_line(line: str, at: int, language: str) -> Iterator[tuple[int, int]]:
    """The sentences of one line."""
    for piece in _pieces(line, language):
        bare = piece.strip()
        start = at + piece.find(bare) if bare else at
        if bare:
            yield start, start + len(bare)
        at += len(piece)


def _pieces(line: str, language: str) -> Iterator[str]:
    """The line cut into sentences, a stretch at a time: the library takes long over long lines."""
    library: Any = import_module("sentencex")  # it ships no types
    at = 0
    while at < len(line):
        stretch = line[at : at + _STRETCH]
        pieces = cast("list[str]", library.segment(language, stretch)) if stretch.strip() else []
        if "".join(pieces) != stretch:
            pieces = [stretch]
        if at + _STRETCH < len(line) and len(pieces) > 1:
            del pieces[-1]  # it may go on
        yield from pieces
        at += sum(map(len, pieces))


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces that begin in lower case, or without a word, belong to the one before."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and (text[start].islower() or not any(map(str.isalnum, text[start:end]))):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
