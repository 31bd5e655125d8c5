"""Which CI a repository is gated in, and the file for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

from ddlint import __version__
from ddlint.cli.init_look import Seen


@dataclass(frozen=True, slots=True)
class Ci:
    """A CI that ddlint has a file for.

    Attributes:
        name: as its makers call it.
        path: of its file.
        template: the file in `ddlint/templates`.
        mains: the lines of it that name the main branch.
        hosts: parts of the names of its hosts.
        signs: beginnings of paths that tell it.
        include: what to add to a file that is there; empty: what the template says.
    """

    name: str
    path: str
    template: str
    mains: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    include: str = ""


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]{2,}", re.ASCII)
_WORDS = frozenset({"true", "false", "null", "yes", "off"})
_HOME = "https://raw.githubusercontent.com/deepdesk/ddlint"
_WRITTEN = "v0.1.0"  # the release that the templates name
_INCLUDE = f"include:\n  - remote: {_HOME}/{_WRITTEN}/templates/gitlab.yml\n"

KNOWN = {
    "github": Ci(
        "GitHub Actions",
        ".github/workflows/ddlint.yml",
        "github.yml",
        ("branches: [main]",),
        ("github",),
        (".github/workflows/",),
    ),
    "gitlab": Ci("GitLab CI", ".gitlab-ci.yml", "gitlab.yml", (), ("gitlab",), (".gitlab-ci.yml",), _INCLUDE),
    "bitbucket": Ci(
        "Bitbucket Pipelines",
        "bitbucket-pipelines.yml",
        "bitbucket-pipelines.yml",
        ("    main:\n",),
        ("bitbucket",),
        ("bitbucket-pipelines.yml",),
    ),
    "azure": Ci(
        "Azure Pipelines",
        "azure-pipelines.yml",
        "azure-pipelines.yml",
        ("include: [main]", "pr: [main]"),
        ("dev.azure.com", "visualstudio.com"),
        ("azure-pipelines.yml", ".azure-pipelines"),
    ),
    "cloudbuild": Ci(
        "Cloud Build",
        "cloudbuild.yaml",
        "cloudbuild.yaml",
        (),
        ("source.developers.google.com",),
        ("cloudbuild.yaml", "cloudbuild.yml", "cloudbuild.json"),
    ),
}


def ci_of(seen: Seen) -> Ci | None:
    """The CI that the files of a repository tell, that of its host before others; else that of its host."""
    by_host = next((ci for ci in KNOWN.values() if any(part in seen.host for part in ci.hosts)), None)
    by_files = [ci for ci in KNOWN.values() if any(path.startswith(ci.signs) for path in seen.paths)]
    if by_host in by_files or not by_files:
        return by_host
    return by_files[0]


def text(ci: Ci, main: str) -> str:
    """The file for `ci`, where the main branch is called `main`."""
    written = files("ddlint").joinpath("templates", ci.template).read_text("utf-8")
    if main:
        for line in ci.mains:
            written = written.replace(line, line.replace("main", _quoted(main)))
    return _released(written)


def addition(ci: Ci, main: str) -> str:
    """What to add to a file of `ci` that is there already."""
    return _released(ci.include) if ci.include else text(ci, main)


def _released(written: str) -> str:
    return written.replace(_WRITTEN, f"v{__version__}")


def _quoted(main: str) -> str:
    """The name of a branch as YAML: plain where no parser, old or new, takes it for something else."""
    if _PLAIN.fullmatch(main) and main not in _WORDS:
        return main
    escaped = main.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
