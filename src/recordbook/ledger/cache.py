"""Local copies of the immutable files of a book in object storage."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from recordbook.ledger.place import storage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.ledger.place import Place


def default_cache() -> Path:
    """The user's cache folder: `$XDG_CACHE_HOME/recordbook`, else `~/.cache/recordbook`."""
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(home).expanduser() / "recordbook"


def own_folder(place: Place, cache: Path) -> Path:
    """The folder in the cache that belongs to one book."""
    return cache / hashlib.sha256(place.address.encode()).hexdigest()[:16]


def kept(place: Place, table: str, names: Sequence[str], cache: Path) -> list[str]:
    """The paths of local copies of a table's files; what is there is not fetched again."""
    folder = own_folder(place, cache) / table
    with storage(f"{place.uri(table)} was not copied to {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        missing = [name for name in names if not (folder / name).exists()]
        files = place.filesystem(table) if missing else None
        for name in missing:
            if files is not None:
                with (
                    NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part,
                    files.open_input_stream(name) as remote,
                ):
                    shutil.copyfileobj(remote, part)
                Path(part.name).replace(folder / name)
    return [str(folder / name) for name in names]
