"""Which tags reach the policy, and as what: `exclusionList` of the ImageRepository, then `filterTags`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ddlint.model.selection.refused import DECLINED, FAILED, STALLED, Refused
from ddlint.model.selection.spec import PolicySpec

#: What an ImageRepository excludes that says nothing, or whose list is empty: signatures of cosign.
DEFAULT_EXCLUSIONS = (r"^.*\.sig$",)


@dataclass(frozen=True, slots=True)
class Filtered:
    """What became of the tags.

    Attributes:
        keys: what the policy sees, each once.
        tags: of each key, the tag that Flux writes when it wins.
        shuffled: whether the policy sees the keys in random order.
        excluded: the tags that are not stored at all, with the pattern that excludes them.
        unmatched: the tags that the filter does not let through.
        shadowed: the tags whose key is also that of a later tag, with the last such tag and the key.
    """

    keys: Sequence[str] = ()
    tags: Sequence[str] = ()
    shuffled: bool = False
    excluded: Mapping[str, str] = field(default_factory=dict)
    unmatched: Sequence[str] = ()
    shadowed: Sequence[tuple[str, str, str]] = ()

    @property
    def origins(self) -> dict[str, str]:
        """The tag of each key."""
        return dict(zip(self.keys, self.tags, strict=True))


def exclude(
    tags: Sequence[str], patterns: Iterable[str], flux: str
) -> tuple[Sequence[str], Mapping[str, str]]:
    """The tags that stay, and those that are excluded, with the pattern that does it.

    Source: fluxcd/image-reflector-controller, internal/controller/imagerepository_controller.go.

    Raises:
        Refused: a pattern does not compile; then the ImageRepository is not scanned any more.
    """
    excluded: dict[str, str] = {}
    for pattern in patterns:
        excluded.update((tag, pattern) for tag in _matching(pattern, tags, flux) if tag not in excluded)
    return ([tag for tag in tags if tag not in excluded] if excluded else tags), excluded


def _matching(pattern: str, tags: Sequence[str], flux: str) -> Sequence[str]:
    if pattern in DEFAULT_EXCLUSIONS:
        return [tag for tag in tags if tag.endswith(".sig") and "\n" not in tag]
    from ddlint.model.selection.patterns import Fault, read

    found = read(pattern, "", flux)
    if isinstance(found, Fault):
        kind = FAILED if found.certain else DECLINED
        raise Refused(f"failed to compile regex {pattern}: {found.message}", kind)
    return found.matching(tags)


def filter_tags(spec: PolicySpec, tags: Sequence[str], flux: str) -> Filtered:
    """What `filterTags` makes of `tags`.

    Keys are kept in a map: of tags with the same key the last listed stays, and the policy sees the keys in
    the random order of Go's maps.

    Source: fluxcd/image-reflector-controller, internal/policy/filter.go.

    Raises:
        Refused: the pattern does not compile.
    """
    if not spec.has_filter:
        return Filtered(tags, tags)
    from ddlint.model.selection.patterns import Fault, read

    found = read(spec.pattern, spec.extract, flux)
    if isinstance(found, Fault):
        what = f"invalid regular expression pattern '{spec.pattern}': {found.message}"
        raise Refused(what, STALLED if found.certain else DECLINED)
    keys = found.keys(tags)
    unmatched = [tag for key, tag in zip(keys, tags, strict=True) if key is None] if None in keys else ()
    if unmatched:
        tags = [tag for key, tag in zip(keys, tags, strict=True) if key is not None]
    return _once([key for key in keys if key is not None], tags, unmatched)


def _once(keys: Sequence[str], tags: Sequence[str], unmatched: Sequence[str]) -> Filtered:
    """Each key once, with the last of its tags."""
    if len(set(keys)) == len(keys):
        return Filtered(keys, tags, shuffled=True, unmatched=unmatched)
    last = dict(zip(keys, range(len(keys)), strict=True))
    kept = list(map(tags.__getitem__, last.values()))
    hidden = sorted(set(range(len(keys))).difference(last.values()))
    shadowed = [(tags[at], tags[last[keys[at]]], keys[at]) for at in hidden]
    return Filtered(tuple(last), kept, True, {}, unmatched, shadowed)
