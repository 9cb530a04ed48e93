"""Says how well posts are told apart: what may be quoted, in which language, about which record.

    python evaluation/reactions.py [build|"held out"|hard|"hard, held out"]

All posts of `posts/posts.csv` are invented, as are the artist and the album. What went wrong is
listed for the build half, and for the hard posts, which say without any plain word what may not be
quoted; 36 of those are held out as well.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from recordbook.reactions.about import ENOUGH, About
from recordbook.reactions.language import language_of
from recordbook.reactions.refusal import refusal

PARTS = ("build", "held out", "hard", "hard, held out")
FIT = "fit"
ABOUT = About(
    subjects=("Paper Lanterns", "페이퍼 랜턴스"),
    artists=("Mira Sol", "미라솔", "ミラソル"),
    figure=60_000_000,
)
_FILE = Path(__file__).parent / "posts" / "posts.csv"


@dataclass(frozen=True)
class Judged:
    """A post with what it is and what it was taken for; `fit` is of what may be quoted."""

    part: str
    language: str
    expected: str
    text: str
    found: str
    read_as: str
    related: bool


@dataclass(frozen=True)
class Score:
    """Shares of the posts: precision and recall of letting through, then the rest."""

    posts: int
    precision: float
    recall: float
    language: float
    related: float

    def __str__(self) -> str:
        """All in percent."""
        return (
            f"{self.posts:4} posts: precision {self.precision:6.1%}, recall {self.recall:6.1%},"
            f" language {self.language:6.1%}, about the record {self.related:6.1%}"
        )


def judged() -> list[Judged]:
    """Every post, judged."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: list[Judged] = []
    for row in rows:
        language = language_of(row["text"])
        reason = refusal(row["text"], language)
        related = ABOUT.relevance(row["text"], language) >= ENOUGH
        found.append(Judged(**row, found=reason or FIT, read_as=language, related=related))
    return found


def score(posts: list[Judged]) -> Score:
    """How many of those let through may be quoted, and how many that may be were let through."""
    let = [one for one in posts if one.found == FIT]
    good = [one for one in posts if one.expected == FIT]
    both = sum(one.expected == FIT for one in let)
    return Score(
        posts=len(posts),
        precision=both / len(let),
        recall=both / len(good),
        language=sum(one.read_as == one.language for one in posts) / len(posts),
        related=sum(one.related for one in good) / len(good),
    )


def main(parts: list[str]) -> None:
    """Print the scores of some parts, and what is wrong in the build part."""
    everything = judged()
    for part in parts or PARTS:
        posts = [one for one in everything if one.part == part]
        print(f"{part:15}{score(posts)}")
        groups: dict[str, list[Judged]] = defaultdict(list)
        for one in posts:
            groups[one.language].append(one)
        for language, some in groups.items():
            print(f"  {language:13}{score(some)}")
        if part in {"build", "hard"}:
            wrong = [one for one in posts if (one.found == FIT) != (one.expected == FIT)]
            strange = [one for one in posts if one.expected == FIT and not one.related]
            for one in dict.fromkeys([*wrong, *strange]):
                print(f"    {one.expected} taken for {one.found}, {one.related}: {one.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
