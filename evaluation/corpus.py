"""The sentences with what they claim, and the catalogue that all of them name."""

from __future__ import annotations

import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recordbook.claims import parse
from recordbook.system import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recordbook.catalogue.tables import Tables
    from recordbook.claims import Claim

HERE = Path(__file__).resolve().parent
HALVES = ("build", "test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, what stands before it, when it was published, and what it says.

    `kind` is the kind of statement where it makes no claim.
    """

    text: str
    language: str
    published: date
    claims: tuple[Claim, ...] = ()
    kind: str = "claim"
    before: str = ""
    tags: tuple[str, ...] = ()


def sentences(half: str) -> Iterator[Sentence]:
    """The sentences of a half, file by file."""
    for path in sorted((HERE / "sentences").glob(f"{half}-*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in file["sentence"]:
            yield Sentence(
                text=row["text"],
                language=file["language"],
                published=row.get("published", file["published"]),
                claims=tuple(map(parse, row.get("claims", ()))),
                kind=row.get("kind", "claim"),
                before=row.get("before", ""),
                tags=tuple(row.get("tags", ())),
            )


def catalogue() -> Tables:
    """The catalogue that the sentences name, taken in like any other."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "book")
        for name in ("artists", "releases", "tracks"):
            workspace.take(HERE / "catalogue" / f"{name}.csv")
        return workspace.prover().names.tables
