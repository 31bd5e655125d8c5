"""Writing the report: one HTML file from a ledger and the manifest of its audit.

The page holds the sections that are read without a program, and the rest of the ledger as packed columns,
which the page's own script shows. All of it comes from package data (`page/`), put together here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from importlib.resources import files
from string import Template
from typing import Any, TextIO

from ddlint import __version__
from ddlint.audit.report import deployments, evidence, registers, sections, times
from ddlint.audit.report.html import Markup, markup
from ddlint.audit.report.library import library
from ddlint.audit.report.numbers import figures
from ddlint.audit.report.packing import packed, packed_json, policy
from ddlint.audit.report.verdict import concluded
from ddlint.audit.report.words import Words
from ddlint.engine.rule import PAGES

#: The parts of the page's script, in the order in which they need each other.
SCRIPTS = (
    "data",
    "dom",
    "address",
    "shapes",
    "grid",
    "detail",
    "filters",
    "findings",
    "deployments",
    "releases",
    "waivers",
    "charts",
    "period",
    "timeline",
    "life_chart",
    "release_graph",
    "theme",
    "print",
    "start",
)


def write_report(connection: sqlite3.Connection, manifest: Mapping[str, Any], stream: TextIO) -> None:
    """Write the report of an audit. The same ledger and manifest give the same bytes.

    The element `ddlint-evidence` is left empty: `ddlint.audit.seal` puts the manifest there, with a digest
    over all the rest.

    Args:
        connection: of the ledger (`ddlint.audit.tables`), which is only read.
        manifest: the evidence, as it is shown to the reader; or the facts of a ledger that hold it.
        stream: where the page goes, as UTF-8.

    Raises:
        DdlintError: the library for the charts is not installed.
    """
    charts = library()
    manifest = evidence.manifest(manifest)
    script, style = _script(), _read("report.css")
    now = times.clock(connection, manifest)
    conclusion = concluded(connection, manifest)
    data = _data(connection, now)
    title = _title(data["repositories"])
    parts: dict[str, str] = {
        "policy": policy([script, charts], [style]),
        "title": markup(title),
        "subtitle": markup(_subtitle(connection, now)),
        "partial": sections.partial(conclusion),
        "verdict": sections.verdict(conclusion),
        "cards": sections.cards(figures(connection, now)),
        "audited": sections.audited(connection),
        "coverage": sections.coverage(connection),
        "gaps": sections.gaps(connection),
        "evidence": evidence.section(manifest),
        "data": packed_json(data),
        "library": packed(charts.encode("utf-8")),
        "style": style,
        "script": script,
    }
    stream.write(Template(_read("report.html")).substitute(parts))


def _data(connection: sqlite3.Connection, now: int) -> dict[str, Any]:
    """All that the script shows."""
    words = Words()
    repositories = registers.repositories(connection)
    places = {each["name"]: at for at, each in enumerate(repositories)}
    oids, commits = deployments.commits(connection, words, places)
    told = {
        "now": now,
        "pages": PAGES,
        "repositories": repositories,
        "oids": oids,
        "commits": commits,
        "values": deployments.values(connection, words, places),
        "deployments": deployments.deployments(connection, words),
        "releases": registers.columns(connection, "releases", words, places),
        "hotfixes": registers.columns(connection, "hotfixes", words, places),
        "findings": registers.findings(connection, words, places),
        "waivers": registers.columns(connection, "waivers", words, places),
    }
    return {**told, "words": words.listed()}


def _title(repositories: list[dict[str, Any]]) -> str:
    named = [each["name"] for each in repositories if each["role"] == "config"]
    named = named or [each["name"] for each in repositories]
    if not named:
        return "Audit"
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    return f"Audit of {', '.join(named[:3])}{more}"


def _subtitle(connection: sqlite3.Connection, now: int) -> str:
    least, most = connection.execute("SELECT min(time), max(time) FROM commits").fetchone()
    span = "" if least is None else f" · history from {times.day(least)} to {times.day(most)}"
    return f"As of {times.minute(now)}{span} · ddlint {__version__}"


def _script() -> str:
    parts = "\n".join(_read(f"{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def _read(name: str) -> Markup:
    """A file of the page. It is ours, and stands as it is."""
    return Markup((files("ddlint.audit.report") / "page" / name).read_text("utf-8"))
