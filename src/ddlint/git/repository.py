"""Opening a repository: which one is meant, and what it is.

git finds and vets it (`safe.directory`), started in the top level: never in a folder whose content could be a
repository of its own.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ddlint.errors import DdlintError
from ddlint.git import command, place
from ddlint.git.failure import GitError, NotARepository
from ddlint.git.process import Git

_FACTS = (
    "--is-bare-repository",
    "--is-shallow-repository",
    "--show-object-format",
    "--absolute-git-dir",
    "--git-common-dir",
)

# Naming the place would switch off git's check of who owns it; what is found from the folder is checked.
_PLACE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")


@dataclass(frozen=True, slots=True)
class Repository:
    """An open repository.

    Attributes:
        git: how git is called in it.
        git_dir: its own git dir, absolute; in a linked work tree the one under `worktrees/`.
        common_dir: the git dir that holds objects and refs, absolute.
        work_tree: the top level, absolute; None in a bare repository.
        is_shallow: part of the history was not fetched.
        object_format: `sha1` or `sha256`.
        revision: the commit whose files `work_tree` holds, where that is a snapshot (`ddlint.git.snapshot`);
            empty for a work tree of git's, whose files the index lists.
    """

    git: Git = field(repr=False, compare=False)
    git_dir: str
    common_dir: str
    work_tree: str | None
    is_shallow: bool
    object_format: str
    revision: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether there is no work tree."""
        return self.work_tree is None

    @property
    def id_length(self) -> int:
        """How many hexadecimal digits a full object id has."""
        return 64 if self.object_format == "sha256" else 40

    @property
    def is_partial(self) -> bool:
        """Whether objects were left out when cloning (`--filter`), to be fetched when needed."""
        packs = os.path.join(self.common_dir, "objects", "pack")
        if os.path.isdir(packs) and any(name.endswith(".promisor") for name in os.listdir(packs)):
            return True
        found = self.git.run("config", "--bool", "--get-regexp", r"^remote\..*\.promisor$", accept=(0, 1))
        return b" true\n" in found

    def head(self) -> str | None:
        """The full id of the commit at HEAD; None when the branch has no commit yet."""
        found = self.git.run("rev-parse", "--verify", "--quiet", "HEAD", accept=(0, 1))
        return found.decode("ascii").strip() or None

    def head_ref(self) -> str | None:
        """The full name of the branch at HEAD (`refs/heads/main`); None when HEAD is detached."""
        found = self.git.run("symbolic-ref", "--quiet", "HEAD", accept=(0, 1))
        return found.decode("utf-8", "surrogateescape").removesuffix("\n") or None

    def shallow_commits(self) -> frozenset[str]:
        """The commits whose parents were not fetched."""
        if not self.is_shallow:
            return frozenset()
        with open(os.path.join(self.common_dir, "shallow"), encoding="ascii", errors="replace") as file:
            return frozenset(file.read().split())

    def relative(self, paths: Iterable[str | os.PathLike[str]], cwd: str | os.PathLike[str]) -> list[str]:
        """Paths as the user typed them, as paths from the top level.

        Args:
            paths: relative to `cwd`, or absolute. A last component that is a symlink is not followed.
            cwd: the folder the user is in.

        Raises:
            DdlintError: a path lies outside the work tree, or there is no work tree.
        """
        return [self._relative(os.path.join(cwd, path)) for path in paths]

    def _relative(self, path: str) -> str:
        if self.work_tree is None:
            raise DdlintError(
                f"{self.git_dir} is a bare repository: it has no files to name", "Use a clone of it."
            )
        folder, name = os.path.split(os.path.normpath(path))
        found = os.path.relpath(os.path.join(os.path.realpath(folder), name), self.work_tree)
        if found == ".." or found.startswith("../"):
            raise DdlintError(
                f"{path} is outside the repository {self.work_tree}", "Run ddlint in its own repository."
            )
        return found


def open_repository(
    path: str | os.PathLike[str], environ: Mapping[str, str], *, here: bool = False
) -> Repository:
    """Open the repository that a folder belongs to.

    Args:
        path: a folder: in a work tree, a linked work tree or a submodule, or a bare repository itself.
        environ: the caller's environment.
        here: `path` is where the user is, in the repository whose hook may be running: only then does what
            git exported about it count (`GIT_DIR` where nothing is found from `path`, `GIT_INDEX_FILE`, the
            quarantine of a push).

    Raises:
        NotARepository: there is none.
        GitError: git refuses it, for instance because it belongs to another user.
        DdlintError: there is no such folder, or no git.
    """
    return _describe(gateway(path, environ, here=here))


def gateway(path: str | os.PathLike[str], environ: Mapping[str, str], *, here: bool = False) -> Git:
    """How git is called in the repository that a folder belongs to; starts nothing.

    Arguments and errors are those of `open_repository`, but that git itself has not been asked yet.
    """
    start = _absolute(path)
    if not os.path.isdir(start):
        start = os.path.dirname(start)
    if not os.path.isdir(start):
        raise DdlintError(f"{path} does not exist")
    top = place.find_work_tree(start)
    if top is not None:
        own = here and _is_about(top, environ)
        return _git(top, {key: environ[key] for key in environ if key not in _PLACE}, own=own)
    if here and environ.get("GIT_DIR"):
        return Git(start, environ, own=True)
    if place.is_bare(start):
        return _git(start, environ, own=False, bare=command.NAMED_BARE)
    raise NotARepository(f"{start} is not in a git repository", "Run ddlint inside a clone.")


def _absolute(path: str | os.PathLike[str]) -> str:
    try:
        return os.path.realpath(path)
    except FileNotFoundError as error:
        raise DdlintError("the current folder is gone", "Go to one that exists.") from error


def _git(cwd: str, environ: Mapping[str, str], *, own: bool, bare: str = command.EXPLICIT_BARE) -> Git:
    """Calls that find the repository at `cwd` or none: a damaged one must not mean its parent."""
    ceiling = {"GIT_CEILING_DIRECTORIES": os.path.dirname(cwd)}
    return Git(cwd, environ, own=own, bare=bare, extra=ceiling)


def _is_about(top: str, environ: Mapping[str, str]) -> bool:
    """Whether the hook variables speak of the repository at `top`, and not of another one."""
    try:
        git_dir = os.path.realpath(place.git_dir_of(top))
    except OSError:
        return False
    index = os.path.realpath(os.path.join(top, environ.get("GIT_INDEX_FILE", git_dir)))
    exported = os.path.realpath(os.path.join(top, environ.get("GIT_DIR", git_dir)))
    return exported == git_dir and (index + "/").startswith(git_dir + "/")


def _describe(git: Git) -> Repository:
    lines = os.fsdecode(git.run("rev-parse", *_FACTS)).removesuffix("\n").split("\n")
    if len(lines) != len(_FACTS):
        raise GitError("the path of the repository holds a line break", "Move it.")
    bare, shallow, object_format, git_dir, common_dir = lines
    top = None if bare == "true" else os.fsdecode(git.run("rev-parse", "--show-toplevel")).removesuffix("\n")
    return Repository(
        git=git,
        git_dir=git_dir,
        common_dir=os.path.normpath(os.path.join(git.cwd, common_dir)),
        work_tree=top,
        is_shallow=shallow == "true",
        object_format=object_format,
    )
