"""Which commits `ddlint commits` means, and whether this clone holds all of them.

A linter that is asked for a range and sees part of it must not say "clean". In a clone whose history is cut,
three known linters walk the one commit they have and pass (conventional-changelog/commitlint#4555). Here
every question that the clone cannot answer is `Incomplete`, with the lines that fix the CI at hand.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from ddlint.errors import DdlintError, Incomplete
from ddlint.git import ci
from ddlint.git.refs import branches, main_branch, short_names
from ddlint.git.repository import Repository
from ddlint.git.revision import commit_id

_FULL_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)
_ZERO = re.compile(r"0{40}(?:0{24})?")
_SEVERAL = re.compile(r"\^(?:[!@]|-[0-9]*)\Z", re.ASCII)
_NAMES_COMPARED = 2000
_REWRITTEN = "If a forced push removed it, no clone has it: give another base, such as the main branch."
_CHOICES = "Give a range such as v1.2.0..HEAD, set the main branch in the configuration, or use --all."


@dataclass(frozen=True, slots=True)
class Range:
    """A set of commits: all that is reachable from `include` and not from `exclude`.

    The two are what `history.batches` takes.

    Attributes:
        label: what a person would write for it, such as `origin/main..HEAD`. Escape it before a terminal.
        include: full ids.
        exclude: full ids.
    """

    label: str
    include: tuple[str, ...]
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Clone:
    """What answering about a range needs."""

    repository: Repository
    ci: ci.Ci

    @property
    def hint(self) -> str:
        return self.ci.hint(self.repository.is_shallow)


def resolve(
    repository: Repository,
    text: str | None,
    environ: Mapping[str, str],
    *,
    whole: bool = False,
    main: str = "",
) -> Range:
    """Find the commits that are asked for, and make sure that all of them are here.

    Args:
        repository: where to look.
        text: a range as `git log` reads it: `A..B`, `A..`, `A...B`, `B` (all of B's history), `B^!` (B
            alone). A base of zeros, as CIs give it for a new branch, means the main branch. None: see
            `whole`.
        environ: the environment, which tells the CI.
        whole: without `text`: all of HEAD's history; else what is on HEAD and not yet on the main branch.
        main: the configured main branch; empty to find out (see `refs.main_branch`).

    Raises:
        Incomplete: the base was not fetched, or the history is cut inside the range.
        DdlintError: a name is unknown, there is no commit yet, or the two sides share no history.
    """
    clone = _Clone(repository, ci.detect(environ))
    if text is None:
        found = Range("HEAD", (_head(clone),)) if whole else _unmerged(clone, main)
    else:
        found = _parse(clone, text, main)
    _require_complete(clone, found)
    return found


def require_complete(repository: Repository, found: Range, environ: Mapping[str, str]) -> None:
    """Make sure that all commits of a range are here.

    Args:
        repository: where they should be.
        found: the range.
        environ: the environment, which tells the CI.

    Raises:
        Incomplete: the history is cut inside the range.
    """
    _require_complete(_Clone(repository, ci.detect(environ)), found)


def _unmerged(clone: _Clone, main: str, tip: str = "HEAD") -> Range:
    """What is not yet on the main branch."""
    include = _head(clone) if tip == "HEAD" else _commit(clone, tip)
    base = main_branch(branches(clone.repository), main)
    if base is None:
        what = f"the main branch {main} is not" if main else "no main branch (main, master or trunk) is"
        raise _absent(clone, f"{what} in this clone", _CHOICES)
    return _difference(clone, f"{base.short}..{tip}", base.oid, include)


def first_commit(repository: Repository, names: Iterable[str], environ: Mapping[str, str]) -> str:
    """The full id of the commit that the first of `names` stands for which is here.

    Raises:
        Incomplete: none was fetched.
        DdlintError: none is known.
    """
    clone = _Clone(repository, ci.detect(environ))
    *others, last = names
    for name in others:
        with suppress(DdlintError):
            return _commit(clone, name)
    return _commit(clone, last)


def object_named(repository: Repository, ref: str, otherwise: str, environ: Mapping[str, str]) -> str:
    """The full id of what `ref` names: an annotated tag, not its commit; else of the commit `otherwise`.

    Raises:
        Incomplete: neither was fetched.
        DdlintError: neither is known.
    """
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", ref)
    found = repository.git.run(*asked, accept=(0, 1)).decode("ascii").strip()
    return found or first_commit(repository, [otherwise], environ)


def forks(
    repository: Repository, label: str, base: str, tip: str, environ: Mapping[str, str]
) -> tuple[str, ...]:
    """The best common ancestors of two commits; `label` names the two for a message.

    Raises:
        Incomplete: they were not fetched.
        DdlintError: there are none.
    """
    return _merge_bases(_Clone(repository, ci.detect(environ)), label, base, tip)


def _parse(clone: _Clone, text: str, main: str) -> Range:
    left, dots, right = text.partition("..")
    if not dots:
        return _single(clone, text)
    symmetric, right = right.startswith("."), right.removeprefix(".") or "HEAD"
    left = left or "HEAD"
    if _ZERO.fullmatch(right):
        raise DdlintError(f"{text} ends at nothing: the branch was deleted", "There is nothing to check.")
    if _ZERO.fullmatch(left):
        return _unmerged(clone, main, right)
    base, tip = _commit(clone, left), _commit(clone, right)
    if symmetric:
        return Range(text, (base, tip), _merge_bases(clone, text, base, tip))
    return _difference(clone, text, base, tip)


def _single(clone: _Clone, text: str) -> Range:
    if not _SEVERAL.search(text):
        return Range(text, (_commit(clone, text),))
    found = clone.repository.git.run("rev-parse", "--revs-only", "--end-of-options", text).decode("ascii")
    include = tuple(oid for oid in found.split() if not oid.startswith("^"))
    if not include:
        _commit(clone, _SEVERAL.sub("", text))
        raise DdlintError(f"{text} names no commit")
    return Range(text, include, tuple(oid[1:] for oid in found.split() if oid.startswith("^")))


def _difference(clone: _Clone, label: str, base: str, tip: str) -> Range:
    _merge_bases(clone, label, base, tip)
    return Range(label, (tip,), (base,))


def _merge_bases(clone: _Clone, label: str, base: str, tip: str) -> tuple[str, ...]:
    """The best common ancestors; without any, "what is on one side only" has no meaning."""
    found = clone.repository.git.run("merge-base", "--all", base, tip, accept=(0, 1)).decode("ascii").split()
    if found:
        return tuple(found)
    if clone.repository.is_shallow:
        raise Incomplete(f"{label}: the commit where the two sides part was not fetched", clone.hint)
    raise DdlintError(
        f"{label}: the two sides share no commit", "Check one of them whole, by giving its name alone."
    )


def _require_complete(clone: _Clone, found: Range) -> None:
    """Refuse a range that contains a commit whose parents were not fetched.

    The excluded side is looked at too: what is hidden below it may be what the range wrongly contains.
    """
    cut = clone.repository.shallow_commits()
    if not cut:
        return
    data = "".join(f"{oid}\n" for oid in (*found.include, *found.exclude))
    if found.exclude:
        data += "".join(f"^{oid}\n" for oid in _shared(clone, found))
    with clone.repository.git.stream(("rev-list", "--stdin"), data=data.encode("ascii")) as stream:
        walked = b"".join(stream).decode("ascii").split()
    if edge := next((oid for oid in walked if oid in cut), None):
        raise Incomplete(
            f"{found.label}: the history of this clone is cut at {edge[:12]}, so commits may be missing",
            clone.hint,
        )


def _shared(clone: _Clone, found: Range) -> list[str]:
    """The commits below which both sides are the same."""
    names = (*found.include, *found.exclude)
    if len(names) == 2:
        output = clone.repository.git.run("merge-base", "--all", *names, accept=(0, 1))
        return output.decode("ascii").split()
    return list(found.exclude)


def _head(clone: _Clone) -> str:
    if oid := clone.repository.head():
        return oid
    raise DdlintError("there is no commit yet", "Make the first commit, then run ddlint again.")


def _commit(clone: _Clone, name: str) -> str:
    """The full id of the commit that a name stands for."""
    if not name.strip():
        raise DdlintError("the range is empty", "Is the variable that should hold it set?")
    found = commit_id(clone.repository, name)
    if found:
        return found
    if name == "HEAD":
        return _head(clone)
    raise _unknown(clone, name)


def _unknown(clone: _Clone, name: str) -> DdlintError:
    message = f"{name} is not a commit, branch or tag in this clone"
    remote = name.split("/", 1)[0] in ("origin", *branches(clone.repository).remotes())
    if _FULL_ID.fullmatch(name):
        return Incomplete(message, f"{clone.hint}\n{_REWRITTEN}")
    return _absent(clone, message, _similar(clone, name), fetchable=remote)


def _absent(clone: _Clone, message: str, otherwise: str, *, fetchable: bool = False) -> DdlintError:
    """Something that is not here: perhaps it was not fetched, else it was mistyped."""
    if clone.repository.is_shallow or clone.ci.name or fetchable:
        return Incomplete(message, "\n".join(filter(None, (clone.hint, otherwise))))
    return DdlintError(message, otherwise)


def _similar(clone: _Clone, name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, short_names(clone.repository)[:_NAMES_COMPARED], n=1)
    return f"Did you mean {close[0]}?" if close else ""
