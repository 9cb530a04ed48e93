"""A named step of SQL and the steps it reads."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Value: TypeAlias = str | int | bool | None
_PARAMETER = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Query:
    """A step: portable SQL, its parameters, and the steps it reads.

    The names in `reads` are other queries; every other table the SQL names must be attached to the
    engine.

    >>> Query("one", "SELECT $n AS n", values={"n": 1}).text
    'WITH one AS (SELECT 1 AS n) SELECT * FROM one'
    """

    name: str
    sql: str
    reads: tuple[Query, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict[str, Value])

    @classmethod
    def load(cls, package: str, name: str, *reads: Query, **values: Value) -> Query:
        """The step whose SQL is `<name>.sql` in the package's folder."""
        sql = files(package).joinpath(f"{name}.sql").read_text(encoding="utf-8")
        return cls(name.rpartition("/")[2], sql, reads, values)

    @property
    def bound(self) -> str:
        """The SQL with its parameters as typed literals."""
        return _PARAMETER.sub(lambda match: _literal(self.values[match.group(1)]), self.sql)

    @property
    def text(self) -> str:
        """One statement: every step it needs, once, in order, then this one."""
        steps = ", ".join(f"{step.name} AS ({step.bound})" for step in self.steps())
        return f"WITH {steps} SELECT * FROM {self.name}"  # noqa: S608 - values are bound literals

    @property
    def fingerprint(self) -> str:
        """What the answer depends on besides the ledger: 32 hexadecimal digits."""
        return hashlib.md5(self.text.encode(), usedforsecurity=False).hexdigest()

    def steps(self) -> Iterator[Query]:
        """This step after all the steps it reads, each name once."""
        seen: set[str] = set()
        yield from self._walk(seen)

    def _walk(self, seen: set[str]) -> Iterator[Query]:
        for step in self.reads:
            if step.name not in seen:
                yield from step._walk(seen)  # noqa: SLF001  # same class
        if self.name not in seen:
            seen.add(self.name)
            yield self


def _literal(value: Value) -> str:
    """A value as both engines read it: a backslash, which one takes for an escape, by its number.

    >>> _literal("it's"), _literal(None), _literal(True)
    ("'it''s'", 'NULL', 'TRUE')
    >>> print(_literal("a" + chr(92) + "n"))
    ('a' || CHR(92) || 'n')
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return f"CAST({value} AS BIGINT)" if abs(value) > 2**31 - 1 else str(value)
    quoted = " || CHR(92) || ".join(
        "'" + part.replace("'", "''") + "'" for part in value.split("\\")
    )
    return f"({quoted})" if "\\" in value else quoted
