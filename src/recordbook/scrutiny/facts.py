"""Other statements that data can judge: releases, track lists, lengths, lives and day counts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate, Claim, Comparator, Measure
from recordbook.scrutiny.dates import day_of, ordinal
from recordbook.scrutiny.goals import Unreadable
from recordbook.scrutiny.statement import Fact
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recordbook.scrutiny.focus import Focus
    from recordbook.scrutiny.items import Item
    from recordbook.scrutiny.naming import Naming
    from recordbook.units import Day

_REFUSED = frozenset({"future", "cond", "neg", "nobody", "doubt"})
_HARMLESS = frozenset(
    {"glue", "mark", "hedge", "boundary", "picture", "by", "poss", "ref", "role", "feeling"}
    | {"cmp", "act", "owner", "military"}
)
_LISTS = frozenset({"title", "adj.genre", "version", "pop", "word"})
_MOST = 400_000  # seconds; four days of music are no record


@dataclass(frozen=True, slots=True)
class Found:
    """What a stretch of a sentence states: claims of the language, and other facts."""

    claims: tuple[Claim, ...] = ()
    facts: tuple[Fact, ...] = ()

    def apart(self) -> list[Found]:
        """One by one."""
        claims = [Found(claims=(one,)) for one in self.claims]
        return [*claims, *(Found(facts=(one,)) for one in self.facts)]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence that may state one fact."""

    items: tuple[Item, ...]
    focus: Focus
    naming: Naming

    def of(self, kind: str, value: str = "") -> list[Item]:
        """The items of a kind, perhaps of one value."""
        return [one for one in self.items if one.kind == kind and (not value or one.value == value)]

    def titles(self, kind: str = "") -> list[str]:
        """The titles named, or the entities of a kind among them."""
        named = list(dict.fromkeys(item.value for item in self.of("title")))
        if not kind:
            return named
        return [found for one in named if (found := self.focus.of_kind(one, kind))]

    @property
    def artist(self) -> str:
        """The one artist named; "" where there is none, or more."""
        named = {item.value for item in self.of("artist")}
        return named.pop() if len(named) == 1 else ""

    @property
    def day(self) -> Day | None:
        """The one day named."""
        days = {day_of(item, self.focus.published) for item in self.of("date")}
        return days.pop() if len(days) == 1 else None

    def only(self, *kinds: str) -> bool:
        """Whether all that means something is of these kinds."""
        allowed = {*kinds, *_HARMLESS}
        return all(
            item.kind in allowed or (item.kind.startswith("adj.") and "adj" in allowed)
            for item in self.items
        )


def facts_of(items: Sequence[Item], focus: Focus, naming: Naming) -> list[Found]:
    """Every fact that a sentence states, clause by clause."""
    found: list[Found] = []
    carried: list[Item] = []
    for part in _pieces(items):
        named = [one for one in part if one.kind in {"title", "artist"}]
        piece = Piece(tuple(part if named else [*carried, *part]), focus, naming)
        carried = [one for one in named if one.kind == "title"] if len(named) == 1 else carried
        if _REFUSED & {item.kind for item in part}:
            continue
        with suppress(Unreadable):
            said = next(filter(None, (recognise(piece) for recognise in _RECOGNISERS)), None)
            found += [said] if said else []
    return found


def _pieces(items: Sequence[Item]) -> list[list[Item]]:
    """The items between words that join clauses; a list goes on over "and"."""
    pieces: list[list[Item]] = [[]]
    for at, item in enumerate(items):
        ends = item.kind == "mark" and item.value in {";", "(", ")", "!"}
        if ends or (item.kind == "boundary" and not _in_list(items, at)):
            pieces.append([])
        else:
            pieces[-1].append(item)
    return [piece for piece in pieces if piece]


def _in_list(items: Sequence[Item], at: int) -> bool:
    """Whether a word that joins stands within a list of titles or genres."""
    after = [item.kind for item in items[at + 1 : at + 3]]
    alike = bool(after) and after[0] in _LISTS and after[0] != "pop"
    before = at > 0 and items[at - 1].kind in {*_LISTS, "mark", "number", "metric"}
    ended = len(after) == 1 or after[1:2] != ["tracklist"]
    return before and ended and (alike or after[:1] == ["number"])


