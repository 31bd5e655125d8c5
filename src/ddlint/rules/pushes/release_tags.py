"""Which refs of a push are the tags of releases."""

from __future__ import annotations

from ddlint.engine.rule import Context
from ddlint.model.ref_update import Change, RefUpdate
from ddlint.model.release_name import release_key

FETCH = (
    "fetch the whole history and the branches: `git fetch --unshallow --tags origin`; or set [branches] main"
)


def is_release(update: RefUpdate, context: Context) -> bool:
    """Whether the ref is a tag that names a version, by `[versions] tag`."""
    return bool(update.tag) and release_key(context.settings.versions.tag, update.tag) is not None


def is_new_release(update: RefUpdate, context: Context) -> bool:
    """Whether the push gives a release tag a value that the remote does not have."""
    return update.planned.change in (Change.CREATE, Change.UPDATE) and is_release(update, context)
