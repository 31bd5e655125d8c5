"""The files for each CI: valid by its own schema, and every line of ddlint in them is one that it takes."""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

import cfgv
import pytest
from pre_commit.clientlib import CONFIG_SCHEMA

from calling import ddlint
from ci.schemas import faults, load
from ddlint.cli.commands import COMMANDS
from ddlint.model.gate import elsewhere
from history import History
from support import ROOT

FOLDER = ROOT / "templates"
SCHEMAS = {
    "azure-pipelines.yml": "azure-pipelines",
    "bitbucket-pipelines.yml": "bitbucket-pipelines",
    "cloudbuild.yaml": "cloudbuild",
    "github.yml": "github-workflows",
    "gitlab.yml": "gitlab-ci",
}
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
BAD = "image:\n  repository: eu.gcr.io/acme/api\n  tag: 2.10\n"


def text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def scripts(document: Any) -> list[str]:
    """Every text in a document that a shell gets."""
    if isinstance(document, dict):
        return [line for value in document.values() for line in scripts(value)]
    if isinstance(document, list):
        return [line for value in document for line in scripts(value)]
    return document.splitlines() if isinstance(document, str) else []


def test_there_is_one_for_each_ci() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_what_the_ci_reads(name: str) -> None:
    assert faults(SCHEMAS[name], load(text(name))) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_page_shows_it_ready_to_paste(name: str) -> None:
    body = re.sub(r"\A(?:#.*\n)+", "", text(name))
    assert f"```yaml\n{body}```\n" in PAGE


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "github.yml"])
def test_its_command_lines_are_taken(name: str, tmp_path: Path) -> None:
    lines = [
        found[0] for line in scripts(load(text(name))) if (found := re.findall(r"\bddlint\"? (ci.*)", line))
    ]
    assert lines
    for line in lines:
        command, *words = shlex.split(line)
        parser = argparse.ArgumentParser(exit_on_error=False)
        import_module(f"ddlint.cli.{COMMANDS[command].module}").configure(parser)
        parser.parse_args(words)


@pytest.mark.parametrize("name", SCHEMAS)
def test_nothing_of_the_checkout_is_imported(name: str) -> None:
    for call in re.findall(r"\bpython3?\"? (\S+)", text(name)):
        assert call == "-I"


def test_one_release_is_named_everywhere() -> None:
    places = [PAGE, (ROOT / "README.md").read_text("utf-8"), *map(text, SCHEMAS)]
    named = {
        version
        for place in places
        for version in re.findall(r"(?:ddlint(?:\.git)?[@#/]|_REF: |rev: )(v\d\S*?)(?=[/`\s])", place)
    }
    assert len(named) == 1


ACTIONS = re.findall(r"uses: (\S+)@(\S+)(?: # (v\S+))?", PAGE + text("github.yml"))


@pytest.mark.parametrize(("name", "commit", "release"), ACTIONS)
def test_actions_of_others_are_pinned(name: str, commit: str, release: str) -> None:
    if name == "deepdesk/ddlint":
        return
    assert re.fullmatch(r"[0-9a-f]{40}", commit)
    assert release


@pytest.mark.parametrize("block", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_every_block_of_the_page_is_yaml_and_workflows_are_valid(block: str) -> None:
    found = load(block)
    if "jobs" in found:
        assert (
            faults("github-workflows", {"on": "push", **{str(key): value for key, value in found.items()}})
            == []
        )
    elif "include" in found:
        assert faults("gitlab-ci", found) == []
    elif "repos" in found:
        cfgv.validate(found, CONFIG_SCHEMA)


def step(name: str) -> Any:
    [found] = [each for each in load(text("cloudbuild.yaml"))["steps"] if each["id"] == name]
    return found


def test_cloud_build_hands_on_all_that_the_gate_reads() -> None:
    handed = {word.split("=")[0] for word in step("ddlint")["env"]}
    source = Path(elsewhere.__file__).read_text("utf-8")
    start = source.index("def cloud_build(")
    body = source[start : source.index("\ndef ", start)]
    assert handed == set(re.findall(r'"([A-Z_]{4,})"', body))
    assert all(word == f"{word.split('=')[0]}=${word.split('=')[0]}" for word in step("ddlint")["env"])


@pytest.fixture
def origin(tmp_path: Path) -> History:
    found = History(tmp_path / "origin").commit("feat: a").tag("v1.0.0").commit("feat: b").branch("topic")
    return found.write("bad.yaml", BAD).commit("feat: c").commit("feat: d")


def shell(script: str, history: History) -> None:
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=history.path,
        env=history.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize("depth", [("--depth", "1", "--no-local", "--single-branch"), ()])
def test_cloud_build_gets_the_whole_history_and_is_judged(
    origin: History, tmp_path: Path, depth: tuple[str, ...]
) -> None:
    clone = origin.clone(tmp_path / "clone", *depth, "--branch", "topic")
    shell(step("whole-history")["script"], clone)
    assert clone.git("rev-parse", "--is-shallow-repository") == b"false\n"
    assert clone.git("tag") == b"v1.0.0\n"
    variables = {"_PR_NUMBER": "7", "_BASE_BRANCH": "main", "_HEAD_BRANCH": "topic", "BRANCH_NAME": "topic"}
    called = ddlint(
        "ci", "--format", "concise", folder=clone.path, BUILDER_OUTPUT="/builder/outputs",
        COMMIT_SHA=clone.oid(), TAG_NAME="", **variables,
    )  # fmt: skip
    assert called.code == 1, called.err
    assert called.out.startswith("bad.yaml:3:8: error DDT002")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bitbucket_gets_the_branch_that_it_merges_into(origin: History, tmp_path: Path) -> None:
    clone = origin.clone(tmp_path / "clone", "--single-branch", "--branch", "topic")
    [one] = load(text("bitbucket-pipelines.yml"))["definitions"]["steps"]
    fetch, _, folder, judge = one["step"]["script"]
    shell(f"{fetch}\n{folder}", clone)
    variables = {
        "BITBUCKET_PR_ID": "7",
        "BITBUCKET_PR_DESTINATION_BRANCH": "main",
        "BITBUCKET_BRANCH": "topic",
    }
    destination = clone.oid("origin/main")[:12]
    called = ddlint(
        "ci", "--output", f"junit={clone.path}/test-results/ddlint.xml", folder=clone.path,
        BITBUCKET_BUILD_NUMBER="1", BITBUCKET_COMMIT=clone.oid(), BITBUCKET_PR_DESTINATION_COMMIT=destination,
        **variables,
    )  # fmt: skip
    assert called.code == 1, called.err
    assert "--output junit=test-results/ddlint.xml" in judge
    assert (clone.path / "test-results" / "ddlint.xml").is_file()


def test_gitlab_names_the_reports_that_it_writes() -> None:
    job = load(text("gitlab.yml"))["ddlint"]
    [line] = job["script"]
    written = dict(word.split("=") for word in shlex.split(line) if "=" in word)
    assert job["artifacts"]["reports"] == {"codequality": written["gitlab"], "junit": written["junit"]}
    assert job["variables"]["GIT_DEPTH"] == "0"
