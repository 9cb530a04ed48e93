"""From the clauses of a sentence to claims, or to the reason why they make none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recordbook.claims import (
    Aggregate,
    Claim,
    Cohort,
    Comparator,
    Family,
    Measure,
    Reading,
    Superlative,
)
from recordbook.claims.errors import BadClaim
from recordbook.claims.families import CROSSING
from recordbook.scrutiny import goals, whom
from recordbook.scrutiny.goals import Goal, Unreadable, Wanted
from recordbook.scrutiny.kinds import entity_kind
from recordbook.scrutiny.lexing import without
from recordbook.scrutiny.strict import (
    refuse_of_a_day,
    refuse_others,
    refuse_strange,
    refuse_unclear,
)
from recordbook.scrutiny.superlatives import Said, fitting, superlative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.claims import Subject
    from recordbook.scrutiny.focus import Focus
    from recordbook.scrutiny.items import Item
    from recordbook.scrutiny.naming import Naming

_ENTITIES = frozenset({"title", "artist"})
_SAYS_AMOUNT = frozenset(
    {"metric", "listeners", "platform", "sameplatform", "level", "items", "flow", "sup"}
)
_WITHOUT_COHORT = frozenset({Family.TIES, Family.PERSONAL_BEST})
_NEEDS_NOUN = frozenset(
    {Family.FIRST, Family.ONLY, Family.FIRST_AND_ONLY, Family.NTH, Family.ONE_OF}
)
_OF_RELEASES = frozenset({Aggregate.ALBUM_TOTAL, Aggregate.EVERY_TRACK})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the claims of one sentence."""

    focus: Focus
    naming: Naming

    def claims(self, items: Sequence[Item]) -> tuple[Claim, ...]:
        """The claims of one group of clauses; Unreadable says why there are none."""
        try:
            return self._claims(items)
        except BadClaim as error:
            raise Unreadable(error.message) from None

    def _claims(self, items: Sequence[Item]) -> tuple[Claim, ...]:
        said = superlative(items)
        excluded, items = self._excluded(items)
        entity, other, rest = self._parties(items, said)
        refuse_strange(rest)
        refuse_others(items, rest)
        refuse_unclear(items, self.focus.said)
        asked = self._whom(rest, _fallback(entity) if said.family else "")
        if asked.problem:
            raise Unreadable(asked.problem)
        rest = _of_the_year(rest, said)
        goal = self._goal(rest, entity, asked.population, said)
        entity = _of_kind(entity, self._kind(entity, asked.population, goal))
        subject = self.naming.subject(entity)
        if said.family is None and excluded:
            raise Unreadable("whom it leaves out changes what is counted")
        if said.family is None:
            refuse_of_a_day(rest)
            return self._plain(subject, goal, asked)
        if said.family not in CROSSING and any(_is_today(item) for item in rest):
            raise Unreadable("whether it is of this day alone is not clear")
        noun = asked.population or asked.conditions or "doso" in {item.kind for item in rest}
        if said.family in _NEEDS_NOUN and not noun:
            raise Unreadable("among whom is not said")
        population = self._population(asked, entity, goal)
        if whom.kind_of(population) != entity_kind(entity) and population not in _LOOSE:
            raise Unreadable(f"{subject.name} is no {population}")
        asked = self._whom(rest, population)
        cohort = asked.cohort(population, tuple(map(self._named, excluded)))
        bare = _bare(said, asked)
        return self._record(subject, said, goal, None if bare else cohort, other)

    def _whom(self, rest: Sequence[Item], fallback: str) -> whom.Whom:
        """Among whom the items say."""
        found = [item for item in rest if item.kind in whom.KINDS or item.kind.startswith("adj.")]
        return whom.whom(found, self.naming.shown, fallback)

    def _population(self, asked: whom.Whom, entity: str, goal: Goal) -> str:
        """The population said, else that of the claim this one goes on with, else the subject's."""
        last = self.focus.said
        if not asked.population and last and last.cohort and last.measure == goal.measure:
            return last.cohort.population
        return asked.population or whom.population_of({entity_kind(entity)})

    def _record(
        self, subject: Subject, said: Said, goal: Goal, cohort: Cohort | None, other: str
    ) -> tuple[Claim, ...]:
        """The claim of a record, and those that stand beside it."""
        family = said.family
        assert family is not None  # noqa: S101 - for the type checker: plain claims are made elsewhere
        crossing = family in CROSSING or family in {Family.YOUNGEST, Family.OLDEST}
        family = fitting(family, goal.measure.aggregate)
        if crossing and goal.threshold is None:
            raise Unreadable("what was reached is not said")
        if not crossing and family is not Family.LONGEST and goal.days is not None:
            raise Unreadable("how many days it took has no place in it")
        if crossing and goal.days is not None and family is not Family.FASTEST:
            raise Unreadable("within how many days changes what is claimed")
        ranked = not crossing
        claim = _claim(
            subject,
            replace(goal, threshold=None, comparator=Comparator.AT_LEAST) if ranked else goal,
            Superlative(
                family=family,
                n=said.n,
                other=self._named(other) if other else None,
            ),
            None if family in _WITHOUT_COHORT else cohort,
        )
        beside: list[Claim] = []
        if ranked and goal.threshold is not None:
            beside.append(_claim(subject, goal))
        if goal.days is not None and goal.threshold is not None:
            beside.append(_took(subject, goal))
        return (claim, *beside)

    def _plain(self, subject: Subject, goal: Goal, asked: whom.Whom) -> tuple[Claim, ...]:
        """A statement about the subject alone."""
        if asked.population or asked.conditions:
            raise Unreadable("a cohort is named, but no superlative")
        if goal.threshold is None:
            raise Unreadable("how much is not said")
        if goal.window.kind != "ever":
            raise Unreadable("whether it was all in that time is not clear")
        if goal.days is not None:
            return (_took(subject, goal),)
        return (_claim(subject, goal),)

    def _goal(self, rest: Sequence[Item], entity: str, population: str, said: Said) -> Goal:
        """What was reached, perhaps what the sentence said before."""
        kinds = {item.kind for item in rest}
        last = self.focus.said or self.focus.claim
        again = "doso" in kinds and "number" not in kinds
        if again or (said.family in CROSSING and not _has_amount(rest, said)):
            if last is None or (("doso" not in kinds) and self.focus.said is None):
                raise Unreadable("what was reached is not said")
            return self._same(last, rest)
        kind = whom.kind_of(population) if population else self._kind(entity, "", None)
        wanted = Wanted(rest, kind, self._platform(kinds), self.focus.published)
        follows = self.focus.said is not None
        if not kinds & _SAYS_AMOUNT and not kinds & _CHARTED and not follows:
            raise Unreadable("streams of what, and where, is not said")
        goal = goals.goal(wanted)
        if said.metric:
            goal = replace(goal, measure=_with_metric(goal.measure, said.metric))
        return goal if said.club is None else replace(goal, threshold=said.club)

    def _platform(self, kinds: set[str]) -> str:
        """The platform meant where a claim names none."""
        del kinds
        last = self.focus.said
        return (last.platform if last else "") or self.focus.platform

    def _same(self, last: Claim, rest: Sequence[Item]) -> Goal:
        """The goal of the claim before, with what is added to it."""
        if any(item.kind in {"number", "metric", "level", "flow"} for item in rest):
            raise Unreadable("what was reached is said twice")
        days = [item.slots["n"].number for item in rest if item.kind == "days"]
        measure, threshold, comparator = last.measure, last.threshold, last.comparator
        if measure.aggregate is Aggregate.DAYS_TO:
            whole = last.subject.by is not None and last.subject in self.naming.releases
            total = Aggregate.ALBUM_TOTAL if whole else Aggregate.TOTAL
            measure, threshold = Measure(aggregate=total, metric=measure.metric), measure.past
            comparator = Comparator.AT_LEAST
        return Goal(
            measure=measure,
            threshold=threshold,
            comparator=comparator,
            platform=last.platform,
            basis=last.basis,
            region=last.region,
            as_of=last.as_of,
            reading=last.reading,
            days=days[0] if days else None,
        )

    def _parties(self, items: Sequence[Item], said: Said) -> tuple[str, str, list[Item]]:
        """The subject, the other party where there is one, and the other items."""
        found = [item for item in items if item.kind in _ENTITIES]
        rest = without(items, found)
        values = list(dict.fromkeys(item.value for item in found))
        if said.family in {Family.OVERTAKES, Family.TIES}:
            if len(values) != len(("one", "other")):
                raise Unreadable("who overtakes whom is not clear")
            first, second = values
            kinds = {entity_kind(one) for one in values[0].split(" ")} & {
                entity_kind(one) for one in second.split(" ")
            }
            if not kinds:
                raise Unreadable("an artist and a title cannot be compared")
            return first, _of_kind(second, min(kinds)), rest
        titles = [one for one in values if entity_kind(one) != "artist"]
        if len(values) == len(("artist", "title")) and len(titles) == 1:
            makers = self.focus.makers(titles[0])
            if _ranks_acts(items) or _whose_first(items, said):
                raise Unreadable("whether the artist or the title is meant is not clear")
            if set(values) - set(titles) <= makers:
                return titles[0], "", rest
        by = [i for i, item in enumerate(items) if item.kind == "artist" and _after_by(items, i)]
        if len(values) == len(("subject", "maker")) and len(by) == 1:
            maker = items[by[0]]
            others = [one for one in values if one != maker.value]
            return others[0], "", [*rest, replace(maker, kind="owner")]
        if len(values) > 1:
            raise Unreadable("several names stand where one is claimed to be something")
        return (values[0] if values else self._carried(items)), "", rest

    def _carried(self, items: Sequence[Item]) -> str:
        """The subject of the claim before, where a clause names none."""
        last = self.focus.said
        population = next((item.value for item in items if item.kind == "pop"), "")
        if last is not None:
            for subject, entity in self.naming.subjects.items():
                if entity == last.subject:
                    return subject
        kind = whom.kind_of(population) if population else ""
        if not kind and any(item.kind == "level" and item.value == "every" for item in items):
            kind = "release"
        title = self.focus.title((), kind) if kind and kind != "artist" else ""
        if not title:
            raise Unreadable("whom or what it is said of is not clear")
        return title

    def _kind(self, entity: str, population: str, goal: Goal | None) -> str:
        """Which of the entities of a title is meant: the release, or its recording."""
        kinds = sorted({entity_kind(one) for one in entity.split(" ")})
        if len(kinds) == 1:
            return kinds[0]
        if population:
            return whom.kind_of(population)
        if goal is not None and goal.measure.aggregate in _OF_RELEASES:
            return "release"
        release = _of_kind(entity, "release")
        held = [one for one, on in self.focus.around.on.items() if release in on]
        tracks = self.naming.tracks(release)
        alone = (len(held) == 1 and len(tracks) == 1) or not tracks
        if goal is None and not alone:
            return "recording"
        if goal is not None and goal.measure.aggregate is Aggregate.TOTAL and not alone:
            raise Unreadable("an album and a track are called so")
        return "recording"

    def _excluded(self, items: Sequence[Item]) -> tuple[list[str], list[Item]]:
        """Those that the words leave out, and the other items."""
        listed = list(items)
        at = next((i for i, item in enumerate(listed) if item.kind == "exclude"), None)
        if at is None:
            return [], listed
        end = at + 1
        out: list[str] = []
        while end < len(listed) and listed[end].kind in {*_ENTITIES, "glue"}:
            out += [listed[end].value] if listed[end].kind in _ENTITIES else []
            end += 1
            if out and end < len(listed) and self._next_is_subject(listed, end):
                break
        if not out:
            raise Unreadable("whom it leaves out could not be read")
        return out, listed[:at] + listed[end:]

    def _next_is_subject(self, items: Sequence[Item], at: int) -> bool:
        """Whether the last name of a list is the subject of what follows."""
        left = [item for item in items[at:] if item.kind in _ENTITIES]
        return len(left) == 1 and not any(item.kind in _ENTITIES for item in items[:1])

    def _named(self, entity: str) -> Subject:
        return self.naming.subject(entity.split(" ", maxsplit=1)[0])


