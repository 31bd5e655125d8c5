"""`ddlint audit diff`: what is different between two audits."""

from __future__ import annotations

import argparse
import dataclasses
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from audit.manifests import CLOCK, manifest
from audit.scene import STREAM, VALUES, deployed, step
from calling import NOW, Called
from ddlint.audit.evidence import Audited, Manifest
from ddlint.audit.rows import FindingRow, RepositoryRow
from ddlint.audit.store_file import opened
from ddlint.cli import audit_diff
from ddlint.cli.environment import Environment
from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.errors import DdlintError
from ddlint.output.json_findings import JsonFindings
from ddlint.output.sink import About, Manner
from history import hermetic_environment

OLD, NEW = CLOCK, CLOCK + 1_000_000
A, B = "a" * 40, "b" * 40


def finding(fingerprint: str, **changes: Any) -> FindingRow:
    row = FindingRow(
        "config", fingerprint, "DDC001", "header", "error", "found", "wrong", "", "", "file", "a.yaml", 3,
        introduced_time=OLD + 5, introduced_by="Ada <a@x>",
    )  # fmt: skip
    return dataclasses.replace(row, **changes)


def audited(refs: Mapping[str, str] = {}) -> Audited:
    return Audited("config", "config", "", "main", A, refs)


def ledger(
    path: Path,
    clock: int,
    findings: Iterable[FindingRow] = (),
    *,
    stream: Any = STREAM,
    told: Manifest | None = None,
) -> None:
    with opened(path) as store:
        store.add_deployments("config", stream)
        store.put_values("config", [*VALUES, (3, VALUES[0][1])])
        store.add([RepositoryRow("config", "", "", "config", "", "main", A, "", 1), *findings])
        made = dataclasses.replace(told or manifest(audited()), clock=clock)
        store.put_meta(made.facts())


def pair(folder: Path, old: Iterable[FindingRow], new: Iterable[FindingRow]) -> Path:
    ledger(folder / "old.sqlite", OLD, old)
    ledger(folder / "new.sqlite", NEW, new)
    return folder


def compared(folder: Path, *words: str, names: tuple[str, str] = ("old.sqlite", "new.sqlite")) -> Called:
    out, err = io.StringIO(), io.StringIO()
    parser = argparse.ArgumentParser()
    audit_diff.configure(parser)
    environment = Environment(io.StringIO(), out, err, hermetic_environment(folder), folder, now=NOW)
    code = audit_diff.run(parser.parse_args([*names, *words]), environment)
    return Called(code, out.getvalue(), err.getvalue())


