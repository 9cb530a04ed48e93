"""Whether the claim that was judged is the one that is told, and means whom it names."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from .charts import LISTS, PLACES, on_lists
from .charts import WINDOWS as OF_LISTS
from .families import Asked, CannotCheck
from .filtered import CADENCES
from .flows import DATED, FLOWS, WINDOWS
from .ledger import is_in
from .members import plain
from .rates import RATES
from .runs import OPEN
from .source import day_number
from .standings import COUNTS, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .ledger import Ledger

FAMILIES = {
    *("first", "only", "first and only", "nth", "one of", "joins", "fastest", "most", "least"),
    *("overtakes", "ties", "extends", "breaks own", "personal best", "longest", "highest"),
    *("youngest", "oldest"),
}
REACHING = {"first", "nth", "joins", "fastest", "youngest", "oldest"}
"""The families that ask only when a threshold was reached."""

UNITS = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
NUMBER = re.compile(r"(?<![\w.-])(\d[\d,]*(?:\.\d+)?) ?([KMBT]?)\b")
NO_GOAL = 2**62


def asked(claim: dict[str, Any]) -> Asked:
    """The family with its numbers; CannotCheck where this program knows too little."""
    family = claim["superlative"]["family"] if claim["superlative"] else "plain"
    n: int | None = claim["superlative"] and claim["superlative"]["n"]
    measure, as_of = claim["measure"]["aggregate"], day_number(claim["as_of"])
    usual = (claim["basis"], claim["region"]) == ("app", "global")
    usual |= claim["basis"] == "chart" and measure in CADENCES
    kinds = WINDOWS if measure in FLOWS else DATED if family in REACHING else {"ever"}
    usual &= claim["window"]["kind"] in kinds
    if on_lists(claim):
        usual = claim["window"]["kind"] in OF_LISTS
    for unknown, there in (
        (f"the family {family}", family not in FAMILIES | {"plain"}),
        (f"the measure {measure}", measure not in FLOWS | RATES | KINDS.keys() | LISTS),
        ("this window, basis or region", not usual),
        ("this credit rule", claim["reading"]["credit"] not in {"main", "exact", "any"}),
    ):
        if there:
            raise CannotCheck(unknown)
    goal = _goal(claim["comparator"], claim["threshold"])
    if family in {"longest", "highest"}:
        family = "highest place" if measure in PLACES else "most"
    return Asked(family, n or 1, goal[0] or goal[1] + 1, as_of, goal, n is not None)


def _goal(comparator: str, threshold: int | None) -> tuple[int, int]:
    """The least and the greatest value that the claim allows."""
    if threshold is None:
        return NO_GOAL, OPEN
    last = 10 ** (len(str(threshold)) - len(str(threshold).rstrip("0")))
    goals = {
        ">=": (threshold, OPEN),
        ">": (threshold + 1, OPEN),
        "=": (threshold, threshold),
        "<": (0, threshold - 1),
        "<=": (0, threshold),
        "~": (threshold - last // 2, threshold + (last + 1) // 2 - 1),
    }
    return goals[comparator]


def words(ledger: Ledger, body: dict[str, Any]) -> Iterator[str]:
    """What does not agree between the claim, its text, and the entities found for its names."""
    said, judged, cohort = body["claim"]["json"], body["judged"], body["cohort"]
    same = {name: value for name, value in judged.items() if name != "cohort"}
    if any(said[name] != value for name, value in same.items()):
        yield "another claim was judged"
    if _bare(said["cohort"]) != _bare(judged["cohort"]):
        yield "another cohort was judged"
    if not _tells(body["claim"]["text"], said):
        yield "the text tells another claim"
    meant = [(judged["subject"], body["subject"]["entity"])]
    excluded: list[Any] = judged["cohort"]["excluding"] if judged["cohort"] else []
    meant.extend(zip(excluded, cohort["excluded"], strict=True))
    other = judged["superlative"] and judged["superlative"]["other"]
    meant.extend([(other, cohort["other"])] if other else [])
    named = _artists(said["cohort"]), _artists(judged["cohort"])
    names = _Names(ledger, {entity for _, entity in meant} | named[1])
    for subject, entity in meant:
        if not names.meant(subject, entity):
            yield f"{subject} does not mean {entity}"
    for artist in named[1]:
        if not any(names.called(name, artist) for name in named[0]):
            yield f"no name in the cohort means {artist}"


class _Names:
    """What some entities, and the artists credited on them, are called."""

    def __init__(self, ledger: Ledger, entities: set[str]) -> None:
        self.ledger = ledger
        self.makers: dict[str, set[str]] = defaultdict(set)
        for row in ledger.rows("credits", is_in("item", entities), "item", "artist"):
            self.makers[row["item"]].add(row["artist"])
        everyone = entities | {artist for who in self.makers.values() for artist in who}
        self.names: dict[str, set[str]] = defaultdict(set)
        for row in ledger.rows("names", is_in("entity", everyone)):
            self.names[row["entity"]] |= {plain(row["name"]), plain(row["folded"])}

    def called(self, name: str, entity: str) -> bool:
        """Whether the entity has the name, which may carry what titles carry: "Layover - EP"."""
        asked_for = plain(name)
        known = self.names[entity]
        return asked_for in known or any(one and asked_for.startswith(one) for one in known)

    def meant(self, subject: dict[str, Any], entity: str) -> bool:
        """Whether the words for a subject can mean the entity."""
        name, by, key = subject["name"], subject["by"], subject["key"]
        if name and not self.called(name, entity):
            return False
        if key is not None and key != entity:
            where = is_in("key", [key]) & is_in("entity", [entity])
            if not any(True for _ in self.ledger.rows("identities", where)):
                return False
        return by is None or any(self.called(by, artist) for artist in self.makers[entity])


def _leaves(term: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "attribute" in term:
        yield term
    else:
        for part in term.get("all_of", []) + term.get("any_of", []):
            yield from _leaves(part)


def _artists(cohort: dict[str, Any] | None) -> set[str]:
    """The values of conditions on the artist by name."""
    leaves = _leaves(cohort["term"]) if cohort else ()
    return {value for leaf in leaves if leaf["attribute"] == "artist" for value in leaf["values"]}


def _bare(cohort: dict[str, Any] | None) -> str:
    """A cohort without the names that are judged as entities."""

    def bare(term: dict[str, Any]) -> Any:
        if "attribute" not in term:
            return {k: sorted(map(json.dumps, map(bare, parts))) for k, parts in term.items()}
        named = term["attribute"] in {"artist", "member of"}
        kept: list[str] = [] if named else term["values"]
        return {**term, "values": kept}

    return json.dumps(cohort and {**cohort, "term": bare(cohort["term"])}, sort_keys=True)


def _tells(text: str, claim: dict[str, Any]) -> bool:
    """Whether the text has the claim's names, numbers, family and day."""
    found = (("".join(part[0].split(",")), part[1]) for part in NUMBER.findall(text))
    numbers = {round(float(digits) * UNITS[unit]) for digits, unit in found}
    wanted = {claim["threshold"], claim["measure"]["past"]} - {None}
    if claim["threshold"] == 1 and claim["measure"]["aggregate"] in COUNTS:
        wanted -= {1}
    heads = [text[at.end() :] for at in re.finditer(": ", text)]
    told = [f"as of {claim['as_of']}", _headline(claim["subject"])]
    headed = [_headed(head, claim) for head in heads]
    right = any(headed) if claim["superlative"] else all(headed)
    platform = claim["platform"]
    there = f"on {platform}" in text or f'on "{platform}"' in text
    return wanted <= numbers and right and there and all(words in text for words in told)


def _headline(subject: dict[str, Any]) -> str:
    """What the text calls the subject by."""
    return subject["name"].replace('"', "") or subject["key"]


def _headed(head: str, claim: dict[str, Any]) -> bool:
    """Whether what follows the subject begins with the family."""
    if not claim["superlative"]:
        return not any(head.startswith(f"{family} ") for family in FAMILIES)
    family, n = claim["superlative"]["family"], claim["superlative"]["n"]
    if family == "one of":
        return head.startswith(f"one of {n} ")
    other = claim["superlative"]["other"]
    if other and _headline(other) not in head:
        return False
    teen = n is not None and n % 100 in {11, 12, 13}
    end = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get((n or 0) % 10, "th")
    if family == "overtakes":
        return head.startswith(f"{family} ") and (f" to become {n}{end} " in head) == bool(n)
    phrase = f"{n}{end}" if family == "nth" else f"{n}{end} {family}" if n else family
    return head.startswith(f"{phrase} ") and not (
        family == "first" and head.startswith("first and only ")
    )
