"""One sentence: what it states, in how many statements, and what cannot be judged of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recordbook.claims.cohort_text import subject_text
from recordbook.scrutiny.clauses import clauses, groups
from recordbook.scrutiny.facts import Found, facts_of
from recordbook.scrutiny.goals import Unreadable
from recordbook.scrutiny.lexing import renamed, without
from recordbook.scrutiny.marks import CLOSING, ENDS, MARKS_OF_SPEECH, QUESTIONS
from recordbook.scrutiny.reading import Reader
from recordbook.scrutiny.recast import recast
from recordbook.scrutiny.statement import Fact, Kind, Link, Statement
from recordbook.scrutiny.subjects import compared, counted, described, gendered, resolved
from recordbook.scrutiny.written import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.claims import Claim
    from recordbook.scrutiny.clauses import Group
    from recordbook.scrutiny.focus import Focus
    from recordbook.scrutiny.items import Item
    from recordbook.scrutiny.lexing import Lexed
    from recordbook.scrutiny.naming import Naming
    from recordbook.scrutiny.subjects import Referred

_SPEECH = re.compile("|".join(f"{a}[^{b}]*{b}" for a, b in MARKS_OF_SPEECH))
_WORDS_OF_SPEECH = 3  # a quotation has this many words at least; less is a title or a word
_COUNTED = frozenset(
    {"metric", "listeners", "platform", "sameplatform", "level", "chart", "flow", "items", "top"}
)
_AT = frozenset({"rank", "doso", "top", "span", "countries"})
_REFUSALS = (
    ("cond", Kind.FORECAST, "it is said on a condition"),
    ("future", Kind.FORECAST, "it is about what is to come"),
    ("vague", Kind.UNREAD, "it is said to be one of several, and not of how many"),
    ("nobody", Kind.UNREAD, "it is a denial, and could not be read with certainty"),
    ("neg", Kind.UNREAD, "it is a denial, and could not be read with certainty"),
    ("doubt", Kind.UNREAD, "it speaks of what others claim or deny"),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its items, and what surrounds what it states."""

    lexed: Lexed
    items: tuple[Item, ...]
    links: tuple[Link, ...]
    attribution: str
    hedge: str
    speech: bool
    question: bool


def sentence_of(lexed: Lexed, focus: Focus, naming: Naming) -> Sentence:
    """The sentence with its references resolved and its attribution told apart."""
    items, speech = _unspoken(lexed)
    said = items
    items, attribution = _attributed(lexed, items)
    for item in without(said, items):
        if item.kind == "platform" and attribution:
            focus.platform = item.value
    made, referred = resolved(gendered(items), focus)
    hedges = [lexed.words(item) for item in made if item.kind == "hedge"]
    return Sentence(
        lexed=lexed,
        items=tuple(made),
        links=_links(lexed, referred, naming),
        attribution=attribution,
        hedge=", ".join(hedges),
        speech=speech,
        question=lexed.text.rstrip(f"{CLOSING}) ").endswith(QUESTIONS),
    )


def claims_of(sentence: Sentence, focus: Focus, naming: Naming) -> list[Statement]:
    """A statement for every group of clauses that speaks of records or figures."""
    claim, begun = written(sentence.lexed.text)
    if begun:
        why = "a claim begins in the claim language, and does not go on in it"
        return [stated(sentence, (claim,)) if claim else plain(sentence, Kind.UNREAD, why)]
    items = recast(described(sentence.items, focus), focus)
    items = counted(compared(_overtaking(items)))
    items, released = _aside(items, focus, naming)
    limits = [item for item in items if item.kind == "within"]
    items = without(items, limits)
    facts = [
        _fact(sentence, one, naming)
        for found in facts_of(items, focus, naming)
        for one in found.apart()
    ]
    made: list[Statement] = []
    for group in groups(clauses(items)):
        said = _statements(sentence, group, items, Reader(focus, naming))
        made.extend(said)
        if said[0].claims:
            claim = focus.said = said[0].claims[0]
            dates = [item for item in group.items if item.kind == "date"]
            focus.dated.extend((claim.measure, claim.threshold, claim.as_of) for _ in dates)
            late = _within(limits, claim, focus)
            made.extend(_fact(sentence, found, naming) for found in late)
    facts += [_fact(sentence, Found(claims=(claim,)), naming) for claim in released]
    read = [one for one in made if one.claims]
    return [*read, *facts] if facts else made


