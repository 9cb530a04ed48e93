"""All benchmarks: ratios measured in one run on this machine, and what was aimed at."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import check
import finding
import intake
import prove


def start_up() -> None:
    """How long a newcomer waits for help."""
    command = [str(Path(sys.executable).with_name("recordbook")), "--help"]
    times = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    print(f"recordbook --help: {statistics.median(times):.2f} s (aim 0.3)")


def main() -> None:
    """Print every table; arguments go to the proof's (--tracks, --days)."""
    start_up()
    intake.main([])
    finding.main([])
    prove.main(sys.argv[1:])
    check.main([])


if __name__ == "__main__":
    main()
