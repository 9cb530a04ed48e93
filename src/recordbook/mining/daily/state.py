"""State: what the daily pass keeps between days, as arrays that are read where they lie.

Every turn writes what changed to new files and then, in one step, the note that names them: after a
crash the note names the old ones, which are all still there.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from recordbook.mining.daily.files import kept, mapped, part_of
from recordbook.mining.daily.log import KINDS, Log
from recordbook.mining.daily.names import Names
from recordbook.mining.errors import OtherState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from recordbook.intake.arrow import Column

FORMAT = 1
"""The layout of states that this code writes; it reads no other."""

UNREAD = -1
"""The count of a counter that was never read."""

LEFT = 0xFFFF
"""The rung of a counter or release that is left to the general way."""

BEFORE = int(np.iinfo(np.int32).min)
"""The earliest day of what no day is ruled out for, and the release day that is not known."""

_STALE = np.dtype([("counter", "<u4"), ("day", "<i4")])
_EMPTY: dict[str, NDArray[Any]] = {
    "counts": np.zeros(0, np.int64),  # per counter: its newest count
    "rungs": np.zeros(0, np.uint16),  # how many rungs it reached
    "first_day": np.zeros(0, np.int32),  # when it was first read
    "first_rung": np.zeros(0, np.uint16),  # how many rungs it had reached then
    "stale": np.zeros(0, _STALE),  # counters not read on the newest day, and when they were
    "starts": np.zeros(1, np.int64),  # per release: where its members begin
    "members": np.zeros(0, np.uint32),  # counters, release by release
    "owned": np.zeros(0, np.uint32),  # the same in ascending order
    "owners": np.zeros(0, np.uint32),  # the release of each of `owned`
    "attributes": np.zeros((0, 0), np.int32),  # per release: a value of each, -1 not known
    "released": np.zeros(0, np.int32),  # per release: its day
    "every": np.zeros(0, np.uint16),  # per release: how many rungs every member reached
    "totals": np.zeros(0, np.uint16),  # and the sum of its members
    "first_every": np.zeros(0, np.uint16),  # how many they had when all were first read
    "first_total": np.zeros(0, np.uint16),
    "places": np.zeros(0, np.uint32),  # counters of known pages that are in another order
}
_NEW = {"counts": UNREAD, "rungs": 0, "first_day": 0, "first_rung": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a state says of itself; `mark` is what its maker knew it by."""

    ladder: tuple[int, ...]
    mark: str = ""
    format: int = FORMAT
    turn: int = 0
    turns: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_EMPTY, 0))
    day: int | None = None
    unread: int = 0
    sizes: tuple[int, ...] = ()
    logs: dict[str, tuple[int, int]] = field(default_factory=lambda: dict.fromkeys(KINDS, (0, 0)))
    bytes: dict[str, int] = field(default_factory=dict[str, int])
    sums: tuple[int, ...] = (0, 0)
    pages: dict[str, int] = field(default_factory=dict[str, int])  # see `placed`

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Note:
        """The note that was written so."""
        known = dict(said)
        for name in ("ladder", "sizes", "sums"):
            known[name] = tuple(said[name])
        known["logs"] = {kind: (int(log[0]), int(log[1])) for kind, log in said["logs"].items()}
        return cls(**known)


