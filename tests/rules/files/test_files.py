"""The rules on files as a whole: what they speak about, and what they leave alone."""

from __future__ import annotations

import pytest

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry
from rules.linted import codes, lint

LIVE = 'tag: v1 # {"$imagepolicy": "apps:backend:tag"}\n'


def told(text: str | bytes, path: str = "a.yaml") -> list[tuple[str, Severity]]:
    return [(entry.code, entry.severity) for entry in lint(text, path) if entry.code.startswith("DDF")]


def only(text: str) -> Entry:
    (entry,) = lint(text)
    return entry


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n\nb:    2\n",
        "---\na: &x {b: 1}\nc:\n  <<: *x\n",
        "a: 1\n...\nb: 2\n",
        "a: 1\n---\n# nothing here\n",
        "a: {{ .b }}\n",
        "metadata:\n  annotations:\n    config.kubernetes.io/path: x.yaml\n",
        "sops:\n  mac: ENC[x]\n",
        "%YAML 1.2\n---\na: 1\n",
        "- a\n- b\n",
    ],
)
def test_a_file_without_a_live_marker_may_look_as_it_likes(text: str) -> None:
    assert told(text) == []


def test_one_finding_lists_each_change_once_and_says_what_they_are() -> None:
    entry = only("a:   1\n\nb:\n    c: [1,2]\n\n" + LIVE)
    assert entry.code == "DDF001"
    assert entry.message.startswith("Flux's next update also changes ")
    for words in ("blank lines", "indentation", "flow style"):
        assert words in entry.message
    assert len(entry.related) == 4


def test_many_changes_are_cut_short_but_every_kind_is_shown() -> None:
    entry = only("".join(f"k{number}: 1\n\n" for number in range(40)) + "a: [1,2]\n" + LIVE)
    assert len(entry.related) == 12
    assert any("[1, 2]" in words for _, words in entry.related)


def test_the_line_that_is_written_anyway_does_not_count() -> None:
    assert told('tag:   v1    # {"$imagepolicy": "apps:backend:tag"}\n') == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (LIVE + "...\nkind: Secret\n", Severity.ERROR),
        (LIVE + "---\n# kind: Secret\n", Severity.WARNING),
        ("# licence\n---\n" + LIVE, Severity.WARNING),
        ("metadata:\n  annotations: text\n" + LIVE, Severity.WARNING),
    ],
)
def test_what_is_deleted_is_told_by_its_weight(text: str, severity: Severity) -> None:
    assert [pair for pair in told(text) if pair[0] == "DDF002"] == [("DDF002", severity)]


@pytest.mark.parametrize("text", ["---\n" + LIVE, LIVE + "---\n", "---\n" + LIVE + "---\na: 1\n---\n"])
def test_a_file_that_loses_only_a_separator_at_its_ends_is_left_alone(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", ["---\n\na: 1\n" + LIVE, LIVE + "...\n", LIVE + "--- # note\na: 1\n"])
def test_what_else_is_dropped_is_told(text: str) -> None:
    assert codes(text) == ["DDF001"]


@pytest.mark.parametrize("text", [LIVE + "---\nnull\n", "---\n---\n" + LIVE, LIVE + "---\n"])
def test_an_empty_document_is_no_loss(text: str) -> None:
    assert "DDF002" not in [code for code, _ in told(text)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a..b.yaml", LIVE),
        ("x../b.yaml", LIVE),
        ("a.yaml", "metadata:\n  annotations:\n    config.kubernetes.io/path: b.yaml\n" + LIVE),
        ("a.yaml", "metadata:\n  annotations:\n    internal.config.kubernetes.io/path: b.yaml\n" + LIVE),
        ("a.yaml", f"kind: List\nitems:\n- data: {{}}\n  {LIVE}"),
    ],
)
def test_what_stops_every_automation_is_an_error(path: str, text: str) -> None:
    assert ("DDF003", Severity.ERROR) in told(text, path)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a..b.yaml", "tag: v1\n"),
        ("a/b.yaml", "metadata:\n  annotations:\n    config.kubernetes.io/path: a/b.yaml\n" + LIVE),
        ("a.yaml", 'metadata:\n  annotations:\n    config.kubernetes.io/path: ""\n' + LIVE),
        ("a.b.yaml", LIVE),
    ],
)
def test_what_stops_no_automation_is_no_error(path: str, text: str) -> None:
    assert "DDF003" not in [code for code, _ in told(text, path)]


def test_a_template_that_flux_destroys_is_an_error_with_a_fix() -> None:
    entry = only("namespace: {{ .Values.ns }}\n" + LIVE)
    assert entry.code == "DDF004"
    assert entry.fix is not None
    assert [edit.text for edit in entry.fix.edits] == ['"{{ .Values.ns }}"']


@pytest.mark.parametrize("value", ['"{{ .x }}"', "'{{ .x }}'", "a{{ .x }}", "{a: {b: 1}}", "{}"])
def test_a_template_that_survives_is_none(value: str) -> None:
    assert told(f"a: {value}\n" + LIVE) == []


def test_a_signed_file_is_told_where_its_signature_is() -> None:
    entry = only(LIVE + "sops:\n  mac: ENC[x]\n  version: 3.9.0\n")
    assert entry.code == "DDF005"
    assert entry.related[0][0].line == 3


@pytest.mark.parametrize("more", ["", "  mac_only_encrypted: true\n"])
def test_a_signature_over_encrypted_values_alone_is_not_broken(more: str) -> None:
    assert told(LIVE + f"sops:\n  mac: ENC[x]\n{more}") == ([] if more else [("DDF005", Severity.WARNING)])


@pytest.mark.parametrize(
    ("data", "severity"),
    [
        (b"a: \xff\n", Severity.WARNING),
        (b"a: \x00\n", Severity.WARNING),
        (LIVE.encode() + b"b: \xff\n", Severity.ERROR),
        (b"a:" + b" [" * 600 + b"]" * 600 + b"\n", Severity.WARNING),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, severity: Severity) -> None:
    assert [pair for pair in told(data) if pair[0] == "DDF006"] == [("DDF006", severity)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("charts/x/templates/a.yaml", "{{- if .x }}\na: 1\n{{- end }}\n"),
        ("a.yaml", "a: [\n"),
        ("a.yaml", "\ta: 1\n"),
        ("a.yaml", ""),
        ("a.yaml", "# nothing\n"),
    ],
)
def test_a_template_without_a_marker_is_left_alone(path: str, text: str) -> None:
    assert lint(text, path) == []


def test_a_file_that_git_crypt_encrypted_is_not_called_unreadable() -> None:
    assert lint(b"\0GITCRYPT\0\xff\xfe") == []
