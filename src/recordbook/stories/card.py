"""The share card of a matter: subject, figure, sentence, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.stories import layouts
from recordbook.stories.drawing import Sheet, number
from recordbook.stories.figure import basis, figure
from recordbook.stories.language import language
from recordbook.stories.layouts import LAYOUTS
from recordbook.stories.marks import disc, edge, status_mark
from recordbook.stories.matter import Status
from recordbook.stories.setting import extent, fitted
from recordbook.stories.standing import Standing, sources
from recordbook.stories.tell import words_of
from recordbook.stories.themes import THEMES
from recordbook.stories.typefaces import EM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.stories.language import Language
    from recordbook.stories.layouts import Layout, Shape
    from recordbook.stories.matter import Matter
    from recordbook.stories.picture import Picture
    from recordbook.stories.setting import Block, Style
    from recordbook.stories.themes import Colours, Theme
    from recordbook.stories.told import Told

_SOURCES = 2
"""How many sources a card names; the others are counted."""

_GAP, _MORE = 0.55, 1.3  # between the parts of a card, in units: at least, and what may be added
_SHARES = ((1, 1), (0.88, 0.88), (0.8, 0.74), (0.7, 0.62), (0.65, 0.5))
"""Of the largest sizes of name and figure, the largest that leave room for the sentence."""

_READ = 0.9  # how large the sentence should be, in units


def card(matter: Matter, told: Told, *, shape: Shape = "wide", theme: Theme = "light") -> Picture:
    """The share card of a matter, in the language in which it is told."""
    return card_sheet(matter, told, shape=shape, theme=theme).picture(told.alt)


def card_sheet(matter: Matter, told: Told, *, shape: Shape, theme: Theme) -> Sheet:
    """The same before it is written: what is drawn, and where text stands."""
    layout, colours = LAYOUTS[shape], THEMES[theme]
    sheet = Sheet(layout.width, layout.height)
    sheet.shape("rect", width=layout.width, height=layout.height, fill=colours.ground)
    edge(sheet, told.status, colours, layout.unit * 0.5)
    disc(sheet, matter.proof, told.status, colours, layout.disc)
    draw = _Card(sheet, layout, colours, language(told.language))
    draw.status(told.status)
    draw.body(matter, told)
    draw.foot(matter)
    return sheet


@dataclass(frozen=True, slots=True)
class _Body:
    name: Block
    by: Block
    figure: Block
    label: Block
    sentence: Block


@dataclass(frozen=True, slots=True)
class _Card:
    """Draws the texts of one card."""

    sheet: Sheet
    layout: Layout
    colours: Colours
    language: Language

    def status(self, status: Status) -> None:
        """The mark and the word of the status, a note where it is no record, and our name."""
        layout, frame, quiet = self.layout, self.layout.status, self.colours.quiet
        radius, middle = frame.height / 2, frame.y + frame.height / 2
        status_mark(self.sheet, status, self.colours, (frame.x + radius, middle, radius))
        brand = self._fit("recordbook", layouts.BRAND, frame.width, frame.height)
        left = frame.x + frame.height + layout.unit * 0.5
        free = frame.right - brand.width - layout.unit - left
        said = self.language.say("claims", f"status.{status}")
        word = self._fit(said, layouts.WORD, free, frame.height)
        top = middle - word.height / 2
        if status is not Status.PROVEN:
            start = word.width + layout.unit * 0.7 if layout.beside else 0
            note = self._fit(self._said(f"note.{status}"), layouts.NOTE, free - start, frame.height)
            below = middle - note.height / 2
            if not layout.beside:
                top = middle - (word.height + note.height) / 2
                below = top + word.height
            self.sheet.text(note, left + start, below, fill=quiet)
        self.sheet.text(word, left, top, fill=self.colours.status[status])
        self.sheet.text(brand, frame.right, middle - brand.height / 2, "end", fill=quiet)

    def body(self, matter: Matter, told: Told) -> None:
        """Subject, figure and sentence, with the room that is left shared out between them.

        Name and figure are made smaller where the sentence would be shortened.
        """
        unit, frame = self.layout.unit, self.layout.body
        tries = (self._body(matter, told, *shares) for shares in _SHARES)
        body = self._body(matter, told, *_SHARES[-1])
        for tried in tries:
            if not tried.sentence.shortened and tried.sentence.size >= unit * _READ:
                body = tried
                break
        parts = body.name.height + body.by.height, _tight(body.figure) + body.label.height
        free = frame.height - sum(parts) - body.sentence.height
        gap = min(free / 2, (_GAP + _MORE / 2) * unit)
        self.sheet.text(body.name, frame.x, frame.y, fill=self.colours.text)
        self.sheet.text(body.by, frame.x, frame.y + body.name.height, fill=self.colours.quiet)
        at = frame.y + parts[0] + gap
        self._figure(body.figure, frame.x, at, told.status)
        self.sheet.text(body.label, frame.x, at + _tight(body.figure), fill=self.colours.text)
        at = max(at + parts[1] + gap, frame.y + self._disc)
        self.sheet.text(body.sentence, frame.x, at, fill=self.colours.text)

    @property
    def _disc(self) -> float:
        """How far below the top of the body what is wider than its column may stand."""
        layout = self.layout
        bottom = layout.disc[1] + layout.disc[2] + layout.unit * _GAP
        return bottom - layout.body.y if layout.body.width > layout.column else 0

    def _body(self, matter: Matter, told: Told, small: float, large: float) -> _Body:
        """The texts of the body with name and figure at shares of their largest sizes."""
        layout, unit = self.layout, self.layout.unit
        said = figure(matter.proof, self.language)
        name = self._fit(matter.name, layouts.NAME, layout.column, unit * 6, share=small)
        by = self._fit(matter.by or "", layouts.BY, layout.column, unit * 1.5)
        big = self._fit(said.number, layouts.FIGURE, layout.column, unit * 6, share=large)
        if big.shortened:  # no digit may go
            big = self._fit(said.number, layouts.LONG_FIGURE, layout.column, unit * 6)
        label = self._fit(said.label, layouts.LABEL, layout.column, unit * 3)
        taken = name.height + by.height + _tight(big) + label.height + 2 * _GAP * unit
        free = layout.body.height - max(taken, self._disc)
        sentence = _sentence(matter, told)
        text = self._fit(sentence, layouts.SENTENCE, layout.body.width, free, lines=layout.lines)
        return _Body(name, by, big, label, text)

    def _figure(self, block: Block, x: float, y: float, status: Status) -> None:
        """The number: whole where proven, hollow where open, struck out where it does not stand."""
        colour = self.colours.status[status]
        if status is Status.UNDECIDED:
            wide = max(min(self.layout.unit * 0.09, block.size * 0.03), 1.8)
            thick = number(wide * EM / block.size)
            self.sheet.text(block, x, y, fill="none", stroke=colour, stroke_width=thick)
            return
        self.sheet.text(block, x, y, fill=colour)
        for at, row in enumerate(block.lines if status is not Status.PROVEN else ()):
            line = y + block.above + (at * block.leading - 0.36) * block.size
            end = x + extent(row) * block.size / EM + 4
            wide = block.size * 0.11  # a line in the colour of the ground sets it off
            for paint, thick in ((self.colours.ground, wide), (self.colours.text, wide * 0.5)):
                d = f"M{number(x - 4)} {number(line)}H{number(end)}"
                self.sheet.shape("path", d=d, stroke=paint, stroke_width=thick, fill="none")

    def foot(self, matter: Matter) -> None:
        """Basis, day, sources and address, each under what it is."""
        frame, unit = self.layout.foot, self.layout.unit
        line = f"M{number(frame.x)} {number(frame.y)}H{number(frame.right)}"
        self.sheet.shape("path", d=line, stroke=self.colours.line, stroke_width=2, fill="none")
        fields = zip(self._fields(matter), self.layout.fields, strict=False)
        for (key, said), (left, top, width) in fields:
            x, y = frame.x + left, frame.y + unit * 0.45 + top
            named = self._fit(self._said(f"foot.{key}"), layouts.FIELD, width, unit)
            value = self._fit(said, layouts.VALUE, width, unit * 2)
            self.sheet.text(named, x, y, fill=self.colours.quiet)
            self.sheet.text(value, x, y + named.height, fill=self.colours.text)

    def _fields(self, matter: Matter) -> Iterator[tuple[str, str]]:
        claim = matter.proof.claim
        yield "basis", basis(matter.proof, self.language)
        yield "as_of", self.language.date(claim.as_of)
        names = [one or self._said("foot.lists") for one in sources(matter)]
        shown = ", ".join(names[:_SOURCES]) or self._said("foot.nobody")
        if (more := len(names) - _SOURCES) > 0:
            shown = self._said("foot.more", names=shown, n=more)
        yield "source" if len(names) == 1 else "sources", shown
        if matter.address:
            yield "address", _short(matter.address)

    def _fit(
        self,
        text: str,
        style: Style,
        width: float,
        height: float,
        *,
        lines: int = 0,
        share: float = 1,
    ) -> Block:
        scaled = self.layout.style(style, lines, share)
        return fitted(text, scaled, width, height, self.language.code)

    def _said(self, key: str, **values: object) -> str:
        return self.language.say("pictures", key, **values)


def _sentence(matter: Matter, told: Told) -> str:
    """What is said: of a record also with how many others it was compared."""
    words = words_of(matter, told.language, told.style)
    field = Standing(words, matter).field() if told.status is Status.PROVEN else ""
    if not field:
        return told.headline
    return words.say("style.newsroom.post", dated=told.headline, field=field)


def _tight(block: Block) -> float:
    """How far a number reaches down, with a little air: most have nothing below the line."""
    if not block.lines:
        return 0
    last = (len(block.lines) - 1) * block.leading
    foot = max(block.lines[-1].ink[3] / EM + 0.06, 0.22)
    return min(block.height, block.above + (last + foot) * block.size)


def _short(address: str) -> str:
    """An address as people write it, without what every address has.

    >>> _short("https://www.example.org/records/abc")
    'example.org/records/abc'
    """
    return address.partition("://")[2].removeprefix("www.").rstrip("/") or address
