"""What every answer of a platform rests on, made before the first visitor asks for it."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from recordbook.claims import Reading
from recordbook.claims.vocabulary import CHART_PLATFORMS
from recordbook.errors import RecordbookError
from recordbook.system.browsing import Board, viewed
from recordbook.system.finding import platforms
from recordbook.system.provenance import last_day

if TYPE_CHECKING:
    from recordbook.proof import Prover
    from recordbook.web.shelf import Shelf

_AGAIN = 5.0
"""Seconds between two looks for a newer version to make it of."""

_log = logging.getLogger("recordbook.web")


def warm(shelf: Shelf) -> int:
    """Make it of every platform; the ledger version of which that was done.

    First the falls of every counter, then the sums of every album, with instrumentals and without,
    which is the reading that most proofs look at besides. The judge is given back after each, to
    whoever waits for it.
    """
    with shelf.prover() as prover:
        version, there = prover.snapshot.version, platforms(prover)
    for platform in there:
        with shelf.prover() as prover:
            _ = prover.evidence(platform).runs
    for platform in there:
        for versions in (True, False):
            with shelf.prover() as prover:
                _sum(prover, platform, Reading(versions=versions))
    return version


def _sum(prover: Prover, platform: str, reading: Reading) -> None:
    """Sum every album on the last day of a platform that counts."""
    day = last_day(prover, platform)
    if day is not None and platform not in CHART_PLATFORMS:
        view = viewed("albums", "album total", day, platform)
        _ = Board(prover, replace(view, reading=reading)).field


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
