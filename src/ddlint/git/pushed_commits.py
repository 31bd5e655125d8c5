"""The commits that a push brings: what its branches and tags contain, and the remote does not have yet."""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.git.push_plan import Plan
from ddlint.git.pushed_refs import tracked
from ddlint.git.ranges import Range
from ddlint.git.refs import Refs
from ddlint.model.ref_update import HEADS, TAGS, RefUpdate


def is_looked_at(ref: str) -> bool:
    """Whether the commits of a ref are written by people for others: notes and the like are not."""
    return ref.startswith((HEADS, TAGS))


def pushed_commits(plan: Plan, updates: Iterable[RefUpdate], known: Refs) -> Range | None:
    """The commits of a push, each once; None where it brings none.

    What the remote has is known from the plan and, as with git itself, from what was last fetched.

    Args:
        plan: of the push.
        updates: its refs, described.
        known: the refs of this clone.
    """
    changed = [each for each in updates if is_looked_at(each.planned.remote)]
    include = {each.new.peeled for each in changed if each.new.peeled_type == "commit"}
    exclude = {each.old.peeled for each in changed if each.old.peeled_type == "commit"}
    exclude.update(ref.oid for ref in tracked(plan, known))
    if include <= exclude:
        return None
    return Range("the push", tuple(sorted(include)), tuple(sorted(exclude)))
