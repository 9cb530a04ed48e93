"""Every step of SQL says what it answers, and fits a page."""

from __future__ import annotations

import re

from house import ROOT, SOURCE

_STEPS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.sql")
}
_LINES, _WIDTH = 120, 140


def test_every_step_has_a_header() -> None:
    """A file of SQL begins with its question, its grain and the tables it reads."""
    header = re.compile(r"\A-- \S.*?\bGrain: \S.*?\bReads: \S", re.DOTALL)
    bare = [
        name
        for name, text in _STEPS.items()
        if not header.match(re.split(r"^(?!--)", text, maxsplit=1, flags=re.MULTILINE)[0])
    ]
    assert bare == []


def test_steps_fit_a_page() -> None:
    """A step that does not fit is two steps."""
    long = [
        name
        for name, text in _STEPS.items()
        if text.count("\n") > _LINES or max(map(len, text.splitlines()), default=0) > _WIDTH
    ]
    assert long == []
