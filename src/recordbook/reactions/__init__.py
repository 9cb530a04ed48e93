"""What people said of a record, and which of it may be quoted."""

from __future__ import annotations

from recordbook.reactions.approval import quotes_changed, quotes_of
from recordbook.reactions.quote import Quote

__all__ = ["Quote", "quotes_changed", "quotes_of"]
