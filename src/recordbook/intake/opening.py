"""Opening a file of any kind: plain, gzip or zip, within bounds, as one stretch of bytes."""

from __future__ import annotations

import gzip
import hashlib
import mmap
import tempfile
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, cast

import pyarrow as pa

from recordbook.intake.errors import CannotOpen, EmptyFile, TooLarge, TruncatedFile
from recordbook.intake.source import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

_STEP = 1 << 20
_IN_MEMORY = 64 << 20  # smaller files are copied, so that no other program can change them under us
_RATIO, _RATIO_FROM = 200, 16 << 20  # text of counts shrinks some 10 times, never 200 times


def open_file(path: Path, *, largest: int) -> SourceFile:
    """The file at `path`, decompressed by what its first bytes say.

    Raises `CannotOpen`, `EmptyFile`, `TruncatedFile` or `TooLarge` (more than `largest` bytes, or
    more than 16 MiB out of less than a 200th of it).
    """
    if not path.is_file():
        raise CannotOpen(f"{path}: there is no such file", remedy="Check the path.")
    try:
        with path.open("rb") as raw:
            digest = hashlib.file_digest(raw, "sha256").hexdigest()
            raw.seek(0)
            data = _contents(path, raw, largest)
    except OSError as error:
        raise CannotOpen(f"{path}: {error.strerror or error}", remedy="Check the file.") from error
    if data.size == 0:
        raise EmptyFile(
            f"{path.name}: the file holds nothing", remedy="Download or export it again."
        )
    return SourceFile(path.name, data, digest)


def _contents(path: Path, raw: IO[bytes], largest: int) -> pa.Buffer:
    size = path.stat().st_size
    magic = raw.read(4)
    raw.seek(0)
    try:
        if magic[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=raw) as stream:
                return _bounded(path.name, cast("IO[bytes]", stream), size, largest)
        if magic == b"PK\x03\x04":
            with (
                zipfile.ZipFile(raw) as archive,
                archive.open(_member(path.name, archive)) as stream,
            ):
                return _bounded(path.name, stream, size, largest)
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
        raise TruncatedFile(
            f"{path.name}: the compressed file is cut off or damaged ({error})",
            remedy="Download or copy it again.",
        ) from error
    except (NotImplementedError, RuntimeError) as error:  # zip: unknown method, or a password
        raise CannotOpen(f"{path.name}: {error}", remedy="Unpack the file first.") from error
    if size > largest:
        raise _too_large(path.name, largest)
    return _mapped(raw) if size > _IN_MEMORY else pa.py_buffer(raw.read())


def _member(name: str, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [
        member
        for member in archive.infolist()
        if not member.is_dir() and not member.filename.startswith("__MACOSX/")
    ]
    if len(members) != 1:
        raise CannotOpen(
            f"{name}: the archive holds {len(members)} files, not one",
            remedy="Unpack it and take the files one by one.",
        )
    return members[0]


def _bounded(name: str, stream: IO[bytes], packed: int, largest: int) -> pa.Buffer:
    """All that `stream` gives, unless that is more than is safe; no declared size is believed."""
    total = 0
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
        while chunk := stream.read(_STEP):
            total += len(chunk)
            if total > largest or total > max(_RATIO_FROM, packed * _RATIO):
                raise _too_large(name, largest)
            kept.write(chunk)
        kept.seek(0)
        return _mapped(cast("IO[bytes]", kept)) if total > _IN_MEMORY else pa.py_buffer(kept.read())


def _mapped(file: IO[bytes]) -> pa.Buffer:
    return pa.py_buffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _too_large(name: str, largest: int) -> TooLarge:
    return TooLarge(
        f"{name}: the file unpacks to more than {largest >> 20:,} MiB, or to more than "
        f"{_RATIO} times its size",
        remedy="If it is really that large, split it; if you do not know it, delete it.",
    )
