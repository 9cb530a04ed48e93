"""A snapshot's tables, where SQL can read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recordbook.engine import Engine
    from recordbook.ledger import Snapshot

CATALOGUE = ("names", "tracks", "credits", "facts", "identities")


def attach(engine: Engine, snapshot: Snapshot) -> None:
    """Let SQL read the snapshot by its tables' names.

    Catalogue tables come without what corrections took back; observations come whole, for
    `standing` applies corrections to them.
    """
    corrected = snapshot.table("corrections").num_rows > 0
    for name in CATALOGUE:
        files = snapshot.files(name)
        engine.attach(name, snapshot.table(name) if corrected or not files else files)
    engine.attach("corrections", snapshot.table("corrections"))
    files = snapshot.files("observations")
    engine.attach("observations", files or snapshot.table("observations"))
