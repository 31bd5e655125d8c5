"""`ddlint audit verify`: what is the same, what moved since, what was tampered with."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import pytest

from audit.manifests import manifest, of
from audit.scene import fill
from calling import NOW, Called, ddlint
from ddlint.audit.evidence import Audited, Manifest
from ddlint.audit.seal import PLACEHOLDER, seal_html
from ddlint.audit.statement import sha256_of, statement
from ddlint.audit.store_file import opened
from ddlint.cli import audit_verify
from ddlint.cli.environment import Environment
from ddlint.errors import DdlintError
from history import History, hermetic_environment

PAGE = f"<html><p>report</p>{PLACEHOLDER}</html>"


@pytest.fixture
def repository(tmp_path: Path) -> History:
    return History(tmp_path / "config").commits("one", "two").tag("v1").branch("feature").checkout("main")


def write(folder: Path, *repositories: Audited, complete: bool = True) -> Manifest:
    made = manifest(*repositories, complete=complete)
    (folder / "report.html").write_text(seal_html(PAGE, made), "utf-8")
    return made


def verified(folder: Path, *words: str) -> Called:
    out, err = io.StringIO(), io.StringIO()
    parser = argparse.ArgumentParser()
    audit_verify.configure(parser)
    environment = Environment(io.StringIO(), out, err, hermetic_environment(folder), folder, now=NOW)
    code = audit_verify.run(parser.parse_args(["report.html", *words]), environment)
    return Called(code, out.getvalue(), err.getvalue())


def states(folder: Path, *words: str) -> dict[str, set[str]]:
    told = json.loads(verified(folder, *words, "--format", "json").out)
    found: dict[str, set[str]] = {}
    for each in told["compared"]:
        found.setdefault(each["state"], set()).add(each["text"])
    return found


def test_a_report_and_its_repository_are_the_same(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository))
    answer = verified(tmp_path, "config")
    assert answer.code == 0
    assert "The report is whole, and everything is as it was." in answer.out
    assert "all 3 branches and tags" in answer.out


def test_a_clone_is_as_good_as_the_repository(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository))
    repository.clone(tmp_path / "elsewhere")
    assert verified(tmp_path, "elsewhere").code == 0


def test_a_changed_report_is_tampered_with(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository))
    page = tmp_path / "report.html"
    page.write_text(page.read_text("utf-8").replace("<p>report", "<p>Report"), "utf-8")
    answer = verified(tmp_path, "config", "--moved-on-ok")
    assert answer.code == 1
    assert "tampered" in answer.out
    assert "do not trust it" in answer.out


@pytest.mark.parametrize(
    ("old", "new"),
    [("refs/tags/v1", "refs/tags/v2"), ('"exit_code": 0', '"exit_code": 1'), ('"seal"', '"Seal"')],
)
def test_a_changed_manifest_is_seen(repository: History, tmp_path: Path, old: str, new: str) -> None:
    write(tmp_path, of(repository))
    page = tmp_path / "report.html"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    found = states(tmp_path, "config")
    assert "its evidence manifest was changed after it was written" in found["tampered"]


def test_a_main_branch_that_went_on(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository))
    old = repository.oid()[:10]
    new = repository.commit("three").tag("v2").oid()[:10]
    found = states(tmp_path, "config")
    assert found["moved on"] == {
        f"main went on from {old} to {new}", f"went on: main ({old} to {new})", "added: tag v2"
    }  # fmt: skip
    assert verified(tmp_path, "config").code == 1
    assert verified(tmp_path, "config", "--moved-on-ok").code == 0


def test_a_rewritten_main_branch(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository))
    old = repository.oid()[:10]
    repository.commit("other", "--amend")
    found = states(tmp_path, "config")
    assert (
        f"main was rewritten: {old}, up to which it was read, is no longer in its history" in found["moved"]
    )
    assert verified(tmp_path, "config", "--moved-on-ok").code == 1


def test_tags_that_moved_or_are_gone(repository: History, tmp_path: Path) -> None:
    repository.tag("v0", "main~1")
    write(tmp_path, of(repository))
    old = repository.oid("v1")[:10]
    repository.git("tag", "-d", "v0")
    repository.git("tag", "-f", "v1", "main~1")
    repository.git("branch", "-D", "feature")
    found = states(tmp_path, "config")
    assert found["moved"] == {f"moved: tag v1 ({old} to {repository.oid('v1')[:10]})", "gone: tag v0"}
    assert found["moved on"] == {"gone: feature"}


def test_what_was_read_is_not_in_the_clone(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository))
    History(tmp_path / "other").commits("else")
    found = states(tmp_path, "config=other")
    assert any("is not known to this clone" in text for text in found["moved"])


def test_a_shallow_clone_cannot_tell(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository))
    repository.commits("three", "four").clone(tmp_path / "cut", "--depth=1")
    found = states(tmp_path, "config=cut")
    assert any("this clone is cut" in text for text in found["not compared"])


def test_a_repository_that_was_not_named(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository), of(repository, "service"))
    answer = verified(tmp_path)
    assert answer.code == 0
    assert "name a clone of it" in answer.out
    assert "not everything was" in answer.out


def test_two_repositories_are_told_apart_by_their_commits(repository: History, tmp_path: Path) -> None:
    service = History(tmp_path / "svc").commits("a service")
    write(tmp_path, of(service, "backend"), of(repository, "config"))
    assert verified(tmp_path, "config", "svc").code == 0


def test_a_clone_of_something_else_is_told(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository))
    History(tmp_path / "other").commits("else")
    with pytest.raises(DdlintError, match="none of the repositories of the report") as caught:
        verified(tmp_path, "other")
    assert "config; NAME=PATH" in caught.value.hint


def test_other_settings_are_told(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository))
    (tmp_path / "ddlint.toml").write_text('ignore = ["DDM010"]\n')
    found = states(tmp_path, "--config", "ddlint.toml")
    assert "the settings in force here are others" in found["moved on"]
    assert any(text.startswith("no longer there, or off: DDM010") for text in found["moved on"])


def test_the_configuration_of_the_audited_commit_counts(tmp_path: Path) -> None:
    history = History(tmp_path / "config").write("ddlint.toml", 'ignore = ["DDM010"]\n').commit("chore: one")
    report = f"{tmp_path}/report.json"
    assert ddlint("audit", f"--output=json={report}", folder=history.path).code == 0
    history.write("ddlint.toml", "").commit("chore: two")
    (tmp_path / "ddlint.toml").write_text('ignore = ["DDM011"]\n')
    told = ddlint("audit", "verify", report, "config", "--moved-on-ok", folder=tmp_path)
    assert "the settings in force (sha256" in told.out, told.out + told.err
    assert "same      rules" in told.out


def test_evidence_of_a_ledger_that_is_none(tmp_path: Path) -> None:
    with opened(tmp_path / "report.html") as store:
        store.put_meta({"evidence": "{"})
    with pytest.raises(DdlintError, match="cannot be read"):
        verified(tmp_path)


def test_an_incomplete_audit_says_so(repository: History, tmp_path: Path) -> None:
    write(tmp_path, of(repository), complete=False)
    assert "The audit itself was incomplete" in verified(tmp_path).out


def test_a_ledger_holds_the_manifest_too(repository: History, tmp_path: Path) -> None:
    with opened(tmp_path / "report.html") as store:
        fill(store)
        store.put_meta(manifest(of(repository)).facts())
    answer = verified(tmp_path, "config")
    assert answer.code == 0
    assert "a ledger holds no digest of its own" in answer.out


def test_a_statement_that_names_the_report(repository: History, tmp_path: Path) -> None:
    made = write(tmp_path, of(repository))
    page = tmp_path / "report.html"
    (tmp_path / "a.json").write_text(statement(made, [("report.html", sha256_of(str(page)))]))
    assert "its subject report.html is this file" in states(tmp_path, "--statement", "a.json")["same"]
    page.write_text(page.read_text("utf-8") + " ", "utf-8")
    assert verified(tmp_path, "--statement", "a.json").code == 1


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"subject": [1]}', '{"subject": [{"digest": 1}]}'])
def test_what_is_no_statement_is_told(repository: History, tmp_path: Path, content: str) -> None:
    write(tmp_path, of(repository))
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(DdlintError, match="is no in-toto statement"):
        verified(tmp_path, "--statement", "a.json")


def test_a_report_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DdlintError, match="cannot read"):
        verified(tmp_path)
