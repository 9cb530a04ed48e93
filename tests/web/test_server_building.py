"""The site as files: complete, relative or at an address, and nothing of others is touched."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from recordbook.web.building import MANIFEST, build
from recordbook.web.errors import NotOurs
from recordbook.web.places import place_of
from recordbook.web.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 40
_LINK = re.compile(r'\b(?:href|src|action)="([^"]*)"')


@pytest.fixture(scope="module")
def folder(demo_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first pages of the demo's site, wherever they may lie."""
    path = tmp_path_factory.mktemp("site")
    built = build(Settings(book=str(demo_book)), path, most=_MOST, workers=1)
    assert built.failed == ()
    assert built.files >= _MOST
    return path


def test_the_manifest_is_what_lies_there(folder: Path) -> None:
    """Every file is in the manifest with its size, and nothing else was left behind."""
    said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    there = {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    assert {file: one["bytes"] for file, one in said["files"].items()} == there
    assert {"index.html", "index.json", "sources/index.html", "help/index.html"} <= set(there)


def test_links_lead_to_files(folder: Path) -> None:
    """Every link within the site is relative, and leads to a file or beyond what was asked for."""
    built = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    followed = 0
    for page in folder.rglob("*.html"):
        for link in map(unescape, _LINK.findall(page.read_text(encoding="utf-8"))):
            assert not link.startswith("/"), (page, link)
            if link and "://" not in link and not link.startswith(("#", "mailto:")):
                target = (page.parent / unquote(link.partition("#")[0])).resolve()
                assert target.is_relative_to(folder.resolve())
                followed += target.is_file()
    assert followed > len(built)


def test_what_has_not_changed_is_left_alone(folder: Path, demo_book: Path) -> None:
    """Published again, nothing is written but the manifest, and what is not ours is refused."""
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*.html")}
    again = build(Settings(book=str(demo_book)), folder, most=_MOST, workers=1)
    assert (again.changed, again.removed) == (0, 0)
    assert times == {path: path.stat().st_mtime_ns for path in folder.rglob("*.html")}
    (folder / MANIFEST).rename(folder / "kept")
    with pytest.raises(NotOurs):
        build(Settings(book=str(demo_book)), folder, most=1, workers=1)
    (folder / "kept").rename(folder / MANIFEST)


def test_a_site_at_an_address_says_so(demo_book: Path, tmp_path: Path) -> None:
    """With a base, links and what is shared carry it, and what went away is removed."""
    base = "https://records.example/book"
    first = build(Settings(book=str(demo_book)), tmp_path, base=base, most=12, workers=1)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert f'href="{base}/sources/"' in page
    assert f'rel="canonical" href="{base}/"' in page
    fewer = build(Settings(book=str(demo_book)), tmp_path, base=base, most=4, workers=1)
    assert fewer.removed == first.files - fewer.files > 0


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/",
        "https://evil.example/",
        "/../x",
        "/a/%2e%2e/x",
        "/a/..%5c..%2fx",
        "/api/v1/",
        "x",
        "",
    ],
)
def test_no_address_leads_out_of_the_folder(address: str) -> None:
    """An address that is none of the site's, or would climb, has no file."""
    place = place_of(address)
    assert place is None or ".." not in place.file.split("/")
