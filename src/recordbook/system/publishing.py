"""Items from the record log: what was found, what was taken back, and what stands again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from itertools import product
from typing import TYPE_CHECKING, Any

from recordbook.claims import parse
from recordbook.claims.cohort_text import cohort_text
from recordbook.errors import EngineError, LedgerError, RecordbookError
from recordbook.intake.arrow import column, dicts, texts
from recordbook.proof.members import step
from recordbook.reactions import quotes_changed, quotes_of
from recordbook.stories import Status, rendering
from recordbook.stories.article import article
from recordbook.stories.card import card
from recordbook.stories.language import LANGUAGES
from recordbook.stories.language import language as language_of
from recordbook.stories.naming import record_key
from recordbook.stories.raster import png
from recordbook.stories.standing import Standing as Comparison
from recordbook.stories.tell import tell, words_of
from recordbook.syndication import Item, Standing
from recordbook.syndication.feed import ALL
from recordbook.syndication.outbox import State
from recordbook.syndication.steps import Offer
from recordbook.system.keeping import FOUND
from recordbook.system.telling import Teller
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from recordbook.ledger import Book
    from recordbook.proof import Prover
    from recordbook.stories import Matter
    from recordbook.syndication.outbox import Sending
    from recordbook.units import Day

_KEPT: dict[tuple[object, ...], Item | None] = {}
"""Items without pictures, by all that they are made of; the oldest go first."""

_MOST_KEPT = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim that was told as a record, and where it stands now.

    `day` is the day it is a record of, `published` when the log first said so, `updated` when it
    last said otherwise than before.
    """

    claim: str
    day: Day
    standing: Standing
    published: datetime
    updated: datetime
    prominence: float

    @property
    def key(self) -> str:
        """The key of the record."""
        return record_key(self.claim)


def entries(book: Book) -> tuple[Entry, ...]:
    """Everything that was ever a record, by day, the most prominent of a day first."""
    said: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in dicts(book.records.read().rows):
        said[str(row["claim"])].append(row)
    made = [one for text, rows in said.items() if (one := _entry(text, rows)) is not None]
    return tuple(sorted(made, key=lambda one: (one.day, -one.prominence, one.claim)))


def _entry(text: str, rows: Iterable[Mapping[str, Any]]) -> Entry | None:
    """A claim stands while any kind of search stands by it; None if none ever did."""
    by_scope: dict[str, bool] = {}
    turns: list[tuple[bool, datetime]] = []
    prominence, day = 0.0, 0
    for row in rows:
        by_scope[str(row["scope"])] = row["status"] == FOUND
        stands = any(by_scope.values())
        if not turns or turns[-1][0] != stands:
            turns.append((stands, row["said"]))
        prominence, day = max(prominence, row["prominence"] or 0.0), int(row["day"])
    while turns and not turns[0][0]:
        del turns[0]
    if not turns:
        return None
    again = Standing.FOUND if len(turns) == 1 else Standing.CORRECTED
    return Entry(
        claim=text,
        day=day_from(day),
        standing=again if turns[-1][0] else Standing.WITHDRAWN,
        published=turns[0][1],
        updated=turns[-1][1],
        prominence=prominence,
    )


