"""The made world holds a record, and one that a typing error made, which goes when it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recordbook.proof import Verdict
from recordbook.system.errors import NoDemo
from recordbook.system.made_world import made_world, mend

if TYPE_CHECKING:
    from pathlib import Path

_ALBUM = (
    '"Paper Lanterns": first and only album by K-pop soloists with every track >= 10M streams '
    'on "made up" as of 2025-02-19'
)
_TRACK = (
    '"Harbour Lights": first track by K-pop soloists to 30M streams on "made up" as of 2025-02-19'
)


def test_a_record_goes_with_the_figure_it_rests_on(tmp_path: Path) -> None:
    """Both are proven at first; what rests on the wrong figure is refuted once it is taken back."""
    workspace = made_world(tmp_path / "made.book")
    assert [workspace.prove(claim).verdict for claim in (_ALBUM, _TRACK)] == [Verdict.PROVEN] * 2
    mended = mend(workspace)
    assert mended.prove(_ALBUM).verdict is Verdict.PROVEN
    assert mended.prove(_TRACK).verdict is Verdict.REFUTED


def test_another_book_is_left_alone(tmp_path: Path) -> None:
    """Something else at the address is not made over."""
    (tmp_path / "made.book").mkdir()
    with pytest.raises(NoDemo):
        made_world(tmp_path / "made.book")
