"""What is said about the ranges of ImagePolicies, and where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ddlint.config.settings import FluxSettings, Settings
from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry
from rules.linted import lint
from support import cases_dir

POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: apps
spec:
  policy:
    semver:
      range: {}
"""
CODES = {"DDP010", "DDP011", "DDP012"}


def found(text: str, flux: str = "2.7") -> list[Entry]:
    settings = replace(Settings(), flux=FluxSettings(version=flux))
    return [entry for entry in lint(text, settings=settings) if entry.code in CODES]


def told(text: str, flux: str = "2.7") -> list[tuple[str, Severity]]:
    return [(entry.code, entry.severity) for entry in found(text, flux)]


def underlined(text: str, entry: Entry) -> str:
    assert entry.location is not None
    lines = text.splitlines()
    assert entry.location.line == entry.location.end_line
    return lines[entry.location.line - 1][entry.location.column - 1 : entry.location.end_column - 1]


@pytest.mark.parametrize(
    "written",
    [
        *("'>=1.0.0'", '"*"', "^1.x", "1.2.x", '">=1.0.0-0"', "1.0.0 - 2.0.0", "'>=1.0.0 <2.0.0-0'", "~1.2"),
        *(
            '"{{ .Values.range }}"',
            "${range}",
            "'[[ range ]]'",
            "'<your range>'",
            "x.x.x-x",
            ">-\n        ^1.x",
        ),
    ],
)
def test_ordinary_ranges_and_placeholders(written: str) -> None:
    assert told(POLICY.format(written)) == []


@pytest.mark.parametrize(
    ("written", "message", "part"),
    [
        ("latest", "range `latest` {} is invalid: `latest` is not a version", "latest"),
        ("'1.x | 2.x'", "range `1.x | 2.x` {} is invalid: a single `|` is not an operator", "|"),
        ('">=1.0.0-"', "range `>=1.0.0-` {} is invalid: after `-` a pre-release part is missing", "-"),
        ('""', "the range {} is empty", '""'),
        ("~", "the range {} is empty", "~"),
        ("!=1.2.3", "the range {} is empty", "!=1.2.3"),
        ('"==1.\\x30"', "range `==1.0` {} is invalid: there is no operator `==`", '"==1.\\x30"'),
    ],
)
def test_an_invalid_range(written: str, message: str, part: str) -> None:
    text = POLICY.format(written)
    (entry,) = found(text)
    said = message.format("of ImagePolicy apps/backend")
    assert (entry.code, entry.severity, entry.message) == ("DDP010", Severity.ERROR, said)
    assert underlined(text, entry) == part
    assert entry.help


def test_a_tag_in_yaml_is_explained() -> None:
    (entry,) = found(POLICY.format("!=1.2.3"))
    assert entry.help == "write it in quotes: a `!` begins a tag in YAML"


@pytest.mark.parametrize(
    ("written", "severity", "part"),
    [
        ("1.0.0-2.0.0", Severity.WARNING, "1.0.0-2.0.0"),
        ("'>=1.0.0-0 <2.0.0'", Severity.WARNING, "<2.0.0"),
        ("'1.2.3 1.2.4'", Severity.ERROR, "1.2.3 1.2.4"),
        ("1.2.3", Severity.INFO, "1.2.3"),
        ("'1.0'", Severity.INFO, "1.0"),
    ],
)
def test_a_trap(written: str, severity: Severity, part: str) -> None:
    text = POLICY.format(written)
    (entry,) = found(text)
    assert (entry.code, entry.severity) == ("DDP011", severity)
    assert underlined(text, entry) == part


@pytest.mark.parametrize(
    ("written", "flux", "codes"),
    [
        ("2025.07.x", "2.5", ["DDP010"]),
        ("2025.07.x", "2.6", []),
        ("'!=1.2.3'", "2.6", ["DDP011"]),
        ("'!=1.2.3'", "2.7", []),
    ],
)
def test_the_flux_version_decides(written: str, flux: str, codes: list[str]) -> None:
    assert [code for code, _ in told(POLICY.format(written), flux)] == codes


@pytest.mark.parametrize("written", ["1.10", "5", "0x10", "1e3", "1_0", "on"])
def test_a_number_is_no_range(written: str) -> None:
    assert ("DDP012", Severity.ERROR) in told(POLICY.format(written))


@pytest.mark.parametrize(("written", "mended"), [("1.10", '"1.10"'), ("5", '"5"'), ("1e3", ""), ("on", "")])
def test_quotes_are_offered_where_they_make_a_range(written: str, mended: str) -> None:
    (entry,) = [entry for entry in found(POLICY.format(written)) if entry.code == "DDP012"]
    assert (entry.fix.edits[0].text if entry.fix else "") == mended


def test_a_huge_range_is_an_error_and_not_called_invalid() -> None:
    (entry,) = found(POLICY.format('"' + "1.2.3 || " * 10_000 + '1"'))
    assert (entry.code, entry.severity) == ("DDP010", Severity.ERROR)
    assert entry.message.endswith("has 90001 characters; ddlint reads 65536")


def test_policies_in_lists_and_later_documents() -> None:
    item = "\n".join(f"  {line}" for line in POLICY.format("latest").splitlines())
    text = f"a: 1\n---\n{POLICY.format('newest')}---\nkind: List\napiVersion: v1\nitems:\n-{item[1:]}\n"
    assert [underlined(text, entry) for entry in found(text)] == ["newest", "latest"]
    unix, windows = found(text)[1].location, found(text.replace("\n", "\r\n"))[1].location
    assert unix
    assert windows
    assert unix[:7] == windows[:7]


@pytest.mark.parametrize(
    "text",
    [
        POLICY.format("latest").replace("image.toolkit.fluxcd.io/v1", "example.com/v1"),
        POLICY.format("latest").replace("kind: ImagePolicy", "kind: ImagePolicyReport"),
        POLICY.format("[1, 2]"),
        POLICY.format("latest").replace("spec:", "spec: [semver]\nother:"),
        "kind: ImagePolicy\nsemver: {{ if }}\n",
        "kind: ImagePolicy # semver\nspec: &a\n  policy: *a\n",
    ],
)
def test_what_is_no_policy_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_official_documentation_is_clean() -> None:
    pages = sorted((cases_dir() / "flux" / "golden" / "docs").glob("*.yaml"))
    findings = {page.name: told(page.read_text("utf-8")) for page in pages}
    assert pages
    assert {name: said for name, said in findings.items() if said} == {}