@dataclass(frozen=True)
class Publisher:
    """Makes items of entries, in one language and style, on one snapshot.

    `site` is the address under which the pages of records lie.
    """

    book: Book
    prover: Prover
    site: str
    language: str = "en"
    style: str = "newsroom"

    def item(self, entry: Entry, *, picture: bool = True, quoted: bool = True) -> Item | None:
        """The item of an entry, with its card and with what people said if wanted.

        None where what is known now does not bear the log out: a record that is not proven, which
        the next search withdraws, or one that was taken back and is proven all the same (it was
        true before that day, or another says more), of which nothing wrong was told. What was taken
        back and cannot be judged any more is told by its claim alone.
        """
        gone = entry.standing is Standing.WITHDRAWN
        try:
            matter = self.matter(entry, quoted=quoted)
        except (LedgerError, EngineError):  # of the disk, not of the record: another time
            return None
        except RecordbookError:
            return self._bare(entry) if gone else None
        borne_out = matter.status is (Status.WITHDRAWN if gone else Status.PROVEN)
        return self.told(entry, matter, picture=picture, quoted=quoted) if borne_out else None

    def told(
        self, entry: Entry, matter: Matter, *, picture: bool = True, quoted: bool = True
    ) -> Item:
        """The item of an entry whose matter is known."""
        told = tell(matter, language=self.language, style=self.style)
        changed = quotes_changed(self.book, entry.key) if quoted else None
        return replace(
            self._bare(entry),
            headline=told.headline,
            post=told.post,
            html=rendering.html(article(matter, told), prefix=f"{entry.key}-"),
            updated=entry.updated if changed is None else max(entry.updated, changed),
            image=png(card(matter, told)) if picture else None,
            alt=told.alt if picture else "",
            compared=self._compared(matter),
        )

    def _compared(self, matter: Matter) -> str:
        """With whom the subject of a proven record was compared: with whom the book holds."""
        if matter.status is not Status.PROVEN:
            return ""
        return Comparison(words_of(matter, self.language, self.style), matter).field()

    def matter(self, entry: Entry, *, quoted: bool = True) -> Matter:
        """Everything that may be told of an entry; raises what `Prover.prove` raises."""
        return self.teller.matter(
            parse(entry.claim),
            address=self.address(entry),
            quotes=quotes_of(self.book, entry.key) if quoted else (),
            around=0,  # the page of the record shows the others
        )

    def _bare(self, entry: Entry) -> Item:
        """An item that says no more than its claim."""
        again = entry.standing is Standing.CORRECTED
        return Item(
            key=self.key(entry),
            claim=entry.claim,
            standing=entry.standing,
            language=self.language,
            headline=entry.claim,
            post=entry.claim,
            html=f"<p><code>{escape(entry.claim)}</code></p>",
            address=self.address(entry),
            published=entry.published,
            updated=entry.updated,
            topics=self.topics(entry),
            correction=language_of(self.language).say("posts", "again") if again else None,
        )

    def key(self, entry: Entry) -> str:
        """The key of its item: that of the record, and the language."""
        return f"{entry.key}-{self.language}"

    def address(self, entry: Entry) -> str:
        """The page of the record in the language."""
        page = f"{self.site.rstrip('/')}/records/{entry.key}"
        return page if self.language == "en" else f"{page}?lang={self.language}"

    def topics(self, entry: Entry) -> frozenset[str]:
        """The feeds it stands in: of its artists, its family and its cohort."""
        claim = parse(entry.claim)
        subject = claim.subject.key or ""
        artists = self._by_item.get(subject, [subject])
        family = claim.superlative.family.value if claim.superlative else "level"
        named = {f"artist:{artist}" for artist in artists} | {f"family:{family}"}
        if claim.cohort is not None:
            named.add(f"cohort:{cohort_text(claim.cohort, plural=True)}")
        return frozenset(named)

    def offers(
        self,
        log: Iterable[Entry],
        known: Mapping[str, Sending],
        fresh: Callable[[Entry], bool],
        topics: frozenset[str] = frozenset(),
    ) -> list[Offer]:
        """What may go to an outlet that has had what is `known`, by key.

        Fresh records are told, if they are of one of the topics; of the others only what is known
        there is put right, in the language in which it was told.
        """
        made: list[Offer] = []
        told = {key.rpartition("-")[2] for key in known} & set(LANGUAGES)
        spoken = [self, *(replace(self, language=code) for code in told - {self.language})]
        for entry, publisher in product(log, spoken):
            gone = entry.standing is Standing.WITHDRAWN
            past = known.get(publisher.key(entry))
            new = fresh(entry) and (not topics or bool(topics & self.topics(entry)))
            new = new and publisher is self
            offer = publisher.offer(entry, fresh=new)
            if (past is None and (gone or not new)) or _is_out(past, offer):
                continue
            if not gone or not self._proven(entry):
                made.append(offer)
        return made

    def offer(self, entry: Entry, *, fresh: bool) -> Offer:
        """The offer of an entry, whose item is made when it goes out.

        It holds no quote: what an outlet was sent is not put right when a quote is forgotten.
        """
        return Offer(
            key=self.key(entry),
            standing=entry.standing,
            updated=entry.updated,
            fresh=fresh,
            make=lambda: self.item(entry, quoted=False),
        )

    def _proven(self, entry: Entry) -> bool:
        try:
            return self.matter(entry, quoted=False).status is Status.PROVEN
        except (LedgerError, EngineError):
            return True  # nobody knows otherwise at the moment
        except RecordbookError:
            return False

    @cached_property
    def teller(self) -> Teller:
        """Who tells, on the log as it was when this was made."""
        return Teller(self.prover, self.book)

    @cached_property
    def _by_item(self) -> dict[str, list[str]]:
        """The main artists of each item."""
        rows = self.prover.engine.rows(step("credited", featured=False))
        found: dict[str, list[str]] = defaultdict(list)
        for item, artist in zip(
            texts(column(rows, "item")), texts(column(rows, "artist")), strict=True
        ):
            found[item].append(artist)
        return dict(found)


def items(
    book: Book,
    prover: Prover,
    *,
    language: str = "en",
    base: str,
    style: str = "newsroom",
    topic: str = ALL,
    limit: int | None = 50,
    pictures: bool = False,
) -> Iterator[Item]:
    """The items of a topic, those told or changed last first: what feeds are made of.

    Without pictures an item is made once in this process, while neither book nor quotes change.
    """
    publisher = Publisher(book, prover, base, language, style)
    newest = sorted(entries(book), key=lambda one: (one.updated, one.prominence), reverse=True)
    left = limit
    for entry in newest:
        if left == 0:
            return
        if topic != ALL and topic not in publisher.topics(entry):
            continue
        made = publisher.item(entry) if pictures else _kept(publisher, entry)
        if made is not None:
            left = None if left is None else left - 1
            yield made


def _kept(publisher: Publisher, entry: Entry) -> Item | None:
    """The item of an entry without its picture, made before or now."""
    book, version = publisher.book.address, publisher.prover.snapshot.version
    words = publisher.language, publisher.style, publisher.site
    known = (book, version, *words, entry, quotes_changed(publisher.book, entry.key))
    if known not in _KEPT:
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        _KEPT[known] = publisher.item(entry, picture=False)
    return _KEPT[known]


def _is_out(past: Sending | None, offer: Offer) -> bool:
    """Whether the outlet has this edition already, so that nothing is to be asked of it."""
    return past is not None and past.state is State.OUT and past.told == offer.edition