def told(folder: Path, **names: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(compared(folder, "--format", "json", **names).out)
    return found


def fingerprints(found: Iterable[Mapping[str, Any]]) -> list[str]:
    return [each["fingerprint"] for each in found]


def test_the_same_audits(tmp_path: Path) -> None:
    answer = compared(pair(tmp_path, [finding("1")], [finding("1")]))
    assert (answer.code, answer.out) == (0, "nothing is different\n")


def test_new_and_fixed_findings(tmp_path: Path) -> None:
    pair(
        tmp_path,
        [finding("1"), finding("2"), finding("3")],
        [finding("1"), finding("3", fixed_oid=A), finding("4")],
    )
    found = told(tmp_path)
    assert fingerprints(found["new"]) == ["4"]
    assert fingerprints(found["fixed"]) == ["2", "3"]
    answer = compared(tmp_path)
    assert answer.code == 1
    assert (
        "new findings (1)\n  error    DDC001 header  a.yaml:3: wrong (since 2023-11-14 by Ada <a@x>)"
        in answer.out
    )
    assert answer.out.endswith("1 new, 2 fixed\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 0),
        (("--fail-on", "warning"), 1),
        (("--fail-on", "info"), 1),
        (("--fail-on", "info", "--exit-zero"), 0),
    ],
)
def test_fail_on_says_what_fails(tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    pair(tmp_path, [], [finding("1", severity="warning")])
    assert compared(tmp_path, *words).code == code


def test_the_configuration_says_what_fails(tmp_path: Path) -> None:
    pair(tmp_path, [], [finding("1", severity="warning")])
    (tmp_path / "ddlint.toml").write_text('fail_on = "warning"\n')
    assert compared(tmp_path).code == 1


def test_what_is_waived_does_not_fail(tmp_path: Path) -> None:
    pair(tmp_path, [], [finding("1", verdict="waived")])
    answer = compared(tmp_path)
    assert (answer.code, "[waived]" in answer.out) == (0, True)


def test_a_rule_that_could_not_look_is_no_finding(tmp_path: Path) -> None:
    pair(tmp_path, [], [finding("1", verdict="not available")])
    assert compared(tmp_path).out == "nothing is different\n"


def test_a_finding_of_before_is_unrecorded(tmp_path: Path) -> None:
    pair(tmp_path, [], [finding("1", introduced_time=OLD - 5)])
    (found,) = told(tmp_path)["unrecorded"]
    assert (
        found["why"]
        == "its commit is older than that audit: it was merged later, or the history was rewritten"
    )
    assert compared(tmp_path).code == 1


def test_what_was_committed_since_is_new_whenever_the_old_audit_was_made(tmp_path: Path) -> None:
    ledger(tmp_path / "old.sqlite", NEW)
    ledger(tmp_path / "new.sqlite", NEW + 5, [finding("1", introduced_time=step(8).time)])
    assert fingerprints(told(tmp_path)["new"]) == ["1"]


def test_long_lists_are_cut_for_people(tmp_path: Path) -> None:
    pair(tmp_path, [], [finding(str(number), place="c" * 40, line=None) for number in range(101)])
    answer = compared(tmp_path)
    assert "new findings (101)" in answer.out
    assert "and 1 more: --format json has them" in answer.out
    assert "DDC001 header  cccccccccc: wrong" in answer.out
    assert len(told(tmp_path)["new"]) == 101


@pytest.mark.parametrize(
    ("rules", "why"),
    [({}, ""), ({"DDC002 x": "error 1"}, "not there, or off"), ({"DDC001 header": "x"}, "another one")],
)
def test_why_the_old_audit_does_not_have_it(tmp_path: Path, rules: dict[str, str], why: str) -> None:
    old = dataclasses.replace(manifest(audited()), rules=rules)
    ledger(tmp_path / "old.sqlite", OLD, told=old)
    ledger(tmp_path / "new.sqlite", NEW, [finding("1", introduced_time=OLD - 5)])
    assert why in told(tmp_path)["unrecorded"][0]["why"]


def test_the_old_audit_was_incomplete(tmp_path: Path) -> None:
    ledger(tmp_path / "old.sqlite", OLD, told=manifest(audited(), complete=False))
    ledger(tmp_path / "new.sqlite", NEW, [finding("1", introduced_time=OLD - 5)])
    assert told(tmp_path)["unrecorded"][0]["why"] == "the old audit was incomplete"


def test_what_was_fixed_and_comes_back_is_new(tmp_path: Path) -> None:
    pair(
        tmp_path,
        [finding("1", fixed_oid=A, introduced_time=OLD - 5)],
        [finding("1", introduced_time=OLD - 5)],
    )
    assert fingerprints(told(tmp_path)["new"]) == ["1"]


def test_a_finding_that_changed(tmp_path: Path) -> None:
    pair(tmp_path, [finding("1")], [finding("1", severity="info", line=9)])
    answer = compared(tmp_path)
    assert answer.code == 0
    assert "severity: error -> info; place: a.yaml:3 -> a.yaml:9" in answer.out


def test_what_nobody_looks_for_is_not_fixed(tmp_path: Path) -> None:
    pair(tmp_path, [finding("1", code="DDZ999")], [])
    found = told(tmp_path)
    assert (fingerprints(found["fixed"]), fingerprints(found["unasked"])) == ([], ["1"])


def test_an_incomplete_audit_may_not_have_looked(tmp_path: Path) -> None:
    ledger(tmp_path / "old.sqlite", OLD, [finding("1")])
    ledger(tmp_path / "new.sqlite", NEW, told=manifest(audited(), complete=False))
    assert "may only not have been looked at" in compared(tmp_path).err


def test_refs_that_moved(tmp_path: Path) -> None:
    before = {"refs/heads/main": A, "refs/tags/v1": A, "refs/tags/v0": A}
    after = {"refs/heads/main": B, "refs/tags/v1": B, "refs/tags/v2": B}
    ledger(tmp_path / "old.sqlite", OLD, told=manifest(audited(before)))
    ledger(tmp_path / "new.sqlite", NEW, told=manifest(audited(after)))
    answer = compared(tmp_path)
    assert "tags that moved (1)\n  config: refs/tags/v1 (aaaaaaaaaa -> bbbbbbbbbb)" in answer.out
    assert "tags that are gone (1)\n  config: refs/tags/v0" in answer.out
    assert "tags that were added (1)\n  config: refs/tags/v2" in answer.out
    assert "branches that moved (1)" in answer.out
    assert {"repository": "config", "ref": "refs/tags/v0", "before": A, "after": ""} in told(tmp_path)["refs"]


def test_deployments_that_vanished(tmp_path: Path) -> None:
    ledger(tmp_path / "old.sqlite", OLD)
    rewritten = [(number, dataclasses.replace(it, step=dataclasses.replace(it.step, oid=B)))
                 if it.new == "v1.1.1" else (number, it) for number, it in STREAM]  # fmt: skip
    ledger(tmp_path / "new.sqlite", NEW, stream=rewritten)
    (found,) = told(tmp_path)["vanished"]
    assert (found["place"], found["service"], found["what"], found["commit"]) == (
        "acme", "backend", "v1.1.1", step(6).oid
    )  # fmt: skip
    assert "deployments that the history tells no more (1)" in compared(tmp_path).out


def test_what_the_new_audit_did_not_read_did_not_vanish(tmp_path: Path) -> None:
    ledger(tmp_path / "old.sqlite", OLD)
    since = dataclasses.replace(manifest(audited()), since="2023-11-18")
    ledger(tmp_path / "new.sqlite", NEW, stream=STREAM[3:], told=since)
    assert told(tmp_path)["vanished"] == []


def test_many_deployments_that_vanished_are_counted(tmp_path: Path) -> None:
    many = [(1, deployed(step(number), str(number), f"v{number}")) for number in range(1, 1_102)]
    ledger(tmp_path / "old.sqlite", OLD, stream=many)
    ledger(tmp_path / "new.sqlite", NEW, stream=many[:1])
    found = told(tmp_path)
    assert (len(found["vanished"]), found["vanished_count"]) == (1_000, 1_100)
    assert "and 1080 more" in compared(tmp_path).out


def report(path: Path, clock: int | None, *messages: str) -> None:
    stream = io.StringIO()
    made = dataclasses.replace(manifest(audited()), clock=clock)
    about = About("1.0", evidence=(lambda found, _ledger, _code: made.as_json(found)) if clock else None)
    sink = JsonFindings(stream, about, Manner())
    sink.begin()
    for text in messages:
        sink.entry(Entry(Verdict.FOUND, "DDC001", "n", Severity.ERROR, text, None, fingerprint=text))
    sink.end(Ledger(), 0)
    path.write_text(stream.getvalue())


def test_reports_in_json(tmp_path: Path) -> None:
    report(tmp_path / "old.json", OLD, "a", "b")
    report(tmp_path / "new.json", NEW, "b", "c")
    found = told(tmp_path, names=("old.json", "new.json"))
    assert (fingerprints(found["new"]), fingerprints(found["fixed"])) == (["c"], ["a"])


def test_reports_without_a_manifest(tmp_path: Path) -> None:
    report(tmp_path / "old.json", None, "a")
    report(tmp_path / "new.json", None, "c")
    answer = compared(tmp_path, names=("old.json", "new.json"))
    assert answer.out.endswith("1 new, 1 fixed\n")
    assert "without a manifest" in answer.err


def test_a_ledger_and_a_report(tmp_path: Path) -> None:
    ledger(tmp_path / "old.sqlite", OLD, [finding("a"), finding("b")])
    report(tmp_path / "new.json", NEW, "b")
    found = told(tmp_path, names=("old.sqlite", "new.json"))
    assert fingerprints(found["fixed"]) == ["a"]


def test_the_wrong_way_round_is_told(tmp_path: Path) -> None:
    ledger(tmp_path / "old.sqlite", NEW)
    ledger(tmp_path / "new.sqlite", OLD)
    assert "the wrong way round?" in compared(tmp_path).err


def test_repositories_that_only_one_looked_at_are_told(tmp_path: Path) -> None:
    service = dataclasses.replace(audited(), name="backend")
    ledger(tmp_path / "old.sqlite", OLD, told=manifest(audited(), service))
    ledger(tmp_path / "new.sqlite", NEW)
    assert "only the old audit looked at backend" in compared(tmp_path).err


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"findings": 1}', '{"findings": [1]}', '{"findings": [{}]}', "[" * 100_000,
     '{"findings": [], "evidence": 1}',
     '{"findings": [{"fingerprint": 1, "code": 1, "name": 1, "severity": 1, "verdict": 1, "message": 1}]}',
     '{"findings": [], "evidence": {"clock": "x"}}',
     '{"findings": [], "evidence": {"rules": {"in_force": 1}}}', "<html></html>"],
)  # fmt: skip
def test_what_is_no_audit_is_told(tmp_path: Path, content: str) -> None:
    ledger(tmp_path / "new.sqlite", NEW)
    (tmp_path / "old.json").write_text(content)
    with pytest.raises(DdlintError, match="is no audit that can be compared"):
        compared(tmp_path, names=("old.json", "new.sqlite"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DdlintError, match="cannot read"):
        compared(tmp_path)
