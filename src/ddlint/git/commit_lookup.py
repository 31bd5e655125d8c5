"""What a repository knows of many commit ids, abbreviated or not, from a fixed number of git processes.

One `for-each-ref` for the branches, one `cat-file --batch-check` for all ids, one `rev-list` for what the
branches hold, one `cat-file --batch` for the times. A second question is asked about ids that are ambiguous,
or names of refs, which git would take first: a branch that is called like a commit must not answer for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ddlint.git.history import Commit, commits_by_id
from ddlint.git.lines import Line, Step, lines_of, steps_of
from ddlint.git.repository import Repository
from ddlint.model.service_commits import CommitFact, Found, ServiceCommits

_ID = re.compile(r"[0-9a-f]{4,64}", re.ASCII)
_IDS_IN_TEXT = re.compile(rb"\b[0-9a-f]{7,64}\b")
_SHADOWED_AT_ONCE = 500  # ids in one command line
_MISSING = CommitFact(Found.MISSING)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for.

    Attributes:
        service: the name of the service.
        path: of its clone, for people.
        main: the configured main branch; empty to find out.
        is_release: whether a branch of this name is a release branch.
    """

    service: str
    path: str
    main: str
    is_release: Callable[[str], bool]


def look_up(repository: Repository, ids: Iterable[str], wanted: Wanted) -> ServiceCommits:
    """What `repository` says of each of `ids`.

    Args:
        repository: the clone of the service.
        ids: small hexadecimal digits, 4 at least; what else is in there is missing.
        wanted: which branches count.

    Raises:
        GitError: git failed.
        ObjectMissing: the clone is damaged, or lacks commits that its branches need.
    """
    facts = _resolved(repository, sorted({each for each in ids if _ID.fullmatch(each)}))
    lines = lines_of(repository, wanted.main, wanted.is_release)
    oids = {fact.oid for fact in facts.values() if fact.oid}
    times = _times(repository, oids)
    steps = steps_of(repository, lines, oids, {made for made, _ in times.values() if made is not None})
    commits = {each: _completed(fact, steps.by_oid, times) for each, fact in facts.items()}
    commits |= _with_twins(repository, commits, steps.made_at)
    lack = "shallow" if repository.is_shallow else "partial" if repository.is_partial else ""
    return ServiceCommits(wanted.service, wanted.path, commits, _main(lines), steps.newest, lack)


def _main(lines: Sequence[Line]) -> str:
    return next((line.name for line in lines if line.is_main), "")


def _completed(
    fact: CommitFact, steps: dict[str, Step], times: dict[str, tuple[int | None, int | None]]
) -> CommitFact:
    if not fact.oid:
        return fact
    committed, authored = times[fact.oid]
    found = replace(fact, committed=committed, authored=authored)
    step = steps.get(fact.oid)
    return replace(found, line=step.line, step=step.number, is_step=step.is_own) if step else found


def _times(repository: Repository, oids: set[str]) -> dict[str, tuple[int | None, int | None]]:
    return {
        commit.oid: (commit.committer.time, commit.author.time)
        for commit in commits_by_id(repository, sorted(oids))
    }


def _with_twins(
    repository: Repository, facts: dict[str, CommitFact], made_at: dict[int, list[str]]
) -> dict[str, CommitFact]:
    """Those of `facts` that are on no line but have a twin there: same author, same times, same message."""
    alike = {
        each: made_at[fact.committed]
        for each, fact in facts.items()
        if fact.oid and not fact.line and fact.committed in made_at
    }
    wanted = {facts[each].oid for each in alike} | {oid for oids in alike.values() for oid in oids}
    said = {
        commit.oid: (commit.author.name, commit.author.email, commit.author.time, _plain(commit))
        for commit in commits_by_id(repository, sorted(wanted))
    }
    twins = {
        each: [oid for oid in oids if said[oid] == said[facts[each].oid]] for each, oids in alike.items()
    }
    return {each: replace(facts[each], twin=found[0]) for each, found in twins.items() if found}


def _plain(commit: Commit) -> bytes:
    """The message without the ids in it, which are rewritten too."""
    return _IDS_IN_TEXT.sub(b"", commit.message_bytes)


def _resolved(repository: Repository, ids: Sequence[str]) -> dict[str, CommitFact]:
    """Each id as far as git's object database tells."""
    if not ids:
        return {}
    # The second line asks for a commit where several objects begin so, of which one may be a commit.
    asked = "".join(f"{each}\n{each}^{{commit}}\n" for each in ids).encode("ascii")
    output = repository.git.run(
        "cat-file", "--batch-check=%(objectname) %(objecttype)", "--buffer", data=asked
    ).decode("utf-8", "replace")
    answers = iter(output.split("\n"))
    found = {each: _fact(each, next(answers, ""), next(answers, "")) for each in ids}
    shadowed = [each for each, fact in found.items() if fact is None]
    return {
        each: fact for each, fact in found.items() if fact is not None
    } | _told_apart(repository, shadowed)  # fmt: skip


def _fact(asked: str, plain: str, commit: str) -> CommitFact | None:
    """What two lines of the answer mean; None where it has to be asked again."""
    for line in (commit, plain):
        oid, _, kind = line.rpartition(" ")
        if kind in ("commit", "tag", "tree", "blob"):
            if not oid.startswith(asked):
                return None
            return CommitFact(Found.COMMIT, oid) if kind == "commit" else CommitFact(Found.OTHER)
    return None if plain.endswith(" ambiguous") else _MISSING


def _told_apart(repository: Repository, ids: Sequence[str]) -> dict[str, CommitFact]:
    """The same for ids that are ambiguous, or names of refs too: by all the objects that begin so."""
    objects: dict[str, list[str]] = {each: [] for each in ids}
    for start in range(0, len(ids), _SHADOWED_AT_ONCE):
        part = ids[start : start + _SHADOWED_AT_ONCE]
        listed = repository.git.run("rev-parse", *(f"--disambiguate={each}" for each in part))
        for oid in listed.decode("ascii").split():
            for each in part:
                if oid.startswith(each):
                    objects[each].append(oid)
    every = sorted({oid for found in objects.values() for oid in found})
    kinds = dict(zip(every, _kinds(repository, every), strict=True))
    return {
        each: _one_of([oid for oid in found if kinds[oid] == "commit"], found)
        for each, found in objects.items()
    }


def _kinds(repository: Repository, oids: Sequence[str]) -> Iterator[str]:
    if oids:
        data = "".join(f"{oid}\n" for oid in oids).encode("ascii")
        yield from (
            repository.git.run("cat-file", "--batch-check=%(objecttype)", data=data).decode().split("\n")[:-1]
        )


def _one_of(commits: Sequence[str], objects: Sequence[str]) -> CommitFact:
    if len(commits) > 1:
        return CommitFact(Found.AMBIGUOUS)
    if commits:
        return CommitFact(Found.COMMIT, commits[0])
    return CommitFact(Found.OTHER) if objects else _MISSING
