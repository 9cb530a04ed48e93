"""Reactions to the records of a book: which record is meant, what it is about, and its store."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.catalogue.names import read_title
from recordbook.catalogue.tables import rows_where
from recordbook.claims import parse
from recordbook.intake.arrow import column, texts
from recordbook.reactions.about import About
from recordbook.reactions.store import Store, opened, place_of
from recordbook.stories.naming import KEY_LENGTH, record_key
from recordbook.system.telling import Teller, keyed

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from recordbook.claims import Claim
    from recordbook.proof import Prover
    from recordbook.system.workspace import Workspace

_KEY = re.compile(rf"[a-z2-7]{{{KEY_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Meant:
    """A record: its key, its claim as the record log has it, and what a post must speak of."""

    key: str
    claim: str
    about: About


@contextmanager
def reactions_of(
    address: str, store: Path | None = None, *, make: bool = False
) -> Generator[Store]:
    """The store of a book's posts; NoStore where the book lies in object storage."""
    with opened(place_of(address, store), make=make) as there:
        yield there


def meant(workspace: Workspace, record: str, store: Store) -> Meant:
    """The record of a key or a claim; NoRecord, and what the claim raises, if there is none.

    A key is of the record log, or of a claim that posts were proposed for before.
    """
    prover, text = workspace.prover(), record
    if _KEY.fullmatch(record):
        text = store.claim_of(record) or Teller(prover, workspace.book).claim_text(record)
    claim = parse(text)
    entity = prover.trial(claim).subject
    said = keyed(claim, entity)
    return Meant(record_key(said), str(said), about(prover, claim, entity))


def about(prover: Prover, claim: Claim, entity: str) -> About:
    """The names of a claim's subject and of its artists, its figure and its day.

    Where the subject is an artist and there is a figure, a post must say the figure as well.
    """
    tables = prover.names.tables
    credits_ = rows_where(tables.credits, "item", [entity])
    pairs = zip(texts(column(credits_, "artist")), texts(column(credits_, "role")), strict=True)
    makers = [artist for artist, role in pairs if role == "main"]
    subjects, artists = _names(prover, [entity]), _names(prover, makers)
    if not makers and claim.threshold is not None:
        subjects, artists = (), subjects
    return About(subjects=subjects, artists=artists, figure=claim.threshold, day=claim.as_of)


def _names(prover: Prover, entities: Iterable[str]) -> tuple[str, ...]:
    """Every name of some entities, without editions and guests."""
    rows = rows_where(prover.names.tables.names, "entity", list(entities))
    names = texts(column(rows, "name"))
    return tuple(sorted({read_title(name).bare for name in names}))
