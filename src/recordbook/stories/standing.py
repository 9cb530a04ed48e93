"""What is known besides: the subject's own bounds, who contests the claim, and where it is from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recordbook.claims.families import FACTS
from recordbook.intake.arrow import bools, compute, dicts, filtered
from recordbook.proof import Verdict
from recordbook.stories import names
from recordbook.stories.goals import known
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.stories.matter import Matter
    from recordbook.stories.words import Words

_LONGEST = 48  # characters of a source's name
_SOURCES = 3  # that are named; how many others there are is said


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a matter stands, in sentences; each is "" where there is nothing to say."""

    words: Words
    matter: Matter

    def figure(self, *, coarse: bool = False) -> str:
        """What is known of the measure: "between 60 million and 100 million streams"."""
        proof = self.matter.proof
        return known(self.words, proof.claim, proof.subject.bounds, coarse=coarse)

    def own(self, key: str) -> str:
        """What is known of the subject's own figures."""
        mark = self.figure(coarse=True)
        return self.words.say(f"known.{key}", mark=mark) if mark else self._nothing()

    def _nothing(self) -> str:
        return self.words.say("known.nothing") if self.matter.proof.missing else ""

    def rivals(self) -> str:
        """How many contest the claim, how many of them were never read, and who is closest."""
        rows = self._of("contests")
        if not rows:
            return ""
        never = sum(not row["read"] and row["high"] != 0 for row in rows)
        contest = self.words.say("known.contest", n=len(rows), number=len(rows))
        key = "all_unread" if never == len(rows) else "unread" if never else "read"
        said = self.words.say(
            f"known.{key}", contest=contest, never=self.words.language.number(never)
        )
        named = [row for row in rows if row["read"] and row["high"] != 0]
        return self._spaced(said, self._named("closest", named[0])) if named else said

    def against(self) -> str:
        """Why it is refuted: who stands against it, or what is known of the subject."""
        if self.matter.proof.member is Truth.FALSE:
            return self.words.say("known.not_in")
        rows = self._of("beats")
        return self._named("against", rows[0]) if rows else self.own("now")

    def gist(self) -> str:
        """What a reader must know of a matter that is not proven."""
        matter = self.matter
        if matter.proof.verdict is Verdict.UNDECIDED:
            unsure = matter.proof.member is Truth.UNKNOWN
            belongs = self.words.say("known.maybe_in") if unsure else ""
            parts = [self.own("so_far"), belongs, self.rivals()]
        elif matter.proof.verdict is Verdict.REFUTED:
            parts = [self.against()]
        else:
            parts = []
        return self._spaced(*self._withdrawn(), *parts)

    def _withdrawn(self) -> list[str]:
        """When it was told and withdrawn, and what is known since."""
        matter = self.matter
        if matter.withdrawn is None:
            return []
        day = matter.withdrawn.day
        told = matter.found is not None and matter.found <= day
        said = self.words.say(
            "known.told" if told else "known.gone", found=matter.found or day, day=day
        )
        since = {Verdict.REFUTED: "since_refuted", Verdict.UNDECIDED: "since_undecided"}
        key = since.get(matter.proof.verdict)
        return [said, self.words.say(f"known.{key}")] if key else [said]

    def field(self) -> str:
        """Among how many in this book; nothing of a claim that compares with nobody by name."""
        proof = self.matter.proof
        if proof.claim.superlative is None or proof.claim.cohort is None:
            return ""
        others = proof.rivals.num_rows
        key = "field" if others else "no_field"
        return self.words.say(f"known.{key}", n=others, number=others)

    def basis(self) -> str:
        """Whose count it is, and how it is known."""
        proof = self.matter.proof
        if proof.claim.measure.aggregate in FACTS:
            return self.words.say("known.stated")
        kind = "chart" if proof.claim.basis == "chart" else "app"
        basis = self.words.say(f"known.basis_{kind}")
        grade = "plain" if kind == "chart" and proof.grade != "reported" else proof.grade
        return self.words.say(f"known.grade_{grade}", basis=basis)

    def day(self) -> str:
        """The as-of day."""
        return self.words.say("known.day", day=self.matter.proof.claim.as_of)

    def sources(self) -> str:
        """Where the figures are from."""
        found = [one or self.words.say("known.lists") for one in sources(self.matter)]
        if not found:
            return ""
        shown = self.words.comma.join(found[:_SOURCES])
        more = len(found) - _SOURCES
        if more > 0:
            shown = self.words.say("known.sources_more", sources=shown, n=more, number=more)
        return self.words.say("known.source", sources=shown, n=len(found))

    def _of(self, status: str) -> list[Mapping[str, object]]:
        rivals = self.matter.proof.rivals
        return dicts(filtered(rivals, bools(compute.equal(rivals["status"], status))))

    def _named(self, key: str, row: Mapping[str, object]) -> str:
        maker = str(row["maker"] or "")
        work = self.words.work(str(row["name"]), maker, artist=self.matter.kind == "artist")
        return self.words.say(f"known.{key}", rival=work)

    def _spaced(self, *parts: str) -> str:
        return self.words.space.join(filter(None, parts))


_WORKED_OUT = frozenset({"unreleased", "part-of-whole", "pooled"})
"""Rules whose rows are no reading of a source, but worked out."""

_LISTED = frozenset({"charted-sum", "off-chart"})
"""Rules that rest on whole lists; what they call their source is what they added up."""


def sources(matter: Matter) -> list[str]:
    """The sources that the claim rests on, as a reader knows them, those of most rows first.

    An address stands for its host; "" stands for the official lists.
    """
    found = Counter(
        "" if row["rule"] in _LISTED else shown(str(row["source"]))
        for row in dicts(matter.proof.rows.select(["rule", "source"]))
        if row["rule"] not in _WORKED_OUT
    )
    return sorted(found, key=lambda source: (-found[source], source))


def shown(source: str) -> str:
    """A source as a reader knows it.

    >>> shown("https://www.sportskeeda.com/x?y"), shown("week lists, global")
    ('sportskeeda.com', 'week lists, global')
    """
    host = urlsplit(source).hostname if "://" in source else None
    return names.shortened(host.removeprefix("www.") if host else names.plain(source), _LONGEST)
