"""The replay of real repositories: what git says, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ddlint.audit.describing import described
from ddlint.audit.reading import Reader
from ddlint.audit.replaying import Replaying
from ddlint.config.settings import Settings
from ddlint.git.main_line import Span
from ddlint.git.repository import open_repository
from ddlint.model.deployments.deployed import Deployed
from history import History, hermetic_environment

FILE = "accounts/acme/backend.yaml"


def content(tag: str, before: str = "") -> str:
    return (
        "apiVersion: v1\nkind: HelmRelease\n"
        + before
        + "spec:\n  image:\n    repository: registry.example/backend\n"
        f'    tag: {tag} # {{"$imagepolicy": "flux-system:backend:tag"}}\n'
    )


@pytest.fixture
def repo(tmp_path: Path) -> History:
    return History(tmp_path / "repo")


def replaying(path: Path, *, by_name: bool = False) -> Replaying:
    repository = open_repository(path, hermetic_environment(path))
    return Replaying(Reader(repository, by_name, lambda who: "bot" in who))


def told(replay: Replaying, tip: str, jobs: int = 1, after: str = "") -> list[tuple[int, str, str]]:
    return [(number, each.old, each.new) for number, each in all_told(replay, tip, jobs, after)]


def all_told(replay: Replaying, tip: str, jobs: int = 1, after: str = "") -> list[tuple[int, Deployed]]:
    return [*replay.deployed(Span(tip, after), jobs, lambda _count: None)]


@pytest.mark.parametrize("by_name", [False, True])
@pytest.mark.parametrize("jobs", [1, 3])
def test_the_main_line_is_replayed(repo: History, jobs: int, by_name: bool) -> None:
    for tag in ("v1", "v2", "v1"):
        repo.write(FILE, content(tag)).write("README.md", tag).commit(f"chore: {tag}")
    replay = replaying(repo.path, by_name=by_name)
    assert told(replay, repo.oid(), jobs) == [(0, "", "v1"), (0, "v1", "v2"), (0, "v2", "v1")]
    assert (replay.commits, replay.last, replay.unread) == (3, repo.oid(), [])


def test_a_deployment_names_its_commit(repo: History) -> None:
    repo.write(FILE, content("v1")).commit("chore: first")
    repo.write(FILE, content("v2")).commit("chore: second\n\nbody", "--author=fluxbot <bot@example.org>")
    _, second = all_told(replaying(repo.path), repo.oid())
    step = second[1].step
    assert (step.oid, step.position, step.subject) == (repo.oid(), 2, "chore: second")
    assert (step.author, step.by_bot) == ("fluxbot <bot@example.org>", True)


def test_a_merge_deploys_what_it_brings_to_the_main_line(repo: History) -> None:
    repo.write(FILE, content("v1")).commit("chore: one").branch("side")
    repo.write(FILE, content("v2")).commit("chore: two").checkout("main")
    repo.write("other.yaml", "a: 1\n").commit("chore: three").merge("side", message="Merge side")
    assert told(replaying(repo.path), repo.oid()) == [(0, "", "v1"), (0, "v1", "v2")]


def test_attributes_and_nul_bytes_hide_nothing(repo: History) -> None:
    repo.write(".gitattributes", "*.yaml -diff\n").write(FILE, content("v1")).commit("chore: one")
    repo.write(FILE, content("v2", "# \0\n")).commit("chore: two")
    assert told(replaying(repo.path), repo.oid()) == [(0, "", "v1"), (0, "v1", "v2")]


def test_lines_that_look_like_the_patch_itself_are_content(repo: History) -> None:
    trick = "-- a/x\ndiff --git a/b b/b\n@@ -1 +1 @@\n" + "0" * 40 + "\n"
    repo.write(FILE, trick).commit("chore: one")
    repo.write(FILE, content("v1")).commit("chore: two")
    repo.write(FILE, trick + content("v2")).commit("chore: three")
    assert told(replaying(repo.path), repo.oid()) == [(0, "", "v1"), (0, "v1", "v2")]


def test_a_file_without_a_last_line_ending_is_read(repo: History) -> None:
    repo.write(FILE, content("v1").rstrip("\n")).commit("chore: one")
    repo.write(FILE, content("v2").rstrip("\n")).commit("chore: two")
    assert told(replaying(repo.path), repo.oid()) == [(0, "", "v1"), (0, "v1", "v2")]


@pytest.mark.parametrize("name", ["a b.yaml", 'qu"ote.yaml', "tab\t.yaml", "ünï.yaml", b"latin-\xe9.yaml"])
def test_any_path_is_read(repo: History, name: str | bytes) -> None:
    path = name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else name
    repo.write(path, content("v1")).commit("chore: one")
    replay = replaying(repo.path)
    assert told(replay, repo.oid()) == [(0, "", "v1")]
    assert replay.replay.values[0].path == path


def test_a_value_whose_marker_stands_above_it_is_followed_where_its_line_shows_no_marker(
    repo: History,
) -> None:
    def listed(tag: str) -> str:
        return f'args:\n  # {{"$imagepolicy": "flux-system:backend:tag"}}\n  - {tag}\n'

    for tag in ("v1", "v2"):
        repo.write(FILE, listed(tag)).commit(f"chore: {tag}")
    replay = replaying(repo.path)
    assert told(replay, repo.oid()) == [(0, "", "v1"), (0, "v1", "v2")]


def test_what_flux_does_not_open_is_no_deployment(repo: History) -> None:
    repo.write("notes.txt", content("v1")).write("a.yaml.j2", content("v1")).commit("chore: one")
    assert told(replaying(repo.path), repo.oid()) == []


def test_a_symlink_is_no_file(repo: History) -> None:
    repo.write(FILE, content("v1")).commit("chore: one")
    (repo.path / FILE).unlink()
    (repo.path / FILE).symlink_to("elsewhere.yaml")
    repo.git("add", "-A")
    repo.commit("chore: two")
    assert told(replaying(repo.path), repo.oid()) == [(0, "", "v1"), (0, "v1", "")]


def test_a_shallow_clone_begins_with_what_was_there(repo: History, tmp_path: Path) -> None:
    for tag in ("v1", "v2", "v3"):
        repo.write(FILE, content(tag)).commit(f"chore: {tag}")
    clone = repo.clone(tmp_path / "clone", "--depth=2", "--no-local")
    replay = replaying(clone.path)
    assert told(replay, clone.oid()) == [(0, "", "v2"), (0, "v2", "v3")]
    assert not replay.replay.values[0].is_whole


def test_what_is_missing_in_the_middle_is_named_and_the_rest_is_read(repo: History) -> None:
    oids = []
    for tag in ("v1", "v2", "v3", "v4"):
        repo.write(FILE, content(tag)).write(f"{tag}.yaml", "a: 1\n").commit(f"chore: {tag}")
        oids.append(repo.oid())
    blob = repo.oid(f"{oids[2]}:{FILE}")
    (repo.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    replay = replaying(repo.path)
    found = told(replay, repo.oid())
    assert [unread.first for unread in replay.unread] == [oids[2], oids[3]]
    assert found == [(0, "", "v1"), (0, "v1", "v2")]


def test_a_replay_goes_on_where_an_older_one_stopped(repo: History) -> None:
    for tag in ("v1", "v2"):
        repo.write(FILE, content(tag)).commit(f"chore: {tag}")
    first = replaying(repo.path)
    told(first, repo.oid())
    after = repo.oid()
    repo.write(FILE, content("v3")).commit("chore: v3")
    second = replaying(repo.path)
    second.replay.resume(first.replay.state())
    second.commits = first.commits
    assert told(second, repo.oid(), after=after) == [(0, "v2", "v3")]
    assert second.commits == 3


def test_values_are_described_by_the_file_they_stand_in(repo: History) -> None:
    repo.write(FILE, content("v1")).commit("chore: one")
    replay = replaying(repo.path)
    told(replay, repo.oid())
    found = described(replay.reader.repository, replay.replay.values, Settings(), lambda *_: "", 1)
    value = found.values[0]
    assert (value.path, value.route) == (FILE, "spec.image.tag")
    assert (value.image, value.service) == ("registry.example/backend", "backend")


def test_what_is_text_in_a_block_scalar_is_no_value(repo: History) -> None:
    repo.write(FILE, "a: |\n" + content("v1").replace("\n", "\n  ")).commit("chore: one")
    replay = replaying(repo.path)
    told(replay, repo.oid())
    found = described(replay.reader.repository, replay.replay.values, Settings(), lambda *_: "", 1)
    assert (found.values, found.dead) == ({}, frozenset({0}))
