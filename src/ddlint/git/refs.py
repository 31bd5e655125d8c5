"""All refs in one call, and which of them is the main branch.

Refs are named in full and looked up in what git listed. A short name from outside never becomes an argument:
a branch called `--output=x` can be created and pushed, and as a short name it is an option that writes a
file.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ddlint.git.repository import Repository

HEADS = "refs/heads/"
REMOTES = "refs/remotes/"
TAGS = "refs/tags/"
_USUAL = ("main", "master", "trunk")
_FORMAT = "%(refname)%00%(objectname)%00%(objecttype)%00%(*objectname)%00%(symref)%00%(taggerdate:unix)"
_BRANCH_FORMAT = "%(refname)%00%(objectname)%00commit%00%00%(symref)%00"


@dataclass(frozen=True, slots=True)
class Ref:
    """One ref.

    Attributes:
        name: in full, such as `refs/heads/main`.
        oid: what it points to.
        type: `commit`, `tag` (an annotated tag), `tree` or `blob`.
        peeled: for an annotated tag what the tag points to, else the same as `oid`.
        target: for a symbolic ref the full name it stands for, else empty.
        made: for an annotated tag that says so, when it was made, in seconds since 1970; else 0.
    """

    name: str
    oid: str
    type: str
    peeled: str
    target: str = ""
    made: int = 0

    @property
    def short(self) -> str:
        """The name without `refs/heads/` and the like, for people; never for git."""
        for prefix in (HEADS, REMOTES, TAGS):
            if self.name.startswith(prefix):
                return self.name.removeprefix(prefix)
        return self.name


@dataclass(frozen=True, slots=True)
class Refs:
    """The refs of a repository at one moment, by full name."""

    by_name: dict[str, Ref]

    def get(self, name: str) -> Ref | None:
        """The ref with this full name."""
        return self.by_name.get(name)

    def under(self, prefix: str) -> list[Ref]:
        """The refs whose full name begins with `prefix`, sorted by name."""
        return [ref for name, ref in self.by_name.items() if name.startswith(prefix)]

    def named(self, name: str) -> Ref | None:
        """The ref that a person means by a short or full name, by git's own order of precedence."""
        for pattern in (
            "{}",
            "refs/{}",
            "refs/tags/{}",
            "refs/heads/{}",
            "refs/remotes/{}",
            "refs/remotes/{}/HEAD",
        ):
            if found := self.by_name.get(pattern.format(name)):
                return found
        return None

    def remotes(self) -> list[str]:
        """The remotes that something was fetched from, `origin` first."""
        names = {ref.short.split("/", 1)[0] for ref in self.under(REMOTES)}
        return sorted(names, key=lambda name: (name != "origin", name))


def refs(repository: Repository, prefixes: Iterable[str] = ()) -> Refs:
    """List refs, from one call of `for-each-ref`.

    Args:
        repository: where to look.
        prefixes: only refs under these, such as `refs/heads/`; none means all.

    Raises:
        ObjectMissing: a ref points to something that is not in this clone.
    """
    return _listed(repository, _FORMAT, prefixes)


def branches(repository: Repository) -> Refs:
    """List the local and remote branches. Opens no object: a broken branch does not hide the others."""
    return _listed(repository, _BRANCH_FORMAT, (HEADS, REMOTES))


def short_names(repository: Repository) -> list[str]:
    """What a person may call the branches and tags. Opens no object."""
    listed = repository.git.run("for-each-ref", "--format=%(refname:strip=2)", "--", HEADS, REMOTES, TAGS)
    return listed.decode("utf-8", "surrogateescape").split("\n")[:-1]


def _listed(repository: Repository, form: str, prefixes: Iterable[str]) -> Refs:
    output = repository.git.run("for-each-ref", f"--format={form}", "--", *prefixes)
    found: dict[str, Ref] = {}
    for line in output.decode("utf-8", "surrogateescape").split("\n")[:-1]:
        name, oid, kind, peeled, target, made = line.split("\0")
        found[name] = Ref(name, oid, kind, peeled or oid, target, int(made) if made.isdigit() else 0)
    return Refs(found)


def main_branch(found: Refs, configured: str = "") -> Ref | None:
    """The branch that finished work lands on.

    What the remote has counts before a local branch of the same name, since it is what others see. In order:
    the configured name; what the remote calls its HEAD; `main`, `master`, `trunk` on the remote; the same
    locally.

    Args:
        found: the branches, as `branches` lists them.
        configured: a branch name such as `main` or `origin/develop`, or a full ref name; empty to find out.

    Returns:
        The ref; None when there is no such branch in this clone.
    """
    if configured.startswith("refs/"):
        return found.get(configured)
    names = (configured,) if configured else ("HEAD", *_USUAL)
    for remote in found.remotes():
        for name in names:
            if ref := found.get(f"{REMOTES}{remote}/{name}"):
                return found.get(ref.target) or ref
    for name in names:
        if ref := found.get(HEADS + name) or (found.get(REMOTES + name) if configured else None):
            return ref
    return None
