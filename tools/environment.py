"""Makes `.venv`: the package, editable, and the tools that check it, at the pinned versions.

Runs on the machine's own Python with nothing installed. Where that Python cannot make an
environment, as on a fresh Debian, the missing package is installed with apt. `--spark` adds the
second engine, which a first look does not need; `--java` makes sure that it has a Java to run on,
and `--browser` that the pages have a Chromium to be seen in.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_VENV = _ROOT / ".venv"
_PYTHON = _VENV / "bin" / "python"
_FLOOR = (3, 11)


def _run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command in silence; when it fails, show what it said and stop."""
    line = [str(part) for part in command]
    done = subprocess.run(
        line, cwd=_ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        sys.stderr.buffer.write(done.stdout)
        sys.exit(f"error: {' '.join(line)} ended with status {done.returncode}")


def _install(package: str, lacking: str, remedy: str) -> None:
    """Install a package of Debian and its kin; where that cannot be done, say what is to do."""
    remedy = f"as root: apt-get install {package}\n  or: {remedy}"
    if shutil.which("apt-get") is None:
        sys.exit(f"error: {lacking} and there is no apt-get\n  {remedy}")
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and shutil.which("sudo") is None:
        sys.exit(f"error: {package} is missing, and only root can install it\n  {remedy}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(*sudo, "apt-get", "update", "-qq", env=quiet)
    _run(*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", package, env=quiet)


def _install_venv() -> None:
    """Install what Debian and its kin split off from Python: the means to make an environment."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    _install(
        package, f"{sys.executable} has no ensurepip", "make PYTHON=/path/to/another/python3 ..."
    )


def _install_java() -> None:
    """Install a Java for Spark, unless one is there."""
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") or (home and (Path(home) / "bin" / "java").exists()):
        return
    print("installing Java for the second engine (once)", flush=True)
    _install("openjdk-17-jre-headless", "there is no java", "JAVA_HOME=/path/to/java make ...")


def _install_browser() -> None:
    """Install a Chromium for the tests of the pages, unless one is there."""
    if (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    ):
        return
    print("installing Chromium for the tests of the pages (once)", flush=True)
    _install("chromium", "there is no Chromium", "put one on the PATH as chromium")


def _pip(*arguments: str) -> None:
    """Install with the pins of constraints.txt."""
    quiet = ("--quiet", "--no-input", "--disable-pip-version-check")
    _run(_PYTHON, "-m", "pip", "install", *quiet, "--constraint", "constraints.txt", *arguments)


def _has_pip() -> bool:
    """Whether an environment is there and whole: a failed attempt leaves one without pip."""
    ask = [str(_PYTHON), "-m", "pip", "--version"]
    return (
        _PYTHON.exists() and subprocess.run(ask, capture_output=True, check=False).returncode == 0
    )


def main() -> None:
    """Make the environment, or bring it up to the pins."""
    if sys.argv[1:] == ["--java"]:
        _install_java()
        return
    if sys.argv[1:] == ["--browser"]:
        _install_browser()
        return
    if sys.argv[1:] == ["--spark"]:
        print("adding the second engine (once, about a minute)", flush=True)
        _pip("--build-constraint", "constraints.txt", "pyspark")
        (_VENV / "spark").touch()
        return
    if sys.version_info < _FLOOR:
        sys.exit(
            f"error: {sys.executable} is Python {sys.version.split()[0]}, and 3.11 is needed\n"
            "  make PYTHON=/path/to/python3.11 ..."
        )
    print("making the environment (once, about a minute)", flush=True)
    if importlib.util.find_spec("ensurepip") is None:
        _install_venv()
    if not _has_pip():
        _run(sys.executable, "-m", "venv", "--clear", _VENV)
    _pip("pip")
    _pip("--build-constraint", "constraints.txt", "--editable", ".[web]", "--group", "dev")
    (_VENV / "made").touch()


if __name__ == "__main__":
    main()
