"""`ddlint audit`, as an auditor calls it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from calling import ddlint
from ddlint.cli import audit_repository
from history import History

BACKEND = "accounts/acme/backend.yaml"
CONFIG = """
[accounts]
files = ["accounts/{account}/**"]
registry = "accounts.json"

[environments.production]
files = ["accounts/**"]
tags = "semver"
"""
BOT = "--author=fluxcdbot <flux@example.org>"


def release(tag: str) -> str:
    return (
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n"
        "metadata:\n  name: backend\nspec:\n  values:\n"
        "    image:\n      repository: registry.example/backend\n"
        f'      tag: {tag} # {{"$imagepolicy": "flux-system:backend:tag"}}\n'
    )


@pytest.fixture
def repo(tmp_path: Path) -> History:
    found = History(tmp_path / "config")
    found.write("ddlint.toml", CONFIG).write("accounts.json", '[{"code": "acme", "is_uat": true}]')
    found.write(BACKEND, release("v1.0.0")).commit("feat: acme")
    found.write(BACKEND, release("v1.1.0")).commit("chore: deploy", BOT)
    found.write(BACKEND, release("v1.0.0")).commit("fix: roll back")
    return found


def asked(ledger: Path, question: str) -> Sequence[Any]:
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute(question).fetchall()


def test_the_ledger_holds_what_was_deployed_by_whom(repo: History, tmp_path: Path) -> None:
    found = ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    assert found.code == 0, found.err
    columns = "account, is_uat, environment, service, from_, to_, by_bot, subject"
    log = asked(tmp_path / "l.sqlite", f"SELECT {columns} FROM deployment_log ORDER BY id")
    assert log == [
        ("acme", 1, "production", "backend", "", "v1.0.0", 0, "feat: acme"),
        ("acme", 1, "production", "backend", "v1.0.0", "v1.1.0", 1, "chore: deploy"),
        ("acme", 1, "production", "backend", "v1.1.0", "v1.0.0", 0, "fix: roll back"),
    ]


def test_findings_of_all_kinds_are_in_the_ledger(repo: History, tmp_path: Path) -> None:
    repo.write(BACKEND, release("2.10")).commit("rolled out").tag("v1.2", annotated=False)
    repo.tag("v1.0.0")
    found = ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    assert found.code == 1, found.err
    kinds = dict(asked(tmp_path / "l.sqlite", "SELECT kind, count(*) FROM findings GROUP BY kind"))
    assert {"commit", "file", "tag"} <= kinds.keys()


def test_the_commits_of_a_service_are_audited_too(repo: History, tmp_path: Path) -> None:
    service = History(tmp_path / "backend")
    service.write("x").commit("made it").tag("v1.0.0")
    found = ddlint(
        "audit", "--service", "backend=../backend", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path
    )
    assert found.code == 1
    assert "malformed-header" in found.out
    assert asked(tmp_path / "l.sqlite", "SELECT repository, tag, service FROM releases") == [
        ("backend", "v1.0.0", "backend")
    ]


def test_the_configuration_of_the_audited_revision_counts_not_that_of_the_work_tree(
    repo: History, tmp_path: Path
) -> None:
    repo.place("ddlint.toml", "[accounts]\nnonsense = 1\n")
    found = ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    assert found.code == 0, found.err


def test_a_bare_clone_is_audited(repo: History, tmp_path: Path) -> None:
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    found = ddlint("audit", str(bare.path), "--ledger", str(tmp_path / "l.sqlite"), folder=tmp_path)
    assert found.code == 0, found.err
    assert asked(tmp_path / "l.sqlite", "SELECT count(*) FROM deployments") == [(3,)]


def test_a_shallow_clone_is_audited_as_far_as_it_goes_and_says_so(repo: History, tmp_path: Path) -> None:
    clone = repo.clone(tmp_path / "shallow", "--depth=1", "--no-local")
    found = ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=clone.path)
    assert found.code == 3
    assert "git fetch --unshallow" in found.out
    assert asked(tmp_path / "l.sqlite", "SELECT is_whole FROM marked_values") == [(0,)]


def test_what_could_not_be_read_is_named_and_all_else_is_there(repo: History, tmp_path: Path) -> None:
    blob = repo.oid(f"HEAD~1:{BACKEND}")
    (repo.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    found = ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    assert found.code == 3
    assert "could not be replayed" in found.out
    assert asked(tmp_path / "l.sqlite", "SELECT count(*) FROM gaps WHERE asked") != [(0,)]


@pytest.mark.parametrize("word", ["--since=yesterday", "--until=2026-13-01"])
def test_a_day_that_is_none_is_refused(repo: History, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        ddlint("audit", word, folder=repo.path)
    assert "a day such as 2026-01-31 is needed" in capsys.readouterr().err


def test_two_repositories_of_one_name_are_refused(repo: History) -> None:
    found = ddlint("audit", ".", ".", folder=repo.path)
    assert found.code == 2
    assert "two repositories are called config" in found.err


def test_no_repository_is_refused(tmp_path: Path) -> None:
    found = ddlint("audit", folder=tmp_path)
    assert found.code == 2


def test_the_report_is_written_from_the_ledger(repo: History, tmp_path: Path) -> None:
    found = ddlint("audit", "--output", f"html={tmp_path}/r.html", folder=repo.path)
    assert found.code == 0, found.err
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    assert "Audit of config" in page


def test_a_roll_back_by_hand_that_left_the_marker_is_found(repo: History, tmp_path: Path) -> None:
    repo.write(BACKEND, release("v1.1.0")).commit("chore: deploy", BOT)
    found = ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), "--format", "concise", folder=repo.path)
    assert "roll-back-by-hand" in found.out
    kinds = asked(tmp_path / "l.sqlite", "SELECT kind FROM deployments ORDER BY id")
    assert [kind for (kind,) in kinds] == ["first", "forward", "roll-back", "come-back"]


def test_a_repository_that_is_its_own_service_is_audited_once(repo: History, tmp_path: Path) -> None:
    repo.tag("v1.0.0")
    found = ddlint(
        "audit", "--service", "backend=.", "--ledger", str(tmp_path / "l.sqlite"), "--format", "concise",
        folder=repo.path,
    )  # fmt: skip
    assert asked(tmp_path / "l.sqlite", "SELECT name, role FROM repositories") == [("config", "config")]
    assert "v1.1.0" in found.out  # deployed, and no release of the service


def test_a_service_of_the_configuration_is_audited_from_its_clone(repo: History, tmp_path: Path) -> None:
    History(tmp_path / "backend").write("x").commit("feat: x").tag("v1.0.0")
    repo.write("ddlint.toml", CONFIG + '[services.backend]\npath = "../backend"\n').commit("chore: service")
    found = ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    names = asked(tmp_path / "l.sqlite", "SELECT name, role FROM repositories ORDER BY name")
    assert names == [("backend", "service"), ("config", "config")], found.err


def test_a_clone_that_is_missing_is_a_gap(repo: History) -> None:
    repo.write("ddlint.toml", CONFIG + '[services.backend]\npath = "../backend"\n').commit("chore: service")
    found = ddlint("audit", folder=repo.path)
    assert found.code == 3
    assert "--service backend=PATH" in found.out


def test_the_ledger_of_release_tags_is_compared(repo: History) -> None:
    oid = repo.oid()
    line = f"refs/tags/v1.0.0\t{'1' * 40}\t{'1' * 40}\t2026-01-01T00:00:00Z\n"
    repo.write(".ddlint/tags", line).commit("chore: record").tag("v1.0.0", oid, annotated=False)
    found = ddlint("audit", "--format", "concise", folder=repo.path)
    assert "DDG" in found.out, found.err


def test_a_report_is_verified_and_a_changed_one_is_not(repo: History, tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    ddlint("audit", "--output", f"html={page}", folder=repo.path)
    assert ddlint("audit", "verify", str(page), ".", folder=repo.path).code == 0
    page.write_text(page.read_text(encoding="utf-8").replace("Audit of config", "Audit of nothing"), "utf-8")
    found = ddlint("audit", "verify", str(page), ".", folder=repo.path)
    assert found.code != 0
    assert "do not trust it" in found.out


def test_the_statement_names_every_file_of_the_audit(repo: History, tmp_path: Path) -> None:
    ddlint(
        "audit", "--output", f"html={tmp_path}/r.html", "--output", f"json={tmp_path}/r.json",
        "--ledger", f"{tmp_path}/l.sqlite", "--output", f"in-toto={tmp_path}/s.json", folder=repo.path,
    )  # fmt: skip
    told = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    names = {subject["name"] for subject in told["subject"] if "sha256" in subject["digest"]}
    assert names == {"r.html", "r.json", "l.sqlite"}
    assert ddlint("audit", "verify", f"{tmp_path}/r.json", ".", folder=repo.path).code == 0


def test_the_same_audit_gives_the_same_bytes(repo: History, tmp_path: Path) -> None:
    for name in ("a", "b"):
        ddlint(
            "audit", "--output", f"html={tmp_path}/{name}.html", "--ledger", f"{tmp_path}/{name}.sqlite",
            folder=repo.path,
        )  # fmt: skip
    for kind in ("html", "sqlite"):
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()


def test_only_the_days_that_are_asked_for_are_audited(repo: History, tmp_path: Path) -> None:
    repo.clock += 30 * 86_400
    repo.write(BACKEND, release("v1.2.0")).commit("chore: deploy", BOT)
    day = datetime.fromtimestamp(repo.clock, UTC).date().isoformat()
    ddlint("audit", "--since", day, "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    found = asked(tmp_path / "l.sqlite", "SELECT old, new FROM deployments ORDER BY id")
    assert found == [("", "v1.0.0"), ("v1.0.0", "v1.2.0")]  # what was there before, and what was done
    ddlint("audit", "--until", day, "--ledger", str(tmp_path / "u.sqlite"), folder=repo.path)
    assert asked(tmp_path / "u.sqlite", "SELECT count(*) FROM deployments") == [(4,)]


def test_the_next_audit_reads_only_what_is_new_and_comes_to_the_same(repo: History, tmp_path: Path) -> None:
    repo.write("x").commit("no convention")
    ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    repo.write(BACKEND, release("v1.2.0")).write("y").commit("chore: deploy", BOT)
    repo.write(BACKEND, release("2.10")).commit("again none")
    again = ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    whole = ddlint("audit", "--ledger", str(tmp_path / "w.sqlite"), folder=repo.path)
    assert again.out.count("again none") >= 1
    assert "no convention" not in again.out
    assert (again.code, again.out.splitlines()[-3:]) == (whole.code, whole.out.splitlines()[-3:])
    for table in ("deployment_log", "coverage", "marked_values"):
        columns = "*" if table != "deployment_log" else "account, from_, to_, kind, position, subject"
        question = f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3, 4, 5"
        assert asked(tmp_path / "l.sqlite", question) == asked(tmp_path / "w.sqlite", question)
    found = "SELECT code, place, message FROM findings ORDER BY 1, 2, 3"
    assert asked(tmp_path / "l.sqlite", found) == asked(tmp_path / "w.sqlite", found)


@pytest.mark.parametrize("what", ["history", "policy"])
def test_another_history_or_policy_is_read_anew(repo: History, tmp_path: Path, what: str) -> None:
    ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    if what == "history":
        repo.git("reset", "--hard", "HEAD~1")
    else:
        repo.write("ddlint.toml", CONFIG + "[commits]\nrequire_scope = true\n").commit("chore: policy")
    found = ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    assert "all is read anew" in found.err
    deployments = asked(tmp_path / "l.sqlite", "SELECT count(*) FROM deployments")
    assert deployments == [(2 if what == "history" else 3,)]


def test_an_audit_after_an_incomplete_one_reads_all(repo: History, tmp_path: Path) -> None:
    blob = repo.oid(f"HEAD~1:{BACKEND}")
    place = repo.path / ".git" / "objects" / blob[:2] / blob[2:]
    kept = place.read_bytes()
    place.unlink()
    ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    place.write_bytes(kept)
    found = ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    assert (found.code, "incomplete" in found.err) == (0, True)
    assert asked(tmp_path / "l.sqlite", "SELECT count(*) FROM deployments") == [(3,)]


def lives(ledger: Path) -> Sequence[Any]:
    columns = "code, place, introduced_by, introduced_oid, fixed_by, fixed_oid"
    return asked(
        ledger, f"SELECT {columns} FROM findings WHERE kind = 'file' ORDER BY code, introduced_time, id"
    )


def test_each_finding_tells_which_commit_brought_and_mended_it(repo: History, tmp_path: Path) -> None:
    ada, bob = "Ada <ada@example.org>", "Bob <bob@example.org>"
    repo.write(BACKEND, release("2.10")).commit("fix: a number", f"--author={ada}")
    brought = repo.oid()
    repo.write(BACKEND, release("2.11")).commit("fix: routine", f"--author={bob}")
    repo.write(BACKEND, release("v2.12.0")).commit("fix: mended", f"--author={bob}")
    mended = repo.oid()
    repo.write(BACKEND, "# moved\n" + release("2.12")).commit("fix: a number again", f"--author={bob}")
    again = repo.oid()
    repo.write("x.md").commit("docs: x")
    ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    found = [row for row in lives(tmp_path / "l.sqlite") if row[0] == "DDT002"]
    assert found == [("DDT002", BACKEND, ada, brought, bob, mended), ("DDT002", BACKEND, bob, again, "", "")]


def test_a_finding_in_a_file_that_is_renamed_lives_on(repo: History, tmp_path: Path) -> None:
    repo.write(BACKEND, release("2.10")).commit("fix: a number")
    brought = repo.oid()
    repo.git("mv", BACKEND, "accounts/acme/renamed.yaml")
    repo.commit("chore: rename")
    ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    found = [row for row in lives(tmp_path / "l.sqlite") if row[0] == "DDT002"]
    assert [(row[1], row[3], row[5]) for row in found] == [("accounts/acme/renamed.yaml", brought, "")]


def test_a_finding_about_a_commit_is_there_since_that(repo: History, tmp_path: Path) -> None:
    repo.write("x").commit("no convention", "--author=Ada <ada@example.org>")
    ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    found = asked(
        tmp_path / "l.sqlite",
        "SELECT place, introduced_oid, introduced_by FROM findings WHERE code = 'DDC001'",
    )
    assert found == [(repo.oid(), repo.oid(), "Ada <ada@example.org>")]


def test_lives_go_on_in_the_next_audit(repo: History, tmp_path: Path) -> None:
    repo.write(BACKEND, release("2.10")).commit("fix: a number")
    ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    repo.write("accounts/acme/other.yaml", release("2.1")).commit("feat: other")
    ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    repo.write(BACKEND, release("v3.0.0")).commit("fix: mended")
    for name in ("l", "w"):
        ddlint("audit", "--ledger", str(tmp_path / f"{name}.sqlite"), folder=repo.path)
    assert sorted(lives(tmp_path / "l.sqlite")) == sorted(lives(tmp_path / "w.sqlite"))
    assert any(row[5] == repo.oid() for row in lives(tmp_path / "l.sqlite"))


def test_what_is_known_when_it_is_interrupted_is_reported_as_a_part(
    repo: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(audit_repository, "judge_deployments", interrupted)
    page, kept = tmp_path / "r.html", tmp_path / "l.sqlite"
    found = ddlint("audit", "--output", f"html={page}", "--ledger", str(kept), folder=repo.path)
    assert found.code == 130
    assert "the audit was interrupted" in found.out
    assert "the audit was interrupted" in page.read_text(encoding="utf-8")
    assert asked(kept, "SELECT count(*) FROM deployments") == [(3,)]
    assert asked(kept, "SELECT value FROM meta WHERE key = 'partial'") != []


def test_the_register_of_waivers_is_in_the_ledger(repo: History, tmp_path: Path) -> None:
    allow = "# ddlint: allow[tag-not-a-string] until=2099-01-31 owner=ada ref=X-1 -- as it was"
    repo.write(BACKEND, release("2.10").replace("      tag:", f"      {allow}\n      tag:"))
    repo.commit("fix: waived\n\nddlint-allow: unknown-type -- we say so")
    repo.write("x").commit("docs: x")
    ddlint("audit", "--ledger", str(tmp_path / "l.sqlite"), folder=repo.path)
    columns = "place, line, rules, until, owner, ref, reason, used"
    found = asked(tmp_path / "l.sqlite", f"SELECT {columns} FROM waivers ORDER BY place")
    assert found == [
        (BACKEND, 9, "tag-not-a-string", "2099-01-31", "ada", "X-1", "as it was", 1),
        (f"commit {repo.oid('HEAD~1')[:10]}", None, "unknown-type", "", "", "", "we say so", 0),
    ]
