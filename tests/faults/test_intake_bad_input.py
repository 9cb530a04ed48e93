"""Bad files: each gives one clear error, names what is wrong, and leaves nothing behind."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from recordbook.intake import errors
from recordbook.intake.door import take
from recordbook.intake.source import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.errors import SourceError

_ID = "2N0SPREDYqILVEFSsWF5N5"
_HEADER = "date,track_id,streams_total,streams_daily\n"
_GOOD = f"{_HEADER}2024-01-02,{_ID},1664304404,1154013\n"


def _write(folder: Path, data: bytes | str, name: str = "day.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def _refused(path: Path, error: type[SourceError], match: str) -> SourceError:
    """The error that the file gives, with nothing written beside it."""
    with pytest.raises(error, match=match) as caught:
        take(path, rejects=None)
    assert [other.name for other in path.parent.iterdir()] == [path.name]
    assert caught.value.remedy
    return caught.value


def _row(date_: str = "2024-01-02", key: str = _ID, total: str = "5") -> str:
    return f"{_HEADER}{date_},{key},{total},1\n"


@pytest.mark.parametrize(
    ("data", "error", "match"),
    [
        (b"", errors.EmptyFile, "holds nothing"),
        (_HEADER, errors.EmptyFile, "nothing in it to take"),
        (gzip.compress(_GOOD.encode())[:-9], errors.TruncatedFile, "cut off"),
        (gzip.compress(_GOOD.encode())[:-8] + b"12345678", errors.TruncatedFile, "damaged"),
        (b"PK\x03\x04 and no more", errors.TruncatedFile, "damaged"),
        (_GOOD.replace("1664", "\u00e9").encode("latin-1"), errors.WrongEncoding, "line 2.*0xe9"),
        (_GOOD.encode("utf-16"), errors.WrongEncoding, "UTF-16"),
        ("<!DOCTYPE html><title>403 Forbidden</title>", errors.ErrorPage, "403 Forbidden"),
        ("<?xml version='1.0'?><Error><Message>Denied</Message>", errors.ErrorPage, "Denied"),
        ("a,b\n1,2\n", errors.UnknownFormat, "begins 'a,b'"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", errors.UnknownFormat, "no known format"),
        (b"PAR1 and no more", errors.BadTable, "day.csv"),
        (_GOOD.replace("streams_daily", "date"), errors.UnknownFormat, "no known format"),
        (_row(total="-5"), errors.ManyProblems, "line 2, streams_total '-5': .* negative"),
        (_row(total="9223372036854775808"), errors.ManyProblems, "larger than any count"),
        (_row(total="1,5"), errors.ManyProblems, "line 2, row .*5 cells under 4 columns"),
        (_row(total="0x10"), errors.ManyProblems, "plain digits"),
        (_row(total="1.5e9"), errors.ManyProblems, "plain digits"),
        (_row(total='"=HYPERLINK(""x"")"'), errors.ManyProblems, "spreadsheet formula"),
        (_row("8/7/2026"), errors.ManyProblems, "day and which the month is not said"),
        (_row("2026-02-30"), errors.ManyProblems, "no such day"),
        (_row("0001-01-01"), errors.ManyProblems, "1900 to 2199"),
        (_row(""), errors.ManyProblems, "not a day"),
        (_row(key=""), errors.ManyProblems, "what was counted"),
        (_row(key="=cmd|' /C calc'!A0"), errors.ManyProblems, "not a Spotify id"),
        (f'{_HEADER}2024-01-02,"{_ID},5,1\n', errors.ManyProblems, "cells under 4 columns"),
    ],
)
def test_one_clear_error(
    tmp_path: Path, data: bytes | str, error: type[SourceError], match: str
) -> None:
    """Whatever is wrong is said by file, line and value, with a remedy, and nothing is written."""
    _refused(_write(tmp_path, data), error, match)


def test_no_such_file(tmp_path: Path) -> None:
    """A path without a file, and a folder, are said to be that."""
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(errors.CannotOpen, match="no such file"):
            take(path)


def test_duplicate_headers(tmp_path: Path) -> None:
    """Two columns of one name are refused, not chosen between."""
    path = _write(tmp_path, "date,track_id,streams_total,date\n1,2,3,4\n")
    with pytest.raises(errors.DuplicateColumns, match="'date'"):
        take(path, Settings(mapping="kworb-taylor-swift-daily"))


def test_a_line_of_a_gigabyte(tmp_path: Path) -> None:
    """A file that is one endless line is refused before it is cut into cells."""
    path = _write(tmp_path, _HEADER)
    with path.open("r+b") as file:
        file.truncate(1 << 30)
    _refused(path, errors.TooLarge, "line 2 is longer than 1 MiB")


def test_a_gzip_bomb(tmp_path: Path) -> None:
    """What unpacks to over 200 times its size is not unpacked to the end."""
    path = _write(tmp_path, gzip.compress(_HEADER.encode() + b"0" * (64 << 20)), "day.csv.gz")
    _refused(path, errors.TooLarge, "200 times")


def test_a_zip_bomb(tmp_path: Path) -> None:
    """The same holds of a zip, whatever size it declares."""
    path = tmp_path / "day.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("day.csv", b"0" * (64 << 20))
    _refused(path, errors.TooLarge, "200 times")


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    """The limit on bytes holds for plain files too."""
    with pytest.raises(errors.TooLarge):
        take(_write(tmp_path, _GOOD), Settings(largest=50))


def test_a_zip_of_two_files(tmp_path: Path) -> None:
    """Which file of several is meant is not guessed."""
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", _GOOD)
        archive.writestr("b.csv", _GOOD)
    _refused(path, errors.CannotOpen, "2 files, not one")


def test_zip_and_gzip_hold_what_the_plain_file_holds(tmp_path: Path) -> None:
    """Compression changes the digest and nothing else."""
    packed = tmp_path / "day.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("day.csv", _GOOD)
        archive.writestr("__MACOSX/._day.csv", b"x")
    files = (
        _write(tmp_path, _GOOD),
        _write(tmp_path, gzip.compress(_GOOD.encode()), "day.gz"),
        packed,
    )
    plain, *others = (take(path) for path in files)
    for other in others:
        assert other.tables["observations"].equals(plain.tables["observations"])


def test_refused_rows_are_kept_for_inspection(tmp_path: Path) -> None:
    """All refused rows lie in the reject file with reasons, formulas made harmless."""
    rows = "".join(f"2024-01-02,{_ID[:-2]}{n:02},-{n + 1},1\n" for n in range(30))
    path = _write(tmp_path, _GOOD + rows + f"2024-01-02,{_ID},=1+1,1\n")
    with pytest.raises(errors.ManyProblems, match=r"31 problems.*nothing was taken") as caught:
        take(path, rejects=tmp_path / "rejects")
    kept = (tmp_path / "rejects" / "day.csv.rejects.csv").read_text(encoding="utf-8").splitlines()
    assert "and 11 more" in str(caught.value)
    assert "day.csv.rejects.csv" in str(caught.value)
    assert len(kept) == 32
    assert kept[1].startswith("3,streams_total,'-1,a count cannot be negative")
    assert kept[-1].startswith("33,streams_total,'=1+1,")


def test_partial_takes_the_other_rows(tmp_path: Path) -> None:
    """With `partial` the good rows are a batch of their own, and the report counts the others."""
    path = _write(tmp_path, _GOOD + f"2024-01-03,{_ID},-5,1\n2024-01-04,{_ID}\n")
    batch = take(path, Settings(partial=True), rejects=tmp_path / "rejects")
    assert batch.report.refused == 2
    assert batch.report.taken == {"observations": 1}
    assert (tmp_path / "rejects" / "day.csv.rejects.csv").is_file()
    assert (
        take(_write(tmp_path, _GOOD), Settings(partial=True)).digest
        == take(_write(tmp_path, _GOOD)).digest
    )


def test_lines_are_counted_through_quotes_and_blanks(tmp_path: Path) -> None:
    """The line named is the file's own, whatever stands before it."""
    text = (
        "date,video_id,group,title,views_total\n"
        '2024-01-02,a,g,"two\nlines",5\n'
        "\n"
        "2024-01-02,b,g,t,-1\n"
    )
    with pytest.raises(errors.ManyProblems, match="line 5, views_total '-1'"):
        take(_write(tmp_path, text))


