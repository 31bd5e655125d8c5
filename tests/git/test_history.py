"""The stream of commits gives back every byte of every commit that git itself would walk."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddlint.git import objects
from ddlint.git.failure import GitError, ObjectMissing
from ddlint.git.history import Commit, Signature, batches, commits, commits_by_id
from ddlint.git.objects import records
from ddlint.git.repository import Repository, open_repository
from history import History

TREE = b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
WHO = b"author A <a@b> 0 +0000\ncommitter C <c@d> 0 +0000\n"


def opened(history: History) -> Repository:
    return open_repository(history.path, history.environ)


def walked(history: History) -> list[Commit]:
    return list(commits(opened(history), [history.oid()]))


def test_commits_come_newest_first_with_exact_messages(repo: History) -> None:
    repo.commits("feat: a\n", "fix: b\n\nbody\n\n\n", "  leading\n")
    assert [commit.message for commit in walked(repo)] == ["  leading\n", "fix: b\n\nbody\n\n\n", "feat: a\n"]


def test_excluded_commits_and_their_ancestors_are_left_out(repo: History) -> None:
    repo.commits("a", "b").tag("v1.0.0").commits("c", "d")
    found = commits(opened(repo), [repo.oid()], [repo.oid("v1.0.0^{commit}")])
    assert [commit.message for commit in found] == ["d", "c"]


def test_ids_people_and_times_are_gits(repo: History) -> None:
    repo.commit("a", "--author=Grace Höpper <g@example.org>")
    (commit,) = walked(repo)
    expected = repo.git("log", "-1", "--format=%H%n%an%n%ae%n%at%n%cn%n%ce%n%ct").decode().splitlines()
    author, committer = commit.author, commit.committer
    assert [commit.oid, author.name, author.email, str(author.time)] == expected[:4]
    assert [committer.name, committer.email, str(committer.time)] == expected[4:]
    assert author.zone == "+0100"


def test_a_merge_is_told_by_its_parents(repo: History) -> None:
    repo.commit("a").branch("side").commit("b").checkout("main").commit("c").merge("side")
    merge, *others = walked(repo)
    assert merge.is_merge
    assert merge.parents == (repo.oid("HEAD^1"), repo.oid("HEAD^2"))
    assert [commit.is_merge for commit in others] == [False, False, False]


def test_a_message_about_parents_makes_no_merge(repo: History) -> None:
    (commit,) = walked(repo.commit(f"a\n\nparent {'1' * 40}\nparent {'2' * 40}\n"))
    assert not commit.is_merge
    assert commit.parents == ()


def test_an_octopus_has_all_its_parents(repo: History) -> None:
    repo.commit("a")
    for name in ("x", "y", "z"):
        repo.branch(name, "main").write(name).commit(name)
    repo.checkout("main").commit("b").merge("x", "y", "z")
    assert walked(repo)[0].parents == tuple(repo.oid(f"HEAD^{number}") for number in range(1, 5))


def test_a_root_has_no_parents(repo: History) -> None:
    (commit,) = walked(repo.commit("a"))
    assert commit.parents == ()
    assert not commit.is_merge


def test_a_merge_at_the_edge_of_a_shallow_clone_still_is_a_merge(repo: History, tmp_path: Path) -> None:
    repo.commit("a").branch("side").commit("b").checkout("main").commit("c").merge("side")
    (commit,) = walked(repo.clone(tmp_path / "clone", "--depth=1"))
    assert commit.is_merge


def test_an_empty_message_is_empty(repo: History) -> None:
    assert [commit.message for commit in walked(repo.commit(""))] == [""]


def test_a_message_that_is_not_utf8_keeps_its_bytes(repo: History) -> None:
    raw = b"fix: na\xefve \xff\n"
    repo.raw_commit(TREE + WHO + b"\n" + raw)
    (commit,) = walked(repo)
    assert commit.message == "fix: na\udcefve \udcff\n"
    assert commit.message.encode("utf-8", "surrogateescape") == commit.message_bytes == raw


def test_a_declared_encoding_is_decoded(repo: History) -> None:
    repo.raw_commit(TREE + WHO + b"encoding ISO-8859-1\n\nfix: na\xefve\n")
    (commit,) = walked(repo)
    assert commit.encoding == "ISO-8859-1"
    assert commit.message == "fix: naïve\n"


@pytest.mark.parametrize(
    "name",
    [
        b"no-such-code",
        b"rot13",
        b"hex",
        b"utf-16",
        b"punycode",
        b"unicode_escape",
        b"\xff",
        b"idna",
        b"undefined",
    ],
)
def test_an_encoding_that_is_unknown_or_lies_falls_back_to_the_bytes(name: bytes) -> None:
    commit = Commit(b"", TREE + WHO + b"encoding " + name + b"\n\nfix:  na\xefve")
    assert commit.message == "fix:  na\udcefve"


def test_an_encoding_header_counts_only_in_the_headers() -> None:
    commit = Commit(b"", TREE + WHO + b"\nfix: a\nencoding ISO-8859-1\n\nna\xefve")
    assert commit.encoding == ""
    assert commit.message.endswith("na\udcefve")


def test_nothing_after_a_nul_byte_is_hidden(repo: History) -> None:
    raw = b"fix: a\x00\n\nBREAKING CHANGE: everything\n"
    repo.raw_commit(TREE + WHO + b"\n" + raw)
    assert [commit.message_bytes for commit in walked(repo)] == [raw]


def test_what_looks_like_a_record_inside_a_message_is_a_message(repo: History) -> None:
    repo.commit("first").commit(f"{repo.oid()} commit 5\nfix: forged\x01\n")
    assert [commit.message for commit in walked(repo)][1:] == ["first"]


def test_a_commit_without_an_empty_line_has_no_message() -> None:
    assert Commit(b"", TREE + WHO).message == ""


def test_a_signature_of_a_signed_commit_is_no_part_of_the_message() -> None:
    signed = TREE + WHO + b"gpgsig -----BEGIN\n \n encoding latin-1\n -----END\n\nfeat: a\n"
    assert Commit(b"", signed).message == "feat: a\n"
    assert Commit(b"", signed).encoding == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"A U Thor <a@b.c> 12 +0530", ("A U Thor", "a@b.c", 12, "+0530")),
        (b"A <a@b.c> -86400 -0100", ("A", "a@b.c", -86400, "-0100")),
        (b"A <a>b@c> 7 +0000", ("A", "a>b@c", 7, "+0000")),
        (b" <> 7 +0000", ("", "", 7, "+0000")),
        (b"A <a@b.c>", ("A", "a@b.c", None, "")),
        (b"A <a@b.c> soon", ("A", "a@b.c", None, "")),
        (b"A <a@b.c> " + b"9" * 5000 + b" +0000", ("A", "a@b.c", None, "+0000")),
        (b"A", ("A", "", None, "")),
        (b"", ("", "", None, "")),
        (b"J\xf6rg <j@x> 1 +0000", ("J\udcf6rg", "j@x", 1, "+0000")),
    ],
)
def test_people_are_read_however_they_are_written(line: bytes, expected: tuple[object, ...]) -> None:
    found = Signature(line)
    assert (found.name, found.email, found.time, found.zone) == expected


def test_a_time_before_1970_survives_git(repo: History) -> None:
    repo.raw_commit(TREE + b"author A <a@b> -86400 +0000\ncommitter C <c@d> -1 +0000\n\na")
    (commit,) = walked(repo)
    assert (commit.author.time, commit.committer.time) == (-86400, -1)


def test_a_message_of_many_megabytes_survives(repo: History) -> None:
    long = b"feat: long\n\n" + b"0123456789abcdef" * (1 << 20)
    repo.commit("before").commit(long).commit("after")
    assert [len(commit.message_bytes) for commit in walked(repo)] == [5, len(long), 6]


def test_named_commits_come_in_the_order_asked(repo: History) -> None:
    first = repo.commit("a").oid()
    second = repo.commit("b").oid()
    assert [commit.message for commit in commits_by_id(opened(repo), [first, second, first])] == [
        "a",
        "b",
        "a",
    ]


def test_a_named_commit_that_is_missing_is_an_error(repo: History) -> None:
    with pytest.raises(ObjectMissing, match="1" * 40):
        list(commits_by_id(opened(repo.commit("a")), ["1" * 40]))


def test_a_history_with_a_missing_commit_is_incomplete_and_never_short(repo: History) -> None:
    gone = repo.commits("a", "b").oid("HEAD^")
    (repo.path / ".git" / "objects" / gone[:2] / gone[2:]).unlink()
    with pytest.raises(ObjectMissing):
        walked(repo)


def test_the_walk_of_nothing_is_empty(repo: History) -> None:
    assert list(batches(opened(repo), [])) == []


def test_a_reader_that_stops_early_leaves_no_process(repo: History) -> None:
    repo.commits("a", "b", "c")
    stream = commits(opened(repo), [repo.oid()])
    assert next(stream).message == "c"
    stream.close()  # type: ignore[attr-defined]


@given(contents=st.lists(st.binary(max_size=50), max_size=8), cut=st.integers(1, 60))
@settings(max_examples=200)
def test_records_do_not_depend_on_where_chunks_end(contents: list[bytes], cut: int) -> None:
    data = b"".join(
        b"%040d blob %d\n%s\n" % (number, len(each), each) for number, each in enumerate(contents)
    )
    chunks = [data[start : start + cut] for start in range(0, len(data), cut)]
    found = [content for batch in records(chunks) for _, content in batch]
    assert found == contents


def test_a_large_record_is_joined_once(monkeypatch: pytest.MonkeyPatch) -> None:
    split = Mock(side_effect=objects._split)
    monkeypatch.setattr(objects, "_split", split)
    size = 100_000
    chunks = [b"0" * 40 + b" blob %d\n" % size, *[b"x" * 1000] * (size // 1000), b"\n"]
    assert [[len(content) for _, content in batch] for batch in records(chunks)] == [[size]]
    assert split.call_count == 2


def test_output_that_ends_inside_an_object_is_an_error() -> None:
    with pytest.raises(GitError, match="middle"):
        list(records([b"0" * 40 + b" blob 10\nabc"]))
