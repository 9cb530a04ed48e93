"""Who is in the cohort, from the book's own names, credits and facts."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from .ledger import is_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from .source import Source

UNDER = {
    **dict.fromkeys(("album", "single album", "single", "soundtrack", "video"), "release"),
    **dict.fromkeys(("broadcast", "other"), "release"),
    **dict.fromkeys(("full album", "ep", "repackage", "mixtape", "compilation"), "album"),
    **dict.fromkeys(("live album", "remix album", "re-recorded album"), "album"),
    "mini album": "ep",
    "studio album": "full album",
    **dict.fromkeys(("girl group", "boy group", "mixed group", "duo", "unit", "band"), "group"),
}
"""What each type of release and of act lies under."""

SEVERAL = {"scene", "country", "language", "label", "genre", "member of", "duration ms", "version"}
"""The attributes that can have several values at once."""

DATES = {"released", "birth day", "debut"}
"""The attributes that are days, true at all times."""

KINDS = {"track": "recording", "artist": "artist", "group": "artist", "soloist": "artist"}
"""What a population is made of; every other is made of releases."""

Judge: TypeAlias = "Callable[[str], int]"


def plain(text: str) -> str:
    """Letters and digits alone, without case, accents and width."""
    wide = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in wide if letter.isalnum())


def with_all_above(value: str) -> set[str]:
    """A type and what it lies under."""
    return {value} | (with_all_above(UNDER[value]) if value in UNDER else set())


class Cohort:
    """A claim's cohort: Kleene truth (0, 1, 2) of membership."""

    def __init__(
        self, source: Source, as_of: int, claim: dict[str, Any], stated: dict[str, Any], kind: str
    ) -> None:
        """Read what the conditions need; `stated` says which values meet them."""
        self.source, self.ledger, self.as_of = source, source.ledger, as_of
        self.cohort, self.reading = claim["cohort"], claim["reading"]
        self.stated = {(s["attribute"], tuple(s["values"])): s for s in stated["conditions"]}
        self.excluded = set(stated["excluded"])
        self.kind = kind
        self.problems: list[str] = []
        named = self.ledger.rows("names", is_in("kind", [self.kind, "artist"]), "entity", "kind")
        known = self.ledger.rows("identities", None, "key", "entity")
        keys = {row["key"] for row in known if row["key"] != row["entity"]}
        kinds: dict[str, set[str]] = defaultdict(set)
        for row in named:
            if row["entity"] not in keys:  # what stands for something else is no thing of its own
                kinds[row["kind"]].add(row["entity"])
        self.candidates, self.artists = kinds[self.kind], kinds["artist"]
        roles = ["main", "featured"] if self.reading["credit"] == "any" else ["main"]
        self.credits = self._credits(roles) if self.kind != "artist" else {}

    def _credits(self, roles: list[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.ledger.rows("credits", is_in("role", roles), "item", "artist"):
            if row["item"] in self.candidates:
                found[row["item"]].add(row["artist"])
        return found

    def members(self) -> dict[str, int]:
        """Everyone who is, or may be, in the cohort; everyone there is without one."""
        if self.cohort is None:
            return dict.fromkeys(self.candidates, 2)
        judges = [self._population(), self._term(self.cohort["term"], self.kind)]
        truths = {
            one: min(judge(one) for judge in judges) for one in self.candidates - self.excluded
        }
        return {one: truth for one, truth in truths.items() if truth}

    def own(self, subject: str) -> dict[str, int]:
        """Truth of being by a main artist of the subject; open where nobody is credited."""
        credits_ = self._credits(["main"])
        mine = credits_.get(subject, set())

        def judge(one: str) -> int:
            who = credits_.get(one) if mine else None
            if not who:
                return 1
            return max((2 if by in mine else 0) if by in self.artists else 1 for by in who)

        return {one: 2 if one == subject else judge(one) for one in self.candidates}

    def _population(self) -> Judge:
        population = self.cohort["population"]
        if population in {"group", "soloist"}:
            return self._by_facts("act type", {population}, {}, set())
        if population in {"release", *KINDS}:
            return lambda _: 2
        wanted = {population.casefold()}
        if population == "album" and self.reading["single_albums"]:
            wanted.add("single album")
        return self._by_facts("release type", wanted, {}, set())

    def _term(self, term: dict[str, Any], kind: str) -> Judge:
        """What one conjunction asks of the artist, it asks of one and the same artist."""
        if kind != "artist" and _of_artist(term):
            artist = self._term(term, "artist")
            return lambda one: self._credited(one, artist)
        if "attribute" in term:
            judge = self._condition(term)
            return (lambda one: 2 - judge(one)) if term["negated"] else judge
        parts = term["all_of"] if "all_of" in term else term["any_of"]
        if "all_of" in term and kind != "artist":
            artist_parts = [part for part in parts if _of_artist(part)]
            others = [part for part in parts if not _of_artist(part)]
            parts = [*others, {"all_of": artist_parts}] if artist_parts else others
        judges = [self._term(part, kind) for part in parts]
        if "all_of" in term:
            return lambda one: min((judge(one) for judge in judges), default=2)
        return lambda one: max((judge(one) for judge in judges), default=0)

    def _credited(self, item: str, artist: Judge) -> int:
        who = self.credits.get(item, set())
        if not who:
            return 1
        if self.reading["credit"] == "exact" and len(who) > 1:
            return 0
        return max(artist(one) if one in self.artists else 1 for one in who)

    def _condition(self, term: dict[str, Any]) -> Judge:
        attribute, values = term["attribute"], term["values"]
        if attribute == "artist":
            return lambda one: 2 if one in values else 0
        stated = self.stated.get((attribute, tuple(values)))
        if stated is None:
            self.problems.append(f"which values meet {attribute} {values} is not stated")
            return lambda _: 1
        accepted = stated["accepted"]
        wrong = [v for v, wanted in accepted.items() if wanted not in values]
        if wrong:
            self.problems.append(f"{wrong} are said to meet {attribute} {values}")
        return self._by_facts(attribute, set(values), accepted, set(stated["open"]))

    def _by_facts(
        self, attribute: str, wanted: set[str], accepted: dict[str, str], wider: set[str]
    ) -> Judge:
        """Truth by what sources say; where they contradict each other, it is open."""
        as_of, facts = self.as_of, self.source.facts(attribute)
        asked = {plain(value) for value in wanted}
        above = set[str]().union(*map(with_all_above, wanted)) - wanted

        def meets(value: str) -> int:
            if attribute in DATES:
                inside = any(value.startswith(one) for one in wanted)
                return 2 if inside else int(any(one.startswith(value) for one in wanted))
            if attribute in {"release type", "act type"}:
                return 2 if with_all_above(value) & wanted else int(value in above)
            if value in accepted or plain(value) in asked:
                return 2
            return int(value in wider)

        def judge(one: str) -> int:
            truths = {
                meets(value)
                for value, start, end in facts.get(one, ())
                if attribute in DATES
                or ((start is None or start <= as_of) and (end is None or end >= as_of))
            }
            if attribute in SEVERAL and truths > {0}:  # one of them is, or may be, accepted
                return max(truths)
            return 1 if not truths or {0, 2} <= truths else max(truths) if 0 not in truths else 0

        return judge


def _of_artist(term: dict[str, Any]) -> bool:
    if "attribute" in term:
        return term["of"] == "artist"
    parts = term["all_of"] if "all_of" in term else term["any_of"]
    return bool(parts) and all(map(_of_artist, parts))
