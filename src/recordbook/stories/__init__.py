"""Claims and their certificates in words and pictures; nothing is said that neither carries."""

from __future__ import annotations

from recordbook.stories.language import LANGUAGES, Language, language
from recordbook.stories.matter import Fact, Matter, Status, Withdrawal
from recordbook.stories.picture import Picture
from recordbook.stories.told import Told

__all__ = [
    "LANGUAGES",
    "Fact",
    "Language",
    "Matter",
    "Picture",
    "Status",
    "Told",
    "Withdrawal",
    "language",
]
