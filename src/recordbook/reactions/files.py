"""Files of posts: what they hold, or one error that says where it is wrong."""

from __future__ import annotations

import csv
import io
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from recordbook.intake.json_values import as_object, as_objects
from recordbook.intake.opening import open_file
from recordbook.reactions.errors import BadPosts
from recordbook.reactions.post import Gone, Post
from recordbook.reactions.sources import bluesky, mastodon, reddit, table, x
from recordbook.reactions.sources.values import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from recordbook.intake.json_values import Json

    _Reader: TypeAlias = Callable[[Json], Iterable[Post | Gone]]

LARGEST = 1 << 30
"""Bytes of one file, unpacked."""

KNOWN = (
    "answers of X (API v2), Bluesky (searchPosts), Mastodon and Reddit, lines of Bluesky's "
    "Jetstream, and tables or JSON lines with the columns text, created_at, username and url"
)
_READERS: tuple[tuple[Callable[[Json], bool], _Reader], ...] = (
    (reddit.recognises, reddit.posts),
    (bluesky.recognises, bluesky.posts),
    (mastodon.recognises, mastodon.posts),
    (x.recognises, x.posts),
    (table.recognises, table.posts),
)


def posts_in(path: Path, *, largest: int = LARGEST) -> list[Post | Gone]:
    """Everything that a file says, in its order; BadPosts and intake's errors say what is wrong.

    A file is JSON, JSON lines or CSV, compressed or not, by what it holds, whatever its name.
    """
    file = open_file(path, largest=largest)
    text = file.text()
    found: list[Post | Gone] = []
    for where, value in _values(file.name, text):
        with _placed(file.name, where):
            for entry in _read(value):
                _whole(entry)
                found.append(entry)
    return found


def _values(name: str, text: str) -> Iterator[tuple[str, Json]]:
    """The objects of a file, each with where it stands."""
    start = text.lstrip()[:1]
    if start not in ("{", "["):
        yield from _rows(name, text)
        return
    lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    if start == "{" and _one_per_line(text):
        for number, line in lines:
            where = f"line {number}"
            yield where, as_object(_parsed(name, where, line))
        return
    whole = _parsed(name, "", text)
    items = cast("list[object]", whole) if isinstance(whole, list) else [whole]
    if len(as_objects(items)) != len(items):
        raise BadPosts(f"{name}: its list holds what is no post", remedy=f"Known: {KNOWN}.")
    for number, item in enumerate(as_objects(items), 1):
        yield f"entry {number}", item


def _one_per_line(text: str) -> bool:
    """Whether the first line is an object for itself."""
    first = text.lstrip().split("\n", 1)[0]
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(name: str, where: str, text: str) -> object:
    at = f"{name}: {where}" if where else name
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = "" if where else f" (line {error.lineno})"
        seen = text[error.pos : error.pos + 40]
        raise BadPosts(
            f"{at}: no JSON at {seen!r}{line}: {error.msg}",
            remedy="Save the whole answer again; a file that was cut off is not taken.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadPosts(
            f"{at}: nested too deeply, or a number too long to be one",
            remedy="No platform answers so: look at the file.",
        ) from error


def _rows(name: str, text: str) -> Iterator[tuple[str, Json]]:
    """The rows of a table; its separator is the one of which the head has most."""
    head = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = [column.strip().casefold() for column in next(rows)]
        if not table.recognises(dict.fromkeys(columns)):
            raise BadPosts(
                f"{name}: no posts in a file that begins {head[:60]!r}", remedy=f"Known: {KNOWN}."
            )
        for row in rows:
            if row and len(row) != len(columns):
                raise BadPosts(
                    f"{name}: line {rows.line_num}: {len(row)} cells, where the head has "
                    f"{len(columns)}: {separator.join(row)[:60]!r}",
                    remedy="Put texts with the separator in them in quotes.",
                )
            if row:
                yield f"line {rows.line_num}", dict(zip(columns, row, strict=True))
    except (csv.Error, StopIteration) as error:
        raise BadPosts(
            f"{name}: line {rows.line_num}: {error or 'nothing but spaces'}",
            remedy="Save it as CSV again.",
        ) from error


def _read(value: Json) -> Iterator[Post | Gone]:
    for recognises, reader in _READERS:
        if recognises(value):
            yield from reader(value)
            return
    raise Unreadable("it", dict(value), f"one of: {KNOWN}")


def _whole(entry: Post | Gone) -> None:
    """Unreadable unless it says which post, or whose."""
    if isinstance(entry, Post) and not (entry.id and entry.author):
        what = "id" if not entry.id else "author"
        raise Unreadable(f"the {what} of a post", entry.text, "given: without it none can be told")


@contextmanager
def _placed(name: str, where: str) -> Generator[None]:
    try:
        yield
    except Unreadable as error:
        raise BadPosts(
            f"{name}: {where}: {error.what} is {error.value}",
            remedy=f"It must be {error.remedy}. Nothing was taken.",
        ) from error
    except RecursionError as error:
        raise BadPosts(
            f"{name}: {where}: nested too deeply", remedy="No platform answers so."
        ) from error
