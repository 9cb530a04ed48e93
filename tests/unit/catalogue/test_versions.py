"""Kinds of version, read from the words of a title."""

from __future__ import annotations

import pytest

from recordbook.catalogue.versions import read_version


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("instrumental", "instrumental"),
        ("inst", "instrumental"),
        ("piano ver", "piano"),
        ("uk garage remix", "remix"),
        ("sped up version", "sped up"),
        ("live at wembley", "live"),
        ("clean ver", "clean"),
        ("explicit", "explicit"),
        ("english version", "english"),
        ("taylors version", "re-recording"),
        ("band ver", "other"),
    ],
)
def test_a_version_is_recognised(words: str, kind: str) -> None:
    """Each kind of version is told by its words."""
    version = read_version(words)
    assert version is not None
    assert version.kind == kind


@pytest.mark.parametrize("words", ["part 2", "alive", "cover girl", "from the vault"])
def test_other_words_are_no_version(words: str) -> None:
    """A suffix that names no version is not taken for one."""
    assert read_version(words) is None


def test_remixes_keep_their_names() -> None:
    """Two remixes of one song are two recordings."""
    assert read_version("uk garage remix") != read_version("deep house remix")
