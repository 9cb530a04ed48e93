"""`recordbook tell`."""

from __future__ import annotations

import json as form
import os
import re
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from recordbook.claims import parse
from recordbook.reactions.approval import quotes_of
from recordbook.stories import rendering
from recordbook.stories.article import article
from recordbook.stories.bundle import bundle, bundle_name
from recordbook.stories.naming import KEY_LENGTH, key_of, keyed, record_key
from recordbook.stories.structured import structured
from recordbook.stories.tell import tell
from recordbook.system import Workspace
from recordbook.system.telling import Teller
from recordbook.terminal.errors import NoPlace
from recordbook.terminal.page import Page

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.proof import Prover
    from recordbook.stories import Matter, Picture, Told
    from recordbook.stories.story import Story
    from recordbook.terminal.told import Telling

_KEY = re.compile(f"[a-z2-7]{{{KEY_LENGTH}}}")
_PICTURES = frozenset({"card", "chart"})
_WRITTEN = {".md": rendering.markdown, ".txt": rendering.text}
"""The endings of an article's file beside html and json."""


def run_tell(book: str, asked: str, telling: Telling, *, json: bool) -> None:
    """Tell the claim, or the record of a key, and print it or write it."""
    teller, claim = _claim(book, asked, telling)
    entity = teller.prover.prove(claim).subject.entity
    key = record_key(keyed(claim, entity))
    quotes = quotes_of(book, key) if telling.form in {"article", "data"} else ()
    matter = teller.matter(claim, address=telling.address, quotes=quotes)
    told = tell(matter, language=telling.language, style=telling.style)
    made = _Made(matter, told, telling, teller.prover, json=json)
    content = made.content()
    if telling.out is not None:
        write(telling.out, content)
        if json:
            Page().json(_described(matter, told, telling.out))
        return
    if isinstance(content, bytes):
        raise NoPlace(remedy=f"name it with --out {bundle_name(matter)}")
    Page().console.out(content, end="", highlight=False)


def _claim(book: str, asked: str, telling: Telling) -> tuple[Teller, Claim]:
    """The claim that is asked for, and who tells it, on the book as it was if the claim says so."""
    workspace = Workspace.open(book)
    teller = Teller(workspace.prover(), workspace.book)
    text = teller.claim_text(asked) if _KEY.fullmatch(asked) else asked
    claim = parse(text, default_as_of=telling.as_of)
    if claim.known_at is None:
        return teller, claim
    moment = claim.known_at
    known = workspace.prover(int(moment) if moment.isdigit() else moment)
    return Teller(known, workspace.book), claim


def write(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: what was there stays until the new one is complete."""
    held = content.encode() if isinstance(content, str) else content
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        try:
            part.write(held)
            part.flush()
            os.fsync(part.fileno())
            mask = os.umask(0)
            os.umask(mask)
            Path(part.name).chmod(0o666 & ~mask)
            Path(part.name).replace(path)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise


@dataclass(frozen=True)
class _Made:
    """A matter in the form that is asked for."""

    matter: Matter
    told: Told
    telling: Telling
    prover: Prover
    json: bool

    @cached_property
    def story(self) -> Story:
        """The article."""
        return article(self.matter, self.told)

    def content(self) -> str | bytes:
        """What is printed or written; bytes are no text."""
        if self.telling.form == "bundle":
            return bundle(self.matter, self.told)
        if self.telling.form == "data":
            return _json(structured(self.matter, self.told, self.story))
        if self.telling.form == "article":
            return self._article()
        if self.telling.form in _PICTURES:
            return self._drawn()
        if self.json and self.telling.out is None:
            return _json(_described(self.matter, self.told, None))
        return f"{getattr(self.told, self.telling.form)}\n"

    def _article(self) -> str:
        ending = _ending(self.telling.out)
        if ending == ".json" or (self.json and self.telling.out is None):
            return _json(rendering.as_json(self.story))
        if ending in {".html", ".htm"}:
            graph = structured(self.matter, self.told, self.story)
            return rendering.document(self.story, graph)
        return _WRITTEN.get(ending, rendering.text)(self.story)

    def _drawn(self) -> str | bytes:
        picture = self._picture()
        if _ending(self.telling.out) == ".png":
            from recordbook.stories.raster import png  # noqa: PLC0415 - words need no pictures

            return png(picture)
        return _json(asdict(picture)) if self.json and self.telling.out is None else picture.svg

    def _picture(self) -> Picture:
        if self.telling.form == "card":
            from recordbook.stories.card import card  # noqa: PLC0415 - words need no pictures

            return card(self.matter, self.told, shape=self.telling.shape, theme=self.telling.theme)
        from recordbook.stories.chart import chart  # noqa: PLC0415 - words need no pictures
        from recordbook.stories.paths import paths_of  # noqa: PLC0415 - same

        paths = paths_of(self.prover, self.matter.proof)
        return chart(paths, theme=self.telling.theme, language=self.telling.language)


def _ending(path: Path | None) -> str:
    return "" if path is None else path.suffix.lower()


def _described(matter: Matter, told: Told, out: Path | None) -> dict[str, Any]:
    """What was told, for programs."""
    said: dict[str, Any] = {
        "record": key_of(matter),
        "claim": str(matter.proof.claim),
        "found": matter.found and matter.found.isoformat(),
        "address": matter.address or None,
    }
    return said | asdict(told) | ({} if out is None else {"out": str(out)})


def _json(value: object) -> str:
    return f"{form.dumps(value, ensure_ascii=False, indent=2)}\n"
