"""The hook's memory of a configuration: what it holds is exact, or it is not used."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.config import hook_cache
from ddlint.model.commit_policy import CommitPolicy

CONFIG = b'[commits]\ntypes = ["feat", "fix"]\n'
POLICY = CommitPolicy(
    frozenset({"feat", "fix"}), frozenset({"api", "a b"}), require_scope=True, max_header_length=72
)


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(tmp_path / "cache")}


def the_file(variables: dict[str, str]) -> Path:
    [path] = Path(variables["XDG_CACHE_HOME"]).rglob("commit-msg/*")
    return path


def policy_in(variables: dict[str, str], config: bytes = CONFIG) -> CommitPolicy | None:
    entry = hook_cache.read(variables, config)
    return entry.policy if entry else None


def test_what_is_written_is_read_again(variables: dict[str, str]) -> None:
    hook_cache.write(variables, CONFIG, POLICY)
    policy = policy_in(variables)
    assert policy is not None
    assert (policy.types, policy.scopes) == (POLICY.types, POLICY.scopes)
    assert (policy.require_scope, policy.max_header_length) == (True, 72)
    assert policy.unfinished


def test_a_file_without_settings_is_remembered_as_such(variables: dict[str, str]) -> None:
    hook_cache.write(variables, CONFIG, None)
    entry = hook_cache.read(variables, CONFIG)
    assert entry is not None
    assert entry.policy is None


def test_nothing_is_known_of_a_configuration_that_changed(variables: dict[str, str]) -> None:
    hook_cache.write(variables, CONFIG, POLICY)
    assert hook_cache.read(variables, CONFIG + b"\n") is None


def test_a_pyproject_and_a_file_of_our_own_are_told_apart(variables: dict[str, str]) -> None:
    hook_cache.write(variables, CONFIG, POLICY)
    assert hook_cache.read(variables, CONFIG, shared=True) is None
    hook_cache.write(variables, CONFIG, None, shared=True)
    entry = hook_cache.read(variables, CONFIG, shared=True)
    assert entry is not None
    assert entry.policy is None
    assert policy_in(variables) is not None


def test_nothing_is_known_after_an_update_of_ddlint(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hook_cache.write(variables, CONFIG, POLICY)
    monkeypatch.setattr(hook_cache, "_VERSION", b"ddlint 9.9.9 commit-msg 1")
    assert hook_cache.read(variables, CONFIG) is None


def to_another_config(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"fix"', b'"fox"'))


def to_other_types(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"\tfix", b"\tfax", 1))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def nonsense(path: Path) -> None:
    path.write_bytes(os.urandom(300))


def writable_by_the_group(path: Path) -> None:
    path.chmod(0o664)


def a_symlink(path: Path) -> None:
    other = path.with_name("other")
    path.rename(other)
    path.symlink_to(other)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe_that_nobody_writes(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    "change",
    [
        to_another_config, to_other_types, cut_short, emptied, nonsense,
        writable_by_the_group, a_symlink, a_folder, a_pipe_that_nobody_writes,
    ],
)  # fmt: skip
def test_an_entry_that_is_not_what_was_written_is_not_used(
    change: Callable[[Path], None], variables: dict[str, str]
) -> None:
    hook_cache.write(variables, CONFIG, POLICY)
    change(the_file(variables))
    assert hook_cache.read(variables, CONFIG) is None


def test_an_entry_of_another_user_is_not_used(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hook_cache.write(variables, CONFIG, POLICY)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert hook_cache.read(variables, CONFIG) is None


@pytest.mark.parametrize("place", ["", "relative", "/proc/no-such-folder"])
def test_without_a_place_to_keep_it_nothing_is_kept_and_nothing_fails(place: str) -> None:
    variables = {"XDG_CACHE_HOME": place}
    hook_cache.write(variables, CONFIG, POLICY)
    assert hook_cache.read(variables, CONFIG) is None


def test_the_cache_lies_in_the_home_where_no_other_place_is_named(tmp_path: Path) -> None:
    hook_cache.write({"HOME": str(tmp_path)}, CONFIG, POLICY)
    assert list((tmp_path / ".cache" / "ddlint" / "commit-msg").iterdir())


def test_only_the_owner_can_read_an_entry(variables: dict[str, str]) -> None:
    hook_cache.write(variables, CONFIG, POLICY)
    assert the_file(variables).stat().st_mode & 0o777 == 0o600


def test_old_entries_are_forgotten(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook_cache, "_KEPT", 3)
    for number in range(5):
        hook_cache.write(variables, f"{number}".encode(), POLICY)
    assert len(list(the_file_names(variables))) == 3
    assert policy_in(variables, b"4") is not None


def the_file_names(variables: dict[str, str]) -> list[str]:
    return os.listdir(os.path.join(variables["XDG_CACHE_HOME"], "ddlint", "commit-msg"))


@pytest.mark.parametrize("name", ["", "a\tb", "a\nb"])
def test_a_name_that_the_format_cannot_hold_is_not_kept(name: str, variables: dict[str, str]) -> None:
    hook_cache.write(variables, CONFIG, CommitPolicy(frozenset({name})))
    assert hook_cache.read(variables, CONFIG) is None


NAMES = st.frozensets(st.text(st.characters(codec="utf-8"), max_size=8), max_size=5)


@given(types=NAMES, scopes=NAMES, config=st.binary(max_size=60), length=st.integers(0, 10**6))
def test_any_policy_comes_back_as_it_was_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory,
    types: frozenset[str],
    scopes: frozenset[str],
    config: bytes,
    length: int,
) -> None:
    variables = {"XDG_CACHE_HOME": str(tmp_path_factory.getbasetemp() / "kept")}
    hook_cache.write(variables, config, CommitPolicy(types, scopes, max_header_length=length))
    policy = policy_in(variables, config)
    known = all(name and "\t" not in name and "\n" not in name for name in types | scopes)
    assert (policy is not None) >= known
    if policy and known:
        assert (policy.types, policy.scopes, policy.max_header_length) == (types, scopes, length)
