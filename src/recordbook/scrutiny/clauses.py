"""Which words of a sentence make one claim: clauses, joined where they belong together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recordbook.scrutiny.marks import LIST_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.scrutiny.items import Item

_WEAK = LIST_MARKS
_SILENT = frozenset({"glue", "mark", "hedge", "picture", "boundary", "feeling"})
_GOALS = frozenset({"doso", "top", "rank", "chartverb", "short", "countries"})
_REACHING = frozenset({"first", "only", "first and only", "nth", "one of", "fastest"})
_OWN = frozenset({"items", "level", "flow", "span", "tracklist"})
_SUBJECTS = frozenset({"title", "artist", "unsure"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Items between two boundaries; `weak` where only a comma stands before it."""

    items: tuple[Item, ...]
    weak: bool
    joined: bool  # whether a word that joins clauses stands before it
    inside: bool = False  # whether it stands in brackets after a name

    @property
    def unknown(self) -> tuple[Item, ...]:
        """Words that nothing is known of."""
        return tuple(item for item in self.items if item.kind in {"word", "feeling", "unsure"})

    @property
    def record(self) -> bool:
        """Whether it has a superlative."""
        return any(item.kind in {"sup", "overtakes", "ties"} for item in self.items)

    @property
    def goal(self) -> bool:
        """Whether it says how much."""
        kinds = {item.kind for item in self.items}
        return bool(kinds & {"number", *_GOALS})

    @property
    def anchored(self) -> bool:
        """Whether it states something of a record or a figure."""
        return self.record or self.goal

    @property
    def aside(self) -> bool:
        """Whether it says something of its own beside: ", which has six tracks,"."""
        return self.joined and any(item.kind in _OWN for item in self.items)

    @property
    def independent(self) -> bool:
        """Whether it begins with whom it speaks of, and so stands by itself."""
        return self.items[0].kind in {*_SUBJECTS, "ref"}

    @property
    def content(self) -> tuple[Item, ...]:
        """Everything that means something."""
        return tuple(item for item in self.items if item.kind not in _SILENT)


@dataclass(slots=True)
class Group:
    """Clauses that make one claim, and why they cannot be read where they cannot."""

    clauses: list[Clause]
    problems: list[Item] = field(default_factory=list["Item"])

    @property
    def torn(self) -> bool:
        """Whether it has a superlative, but nothing that was reached."""
        reaching = any(item.kind == "sup" and item.value in _REACHING for item in self.items)
        return reaching and not any(one.goal for one in self.clauses)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in order."""
        return tuple(item for clause in self.clauses for item in clause.items)


def clauses(items: Sequence[Item]) -> list[Clause]:
    """The items between commas, marks and words that join clauses."""
    items = _without_holders(items)
    found: list[Clause] = []
    part: list[Item] = []
    weak, joined, inside = False, False, False
    for item in items:
        if item.kind not in {"mark", "boundary"}:
            part.append(item)
            continue
        if part:
            found.append(Clause(tuple(part), weak, joined, inside))
            inside = item.value == "(" and part[-1].kind in _SUBJECTS
            part, weak, joined = [], True, False
        weak = weak and item.kind == "mark" and item.value in _WEAK
        joined = joined or item.kind == "boundary"
    if part:
        found.append(Clause(tuple(part), weak, joined, inside))
    return found


def _without_holders(items: Sequence[Item]) -> list[Item]:
    """The items without ", after X," where a place is claimed: those who came before are named.

    Beside any other superlative "after X" changes what is claimed; it stays, as nothing known.
    """
    made = list(items)
    for at, item in enumerate(items):
        if item.kind != "behind":
            continue
        follows = [one.kind for one in items[at + 1 : at + 3]]
        if follows[:1] not in (["title"], ["artist"]) or follows[1:] not in ([], ["mark"]):
            before = {one.kind for one in items[:at]}
            open_ = "sup" in before and "number" not in before
            made[at] = replace(item, kind="word" if open_ else "boundary")
            continue
        placed = any(one.kind == "sup" and one.value.startswith("nth") for one in items[:at])
        made[at] = replace(item, kind="mark", value="after" if placed else ";")
        made[at] = made[at] if placed else replace(item, kind="word")
        if placed:
            made[at + 1] = replace(items[at + 1], kind="mark", value="after")
    return made


def groups(found: Sequence[Clause]) -> list[Group]:
    """The clauses that hold a claim, each with the neighbours that belong to it."""
    made: list[Group] = []
    waiting: list[Clause] = []
    for clause in found:
        if not clause.anchored:
            if clause.unknown:
                if made and clause.weak and not clause.independent:
                    made[-1].problems.extend(clause.unknown[:1])
                waiting = [] if clause.independent else [*waiting, clause]
            elif clause.aside:
                continue
            elif made and not _subject_only(clause):
                made[-1].clauses.append(clause)
            else:
                waiting.append(clause)
        elif made and not waiting and _goes_on(made[-1], clause):
            made[-1].clauses.append(clause)
            made[-1].problems.extend(clause.unknown[:1])
        else:
            torn = bool(made) and made[-1].torn and not clause.record
            if not clause.weak:
                waiting = [one for one in waiting if one.inside or not one.unknown]
            made.append(Group([*waiting, clause]))
            made[-1].problems.extend(one for part in waiting for one in part.unknown[:1])
            made[-1].problems.extend(one for part in waiting for one in part.items if _apart(one))
            made[-1].problems.extend(clause.items[:1] if torn else ())
            made[-1].problems.extend(clause.unknown[:1])
            waiting = []
    if made:
        made[-1].problems.extend(
            one.items[0] for one in waiting if one.joined and _subject_only(one)
        )
    return made


def _apart(item: Item) -> bool:
    """Whether an item of a clause before says something of its own."""
    return item.kind in {"items", "tracklist", "released"}


def _subject_only(clause: Clause) -> bool:
    return all(item.kind in _SUBJECTS for item in clause.content)


def _goes_on(group: Group, clause: Clause) -> bool:
    """Whether a clause with a figure or a superlative goes on with the claim before it."""
    record = any(one.record for one in group.clauses)
    goal = any(one.goal for one in group.clauses)
    own = any(item.kind in _SUBJECTS for item in clause.items)
    if any(item.kind in {"overtakes", "ties"} for item in group.items):
        return not goal
    if clause.record:
        named = any(item.kind in _SUBJECTS for item in group.items)
        return not record and (not goal or (own and not named and not clause.goal))
    return not own and (not goal or any(item.kind in {"doso", "days"} for item in clause.items))
