"""Time two ways of doing one thing, in turn, in one run: machines are noisy, ratios less so."""

from __future__ import annotations

import resource
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Pair:
    """Seconds of ours and of theirs, run by run."""

    ours: list[float]
    theirs: list[float]

    @property
    def ratio(self) -> float:
        """The median of ours by theirs, pair by pair."""
        return statistics.median(a / b for a, b in zip(self.ours, self.theirs, strict=True))

    def line(self, what: str, against: str, aim: str) -> str:
        """One row of the table."""
        ours, theirs = statistics.median(self.ours), statistics.median(self.theirs)
        return (
            f"{what:<44} {ours:8.2f} s  {against:<34} {theirs:8.2f} s"
            f"  ratio {self.ratio:5.2f}  aim {aim}"
        )


def paired(ours: Sequence[Callable[[], object]], theirs: Sequence[Callable[[], object]]) -> Pair:
    """Run each pair in turn; one function per run, so that each may have files of its own."""
    times: tuple[list[float], list[float]] = ([], [])
    for pair in zip(ours, theirs, strict=True):
        for run, seconds in zip(pair, times, strict=True):
            start = time.perf_counter()
            run()
            seconds.append(time.perf_counter() - start)
    return Pair(*times)


def peak_memory() -> float:
    """The most memory this process held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
