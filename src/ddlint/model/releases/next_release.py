"""The version that comes next, and what has to be said about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from semver import Version

from ddlint.model.releases.bump import Bump, Levels, core_of, next_version
from ddlint.model.releases.release_tag import ReleaseTag
from ddlint.model.releases.required import Required
from ddlint.model.releases.standing import Standing, Where


@dataclass(frozen=True, slots=True)
class NextRelease:
    """The version that comes next.

    Attributes:
        version: the version; None where there is nothing to release.
        final: the final release that it is, or is a candidate of; None where there is nothing to release.
        why_none: why there is nothing to release; else empty.
        warnings: what does not fit, a sentence each.
        notes: what explains the version, a sentence each.
    """

    version: Version | None
    final: Version | None = None
    why_none: str = ""
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def next_release(
    stand: Standing, required: Required, levels: Levels, tags: Collection[ReleaseTag], *,
    here: Collection[ReleaseTag] = (), contains: Callable[[ReleaseTag], bool] = lambda _: True,
    reserved: Collection[Version] = (), pre: str = "",
) -> NextRelease:  # fmt: skip
    """The version that comes next; never one that exists.

    Args:
        stand: where the release would be made.
        required: what the commits ask for.
        levels: what the project asks for its changes.
        tags: all release tags.
        here: the release tags on the very commit.
        contains: whether the commit contains that of a tag.
        reserved: versions that open hotfix branches are called by.
        pre: for a pre-release what it is called, such as `rc`.

    Source: SemVer 2.0.0, points 9 and 11; the release process, rules 5 to 7.
    """
    if why := _nothing(stand, required):
        return NextRelease(None, why_none=why)
    final, warnings = _final(stand, required, levels, tags)
    free, notes = _free(stand, final, tags, reserved)
    warnings += _outranked(free, tags, contains)
    if levels_lowered := _lowered(stand, required, levels):
        notes.append(levels_lowered)
    if not pre:
        return NextRelease(free, free, "", tuple(warnings), tuple(notes))
    last = [tag for tag in here if not tag.is_final and core_of(tag.version) == core_of(free)]
    if last:
        return NextRelease(None, free, f"this commit is {last[-1].name} already", tuple(warnings))
    candidate = free.replace(prerelease=f"{pre}.{_count(free, tags, pre) + 1}")
    warnings += _out_of_order(candidate, tags)
    return NextRelease(candidate, free, "", tuple(warnings), tuple(notes))


def _nothing(stand: Standing, required: Required) -> str:
    since = f" since {stand.base.name}" if stand.base else ""
    if not required.total:
        return f"there is no commit{since}"
    if stand.base and required.bump is Bump.NONE:
        unknown = len(required.unconventional)
        return f"no commit{since} asks for a release" + (
            f" ({unknown:,} not conventional)" if unknown else ""
        )
    return ""


def _final(
    stand: Standing, required: Required, levels: Levels, tags: Iterable[ReleaseTag]
) -> tuple[Version, list[str]]:
    """The final version that the commits ask for, as far as the line allows."""
    if stand.base is None:
        known = (tag.version.finalize_version() for tag in tags if not tag.is_final)
        first = max([next_version(None, required.bump, levels), *known])
        return stand.target or first, []
    base = stand.base.version
    wanted = next_version(base, required.bump, levels)
    patch = base.bump_patch()
    if stand.where is Where.HOTFIX:
        more = levels.applied(required.bump, base) > Bump.PATCH
        warnings = [f"the commits ask for {wanted}, and a hotfix is a patch"] if more else []
        return patch, warnings + _misnamed(stand, patch)
    if stand.ceiling is not None and wanted >= stand.ceiling.version:
        return patch, [f"the commits ask for {wanted}, and {stand.ceiling.name} is released already"]
    return wanted, []


def _misnamed(stand: Standing, patch: Version) -> list[str]:
    if stand.target is None or stand.target == patch or stand.base is None:
        return []
    if stand.base.version >= stand.target:
        return [f"{stand.target} is released already: a new hotfix gets a branch of its own"]
    return [f"the branch is called by {stand.target}, and the release below it is {stand.base.name}"]


def _free(
    stand: Standing, final: Version, tags: Iterable[ReleaseTag], reserved: Collection[Version]
) -> tuple[Version, list[str]]:
    """The first version from `final` on that nothing has: no release, and no hotfix in the making."""
    taken = {core_of(tag.version) for tag in tags if tag.is_final}
    kept = {core_of(version) for version in reserved if version != stand.target}
    notes = []
    while core_of(final) in taken or core_of(final) in kept:
        how = "exists" if core_of(final) in taken else "is what a hotfix branch is called by"
        notes.append(f"{final} {how}")
        final = final.bump_patch()
    return final, notes


def _lowered(stand: Standing, required: Required, levels: Levels) -> str:
    if stand.base is None or stand.where is Where.HOTFIX:
        return ""
    applied = levels.applied(required.bump, stand.base.version)
    if applied is required.bump:
        return ""
    return f"below 1.0.0 a {required.bump.word} change raises the {applied.word} version ([versions] zero)"


def _count(final: Version, tags: Iterable[ReleaseTag], pre: str) -> int:
    """The highest number that a pre-release of `final` called `pre` has; 0 for none."""
    return max(_numbers(final, tags, pre), default=0)


def _numbers(final: Version, tags: Iterable[ReleaseTag], pre: str) -> Iterator[int]:
    for tag in tags:
        word, _, number = (tag.version.prerelease or "").partition(".")
        if core_of(tag.version) == core_of(final) and word == pre and number.isdecimal():
            yield int(number)


def _outranked(
    final: Version, tags: Iterable[ReleaseTag], contains: Callable[[ReleaseTag], bool]
) -> list[str]:
    """Candidates of higher versions on the same line that were never released: who takes them keeps them."""
    released = {core_of(tag.version) for tag in tags if tag.is_final}
    higher = [tag for tag in tags if not tag.is_final and tag.version > final]
    orphans = [tag for tag in higher if core_of(tag.version) not in released and contains(tag)]
    if not orphans:
        return []
    return [f"the candidate {orphans[-1].name} is higher and was never released: who takes it keeps it"]


def _out_of_order(candidate: Version, tags: Iterable[ReleaseTag]) -> list[str]:
    """Pre-releases of the same version that sort above the new one, such as `rc9` above `rc.10`."""
    same = (tag for tag in tags if not tag.is_final and core_of(tag.version) == core_of(candidate))
    higher = [tag.name for tag in same if tag.version > candidate]
    return [f"{higher[-1]} exists and sorts above {candidate}"] if higher else []
