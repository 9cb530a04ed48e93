"""The package says of itself what is true."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata, version
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_PINS = (_ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_metadata_matches_the_project() -> None:
    """The installed package carries the name, version, licence and floor that pyproject states."""
    said = metadata("recordbook")
    project = _PROJECT["project"]
    assert (said["Name"], version("recordbook")) == (project["name"], project["version"])
    assert said["License-Expression"] == "Apache-2.0"
    assert said["Requires-Python"] == project["requires-python"] == ">=3.11"


def test_changelog_names_the_version() -> None:
    """The changelog has an entry for the version that pyproject states, or one unreleased."""
    changelog = (_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    assert headings[0] in {"Unreleased", _PROJECT["project"]["version"]}


def test_every_pin_is_exact_and_has_no_address() -> None:
    """A constraint is a name and one version: no address, path or option."""
    pins = [line for line in _PINS if not line.startswith("#")]
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []


def test_every_direct_requirement_is_pinned() -> None:
    """What pyproject asks for, the constraints pin."""
    asked = _PROJECT["project"]["dependencies"] + _PROJECT["dependency-groups"]["dev"]
    asked += _PROJECT["build-system"]["requires"]
    names = {_canonical(re.split(r"[\[><=~! ]", line)[0]) for line in asked}
    pinned = {_canonical(line.split("==")[0]) for line in _PINS}
    assert names - pinned == set()
