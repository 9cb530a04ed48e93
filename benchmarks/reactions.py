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
            taken = time.process_time()
            again = import_posts(store, [path])
            known = time.process_time()
            chosen = propose(store, "abcdefghijkl", _ABOUT, 8)
            proposed = time.process_time()
            forget(store, ["https://x.com/i/status/5"])
            ended = time.process_time()
    print(f"{number:,} posts ({size:.0f} MB): taken in {taken - start:.1f} s, {done.kept:,} kept")
    print(f"the same again in {known - taken:.1f} s, {again.known:,} known")
    print(f"{chosen.proposed} chosen of {chosen.related:,} in {proposed - known:.1f} s")
    print(f"one forgotten in {ended - proposed:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
