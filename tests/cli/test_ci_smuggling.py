"""Ways to open the gate from inside a change. Each is shut: what the change says of itself does not count."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from calling import Called, ddlint
from history import History

IMAGE = "image:\n  repository: eu.gcr.io/acme/api\n  tag: {}\n"
BAD, GOOD = IMAGE.format("3.10"), IMAGE.format('"3.10"')
OFF = 'ignore = ["tag-not-a-string"]\n'
WAIVER = "# ddlint: allow[tag-not-a-string] -- the chart wants a number"
WAIVED = IMAGE.format(f"2.10 {WAIVER}")


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "config")
    return found.write("good.yaml", GOOD).commit("feat: a").branch("topic")


def on_main(history: History, *files: tuple[str, str]) -> History:
    history.checkout("main")
    for path, text in files:
        history.write(path, text)
    return history.commit("chore: policy").branch("next")


def link(history: History, path: str, target: str) -> History:
    (history.path / path).unlink(missing_ok=True)
    (history.path / path).symlink_to(target)
    history.git("add", "--", path)
    return history


def gate(history: History, *words: str, folder: Path | None = None, base: str = "main") -> Called:
    words = ("ci", "--base", base, "--format", "concise", *words)
    return ddlint(*words, folder=folder or history.path)


def codes(called: Called) -> list[str]:
    return sorted(line.split(" ")[2] for line in called.out.splitlines())


@pytest.mark.parametrize(
    "text", [WAIVED, IMAGE.format("2.10").replace("  tag", f"  {WAIVER}\n  tag")], ids=["behind", "above"]
)
def test_a_waiver_in_a_new_file(history: History, text: str) -> None:
    called = gate(history.write("new.yaml", text).commit("feat: b"))
    assert called.code == 1
    assert codes(called) == ["DDT002", "DDX001"]


def test_a_waiver_that_goes_to_another_value_of_its_file(history: History) -> None:
    on_main(history, ("old.yaml", f"first:\n  {WAIVED}second: 1\n".replace("\n  rep", "\n    rep")))
    before = "first:\n  image:\n    repository: eu.gcr.io/acme/api\n    tag: 2.10 # W\nsecond: 1\n"
    before = before.replace("# W", WAIVER)
    history.write("old.yaml", before).commit("chore: waiver").git("branch", "-f", "main")
    after = before.replace(f"2.10 {WAIVER}", '"2.10"').replace("second: 1", f"second:\n  {BAD}")
    after = after.replace("  repository", "    repository").replace("      repo", "    repo")
    after = f"{after.rstrip()}".replace("  tag: 3.10", f"    tag: 3.10 {WAIVER}\n")
    called = gate(history.write("old.yaml", after).commit("feat: b"))
    assert called.code == 1
    assert codes(called) == ["DDT002", "DDX001"]


def test_another_value_beneath_a_waiver(history: History) -> None:
    text = f"image:\n  repository: eu.gcr.io/acme/api\n  {WAIVER}\n  tag: 2.10\n"
    on_main(history, ("old.yaml", text))
    other = "  other:\n    image: {repository: eu.gcr.io/acme/b, tag: 4.10}\n"
    assert gate(history.write("old.yaml", text.replace("  tag", f"{other}  tag")).commit("feat: b")).code == 1


def test_a_waiver_that_goes_to_another_file(history: History) -> None:
    on_main(history, ("old.yaml", WAIVED))
    history.git("rm", "-q", "old.yaml")
    called = gate(history.write("new.yaml", WAIVED.replace("2.10", "3.10")).commit("feat: b"))
    assert called.code == 1


def test_but_a_renamed_file_keeps_its_waiver(history: History) -> None:
    on_main(history, ("old.yaml", WAIVED)).git("mv", "old.yaml", "new.yaml")
    called = gate(history.commit("refactor: b"))
    assert (called.code, called.out) == (0, "")


def test_and_a_line_that_is_put_above_it_takes_nothing_away(history: History) -> None:
    on_main(history, ("old.yaml", WAIVED))
    called = gate(history.write("old.yaml", f"# note\n{WAIVED}more: 1\n").commit("feat: b"))
    assert (called.code, called.out) == (0, "")


def test_the_code_of_a_rule_in_the_place_of_its_name(history: History) -> None:
    on_main(history, ("old.yaml", WAIVED.replace("tag-not-a-string", "tag-illegal")))
    called = gate(history.write("old.yaml", WAIVED.replace("tag-not-a-string", "DDT002")).commit("feat: b"))
    assert "DDX001" in codes(called)
    assert "a waiver of DDT002 is added" in called.out


def test_a_trailer_of_a_commit_of_the_change(history: History) -> None:
    called = gate(history.commit("Oops\n\nddlint-allow: malformed-header -- in a hurry\n"))
    assert called.code == 1
    assert codes(called) == ["DDC001"]


@pytest.mark.parametrize("named", ["./known.txt", "policy/../known.txt", "known.txt"])
def test_a_baseline_by_another_way_of_writing_its_path(history: History, named: str) -> None:
    on_main(history, ("ddlint.toml", f'baseline = "{named}"\n'), ("known.txt", "# nothing\n"))
    history.write("new.yaml", BAD)
    ddlint("baseline", "write", "--baseline", "mine", folder=history.path)
    mine = (history.path / "mine").read_text()
    assert "DDT002" in mine
    called = gate(history.write("known.txt", mine).commit("feat: b"))
    assert called.code == 1
    assert {"DDT002", "DDX001"} <= {*codes(called)}


def test_a_file_of_ddlint_s_own_beside_a_pyproject(history: History) -> None:
    on_main(history, ("pyproject.toml", "[tool.ddlint]\nfail_on = 'warning'\n"))
    called = gate(history.write("ddlint.toml", OFF).write("new.yaml", BAD).commit("feat: b"))
    assert codes(called) == ["DDT002", "DDX001"]


@pytest.mark.parametrize(
    "text",
    [
        "[tool.ddlint]\nignore = ['DDT002']\n",
        "[tool]\nddlint = {ignore = ['DDT002']}\n",
        "[ tool . ddlint ]\nignore = ['DDT002']\n",
        '["tool"."ddlint"]\nignore = ["DDT002"]\n',
        'tool."\\u0064dlint".ignore = ["DDT002"]\n',
    ],
)
def test_a_pyproject_in_whatever_spelling(history: History, text: str) -> None:
    called = gate(history.write("pyproject.toml", text).write("new.yaml", BAD).commit("feat: b"))
    assert codes(called) == ["DDT002", "DDX001"]


def test_but_other_tools_of_a_pyproject_are_no_policy(history: History) -> None:
    text = "[tool.ddlint]\nfail_on = 'error'\n"
    on_main(history, ("pyproject.toml", text))
    called = gate(history.write("pyproject.toml", f"{text}[tool.ruff]\nline-length = 99\n").commit("feat: b"))
    assert (called.code, called.out) == (0, "")


def test_a_configuration_in_a_folder_below(history: History) -> None:
    history.write("apps/ddlint.toml", OFF).write("apps/pyproject.toml", f"[tool.ddlint]\n{OFF}")
    history.write("apps/new.yaml", BAD).commit("feat: b")
    assert gate(history).code == 1
    assert gate(history, folder=history.path / "apps").code == 1


@pytest.mark.parametrize("path", [".gitattributes", "apps/.gitattributes", ".git-blame-ignore-revs"])
def test_attributes(history: History, path: str) -> None:
    rules = "*.yaml binary -diff -text export-ignore filter=lfs working-tree-encoding=UTF-16 eol=crlf\n"
    called = gate(history.write("apps/new.yaml", BAD).write(path, rules).commit("feat: b"))
    assert codes(called) == ["DDT002"]


def test_a_link_in_the_place_of_the_configuration(history: History) -> None:
    on_main(history, ("ddlint.toml", "fail_on = 'warning'\n"), ("lax.toml", OFF))
    called = gate(link(history, "ddlint.toml", "lax.toml").write("new.yaml", BAD).commit("feat: b"))
    assert called.code == 1
    assert codes(called) == ["DDT002", "DDX001"]


def test_the_file_that_the_configuration_is_a_link_to(history: History) -> None:
    history.checkout("main").write("policy/strict.toml", 'severity = {DDT002 = "info"}\n')
    link(history, "ddlint.toml", "policy/strict.toml").commit("chore: policy").branch("next")
    called = gate(history.write("policy/strict.toml", OFF).write("new.yaml", BAD).commit("feat: b"))
    assert codes(called) == ["DDT002", "DDX001"]
    assert "info DDT002" in called.out


@pytest.mark.parametrize("target", ["../elsewhere.toml", "/etc/ddlint.toml", "ddlint.toml"])
def test_a_link_that_leads_nowhere_is_told(history: History, target: str) -> None:
    link(history.checkout("main"), "ddlint.toml", target).commit("chore: policy").branch("next")
    called = gate(history.write("new.yaml", BAD).commit("feat: b"))
    assert called.code == 2
    assert "ddlint.toml is a link that leads" in called.err


@pytest.mark.parametrize(
    "path", ["ddlint.toml/a.yaml", "ddlint.toml/ddlint.toml", "DDLINT.toml", "PyProject.toml"]
)
def test_a_name_that_stands_in_the_way(history: History, path: str) -> None:
    on_main(history, ("ddlint.toml", 'severity = {DDT002 = "warning"}\n'))
    if "/" in path:
        history.git("rm", "-q", "ddlint.toml")
    called = gate(
        history.write(path, f"tool.ddlint.{OFF}" if "Py" in path else OFF)
        .write("new.yaml", BAD)
        .commit("feat: b")
    )
    assert "warning DDT002" in called.out


@pytest.mark.parametrize("name", ["new.YAML", "NEW.Yml", "a\nb.yaml", "-x.yaml", "a\\b.yaml"])
def test_a_name_that_is_spelt_otherwise(history: History, name: str) -> None:
    called = gate(
        history.write(name, f'{BAD}  other: 1 # {{"$imagepolicy": "flux-system:api:tag"}}\n').commit(
            "feat: b"
        )
    )
    assert called.code == 1


def test_a_merge_that_brings_the_waiver_in(history: History) -> None:
    history.branch("side").write("new.yaml", WAIVED).commit("feat: b").checkout("topic").commit("feat: c")
    called = gate(history.merge("side", message="Merge branch 'side'"))
    assert called.code == 1
    assert codes(called) == ["DDT002", "DDX001"]


def test_a_merge_of_the_base_brings_its_waivers_in(history: History) -> None:
    history.commit("feat: b").checkout("main").write("new.yaml", WAIVED).commit("chore: waiver")
    called = gate(history.checkout("topic").merge("main", message="Merge branch 'main'"))
    assert (called.code, called.out) == (0, "")


def test_a_configuration_of_the_repository_that_the_job_names(history: History) -> None:
    on_main(history, ("ci/gate.toml", 'severity = {DDT002 = "warning"}\n'))
    history.write("ci/gate.toml", OFF).write("new.yaml", BAD).commit("feat: b")
    called = gate(history, "--config", "ci/gate.toml")
    assert codes(called) == ["DDT002", "DDX001"]
    assert "warning DDT002" in called.out
    assert codes(gate(history, "--config", "gate.toml", folder=history.path / "ci")) == ["DDT002", "DDX001"]


def test_but_one_that_the_job_brings_counts(history: History) -> None:
    history.write("new.yaml", BAD).commit("feat: b").place("brought.toml", OFF)
    assert gate(history, "--config", "brought.toml").code == 0
    outside = history.path.parent / "outside.toml"
    outside.write_text(OFF)
    assert gate(history, "--config", os.path.relpath(outside, history.path)).code == 0
    assert gate(history, "--config", str(outside)).code == 0


def test_a_commit_that_says_it_is_old(history: History) -> None:
    on_main(history, ("ddlint.toml", '[effective_from]\ncommits = "2022-01-01"\n'))
    history.commit("Oops", GIT_COMMITTER_DATE="946684800 +0000", GIT_AUTHOR_DATE="946684800 +0000")
    assert codes(gate(history)) == ["DDC001"]


def test_but_one_that_is_old_is_let_be(history: History) -> None:
    on_main(history, ("ddlint.toml", '[effective_from]\ncommits = "2030-01-01"\n')).commit("Oops")
    assert gate(history).code == 0


def deletion(history: History, *words: str) -> Called:
    """The deletion of the tag v1.0.0, as GitHub tells it."""
    event = {"ref": "refs/tags/v1.0.0", "before": history.oid("main"), "after": "0" * 40, "deleted": True}
    path = history.path.parent / "event.json"
    path.write_text(json.dumps(event))
    words = ("ci", "--format", "concise", "--event", str(path), *words)
    return ddlint(*words, folder=history.path, GITHUB_EVENT_NAME="push")


def test_a_commit_that_brings_the_configuration_for_its_own_tag(history: History) -> None:
    history.write("ddlint.toml", 'ignore = ["pushes"]\n').commit("feat: b")
    assert "DDG002" in deletion(history).out


def test_the_configuration_of_the_main_branch_counts_for_tags(history: History) -> None:
    on_main(history, ("ddlint.toml", 'severity = {DDG002 = "info"}\n')).git("rm", "-q", "ddlint.toml")
    called = deletion(history.commit("feat: b"))
    assert "info DDG002" in called.out
    assert called.code == 0


def test_without_a_main_branch_the_work_tree_counts_and_that_is_said(history: History) -> None:
    history.git("branch", "-m", "main", "work")
    history.git("branch", "-f", "before", "work")
    event = {"ref": "refs/tags/v1.0.0", "before": history.oid("work"), "after": "0" * 40, "deleted": True}
    path = history.path.parent / "event.json"
    path.write_text(json.dumps(event))
    called = ddlint("ci", "--event", str(path), folder=history.path, GITHUB_EVENT_NAME="push")
    assert "no main branch is in this clone" in called.err


def test_a_branch_that_is_called_like_the_head(history: History) -> None:
    history.write("new.yaml", BAD).commit("feat: b")
    for name in (history.oid("topic"), history.oid("main")):
        history.git("update-ref", f"refs/remotes/origin/{name}", "main")
    history.git("update-ref", f"refs/remotes/origin/{history.oid('main')}", "topic")
    called = gate(history, "--head", history.oid("topic"), base=history.oid("main"))
    assert codes(called) == ["DDT002"]


@pytest.mark.parametrize("name", ["main", "origin/main", "topic"])
def test_a_tag_that_is_called_like_a_branch(history: History, name: str) -> None:
    history.write("new.yaml", BAD).commit("feat: b").git("update-ref", "refs/remotes/origin/main", "main")
    history.git("tag", name, "main" if name == "topic" else "topic")
    base = "main" if name == "topic" else name
    assert codes(gate(history, "--head", "topic", base=base)) == ["DDT002"]


def test_the_head_is_that_of_the_work_tree_and_not_of_the_remote(history: History) -> None:
    history.write("new.yaml", BAD).commit("feat: b").git("update-ref", "refs/remotes/origin/main", "main")
    history.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    assert codes(gate(history)) == ["DDT002"]
    assert codes(gate(history, base="origin/main")) == ["DDT002"]


def test_a_file_that_is_filled_up_until_nobody_reads_it(history: History) -> None:
    on_main(history, ("ddlint.toml", "[files]\nmax_bytes = 500\n"), ("large.yaml", f"{GOOD}#{' ' * 600}\n"))
    assert gate(history.write("large.yaml", f"{GOOD}#{' ' * 700}\n").commit("feat: b")).code == 0
    called = gate(history.write("new.yaml", f"{BAD}#{' ' * 600}\n").commit("feat: c"))
    assert called.code == 3
    assert "new.yaml grows beyond 500 bytes" in called.err
