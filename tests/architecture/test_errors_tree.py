"""The tree drawn in `recordbook.errors` is the tree there is."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

import recordbook
from recordbook import errors
from recordbook.errors import RecordbookError

if TYPE_CHECKING:
    from collections.abc import Iterator


def _below(error: type[RecordbookError]) -> Iterator[type[RecordbookError]]:
    for child in error.__subclasses__():
        yield child
        yield from _below(child)


def _all_errors() -> list[type[RecordbookError]]:
    for module in pkgutil.walk_packages(recordbook.__path__, "recordbook."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [cls for cls in _below(RecordbookError) if cls.__module__.startswith("recordbook.")]


def test_the_docstring_draws_the_tree() -> None:
    """The drawing names every class of the module in order, and what else each one is."""
    drawn = re.findall(r"^( *)\* (\w+)(?: \(also an? (\w+)\))?", errors.__doc__ or "", re.MULTILINE)
    classes = [cls for cls in vars(errors).values() if isinstance(cls, type)]
    real = [
        ("" if cls is RecordbookError else "    ", cls.__name__, _foreign(cls)) for cls in classes
    ]
    assert drawn == real


def _foreign(cls: type) -> str:
    """The built-in error that a class is too, Exception aside."""
    bases = [base for base in cls.__bases__ if base.__module__ == "builtins"]
    return "".join(base.__name__ for base in bases if base is not Exception)


def test_every_error_says_what_it_means() -> None:
    """Every class has its own docstring, which is its default message: one sentence with an end."""
    silent = [
        cls.__name__ for cls in _all_errors() if not (vars(cls).get("__doc__") or "").split("\n")[0]
    ]
    assert silent == []


def test_every_error_hangs_on_a_branch() -> None:
    """An error of a package belongs to one of the branches, never straight to the root."""
    astray = [
        cls.__name__
        for cls in _all_errors()
        if cls.__module__ != errors.__name__ and RecordbookError in cls.__bases__
    ]
    assert astray == []
