"""Releases and hotfixes as rows of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.audit.rows import HotfixRow, ReleaseRow
from ddlint.git.history import commits_by_id
from ddlint.git.refs import TAGS, refs
from ddlint.git.repository import Repository
from ddlint.model.releases.hotfix_state import HotfixState
from ddlint.model.releases.tag_seen import Stands, TagSeen


def release_rows(
    repository: Repository, name: str, service: str, tags: Iterable[TagSeen], hotfixes: Iterable[HotfixState]
) -> Iterator[ReleaseRow]:
    """A row for each release tag whose name is a version, on a commit.

    Args:
        repository: that holds the tags.
        name: of the repository in the audit.
        service: that is built there.
        tags: the release tags.
        hotfixes: tell which of them are one.
    """
    patched = {hotfix.tag for hotfix in hotfixes}
    found = [tag for tag in tags if tag.version is not None and tag.stands is not Stands.NO_COMMIT]
    made = {ref.short: ref.made for ref in refs(repository, (TAGS,)).by_name.values()}
    oids = dict.fromkeys(tag.oid for tag in found)
    times = {commit.oid: commit.committer.time or 0 for commit in commits_by_id(repository, oids)}
    for tag in found:
        assert tag.version is not None
        yield ReleaseRow(
            name, service, tag.name, str(tag.version),
            is_prerelease=tag.version.prerelease is not None,
            is_hotfix=tag.name in patched,
            commit_oid=tag.oid,
            commit_time=times[tag.oid],
            tagged_time=made.get(tag.name) or None,
            tagger=tag.annotation.tagger if tag.annotation else "",
        )  # fmt: skip


def hotfix_rows(name: str, service: str, hotfixes: Iterable[HotfixState]) -> Iterator[HotfixRow]:
    """A row for each hotfix."""
    for hotfix in hotfixes:
        by = next((own.by.oid for own in hotfix.commits if own.by), "")
        yield HotfixRow(
            name, service, str(hotfix.version), hotfix.tag, hotfix.branch, hotfix.left.tag,
            hotfix.left.base.oid if hotfix.left.base else "", str(hotfix.back), by, hotfix.returned,
        )  # fmt: skip
