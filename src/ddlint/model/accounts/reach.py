"""What an ImagePolicy can select: pre-releases or not, each answer proved by an example or by its absence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from ddlint.model.accounts.release import Release, release_of
from ddlint.model.place import FileSpan
from ddlint.model.regexp import Fault, Pattern, compile_pattern, dialect_of, is_tag, witness
from ddlint.model.selection.fate import Fate, judge_of
from ddlint.model.selection.spec import Kind, PolicySpec
from ddlint.model.semver import Range, Semantics, example_prerelease, example_release

_ANY = r"^v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*$"
_WORDS = r"-(rc|beta|alpha|pre|preview|snapshot)([.-]?[0-9]+)?$"
_ANY_WORD = r"-[a-z]+([.-]?[0-9]+)?$"
_USUAL = ("rc.1", "beta.1", "alpha.1", "rc1", "rc-1", "rc", "beta", "alpha", "0")


@dataclass(frozen=True, slots=True)
class Examples:
    """Tags that a policy can select.

    Attributes:
        prerelease: a pre-release among them; empty where none was found.
        release: a release among them; empty where none was found.
        never: whether it is certain that it can select no pre-release.
        invalid: whether the policy is wrong itself, so that it selects nothing.
    """

    prerelease: str = ""
    release: str = ""
    never: bool = False
    invalid: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """A policy, and what it can select.

    Attributes:
        name: as `namespace/name`.
        span: where it stands.
        spec: what it says.
        exclusions: `exclusionList` of its ImageRepository.
        flux: the version of Flux, as MAJOR.MINOR.
        unknown: why nothing can be said about it; empty where something can.
        image: of its ImageRepository; empty where that is not known.
    """

    name: str
    span: FileSpan
    spec: PolicySpec
    exclusions: tuple[str, ...] = ()
    flux: str = "2.7"
    unknown: str = ""
    image: str = ""

    @property
    def examples(self) -> Examples:
        """Tags that it can select; none where it is not known."""
        return Examples() if self.unknown else examples_of(self.spec, self.exclusions, self.flux)

    @property
    def words(self) -> str:
        """What it selects by, in words."""
        kind = self.spec.kind
        what = f"{kind} {self.spec.argument!r}" if kind else "no policy"
        return f"{what} filtered by {self.spec.pattern!r}" if self.spec.has_filter else what

    def admits(self, tag: str) -> bool:
        """Whether Flux may select `tag` by it."""
        return not self.unknown and _admits(self.spec, self.exclusions, self.flux)(tag)

    def after(self, tag: str) -> str:
        """A tag that it could select next, after `tag`; empty where none is known."""
        release = release_of(tag)
        following = next(filter(self.admits, _following(release)), "") if release else ""
        examples = self.examples
        return following or examples.prerelease or examples.release


def _following(release: Release) -> Iterator[str]:
    """What could come after a release, pre-releases first: they say more."""
    major, minor, patch = release.core
    v = "v" if release.tag.startswith("v") else ""
    nexts = (f"{v}{major}.{minor + 1}.0", f"{v}{major}.{minor}.{patch + 1}", f"{v}{major + 1}.0.0")
    yield from (f"{each}-rc.1" for each in nexts)
    if release.is_candidate:
        yield release.final
    yield from (nexts[1], nexts[0], nexts[2])


@lru_cache(maxsize=1024)
def examples_of(spec: PolicySpec, exclusions: tuple[str, ...], flux: str) -> Examples:
    """Examples of what `spec` can select.

    An example was put to the policy itself: it is certain. That there is no pre-release is said only where
    the range admits none, or where no tag at all is both a pre-release and let through by the filter.
    """
    if judge_of(spec, flux)("v1.0.0").fate is Fate.UNKNOWN:
        return Examples(invalid=True)
    admits = _admits(spec, exclusions, flux)
    limits = _limits(spec, flux)
    patterns = _patterns(spec, exclusions, flux)
    release = next(filter(admits, _releases(limits)), "")
    tried = chain(_prereleases(limits), _witnesses(patterns, limits))
    prerelease = next((each for each in tried if _is_candidate(each) and admits(each)), "")
    never = not prerelease and _is_impossible(spec, limits, patterns)
    return Examples(prerelease, release, never)


def _is_candidate(tag: str) -> bool:
    release = release_of(tag)
    return release is not None and release.is_candidate


@lru_cache(maxsize=1024)
def _admits(spec: PolicySpec, exclusions: tuple[str, ...], flux: str) -> Callable[[str], bool]:
    judge = judge_of(spec, flux)
    compiled = [_compiled(each, flux) for each in exclusions or (r"^.*\.sig$",)]
    excluding = [each for each in compiled if each is not None]

    @lru_cache(maxsize=4096)
    def admits(tag: str) -> bool:
        if not is_tag(tag) or any(each.matches(tag) for each in excluding):
            return False
        return judge(tag).fate is Fate.SORTED

    return admits


def _compiled(pattern: str, flux: str) -> Pattern | None:
    major, minor = map(int, flux.split("."))
    found = compile_pattern(pattern, dialect_of((major, minor)))
    return None if isinstance(found, Fault) else found


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What a tag has to match, and must not match, before the policy sees it."""

    require: tuple[Pattern, ...]
    forbid: tuple[Pattern, ...]


