"""All outputs of one run at once: one on stdout, and any number of files."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from io import StringIO
from typing import TextIO

from ddlint.engine.ledger import Entry, Ledger
from ddlint.errors import DdlintError
from ddlint.output import BRIEF, FORMATS, factory
from ddlint.output.files import added, written
from ddlint.output.sink import About, Factory, Limited, Manner, Sink
from ddlint.output.summary import summary

COUNTS_ITSELF = "full"  # its report ends with the counts; the other formats leave them to stderr


class Outputs:
    """Hands every entry to each of `sinks`, and tells `close` the counts, and what they left out, at the end.

    Attributes:
        elsewhere: makes twins of the outputs, for another process.
        brief: none of them shows what explains a finding (see `ddlint.output.BRIEF`).
    """

    def __init__(
        self,
        sinks: Sequence[Sink],
        twins: Callable[[], Elsewhere],
        close: Callable[[Ledger, Sequence[str]], None],
        *,
        brief: bool,
    ) -> None:
        self._sinks = sinks
        self._close = close
        self._begun = False
        self.elsewhere = twins
        self.brief = brief

    def _begin(self) -> None:
        """Begin every output with the first that is written: a run that cannot start leaves stdout empty."""
        self._begun = True
        for sink in self._sinks:
            sink.begin()

    def entry(self, entry: Entry) -> None:
        """Write one entry to every output."""
        if not self._begun:
            self._begin()
        for sink in self._sinks:
            sink.entry(entry)

    def paste(self, written: Sequence[str]) -> None:
        """Write entries as `Elsewhere.taken` of another process gave them."""
        if not self._begun:
            self._begin()
        for sink, text in zip(self._sinks, written, strict=True):
            sink.paste(text)

    def end(self, ledger: Ledger, exit_code: int) -> None:
        """Complete every output, and say the counts on stderr where stdout does not."""
        if not self._begun:
            self._begin()
        for sink in self._sinks:
            sink.end(ledger, exit_code)
        self._close(ledger, [sink.remark for sink in self._sinks if isinstance(sink, Limited)])


class Elsewhere:
    """Twins of all outputs that write into memory, for a process that has no hold of the real ones."""

    def __init__(self, kinds: Sequence[tuple[Factory, Manner]], about: About) -> None:
        self._kinds = kinds
        self._about = about
        self._begin()

    def _begin(self) -> None:
        self._texts = [StringIO() for _ in self._kinds]
        pairs = zip(self._kinds, self._texts, strict=True)
        self._entries = [make(text, self._about, manner).entry for (make, manner), text in pairs]

    def entry(self, entry: Entry) -> None:
        """Write one entry to each output."""
        for write in self._entries:
            write(entry)

    def taken(self) -> tuple[str, ...]:
        """What each output wrote since the last time, for `Outputs.paste`."""
        written = tuple(text.getvalue() for text in self._texts)
        self._begin()
        return written


def wishes(words: Sequence[str]) -> list[tuple[str, str]]:
    """Format and path of each `FORMAT=PATH` in `words`.

    Raises:
        DdlintError: a word is not like that, names no format, or two name the same file.
    """
    found = [_wish(word) for word in words]
    paths = [os.path.realpath(path) for _, path in found]
    for path in paths:
        if paths.count(path) > 1:
            raise DdlintError(f"two outputs go to {path}", "give each its own file")
    return found


def _wish(word: str) -> tuple[str, str]:
    form, separator, path = word.partition("=")
    if not separator or path in {"", "-"}:
        raise DdlintError(
            f"--output {word}: a FORMAT=PATH is needed",
            "for example `--output sarif=ddlint.sarif`; `--format` chooses what stdout gets",
        )
    if form not in FORMATS:
        close = difflib.get_close_matches(form, FORMATS, 1)
        hint = f"did you mean {close[0]!r}? " if close else ""
        raise DdlintError(f"there is no format {form!r}", f"{hint}the formats are {', '.join(FORMATS)}")
    return form, path


def _stream(path: str, page: str) -> AbstractContextManager[TextIO]:
    same = bool(page) and os.path.realpath(path) == os.path.realpath(page)
    return added(path) if same else written(path)


@contextmanager
def opened(
    form: str,
    files: Sequence[tuple[str, str]],
    about: About,
    manner: Manner,
    *,
    stdout: TextIO,
    stderr: TextIO,
    page: str = "",
) -> Iterator[Outputs]:
    """The outputs of a run: `form` on `stdout` in `manner`, and each of `files` without colours.

    Files appear when the block ends well; where it does not, those that were there before stay as they were.
    What is written to `page` goes behind what others wrote there.

    Raises:
        DdlintError: a file cannot be written.
    """
    in_files = replace(manner, color=False, quiet=False)

    def close(ledger: Ledger, remarks: Sequence[str]) -> None:
        stdout.flush()  # what goes to stderr must not overtake it in a terminal or a CI log
        if form != COUNTS_ITSELF:
            stderr.writelines(f"{line}\n" for line in summary(ledger, about, manner))
        stderr.writelines(f"ddlint: {remark}\n" for remark in remarks if remark)

    with ExitStack() as stack:
        kinds = [(factory(form), manner), *((factory(wanted), in_files) for wanted, _ in files)]
        streams = [stdout, *(stack.enter_context(_stream(path, page)) for _, path in files)]
        pairs = zip(kinds, streams, strict=True)
        sinks = [make(stream, about, its_manner) for (make, its_manner), stream in pairs]
        brief = BRIEF.issuperset([form, *(wanted for wanted, _ in files)])
        yield Outputs(sinks, lambda: Elsewhere(kinds, about), close, brief=brief)
