"""The page of rules: what every step of SQL says, from the header of its file."""

from __future__ import annotations

import re
from pathlib import Path

import recordbook

_SOURCE = Path(recordbook.__path__[0])
_PART = re.compile(r"\s*\b(Grain|Units|Reads): ")
_RULES = re.compile(r"^([a-z][a-z, -]*): (.*)$", re.DOTALL)
_HEAD = """\
# Rules and steps

A bound is only as good as the rule behind it. These are the rules that certificates name, each with
the step of SQL that applies it.

| rule | says | step |
| --- | --- | --- |
"""


def header(path: Path) -> dict[str, str]:
    """The parts of the comment that a file begins with: `says`, `Grain`, `Units`, `Reads`."""
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("--"):
            break
        lines.append(line[2:].strip())
    says, *parts = _PART.split(" ".join(lines))
    return {"says": says, **dict(zip(parts[::2], parts[1::2], strict=True))}


def _sentence(text: str) -> str:
    """The text with its first letter large, as a page wants it."""
    return text[:1].upper() + text[1:]


def page() -> str:
    """The named rules as a table, and every step with its grain, units and what it reads."""
    rules: list[str] = []
    steps: list[str] = []
    for path in sorted(_SOURCE.rglob("*.sql")):
        parts = header(path)
        name = path.relative_to(_SOURCE).with_suffix("").as_posix()
        says = parts["says"].replace("|", r"\|")
        if found := _RULES.match(says):
            rules.append(f"| {found[1]} | {_sentence(found[2])} | [{name}](#{_anchor(name)}) |")
        rest = [f"- {key}: {parts[key]}" for key in ("Grain", "Units", "Reads") if key in parts]
        steps += [f"## {name}", "", _sentence(parts["says"]), "", *rest, ""]
    return _HEAD + "\n".join([*rules, "", *steps])


def _anchor(name: str) -> str:
    """The place on the page that a heading makes: letters, digits and underscores alone."""
    return re.sub(r"[^\w-]", "", name)
