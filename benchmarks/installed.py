"""What benchmarks run: ddlint from its wheel, and its peers, each in a clean environment of its own.

Everything lives in a cache folder (`DDLINT_BENCHMARKS`, else one in the temporary folder) and is made once;
ddlint's own wheel is built and installed anew each time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_READY = ".ready"
#: What ddlint needs at run time, as pyproject.toml has it.
_NEEDED = ("GitPython", "google-re2", "python-hcl2", "rich", "ruamel.yaml", "ruamel.yaml.clib", "semver")


class NotInstalled(Exception):
    """A peer could not be installed; the message says why."""


def cache() -> Path:
    """The folder that environments are kept in."""
    chosen = os.environ.get("DDLINT_BENCHMARKS")
    folder = Path(chosen) if chosen else Path(tempfile.gettempdir()) / f"ddlint-benchmarks-{os.getuid()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def ddlint() -> Path:
    """The `bin` folder of a clean environment with ddlint as its wheel installs it."""
    wheels = cache() / "wheels"
    for old in wheels.glob("ddlint-*.whl"):
        old.unlink()
    words = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels)]
    _run([sys.executable, *words, str(ROOT)])
    [wheel] = wheels.glob("ddlint-*.whl")
    folder = python_environment("ddlint", _NEEDED)
    _run(
        [
            str(folder / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--force-reinstall",
            "--no-deps",
            str(wheel),
        ]
    )
    return folder


def python_environment(name: str, requirements: Iterable[str]) -> Path:
    """The `bin` folder of an environment with `requirements`, made where it does not exist.

    Raises:
        NotInstalled: the requirements could not be installed.
    """
    folder = cache() / name
    if not (folder / _READY).exists():
        base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
        _run([str(base), "-m", "venv", "--clear", str(folder)])
        _run(
            [
                str(folder / "bin" / "python"),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--prefer-binary",
                *requirements,
            ]
        )
        (folder / _READY).touch()
    return folder / "bin"


def node_environment(name: str, packages: Iterable[str]) -> Path:
    """The `node_modules/.bin` folder of an npm project with `packages`.

    Raises:
        NotInstalled: there is no npm, or the packages could not be installed.
    """
    folder = cache() / name
    if not (folder / _READY).exists():
        folder.mkdir(exist_ok=True)
        (folder / "package.json").write_text("{}\n", encoding="utf-8")
        _run(["npm", "install", "--silent", "--no-audit", "--no-fund", *packages], folder)
        (folder / _READY).touch()
    return folder / "node_modules" / ".bin"


def _run(words: list[str], folder: Path | None = None) -> None:
    try:
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotInstalled(str(error)) from error
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or [f"exit {done.returncode}"]
        raise NotInstalled(lines[-1])
