"""Numbers, days and sources as people read them."""

from __future__ import annotations

import pytest

from recordbook.terminal.figures import between, count, crossed, many, source, titled


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (7, 7, "exactly 7"),
        (0, 0, "exactly 0"),
        (0, None, "not known"),
        (60_000_000, None, "at least 60,000,000"),
        (0, 99_279_107, "at most 99,279,107"),
        (1, 2, "1 to 2"),
    ],
)
def test_bounds_say_no_more_than_is_known(low: int, high: int | None, text: str) -> None:
    """An end that nothing bounds is not named, and a number that was read is called exact."""
    assert between(low, high) == text


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        (None, None, "not known"),
        (19600, None, "not before 2023-08-31"),
        (None, 19707, "by 2023-12-16"),
        (19600, 19707, "between 2023-08-31 and 2023-12-16"),
        (19707, 19707, "on 2023-12-16"),
    ],
)
def test_crossings_name_the_days_that_limit_them(
    earliest: int | None, latest: int | None, text: str
) -> None:
    """A crossing is told by the days between which it lies, in ISO form."""
    assert crossed(earliest, latest) == text


def test_no_limit_is_said_in_words() -> None:
    """A number without a bound is not shown as an empty cell."""
    assert (count(None), count(1234)) == ("no limit", "1,234")


def test_one_thing_is_not_counted_as_several() -> None:
    """The singular is used of one, and only of one."""
    assert [many(n, "rival") for n in (0, 1, 2)] == ["0 rivals", "1 rival", "2 rivals"]


def test_sources_keep_what_tells_them_apart() -> None:
    """An address is shown by its host, and any other source as it is."""
    assert source("https://www.pinkvilla.com/x") == "pinkvilla.com"
    assert source("kworb.net") == "kworb.net"


def test_a_maker_is_named_where_there_is_one() -> None:
    """An artist is not said to be by anybody."""
    assert (titled("FACE", "Jimin"), titled("V", "")) == ("FACE by Jimin", "V")
