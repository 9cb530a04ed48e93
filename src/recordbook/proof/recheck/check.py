"""Check a certificate against a book, point by point."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from deltalake.exceptions import DeltaError

from .ages import births
from .charts import Charts, kind_of, on_lists
from .families import FALSE, TRUE, UNKNOWN, Answer, CannotCheck, Stand, answer
from .flows import FLOWS, span, within_span
from .ledger import Ledger, equal
from .members import KINDS as KINDS_OF
from .members import Cohort
from .rates import RATES, WORKED_OUT, by_counters
from .runs import GRADES, NEVER, OPEN, Known
from .source import Source
from .special import Days, Standing
from .standings import KINDS
from .words import asked, words

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = ("recordbook certificate", 1)
VERDICTS = ("refuted", "undecided", "proven")
BOUNDS = ("low", "high", "earliest", "latest")

SPECIAL = {"ties", "overtakes", "extends", "breaks own"}
"""Families for which everyone is worked out anew, whatever is cited."""

FAR = {"first", "only", "first and only", "fastest", "most"}
"""Families that rest on nothing of a subject but that it came, or stands, so far."""


class Result(NamedTuple):
    """Whether the certificate holds, what is wrong with it, and how much was looked at."""

    ok: bool
    problems: list[str]
    checked: dict[str, int]


def recheck(certificate: dict[str, Any], book: str) -> Result:
    """Whether a book bears out a certificate; `problems` says where it does not."""
    body: dict[str, Any] | None = certificate.get("body")
    if (certificate.get("format"), certificate.get("number")) != FORMAT or not body:
        return _refused(["cannot check: this is no certificate of a known format"])
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if hashlib.sha256(text.encode()).hexdigest() != certificate.get("digest"):
        return _refused(["the digest is not that of the certificate's body"])
    try:
        return _Check(body, book).result()
    except (DeltaError, OSError) as error:
        return _refused([f"cannot read the book: {error}"])
    except CannotCheck as unknown:
        return _refused([f"cannot check {unknown}"])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return _refused([f"the certificate is malformed: {error!r}"])


def _refused(problems: list[str]) -> Result:
    return Result(ok=False, problems=problems, checked={})


class _Check:
    """One certificate's body beside the ledger that it names."""

    def __init__(self, body: dict[str, Any], book: str) -> None:
        self.body, self.problems = body, list[str]()
        self.claim, self.subject = body["judged"], body["subject"]["entity"]
        self.ledger = Ledger(book, body["ledger"]["version"])
        self.asked = asked(self.claim)
        self.source = Source(self.ledger, self.claim["platform"])
        measure: str = self.claim["measure"]["aggregate"]
        self.kind = self._kind(measure)
        if measure == "total" and self.kind == "release":
            measure = "album total"
        day, threshold = self.asked.as_of, self.asked.threshold
        self.other: str | None = body["cohort"]["other"]
        goal = self.source, self.claim, measure, threshold, day
        self.charts = Charts(*goal) if on_lists(self.claim) else None
        counters = by_counters(*goal[:3], goal[3:], self.kind)
        self.wholes = self.charts or counters
        self.rivals = list(_rows(body["rivals"]))
        self.cited = defaultdict[str, list[dict[str, Any]]](list)
        for row in _rows(body["rows"]):
            self.cited[row["entity"]].append(row)
        cited = self.cited.items()
        self.wholes.cited = {counter: set(map(_told, rows)) for counter, rows in cited}
        self.checked = {"rivals": len(self.rivals), "rows": sum(map(len, self.cited.values()))}

    def _kind(self, measure: str) -> str:
        """What kind of entity the claim ranges over."""
        if self.claim["cohort"] is not None:
            return KINDS_OF.get(self.claim["cohort"]["population"], "release")
        if on_lists(self.claim):
            return kind_of(self.claim)
        if measure not in FLOWS | RATES:
            return KINDS[measure]
        named = self.ledger.rows("names", equal(entity=self.subject), "kind")
        return "release" if "release" in {row["kind"] for row in named} else "recording"

    @property
    def limited(self) -> bool:
        """Whether each part has to be within limits, so that the least of them says too little."""
        upwards = self.claim["comparator"] in {">=", ">"}
        return not upwards and self.wholes.measure in {"every track", "every album"}

    @property
    def far(self) -> bool:
        """Whether the claim only says how far the subject has come."""
        if self.asked.family == "plain":
            return self.claim["comparator"] in {">=", ">"}
        return self.asked.family in FAR and not self.asked.placed

    def result(self) -> Result:
        """Every point in turn."""
        self._ledger()
        if self.problems:
            return _refused(self.problems)
        self.problems.extend(words(self.ledger, self.body))
        self._members()
        found = self._verdict(self._stands())
        self.problems.extend(found)
        self._grade()
        self.checked["counters"] = len(self.wholes.known)
        self._missing()
        return Result(not self.problems, self.problems, self.checked)

    def _say(self, wrong: object, problem: str) -> None:
        if wrong:
            self.problems.append(problem)

    def _ledger(self) -> None:
        stated, found = self.body["ledger"], self.ledger
        self._say(found.version != stated["version"], "the ledger has no such version")
        self._say(found.tables != stated["tables"], "the tables had other versions then")
        self._say(found.known_at != stated["known_at"], "that version was known at another moment")

    def _members(self) -> None:
        """Nobody may be missing from the rivals, and nobody added."""
        stated = {rival["entity"]: rival["member"] for rival in self.rivals}
        self._say(len(stated) != len(self.rivals), "a rival is listed twice")
        cohort = self._cohort(self.asked.as_of)
        found = self._out(self._among(cohort))
        self.problems.extend(cohort.problems)
        self.checked["members"] = len(found)
        mine = found.pop(self.subject, 0)
        self._say(mine != self.body["subject"]["member"], "the subject's membership is wrong")
        for entity in sorted(found.keys() | stated.keys()):
            if found.get(entity, 0) != stated.get(entity, 0):
                said, is_ = stated.get(entity, 0), found.get(entity, 0)
                self.problems.append(f"{entity} is said to be a member to {said}, and is to {is_}")

    def _cohort(self, day: int) -> Cohort:
        kind = self.kind
        if kind == "artist" and self.asked.family in {"personal best", "breaks own"}:
            raise CannotCheck("an artist's own record")
        return Cohort(self.source, day, self.claim, self.body["cohort"], kind)

    def _among(self, cohort: Cohort) -> dict[str, int]:
        """The members that the family compares."""
        if self.asked.family == "plain":
            return {self.subject: TRUE}
        found = cohort.members()
        if self.asked.family == "personal best":
            own = cohort.own(self.subject)
            found = {one: min(truth, own[one]) for one, truth in found.items() if own[one]}
        if self.other and not self.asked.placed:
            found = {one: found[one] for one in (self.subject, self.other) if one in found}
        return found

    def _out(self, found: dict[str, int]) -> dict[str, int]:
        """The least is so among those that are out; what is not has the least of all."""
        if self.asked.family != "least" or self.kind == "artist":
            return found
        self.wholes.load(set(found), {})

        def out(one: str) -> int:
            silent, _, last = self.source.released(one)
            if silent >= self.asked.as_of:
                return FALSE
            surely = last <= self.asked.as_of or self.wholes.standing(one).low > 0
            return TRUE if surely else UNKNOWN

        truths = {one: min(truth, out(one)) for one, truth in found.items()}
        return {one: truth for one, truth in truths.items() if truth}

    def _stands(self) -> tuple[Stand, list[Stand]]:
        """Where the subject stands, and each rival by what the certificate shows of it."""
        counted = self.asked.n > 1 or self.asked.family in {"one of", "nth"}
        fully = {"beats", "contests"} if counted else {"beats"}
        if self.asked.family in {"least", "oldest", *SPECIAL} or not self.wholes.one_shows:
            fully = {"beats", "contests", "excluded"}
        if self.windowed:  # who was there before the window is shown by all its parts
            fully = {"beats", "contests", "excluded"}
        full = {r["entity"] for r in self.rivals if r["status"] in fully} | {self.subject}
        shown = {r["entity"]: r["witness"] for r in self.rivals if r["witness"] is not None}
        self.wholes.load(full, shown)
        self._parts()
        me = self._stand(
            self.subject, self.body["subject"]["member"], self.wholes.standing(self.subject)
        )
        said = _known(self.body["subject"])
        self._say(
            not me.known.allows(said), f"{self.subject} is said to stand better known than it is"
        )
        return me, [self._rival(rival, full) for rival in self.rivals]

    def _rival(self, rival: dict[str, Any], full: set[str]) -> Stand:
        entity, witness = rival["entity"], rival["witness"]
        if witness is not None:
            self._counter(witness, rival, "witness_", shown=rival["status"] == "excluded")
        if entity in full:
            known = self.wholes.standing(entity)
        else:  # what no row is cited for does not count
            known = self.wholes.by_witness(entity, witness if witness in self.cited else None)
        return self._stand(entity, rival["member"], known)

    @property
    def windowed(self) -> bool:
        """Whether only what was reached within a window counts."""
        counters = self.charts is None and self.wholes.measure not in FLOWS
        return counters and self.claim["window"]["kind"] != "ever"

    def _stand(self, entity: str, member: int, known: Known) -> Stand:
        if self.windowed:
            known = within_span(known, span(self.claim))
        if self.asked.family in {"youngest", "oldest"}:
            return Stand(member, known, self._births[entity])
        _, first, last = self.source.released(entity)
        return Stand(member, known, (first, last))

    @cached_property
    def _births(self) -> dict[str, tuple[int, int]]:
        """When the subject and its rivals were born."""
        everyone = [self.subject, *(rival["entity"] for rival in self.rivals)]
        return births(self.source, everyone, self.kind)

    def _parts(self) -> None:
        """The parts listed are the book's, and known no better than its rows say."""
        listed = defaultdict[str, list[str]](list)
        for part in _rows(self.body["parts"]):
            listed[part["entity"]].append(part["part"])
            self._counter(part["part"], part, "")
        wanted = {r["entity"] for r in self.rivals if r["status"] == "beats"} | {self.subject}
        for entity in wanted | listed.keys():
            parts = sorted(part for part, _ in self.wholes.parts(entity)[0])
            self._say(entity not in wanted, f"{entity} needs no parts")
            self._say(sorted(listed[entity]) != parts, f"{entity} has other parts")

    def _counter(
        self, counter: str, said: dict[str, Any], prefix: str, *, shown: bool = False
    ) -> None:
        """What is said of a counter is no stronger than its rows, and its rows are cited."""
        if not self.source.knows(counter):  # no part of anything that is asked
            self.problems.append(f"nothing rests on {counter}")
            return
        known, stated = self.wholes.of(counter), _known(said, prefix)
        self._say(not known.allows(stated), f"{counter} is said to be better known than it is")
        if self.charts or self.claim["measure"]["aggregate"] in WORKED_OUT:
            return
        sides = {
            "low": stated.low if stated.low > 0 else None,
            "high": stated.high if stated.high < OPEN else None,
            "reached": stated.latest if stated.latest < NEVER else None,
            "not yet": stated.earliest if stated.earliest > -NEVER else None,
        }
        cited = {row["side"] for row in self.cited.get(counter, ())}
        lacking = {side for side, value in sides.items() if value is not None} - cited
        if "high" in cited and stated.high < self.wholes.threshold:
            lacking.discard("not yet")  # who is below it now has not reached it either
        if shown:  # one row excludes, or the release day
            lacking.clear()
        self._say(lacking, f"{counter}: no row is cited for {', '.join(sorted(lacking))}")

    def _verdict(self, stands: tuple[Stand, list[Stand]]) -> Iterator[str]:
        """The statuses and the verdict follow from where everyone stands."""
        found = self._answer(*stands)
        for rival, status in zip(self.rivals, found.status, strict=False):
            if rival["status"] != status:
                yield f"{rival['entity']} is said to be {rival['status']}, and is {status}"
        verdict = VERDICTS[found.truth]
        if verdict != self.body["verdict"]:
            yield f"the verdict is said to be {self.body['verdict']}, and is {verdict}"

    def _answer(self, me: Stand, rivals: list[Stand]) -> Answer:
        """What the family says."""
        if self.asked.family == "plain" and self.limited:
            return Answer(self.wholes.each(self.subject, self.asked.goal))
        if self.asked.family not in SPECIAL:
            return answer(self.asked, me, rivals)
        names = [rival["entity"] for rival in self.rivals]
        now = {self.subject: me, **dict(zip(names, rivals, strict=True))}
        if self.other and self.other not in now:
            self.wholes.load({self.other}, {})
            now[self.other] = self._stand(self.other, FALSE, self.wholes.standing(self.other))
        today = self._cohort(self.asked.as_of)
        days = Days(
            self.asked,
            self.subject,
            self.other,
            names,
            now,
            self._day_before,
            lambda: today.own(self.subject),
        )
        return days.answer()

    def _day_before(self) -> Standing:
        """Where everyone stood the day before, those who were members then and the two parties."""
        day = self.asked.as_of - 1
        found = dict.fromkeys(filter(None, (self.subject, self.other)), FALSE)
        if self.other is None:
            found |= self._cohort(day).members()
        wholes = self.wholes.on(day)
        wholes.load(set(found), {})
        return {one: self._stand(one, at, wholes.standing(one)) for one, at in found.items()}

    def _grade(self) -> None:
        """Every cited row stands in the ledger, and the grade is the weakest of theirs.

        Where a proven claim only says how far the subject has come, what bounds it from above may
        be left aside.
        """
        grades = {row["grade"] for rows in self.cited.values() for row in rows}
        allowed = {max(grades, key=GRADES.index, default=GRADES[0])}
        if self.body["verdict"] == "proven" and self.far:
            mine = set(self.body["parts"]["part"]) - set(self.body["rivals"]["witness"])
            grades = {
                row["grade"]
                for counter, rows in self.cited.items()
                for row in rows
                if counter not in mine or row["side"] not in {"high", "not yet"}
            }
            allowed.add(max(grades, key=GRADES.index, default=GRADES[0]))
        said = self.body["grade"]
        if self.wholes.grade is not None:
            allowed = {self.wholes.grade}
        self._say(said not in allowed, f"the rows are {' or '.join(sorted(allowed))}, not {said}")
        for counter, rows in self.cited.items():
            if counter not in self.wholes.known:
                self.problems.append(f"rows are cited for {counter}, on which nothing rests")
                continue
            for row in rows:
                if _told(row) not in self.wholes.borne.get(counter, ()):
                    day = row["day"]
                    self.problems.append(f"the row cited for {counter} on {day} is not in the book")

    def _missing(self) -> None:
        """What is said to be missing is a part of somebody who is open, and open itself."""
        cells: list[dict[str, Any]] = self.body["missing"]
        self._say(cells and self.body["verdict"] != "undecided", "a decided claim lacks nothing")
        if self.problems or not cells:
            return
        members = {r["entity"]: r["member"] for r in self.rivals if r["status"] == "contests"}
        members[self.subject] = self.body["subject"]["member"]
        self.wholes.load_parts(set(members))
        parts = {part for one in members for part, _ in self.wholes.parts(one)[0]}
        counters = {cell["entity"] for cell in cells if cell["metric"] == "total"} & parts
        self.wholes.load(set(), {counter: counter for counter in counters})
        for entity, metric, day in ((c["entity"], c["metric"], c["day"]) for c in cells):
            if metric == "membership":
                open_ = members.get(entity) == UNKNOWN
            elif metric in {"rank-day", "rank-week"}:
                open_ = self.charts is not None and self.charts.open_on(day)
            elif metric == "total":
                known = self.wholes.of(entity) if entity in counters else Known(0, 0)
                crossing = known.earliest <= day < known.latest
                open_ = entity in counters and (known.low < known.high or crossing)
            else:
                open_ = entity in members
            self._say(not open_, f"the {metric} of {entity} is said to be missing, and is not")


def _told(row: dict[str, Any]) -> tuple[object, ...]:
    """A cited row, as rows of the book are compared."""
    high = OPEN if row["high"] is None else row["high"]
    names = ("rule", "grade", "source", "key", "batch")
    return row["day"], row["low"], high, *(row[name] for name in names)


def _rows(columns: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    """Columns as rows."""
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(columns, values, strict=True))


def _known(said: dict[str, Any], prefix: str = "") -> Known:
    """Bounds as stated; null is open."""
    open_ = Known()
    stated = (said[f"{prefix}{name}"] for name in BOUNDS)
    return Known(*(o if v is None else v for v, o in zip(stated, open_, strict=True)))
