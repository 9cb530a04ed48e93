"""Cards: all that must stand on them, inside its place, unlike by status, and nothing that runs."""

from __future__ import annotations

import tomllib
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from drawn import CLAIM, apart, boxes, matter, told

from recordbook.claims import Aggregate
from recordbook.stories import Status
from recordbook.stories.card import card, card_sheet
from recordbook.stories.figure import Figure, figure
from recordbook.stories.language import HOME, LANGUAGES, language
from recordbook.stories.layouts import LAYOUTS, LONG_FIGURE
from recordbook.stories.raster import png
from recordbook.stories.setting import fitted
from recordbook.stories.themes import THEMES, contrast
from recordbook.units import Bounds

if TYPE_CHECKING:
    from recordbook.stories.layouts import Shape
    from recordbook.stories.themes import Theme

SHAPES: tuple[Shape, ...] = ("wide", "square", "tall")
_LONG = "한국어 제목 がんばれ “quoted” & <b>bold</b> שלום 👩‍👩‍👧 " * 9
_HOSTILE = '<script>alert(1)</script>" onload="x" ]]> &amp; \u202e\x00 javascript:x'


@pytest.mark.parametrize(("shape", "status"), [*product(SHAPES, Status)])
@pytest.mark.parametrize("code", LANGUAGES)
def test_texts_stand_apart_and_inside(shape: Shape, status: Status, code: str) -> None:
    """On every card no two texts meet, and every outline lies inside the card's margins."""
    about, words = matter(status), told(status, code)
    sheet = card_sheet(about, words, shape=shape, theme="light")
    frames = [(one.x, one.y, one.right, one.bottom) for one in sheet.texts]
    assert len(frames) >= 12
    assert apart(frames)
    x, y, radius = LAYOUTS[shape].disc
    assert apart([(x - radius, y - radius, x + radius, y + radius), *frames])
    edge = LAYOUTS[shape].unit
    for left, top, right, bottom in boxes(sheet.picture("").svg):
        assert edge <= left <= right <= sheet.width - edge
        assert edge <= top <= bottom <= sheet.height - edge


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "name", [_LONG, "x" * 300, "\u200b", "กำลังใจ" * 40, "ليلى " * 60, "e" + "\u0301" * 99]
)
def test_any_name_keeps_its_place(shape: Shape, name: str) -> None:
    """Names of three hundred characters, or of none, push nothing out of its place."""
    sheet = card_sheet(matter(name=name, by=name), told(headline=name), shape=shape, theme="dark")
    assert apart([(one.x, one.y, one.right, one.bottom) for one in sheet.texts])
    for left, top, right, bottom in boxes(sheet.picture("").svg):
        assert 0 <= left <= right <= sheet.width
        assert 0 <= top <= bottom <= sheet.height


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("shape", SHAPES)
def test_the_figure_is_never_shortened(shape: Shape, code: str) -> None:
    """A span of two large numbers stands in full in every language: no digit of it may go."""
    about = matter(
        Status.UNDECIDED, claim='most album total streams among albums by "V" on spotify'
    )
    bounds = Bounds(1_234_567_890, 98_765_432_109)
    about = replace(
        about, proof=replace(about.proof, subject=replace(about.proof.subject, bounds=bounds))
    )
    said = figure(about.proof, language(code)).number
    layout = LAYOUTS[shape]
    block = fitted(said, layout.style(LONG_FIGURE), layout.column, layout.unit * 6, code)
    assert not block.shortened
    frames = card_sheet(about, told(Status.UNDECIDED, code), shape=shape, theme="dark").texts
    assert apart([(one.x, one.y, one.right, one.bottom) for one in frames])


def test_a_long_sentence_is_made_room_for() -> None:
    """A sentence of two hundred characters stands in full: name and figure give way."""
    said = "The first and only album by a K-pop soloist " * 5
    for shape in SHAPES:
        sheet = card_sheet(matter(), told(headline=said.strip()), shape=shape, theme="light")
        dots = sheet.picture("").svg.count("…")
        assert dots == 0
        assert max(one.height for one in sheet.texts) >= 3 * LAYOUTS[shape].unit