def _aside(items: Sequence[Item], focus: Focus, naming: Naming) -> tuple[list[Item], list[Claim]]:
    """The items without ", released on D," beside a title, and what that states."""
    at = next((i for i, item in enumerate(items) if item.kind == "released"), -1)
    end = at + 1
    while 0 < end < len(items) and items[end].kind in {"glue", "by"}:
        end += 1
    dated = 0 < end < len(items) and items[end].kind == "date"
    before, after = list(items[:at]), list(items[end + 1 :])
    comma = bool(after) and after[0].kind == "mark"
    beside = [one for one in (before[-2:-1] if before else after[1:2]) if one.kind == "title"]
    apart = not before or (before[-1].kind == "mark" and before[-1].value == ",")
    if at < 0 or not dated or not comma or not beside or not apart:
        return list(items), []
    found = facts_of([beside[0], items[at], items[end]], focus, naming)
    return [*before, *after[1:]], [claim for one in found for claim in one.claims]


def _within(limits: Sequence[Item], claim: Claim, focus: Focus) -> list[Found]:
    """What is said besides of the time that something took from release."""
    same = [day for *what, day in focus.dated if what == [claim.measure, claim.threshold]]
    return [
        Found(
            facts=(
                Fact(
                    what="within",
                    entity=claim.subject.name,
                    number=item.slots["n"].number,
                    unit=item.value,
                    day=min(same, default=claim.as_of),
                    claim=claim,
                    dated=bool(same),
                ),
            )
        )
        for item in limits
    ]


def _fact(sentence: Sentence, found: Found, naming: Naming) -> Statement:
    """The statement of a fact."""
    total = any(fact.what == "sum" for fact in found.facts)
    said = stated(sentence, found.claims)
    words = [*map(str, found.claims), *(_said(fact, naming) for fact in found.facts)]
    return replace(
        said,
        kind=Kind.SUM if total else Kind.FACT,
        facts=found.facts,
        understood="; ".join(words),
    )


def _said(fact: Fact, naming: Naming) -> str:
    """A fact in words."""
    named = ":" in fact.entity
    listed = [value.replace("|", " ") for value in fact.values]
    when = f" by {fact.day}" if fact.day else ""
    if fact.what == "days since":
        since = f"{subject_text(naming.subject(fact.entity))}: " if named else ""
        return f"{since}{fact.number} days since its release{when}"
    if fact.what == "within":
        less = "less than " if fact.unit.startswith("less ") else ""
        return f"in {less}{fact.number} {fact.unit.removeprefix('less ')} from release{when}"
    parts = [
        subject_text(naming.subject(fact.entity)) + ":" if named else "",
        fact.what,
        " + ".join(map(str, fact.parts)),
        ", ".join(naming.words(value) for value in listed),
        f"{fact.number} {fact.unit}".strip() if fact.number else "",
        fact.day.isoformat() if fact.day else "",
    ]
    return " ".join(filter(None, parts))


def _meant(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.kind != "glue"]


def _overtaking(items: Sequence[Item]) -> list[Item]:
    """The items with "passes" as overtaking, where a name follows it."""
    entities = {"title", "artist"}
    return [
        renamed(item, "overtakes")
        if item.kind == "cmp"
        and item.value == "reach"
        and any(one.kind in entities for one in items[:at])
        and any(one.kind in entities for one in _meant(items[at + 1 : at + 3])[:1])
        else item
        for at, item in enumerate(items)
    ]


def _statements(
    sentence: Sentence, group: Group, items: Sequence[Item], reader: Reader
) -> list[Statement]:
    """The statements of one group: one for every claim, or one that says why there is none."""
    if not _speaks(group, follows=reader.focus.said is not None):
        return [plain(sentence, Kind.NOTHING, "it states nothing that data could judge")]
    if refused := _refused(sentence, items):
        return [plain(sentence, *refused)]
    if group.problems:
        word = sentence.lexed.words(group.problems[0])
        return [_unread(sentence, group, f"\u201c{word}\u201d could not be read with certainty")]
    try:
        claims = reader.claims(group.items)
    except Unreadable as error:
        return [_unread(sentence, group, str(error))]
    return [stated(sentence, (claim,)) for claim in claims]


def _speaks(group: Group, *, follows: bool) -> bool:
    """Whether a group of clauses speaks of a record or a figure that could be judged."""
    kinds = {item.kind for item in group.items}
    record = "sup" in kinds and bool(kinds & {"act", "pop", "number"})
    figure = "number" in kinds or "countries" in kinds
    counted = bool(kinds & _COUNTED)
    other = bool(kinds & {"overtakes", "ties"})
    ranked = bool(kinds & _AT) and bool(kinds & {"chartverb", "sup", "span", "chart", "oneday"})
    return (
        other
        or ranked
        or (figure and follows)
        or (record and bool(kinds & {"act", "pop"}))
        or (counted and (figure or "rank" in kinds or "sup" in kinds))
    )


