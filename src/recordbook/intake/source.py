"""Source: what every format of file is to the door, and the values that pass between them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Literal, Protocol

from recordbook.intake.errors import BadSetting, WrongEncoding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from recordbook.intake.problems import Note, Problem
    from recordbook.units import Day

LARGEST_LAG = 31  # days; a page a month behind is of another month
_REGION = re.compile("global|[a-z]{2}")
HEAD = 64 * 1024  # enough to see any header; little enough to look at for every source


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a file does not say of itself. None leaves the choice to the source's own default."""

    day: Day | None = None  # the play day of a file that names none
    page_lag: int | None = None  # days from a play day to the day its page is stamped or saved
    stamp: Literal["page", "play"] | None = None  # which of the two a day in the file is
    source: str | None = None  # read as this source, whatever the file looks like
    mapping: str | None = None  # read as a table through this saved mapping
    mappings: Path | None = None  # the folder of the user's own mappings
    period: Literal["day", "week"] | None = None  # what a chart that does not say counts over
    region: str | None = None
    platform: str | None = None
    partial: bool = False  # take the rows that can be taken
    largest: int = 2 << 30  # bytes after decompression

    def __post_init__(self) -> None:
        """Refuse what no file can mean."""
        if self.page_lag is not None and not 0 <= self.page_lag <= LARGEST_LAG:
            raise BadSetting(
                f"a page lag of {self.page_lag} days",
                remedy=f"A page is stamped 0 to {LARGEST_LAG} days after the play day.",
            )
        if self.region is not None and not _REGION.fullmatch(self.region.lower()):
            raise BadSetting(
                f"{self.region!r} is no region", remedy="Say global, or a country's two letters."
            )

    def shaping(self) -> dict[str, str]:
        """The settings that were made and that change what rows mean, as text."""
        silent = {"partial", "mappings", "largest"}
        said = {item.name: getattr(self, item.name) for item in fields(self)}
        return {k: str(v) for k, v in said.items() if v is not None and k not in silent}


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file: by this, never by its name, a source recognises its own."""

    data: bytes
    text: str = field(init=False)

    def __post_init__(self) -> None:
        """Decode leniently: the last character may be cut."""
        object.__setattr__(self, "text", self.data.decode("utf-8-sig", errors="replace"))

    def json_starts(self) -> bool:
        """Whether the text begins as a JSON object or array."""
        return self.text.lstrip()[:1] in ("{", "[")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file, decompressed: `data` lies in memory or is mapped from disk."""

    name: str  # without folders; a hint to people, and to sources where the content is silent
    data: pa.Buffer
    digest: str  # SHA-256 of the bytes as they were given, hexadecimal

    @property
    def head(self) -> Head:
        """The first bytes."""
        return Head(bytes(self.data[:HEAD]))

    def text(self) -> str:
        """The whole file as text, without byte-order mark; `WrongEncoding` if it is not UTF-8."""
        data = bytes(self.data)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise wrong_encoding(self.name, data, error.start) from error

    def json(self) -> object:
        """The file's one JSON value; ValueError where it is not JSON, or nested beyond reason."""
        try:
            return json.loads(self.text())
        except RecursionError as error:
            message = "nested too deeply"
            raise ValueError(message) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a source read: tables by name, rows refused, and things found."""

    source: str  # who says so, as `Batch.source`
    tables: Mapping[str, pa.Table]
    problems: Sequence[Problem] = ()
    refused: int = 0  # rows; a row may have several problems
    notes: Sequence[Note] = ()
    days: Mapping[str, str] = field(
        default_factory=dict[str, str]
    )  # how play, page and file day differ
    shape: Mapping[str, str] = field(default_factory=dict[str, str])  # beyond bytes and settings


class Source(Protocol):
    """One format of file: knows its own, and reads it."""

    @property
    def name(self) -> str:
        """What machines and `--source` call it: `spotify-chart-csv`."""
        ...

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    def recognises(self, head: Head) -> bool:
        """Whether a file that begins so is one of these. By content, never by name."""
        ...

    def read(self, file: SourceFile, settings: Settings) -> Parsed:
        """The file's tables; raises a `SourceError` where the file as a whole cannot be read."""
        ...


def wrong_encoding(name: str, data: bytes, at: int) -> WrongEncoding:
    """The error that names line and byte of the first that is not UTF-8."""
    line = data.count(b"\n", 0, at) + 1
    return WrongEncoding(
        f"{name}: line {line}: byte 0x{data[at]:02x} is not UTF-8 text",
        remedy="Save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8').",
    )
