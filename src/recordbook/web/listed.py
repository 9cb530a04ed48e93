"""Lists that go on: which part is shown, in which order, and where the rest is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import Query

from recordbook.web.exports import MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")

Number = Annotated[int, Query(ge=1, le=1_000_000, description="which page of the list, from 1")]
Start = Annotated[int, Query(ge=0, le=1_000_000_000, description="from which row on, of a file")]
Sort = Annotated[str, Query(max_length=20, description="by which column; - before it turns it")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a list: its number from 1 of how many `parts`, each of a `size`; `rows` in all."""

    number: int
    parts: int
    size: int
    rows: int

    @property
    def start(self) -> int:
        """Where it begins in the list."""
        return (self.number - 1) * self.size

    def of(self, rows: Sequence[T]) -> tuple[T, ...]:
        """The rows of the list that are in it."""
        return tuple(rows[self.start : self.start + self.size])


def part(number: int, rows: int, size: int) -> Part:
    """The part of a list of so many rows that a number stands for; beyond the last, the last.

    >>> part(2, 101, 50).of(range(101))[:2], part(9, 101, 50).number
    ((50, 51), 3)
    """
    parts = max(-(-rows // size), 1)
    return Part(number=min(number, parts), parts=parts, size=size, rows=rows)


def following(start: int, rows: int) -> int | None:
    """Where the next file of rows starts, of a page with so many; None where there is none."""
    return start + MOST if rows > start + MOST else None


def ordered(rows: Sequence[T], sort: str, keys: Mapping[str, Callable[[T], Any]]) -> tuple[T, ...]:
    """The rows by one of some keys, turned where a minus stands before it; as they are by no other.

    What has no value (None) stands last, either way.

    >>> ordered([1, 3, None, 2], "-n", {"n": lambda one: one})
    (3, 2, 1, None)
    """
    key = keys.get(sort.removeprefix("-"))
    if key is None:
        return tuple(rows)
    known = [one for one in rows if key(one) is not None]
    unknown = [one for one in rows if key(one) is None]
    return (*sorted(known, key=key, reverse=sort.startswith("-")), *unknown)
