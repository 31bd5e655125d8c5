"""What edits do to a file besides what they are for."""

from __future__ import annotations

import pytest

from ddlint.engine.finding import Edit
from ddlint.engine.fix import apply
from ddlint.engine.harm import MARKERS, UNREADABLE, VALUES, harm

M = '# {"$imagepolicy": "apps:backend:tag"}'


def done(text: str, *changes: tuple[str, str]) -> str:
    """The harm of replacing each first word by the second."""
    edits = sorted(
        (Edit("a.yaml", text.index(old), text.index(old) + len(old), new) for old, new in changes),
        key=lambda edit: edit.start,
    )
    return harm(text.encode(), apply(text.encode(), edits), edits)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (f"a: 1\ntag: 1.10 {M}\n", [("1.10", '"1.10"')]),
        ("pattern: main-[0-9]+\nb: 1\n", [("main", "^main")]),
        ("pattern: main-[0-9]+\nb: 1\n", [("]+", "]+$")]),
        ("pattern: 'main'\r\nb: 1\r\n---\r\nc: 2\r\n", [("main", "^main$"), ("2", "3")]),
        ("order: desc\nb: 1\n", [("order: desc\n", "")]),
        ("a: {{ .x }}\nb: 1\n", [("{{ .x }}", '"{{ .x }}"')]),
        (f"tag: {M}\nb: 1\n", [("tag:", 'tag: ""')]),
        (f"{M}\ntag: v1\n", [(f"{M}\n", ""), ("tag: v1", f"tag: v1 {M}")]),
        ("a: {{ .x }}-b\n", [("{{ .x }}-b", '"{{ .x }}-b"')]),
    ],
)
def test_what_an_edit_is_for_is_no_harm(text: str, changes: list[tuple[str, str]]) -> None:
    assert done(text, *changes) == ""


@pytest.mark.parametrize(
    ("text", "change", "expected"),
    [
        ("a: 1\nb: 2\n", ("1\n", "1"), UNREADABLE),
        ("a: 1\nb: 2\n", ("1", "{"), UNREADABLE),
        ("a: 1\n# note\nb: 2\n", ("# note\nb", "# note b"), VALUES),
        (f"tag: v1 {M}\n", (M, "# gone"), MARKERS),
        (f"a: 1 # x\ntag: v1 {M}\n", ("# x", "# x\n---x"), VALUES),
    ],
)
def test_harm_is_named(text: str, change: tuple[str, str], expected: str) -> None:
    assert done(text, change) == expected
