"""Waivers as a person meets them: in `check`, `commits` and `waivers list`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calling import ddlint
from history import History

IMAGE = "image:\n  repository: eu.gcr.io/acme/api\n  tag: 2.10"
WAIVER = "# ddlint: allow[tag-not-a-string] owner=platform ref=OPS-7 -- the chart wants a number"


@pytest.fixture
def repository(tmp_path: Path) -> History:
    return History(tmp_path / "config")


def test_a_waived_finding_does_not_fail_the_run(repository: History) -> None:
    repository.write("a.yaml", f"{IMAGE} {WAIVER}\n").commit("feat: a")
    called = ddlint("check", folder=repository.path)
    assert called.code == 0
    assert "1 waived" in called.out
    assert "1 waiver " in called.out


def test_what_is_waived_is_listed_on_request_with_its_reason(repository: History) -> None:
    repository.write("a.yaml", f"{IMAGE} {WAIVER}\n").commit("feat: a")
    called = ddlint("check", "-v", folder=repository.path)
    assert "waived[DDT002] tag-not-a-string" in called.out
    assert "= waiver: a.yaml:3: by platform, OPS-7: the chart wants a number" in called.out


def test_json_and_sarif_hold_the_waiver(repository: History, tmp_path: Path) -> None:
    repository.write("a.yaml", f"{IMAGE} {WAIVER}\n").commit("feat: a")
    ddlint(
        "check",
        "--output",
        f"json={tmp_path}/a.json",
        "--output",
        f"sarif={tmp_path}/a.sarif",
        folder=repository.path,
    )
    [found] = json.loads((tmp_path / "a.json").read_text())["findings"]
    assert found["verdict"] == "waived"
    assert found["waiver"] == {
        "where": "a.yaml:3", "rules": ["tag-not-a-string"], "reason": "the chart wants a number",
        "until": None, "owner": "platform", "ref": "OPS-7",
    }  # fmt: skip
    [result] = json.loads((tmp_path / "a.sarif").read_text())["runs"][0]["results"]
    assert result["suppressions"] == [
        {"kind": "inSource", "justification": "by platform, OPS-7: the chart wants a number"}
    ]


def test_a_fix_leaves_alone_what_is_waived(repository: History) -> None:
    text = f"{IMAGE} {WAIVER}\n"
    repository.write("a.yaml", text).commit("feat: a")
    assert ddlint("check", "--fix", folder=repository.path).code == 0
    assert (repository.path / "a.yaml").read_text() == text


def test_waivers_are_judged_in_every_way_of_running(repository: History) -> None:
    text = f"image:\n  repository: eu.gcr.io/acme/api\n  tag: v1.2.3 {WAIVER}\n"
    for number in range(40):
        repository.write(f"{number}.yaml", text)
    repository.commit("feat: a")
    alone, together, fixed = (
        ddlint("check", "--format", "concise", *options, folder=repository.path)
        for options in (("--jobs", "1"), ("--jobs", "3"), ("--fix",))
    )
    assert alone.out.count("DDW004") == 40
    assert alone.out == together.out == fixed.out


def test_a_finding_across_files_is_waived_where_it_stands(repository: History) -> None:
    marker = '# {"$imagepolicy": "flux-system:api:tag"}'
    policy = (
        "apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImagePolicy\n"
        "metadata: {name: other, namespace: flux-system}\n"
    )
    repository.write(
        "policy.yaml",
        f"{policy}spec: {{imageRepositoryRef: {{name: x}}, policy: {{semver: {{range: '*'}}}}}}\n",
    )
    repository.write(
        "a.yaml",
        f"image:\n  # ddlint: allow[DDR001] -- comes with the next release\n  tag: v1.2.3 {marker}\n",
    )
    repository.commit("feat: a")
    assert "DDR001" not in ddlint("check", "--format", "concise", folder=repository.path).out
    repository.write("a.yaml", f"image:\n  tag: v1.2.3 {marker}\n")
    assert "DDR001" in ddlint("check", "--format", "concise", folder=repository.path).out


def test_a_trailer_waives_what_is_found_in_its_message(repository: History) -> None:
    repository.commit("feat: a").commit(
        "Oops\n\nbody\n\nddlint-allow: malformed-header owner=a -- as the vendor wrote it"
    )
    called = ddlint("commits", "--all", folder=repository.path)
    assert called.code == 0
    assert "1 waived" in called.out


@pytest.mark.parametrize(
    "value", ["DDC001 -- why", "[DDC001] -- why", "DDC001, empty-message until=2030-01-01 -- why"]
)
def test_a_message_is_judged_alike_when_it_is_written(repository: History, value: str) -> None:
    (repository.path / "message").write_text(f"Oops\n\nddlint-allow: {value}\n")
    assert ddlint("commit-msg", "message", folder=repository.path).code == 0


@pytest.mark.parametrize("value", ["DDC001", "DDC001 until=2020-01-01 -- why", "DDC005 -- why", "-- why"])
def test_a_trailer_that_does_not_count_waives_nothing(repository: History, value: str) -> None:
    (repository.path / "message").write_text(f"Oops\n\nddlint-allow: {value}\n")
    assert ddlint("commit-msg", "message", folder=repository.path).code == 1


CONFIG = """\
[[waivers]]
rules = ["tag-not-a-string"]
paths = ["legacy/**"]
reason = "goes away with the old cluster"
until = "2027-01-20"
"""


def test_the_configuration_waives_by_path(repository: History) -> None:
    repository.write("ddlint.toml", CONFIG).write("legacy/a.yaml", f"{IMAGE}\n").commit("feat: a")
    called = ddlint("check", "--format", "concise", folder=repository.path)
    assert called.code == 0
    assert called.out.splitlines() == [
        "ddlint.toml:1:1: warning DDW003 waiver-expiring: waiver of tag-not-a-string ends on 2027-01-20"
    ]


def test_the_configuration_waives_a_commit_by_its_id(repository: History) -> None:
    repository.commit("feat: a").commit("Oops")
    oid = repository.git("rev-parse", "HEAD").decode().strip()
    entry = f'[[waivers]]\nrules = ["DDC001"]\ncommits = ["{oid[:12]}"]\nreason = "published"\n'
    (repository.path / "ddlint.toml").write_text(entry)
    assert ddlint("commits", "--all", folder=repository.path).code == 0


def test_the_place_of_a_configured_waiver_is_told_from_a_folder_below(repository: History) -> None:
    text = CONFIG.replace("legacy", "other")
    repository.write("ddlint.toml", f"ignore = []\n\n{text}").write("legacy/a.yaml", f"{IMAGE}\n").commit(
        "feat: a"
    )
    called = ddlint("check", "--format", "concise", folder=repository.path / "legacy")
    assert "ddlint.toml:3:1: warning DDW004 waiver-unused" in called.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[waivers]]\nrules = ["nonsense"]\nreason = "x"\n', "no rule, area or code is called 'nonsense'"),
        ('[[waivers]]\nrules = ["DDT002"]\n', "reason"),
        ('[[waivers]]\nrules = ["DDT002"]\nreason = " "\n', "reason"),
        ('[[waivers]]\nrules = []\nreason = "x"\n', "rules"),
        ('[[waivers]]\nrules = ["DDT002"]\nreason = "x"\nuntil = "2027-02-30"\n', "2027-02-30"),
        ('unwaivable = ["nonsense"]\n', "no rule, area or code is called 'nonsense'"),
    ],
)
def test_a_configured_waiver_that_is_wrong_is_refused(repository: History, text: str, said: str) -> None:
    repository.write("ddlint.toml", text).write("a.yaml", f"{IMAGE}\n").commit("feat: a")
    called = ddlint("check", folder=repository.path)
    assert called.code == 2
    assert said in called.err


def test_a_configured_waiver_that_covers_nothing_is_found(repository: History) -> None:
    repository.write("ddlint.toml", '[[waivers]]\nrules = ["DDT002"]\nreason = "x"\n')
    repository.write("a.yaml", "a: b\n").commit("feat: a")
    called = ddlint("check", "--format", "concise", folder=repository.path)
    assert "DDW001 waiver-malformed: waiver does not count: it covers no refs, paths or commits" in called.out


def test_the_register_lists_all_the_first_to_end_first(repository: History) -> None:
    repository.write("ddlint.toml", CONFIG)
    repository.write("a.yaml", f"{IMAGE} {WAIVER}\n")
    repository.write("b.yaml", f"{IMAGE} # ddlint: allow[DDT002] until=2026-01-01 -- over\n")
    repository.write("c.yaml", f"{IMAGE} # ddlint: allow[DDT002]\n")
    repository.commit("feat: a").commit("Oops\n\nddlint-allow: DDC001 until=2030-01-01 -- why")
    called = ddlint("waivers", "list", "--history", folder=repository.path)
    assert [line.split()[0] for line in called.out.splitlines()][:2] == ["b.yaml:3", "ddlint.toml:1"]
    assert called.err.strip() == "5 waivers, 1 end within two weeks, 1 have ended, 1 do not count"
    found = json.loads(ddlint("waivers", "list", "--format", "json", folder=repository.path).out)["waivers"]
    assert [each["state"] for each in found] == ["ended", "ends", "counts", "faulty"]


def test_an_empty_register_is_said(repository: History) -> None:
    repository.commit("feat: a")
    called = ddlint("waivers", "list", folder=repository.path)
    assert (called.code, called.out, called.err) == (0, "", "0 waivers\n")
