"""Known: what the book holds already, as far as the checks of a new file compare with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Known:
    """Earlier readings and names; either may be missing, and the checks then see less.

    The checks ask by `before` and `named`, and only for a file that can be compared: what costs
    work to find out can be found out there.
    """

    previous: pa.Table | None = None  # observations: of each key the latest reading, or all of them
    names: pa.Table | None = None  # rows of the catalogue's NAMES whose entity is a key
    once: bool = False  # whether `before` is known to tell of every counter one reading only

    def before(self, observations: pa.Table) -> pa.Table | None:
        """Earlier readings, of the pages that any of these observations are of at least."""
        del observations
        return self.previous

    def named(self) -> pa.Table | None:
        """The names of keys."""
        return self.names
