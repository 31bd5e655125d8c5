"""Throwaway repositories for tests, told as a story.

    History(tmp_path).commit("feat: a").branch("hotfix/1.7").commit("fix: b").checkout("main")

Hermetic: own HOME, no system or global configuration, one identity, and a clock that ticks a minute a commit.
"""

import os
import subprocess
from pathlib import Path

START = 1_700_000_000


def hermetic_environment(home: Path) -> dict[str, str]:
    """An environment in which git knows nothing of the machine it runs on."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "Ada Lovelace",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada Lovelace",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
    }


class History:
    """A repository under construction. Every step returns it, so that steps chain."""

    def __init__(self, path: Path, *, bare: bool = False, create: bool = True) -> None:
        self.path = path
        self.home = path.parent
        self.clock = START
        self.environ = hermetic_environment(self.home)
        if create:
            path.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "-b", "main", *(["--bare"] if bare else []))

    def git(self, *args: str, data: bytes | None = None, **environ: str) -> bytes:
        """Run a git command in the repository and return its output."""
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *args],
            cwd=self.path,
            env={**self.environ, **self._dates(), **environ},
            input=data,
            stdin=None if data is not None else subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"git {' '.join(args)}: {done.stderr.decode(errors='replace')}")
        return done.stdout

    def write(self, name: str, content: str | bytes = "") -> "History":
        """Write a file of the work tree and stage it."""
        self.place(name, content)
        self.git("add", "--", name)
        return self

    def place(self, name: str, content: str | bytes = "") -> "History":
        """Write a file of the work tree without staging it."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def commit(self, message: str | bytes, *options: str, **environ: str) -> "History":
        """Commit what is staged, or an empty commit, with exactly this message."""
        self.clock += 60
        data = message.encode() if isinstance(message, str) else message
        fixed = ("--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "--no-verify")
        self.git("commit", "-q", "-F", "-", *fixed, *options, data=data, **environ)
        return self

    def commits(self, *messages: str) -> "History":
        """One empty commit for each message."""
        for message in messages:
            self.commit(message)
        return self

    def branch(self, name: str, start: str = "HEAD") -> "History":
        """Make a branch and go there."""
        self.git("checkout", "-q", "-b", name, start)
        return self

    def orphan(self, name: str) -> "History":
        """Make a branch without a past and go there."""
        self.git("checkout", "-q", "--orphan", name)
        return self

    def checkout(self, name: str) -> "History":
        """Go to a branch, tag or commit."""
        self.git("checkout", "-q", name)
        return self

    def merge(self, *names: str, message: str = "", options: tuple[str, ...] = ()) -> "History":
        """Merge with a merge commit; several names make an octopus."""
        self.clock += 60
        said = ("-m", message) if message else ("--no-edit",)
        self.git("merge", "-q", "--no-ff", *said, *options, *names)
        return self

    def tag(self, name: str, target: str = "HEAD", *, annotated: bool = True) -> "History":
        """Tag a commit."""
        self.git("tag", *(("-a", "-m", name) if annotated else ()), name, target)
        return self

    def raw_commit(self, content: bytes, ref: str = "refs/heads/main") -> str:
        """Store any bytes as a commit object, valid or not, point a ref at it, and return its id."""
        oid = (
            self.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", data=content)
            .decode()
            .strip()
        )
        (self.path / ".git" / ref).parent.mkdir(parents=True, exist_ok=True)
        (self.path / ".git" / ref).write_text(oid + "\n")
        return oid

    def clone(self, path: Path, *options: str) -> "History":
        """Clone it through the file transport, so that `--depth` and `--filter` mean something."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.git("clone", "-q", *options, f"file://{self.path}", str(path))
        made = History(path, create=False)
        made.clock = self.clock
        return made

    def oid(self, name: str = "HEAD") -> str:
        """The id of what a name stands for."""
        return self.git("rev-parse", "--verify", name).decode().strip()

    def _dates(self) -> dict[str, str]:
        when = f"{self.clock} +0100"
        return {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
