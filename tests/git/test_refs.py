"""Refs by full name, and the main branch among them."""

from pathlib import Path

import pytest

from ddlint.git.failure import ObjectMissing
from ddlint.git.refs import Ref, Refs, branches, main_branch, refs
from ddlint.git.repository import open_repository
from history import History


def found_in(history: History) -> Refs:
    return refs(open_repository(history.path, history.environ))


def refs_named(*names: str, head: str = "") -> Refs:
    made = {name: Ref(name, "1" * 40, "commit", "1" * 40) for name in sorted(names)}
    if head:
        made["refs/remotes/origin/HEAD"] = Ref("refs/remotes/origin/HEAD", "1" * 40, "commit", "1" * 40, head)
    return Refs(made)


def test_every_kind_of_ref_is_listed_with_what_it_points_to(repo: History) -> None:
    repo.commit("a").tag("v1.0.0").tag("light", annotated=False).git("update-ref", "refs/pull/1/head", "HEAD")
    found = found_in(repo)
    assert set(found.by_name) == {
        "refs/heads/main",
        "refs/tags/v1.0.0",
        "refs/tags/light",
        "refs/pull/1/head",
    }
    tag = found.by_name["refs/tags/v1.0.0"]
    assert (tag.type, tag.oid, tag.peeled) == ("tag", repo.oid("v1.0.0"), repo.oid())
    assert found.by_name["refs/tags/light"].type == "commit"
    assert tag.short == "v1.0.0"


def test_odd_names_are_names(repo: History) -> None:
    repo.commit("a")
    odd = ["refs/heads/--output=x", "refs/heads/-", "refs/heads/é", 'refs/heads/a"b', "refs/heads/$(x)"]
    for name in odd:
        repo.git("update-ref", name, "HEAD")
    assert {*odd, "refs/heads/main"} == set(found_in(repo).by_name)


def test_a_broken_branch_hides_no_other(repo: History) -> None:
    broken = repo.path / ".git" / "refs" / "heads" / "broken"
    repo.commit("a")
    broken.write_text("1" * 40 + "\n")
    repository = open_repository(repo.path, repo.environ)
    assert sorted(branches(repository).by_name) == ["refs/heads/broken", "refs/heads/main"]
    with pytest.raises(ObjectMissing):
        refs(repository)


def test_only_what_is_asked_for(repo: History) -> None:
    repo.commit("a").tag("v1.0.0")
    found = refs(open_repository(repo.path, repo.environ), ["refs/tags/"])
    assert set(found.by_name) == {"refs/tags/v1.0.0"}


def test_a_tag_comes_before_a_branch_of_the_same_name() -> None:
    found = refs_named("refs/heads/x", "refs/tags/x", "refs/remotes/origin/y")
    assert [getattr(found.named(name), "name", None) for name in ("x", "heads/x", "origin/y", "z")] == [
        "refs/tags/x",
        "refs/heads/x",
        "refs/remotes/origin/y",
        None,
    ]


@pytest.mark.parametrize(
    ("names", "configured", "expected"),
    [
        (["refs/heads/main"], "", "refs/heads/main"),
        (["refs/heads/master", "refs/heads/work"], "", "refs/heads/master"),
        (["refs/heads/trunk"], "", "refs/heads/trunk"),
        (["refs/heads/main", "refs/heads/master"], "", "refs/heads/main"),
        (["refs/heads/main", "refs/remotes/origin/main"], "", "refs/remotes/origin/main"),
        (["refs/heads/main", "refs/remotes/origin/work"], "", "refs/heads/main"),
        (["refs/remotes/upstream/main"], "", "refs/remotes/upstream/main"),
        (["refs/remotes/a/main", "refs/remotes/origin/master"], "", "refs/remotes/origin/master"),
        (["refs/heads/work"], "", None),
        (["refs/tags/main"], "", None),
        (["refs/heads/main", "refs/heads/develop"], "develop", "refs/heads/develop"),
        (["refs/heads/develop", "refs/remotes/origin/develop"], "develop", "refs/remotes/origin/develop"),
        (["refs/heads/develop", "refs/remotes/origin/develop"], "refs/heads/develop", "refs/heads/develop"),
        (["refs/remotes/up/develop"], "up/develop", "refs/remotes/up/develop"),
        (["refs/heads/main"], "develop", None),
        (["refs/heads/main"], "refs/heads/develop", None),
    ],
)
def test_the_main_branch(names: list[str], configured: str, expected: str | None) -> None:
    found = main_branch(refs_named(*names), configured)
    assert (found.name if found else None) == expected


def test_what_the_remote_calls_its_head_is_the_main_branch() -> None:
    names = ("refs/remotes/origin/main", "refs/remotes/origin/develop")
    found = main_branch(refs_named(*names, head="refs/remotes/origin/develop"))
    assert found is not None
    assert found.name == "refs/remotes/origin/develop"


def test_a_clone_knows_its_main_branch(repo: History, tmp_path: Path) -> None:
    repo.commit("a").git("branch", "-m", "main", "production")
    found = main_branch(found_in(repo.clone(tmp_path / "clone")))
    assert found is not None
    assert found.name == "refs/remotes/origin/production"
