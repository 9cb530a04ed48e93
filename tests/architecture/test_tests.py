"""The tests keep their own rules."""

from __future__ import annotations

import ast
from collections import Counter

from house import ROOT, functions

_FILES = sorted((ROOT / "tests").rglob("*.py"))


def test_every_test_says_what_must_hold() -> None:
    """A test's docstring is one sentence that stays true when the code is rewritten."""
    silent = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"
        for path in _FILES
        for function in functions(path)
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]
    assert silent == []


def test_test_files_have_names_of_their_own() -> None:
    """No two test files share a name, so that a failure names one of them."""
    names = Counter(path.name for path in _FILES if path.name != "conftest.py")
    assert [name for name, count in names.items() if count > 1] == []


def test_tests_are_no_package() -> None:
    """Folders of tests hold no `__init__.py`: a test imports recordbook, not another test."""
    assert [path for path in _FILES if path.name == "__init__.py"] == []
