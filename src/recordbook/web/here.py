"""Where a page stands: its own address, and those of what it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from recordbook.web.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

FRAME = (480, 340)
"""Width and height of a record in somebody else's page."""

_SAFE = "/:@,;~$!*()'+"  # what a path may hold as it is, beside letters, digits and -._


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The address of the page that is shown.

    `base` is the site's own origin, with the folder it lies in, without a slash at the end; it
    comes from the settings, never from a request. `query` are the questions of the address in
    their order, without the language; `said` is whether the address itself names the language.
    """

    path: str
    base: str = ""
    query: tuple[tuple[str, str], ...] = ()
    lang: str = "en"
    said: bool = False

    def link(self, path: str, **query: object) -> str:
        """The address of another page, in the same language where this address named one.

        >>> Here(path="/", lang="ko", said=True).link("/ask", claim='"V": first', day=None)
        '/ask?claim=%22V%22%3A+first&lang=ko'
        """
        said = {"lang": self.lang} if self.said else {}
        return _address(path, _asked(query | said if "lang" not in query else query))

    def absolute(self, path: str, **query: object) -> str:
        """The address of a page for those outside, in no language of its own."""
        return self.base + _address(path, _asked(query))

    def iframe(self, path: str, title: str, size: tuple[int, int] = FRAME, **query: object) -> str:
        """The HTML that shows a page within somebody else's."""
        source = escape(self.absolute(path, **query))
        room = f'width="{size[0]}" height="{size[1]}"'
        return f'<iframe src="{source}" {room} title="{escape(title)}" loading="lazy"></iframe>'

    def of(self, path: str) -> bool:
        """Whether this page is that one, or lies below it."""
        return self.path == path or (path != "/" and self.path.startswith(f"{path}/"))

    def with_query(self, **changed: object) -> str:
        """This page with some of its questions put otherwise; "" or None leaves one out."""
        kept: dict[str, object] = {name: value for name, value in self.query if name not in changed}
        return self.link(self.path, **kept | changed)

    def twin(self, suffix: str) -> str:
        """The same page as `json`, `csv` or `parquet`."""
        path = "/index" if self.path == "/" else self.path.rstrip("/")
        return _address(f"{path}.{suffix}", list(self.query))

    def static(self, name: str) -> str:
        """The address of a file of the design; it changes when the file does."""
        return f"/static/{name}?v={_digest(name)}"

    @property
    def canonical(self) -> str:
        """The address by which the page is shared."""
        return self.base + _address(self.path, list(self.query))

    @property
    def languages(self) -> tuple[tuple[str, str, str], ...]:
        """Every language of the site: its code, its own name, and this page in it."""
        return tuple((code, name, self.with_query(lang=code)) for code, name in LANGUAGES.items())


def _asked(query: Mapping[str, object]) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in query.items() if value not in {None, ""}]


def _address(path: str, query: list[tuple[str, str]]) -> str:
    asked = urlencode(query)
    return quote(path, safe=_SAFE) + (f"?{asked}" if asked else "")


@cache
def _digest(name: str) -> str:
    file = files("recordbook.web").joinpath("static", *name.split("/"))
    return blake2b(file.read_bytes(), digest_size=6).hexdigest()
