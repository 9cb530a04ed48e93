"""Importing recordbook is cheap: what is heavy loads when it is used."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from house import SOURCE

_HEAVY = {"cyclopts", "deltalake", "duckdb", "lark", "numpy", "pyarrow", "pyspark", "rich"}
_LIMIT = 120  # about what dataclasses, datetime, enum and inspect bring by themselves


def _loaded(name: str) -> set[str]:
    """The modules that importing a name adds to a bare interpreter."""
    script = (
        "import json, sys; before = set(sys.modules);"
        f"import {name}; print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    return set(json.loads(done.stdout))


def test_import_is_light() -> None:
    """`import recordbook` loads no engine, no tables and no terminal, and little else."""
    loaded = _loaded("recordbook")
    assert {module.split(".")[0] for module in loaded} & _HEAVY == set()
    assert len(loaded) <= _LIMIT


@pytest.mark.skipif(not list(SOURCE.glob("proof/recheck*")), reason="no recheck yet")
def test_recheck_loads_nothing_of_the_rest() -> None:
    """A certificate can be checked without loading any other module of recordbook."""
    ours = {module for module in _loaded("recordbook.proof.recheck") if "recordbook" in module}
    alone = {"recordbook", "recordbook.errors", "recordbook.proof"}  # the doors on the way
    assert {name for name in ours if not name.startswith("recordbook.proof.recheck")} == alone
