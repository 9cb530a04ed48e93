"""A bundle comes from anybody: what is not one is refused, and nothing in it is taken on trust."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from recordbook.claims import parse
from recordbook.proof.recheck import bundle as bundles
from recordbook.proof.recheck import recheck
from recordbook.stories.bundle import bundle
from recordbook.stories.tell import tell
from recordbook.system.made_world import show_made_world
from recordbook.system.telling import Teller
from recordbook.terminal.app import run
from recordbook.terminal.failing import FAILED, MISUSED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CLAIM = (
    "release:paper-lanterns: first and only album by K-pop soloists with every track >="
    ' 10M streams on "made up" as of 2025-02-19'
)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """The address of a book, and an honest bundle of it."""
    made = show_made_world(tmp_path_factory.mktemp("bundle") / "made.book").after
    matter = Teller(made.prover(), made.book).matter(parse(_CLAIM))
    return made.book.address, bundle(matter, tell(matter))


def _entries(held: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(held)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def _zip(entries: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(zipfile.ZipInfo(name), content)
    return path


def test_an_honest_bundle_holds(given: tuple[str, bytes], tmp_path: Path) -> None:
    """By the command, and by the program that stands alone."""
    book, held = given
    path = tmp_path / "honest.zip"
    path.write_bytes(held)
    assert run(["recheck", str(path), "--book", book]) == 0
    alone = [sys.executable, "-m", "recordbook.proof.recheck", str(path), "--book", book]
    done = subprocess.run(alone, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert (done.returncode, done.stdout.split()[0]) == (0, "holds")


def test_the_same_matter_gives_the_same_bytes(given: tuple[str, bytes]) -> None:
    """No clock and no order of the machine is in a bundle."""
    from recordbook.system import Workspace  # noqa: PLC0415 - opened anew, as another process would

    book, held = given
    again = Workspace.open(book)
    matter = Teller(again.prover(), again.book).matter(parse(_CLAIM))
    assert bundle(matter, tell(matter)) == held
    with zipfile.ZipFile(io.BytesIO(held)) as zipped:
        assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def _other_claim(entries: dict[str, bytes]) -> None:
    entries["claim.txt"] = entries["claim.txt"].replace(b"10M", b"90M")


def _other_rows(entries: dict[str, bytes]) -> None:
    entries["rows.csv"] = entries["rows.csv"].replace(b"10003500", b"99999999")


def _other_verdict(entries: dict[str, bytes]) -> None:
    entries["certificate.json"] = entries["certificate.json"].replace(b"proven", b"refuted")


@pytest.mark.parametrize("change", [_other_claim, _other_rows, _other_verdict])
def test_what_lies_beside_must_agree(
    given: tuple[str, bytes],
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A claim, a row or a verdict that was changed is a problem, and the status says so."""
    book, held = given
    entries = _entries(held)
    change(entries)
    assert (
        run(["recheck", str(_zip(entries, tmp_path / "x.zip")), "--book", book, "--json"]) == FAILED
    )
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert said["holds"] is False
    assert said["problems"]


def test_a_bundle_of_the_certificate_alone_is_enough(
    given: tuple[str, bytes], tmp_path: Path
) -> None:
    """What is not there cannot disagree."""
    book, held = given
    alone = {"certificate.json": _entries(held)["certificate.json"]}
    opened = bundles.opened(_zip(alone, tmp_path / "x.zip"))
    assert opened.problems == []
    assert recheck(opened.certificate, book).ok


_NAMES = (
    *("../evil", "/etc/passwd", "..\\evil", "C:evil", "a/b", "", ".", "..", "x\0y", "folder/"),
)


@pytest.mark.parametrize("name", _NAMES)
def test_names_that_lead_elsewhere_are_refused(
    given: tuple[str, bytes], tmp_path: Path, name: str
) -> None:
    """Absolute paths, parents, folders, drives and names that end early."""
    entries = _entries(given[1]) | {"EVIL": b"x"}
    path = _zip(entries, tmp_path / "x.zip")
    held = path.read_bytes().replace(b"EVIL", name.encode()) if len(name) == len("EVIL") else b""
    if not held:
        path = _zip(_entries(given[1]) | {name: b"x"}, tmp_path / "y.zip")
        if "\0" in name:  # the library cuts it short when writing
            plain = _zip(_entries(given[1]) | {"x_y": b"x"}, tmp_path / "y.zip")
            plain.write_bytes(plain.read_bytes().replace(b"x_y", b"x\0y"))
    else:
        path.write_bytes(held)
    with pytest.raises(bundles.BadBundle):
        bundles.opened(path)


