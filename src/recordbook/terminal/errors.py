"""What can be wrong with what a command is given."""

from __future__ import annotations

from recordbook.errors import SourceError


class NoCertificate(SourceError):
    """The file is no certificate."""


class NoSuchMove(SourceError):
    """No counter of the book goes from or to the key."""


class NoArticle(SourceError):
    """There is no such text to check."""


class NothingNamed(SourceError):
    """The command was not told what to do it with."""


class NoPlace(SourceError):
    """What is no text must be written to a file."""
