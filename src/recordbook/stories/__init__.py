"""Claims and their certificates in words and pictures; nothing is said that neither carries."""

from __future__ import annotations

from recordbook.stories.matter import Fact, Matter, Status, Withdrawal
from recordbook.stories.picture import Picture
from recordbook.stories.told import Told

__all__ = ["Fact", "Matter", "Picture", "Status", "Told", "Withdrawal"]
