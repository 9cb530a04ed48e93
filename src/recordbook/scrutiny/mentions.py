"""Whom the names in a text mean: one thing, or several that nothing tells apart."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.catalogue.names import fold
from recordbook.scrutiny.kinds import entity_kind
from recordbook.scrutiny.marks import QUOTES, plain
from recordbook.scrutiny.names import runs
from recordbook.scrutiny.support import Support

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recordbook.scrutiny.names import Around, Match, Names
    from recordbook.scrutiny.rules import Rules

_NEAR = 15  # characters between a name and whose it is
_AROUND = 40  # characters that show whether all is in capitals
_BESIDE = 3  # names on either side that may say whose a name is
_SHORT = 2  # letters of a name that could stand for anything
_HANGUL = ("\uac00", "\ud7a3")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. `entities` are of one thing where `sure`; else of all it may mean.

    One thing may be two entities: a single, and the one track on it.
    """

    start: int
    end: int
    entities: frozenset[str]
    sure: bool
    quoted: bool
    why: str

    @property
    def artist(self) -> str:
        """The artist meant, if it is surely one."""
        found = [one for one in self.entities if entity_kind(one) == "artist"]
        return found[0] if self.sure and len(found) == 1 else ""

    @property
    def titled(self) -> bool:
        """Whether it is the name of a release or a recording."""
        return not any(entity_kind(one) == "artist" for one in self.entities)


