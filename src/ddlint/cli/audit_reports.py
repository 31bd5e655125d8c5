"""The reports of an audit, written out of its ledger: `--output html=report.html`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, TextIO

from ddlint.audit.store import Store
from ddlint.output.files import written

#: What a report is made of besides the ledger: the evidence manifest.
Manifest = Mapping[str, Any]
_FORMS = ("html",)


class Reports:
    """The files of `--output` that are made from the ledger, when all is in it."""

    def __init__(self, streams: list[tuple[str, TextIO]]) -> None:
        self._streams = streams

    def write(self, store: Store, manifest: Manifest) -> None:
        """Write them all.

        Raises:
            DdlintError: a library that one needs is not installed.
        """
        for form, stream in self._streams:
            _writer(form)(store, manifest, stream)


def split(arguments: argparse.Namespace) -> list[tuple[str, str]]:
    """Take the reports out of `--output`; the other formats stay there."""
    words = [word.partition("=") for word in arguments.output]
    found = [(form, path) for form, equals, path in words if form in _FORMS and equals and path]
    arguments.output = [word for word in arguments.output if word.partition("=")[0] not in _FORMS]
    return found


@contextmanager
def opened(wanted: list[tuple[str, str]]) -> Iterator[Reports]:
    """The reports; files appear when the block ends well, else those that were there stay as they were.

    Raises:
        DdlintError: a file cannot be written, or a library that its format needs is not installed.
    """
    for form, _ in wanted:
        _writer(form)
    with ExitStack() as stack:
        yield Reports([(form, stack.enter_context(written(path))) for form, path in wanted])


def _writer(form: str) -> Callable[[Store, Manifest, TextIO], None]:
    assert form in _FORMS
    from ddlint.audit.report.library import library
    from ddlint.audit.report.write import write_report

    library()  # before an hour's work is lost
    return lambda store, manifest, stream: write_report(store.connection, manifest, stream)
