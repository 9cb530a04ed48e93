"""Sentences that hold a claim in the claim language itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recordbook.claims import parse
from recordbook.errors import ClaimError

if TYPE_CHECKING:
    from recordbook.claims import Claim

_QUOTED = r'"(?:[^"\\]|\\.)+"'
_SUBJECT = re.compile(rf"{_QUOTED}(?: by {_QUOTED})?(?: \([^()]*\))?: ")
_DAY = re.compile(r"\bas of \d{4}-\d\d-\d\d\b")


def written(text: str) -> tuple[Claim | None, bool]:
    """The claim that a text holds word for word, and whether it holds the beginnings of one.

    >>> claim, _ = written('We ask: "Layover" by "V": every track >= 60M streams as of 2023-12-16.')
    >>> str(claim)
    '"Layover" by "V": every track >= 60M streams on spotify as of 2023-12-16'
    >>> written("Layover has 60M streams.")
    (None, False)
    """
    if not _DAY.search(text):
        return None, False
    begun = False
    for found in _SUBJECT.finditer(text):
        begun = True
        try:
            return parse(text[found.start() :].strip().rstrip(".")), True
        except ClaimError:
            continue
    return None, begun
