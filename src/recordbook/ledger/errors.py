"""What can go wrong between the ledger and the disk or the object storage it lies on."""

from __future__ import annotations

from recordbook.errors import LedgerError


class NoBook(LedgerError):
    """There is no book at this address."""


class UnfitAddress(LedgerError):
    """No book can lie at an address with such a character."""


class BookExists(LedgerError):
    """There is a book at this address already."""


class NewerFormat(LedgerError):
    """The book was made by a newer recordbook, whose format this one does not know."""


class DamagedBook(LedgerError):
    """A part of the book is missing or was changed by another program."""


class UnknownMoment(LedgerError):
    """The ledger has no such version or moment."""


class UnknownTable(LedgerError):
    """A book has no table of this name."""


class UnfitRows(LedgerError):
    """The rows do not have the table's schema."""


class StorageFailed(LedgerError):
    """The storage under the book refused to read or write."""


class Contended(LedgerError):
    """Other writers committed first, time after time."""


class Overtaken(LedgerError):
    """Another process has written since this was read."""
