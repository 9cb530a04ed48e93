"""Known: what the book holds already, as far as the checks of a new file compare with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Known:
    """Earlier readings and names; either may be missing, and the checks then see less."""

    previous: pa.Table | None = None  # observations: of each key the latest reading, or all of them
    names: pa.Table | None = None  # rows of the catalogue's NAMES whose entity is a key
