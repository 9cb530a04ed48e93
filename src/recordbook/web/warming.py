"""What every answer of a platform rests on, made before the first visitor asks for it."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from recordbook.errors import RecordbookError
from recordbook.system.finding import platforms

if TYPE_CHECKING:
    from recordbook.web.shelf import Shelf

_AGAIN = 5.0
"""Seconds between two looks for a newer version to make it of."""

_log = logging.getLogger("recordbook.web")


def warm(shelf: Shelf) -> int:
    """Look for the falls of every counter once; the ledger version of which that was done.

    The judge is given back between two platforms, to whoever waits for it.
    """
    with shelf.prover() as prover:
        version, there = prover.snapshot.version, platforms(prover)
    for platform in there:
        with shelf.prover() as prover:
            _ = prover.evidence(platform).runs
    return version


def keep_warm(shelf: Shelf) -> None:
    """Do so beside everything else, now and whenever the book has a newer version."""
    threading.Thread(target=_forever, args=(shelf,), name="warming", daemon=True).start()


def _forever(shelf: Shelf) -> None:
    done = -1
    while True:
        try:
            if shelf.look().ledger != done:
                done = warm(shelf)
        except (RecordbookError, OSError) as error:
            _log.warning("warming: %s", error)
        time.sleep(_AGAIN)
