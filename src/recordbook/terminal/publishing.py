"""`recordbook publish`: items to outlets; nothing leaves the house unless `--send` says so."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recordbook.errors import OutletError
from recordbook.syndication.errors import UnfitSettings
from recordbook.syndication.item import Standing
from recordbook.syndication.outbox import FILE as OUTBOX
from recordbook.syndication.outbox import Outbox, State
from recordbook.syndication.outcome import Did, Outcome
from recordbook.syndication.rehearsal import rehearsed
from recordbook.syndication.secret import Secrets
from recordbook.syndication.sending import Sender
from recordbook.syndication.settings import FILE as SETTINGS
from recordbook.syndication.settings import Settings
from recordbook.syndication.wire import Patience, Wire
from recordbook.system import Workspace
from recordbook.system.publishing import Publisher, entries
from recordbook.terminal.figures import many
from recordbook.terminal.finding import progress
from recordbook.terminal.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from recordbook.ledger import Book
    from recordbook.syndication.outbox import Sending
    from recordbook.syndication.settings import Chosen
    from recordbook.syndication.steps import Offer
    from recordbook.system.publishing import Entry
    from recordbook.units import Day

_PRINTED = 600  # characters of a text; posts are hardly longer, events are


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What `publish` is asked: which records, to which outlets, and whether to really send.

    Without a day and `since`, the records of the last day that has any. `held` only lists what
    waits for a person; `sent` and `unsent` are what a person found out, as OUTLET/ITEM. `folder` is
    where the settings and the outbox lie, by default the book's own.
    """

    to: tuple[str, ...] = ()
    send: bool = False
    day: Day | None = None
    since: Day | None = None
    language: str | None = None
    limit: int | None = None
    held: bool = False
    sent: tuple[str, ...] = ()
    unsent: tuple[str, ...] = ()
    folder: Path | None = None
    json: bool = False
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    patience: Patience = field(default_factory=Patience)


def run_publish(book: str, asked: Publication) -> int:
    """Publish, or show what would be; the status of the command: 0, or 1 if an outlet failed."""
    workspace = Workspace.open(book)
    folder = _folder(workspace.book, asked.folder)
    outlets = _chosen(_settings(folder), asked)
    if asked.held or asked.sent or asked.unsent:
        return _settle(folder, outlets, asked)
    run = _Run(workspace, folder, asked, Page())
    outcomes = [done for one in outlets for done in run.through(one)]
    if asked.json:
        run.page.json({"sent": asked.send, "outcomes": [_shape(done) for done in outcomes]})
    else:
        run.summary(outcomes)
    return int(any(done.did in {Did.STOPPED, Did.REFUSED} for done in outcomes))


@dataclass(frozen=True)
class _Run:
    workspace: Workspace
    folder: Path
    asked: Publication
    page: Page

    def through(self, chosen: Chosen) -> Iterator[Outcome]:
        """What is done at one outlet, or would be, printed as it is."""
        if not self.asked.json:
            self.page.title(f"{chosen.outlet.name}: {chosen.outlet.account}")
        try:
            for done in self._done(chosen):
                if not self.asked.json:
                    self._print(done)
                yield done
        except OutletError as error:
            done = Outcome(outlet=chosen.outlet.name, item="", did=Did.STOPPED, said=error.message)
            if not self.asked.json:
                self._print(done)
                self.page.line(error.remedy or "", indent=4)
            yield done

    def _done(self, chosen: Chosen) -> Iterator[Outcome]:
        box = self.folder / OUTBOX
        known: dict[str, Sending] = {}
        if self.asked.send or box.exists():
            known = {one.item: one for one in Outbox(box).all(chosen.outlet.account)}
        with progress("looking up what is known"):
            offers = self._offers(chosen, known)
        limit = chosen.limit if self.asked.limit is None else self.asked.limit
        if not self.asked.send:
            yield from rehearsed(chosen.outlet, offers, known, datetime.now(UTC), limit)
            return
        secrets = Secrets.of(chosen.outlet.needs, self.asked.environment)
        wire = Wire(secrets=secrets, patience=self.asked.patience)
        yield from Sender(outlet=chosen.outlet, outbox=Outbox(box), wire=wire, limit=limit).send(
            offers
        )

    def _offers(self, chosen: Chosen, known: Mapping[str, Sending]) -> list[Offer]:
        book, log = self.workspace.book, entries(self.workspace.book)
        publisher = Publisher(
            book,
            self.workspace.prover(),
            _settings(self.folder).site,
            self.asked.language or chosen.language,
            chosen.style,
        )
        return publisher.offers(log, known, _fresh(log, self.asked), chosen.topics)

    def _print(self, done: Outcome) -> None:
        would = "" if self.asked.send else "would be "
        self.page.line(f"{would}{done.did}  {done.item}")
        picture = f"picture: {done.alt}" if done.alt else ""
        text = (
            done.text if len(done.text) <= _PRINTED else f"{done.text[:_PRINTED]}… (--json has all)"
        )
        for said in (*text.splitlines(), picture, *done.notes, done.said, done.link):
            if said:
                self.page.line(said, indent=4)

    def summary(self, outcomes: Sequence[Outcome]) -> None:
        """What was done in all, and what to do next."""
        told = sum(done.did in {Did.POSTED, Did.CORRECTED} for done in outcomes)
        self.page.gap()
        if not self.asked.send:
            self.page.line(f"{many(told, 'post')} would go out; nothing was sent (--send sends)")
            return
        self.page.line(f"{many(told, 'post')} went out")
        if held := sum(done.did in {Did.HELD, Did.REFUSED} for done in outcomes):
            self.page.line(f"{many(held, 'item')} for you to look at: recordbook publish --held")


