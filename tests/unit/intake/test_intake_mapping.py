"""Mappings: what a TOML file may say, and what the shipped ones say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recordbook.intake.errors import BadMapping, UnknownMapping
from recordbook.intake.mapping import load_mapping, parse_mapping, shipped

if TYPE_CHECKING:
    from pathlib import Path

_PLAIN = 'title="t"\nsource="s"\nkey="x:{id}"\n[[readings]]\ncolumn="n"\nmetric="total"\n'


def test_shipped_mappings_are_told_apart_by_their_columns() -> None:
    """Every shipped mapping has a header, no two the same, and asks for no column outside it."""
    headers = [frozenset(mapping.columns) for mapping in shipped()]
    assert len(headers) >= 8
    assert len(set(headers)) == len(headers)
    assert all(mapping.needed() <= set(mapping.columns) for mapping in shipped())


def test_a_users_mapping_comes_first(tmp_path: Path) -> None:
    """A mapping saved in the book is used before a shipped one of the same name."""
    (tmp_path / "youtube-views.toml").write_text(_PLAIN, encoding="utf-8")
    assert load_mapping("youtube-views", tmp_path).title == "t"
    assert load_mapping("youtube-views").source == "youtube.com"
    with pytest.raises(UnknownMapping, match="youtube-views"):
        load_mapping("absent", tmp_path)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ('source="s"', "title is not said"),
        (_PLAIN + 'colour="red"', "nothing is called colour"),
        (_PLAIN.replace('"total"', '"plays"'), "no metric 'plays'"),
        (_PLAIN.replace('key="x:{id}"\n', ""), "need a key"),
        (_PLAIN + 'relation="~"', "relation '~'"),
        (_PLAIN + 'scale="million"', "scale is not of the right kind"),
        (_PLAIN + '[day]\nstamp="file"', "day.stamp"),
        (_PLAIN + "[day]\npage_lag=99", "page_lag is not 0 to 31"),
        (_PLAIN + "[day]\nformats=[1]", "formats is not a list of texts"),
        ('title="t"\nsource="s"\nreadings=1', "not written"),
        ('title="t"\nsource="s"\nreadings=[1]', "is no table"),
        ('title="t"\nsource="s"\nday=1', "is no table"),
    ],
)
def test_a_mapping_that_says_something_unknown(text: str, match: str) -> None:
    """Whatever a mapping cannot mean is named, with the file to correct."""
    with pytest.raises(BadMapping, match=match) as caught:
        parse_mapping("m", text)
    assert "mapping m" in caught.value.message


def test_a_mapping_that_is_no_toml(tmp_path: Path) -> None:
    """A file that is not TOML is named with the place of the fault."""
    (tmp_path / "m.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(BadMapping, match=r"m\.toml"):
        load_mapping("m", tmp_path)
