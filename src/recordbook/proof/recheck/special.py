"""The families that need another party, or the day before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .families import FALSE, TRUE, UNKNOWN, Answer, Asked, Stand, answer, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from .runs import Known

Standing = dict[str, Stand]
"""Where everyone stands on a day, by entity."""


@dataclass(frozen=True)
class Days:
    """Where everyone stands on the day (`now`), and stood on the one before.

    `own` is Kleene truth: who is by an artist of the subject. `rivals` are listed in their order.
    """

    asked: Asked
    subject: str
    other: str | None
    rivals: list[str]
    now: Standing
    before: Callable[[], Standing]
    own: Callable[[], dict[str, int]]

    def answer(self) -> Answer:
        """What the family says."""
        judge = {
            "ties": self._ties,
            "overtakes": self._overtakes,
            "extends": self._extends,
            "breaks own": self._breaks_own,
        }
        return judge[self.asked.family]()

    def _most(self, at: Standing, who: str, n: int = 1) -> Answer:
        """Whether somebody is nth from the top, among those who may be members."""
        others = [one for name, one in at.items() if name != who and one.member]
        return answer(replace(self.asked, family="most", n=n), at[who], others)

    def _ties(self) -> Answer:
        """Both stand at the same number."""
        one, two = self._both(self.now)
        if max(one.low, two.low) > min(one.high, two.high):
            return self._between(FALSE)
        same = min(one.low, two.low) == max(one.high, two.high)
        return self._between(TRUE if same else UNKNOWN)

    def _overtakes(self) -> Answer:
        """The subject stands above the other, which stood above it the day before."""
        was = self._both(self.before())
        truths = [_above(*self._both(self.now)), _above(was[1], was[0])]
        if self.asked.placed:
            truths.append(self._most(self.now, self.subject, self.asked.n).truth)
        return self._between(min(truths))

    def _extends(self) -> Answer:
        """The most of all the day before; the same now, with more."""
        before = self.before()
        now, then = self.now[self.subject].known, before[self.subject].known
        more = _above(now, then)
        today = self._most(self.now, self.subject)
        was = self._most(before, self.subject).truth
        return Answer(min(today.truth, was, more), today.status)

    def _breaks_own(self) -> Answer:
        """The most of all; the day before, that was another item of the same artist."""
        before, own = self.before(), self.own()
        today, held = self._most(self.now, self.subject), FALSE
        others = {name: one for name, one in before.items() if name != self.subject}
        top = max((o.known.low for o in others.values() if o.member == TRUE), default=0)
        for name, one in others.items():
            if one.member and own.get(name) and one.known.high >= top:
                held = max(held, min(own[name], self._most(before, name).truth))
        return Answer(min(today.truth, held), today.status)

    def _both(self, at: Standing) -> tuple[Known, Known]:
        return at[self.subject].known, at[self.other or ""].known

    def _between(self, truth: int) -> Answer:
        """The truth if both are members, and what it makes of the other, member or not."""
        members = [self.now[self.subject].member, self.now[self.other or ""].member]
        of = min(truth, *members) if self.asked.family == "overtakes" else truth
        status = {TRUE: "excluded", FALSE: "beats", UNKNOWN: "contests"}[of]
        statuses = [status if one == self.other else "excluded" for one in self.rivals]
        return Answer(min(truth, *members), statuses)


def each(parts: list[tuple[Known, bool]], goal: tuple[int, int], *, complete: bool) -> int:
    """Whether every part has a value that a statement allows; `parts` says who surely is one."""
    truths = [TRUE if complete else UNKNOWN]
    for known, sure in parts:
        truth = within(known, goal)
        truths.append(truth if sure else max(truth, UNKNOWN))
    return min(truths)


def _above(one: Known, two: Known) -> int:
    if one.low > two.high:
        return TRUE
    return FALSE if one.high <= two.low else UNKNOWN
