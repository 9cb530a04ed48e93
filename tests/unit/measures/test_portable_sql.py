"""Every step of SQL stays within what both engines read alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

SOURCE = Path(__file__).resolve().parents[3] / "src" / "recordbook"
STEPS = sorted(SOURCE.rglob("*.sql"))
WORDS = re.compile(
    r"\b(VARCHAR|DATEDIFF|DATE_DIFF|LAST_VALUE|FIRST_VALUE|LISTAGG|ARRAY_AGG|CONCAT|EXCLUDE|SHA256"
    r"|HASH|NAMED_STRUCT|STRUCT_PACK|ASOF|MATCH_CONDITION|MAX_BY|MIN_BY|ARG_MAX|ARG_MIN|DIV|HUGEINT)\b"
    r"|\bEVERY *\(|\bBY NAME\b|\|>|//|::|\"",
    re.IGNORECASE,
)
HEADER = re.compile(r"-- \S.*\bGrain: \S.*\bReads: \S", re.DOTALL)
NUMBERS = re.compile(r"\b(low|high|streams)\b")


def bare(path: Path) -> str:
    """The step without comments, its parameters as text that parses."""
    sql = re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
    return re.sub(r"\$([a-z_]+)", r"1", sql)


def header(path: Path) -> str:
    """The comment that a step begins with."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(
        line
        for line in lines[
            : next(
                (place for place, line in enumerate(lines) if not line.startswith("--")), len(lines)
            )
        ]
    )


EACH = pytest.mark.parametrize(
    "path", STEPS, ids=lambda path: f"{path.parent.parent.name}.{path.stem}"
)


@EACH
def test_steps_use_no_word_that_engines_read_differently(path: Path) -> None:
    """No type, function or sign of the table of differences stands in a step."""
    text = re.sub(r"'[^']*'", "''", bare(path))
    assert not [match.group(0) for match in WORDS.finditer(text)]


@EACH
def test_steps_parse_the_same_on_both_engines(path: Path) -> None:
    """Both dialects parse the step, and each column it orders by says where nulls stand."""
    for dialect in ("duckdb", "spark"):
        tree = sqlglot.parse_one(bare(path), dialect=dialect)
        assert not [node.sql() for node in tree.find_all(exp.Struct, exp.Command)]
    text = re.sub(r"\s+", " ", bare(path))
    for clause in re.findall(r"ORDER BY (.*?)(?:\)|$| RANGE | ROWS | LIMIT )", _flat(text)):
        keys = clause.split(",")
        assert all(re.search(r"NULLS (FIRST|LAST)", key) for key in keys), clause


@EACH
def test_sums_say_their_type(path: Path) -> None:
    """A sum is cast: one engine would widen it, the other not."""
    tree = sqlglot.parse_one(bare(path), dialect="duckdb")
    for total in tree.find_all(exp.Sum):
        parent = total.parent
        while isinstance(parent, (exp.Filter, exp.Window)):
            parent = parent.parent
        assert isinstance(parent, exp.Cast), total.sql()


@EACH
def test_steps_say_what_they_answer(path: Path) -> None:
    """A step begins with its question, its grain, its units if it has numbers, and its tables."""
    said = header(path)
    assert HEADER.match(said)
    if NUMBERS.search(bare(path)):
        assert "Units:" in said


def _flat(text: str) -> str:
    """The text with what stands in brackets within an ORDER BY taken out."""
    while True:
        inner = re.sub(r"(ORDER BY [^()]*)\([^()]*\)", r"\1", text)
        if inner == text:
            return text
        text = inner
