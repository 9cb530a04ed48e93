"""An append-only book of Delta tables, and a snapshot of it as known at any moment."""

from recordbook.ledger.book import Appended, Book
from recordbook.ledger.corrections import standing
from recordbook.ledger.snapshot import Snapshot

__all__ = ["Appended", "Book", "Snapshot", "standing"]
