"""What a chart shows, in words, for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.stories.figure import known
from recordbook.stories.language import language as language_of

if TYPE_CHECKING:
    from recordbook.stories.paths import Paths

_TOLD = 4
_SIDES = ("subject", "rival", "part")


def alt(paths: Paths, language: str) -> str:
    """Who reached the goal and when, the subject first; of many only the first few."""
    words = language_of(language)

    def said(key: str, **values: object) -> str:
        return words.say("pictures", f"chart.{key}", **values)

    if not paths.days:
        return f"{paths.name}. {said('nothing')}"
    goal = words.exact(paths.goal or 0)
    told: list[str] = []
    for path in sorted(paths.paths, key=lambda one: _SIDES.index(one.side)):
        if paths.goal is None or path.latest is None:
            told.append(
                said("alt_not_yet", name=path.name, n=known(paths.claim, path.bounds[-1], words))
            )
        elif path.earliest in {None, path.latest}:
            key = "alt_by" if path.earliest is None else "alt_reached"
            told.append(said(key, name=path.name, goal=goal, day=path.latest))
        else:
            days = {"first": path.earliest, "last": path.latest}
            told.append(said("alt_between", name=path.name, goal=goal, **days))
    text = "; ".join(told[:_TOLD])
    if more := max(len(told) - _TOLD, 0):
        text = said("alt_more", text=text, n=more)
    return said("alt", title=paths.name, first=paths.days[0], last=paths.days[-1], subject=text)
