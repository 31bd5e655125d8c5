"""The manifest of an audit, as its reader sees it: facts within facts, long lists folded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from ddlint.audit.report.html import Markup, joined, tag
from ddlint.output.summary import counted

_LONG = 30  # entries from which on a list is folded
_MOST = 1_000  # entries of a list that are shown


def manifest(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """The manifest in `told`, which is one, or the facts of a ledger that hold it as JSON (`evidence`)."""
    held = told.get("evidence")
    if not isinstance(held, str):
        return told
    found = json.loads(held)
    return found if isinstance(found, dict) else told


def section(told: Mapping[str, Any]) -> Markup:
    """The manifest, as nested lists of facts."""
    if not told:
        return tag("p", "This report was made without a manifest.", class_="empty")
    return tag("div", _facts(told), class_="evidence")


def _facts(told: object) -> Markup:
    """Facts by name, things one below the other, or a text."""
    if isinstance(told, Mapping):
        pairs = (tag("div", tag("dt", str(key)), tag("dd", _facts(value))) for key, value in told.items())
        return _folded(len(told), "dl", pairs)
    if isinstance(told, list | tuple):
        return _folded(len(told), "ol", (tag("li", _facts(each)) for each in told))
    if told is None or isinstance(told, bool):
        return tag("span", {True: "yes", False: "no", None: "not given"}[told])
    return tag("code", str(told)) if told != "" else tag("span", "not given", class_="quiet")


def _folded(count: int, name: str, children: Iterable[Markup]) -> Markup:
    """A list of `count` entries: a long one is opened on demand, a very long one is cut."""
    if not count:
        return tag("span", "none", class_="quiet")
    shown = tag(name, *islice(children, _MOST))
    if count <= _LONG:
        return shown
    left = tag("p", f"{count - _MOST:,} more are in the manifest.") if count > _MOST else Markup("")
    return tag("details", tag("summary", counted(count, "entry")), joined((shown, left)))
