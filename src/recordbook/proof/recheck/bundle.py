"""Open an evidence bundle: a zip whose certificate, claim and rows say the same.

A zip comes from anybody: nothing is unpacked to disk, names that lead elsewhere, doubled names and
too many or too large files are refused, and no more is read than the limits allow.
"""

from __future__ import annotations

import csv
import io
import json
import stat
import struct
import zipfile
import zlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

MOST_FILES = 32
MOST_BYTES = 512 * 1024 * 1024
"""Of all files of a bundle together, unpacked."""

CERTIFICATE, CLAIM, ROWS = "certificate.json", "claim.txt", "rows.csv"

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error)
_ENCRYPTED = 0x1
_DAY = "day"
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")


class BadBundle(ValueError):
    """The zip is no evidence bundle."""


class Bundle(NamedTuple):
    """The certificate of a bundle, and where the other files tell something else."""

    certificate: Any
    problems: list[str]


def is_bundle(path: Path) -> bool:
    """Whether a file begins as a zip does."""
    with path.open("rb") as file:
        return file.read(4) in _MAGIC


def opened(path: Path) -> Bundle:
    """The certificate in a bundle, and the problems with what lies beside it.

    BadBundle: the zip is broken or hostile, or holds no certificate that can be read.
    """
    held = _held(path)
    if CERTIFICATE not in held:
        raise BadBundle(f"there is no {CERTIFICATE} in it")
    try:
        certificate = json.loads(held[CERTIFICATE].decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadBundle(f"{CERTIFICATE} is not JSON: {error}") from error
    return Bundle(certificate, _problems(certificate, held))


def _held(path: Path) -> dict[str, bytes]:
    """The files of a zip that are looked at, if all files in it are as a bundle has them."""
    try:
        with zipfile.ZipFile(path) as zipped:
            files = _checked(zipped)
            wanted = (CERTIFICATE, CLAIM, ROWS)
            return {name: _read(zipped, files[name]) for name in wanted if name in files}
    except BadBundle:
        raise
    except (*_BROKEN, EOFError, OSError, RuntimeError, ValueError) as error:
        raise BadBundle(f"the zip cannot be read: {error}") from error


def _checked(zipped: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip by name, if all of them are as a bundle has them."""
    entries = zipped.infolist()
    if len(entries) > MOST_FILES:
        raise BadBundle(f"it holds {len(entries):,} files, and a bundle {MOST_FILES} at most")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise BadBundle(f"unpacked it is larger than {MOST_BYTES:,} bytes")
    files: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.filename
        if not _plain(entry):
            raise BadBundle(f"{name[:80]!r} is no name of a file in a bundle")
        if name in files:
            raise BadBundle(f"{name[:80]!r} is in it twice")
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            raise BadBundle(f"{name[:80]!r} is encrypted, or packed in a way that is not read")
        files[name] = entry
    return files


def _plain(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a plain file in the zip's own folder."""
    name, mode = entry.orig_filename, entry.external_attr >> 16
    odd = any(mark in name for mark in ("/", "\\", ":", "\0")) or name in {"", ".", ".."}
    return not odd and (stat.S_ISREG(mode) or not stat.S_IFMT(mode))


def _read(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What a file holds; a file that is larger than it says is refused."""
    with zipped.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise BadBundle(f"{entry.filename!r} is not of the size that it states")
    return content


def _problems(certificate: Any, beside: dict[str, bytes]) -> list[str]:
    """Where the claim or the rows beside a certificate are not the certificate's."""
    try:
        body = certificate["body"]
        claim, rows = f"{body['claim']['text']}\n".encode(), _csv(body["rows"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, IndexError):
        return []  # recheck says what is wrong with the certificate itself
    problems: list[str] = []
    if beside.get(CLAIM, claim) != claim:
        problems.append(f"{CLAIM} tells another claim than the certificate")
    if beside.get(ROWS, rows) != rows:
        problems.append(f"{ROWS} holds other rows than the certificate")
    return problems


def _csv(rows: dict[str, list[Any]]) -> bytes:
    """The rows of a certificate as a bundle writes them."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(rows)
    for cells in zip(*rows.values(), strict=True):
        writer.writerow([_cell(name, cell) for name, cell in zip(rows, cells, strict=True)])
    return made.getvalue().encode()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == _DAY:
        return (date(1970, 1, 1) + timedelta(days=value)).isoformat()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in {*"=+-@\t\r"} else text
