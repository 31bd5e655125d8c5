"""What the tags of a clone are: their objects, and what is behind those."""

from __future__ import annotations

from ddlint.git.pushed_refs import targets
from ddlint.git.refs import TAGS, refs
from ddlint.git.repository import Repository
from ddlint.model.tag_ledger import Value


def local_tags(repository: Repository) -> dict[str, Value]:
    """All tags of this clone by their full names. Annotated tags of annotated tags are peeled to the end.

    Raises:
        ObjectMissing: a tag points to something that is not in this clone.
    """
    found = refs(repository, (TAGS,)).by_name
    behind = targets(repository, {ref.oid for ref in found.values() if ref.type == "tag"})
    return {
        name: Value(ref.oid, behind[ref.oid].peeled if ref.oid in behind else ref.oid)
        for name, ref in found.items()
    }
