"""The examples in docs/commits.md are true."""

import pytest

from ddlint.model.message import Message
from support import ROOT

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
    assert (parsed.has_form, parsed.type) == (conventional == "yes", type_)
    assert parsed.is_breaking == (breaking == "yes")
