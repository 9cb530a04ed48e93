"""On a machine where something is missing, the first command says what, and what to do."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from house import ROOT

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


@pytest.fixture
def environment() -> ModuleType:
    """The script that makes the environment, loaded but not run."""
    spec = importlib.util.spec_from_file_location("environment", ROOT / "tools" / "environment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_old_python_is_refused(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python below the floor is named, with the way to choose another."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    with pytest.raises(SystemExit, match=r"3\.11 is needed\n  make PYTHON="):
        environment.main()


def test_no_apt_is_said(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the means to make an environment and without apt, the missing package is named."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)  # noqa: ARG005 - called by name
    monkeypatch.setattr(shutil, "which", lambda name: None)  # noqa: ARG005 - same
    with pytest.raises(
        SystemExit, match=r"no apt-get\n  as root: apt-get install python3\.\d+-venv"
    ):
        environment.main()


def test_no_root_is_said(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without root and sudo, the command that root should type is given."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)  # noqa: ARG005 - called by name
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match=r"only root can install it\n  as root: apt-get install"):
        environment.main()


@pytest.mark.parametrize("root", [True, False])
def test_java_is_installed_or_asked_for(
    environment: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    root: bool,  # noqa: FBT001 - a case of the test
) -> None:
    """Where there is no Java, root installs Debian's, and anyone else is told what root types."""
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(environment, "_run", lambda *command, **_: ran.append(command))
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(sys, "argv", ["environment.py", "--java"])
    if root:
        environment.main()
        assert [command[:2] for command in ran] == [("apt-get", "update"), ("apt-get", "install")]
        assert ran[1][-1] == "openjdk-17-jre-headless"
        return
    with pytest.raises(SystemExit, match=r"as root: apt-get install openjdk-17-jre-headless"):
        environment.main()
    assert not ran


def test_a_failing_step_shows_what_it_said(
    environment: ModuleType, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A command that fails ends the work with its status, after all that it printed."""
    with pytest.raises(SystemExit, match="ended with status 3"):
        environment._run(sys.executable, "-c", "print('why'); raise SystemExit(3)")
    assert capfdbinary.readouterr().err == b"why\n"


def test_ci_needs_the_real_series(tmp_path: Path) -> None:
    """The whole run fails at once, and says why, without the real series beside the project."""
    script = tmp_path / "project" / ".ci" / "run"
    script.parent.mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "run", script)
    done = subprocess.run([script], capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert (done.returncode, "shared/data is missing" in done.stderr) == (1, True)
