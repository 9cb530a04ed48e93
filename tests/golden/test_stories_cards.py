"""Pictures are the same bytes on every machine: their digests, and those of their pixels.

After a change that is meant, `UPDATE=1 pytest tests/golden/test_stories_cards.py` writes them anew;
look at the pictures first.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recordbook.claims import parse
from recordbook.stories import Status, Told, Withdrawal
from recordbook.stories.card import card
from recordbook.stories.chart import chart
from recordbook.stories.paths import paths_of
from recordbook.stories.progress import progress
from recordbook.stories.raster import png
from recordbook.system.showcase import OTHERS, STORY, showcase
from recordbook.system.telling import matter_of

if TYPE_CHECKING:
    from recordbook.stories import Matter, Picture
    from recordbook.system import Workspace

_KEPT = Path(__file__).parent / "pictures.json"
_HEADLINES = {
    "en": "“Layover” by V as the first and only album with 60 million streams on every track",
    "ko": "뷔의 “Layover”, 모든 곡이 6000만 스트리밍을 넘은 최초이자 유일한 앨범",
    "ja": "Vの「Layover」、全曲が6000万回再生を超えた最初で唯一のアルバム",
    "es": "«Layover», de V, el primer y único álbum con 60 millones en cada canción 👩‍👩‍👧 ليلى",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo's book."""
    return showcase(tmp_path_factory.mktemp("golden") / "demo.book")[0]


def _told(matter: Matter, code: str) -> Told:
    """Fixed words, so that only drawing changes a picture."""
    return Told(language=code, style="newsroom", status=matter.status, headline=_HEADLINES[code],
                post="", caption="", alt=_HEADLINES[code])  # fmt: skip


def _pictures(demo: Workspace) -> dict[str, Picture]:
    """A card of each status, shape, theme and script, a chart and a bar."""
    prover = demo.prover()
    open_, joined, refuted = (
        matter_of(prover, parse(text), address="https://www.example.org/records/x", around=0)
        for text in (STORY, OTHERS[2], OTHERS[3])
    )
    gone = replace(refuted, withdrawn=Withdrawal(reason="", day=refuted.proof.claim.as_of))
    bar = progress(joined, language="pt")
    assert bar is not None
    assert [one.status for one in (joined, open_, refuted, gone)] == list(Status)
    return {
        "undecided wide light en": card(open_, _told(open_, "en")),
        "proven square dark ko": card(joined, _told(joined, "ko"), shape="square", theme="dark"),
        "refuted tall light ja": card(refuted, _told(refuted, "ja"), shape="tall"),
        "withdrawn wide dark es": card(gone, _told(gone, "es"), theme="dark"),
        "chart light ko": chart(paths_of(prover, open_.proof), language="ko"),
        "bar light pt": bar,
    }


def _pixels(image: bytes) -> bytes:
    """The size of a PNG and its rows as they were before compression, which may differ."""
    packed, at = b"", 8
    while at < len(image):
        size = int.from_bytes(image[at : at + 4])
        if image[at + 4 : at + 8] == b"IDAT":
            packed += image[at + 8 : at + 8 + size]
        at += size + 12
    return image[16:29] + zlib.decompress(packed)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def test_pictures_are_what_they_were(demo: Workspace) -> None:
    """The SVG of every kind of picture is the same to the byte, and its PNG to the pixel."""
    made = {
        name: {"svg": _digest(one.svg.encode()), "pixels": _digest(_pixels(png(one)))}
        for name, one in _pictures(demo).items()
    }
    if os.environ.get("UPDATE"):
        _KEPT.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    assert made == json.loads(_KEPT.read_text(encoding="utf-8"))


def test_a_picture_tells_of_any_change(demo: Workspace) -> None:
    """Another sentence, another day's figure or another theme is another picture."""
    matter = matter_of(demo.prover(), parse(STORY), around=0)
    told = _told(matter, "en")
    first = card(matter, told)
    assert first.svg != card(matter, replace(told, headline="Another")).svg
    assert first.svg != card(matter, told, theme="dark").svg
    assert _pixels(png(first)) != _pixels(png(card(replace(matter, name="Layover!"), told)))
