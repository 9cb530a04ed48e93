"""How it was proven, refuted or left open: who else may be meant, and how good the figures are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recordbook.claims import Family
from recordbook.intake.arrow import dicts
from recordbook.proof import Verdict
from recordbook.stories.story import Section, Sentence
from recordbook.units import Bounds, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recordbook.stories.voice import Voice

_NAMED = 5
"""How many of those ahead are named."""


def proven(voice: Voice) -> Section:
    """Who else may be in the cohort, where the closest stands, and how good the figures are."""
    proof = voice.proof
    sentences = list(_rivals(voice)) if proof.claim.superlative is not None else []
    if proof.claim.cohort is not None and proof.verdict is Verdict.PROVEN:
        sentences.append(voice.sentence("rivals.scope", [voice.certificate]))
    if proof.rows.num_rows:
        sentences.append(voice.sentence(voice.chosen("grade", proof.grade), [voice.certificate]))
    if clashes := proof.conflicts.num_rows:
        sentences.append(voice.sentence("conflicts", [voice.certificate], n=clashes))
    key = "heading.proof" if proof.verdict is Verdict.PROVEN else "heading.judged"
    return Section(key="proof", title=voice.words(key), sentences=tuple(sentences))


@dataclass(frozen=True, slots=True)
class _Rivals:
    """The possible members of the cohort by how they stand to the claim."""

    beats: list[Mapping[str, Any]]
    contests: list[Mapping[str, Any]]
    excluded: list[Mapping[str, Any]]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.beats) + len(self.contests) + len(self.excluded)


def _rivals(voice: Voice) -> Iterator[Sentence]:
    by_status: dict[str, list[Mapping[str, Any]]] = {"beats": [], "contests": [], "excluded": []}
    for row in dicts(voice.proof.rivals):
        by_status[str(row["status"])].append(row)
    rivals = _Rivals(**by_status)
    if not len(rivals):
        yield voice.sentence("rivals.alone", [voice.certificate])
    elif voice.proof.verdict is Verdict.PROVEN:
        yield from _all_settled(voice, rivals)
    elif voice.proof.verdict is Verdict.REFUTED:
        yield from _against(voice, rivals)
    else:
        yield from _open(voice, rivals)


def _all_settled(voice: Voice, rivals: _Rivals) -> Iterator[Sentence]:
    """Of a proven claim: who came before or with it, and that nobody else can have."""
    superlative = voice.proof.claim.superlative
    beside = superlative is not None and superlative.family is Family.ONE_OF
    if rivals.beats:
        named = [_name(voice, row) for row in rivals.beats[:_NAMED]]
        sources = [s for row in rivals.beats[:_NAMED] for s in voice.read_from(_shown_by(row))]
        key = "rivals.beside" if beside else "rivals.before"
        key += "_some" if len(rivals.beats) > _NAMED else ""
        yield voice.sentence(key, sources, n=len(rivals.beats), names=voice.language.list(named))
    if rivals.excluded:
        among = "rivals.not_beside" if beside else "rivals.not_before"
        key = among if rivals.beats else "rivals.excluded"
        yield voice.sentence(key, [voice.certificate], n=len(rivals.excluded))
        yield from _silent(voice, rivals.excluded)
        yield from _closest(voice, rivals.excluded)
    if rivals.contests:
        yield voice.sentence("rivals.either_way", [voice.certificate], n=len(rivals.contests))


def _against(voice: Voice, rivals: _Rivals) -> Iterator[Sentence]:
    """Of a refuted claim: who stands against it, if it is not the subject itself."""
    if not rivals.beats:
        yield voice.sentence("rivals.itself", [voice.certificate])
        return
    first = rivals.beats[0]
    yield _with_figures(voice, first, "rivals.against")
    if len(rivals.beats) > 1:
        more = len(rivals.beats) - 1
        yield voice.sentence("rivals.against_more", [voice.certificate], n=more)


def _open(voice: Voice, rivals: _Rivals) -> Iterator[Sentence]:
    """Of an open claim: how many may stand against it, and of how many nothing was read."""
    contests = rivals.contests
    if not contests:
        yield voice.sentence("rivals.itself_open", [voice.certificate])
        return
    key = "rivals.open" if len(rivals) > 1 else "rivals.open_one"
    yield voice.sentence(key, [voice.certificate], n=len(contests), all=len(rivals))
    unread = [row for row in contests if not row["read"]]
    if unread:
        none = len(unread) == len(contests)
        key = "rivals.none_read" if none else "rivals.unread"
        yield voice.sentence(key, [voice.certificate], n=len(unread))
    unsure = sum(row["member"] != Truth.TRUE for row in unread)
    if unsure:
        yield voice.sentence("rivals.unsure", [voice.certificate], n=unsure)
    yield from _silent(voice, rivals.excluded)
    yield from _closest(voice, contests)


def _silent(voice: Voice, excluded: list[Mapping[str, Any]]) -> Iterator[Sentence]:
    """How many are out of the question because nothing of theirs was out by then."""
    silent = sum(row["high"] == 0 and not row["read"] for row in excluded)
    if silent and voice.proof.claim.basis == "app":
        yield voice.sentence(
            "rivals.silent", [voice.certificate], n=silent, day=voice.proof.claim.as_of
        )


def _closest(voice: Voice, rows: list[Mapping[str, Any]]) -> Iterator[Sentence]:
    """The first of whom anything is known; rivals come closest first."""
    known = next((row for row in rows if row["read"] and row["high"] != 0), None)
    if known is not None:
        yield _with_figures(voice, known, "rivals.closest")


def _with_figures(voice: Voice, row: Mapping[str, Any], key: str) -> Sentence:
    """A rival with its number, and the part that shows it."""
    bounds = Bounds(int(row["low"]), None if row["high"] is None else int(row["high"]))
    if row["low"] == 0 and row["high"] is None:
        return voice.sentence(f"{key}.bare", [voice.certificate], name=_name(voice, row))
    values: dict[str, object] = {
        "name": _name(voice, row),
        "amount": voice.amount(bounds),
        "day": voice.proof.claim.as_of,
    }
    part = row["witness"]
    if part is None or part == row["entity"]:
        return voice.sentence(f"{key}.whole", voice.read_from(_shown_by(row)), **values)
    values["track"] = voice.work(str(row["witness_name"]))
    return voice.sentence(f"{key}.part", voice.read_from(str(part)), **values)


def _shown_by(row: Mapping[str, Any]) -> str:
    return str(row["witness"] or row["entity"])


def _name(voice: Voice, row: Mapping[str, Any]) -> str:
    return voice.title(str(row["name"]), voice.matter.kind, str(row["maker"] or "") or None)