@dataclass(frozen=True, slots=True)
class Named:
    """All mentions in a text, and what the things in them belong with."""

    mentions: tuple[Mention, ...]
    around: Around

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie in a stretch of the text."""
        first = bisect_left(self.mentions, start, key=lambda one: one.start)
        last = bisect_left(self.mentions, end, key=lambda one: one.start)
        return [one for one in self.mentions[first:last] if one.end <= end]


def mentions_of(text: str, names: Names, rules: Rules, spans: Sequence[tuple[int, int]]) -> Named:
    """Every name in the text that is not just a word, longest first, each told by its context."""
    found = [match for match in names.matches(text, rules.endings) if _is_name(text, match, rules)]
    around = names.around({one for match in found for one in match.entities})
    chosen = _apart(text, found)
    told = _Context(text, chosen, around, spans, rules, {})
    mentions = [mention for match in chosen if (mention := told.mention(match))]
    return Named(tuple(mentions), around)


def _is_name(text: str, match: Match, rules: Rules) -> bool:
    """Whether a stretch can be a name where it stands: in quotes, or not in lower case."""
    if _quoted(text, match):
        return True
    said = text[match.start : match.end]
    before = text[match.start - 1 : match.start]
    if before.isalnum() or (before == "#" and not said[0].isupper()):
        return False
    if _plain(text, match, rules) and (" " not in match.folded or not said.istitle()):
        return False
    first = said[0]
    cased = [run for run in runs(said) if text[match.start + run.start].isupper()]
    if first.isdigit():
        return bool(cased)
    return first.isupper() or not (first.islower() or first.isupper())


def _plain(text: str, match: Match, rules: Rules) -> bool:
    """Whether a name is made of words that sentences are made of anyway, and written like them.

    With an accent of its own, or in capitals where others are not, it is a name after all.
    """
    said = text[match.start : match.end]
    near = text[max(match.start - _AROUND, 0) : match.end + _AROUND]
    if len(said) > 1 and said.isupper() and any(map(str.islower, near)):
        return False
    words = said.casefold().replace("-", " ").split()
    known = all(word in rules.vocabulary for word in match.folded.split(" "))
    return known and (not rules.plain or all(map(str.isascii, words)))


def _quoted(text: str, match: Match) -> bool:
    opening = text[match.start - 1 : match.start]
    after = text[match.end : match.end + 2].lstrip(",.!?")
    return opening in QUOTES and after[:1] == QUOTES[opening]


def _apart(text: str, matches: Iterable[Match]) -> list[Match]:
    """Matches that do not overlap: quoted ones first, then the longest, then the earliest."""
    chosen: list[Match] = []
    taken: set[int] = set()

    def order(match: Match) -> tuple[bool, int, int]:
        return (not _quoted(text, match), match.start - match.end, match.start)

    for match in sorted(matches, key=order):
        places = range(match.start, match.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.start)


def _start(match: Match) -> int:
    return match.start


def _first(span: tuple[int, int]) -> int:
    return span[0]


@dataclass(frozen=True, slots=True)
class _Context:
    """What tells things of one name apart: whose they are, and who else is spoken of."""

    text: str
    matches: Sequence[Match]
    around: Around
    spans: Sequence[tuple[int, int]]
    rules: Rules
    supports: dict[tuple[int, int], Support]

    def mention(self, match: Match) -> Mention | None:
        """The match with what it means; None where it is no name after all."""
        quoted = _quoted(self.text, match)
        entities, why = self._beside(match)
        if entities is not None and not entities:
            return None
        if entities is None:
            entities, why = self._supported(match)
        if not entities:
            return None
        entities = self._of_one_kind(match, entities, quoted=quoted)
        return Mention(
            match.start, match.end, frozenset(entities), self._one_thing(entities), quoted, why
        )

    def _of_one_kind(self, match: Match, entities: set[str], *, quoted: bool) -> set[str]:
        """An artist before the artist's own title of the same name; in quotes the title.

        Who owns something is an artist, whatever else is called so.
        """
        artists = {one for one in entities if entity_kind(one) == "artist"}
        titles = entities - artists
        own = all(self.around.makers.get(one, set()) & artists for one in titles)
        owns = plain(self.text[match.end : match.end + 2]).startswith(("'s", "' "))
        if not artists or not titles or not (own or (owns and not quoted)):
            return entities
        return titles if quoted else artists

    def _beside(self, match: Match) -> tuple[set[str] | None, str]:
        """Those that belong to an artist named right beside; None where nobody is."""
        titles = {one for one in match.entities if entity_kind(one) != "artist"}
        place = bisect_left(self.matches, match.start, key=_start)
        for other in self.matches[max(place - _BESIDE, 0) : place + _BESIDE + 1]:
            people = {one for one in other.entities if entity_kind(one) == "artist"}
            if other is match or not people or not self._touch(other, match):
                continue
            own = {one for one in titles if self.around.makers.get(one, set()) & people}
            own |= {one for one in match.entities if self._groups(one) & people}
            if own:
                return own, "named with its artist"
            if len(titles) == len(match.entities) and self._owned(other, match):
                return set(), ""
        return None, ""

    def _touch(self, artist: Match, match: Match) -> bool:
        """Whether only words of belonging stand between an artist and a name."""
        first, last = sorted([artist, match], key=lambda one: one.start)
        between = self.text[first.end : last.start]
        if len(between) > _NEAR or "\n" in between:
            return False
        words = fold(between).split()
        return all(word in self.rules.belonging for word in words)

    def _owned(self, artist: Match, match: Match) -> bool:
        """Whether the artist is said to be whose it is: "X's", or "by X"."""
        between = self.text[min(artist.end, match.end) : max(artist.start, match.start)]
        return bool(fold(between)) and any(letter.isalpha() for letter in between)

    def _groups(self, entity: str) -> set[str]:
        return self.around.groups.get(entity, set())

    def _supported(self, match: Match) -> tuple[set[str], str]:
        """Those that the sentence speaks of otherwise, else the text; all where nothing tells."""
        place = bisect_left(self.spans, match.start + 1, key=_first) - 1
        sentence = self.spans[place] if place >= 0 else (match.start, match.end)
        for start, end, where in ((*sentence, "sentence"), (0, len(self.text), "text")):
            there = self._support(start, end)
            support = {one: there.count(one, match.folded) for one in match.entities}
            best = max(support.values(), default=0)
            if best:
                return {
                    one for one, worth in support.items() if worth == best
                }, f"told by the {where}"
        said = self.text[match.start : match.end]
        if not _quoted(self.text, match) and _plain(self.text, match, self.rules):
            return set(), ""
        if len(said) < _SHORT and _HANGUL[0] <= said[0] <= _HANGUL[1]:
            return set(), ""
        return set(match.entities), "its name"

    def _support(self, start: int, end: int) -> Support:
        """What the names of a stretch speak for; each stretch is looked at once."""
        if (start, end) not in self.supports:
            first, last = (bisect_left(self.matches, at, key=_start) for at in (start, end))
            self.supports[start, end] = Support.of(self.matches[first:last], self.around)
        return self.supports[start, end]

    def _one_thing(self, entities: set[str]) -> bool:
        """Whether the entities are one artist, or one title of the same makers."""
        if len(entities) == 1:
            return True
        kinds = [entity_kind(one) for one in entities]
        makers = {tuple(sorted(self.around.makers.get(one, ()))) for one in entities}
        return "artist" not in kinds and len(set(kinds)) == len(kinds) and len(makers) == 1
