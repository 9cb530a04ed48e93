"""Every error recordbook raises, drawn as a tree.

* RecordbookError
    * ClaimError (also a ValueError): a claim that cannot be read or asked
    * CatalogueError: a name or identity that does not lead to one entity
    * SourceError: a file that cannot be taken as it is
    * LedgerError: the book on disk or in object storage cannot be read or written
    * EngineError: a step of SQL failed, and carries the step and its SQL; or no engine started
    * OutletError: a publication that did not go out

A verdict of "refuted" or "undecided" is an answer, never an error. The docstring of a class is its
default message; `remedy` says what the reader can do about it.
"""

from __future__ import annotations

import inspect


class RecordbookError(Exception):
    """Something went wrong."""

    def __init__(self, message: str | None = None, *, remedy: str | None = None) -> None:
        self.message: str = message or inspect.cleandoc(type(self).__doc__ or "")
        self.remedy: str | None = remedy
        super().__init__(self.message)

    def __str__(self) -> str:
        """The message and, where there is one, the remedy on a line of its own."""
        return self.message if self.remedy is None else f"{self.message}\n  {self.remedy}"


class ClaimError(RecordbookError, ValueError):
    """The claim cannot be read."""


class CatalogueError(RecordbookError):
    """The catalogue does not lead to one entity."""


class SourceError(RecordbookError):
    """The file cannot be taken."""


class LedgerError(RecordbookError):
    """The book cannot be read or written."""


class EngineError(RecordbookError):
    """A step of SQL failed."""

    def __init__(
        self,
        message: str | None = None,
        *,
        step: str = "",
        sql: str = "",
        remedy: str | None = None,
    ) -> None:
        self.step: str = step
        self.sql: str = sql
        super().__init__(f"step {step}: {message}" if step else message, remedy=remedy)


class OutletError(RecordbookError):
    """The publication did not go out."""
