"""The reports of an audit, written out of its ledger: `--output html=FILE`, `--output in-toto=FILE`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from io import StringIO

from ddlint.audit.evidence import Manifest
from ddlint.audit.seal import seal_html
from ddlint.audit.statement import sha256_of, statement
from ddlint.audit.store import Store
from ddlint.output.files import written

HTML, STATEMENT = "html", "in-toto"
_FORMS = (HTML, STATEMENT)


def split(arguments: argparse.Namespace) -> list[tuple[str, str]]:
    """Take the reports out of `--output`; the other formats stay there."""
    words = [word.partition("=") for word in arguments.output]
    found = [(form, path) for form, equals, path in words if form in _FORMS and equals and path]
    arguments.output = [word for word in arguments.output if word.partition("=")[0] not in _FORMS]
    return found


def ready(wanted: Sequence[tuple[str, str]]) -> None:
    """Make sure that the reports can be written, before an hour's work is lost.

    Raises:
        DdlintError: a library that one needs is not installed.
    """
    if any(form == HTML for form, _ in wanted):
        from ddlint.audit.report.library import require_library

        require_library()


def write_pages(wanted: Sequence[tuple[str, str]], store: Store, manifest: Manifest) -> None:
    """Write each HTML report, with its evidence.

    Raises:
        DdlintError: a file cannot be written.
    """
    for form, path in wanted:
        if form == HTML:
            with written(path) as stream:
                stream.write(seal_html(_page(store, manifest), manifest))


def write_statements(wanted: Sequence[tuple[str, str]], others: Sequence[str], manifest: Manifest) -> None:
    """Write each statement over all files that the audit wrote, which have to be there.

    Args:
        wanted: the reports.
        others: the paths of further files: other outputs, ledgers.
        manifest: of the audit.

    Raises:
        DdlintError: a file cannot be written.
    """
    paths = [*(path for form, path in wanted if form == HTML), *others]
    files = [(os.path.basename(path), sha256_of(path)) for path in paths if os.path.isfile(path)]
    for form, path in wanted:
        if form == STATEMENT:
            with written(path) as stream:
                stream.write(statement(manifest, files))


def _page(store: Store, manifest: Manifest) -> str:
    from ddlint.audit.report.write import write_report

    page = StringIO()
    write_report(store.connection, manifest.as_json(), page)
    return page.getvalue()
