"""`recordbook publish`: to outlets, as the terminal does it, or the site to a folder."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from recordbook.terminal.figures import many
from recordbook.terminal.finding import progress
from recordbook.terminal.page import Page
from recordbook.terminal.publishing import run_publish as run_outlets
from recordbook.web.errors import OneFolder
from recordbook.web.settings import Settings

if TYPE_CHECKING:
    from recordbook.terminal.publishing import Publication
    from recordbook.web.building import Site
    from recordbook.web.files import Files

_FOLDER = re.compile(r"[/\\.]")
"""What the name of an outlet never has, and that of a folder is written with."""

_FAILED = 1
_SHOWN = 5


def run_publish(book: str, asked: Publication, files: Files) -> int:
    """Publish to outlets, or to the one folder that is named; the status of the command."""
    folders = [name for name in asked.to if _FOLDER.search(name) or Path(name).is_dir()]
    if not folders:
        return run_outlets(book, asked)
    if len(asked.to) > 1:
        raise OneFolder(remedy="publish to the folder by itself")
    from recordbook.web.building import build  # noqa: PLC0415 - outlets need no pages

    page = Page()
    with progress("making pages") as told:
        site = build(
            Settings(book=book),
            Path(folders[0]),
            base=files.base,
            most=files.most,
            workers=files.workers,
            told=told,
        )
    if asked.json:
        page.json(asdict(site))
    else:
        _show(page, site, folders[0])
    return _FAILED if site.failed else 0


def _show(page: Page, site: Site, folder: str) -> None:
    size = f"{site.size / 1e6:,.1f} MB"
    page.line(f"{folder}: {many(site.files, 'file')}, {size}", indent=0)
    page.line(f"{many(site.pages, 'page')}, {site.changed:,} files new or changed", indent=2)
    if site.removed:
        page.line(f"{many(site.removed, 'file')} removed: no page leads there any more", indent=2)
    if site.beyond:
        page.line(f"{many(site.beyond, 'address', 'addresses')} left out: see --most", indent=2)
    for address in site.failed[:_SHOWN]:
        page.line(f"could not be made: {address}", indent=2)
    if len(site.failed) > _SHOWN:
        page.line(f"and {len(site.failed) - _SHOWN:,} more", indent=2)