def _fresh(log: Sequence[Entry], asked: Publication) -> Callable[[Entry], bool]:
    """Which records are told where they are not out yet."""
    if asked.since is not None:
        first, last = asked.since, asked.day
    else:
        standing = [one.day for one in log if one.standing is not Standing.WITHDRAWN]
        first = last = asked.day or max(standing, default=None)
    return lambda one: first is not None and first <= one.day and (last is None or one.day <= last)


def _folder(book: Book, folder: Path | None) -> Path:
    """Where settings and outbox lie. UnfitSettings: a book in object storage has no such place."""
    if folder is not None:
        return folder
    if "://" in book.address:
        raise UnfitSettings(
            "a book in object storage holds no outbox", remedy="name a folder with --folder"
        )
    return Path(book.address)


def _settings(folder: Path) -> Settings:
    path = folder / SETTINGS
    try:
        return Settings.read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UnfitSettings(
            f"there is no {path}", remedy="say there where to publish (see docs/how-to/publish.md)"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UnfitSettings(f"cannot read {path}: {error}") from error


def _chosen(settings: Settings, asked: Publication) -> list[Chosen]:
    """The outlets that are asked for; UnfitSettings: there is none of some name."""
    named = {one.outlet.name: one for one in settings.outlets}
    if missing := [name for name in asked.to if name not in named]:
        raise UnfitSettings(
            f"no outlet is called {missing[0][:40]!r}", remedy=f"known are {', '.join(named)}"
        )
    return [one for name, one in named.items() if not asked.to or name in asked.to]


def _settle(folder: Path, outlets: Sequence[Chosen], asked: Publication) -> int:
    """Write down what a person found out, then list what still waits for one."""
    page, names = Page(), {one.outlet.account: one.outlet.name for one in outlets}
    accounts = {name: account for account, name in names.items()}
    box = Outbox(folder / OUTBOX)
    for said, sent in ((asked.sent, True), (asked.unsent, False)):
        for one in said:
            name, _, rest = one.partition("/")
            item, _, ident = rest.partition("=")
            if name not in accounts:
                raise UnfitSettings(f"{one[:80]!r} names no outlet", remedy="write OUTLET/ITEM")
            box.settle(accounts[name], item, sent=sent, receipt={"id": ident} if ident else {})
    waits = {State.HELD, State.REFUSED}
    held = [one for one in box.all() if one.state in waits and one.account in names]
    if asked.json:
        rows = [
            {"outlet": names[one.account], "item": one.item, "state": one.state, "said": one.said}
            for one in held
        ]
        page.json({"held": rows})
        return 0
    page.title(f"{many(len(held), 'item')} for a person to look at")
    for one in held:
        page.line(f"{names[one.account]}/{one.item}  {one.state} since {one.tried:%Y-%m-%d %H:%M}Z")
        page.line(one.said, indent=4)
    if held:
        page.gap()
        page.line("held: if it is out say --sent OUTLET/ITEM, if it is not --unsent OUTLET/ITEM")
    return 0


def _shape(done: Outcome) -> dict[str, Any]:
    return asdict(done) | {"did": done.did.value, "notes": list(done.notes)}