def _patterns(spec: PolicySpec, exclusions: tuple[str, ...], flux: str) -> _Patterns:
    wanted = (_compiled(spec.pattern, flux),) if spec.has_filter else ()
    unwanted = (_compiled(each, flux) for each in exclusions)
    return _Patterns(
        tuple(each for each in wanted if each is not None),
        tuple(each for each in unwanted if each is not None),
    )


def _limits(spec: PolicySpec, flux: str) -> Range | None:
    if spec.kind is not Kind.SEMVER:
        return None
    found = Range.parse(spec.argument, Semantics.of(flux))
    return found if isinstance(found, Range) else None


def _releases(limits: Range | None) -> Iterator[str]:
    version = example_release(limits) if limits is not None else None
    texts = (version.text,) if version is not None else ("1.0.0", "2.0.0", "0.1.0")
    for text in texts:
        yield f"v{text}"
        yield text


def _prereleases(limits: Range | None) -> Iterator[str]:
    """Pre-releases that the range admits, or any where there is no range; nobody has asked the filter yet."""
    if limits is None:
        yield from ("v2.0.0-rc.1", "2.0.0-rc.1")
        return
    version = example_prerelease(limits)
    for text in (version.text,) if version is not None else ():
        core = text.partition("-")[0]
        for each in (text, *(f"{core}-{suffix}" for suffix in _USUAL)):
            yield f"v{each}"
            yield each


def _witnesses(patterns: _Patterns, limits: Range | None) -> Iterator[str]:
    """Pre-releases that the filter lets through."""
    if not patterns.require:
        return
    endings = (_WORDS,) if limits is None else (_WORDS, _ANY_WORD)
    for ending in endings:
        for core in _cores(limits):
            found = witness((*patterns.require, _form(rf"^v?{core}{ending}")), patterns.forbid)
            if found.tag is not None:
                yield found.tag


def _cores(limits: Range | None) -> Iterator[str]:
    """Numbers of versions that the range is about, as patterns."""
    if limits is None:
        yield r"[0-9]+\.[0-9]+\.[0-9]+"
        return
    versions = (example_prerelease(limits), example_release(limits))
    for version in versions:
        if version is not None:
            yield version.text.partition("-")[0].replace(".", r"\.")


def _is_impossible(spec: PolicySpec, limits: Range | None, patterns: _Patterns) -> bool:
    whole = not spec.has_filter or not spec.extract
    if whole and spec.kind is Kind.NUMERICAL:
        return True  # no version with three numbers is one number
    if limits is not None and whole and example_prerelease(limits) is None:
        return True
    return witness((*patterns.require, _form(_ANY)), patterns.forbid).impossible


@lru_cache(maxsize=1024)
def _form(text: str) -> Pattern:
    found = compile_pattern(text)
    if isinstance(found, Fault):
        raise TypeError(found.message)
    return found