@pytest.mark.parametrize(
    ("settings", "match"),
    [
        ({"page_lag": -1}, "page lag of -1"),
        ({"page_lag": 400}, "page lag of 400"),
        ({"region": "the moon"}, "no region"),
    ],
)
def test_settings_that_cannot_be(settings: dict[str, object], match: str) -> None:
    """A setting that no file can mean is refused before any file is opened."""
    with pytest.raises(errors.BadSetting, match=match):
        Settings(**settings)  # type: ignore[arg-type]


def test_what_was_asked_for_must_exist(tmp_path: Path) -> None:
    """Unknown sources and mappings are answered with those that there are."""
    path = _write(tmp_path, _GOOD)
    with pytest.raises(errors.UnknownSource, match="spotify-chart-csv"):
        take(path, Settings(source="melon"))
    with pytest.raises(errors.UnknownMapping, match="billboard-hot-100"):
        take(path, Settings(mapping="melon"))


def test_counts_without_a_day(tmp_path: Path) -> None:
    """A mapping without a day column needs the day as a setting."""
    maps = tmp_path / "mappings"
    maps.mkdir()
    _write(
        maps,
        'title="t"\nsource="s"\nkey="spotify:track:{id}"\n[[readings]]\ncolumn="n"\nmetric="total"\n',
        "bare.toml",
    )
    path = _write(tmp_path, f"id,n\n{_ID},5\n")
    with pytest.raises(errors.MissingSetting, match="which day"):
        take(path, Settings(mapping="bare", mappings=maps))
    settings = Settings(mapping="bare", mappings=maps, day=date(2024, 1, 1))
    assert take(path, settings).report.first == date(2024, 1, 1)
