"""The size budget, taken from the best codebases measured."""

from __future__ import annotations

from statistics import median, quantiles

from house import ROOT, functions, length, modules, written

_FILE, _FILE_MEDIAN = 400, 120
_FUNCTION, _FUNCTION_P90 = 60, 30


def test_no_file_is_long() -> None:
    """A file that needs more lines holds more than one noun."""
    lines = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n")
        for path in written()
    }
    assert {name: count for name, count in lines.items() if count > _FILE} == {}


def test_files_of_the_package_are_short() -> None:
    """Half of the package's files, empty ones aside, are short."""
    lines = [path.read_text(encoding="utf-8").count("\n") for path in modules()]
    assert median(count for count in lines if count) <= _FILE_MEDIAN


def test_no_function_is_long() -> None:
    """A function that does not fit a screen does more than one thing."""
    long = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {length(function)} lines"
        for path in written()
        for function in functions(path)
        if length(function) > _FUNCTION
    ]
    assert long == []


def test_functions_of_the_package_are_short() -> None:
    """Nine of ten functions of the package fit half a screen."""
    lengths = [length(function) for path in modules() for function in functions(path)]
    assert quantiles(lengths, n=10)[-1] <= _FUNCTION_P90
