"""The examples in docs/commits.md are true."""

import pytest
from support import ROOT

from ddlint.model.message import Message

PAGE = (ROOT / "docs" / "commits.md").read_text("utf-8")
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.splitlines()
    if line.startswith("| `") and line.count("|") == 5
]


def test_the_table_is_read() -> None:
    assert len(ROWS) > 15


@pytest.mark.parametrize(("message", "conventional", "type_", "breaking"), ROWS)
def test_example(message: str, conventional: str, type_: str, breaking: str) -> None:
    parsed = Message(message.strip("`").replace("\\n", "\n"))
    assert (parsed.has_form, parsed.type, parsed.is_breaking) == (conventional == "yes", type_, breaking == "yes")
