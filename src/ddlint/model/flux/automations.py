"""Which files and policies an ImageUpdateAutomation is for, and when two are for the same."""

from __future__ import annotations

from collections.abc import Sequence

from ddlint.model.flux.flux_object import has_variable
from ddlint.model.flux.objects import ImagePolicy, ImageUpdateAutomation
from ddlint.model.flux.selector import selects


def admits(automation: ImageUpdateAutomation, policies: Sequence[ImagePolicy]) -> bool:
    """Whether its selector admits one of `policies`; labels that a kustomization may add are not known."""
    if not policies or automation.policy_selector is None:
        return True
    return any(
        each.object.root or selects(automation.policy_selector, each.object.labels) for each in policies
    )


def covers(automation: ImageUpdateAutomation, path: str) -> bool:
    """Whether it walks the file; one whose path is not known is taken to."""
    if automation.object.unknown or has_variable(automation.object.word("update", "path")):
        return True
    return below(automation.folder, path)


def below(folder: str, path: str) -> bool:
    """Whether `path` is `folder`, or in it; the empty folder holds everything."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def collide(one: ImageUpdateAutomation, other: ImageUpdateAutomation) -> bool:
    """Whether two objects that push to one branch walk the same files, for the same policies."""
    first, second = one.object, other.object
    if first.node.span == second.node.span or one.policy_selector or other.policy_selector:
        return False
    if first.unknown or second.unknown:
        return False
    if any(has_variable(f"{each.object.key}/{each.folder}") for each in (one, other)):
        return False  # templates: each becomes many
    return below(one.folder, other.folder) or below(other.folder, one.folder)


def repository_of(url: str) -> str:
    """The last two parts of a URL (`acme/config`), whatever the protocol."""
    return "/".join(url.removesuffix("/").removesuffix(".git").replace(":", "/").split("/")[-2:]).lower()