def _released(piece: Piece) -> Found | None:
    """Of "X was released on D"."""
    titles, day = piece.titles(), piece.day
    only = piece.only("released", "title", "artist", "date", "sup", "adj", "pop")
    if not piece.of("released") or len(titles) != 1 or day is None or not only:
        return None
    makers = piece.focus.makers(titles[0])
    if piece.artist and piece.artist not in makers:
        return None
    entity = piece.focus.of_kind(titles[0], "release") or titles[0].split(" ")[0]
    return Found(claims=(_claim(piece, entity, Aggregate.RELEASED, day_number(day), day),))


def _tracks(piece: Piece) -> Found | None:
    """Of "X consists of six tracks, including A and B"."""
    has = piece.of("tracklist")
    counts = [one for one in piece.of("items", "tracks") if "n" in one.slots]
    if not has and piece.only("title", "items") and len(piece.titles()) == 1:
        has = counts[:1]
    before = [one for one in piece.items if has and one.start < has[0].start]
    about = [one for one in before if one.kind == "title"]
    if not has or len(about) != 1:
        return None
    release = piece.focus.of_kind(about[0].value, "release")
    only = piece.only("tracklist", "title", "items", "adj", "pop", "version", "artist", "sup")
    if not release or not only:
        return None
    claims = tuple(
        _claim(piece, release, Aggregate.TRACK_COUNT, one.slots["n"].number) for one in counts[:1]
    )
    named = _listed(piece, has[0].end, release)
    facts = (Fact(what="track list", entity=release, values=named),) if named else ()
    return Found(claims, facts) if claims or facts else None


def _listed(piece: Piece, start: int, release: str) -> tuple[str, ...]:
    """The tracks named after a place, each with its version where one is said."""
    named: list[str] = []
    for item in piece.items:
        if item.start < start:
            continue
        if item.kind == "title":
            named.append(piece.focus.of_kind(item.value, "recording") or item.value)
        elif item.kind == "version" and named:
            named[-1] = f"{named[-1]}|{item.value}"
    return tuple(one for one in named if one != release)


def _lasts(piece: Piece) -> Found | None:
    """Of "The duration of X is 17:36"."""
    titles = piece.titles()
    clocks, lengths = piece.of("clock"), piece.of("length")
    only = piece.only("duration", "title", "clock", "length", "artist", "pop", "adj")
    if not piece.of("duration") or len(titles) != 1 or len(clocks) + len(lengths) != 1 or not only:
        return None
    seconds = _seconds(clocks[0]) if clocks else _of_length(lengths[0])
    if not 0 < seconds < _MOST:
        return None
    entity = piece.focus.of_kind(titles[0], "release") or titles[0].split(" ")[0]
    return Found(claims=(_claim(piece, entity, Aggregate.DURATION, seconds),))


def _seconds(item: Item) -> int:
    total = 0
    for part in item.value.split(":"):
        total = total * 60 + int(part)
    return total


def _of_length(item: Item) -> int:
    """The seconds of a length in words; of whole minutes nothing is claimed."""
    if "s" not in item.slots:
        return 0
    return item.slots["n"].number * 60 + item.slots["s"].number


def _genres(piece: Piece) -> Found | None:
    """Of "X includes tracks in the pop and jazz genres"."""
    genres = tuple(item.value for item in piece.of("adj.genre"))
    titles = piece.titles()
    only = piece.only("genre", "adj", "title", "tracklist", "pop", "artist")
    if not piece.of("genre") or not genres or len(titles) != 1 or not only:
        return None
    entity = piece.focus.of_kind(titles[0], "release") or titles[0].split(" ")[0]
    return Found(facts=(Fact(what="genre", entity=entity, values=genres),))


def _leads(piece: Piece) -> Found | None:
    """Of "X is the lead track of Y"."""
    recordings = piece.titles("recording")
    releases = [one for one in piece.titles("release") if one not in recordings]
    only = piece.only("lead", "title", "artist", "pop", "adj")
    if not piece.of("lead", "track") or len(recordings) != 1 or len(releases) > 1 or not only:
        return None
    return Found(facts=(Fact(what="lead track", entity=recordings[0], values=tuple(releases)),))


def _serves(piece: Piece) -> Found | None:
    """Of "X enlisted on D"."""
    if not piece.of("enlisted", "verb") or not piece.artist:
        return None
    return Found(facts=(Fact(what="military service", entity=piece.artist, day=piece.day),))


