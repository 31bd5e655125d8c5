"""The evidence: what the manifest holds, how a report is sealed, and that no change goes unseen."""

from __future__ import annotations

import dataclasses
import io
import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.manifests import manifest, of
from ddlint.audit.evidence import Audited, rules_digest, rules_in_force, settings_digest
from ddlint.audit.seal import PLACEHOLDER, seal_html, unsealed
from ddlint.audit.statement import PREDICATE, TYPE, sha256_of, statement
from ddlint.config.settings import Settings
from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.selection import Selection
from ddlint.errors import DdlintError
from ddlint.git.published_refs import digest, published_refs
from ddlint.git.repository import open_repository
from ddlint.output.json_findings import JsonFindings
from ddlint.output.json_text import dumps
from ddlint.output.sealed_json import digest_of
from ddlint.output.sink import About, Manner
from ddlint.rules import load
from history import History

PAGE = f"<html><p>Müller &lt;script&gt;</p>{PLACEHOLDER}<p>end</p></html>"
HOSTILE = Audited(
    "a", "config", "https://x/</script><script>alert(1)</script>", "refs/heads/main", "a" * 40, {}
)


@pytest.fixture
def repository(tmp_path: Path) -> History:
    return History(tmp_path / "config").commits("one", "two").tag("v1").branch("feature").checkout("main")


def json_report(*entries: Entry, paste: bool = False) -> str:
    stream = io.StringIO()
    about = About("1.0", evidence=lambda found, ledger, code: manifest().as_json(found))
    sink = JsonFindings(stream, about, Manner())
    sink.begin()
    if paste:
        other = io.StringIO()
        twin = JsonFindings(other, about, Manner())
        for entry in entries:
            twin.entry(entry)
        sink.paste(other.getvalue())
    else:
        for entry in entries:
            sink.entry(entry)
    sink.end(Ledger(), 0)
    return stream.getvalue()


def entry(message: str) -> Entry:
    return Entry(Verdict.FOUND, "DDX001", "n", Severity.ERROR, message, None)


def test_the_same_audit_gives_the_same_manifest(repository: History) -> None:
    assert dumps(manifest(of(repository)).as_json()) == dumps(manifest(of(repository)).as_json())


def test_the_manifest_tells_what_was_looked_at(repository: History) -> None:
    told = json.loads(dumps(manifest(of(repository)).as_json("d")))
    (found,) = told["repositories"]
    assert found["head"] == repository.oid()
    assert set(found["refs"]["listed"]) == {"refs/heads/main", "refs/heads/feature", "refs/tags/v1"}
    assert (found["refs"]["count"], found["commits"]) == (3, 3)
    assert told["clock"] == "2023-11-14T22:13:20Z"
    assert told["counts"] == {"commits": 3, "deployments": 6}
    assert told["outcome"] == {"exit_code": 0, "complete": True}
    assert told["report"] == {"sha256": "d"}


def test_no_password_gets_into_the_manifest(repository: History) -> None:
    repository.git("remote", "add", "origin", "https://bot:secret@git.example/team/config.git")
    text = dumps(manifest(of(repository)).as_json())
    assert "https://git.example/team/config.git" in text
    assert "secret" not in text


def test_many_refs_are_told_by_their_digest_alone() -> None:
    refs = {f"refs/tags/{number}": "a" * 40 for number in range(20_001)}
    told = dataclasses.replace(HOSTILE, refs=refs)
    (found,) = json.loads(dumps(manifest(told).as_json()))["repositories"]
    assert found["refs"] == {"sha256": digest(refs), "count": 20_001}


def test_refs_of_a_clone_are_those_of_its_origin(repository: History, tmp_path: Path) -> None:
    clone = repository.clone(tmp_path / "clone")
    clone.branch("mine").commit("mine")
    assert published_refs(open_repository(clone.path, clone.environ)) == published_refs(
        open_repository(repository.path, repository.environ)
    )


def test_the_digest_over_refs_is_that_of_git(repository: History) -> None:
    listed = repository.git("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags")
    summed = subprocess.run(["sha256sum"], input=listed, capture_output=True, check=True).stdout.split()[0]
    assert digest(of(repository).refs).encode() == summed


