"""Go templates, as far as they can be decided."""

import pytest

from ddlint.model.flux.go_template import fields, read_template


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no action, } and { }}",
        "{{ range .A }}{{ . }}{{ else }}none{{ end }}",
        "{{- if .A -}} x {{- else if .B -}} y {{- end -}}",
        '{{ "}}" }} {{ `{{` }}',
        "{{/* a comment with {{ in it */}}",
        "{{- /* trimmed */ -}}",
        "{{ range $name, $_ := .Changed.FileChanges -}}\n- {{ $name }}\n{{ end -}}",
        "{{ range .A }}{{ break }}{{ end }}",
    ],
)
def test_templates_that_parse(text: str) -> None:
    assert read_template(text).fault == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{ .A", "unclosed action"),
        ("{{ .A }", "unclosed action"),
        ("{{ }}", "missing value"),
        ("{{ range .A }}", "unexpected EOF"),
        ("{{ end }}", "unexpected {{end}}"),
        ("{{ if .A }}{{ end }}{{ end }}", "unexpected {{end}}"),
        ("{{ else }}", "unexpected {{else}}"),
        ("{{ break }}", "outside"),
    ],
)
def test_templates_that_do_not_parse(text: str, fault: str) -> None:
    assert fault in read_template(text).fault


@pytest.mark.parametrize(
    ("text", "chains"),
    [
        ("{{ .Changed.Objects }}", [".Changed.Objects"]),
        (
            "{{ range .Changed.Changes }}{{ .OldValue }}{{ $.Values.a }}{{ end }}",
            [".Changed.Changes", ".Values.a"],
        ),
        ("{{ range $k, $v := .A }}{{ $v.B }}{{ end }}{{ .C }}", [".A", ".C"]),
        ('{{ print ".Updated" }} .Updated', []),
        ("{{ with .A }}{{ .B }}{{ end }}{{ if .C }}{{ .D }}{{ end }}", [".A", ".C", ".D"]),
        ("{{ (index .A 0).B }}", [".A"]),
        ("{{ len .A | printf 1.5 }}", [".A"]),
    ],
)
def test_fields_of_what_the_template_is_given(text: str, chains: list[str]) -> None:
    assert list(fields(read_template(text))) == chains


def test_a_long_template_takes_no_long_time() -> None:
    assert read_template("{{" * 50_000).fault == "unclosed action"
    assert read_template("{{ if .A }}{{ break }}" * 2_000).fault
    assert read_template('{{ "' + "\\\\" * 50_000).fault == "unclosed action"
