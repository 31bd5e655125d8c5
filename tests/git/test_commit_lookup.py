"""Many commit ids at once: what exists, what is meant, which branch holds it, and when it was made."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import ddlint.git.process
from ddlint.git.commit_lookup import Wanted, look_up
from ddlint.git.repository import open_repository
from ddlint.model.service_commits import CommitFact, Found, ServiceCommits
from history import History


def asked(history: History, *ids: str, main: str = "") -> ServiceCommits:
    wanted = Wanted("engine", "../engine", main, lambda name: name.startswith("release-v"))
    return look_up(open_repository(history.path, history.environ), ids, wanted)


def fact(history: History, commit: str) -> CommitFact:
    return asked(history, commit).commits[commit]


@pytest.mark.parametrize("length", [7, 10, 40])
def test_a_commit_is_found_by_its_abbreviated_id(repo: History, length: int) -> None:
    repo.commits("a", "b")
    found = fact(repo, repo.oid()[:length])
    assert (found.found, found.oid, found.line) == (Found.COMMIT, repo.oid(), "main")
    assert (found.committed, found.step, found.is_step) == (repo.clock, 1, True)


def test_author_and_committer_have_times_of_their_own(repo: History) -> None:
    repo.commit("a", GIT_AUTHOR_DATE="1600000000 +0000")
    found = fact(repo, repo.oid())
    assert (found.authored, found.committed) == (1_600_000_000, repo.clock)


@pytest.mark.parametrize("commit", ["deadbeef", "0000000", "f" * 40])
def test_an_id_of_nothing_is_missing(repo: History, commit: str) -> None:
    assert fact(repo.commit("a"), commit).found is Found.MISSING


def test_ids_of_other_objects_are_no_commits(repo: History) -> None:
    repo.write("a", "content").commit("a").tag("v1")
    for name in ("HEAD^{tree}", "HEAD:a", "v1"):
        assert fact(repo, repo.oid(name)).found is Found.OTHER


def test_of_several_objects_that_begin_so_the_one_commit_is_meant(repo: History) -> None:
    repo.commit("a")
    start = repo.oid()[:4]
    repo.git("hash-object", "-w", "--stdin", data=_blob_beginning(start))
    assert fact(repo, start).oid == repo.oid()


def test_several_commits_that_begin_so_are_ambiguous(repo: History) -> None:
    repo.commit("a")
    start, tree = repo.oid()[:4], repo.oid("HEAD^{tree}")
    repo.git("hash-object", "-t", "commit", "-w", "--stdin", data=_commit_beginning(start, tree))
    assert fact(repo, start).found is Found.AMBIGUOUS


def _blob_beginning(start: str) -> bytes:
    texts = (str(number).encode() for number in range(1 << 22))
    return next(each for each in texts if _id(b"blob", each).startswith(start))


def _commit_beginning(start: str, tree: str) -> bytes:
    head = f"tree {tree}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\n".encode()
    texts = (head + str(number).encode() for number in range(1 << 22))
    return next(each for each in texts if _id(b"commit", each).startswith(start))


def _id(kind: bytes, content: bytes) -> str:
    return hashlib.sha1(b"%s %d\0%s" % (kind, len(content), content)).hexdigest()


@pytest.mark.parametrize("make", ["branch", "tag"])
def test_a_ref_with_the_name_of_a_commit_does_not_answer_for_it(repo: History, make: str) -> None:
    repo.commits("a", "b")
    first, last = repo.oid("HEAD~1"), repo.oid()
    repo.git(make, first[:7], last)
    repo.git(make, "deadbee", last)
    known = asked(repo, first[:7], "deadbee").commits
    assert known[first[:7]].oid == first
    assert known["deadbee"].found is Found.MISSING


def test_what_is_no_id_is_never_given_to_git(repo: History) -> None:
    assert asked(repo.commit("a"), "--help", "HEAD", "a\nb", "../x").commits == {}


def test_release_branches_are_lines_too_and_others_are_not(repo: History) -> None:
    repo.commit("a").branch("release-v1.0.1").commit("b").branch("feature").commit("c").checkout(
        "main"
    ).commit("d")
    lines = {name: fact(repo, repo.oid(name)).line for name in ("main", "release-v1.0.1", "feature")}
    assert lines == {"main": "main", "release-v1.0.1": "release-v1.0.1", "feature": ""}


def test_a_merged_commit_came_with_the_step_of_its_merge(repo: History) -> None:
    repo.commit("a").branch("feature").commit("b").checkout("main").commit("c").merge("feature").commit("d")
    merged, merge = fact(repo, repo.oid("feature")), fact(repo, repo.oid("HEAD~1"))
    assert (merged.line, merged.step, merged.is_step) == ("main", 2, False)
    assert (merge.step, merge.is_step) == (2, True)
    assert fact(repo, repo.oid()).descends_from(merged)
    assert merged.descends_from(fact(repo, repo.oid())) is False
    assert merged.descends_from(fact(repo, repo.oid("HEAD~2"))) is None


def test_a_commit_of_a_rewritten_history_has_a_twin(repo: History) -> None:
    repo.commits("a", "b\n\nThis reverts commit 1234567.")
    old, clock = repo.oid(), repo.clock
    repo.git("update-ref", "refs/other", old)
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.write("secret", "is gone")
    repo.clock = clock - 60
    repo.commit("b\n\nThis reverts commit 89abcde.")
    assert (fact(repo, old).line, fact(repo, old).twin) == ("", repo.oid())
    assert fact(repo, repo.oid()).twin == ""


def test_a_commit_of_the_same_second_is_no_twin_yet(repo: History) -> None:
    repo.commits("a", "b")
    old, clock = repo.oid(), repo.clock
    repo.git("update-ref", "refs/other", old)
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.clock = clock - 60
    repo.commit("another")
    assert fact(repo, old).twin == ""


def test_main_is_what_the_remote_has_and_what_this_clone_has(repo: History, tmp_path: Path) -> None:
    clone = repo.commit("a").clone(tmp_path / "clone")
    repo.commit("b")
    clone.git("fetch", "-q")
    clone.commit("c")
    assert fact(clone, clone.oid("origin/main")).line == "main"
    assert fact(clone, clone.oid("HEAD")).line == "main"


def test_main_comes_first_though_a_tag_stands_on_it(repo: History) -> None:
    repo.commit("a").branch("release-v1.0.1").commit("b").checkout("main").commit("c").tag("v2.0.0")
    lines = {name: fact(repo, repo.oid(name)).line for name in ("main~1", "main", "release-v1.0.1")}
    assert lines == {"main~1": "main", "main": "main", "release-v1.0.1": "release-v1.0.1"}


def test_main_of_another_remote_is_not_main(repo: History, tmp_path: Path) -> None:
    fork = repo.commit("a").clone(tmp_path / "fork").commit("b").branch("release-v9").commit("c")
    clone = repo.clone(tmp_path / "clone")
    clone.git("remote", "add", "fork", f"file://{fork.path}")
    clone.git("fetch", "-q", "fork")
    assert fact(clone, fork.oid("main")).line == ""
    assert fact(clone, fork.oid("release-v9")).line == ""


@pytest.mark.parametrize("annotated", [True, False])
def test_the_tag_of_a_release_holds_a_hotfix_whose_branch_is_gone(repo: History, *, annotated: bool) -> None:
    repo.commit("a").branch("release-v1.0.1").commit("b").commit("c").tag("v1.0.1", annotated=annotated)
    repo.commit("d").tag("nightly").checkout("main").git("branch", "-D", "release-v1.0.1")
    assert fact(repo, repo.oid("v1.0.1~1")).line == "tag v1.0.1"
    assert fact(repo, repo.oid("nightly^{commit}")).line == ""


def test_tags_of_other_objects_do_no_harm(repo: History) -> None:
    repo.write("a", "content").commit("a").tag("v1.0.0", "HEAD:a").tag(
        "v1.0.1", "HEAD^{tree}", annotated=False
    )
    repo.tag("v1.0.2").tag("v1.0.3", "v1.0.2")
    assert fact(repo, repo.oid()).line == "main"


def test_the_main_branch_can_be_configured(repo: History) -> None:
    repo.commit("a").branch("trunk2").commit("b")
    assert asked(repo, repo.oid(), main="trunk2").commits[repo.oid()].line == "trunk2"
    assert asked(repo, repo.oid(), main="none").main == ""


def test_the_time_of_the_newest_tip_is_told(repo: History) -> None:
    assert asked(repo.commits("a", "b"), "deadbee").newest == repo.clock


def test_a_shallow_clone_says_so(repo: History, tmp_path: Path) -> None:
    clone = repo.commits("a", "b", "c").clone(tmp_path / "clone", "--depth=2")
    known = asked(clone, repo.oid()[:8], repo.oid("HEAD~2")[:8])
    assert known.lack == "shallow"
    assert [each.found for each in known.commits.values()].count(Found.MISSING) == 1
    assert known.commits[repo.oid()[:8]].line == "main"


def test_a_partial_clone_says_so_and_fetches_nothing(repo: History, tmp_path: Path) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    clone = (
        repo.write("a", "content")
        .commit("a")
        .clone(tmp_path / "clone", "--filter=blob:none", "--no-checkout")
    )
    known = asked(clone, repo.oid()[:8], "deadbeef")
    assert known.lack == "partial"
    assert known.commits[repo.oid()[:8]].line == "main"
    assert known.commits["deadbeef"].found is Found.MISSING


def test_an_empty_repository_knows_nothing(repo: History) -> None:
    known = asked(repo, "deadbee")
    assert (known.main, known.newest) == ("", None)
    assert known.commits["deadbee"].found is Found.MISSING


def test_a_bare_repository_will_do(tmp_path: Path, repo: History) -> None:
    clone = repo.commit("a").clone(tmp_path / "clone.git", "--bare")
    assert fact(clone, repo.oid()[:7]).line == "main"


def test_a_long_history_is_walked_without_recursion(repo: History) -> None:
    stream = "".join(
        f"commit refs/heads/main\ncommitter A <a@b> {1_700_000_000 + number} +0000\ndata 1\nx\n"
        for number in range(5_000)
    )
    repo.git("fast-import", "--quiet", data=stream.encode())
    assert fact(repo, repo.oid("main~4999")).step == 0


def test_the_number_of_processes_does_not_depend_on_the_number_of_ids(
    repo: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commits(*map(str, range(30)))
    every = repo.git("rev-list", "HEAD").decode().split()
    started: list[object] = []
    real = ddlint.git.process.Stream.start

    def counting(stream: ddlint.git.process.Stream) -> None:
        started.append(stream)
        real(stream)

    monkeypatch.setattr(ddlint.git.process.Stream, "start", counting)
    counts = []
    for ids in (every[:1], every, [*every, *(f"{number:040x}" for number in range(500))]):
        started.clear()
        asked(repo, *ids)
        counts.append(len(started))
    assert len(set(counts)) == 1
    assert counts[0] <= 8