@pytest.mark.parametrize("text", [_HOSTILE, _LONG])
def test_markup_in_names_is_only_drawn(text: str) -> None:
    """The SVG stays well-formed, of shapes alone, and asks for nothing from anywhere."""
    picture = card(matter(name=text, by=text), told(headline=text))
    tree = ET.fromstring(picture.svg)  # noqa: S314 - our own
    tags = {one.tag.rpartition("}")[2] for one in tree.iter()}
    assert tags == {"svg", "title", "rect", "circle", "path"}
    attributes = {key for one in tree.iter() for key in one.attrib}
    assert not any(key.startswith("on") or "href" in key or key == "style" for key in attributes)
    assert "url(" not in picture.svg


def test_statuses_differ_beyond_colour() -> None:
    """In one colour the four cards are four pictures: by word, sign, edge and figure."""
    drawn: set[str] = set()
    for status in Status:
        svg = card(matter(status), told(status)).svg
        for theme in THEMES.values():
            for colour in theme.status.values():
                svg = svg.replace(colour, "#000000")
        drawn.add(svg)
    assert len(drawn) == len(Status)


def _figure_of(status: Status) -> str:
    """The elements of the card's largest text."""
    parts = card_sheet(matter(status), told(status), shape="wide", theme="light").parts
    return max(parts, key=lambda part: float(part.partition("scale(")[2].partition(")")[0] or 0))


def test_the_figure_is_whole_only_where_proven() -> None:
    """An open figure is hollow; one that does not stand is struck out."""
    assert 'fill="none"' not in _figure_of(Status.PROVEN)
    assert 'fill="none" stroke=' in _figure_of(Status.UNDECIDED)
    strokes = [card(matter(one), told(one)).svg.count('stroke="#15171c"') for one in Status]
    assert dict(zip(Status, strokes, strict=True)) == {
        Status.PROVEN: 0,
        Status.UNDECIDED: 0,
        Status.REFUTED: 1,
        Status.WITHDRAWN: 1,
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_stand_out(theme: Theme) -> None:
    """Every colour that texts have stands out from the ground by 4.5 to 1 or more."""
    colours = THEMES[theme]
    for colour in (
        colours.text,
        colours.quiet,
        *colours.status.values(),
        *colours.lines,
        colours.rival,
    ):
        assert contrast(colour, colours.ground) >= 4.5


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_measure_has_its_label(code: str) -> None:
    """What a figure is a number of can be said of every measure in every language."""
    values = {"unit": "streams", "past": "10", "where": "1", "n": 2}
    for aggregate in Aggregate:
        key = aggregate.value.replace(" ", "_")
        assert language(code).say("pictures", f"figure.{key}", **values)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_words(code: str) -> None:
    """The words of pictures have the same keys in every language; plurals are each one's own."""

    def keys(one: object, before: str = "") -> set[str]:
        if not isinstance(one, dict) or ("other" in one and before.startswith("figure.")):
            return {before}
        return {key for name, value in one.items() for key in keys(value, f"{before}{name}.")}

    files = (HOME / one / "pictures.toml" for one in ("en", code))
    mine, theirs = (keys(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files)
    assert mine == theirs


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (CLAIM, Figure("60M", "streams on every track")),
        ("album total > 1B streams on spotify", Figure("more than 1B", "album streams")),
        (
            'most album total streams among albums by "V" on spotify',
            Figure("42M to 90M", "album streams"),
        ),
        ("duration = 17:36", Figure("17:36", "running time")),
    ],
)
def test_the_figure_is_the_claims(claim: str, said: Figure) -> None:
    """The figure is what the claim compares with, else what the subject is known to have."""
    assert figure(matter(claim=claim).proof, language("en")) == said


@pytest.mark.parametrize(
    ("shape", "size"), [("wide", (1200, 630)), ("square", (1080, 1080)), ("tall", (1080, 1920))]
)
def test_a_card_is_a_png_of_its_size(shape: Shape, size: tuple[int, int]) -> None:
    """The PNG has the card's size, is the same twice, and is below what outlets take."""
    picture = card(matter(), told(), shape=shape)
    image = png(picture)
    assert image == png(picture)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert tuple(int.from_bytes(image[at : at + 4]) for at in (16, 20)) == size
    assert len(image) < 400_000
    assert (picture.width, picture.height, picture.alt) == (*size, told().alt)
