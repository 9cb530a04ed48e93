"""Paths and charts: each day is what the prover says of it, and no two things are on one place."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from drawn import DAY, apart, boxes, matter, proof

from recordbook.claims import parse
from recordbook.measures import UNBOUNDED
from recordbook.stories.chart import chart, chart_sheet
from recordbook.stories.chart_words import alt
from recordbook.stories.language import LANGUAGES
from recordbook.stories.paths import MOST_DAYS, Path, Paths, paths_of
from recordbook.stories.progress import progress
from recordbook.stories.setting import fitted
from recordbook.system.showcase import OTHERS, STORY, showcase
from recordbook.units import Bounds, day_from, day_number

if TYPE_CHECKING:
    from recordbook.proof import Prover
    from recordbook.stories.setting import Block
    from recordbook.stories.themes import Theme

_MOST = '"Love Me Again" by "V": most total streams among tracks by "V" on spotify as of 2023-12-07'
_PAST = "artist:v: tracks past 50M streams >= 3 on spotify as of 2023-12-16"


@pytest.fixture(scope="module")
def prover(tmp_path_factory: pytest.TempPathFactory) -> Prover:
    """The judge of the demo's book."""
    return showcase(tmp_path_factory.mktemp("paths") / "demo.book")[0].prover()


@pytest.mark.parametrize("text", [STORY, OTHERS[3], _MOST])
def test_each_day_is_what_the_prover_says_of_it(prover: Prover, text: str) -> None:
    """Bounds of subject, rivals and parts on a day are those of the claim asked as of that day."""
    claim = parse(text)
    paths = paths_of(prover, prover.prove(claim))
    trial = prover.trial(claim)
    assert {path.side for path in paths.paths} >= {"subject", "rival"}
    for at in range(0, len(paths.days), 19):
        day = paths.days[at]
        field = trial.field_at(day=day_number(day))
        then = prover.prove(replace(claim, as_of=day))
        parts = {part.entity: part.bounds for part in then.parts}
        for path in paths.paths:
            place = trial.members.place(path.entity)
            low, high = (int(values[place]) for values in (field.low, field.high))
            known = Bounds(low, None if high >= UNBOUNDED else high)
            assert path.bounds[at] == (parts[path.entity] if path.side == "part" else known)


def test_the_days_are_the_way_to_the_goal(prover: Prover) -> None:
    """They begin before the subject had anything, end by the claim's day, and are not too many."""
    paths = paths_of(prover, prover.prove(parse(STORY)))
    own = [path for path in paths.paths if path.side != "rival"]
    assert list(paths.days) == sorted(set(paths.days))
    assert paths.days[-1] == paths.claim.as_of
    assert len(paths.days) <= MOST_DAYS
    assert all(path.bounds[0].low == 0 for path in own)
    assert (paths.goal, len(own)) == (60_000_000, 7)


def test_paths_are_rows(prover: Prover) -> None:
    """As a table there is a row for everybody and each day, and a null where there is no limit."""
    paths = paths_of(prover, prover.prove(parse(STORY)))
    rows = paths.rows()
    assert rows.column_names == ["entity", "name", "side", "day", "low", "high"]
    assert rows.num_rows == len(paths.paths) * len(paths.days)
    assert rows["high"].null_count == sum(
        known.high is None for path in paths.paths for known in path.bounds
    )


def _made(count: int = 3, goal: int | None = 60, days: int = 40) -> Paths:
    """Paths typed by hand: the first reaches the goal on a day, the others may have, or not yet."""
    several = tuple(day_from(day_number(DAY) - days + at) for at in range(days))
    paths = [
        Path(
            entity=f"e{number}",
            name="<i>Name</i> & 이름 " * 3 + str(number),
            side="subject" if number == 0 else ("part", "rival")[number % 2],
            bounds=tuple(Bounds(at * 3, None if number % 3 else at * 3 + 9) for at in range(days)),
            earliest=several[min(20 + number % 7, days - 1)],
            latest=several[min(20 + number % 9, days - 1)] if number % 4 < 3 else None,
        )
        for number in range(count)
    ]
    return Paths(claim=proof().claim, name="Album", goal=goal, days=several, paths=tuple(paths))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("count", [1, 7, 30])
def test_nothing_on_a_chart_meets(theme: Theme, code: str, count: int) -> None:
    """Labels of crossings, axes and lists stand apart, and all of it inside the picture."""
    sheet = chart_sheet(_made(count), theme=theme, language=code)
    frames = {(one.x, one.y, one.right, one.bottom) for one in sheet.texts}  # halos lie below
    assert apart(list(frames))
    for left, top, right, bottom in boxes(sheet.picture("").svg):
        assert 0 <= left <= right <= sheet.width
        assert 0 <= top <= bottom <= sheet.height


@pytest.mark.parametrize(
    "paths", [_made(2, None), _made(1, 60, 1), _made(0), replace(_made(), days=(), paths=())]
)
def test_every_chart_can_be_drawn(paths: Paths) -> None:
    """A chart without a goal, of one day, of nobody or of nothing is well-formed all the same."""
    picture = chart(paths)
    tags = {one.tag.rpartition("}")[2] for one in ET.fromstring(picture.svg).iter()}  # noqa: S314 - our own
    assert tags <= {"svg", "title", "rect", "circle", "path"}
    assert picture.alt


def test_the_alt_text_says_who_got_there_and_when() -> None:
    """Who is known to have been there on a day, who within some days, and who is not."""
    one, two = _made(2).paths
    sure = replace(one, name="Sure", earliest=DAY, latest=DAY)
    open_ = replace(two, name="Open", latest=None)
    said = alt(replace(_made(2), paths=(sure, open_)), "en")
    assert "Sure reached 60 on May 13, 2024" in said
    assert "Open stood at 117 or more" in said


def test_a_bar_is_never_longer_than_what_is_known() -> None:
    """The way to the next round number: 42 of 50 million are 84 of 100, and the rest is open."""
    picture = progress(matter(claim="album total >= 40M streams on spotify"))
    assert picture is not None
    assert 'width="900.48"' in picture.svg
    assert "50M" in picture.alt
    assert progress(matter(claim="duration = 17:36")) is None


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("count", [3, 30])
def test_no_number_of_a_chart_is_cut(
    code: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers and days stand in full on axes and lists, or they would say something else."""
    cut: list[str] = []

    def watched(text: str, *rest: Any) -> Block:
        block = fitted(text, *rest)
        if block.shortened and any(letter.isdecimal() for letter in text):
            cut.append(text)
        return block

    monkeypatch.setattr("recordbook.stories.chart.fitted", watched)
    paths = _made(count, 98_760_000_000)
    spans = tuple(Bounds(1_234_567_890 * at, 98_765_432_109) for at in range(40))
    named = [replace(path, name="x", bounds=spans, latest=None) for path in paths.paths]
    chart_sheet(replace(paths, paths=tuple(named)), theme="light", language=code)
    assert cut == []
