"""A planted world as a snapshot of a book: in memory, or in files as a large book has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from planted_worlds import MOMENT
from pyarrow import parquet

from recordbook.ledger.corrections import standing as still_standing
from recordbook.ledger.tables import STORED

if TYPE_CHECKING:
    from pathlib import Path

    from planted_worlds import Row


class Shown:
    """A snapshot of a world."""

    version = 1
    moment = MOMENT

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        """The tables as a book stores them."""
        self._tables = {
            name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in STORED.items()
        }

    def files(self, name: str, days: object = None, *, batch: str | None = None) -> list[str]:
        """None: everything is in memory."""
        del name, days, batch
        return []

    def table(self, name: str, *, standing: bool = True) -> pa.Table:
        """The rows of one table, as a snapshot shows them."""
        rows = self._tables[name]
        if not standing or name == "observations":
            return rows
        return still_standing(rows, name, self._tables["corrections"])


class Filed(Shown):
    """The same with its observations in files, one for each intake, as a large book has them."""

    def __init__(self, rows: dict[str, list[Row]], folder: Path) -> None:
        """Write the files."""
        super().__init__(rows)
        told = self._tables["observations"]
        self._files: dict[str, str] = {}
        for batch in sorted({row["batch"] for row in rows["observations"]}):
            self._files[batch] = str(folder / f"{batch}.parquet")
            parquet.write_table(told.filter(pc.equal(told["batch"], batch)), self._files[batch])

    @property
    def batches(self) -> frozenset[str]:
        """The intakes that brought observations."""
        return frozenset(self._files)

    def files(self, name: str, days: object = None, *, batch: str | None = None) -> list[str]:
        """The files of all intakes, or of one; rows of other days may be in them."""
        del days
        chosen = [path for one, path in self._files.items() if batch in {None, one}]
        return chosen if name == "observations" else []
