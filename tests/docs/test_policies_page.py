"""What docs/policies.md says is true."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from ddlint.cli.commands import run
from ddlint.cli.environment import Environment
from ddlint.model.selection import PolicySpec, select
from support import ROOT

PAGE = (ROOT / "docs" / "policies.md").read_text("utf-8")
CELL = r"(?:`([^`]*)`|-)"
ROWS = re.findall(rf"^\| (\w+)(?: (\S+))? \| {CELL} \| {CELL} \| `([^`]*)` \| (.*) \|$", PAGE, re.MULTILINE)
POLICY = """\
kind: ImagePolicy
metadata: {name: backend, namespace: apps}
spec:
  filterTags: {pattern: '^main-[0-9a-f]+-(?P<ts>[0-9]+)$', extract: $ts}
  policy: {numerical: {order: asc}}
"""


def test_the_table_is_read() -> None:
    assert len(ROWS) == PAGE.count("\n| ") - 2


@pytest.mark.parametrize("row", ROWS, ids=" ".join)
def test_example(row: tuple[str, ...]) -> None:
    kind, argument, pattern, extract, tags, expected = row
    spec = PolicySpec(**{kind: argument}, pattern=pattern, extract=extract, has_filter=bool(pattern))
    found = select(spec, tags.split(), flux="2.7")
    chance = f"{' or '.join(f'`{tag}`' for tag in found.nondeterministic)}, by chance"
    assert expected == (f"`{found.latest}`" if found.latest else found.error or chance)


def test_transcript(tmp_path: Path) -> None:
    (tmp_path / "policies.yaml").write_text(POLICY)
    (shown,) = re.findall(r"```console\n\$ [^\n]*\| (ddlint [^\n]*)\n(.*?)```", PAGE, re.DOTALL)
    tags = "main-1a2b3c4-1700000300\nmain-9f8e7d6-1700000200\nmain-9f8e7d6-1700000200.sig\nlatest\n"
    out = io.StringIO()
    environment = Environment(io.StringIO(tags), out, io.StringIO(), {}, tmp_path)
    assert run(shown[0].split()[1:], environment) == 0
    assert out.getvalue() == shown[1]