def _unread(sentence: Sentence, group: Group, reason: str) -> Statement:
    """A statement that was not read; an opinion, where it says that it is one."""
    kinds = {item.kind for item in sentence.items}
    if "opinion" in kinds and not any(item.kind == "number" for item in group.items):
        return plain(sentence, Kind.OPINION, "it is a feeling or a valuation")
    return plain(sentence, Kind.UNREAD, reason)


def _refused(sentence: Sentence, items: Sequence[Item]) -> tuple[Kind, str] | None:
    """Why nothing in a sentence is claimed, though it speaks of records."""
    if sentence.question:
        return Kind.NOTHING, "it is a question"
    kinds = {item.kind for item in items}
    return next(((kind, why) for name, kind, why in _REFUSALS if name in kinds), None)


def plain(sentence: Sentence, kind: Kind, reason: str) -> Statement:
    """A statement that claims nothing that could be judged."""
    return Statement(
        sentence=sentence.lexed.text,
        start=sentence.lexed.start,
        end=sentence.lexed.start + len(sentence.lexed.text),
        kind=kind,
        reason=reason,
        attribution=sentence.attribution,
        hedge=sentence.hedge,
        links=sentence.links,
    )


def stated(sentence: Sentence, claims: tuple[Claim, ...]) -> Statement:
    """A statement that makes claims."""
    return Statement(
        sentence=sentence.lexed.text,
        start=sentence.lexed.start,
        end=sentence.lexed.start + len(sentence.lexed.text),
        kind=Kind.CLAIM,
        understood="; ".join(map(str, claims)),
        claims=claims,
        reason="not judged yet",
        attribution=sentence.attribution,
        hedge=sentence.hedge,
        links=sentence.links,
    )


def _unspoken(lexed: Lexed) -> tuple[list[Item], bool]:
    """The items outside quotations, and whether there is a quotation."""
    items = list(lexed.items)
    spoken = False
    for found in _SPEECH.finditer(lexed.text):
        start, end = lexed.start + found.start(), lexed.start + found.end()
        inside = [item for item in lexed.items if start <= item.start and item.end <= end]
        named = [item for item in inside if item.kind in {"title", "artist", "unsure"}]
        words = found[0].split()
        covered = sum(item.end - item.start for item in named) * 2 >= len(found[0])
        if inside and not covered and len(words) >= _WORDS_OF_SPEECH:
            items, spoken = without(items, inside), True
    return items, spoken


def _attributed(lexed: Lexed, items: list[Item]) -> tuple[list[Item], str]:
    """The items without the words that say whose statement it is, and who that is."""
    for at, item in enumerate(items):
        if item.kind != "attribution":
            continue
        if item.value == "after":
            return _after(lexed, items, at)
        end = at + 1
        while end < len(items) and not (items[end].kind == "mark" and items[end].value in ENDS):
            end += 1
        if end > at + 1:
            first, last = items[at + 1], items[end - 1]
            who = lexed.text[first.start - lexed.start : last.end - lexed.start]
            return items[:at] + items[end:], who
    return items, ""


def _after(lexed: Lexed, items: list[Item], at: int) -> tuple[list[Item], str]:
    """The same where the words for it come after the name."""
    start = at
    while start > 0 and items[start - 1].kind != "mark":
        start -= 1
    who = lexed.text[items[start].start - lexed.start : items[at].start - lexed.start]
    return items[:start] + items[at + 1 :], who.strip() if start < at else ""


def _links(lexed: Lexed, referred: Sequence[Referred], naming: Naming) -> tuple[Link, ...]:
    """What the names and the references lead to."""
    links: list[Link] = []
    for mention in lexed.mentions.values():
        words = lexed.text[mention.start - lexed.start : mention.end - lexed.start]
        entities = sorted(mention.entities)
        links.append(
            Link(
                words=words,
                start=mention.start,
                end=mention.end,
                entity=entities[0] if mention.sure else None,
                name=naming.shown(entities[0]) if mention.sure else "",
                candidates=() if len(entities) == 1 else tuple(entities),
                why=mention.why,
            )
        )
    for one in referred:
        entities = one.entity.split(" ")
        links.append(
            Link(
                words=lexed.words(one.item),
                start=one.item.start,
                end=one.item.end,
                entity=entities[0],
                name=naming.shown(entities[0]),
                why=one.why,
            )
        )
    return tuple(sorted(links, key=lambda link: link.start))