class State:
    """A state as it lies in a folder; see `_EMPTY` for its arrays."""

    def __init__(self, folder: Path, note: Note) -> None:
        """See `create` and `open`."""
        self.folder = folder
        self.note = note
        self.unread = note.unread
        self.names = Names(folder, list(note.sizes))
        self.logs = {kind: self._log(kind, *note.logs[kind]) for kind in KINDS}
        self.steps = np.full(LEFT + 1, np.iinfo(np.int64).max)
        self.steps[: len(note.ladder)] = note.ladder
        self._arrays: dict[str, NDArray[Any]] = {}
        self._fresh: set[str] = set()

    @classmethod
    def create(cls, folder: Path, ladder: Sequence[int], mark: str = "") -> State:
        """An empty state in a folder, in place of what is there; the ladder must rise."""
        if not 0 < len(ladder) < LEFT or ladder[0] <= 0 or (np.diff(ladder) <= 0).any():
            raise ValueError("a ladder is some positive thresholds that rise")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "note.json").unlink(missing_ok=True)  # first: without it there is no state
        for path in folder.iterdir():
            path.unlink()
        for name, values in _EMPTY.items():
            kept(folder / f"{name}-0.npy", values)
        note = Note(ladder=tuple(int(rung) for rung in ladder), mark=mark)
        _write(folder, note)
        return cls(folder, note)

    @classmethod
    def open(cls, folder: Path, ladder: Sequence[int], mark: str | None = None) -> State:
        """The state there. OtherState: none, damaged, or of another version, ladder or mark."""
        try:
            said = json.loads((folder / "note.json").read_text(encoding="utf-8"))
            if said["format"] != FORMAT:
                raise OtherState(f"the state has format {said['format']}, known here is {FORMAT}")
            state = cls(folder, Note.of(said))
            whole = state._whole()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OtherState("no state lies there that can be read") from error
        if state.note.ladder != tuple(ladder):
            raise OtherState("the state watches for other thresholds")
        if mark is not None and state.note.mark != mark:
            raise OtherState("the state is of another version of the book")
        if not whole:
            raise OtherState("the state is damaged")
        return state

    def __getitem__(self, name: str) -> NDArray[Any]:
        """An array by its name."""
        if name not in self._arrays:
            self._arrays[name] = mapped(self.path(name))
        return self._arrays[name]

    def __contains__(self, name: str) -> bool:
        """Whether there is such an array."""
        return name in self._arrays or name in self.note.turns

    @property
    def day(self) -> int | None:
        """The newest day it knows; None: none."""
        return self.note.day

    @property
    def ladder(self) -> NDArray[np.int64]:
        """The thresholds that are watched for."""
        return self.steps[: len(self.note.ladder)]

    def path(self, name: str) -> Path:
        """Where an array lies."""
        return self.folder / f"{name}-{self.note.turns[name]}.npy"

    def relog(self, kind: str, rows: NDArray[Any]) -> None:
        """Have other rows in a log, in place of all that were there."""
        self.logs[kind] = self._log(kind, self.note.turn + 1, 0)
        self.logs[kind].add(rows)

    def numbered(self, parts: list[Column]) -> list[NDArray[np.int64]]:
        """The counters of ids; an id that has none gets one, that was never read."""
        found = self.names.number(parts)
        fresh = self.names.count - len(self["counts"])
        if fresh:
            for name, value in _NEW.items():
                old = self[name]
                self.hold(**{name: np.append(old, np.full(fresh, value, dtype=old.dtype))})
            self.unread += fresh
        return found

    def back(self) -> None:
        """Forget all that was not kept."""
        said = json.loads((self.folder / "note.json").read_text(encoding="utf-8"))
        self.__init__(self.folder, Note.of(said))

    def hold(self, **arrays: NDArray[Any]) -> None:
        """Have other arrays of these names, in memory until the next `keep`."""
        self._fresh |= {name for name in arrays if arrays[name] is not self._arrays.get(name)}
        self._arrays |= arrays

    def lies(self, name: str) -> bool:
        """Whether an array is that of the file at its path."""
        return name not in self._fresh

    def keep(self, **said: Any) -> None:
        """Keep the arrays that are in memory, under a new turn, and then the note that says so."""
        old, turn = self.note, self.note.turn + 1
        fresh, self._fresh = self._fresh, set()
        for name in fresh:
            kept(self.folder / f"{name}-{turn}.npy", self[name], self.folder / f"{name}.spare")
        self.note = replace(
            old,
            turn=turn,
            turns=old.turns | dict.fromkeys(sorted(fresh), turn),
            unread=self.unread,
            sizes=tuple(self.names.sizes),
            logs={kind: (log.turn, log.length) for kind, log in self.logs.items()},
            sums=self._sums(),
            **said,
        )
        self.note = replace(self.note, bytes=self._sizes(self.note.turns))
        _write(self.folder, self.note)
        for kind, (was, _) in old.logs.items():
            if was != self.note.logs[kind][0]:
                (self.folder / f"{kind}-{was}.log").unlink(missing_ok=True)
        for name in fresh:
            del self._arrays[name]
            if name in old.turns:
                done = self.folder / f"{name}-{old.turns[name]}.npy"
                done.replace(self.folder / f"{name}.spare")

    def _log(self, kind: str, turn: int, length: int) -> Log:
        return Log(self.folder / f"{kind}-{turn}.log", turn, length)

    def _sizes(self, names: Iterable[str]) -> dict[str, int]:
        return {name: self.path(name).stat().st_size for name in names}

    def _whole(self) -> bool:
        """Whether the files are those that were kept; counts and rungs by what they hold."""
        sizes = self._sizes(self.note.bytes)
        return sizes == self.note.bytes and self._sums() == self.note.sums

    def _sums(self) -> tuple[int, int]:
        return int(self["counts"].sum()), int(self["rungs"].sum(dtype=np.int64))


def _write(folder: Path, note: Note) -> None:
    with part_of(folder / "note.json") as part:
        part.write_text(json.dumps(asdict(note)), encoding="utf-8")
