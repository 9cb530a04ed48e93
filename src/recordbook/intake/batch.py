"""What one intake hands to the ledger: tables of rows, where they came from, and what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from recordbook.intake.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The rows of one file, whole. The same digest twice is the same batch, and adds nothing.

    `tables` maps a table's name (`observations`, `names`, `tracks`, `credits`, `facts`,
    `identities`, `corrections`) to rows of its schema, without the ledger's own columns.
    """

    name: str  # the file's name, without folders
    source: str  # who says so: "charts.spotify.com", "kworb.net", a press page's address ...
    digest: str  # SHA-256 of the file's bytes and of the settings that shaped the reading
    tables: Mapping[str, pa.Table]
    report: Report = field(compare=False)
