"""Times the import of 100,000 invented posts and a choice among them; prints seconds of one core.

python benchmarks/reactions.py [NUMBER OF POSTS]
"""

from __future__ import annotations

import csv
import json
import random
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from recordbook.reactions.about import About
from recordbook.reactions.choosing import propose
from recordbook.reactions.forgetting import forget
from recordbook.reactions.importing import import_posts
from recordbook.reactions.store import opened

_POSTS = Path(__file__).parents[1] / "evaluation" / "posts" / "posts.csv"
_ABOUT = About(
    subjects=("Paper Lanterns",),
    artists=("Mira Sol", "미라솔", "ミラソル"),
    figure=60_000_000,
    day=date(2023, 12, 16),
)


def main(number: int) -> None:
    """Write the posts, then take, choose and forget some."""
    with _POSTS.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    chance = random.Random(7)  # noqa: S311 - not for secrets
    words = " ".join(texts).split()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "posts.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for n in range(number):
                text = f"{chance.choice(texts)} {' '.join(chance.choices(words, k=4))}"
                post = {"id": n, "text": text, "created_at": "2023-12-17", "username": f"i{n}"}
                out.write(f"{json.dumps({**post, 'url': f'https://x.com/i{n}/status/{n}'})}\n")
        size = path.stat().st_size / 1e6
        with opened(Path(folder) / "reactions.sqlite", make=True) as store:
            start = time.process_time()
            done = import_posts(store, [path])
            _told(f"{number:,} posts ({size:.0f} MB) taken, {done.kept:,} kept", start)
            start = time.process_time()
            again = import_posts(store, [path])
            _told(f"the same again, {again.known:,} known", start)
            start = time.process_time()
            chosen = propose(store, "abcdefghijkl", _ABOUT, 8)
            _told(f"{chosen.proposed} chosen of {chosen.related:,}", start)
            start = time.process_time()
            forget(store, ["https://x.com/i/status/5"])
            _told("one forgotten", start)


def _told(what: str, start: float) -> None:
    print(f"{time.process_time() - start:7.1f} s  {what}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
