"""The page of errors: every class there is, where it stands in the tree, and what it says."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import recordbook
from recordbook.errors import RecordbookError

_HEAD = """\
# Errors

Everything recordbook raises on purpose is a `RecordbookError`. Its `message` says what is wrong
and where, its `remedy` what can be done. On the command line an error is printed without a trace
and the exit status is 2. A verdict of refuted or undecided is an answer, not an error.
"""


def load_all() -> None:
    """Import every module, so that every error class is known."""
    for module in pkgutil.walk_packages(recordbook.__path__, "recordbook."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _lines(error: type[RecordbookError], depth: int) -> list[str]:
    says = inspect.cleandoc(error.__doc__ or "").splitlines()[0]
    line = f"{'    ' * depth}* `{error.__name__}` (`{error.__module__}`): {says}"
    below = sorted(error.__subclasses__(), key=lambda cls: cls.__name__)
    return [line, *(text for child in below for text in _lines(child, depth + 1))]


def page() -> str:
    """The tree as nested lists: one line per class, its module and its default message."""
    load_all()
    return "\n".join([_HEAD, *_lines(RecordbookError, 0), ""])