def test_severity_and_selection_are_in_the_digest_of_rules() -> None:
    rules = load(("tags",))
    plain = rules_in_force(rules, Selection(rules, Settings()))
    raised = Settings(severity={rules[0].code: "info"})
    ignored = Settings(ignore=(rules[0].code,))
    found = {
        rules_digest(told)
        for told in (plain, *(rules_in_force(rules, Selection(rules, each)) for each in (raised, ignored)))
    }
    assert len(found) == 3
    assert len(plain) == len(rules)


def test_every_setting_is_in_the_digest_of_settings() -> None:
    changed = Settings(ignore=("DDM010",))
    assert settings_digest(changed) != settings_digest(Settings())
    assert settings_digest(Settings()) == settings_digest(Settings())


def test_html_is_unsealed_as_it_was_sealed() -> None:
    sealed = unsealed(seal_html(PAGE, manifest()).encode())
    assert sealed.recorded == sealed.found != ""
    assert sealed.evidence["version"] == "1"


@pytest.mark.parametrize("change", [("end", "End"), ("</p>", " </p>"), ("Müller", "Mueller")])
def test_no_change_of_html_goes_unseen(change: tuple[str, str]) -> None:
    written = seal_html(PAGE, manifest()).replace(*change)
    sealed = unsealed(written.encode())
    assert sealed.recorded != sealed.found


def test_the_manifest_does_not_end_its_element() -> None:
    written = seal_html(PAGE, manifest(HOSTILE))
    assert written.count("<script") == 1
    assert unsealed(written.encode()).evidence["repositories"][0]["url"] == HOSTILE.url


@pytest.mark.parametrize("page", ["<html></html>", PLACEHOLDER * 2])
def test_html_needs_one_place_for_the_manifest(page: str) -> None:
    with pytest.raises(ValueError, match="one place"):
        seal_html(page, manifest())


@pytest.mark.parametrize(
    "content",
    [b"", b"<html></html>", b"{}", b"{", b"[" * 100_000, b"SQLite format 3\0", b'{"evidence": 1}',
     b'{"evidence": {}}', (PLACEHOLDER * 2).encode(), b"\xff\xfe", PLACEHOLDER.encode(),
     b"{" + b'"a":{' * 50_000],
)  # fmt: skip
def test_what_is_no_report_is_told(content: bytes) -> None:
    with pytest.raises(DdlintError):
        unsealed(content)


@pytest.mark.parametrize("paste", [True, False])
def test_json_is_unsealed_as_it_was_sealed(*, paste: bool) -> None:
    written = json_report(entry("one\n,two"), entry("Müller \x7f \udce9 \U0001f600"), paste=paste)
    sealed = unsealed(written.encode())
    assert sealed.recorded == sealed.found != ""


def test_json_may_be_written_anew() -> None:
    written = json.dumps(json.loads(json_report(entry("Müller"))), indent=4, ensure_ascii=False)
    sealed = unsealed(written.encode())
    assert sealed.recorded == sealed.found


def test_no_change_of_json_goes_unseen() -> None:
    written = json_report(entry("one"), entry("two"))
    for changed in (written.replace("two", "three"), written.replace('"exit_code": 0', '"exit_code": 1', 1)):
        sealed = unsealed(changed.encode())
        assert sealed.recorded != sealed.found


def test_a_finding_that_is_taken_away_is_seen() -> None:
    document = json.loads(json_report(entry("one"), entry("two")))
    del document["findings"][0]
    sealed = unsealed(json.dumps(document).encode())
    assert sealed.recorded != sealed.found


def test_other_reports_in_json_have_no_manifest() -> None:
    stream = io.StringIO()
    sink = JsonFindings(stream, About("1.0"), Manner())
    sink.begin()
    sink.end(Ledger(), 0)
    assert "evidence" not in json.loads(stream.getvalue())


@given(st.lists(st.text(), max_size=4))
def test_any_json_report_is_read_back_with_its_digest(messages: list[str]) -> None:
    document = json.loads(json_report(*map(entry, messages)))
    assert digest_of(document) == document["evidence"]["report"]["sha256"]


def test_a_statement_names_the_files_and_the_commits(repository: History, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("report")
    found = sha256_of(str(tmp_path / "report.html"))
    told = json.loads(statement(manifest(of(repository)), [("report.html", found)]))
    assert (told["_type"], told["predicateType"]) == (TYPE, PREDICATE)
    assert told["subject"] == [
        {"name": "report.html", "digest": {"sha256": found}},
        {"name": "config@refs/heads/main", "digest": {"gitCommit": repository.oid()}},
    ]
    assert told["predicate"]["repositories"][0]["name"] == "config"
