"""Out of the house: feeds, calendars, webhooks and posts; each item once, and put right later."""

from __future__ import annotations

from recordbook.syndication.item import Item, Standing

__all__ = ["Item", "Standing"]