_CHARTED = frozenset({"chartverb", "rank", "top", "countries"})
_LOOSE = frozenset({"video", "collaboration"})


def _of_the_year(items: Sequence[Item], said: Said) -> list[Item]:
    """The items with "of 2023" as the year that is counted, where the most is meant."""
    if said.family is not Family.MOST:
        return list(items)
    return [replace(one, kind="window", value="in") if _is_of_year(one) else one for one in items]


def _is_of_year(item: Item) -> bool:
    return item.kind == "condition" and item.value == "of year"


def _is_today(item: Item) -> bool:
    return item.kind == "date" and item.value in {"today", "yesterday"}


def _fallback(entity: str) -> str:
    """The population of a subject, where its entities are of one kind."""
    kinds = {entity_kind(one) for one in entity.split(" ")}
    return whom.population_of(kinds) or "track"


def _bare(said: Said, asked: whom.Whom) -> bool:
    """Whether a family that needs no cohort names none."""
    own = said.family in {Family.EXTENDS, Family.BREAKS_OWN}
    alone = own or (said.family is Family.OVERTAKES and said.n is None)
    return alone and not asked.population and not asked.conditions


def _whose_first(items: Sequence[Item], said: Said) -> bool:
    """Whether "first" may be the artist's own first: nobody else is said to be compared."""
    named = any(
        item.kind in {"act", "person", "place", "condition"} or item.kind.startswith("adj.")
        for item in items
    )
    return said.family in CROSSING and not named