def _born(piece: Piece) -> Found | None:
    """Of "X was born on D", "X, 27 years old"."""
    only = piece.only("born", "artist", "date", "age", "adj")
    if not piece.artist or not only:
        return None
    if piece.of("born") and piece.day:
        return Found(facts=(Fact(what="birth day", entity=piece.artist, day=piece.day),))
    ages = piece.of("age")
    if len(ages) == 1:
        years = ages[0].slots["n"].number
        day = piece.day or piece.focus.published
        return Found(facts=(Fact(what="age", entity=piece.artist, number=years, day=day),))
    return None


def _debuted(piece: Piece) -> Found | None:
    """Of "X debuted on D under L"."""
    said = piece.of("debuted") or piece.of("chartverb", "debut")
    only = piece.only("debuted", "chartverb", "artist", "date", "condition", "adj", "label")
    if not said or not piece.artist or piece.day is None or not only:
        return None
    facts = [Fact(what="debut", entity=piece.artist, day=piece.day)]
    labels = [item.slots["label"].value for item in piece.of("condition", "signed to")]
    facts += [Fact(what="label", entity=piece.artist, values=(label,)) for label in labels]
    return Found(facts=tuple(facts))


def _days_since(piece: Piece) -> Found | None:
    """Of "It has been 100 days since X released Y"."""
    said, titles = piece.of("dayssince"), piece.titles()
    if not said or len(titles) != 1 or not (piece.of("released") or piece.of("debuted")):
        return None
    if any(item.kind == "word" and item.end < said[0].start for item in piece.items):
        return None
    slots = said[0].slots
    number = slots["n"].number if "n" in slots else ordinal(slots["nth"])
    entity = piece.focus.of_kind(titles[0], "release") or titles[0].split(" ")[0]
    day = piece.day or piece.focus.published
    return Found(facts=(Fact(what="days since", entity=entity, number=number, day=day),))


def _belongs(piece: Piece) -> Found | None:
    """Of "X is a member of Y"."""
    artists = [item.value for item in piece.of("artist")]
    if (said := piece.of("condition", "members of")) and piece.only("condition", "artist"):
        artists += [said[0].slots["artist"].value]
        if len(artists) != len(("member", "group")):
            return None
        return Found(facts=(Fact(what="member of", entity=artists[0], values=(artists[1],)),))
    only = piece.only("memberof", "artist", "adj", "pop")
    if not piece.of("memberof") or len(artists) != len(("member", "group")) or not only:
        return None
    return Found(facts=(Fact(what="member of", entity=artists[0], values=(artists[1],)),))


def _labelled(piece: Piece) -> Found | None:
    """Of "X was released by L"."""
    labels, titles = piece.of("label"), piece.titles()
    labels += [one.slots["label"] for one in piece.of("condition", "signed to")]
    only = piece.only("released", "title", "label", "condition", "adj", "pop", "sup", "date")
    if len(labels) != 1 or len(titles) != 1 or not piece.of("released") or not only:
        return None
    entity = piece.focus.of_kind(titles[0], "release") or titles[0].split(" ")[0]
    return Found(facts=(Fact(what="label", entity=entity, values=(labels[0].value,)),))


def _adds_up(piece: Piece) -> Found | None:
    """Of "320M and 180M streams, 500M in total"."""
    marks = piece.of("totals")
    numbers = piece.of("number")
    only = piece.only("totals", "number", "metric", "title", "artist", "pop", "platform", "items")
    if len(marks) != 1 or len(numbers) < len(("two", "parts", "total")) or not only:
        return None
    near = min(
        numbers, key=lambda one: min(abs(one.end - marks[0].start), abs(one.start - marks[0].end))
    )
    parts = tuple(one.number for one in numbers if one is not near)
    return Found(facts=(Fact(what="sum", entity="", number=near.number, parts=parts),))


_RECOGNISERS: tuple[Callable[[Piece], Found | None], ...] = (
    _adds_up,
    _days_since,
    _leads,
    _genres,
    _tracks,
    _lasts,
    _serves,
    _born,
    _debuted,
    _belongs,
    _labelled,
    _released,
)


def _claim(
    piece: Piece, entity: str, kind: Aggregate, threshold: int, day: Day | None = None
) -> Claim:
    """A plain claim of a fact; it holds as of publication, else of the day it speaks of."""
    as_of = piece.focus.published or day
    if as_of is None:
        raise Unreadable("as of which day is not said")
    return Claim(
        subject=piece.naming.subject(entity),
        measure=Measure(aggregate=kind),
        threshold=threshold,
        comparator=Comparator.EQUAL,
        as_of=as_of,
    )
