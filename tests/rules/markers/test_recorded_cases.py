"""All file rules over the recorded cases: what Flux ignores is explained, what it obeys is left in peace."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry, Verdict
from rules.linted import lint
from support import cases_dir

#: Cases that Flux ignores, or that stop it, for a reason that is not in the files.
NOT_IN_THE_FILES = {
    "name-notready": "the policy has no latest image yet",
    "q-plain-~": "the policy's image does not parse",
    "q-plain-2024-01-01T00:00:00Z": "the policy's image does not parse",
    "q-plain-12:30": "the policy's image does not parse",
    "q-plain-+1": "the policy's image does not parse",
    "file-a.yaml~": "a backup of an editor: no file that ddlint looks at",
    "file-token-in-text": "prose in a string",
    "syn-xkustomize": "a setter of kustomize: it looks like no marker, and Flux ignores it",
}

#: Cases that Flux obeys and that are errors all the same, with the rule and why.
WRONG_ALL_THE_SAME = {
    "pos-seq-map": ("DDM020", "a tag for a container's image"),
    "name-full": ("DDM020", "a whole reference for a tag"),
    "name-name": ("DDM020", "a name for a tag"),
    "name-digest-none": ("DDM020", "a digest for a tag"),
    "name-digest": ("DDM020", "a digest for a tag"),
    "name-full-digest": ("DDM020", "a whole reference for a tag"),
    "rw-wrong-kind-tag-on-image": ("DDM020", "a tag for an image"),
    "rw-wrong-kind-full-on-tag": ("DDM020", "a whole reference for a tag"),
    "syn-dup-key": ("DDM005", "two policies in one marker"),
    "syn-dup-key-r": ("DDM005", "two policies in one marker"),
    "syn-xk8scli": ("DDM018", "a literal past every policy"),
    "md-sep-marker": ("DDM010", "its first marker, behind `---`, is dead"),
    "adj-null-then-key-line": ("DDM013", "its first marker, behind an empty value, is dead"),
    "md-list": ("DDM015", "what is set is written elsewhere"),
    "md-resourcelist": ("DDM015", "what is set is written elsewhere"),
}


@cache
def cases() -> dict[str, dict[str, Any]]:
    rows = json.loads((cases_dir() / "flux" / "markers.json").read_text())["cases"]
    return {row["id"]: row for row in rows}


def findings(case: dict[str, Any]) -> list[Entry]:
    return [entry for path, text in case["files"].items() for entry in lint(text, path)]


def marker_like(case: dict[str, Any]) -> bool:
    return any(re.search("imagepolic", text, re.IGNORECASE) for text in case["files"].values())


def test_every_case_that_flux_does_not_obey_is_explained() -> None:
    silent = {
        name
        for name, case in cases().items()
        if case["verdict"] != "live" and marker_like(case) and not findings(case)
    }
    assert silent == set(NOT_IN_THE_FILES)


def test_the_explanation_is_an_error_of_the_markers_or_the_files() -> None:
    mild = {
        name: [entry.code for entry in findings(case)]
        for name, case in cases().items()
        if case["verdict"] != "live"
        and findings(case)
        and not any(entry.severity is Severity.ERROR for entry in findings(case))
    }
    # `backend:tag` names a policy that could exist: the case has none, and the file does not show it.
    assert mild.pop("name-nons") == ["DDM002"]
    # A commented-out line is no error: the normal way to switch a marker off.
    assert all(codes == ["DDM016"] for codes in mild.values()), mild


def test_a_live_case_has_no_error_but_those_with_a_reason() -> None:
    wrong = {
        name: sorted({entry.code for entry in findings(case) if entry.severity is Severity.ERROR})
        for name, case in cases().items()
        if case["verdict"] == "live"
    }
    of_markers = {
        name: tuple(code for code in codes if code.startswith("DDM")) for name, codes in wrong.items()
    }
    assert {name: codes for name, codes in of_markers.items() if codes} == {
        name: (code,) for name, (code, _) in WRONG_ALL_THE_SAME.items()
    }


def test_a_whole_file_that_flux_skips_is_said_to_be_skipped() -> None:
    missed = {
        name
        for name, case in cases().items()
        if case["verdict"] == "file-skipped" and "DDM014" not in [entry.code for entry in findings(case)]
    }
    assert missed == set()


def test_a_file_that_stops_the_run_is_said_to_stop_it() -> None:
    stopping = {name for name, case in cases().items() if case["verdict"] == "run-fails"}
    said = {name for name in stopping if "DDF003" in [entry.code for entry in findings(cases()[name])]}
    assert stopping - said <= set(NOT_IN_THE_FILES)
    assert said == {"meta-legacy-path", "x-dotdot2"}


def test_a_value_that_flux_would_mistype_is_said_to_be_no_string() -> None:
    mistyped = {
        name
        for name, case in cases().items()
        if any(": !!" in text for text in (case["expect"]["written"] or {}).values())
        and not any("!!" in text for text in case["files"].values())
    }
    assert mistyped
    silent = {name for name in mistyped if "DDT002" not in [entry.code for entry in findings(cases()[name])]}
    merges = {name for name in silent if any("<<:" in text for text in cases()[name]["files"].values())}
    assert silent == merges


#: The guide's pattern ends without `$`, and its timestamp has no fixed width.
RIGHT = {
    "golden/docs": {
        "website-sortable-image-tags-02.yaml": ["DDP005", "DDP007"],
        "website-sortable-image-tags-03.yaml": ["DDP005", "DDP007"],
    }
}


def _findings(path: Path) -> list[Entry]:
    """What a block of a page refers to stands in another block: not known, and no finding."""
    entries = lint(path.read_bytes(), path.name)
    return [entry for entry in entries if entry.verdict is Verdict.FOUND]


@pytest.mark.parametrize("folder", ["golden/docs", "golden/crds", "golden/image-automation-controller"])
def test_upstreams_own_files_have_only_findings_that_are_right(folder: str) -> None:
    top = cases_dir() / "flux" / folder
    found = {
        f"{path.relative_to(top)}": sorted(entry.code for entry in entries)
        for path in sorted(top.rglob("*"))
        if path.is_file() and (entries := _findings(path))
    }
    assert found == RIGHT.get(folder, {})
