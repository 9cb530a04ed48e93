"""Where the pages of a site lie as files, and how one leads to another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape
from posixpath import relpath
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from recordbook.web.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HTML = "text/html"

DOCUMENT = "/api/v1/openapi.json"
"""The one address of the API that needs no server."""

_LINK = re.compile(r'\b(href|src|action|content)="([^"]*)"')
_DATA = re.compile(r"\.(?:json|csv|parquet|png|svg|zip|atom|ics|css|js|txt|xml|woff2)$")
_UNFIT = re.compile(r"[^\w.=,+ -]+")
_LONGEST = 120
_DEFAULT = next(iter(LANGUAGES))

FOLLOWED: Mapping[str, frozenset[str]] = {
    "/cohorts": frozenset({"of", "measure", "day", "platform", "start"}),
    "/next": frozenset({"of", "measure", "platform"}),
}
"""Questions that a site without a server answers too: of these addresses, with these keys."""

_SHAPES = frozenset({"shape", "theme", "start", "lang", "kind"})
"""Questions about the form of a page or a picture, answered everywhere."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the site, and the file it lies in."""

    address: str
    file: str


def place_of(address: str) -> Place | None:
    """Where an address of the site lies; None where it is none, or needs a server.

    >>> place_of("/records/abc?lang=ko").file, place_of("/records/abc.json").file
    ('records/abc/lang=ko/index.html', 'records/abc.json')
    >>> place_of("//elsewhere.example/"), place_of("/ask?claim=x").file
    (None, 'ask/index.html')
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    path, query = parts.path, dict(parse_qsl(parts.query))
    if path.startswith("/api/") and path != DOCUMENT:
        return None
    if {".", ".."} & set(unquote(path).replace("\\", "/").split("/")):
        return None
    kept = {} if path.startswith("/static/") else _kept(path, query)
    asked = "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in kept.items())
    said = _said(kept)
    stem = unquote(path).strip("/")
    if _DATA.search(path):
        folder, _, name = stem.rpartition("/")
        bare, dot, ending = name.rpartition(".")
        file = "/".join(filter(None, [folder, f"{bare}{'.' * bool(said)}{said}{dot}{ending}"]))
    else:
        file = "/".join(filter(None, [stem, said, "index.html"]))
    return Place(path + (f"?{asked}" if asked else ""), "/".join(map(_short, file.split("/"))))


def twin_of(address: str, ending: str) -> str:
    """The address of a page's twin.

    >>> twin_of("/cohorts?of=albums", "csv"), twin_of("/", "json")
    ('/cohorts.csv?of=albums', '/index.json')
    """
    path, mark, query = address.partition("?")
    return f"{'/index' if path == '/' else path}.{ending}{mark}{query}"


def links(html: str, base: str) -> Iterator[str]:
    """Every address of the site that a page leads to, without the base."""
    for found in _LINK.finditer(html):
        address = _within(unescape(found[2]), base)
        if address:
            yield address


def placed(html: str, file: str, base: str) -> str:
    """A page as a file: its links lead to files, from where it lies or by the site's base."""
    here = file.rpartition("/")[0]

    def to(found: re.Match[str]) -> str:
        address = _within(unescape(found[2]), base)
        place = place_of(address) if address else None
        if place is None:
            return found[0]
        mark = urlsplit(address).fragment
        target = quote(place.file.removesuffix("index.html") if base else place.file)
        said = f"{base}/{target}" if base else relpath(target, quote(here) or ".")
        return f'{found[1]}="{said}{f"#{quote(mark)}" if mark else ""}"'

    return _LINK.sub(to, html)


def _within(address: str, base: str) -> str:
    """An address of this site without the base; "" for any other."""
    if base and address.startswith(f"{base}/"):
        return address.removeprefix(base)
    return address if address.startswith("/") and not address.startswith("//") else ""


def _kept(path: str, query: Mapping[str, str]) -> dict[str, str]:
    """The questions of an address that a file can answer, in order."""
    stem = _DATA.sub("", path)
    known = FOLLOWED.get(stem, frozenset()) | _SHAPES
    if path.startswith("/feeds/"):
        known |= FOLLOWED["/next"]
    said = {name: query[name] for name in sorted(query) if name in known and query[name]}
    return {name: value for name, value in said.items() if (name, value) != ("lang", _DEFAULT)}


def _said(kept: Mapping[str, str]) -> str:
    """The questions as part of a name: in words where they are few, else a mark of them."""
    words = ",".join(f"{name}={value}" for name, value in kept.items())
    return _marked(words) if _UNFIT.search(words) else words


def _short(name: str) -> str:
    """A name that any disk takes."""
    if len(name.encode()) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    return _marked(stem or name) + dot + ending


def _marked(words: str) -> str:
    return blake2b(words.encode(), digest_size=8).hexdigest()
