"""`ddlint check` and Cloud Build triggers: where they are found, and what cannot be read."""

from pathlib import Path

import pytest

from calling import ddlint
from history import History

BUILD = 'steps:\n- name: docker\n  args: [build, -t, x, .]\nimages: ["gcr.io/acme/backend:$TAG_NAME"]\n'
TRIGGER = """name: backend-main
filename: .cloudbuild/main.yaml
github: {owner: acme, name: backend, push: {branch: '^(main|release-.*)$'}}
"""
TERRAFORM = """resource "google_cloudbuild_trigger" "main" {
  name     = "backend-main"
  filename = var.config
  github {
    owner = "acme"
    name  = "backend"
    push { branch = "^(main|release-.*)$" }
  }
}
"""


@pytest.fixture
def repo(tmp_path: Path) -> History:
    return History(tmp_path / "backend").write(".cloudbuild/main.yaml", BUILD).commit("feat: build")


def found(repo: History, *words: str) -> list[str]:
    called = ddlint("check", "--format", "concise", *words, folder=repo.path)
    assert called.code in {0, 1}, called.err
    return [line for line in called.out.splitlines() if " DDL" in line]


def test_without_triggers_nothing_is_said(repo: History) -> None:
    called = ddlint("check", folder=repo.path)
    assert called.code == 0
    assert "trigger" not in called.out + called.err


def test_a_tracked_export_is_found(repo: History) -> None:
    repo.write("ci/main.yaml", TRIGGER)
    assert found(repo) == []
    repo.write("ci/main.yaml", TRIGGER.replace("/main.yaml", "/mian.yaml"))
    assert any("DDL020" in line and line.startswith("ci/main.yaml:2:11") for line in found(repo))


def test_a_trigger_of_another_repository_says_nothing_of_our_files(repo: History) -> None:
    repo.write("ci/main.yaml", TRIGGER.replace("/main.yaml", "/mian.yaml"))
    repo.write("ddlint.toml", '[builds]\nrepository = "acme/frontend"\n')
    assert not any("DDL020" in line for line in found(repo))


def test_a_module_beside_the_repository_is_read_with_its_variables(repo: History) -> None:
    beside = repo.path.parent / "gcp" / "triggers"
    beside.mkdir(parents=True)
    (beside / "main.tf").write_text(TERRAFORM)
    (beside / "variables.tf").write_text('variable "config" {\n  default = ".cloudbuild/mian.yaml"\n}\n')
    repo.write("ddlint.toml", '[builds]\ntriggers = ["../gcp/**/main.tf"]\n')
    (line,) = [line for line in found(repo) if "DDL020" in line]
    assert line.startswith("../gcp/triggers/main.tf:3:14")


def test_a_pattern_that_names_nothing_is_an_error(repo: History) -> None:
    repo.write("ddlint.toml", '[builds]\ntriggers = ["nowhere/*.yaml"]\n')
    called = ddlint("check", folder=repo.path)
    assert called.code == 2
    assert "ddlint.toml:2" in called.err
    assert "nowhere/*.yaml" in called.err


@pytest.mark.parametrize(("name", "text"), [("t.tf", 'resource "x" {'), ("t.yaml", "a: [\n")])
def test_a_configured_file_that_cannot_be_read_makes_the_run_incomplete(
    repo: History, name: str, text: str
) -> None:
    repo.write(f"ci/{name}", text)
    repo.write("ddlint.toml", '[builds]\ntriggers = ["ci"]\n')
    called = ddlint("check", folder=repo.path)
    assert called.code == 3
    assert f"ci/{name}:" in called.out + called.err


def test_configured_files_without_a_trigger_make_the_run_incomplete(repo: History) -> None:
    repo.write("ci/other.yaml", "a: b\n")
    repo.write("ddlint.toml", '[builds]\ntriggers = ["ci/*.yaml"]\n')
    called = ddlint("check", folder=repo.path)
    assert called.code == 3
    assert "define no trigger" in called.out + called.err


def test_an_export_that_is_one_json_line_is_found(repo: History) -> None:
    text = '{"filename":"nowhere.yaml","github":{"owner":"acme","name":"backend","push":{"branch":"^main$"}}}'
    repo.write("ci/main.json", text + "\n")
    assert any("DDL020" in line for line in found(repo))