def test_a_file_that_is_there_twice_is_refused(given: tuple[str, bytes], tmp_path: Path) -> None:
    """Which of them is meant cannot be known."""
    path = tmp_path / "x.zip"
    path.write_bytes(given[1])
    with zipfile.ZipFile(path, "a") as zipped, pytest.warns(UserWarning, match="Duplicate"):
        zipped.writestr("claim.txt", "another")
    with pytest.raises(bundles.BadBundle, match="twice"):
        bundles.opened(path)


def test_too_many_files_are_refused(given: tuple[str, bytes], tmp_path: Path) -> None:
    """A bundle has a handful."""
    entries = _entries(given[1]) | {f"x{n}": b"" for n in range(bundles.MOST_FILES)}
    with pytest.raises(bundles.BadBundle, match="files"):
        bundles.opened(_zip(entries, tmp_path / "x.zip"))


def test_too_large_a_file_is_refused_before_it_is_read(
    given: tuple[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it would be unpacked is stated in the zip; no byte of it is unpacked."""
    monkeypatch.setattr(bundles, "MOST_BYTES", 1000)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    path = tmp_path / "x.zip"
    path.write_bytes(given[1])
    with pytest.raises(bundles.BadBundle, match="larger"):
        bundles.opened(path)


def test_a_file_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    """A zip that understates a size is broken, and no more than the size is read."""
    path = _zip({"certificate.json": b" " * 100_000}, tmp_path / "x.zip")
    held = path.read_bytes().replace(struct.pack("<L", 100_000), struct.pack("<L", 10))
    path.write_bytes(held)
    with pytest.raises(bundles.BadBundle):
        bundles.opened(path)


def test_links_and_encrypted_files_are_refused(given: tuple[str, bytes], tmp_path: Path) -> None:
    """A symbolic link may lead anywhere, and what is encrypted cannot be read."""
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        link = zipfile.ZipInfo("certificate.json")
        link.external_attr = 0o120777 << 16
        zipped.writestr(link, "/etc/passwd")
    with pytest.raises(bundles.BadBundle):
        bundles.opened(path)
    coded = bytearray(_zip(_entries(given[1]), tmp_path / "coded.zip").read_bytes())
    at = coded.index(b"PK\x01\x02")
    coded[at + 8] |= 1
    (tmp_path / "coded.zip").write_bytes(coded)
    with pytest.raises(bundles.BadBundle):
        bundles.opened(tmp_path / "coded.zip")


@pytest.mark.parametrize(
    "certificate",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[" * 200_000,
        b"null",
        b"[]",
        b'"x"',
        b'{"body": 3}',
        b'{"body": {}}',
    ],
)
def test_what_is_no_certificate_is_said_to_be_none(
    given: tuple[str, bytes], tmp_path: Path, certificate: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the file holds, the command ends with a message, never with a traceback."""
    path = _zip({"certificate.json": certificate}, tmp_path / "x.zip")
    assert run(["recheck", str(path), "--book", given[0]]) in {MISUSED, FAILED}
    said = capsys.readouterr()
    assert "mistake in recordbook" not in said.err


def test_a_broken_zip_is_refused(given: tuple[str, bytes], tmp_path: Path) -> None:
    """Cut anywhere, or with any byte turned, it is refused or says the same as before."""
    honest = tmp_path / "honest.zip"
    honest.write_bytes(given[1])
    before = bundles.opened(honest)
    path = tmp_path / "x.zip"
    held = given[1]
    step = max(len(held) // 60, 1)
    for at in range(4, len(held), step):
        for broken in (held[:at], held[:at] + bytes([held[at] ^ 0xFF]) + held[at + 1 :]):
            path.write_bytes(broken)
            try:
                found = bundles.opened(path)
            except bundles.BadBundle:
                continue
            assert found.certificate == before.certificate


def test_a_remedy_names_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no zip and no JSON, or none at all, says where certificates come from."""
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04 and then nothing")
    for one in (path, tmp_path / "none.zip", tmp_path):
        assert run(["recheck", str(one), "--book", "nowhere"]) == MISUSED
        assert "tell --as bundle" in capsys.readouterr().err
