"""What is told of the demo's claims and of a whole album, word for word, in every language."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typed_matters import poets

from recordbook.claims import parse
from recordbook.stories import LANGUAGES, Matter, Withdrawal
from recordbook.stories.styles import STYLES
from recordbook.stories.tell import tell
from recordbook.system import Workspace
from recordbook.system.telling import matter_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_GOLDEN = Path(__file__).parent / "words"
_DEMO = Path(__file__).resolve().parents[2] / "src" / "recordbook" / "system" / "demo"
_LAYOVER = '"Layover" by "V"'
_CLAIMS = {
    "the story": f"{_LAYOVER}: first and only album by K-pop soloists with every track >= 60M"
    " streams on spotify as of 2023-12-16",
    "counting single albums": f"{_LAYOVER}: first and only album by K-pop soloists with every"
    " track >= 60M streams on spotify as of 2023-12-16 counting single albums",
    "every track": f"{_LAYOVER}: every track >= 50M streams on spotify as of 2023-11-18",
    "too much": f"{_LAYOVER}: every track >= 150M streams on spotify as of 2023-12-16",
    "tracks": f"{_LAYOVER}: 6 tracks as of 2023-12-16",
}


@pytest.fixture(scope="module")
def matters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Matter]:
    """The demo's claims, one of them withdrawn, and the typed album."""
    workspace = Workspace.create(tmp_path_factory.mktemp("words") / "demo.book")
    for name in ("artists", "releases", "tracks", "charts", "published"):
        workspace.take(_DEMO / f"{name}.csv")
    prover = workspace.refreshed().prover()
    found = {
        name: matter_of(prover, parse(claim), around=0, address="https://example.org/records/x")
        for name, claim in _CLAIMS.items()
    }
    withdrawn = replace(
        found["too much"],
        found=date(2023, 12, 17),
        withdrawn=Withdrawal(reason="refuted", day=date(2024, 1, 2)),
    )
    return {**found, "too much, withdrawn": withdrawn, "the poets": poets()}


def _told(matters: dict[str, Matter], code: str) -> Iterator[str]:
    """Every text of every matter; the caption and the picture's text in the newsroom's style."""
    for name, matter in matters.items():
        yield f"# {name}: {matter.status}"
        for style in STYLES:
            told = tell(matter, language=code, style=style)
            yield from (f"[{style}] {told.headline}", f"[{style}] {told.post}")
        told = tell(matter, language=code)
        yield from (f"[caption] {told.caption}", f"[alt] {told.alt}", "")


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_told_is_what_was_read_aloud(matters: dict[str, Matter], code: str) -> None:
    """The words are those an editor has read; RECORDBOOK_GOLDEN=write writes them anew."""
    said = "\n".join(_told(matters, code))
    golden = _GOLDEN / f"{code}.txt"
    if os.environ.get("RECORDBOOK_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_each_status_is_told_as_itself(matters: dict[str, Matter]) -> None:
    """Whatever is not proven says so in each of its texts, and never in the words of a record."""
    for name, matter in matters.items():
        for code in LANGUAGES:
            for style in STYLES:
                _apart(matter, code, style, name)


def _apart(matter: Matter, code: str, style: str, name: str) -> None:
    from recordbook.stories import language  # noqa: PLC0415 - only here

    told = tell(matter, language=code, style=style)
    texts = (told.headline, told.post, told.caption, told.alt)
    words = {
        status: language(code).say("claims", f"status.{status}")
        for status in ("undecided", "refuted", "withdrawn")
    }
    for status, word in words.items():
        mine = status == matter.status
        assert all((word in text) == mine for text in texts), (name, code, style, status)
