"""What can go wrong where something is told."""

from __future__ import annotations

from recordbook.errors import OutletError


class NoLanguage(OutletError):
    """Nothing is told in that language."""


class NoStyle(OutletError):
    """No house style is called so."""


class NoWords(OutletError):
    """A language lacks words that it must have; the error is the program's."""
