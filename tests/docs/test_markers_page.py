"""The table of positions in docs/markers.md is true."""

import re

import pytest

from ddlint.model.yaml_reading import read_yaml
from support import ROOT

MARKER = '{"$imagepolicy": "flux-system:backend:tag"}'
PAGE = (ROOT / "docs" / "markers.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| `(.*)` \| (live|dead)[^|]*\|$", PAGE, re.MULTILINE)


def test_the_table_is_read() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize(("position", "example", "verdict"), ROWS)
def test_position(position: str, example: str, verdict: str) -> None:
    text = example.replace("\\n", "\n").replace("\\|", "|").replace("# M", f"# {MARKER}") + "\n"
    (site,) = read_yaml("a.yaml", text.encode()).markers
    assert site.live == (verdict == "live"), site.reason
