"""What people said of a record, and which of it may be quoted."""

from __future__ import annotations

from recordbook.reactions.quote import Quote

__all__ = ["Quote"]