def _ranks_acts(items: Sequence[Item]) -> bool:
    """Whether a kind of act is what is compared, and not whose the titles are."""
    pops = any(item.kind == "pop" for item in items)
    idle = {"glue", "condition"}
    bare = [one for one in items if one.kind not in idle and not one.kind.startswith("adj.")]
    acts = [at for at, item in enumerate(bare) if item.kind == "act"]
    return not pops and any(at == 0 or bare[at - 1].kind != "by" for at in acts)


def _after_by(items: Sequence[Item], at: int) -> bool:
    """Whether a word of belonging stands before an item."""
    before = at - 1
    while before >= 0 and items[before].kind in {"glue", "role"}:
        before -= 1
    return before >= 0 and items[before].kind == "by"


def _of_kind(entity: str, kind: str) -> str:
    """The entity of a kind among those of a title; the first where there is none."""
    every = entity.split(" ")
    return next((one for one in every if entity_kind(one) == kind), every[0])


def _has_amount(items: Sequence[Item], said: Said) -> bool:
    kinds = {item.kind for item in items}
    return said.club is not None or bool(kinds & {"number", "chartverb", "top", "span", "rank"})


def _with_metric(measure: Measure, metric: str) -> Measure:
    return replace(measure, metric=metric) if metric != "streams" else measure


def _claim(
    subject: Subject,
    goal: Goal,
    superlative: Superlative | None = None,
    cohort: Cohort | None = None,
) -> Claim:
    """The claim of a goal; Unreadable where the day is not known."""
    if goal.as_of is None:
        raise Unreadable("as of which day is not said")
    return Claim(
        subject=subject,
        measure=goal.measure,
        superlative=superlative,
        cohort=cohort,
        threshold=goal.threshold,
        comparator=goal.comparator,
        platform=goal.platform,
        basis=goal.basis,
        region=goal.region,
        window=goal.window,
        as_of=goal.as_of,
        reading=goal.reading,
    )


def _took(subject: Subject, goal: Goal) -> Claim:
    """How many days it took."""
    measure = goal.measure
    if measure.aggregate not in {Aggregate.TOTAL, Aggregate.ALBUM_TOTAL} or goal.threshold is None:
        raise Unreadable("the days to it are not counted")
    took = Measure(aggregate=Aggregate.DAYS_TO, metric=measure.metric, past=goal.threshold)
    days = replace(goal, measure=took, threshold=goal.days, comparator=Comparator.EQUAL)
    return _claim(subject, replace(days, reading=Reading()))
