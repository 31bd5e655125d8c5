"""The only module that starts a process. A test holds that.

Three ways of running git, all without a shell, with standard input that is never the caller's, and with an
environment that is given, never read:

- `Git.capture`: the cheap one, for the commit-msg hook: no import but `os`, half the cost of `subprocess`.
- `Git.run`: all of standard output, typed errors.
- `Git.stream`: standard output in chunks from one command, or from two joined by a pipe.

Standard error goes to an anonymous file, not to a pipe, so that no amount of it can block the reading of the
output.
"""

from __future__ import annotations

import os

from ddlint.git import command

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence

    from ddlint.git.read_ahead import ReadAhead

CHUNK = 1 << 20
_PIECE = 1 << 17  # less than the pipe holds, so that several processes get their share of a stream
_STDERR_KEPT = 64 << 10


class Git:
    """One way of calling git: where, and with which environment.

    Attributes:
        cwd: the folder git starts in.
        env: the complete environment of the process.
    """

    __slots__ = ("_start", "cwd", "env")

    def __init__(
        self,
        cwd: str,
        environ: Mapping[str, str],
        *,
        own: bool = False,
        bare: str = command.EXPLICIT_BARE,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        """Prepare calls; starts nothing.

        Args:
            cwd: the folder to start in.
            environ: the caller's environment, scrubbed here.
            own: keep what git exported to its hook about the repository (see `command.environment`).
            bare: how bare repositories are found (see `command.options`).
            extra: variables set after the scrubbing, such as `GIT_CEILING_DIRECTORIES`.

        Raises:
            DdlintError: there is no git on the path.
        """
        self.cwd = cwd
        self.env = command.environment(environ, own=own)
        self.env.update(extra or {})
        self._start = [command.program(environ), *command.options(bare)]

    def capture(self, *args: str) -> tuple[int, bytes]:
        """Run one command and return its exit code and output; standard error is dropped.

        For few, small answers where each millisecond counts. Needs no import beyond `os` where the system has
        `posix_spawn`.
        """
        if not hasattr(os, "posix_spawn"):
            return self._capture_portably(args)
        read, write = os.pipe()
        actions = (
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, write, 1),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        )
        argv = [*self._start, "-C", self.cwd, *args]
        try:
            pid = os.posix_spawn(argv[0], argv, self.env, file_actions=actions)
        except BaseException:
            os.close(read)
            raise
        finally:
            os.close(write)
        try:
            output = _drain(read)
        finally:
            os.close(read)
            _, status = os.waitpid(pid, 0)
        return os.waitstatus_to_exitcode(status), output

    def run(self, *args: str, data: bytes | None = None, accept: Sequence[int] = (0,)) -> bytes:
        """Run one command to its end and return its standard output.

        Args:
            args: the subcommand and its arguments. Names that come from a repository belong behind
                `--end-of-options` or `--`, or into `data`.
            data: standard input; empty without it.
            accept: the exit codes that are an answer and not a failure.

        Raises:
            GitError: git failed.
            ObjectMissing: git failed because the clone lacks an object.
        """
        with self.stream(args, data=data, accept=accept) as stream:
            return b"".join(stream)

    def stream(
        self,
        args: Sequence[str],
        then: Sequence[str] | None = None,
        *,
        data: bytes | None = None,
        accept: Sequence[int] = (0,),
    ) -> Stream:
        """Start one command, or two joined by a pipe, and read the output in chunks.

        Args:
            args: the subcommand and its arguments.
            then: a second command that reads the output of the first.
            data: standard input of the first command.
            accept: the exit codes that are an answer and not a failure.

        Returns:
            A context manager and iterator of chunks. Leaving it early ends the processes; they are always
            reaped.
        """
        lines = [args] if then is None else [args, then]
        return Stream([[*self._start, *line] for line in lines], self.cwd, self.env, data, accept)

    def _capture_portably(self, args: Sequence[str]) -> tuple[int, bytes]:
        import subprocess

        done = subprocess.run(
            [*self._start, *args],
            cwd=self.cwd,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        return done.returncode, done.stdout


class Stream:
    """The standard output of a running command, in chunks of up to 128 kB. Made by `Git.stream`."""

    __slots__ = ("_accept", "_ahead", "_argvs", "_cwd", "_data", "_env", "_errors", "_processes")

    def __init__(
        self,
        argvs: Sequence[Sequence[str]],
        cwd: str,
        env: Mapping[str, str],
        data: bytes | None,
        accept: Sequence[int],
    ) -> None:
        self._argvs = argvs
        self._cwd = cwd
        self._env = env
        self._data = data
        self._accept = accept
        self._processes: list[subprocess.Popen[bytes]] = []
        self._errors: list[int] = []
        self._ahead: ReadAhead | None = None

    def __enter__(self) -> Stream:
        self.start()
        return self

    def start(self) -> None:
        """Start the commands, unless they run already."""
        if self._processes:
            return
        source = _anonymous_file(self._data) if self._data else os.open(os.devnull, os.O_RDONLY)
        try:
            for argv in self._argvs:
                following = self._spawn(argv, source)
                os.close(source)
                source = following
        except BaseException:
            os.close(source)
            self.end()
            raise
        os.close(source)

    def read_ahead(self) -> None:
        """Start the commands and read their output while this process does something else."""
        from ddlint.git.read_ahead import ReadAhead

        self.start()
        self._ahead = ReadAhead(self._descriptor)

    @property
    def _descriptor(self) -> int:
        output = self._processes[-1].stdout
        assert output is not None
        return output.fileno()

    def __exit__(self, *_: object) -> None:
        self.end()

    def __iter__(self) -> Iterator[bytes]:
        """Yield the output; at its end, raise for the first command that failed.

        Raises:
            GitError: git failed.
            ObjectMissing: git failed because the clone lacks an object.
        """
        descriptor = self._descriptor
        if self._ahead is not None:
            chunks, self._ahead = self._ahead.taken(), None
            while chunks:
                yield chunks.popleft()
        while chunk := os.read(descriptor, _PIECE):
            yield chunk
        for process, errors in zip(self._processes, self._errors, strict=True):
            if process.wait() not in self._accept:
                from ddlint.git.failure import failure

                raise failure(process.returncode, _head(errors), self._cwd)

    def _spawn(self, argv: Sequence[str], source: int) -> int:
        """Start one command; returns a descriptor of its output that belongs to the caller."""
        import subprocess

        errors = _anonymous_file(b"")
        self._errors.append(errors)
        process = subprocess.Popen(
            argv, cwd=self._cwd, env=self._env, stdin=source, stdout=subprocess.PIPE, stderr=errors, bufsize=0
        )
        self._processes.append(process)
        assert process.stdout is not None
        _widen(process.stdout.fileno())
        following = os.dup(process.stdout.fileno())
        if len(self._processes) < len(self._argvs):
            process.stdout.close()
        return following

    def end(self) -> None:
        """End the commands, whatever they are doing; more than once does no harm."""
        if self._ahead is not None:
            self._ahead.taken()
            self._ahead = None
        for process in self._processes:
            if process.stdout is not None:
                process.stdout.close()
        for process in self._processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        for errors in self._errors:
            os.close(errors)
        self._errors = []


def _drain(descriptor: int) -> bytes:
    parts = []
    while chunk := os.read(descriptor, CHUNK):
        parts.append(chunk)
    return b"".join(parts)


def _head(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, _STDERR_KEPT)


def _anonymous_file(content: bytes) -> int:
    """An open file without a name that holds `content`, positioned at its start."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("ddlint")
    else:
        import tempfile

        with tempfile.TemporaryFile() as file:
            descriptor = os.dup(file.fileno())
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _widen(descriptor: int) -> None:
    """Give a pipe 1 MB instead of 64 kB where the system allows: fewer switches, 5% of a long history."""
    import fcntl

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, CHUNK)
        except OSError:
            return
