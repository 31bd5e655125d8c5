"""What docs/tags.md says of fields, of tags and of the policy is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calling import ddlint
from ddlint.model.sortable_tag import SortableTag, read_tag
from ddlint.model.tag_template import TagTemplate, parse_template
from support import ROOT

PAGE = (ROOT / "docs" / "tags.md").read_text("utf-8")
FIELDS = re.findall(r"^\| `\{(\w+)\}` \| [^|]+ \| `(.+)` \|$", PAGE, re.MULTILINE)
TAGS = re.findall(r"^\| `([^`{]+)` \| (.+) \|$", PAGE, re.MULTILINE)
COMMAND = re.compile(r"^\$ ddlint (flux policy-for) '([^']+)' (.+)\n((?:.+\n)+)```", re.MULTILINE)


def template(text: str) -> TagTemplate:
    found = parse_template(text)
    assert isinstance(found, TagTemplate)
    return found


def test_the_tables_are_read() -> None:
    assert (len(FIELDS), len(TAGS)) == (8, 9)


@pytest.mark.parametrize(("name", "pattern"), FIELDS)
def test_a_field_has_that_pattern(name: str, pattern: str) -> None:
    whole = {"timestamp": "{timestamp}", "date": "{date}", "day": "{day}-{time}", "time": "{day}-{time}"}
    found = template(whole.get(name, f"{{{name}}}-{{timestamp}}")).pattern.removeprefix("^")
    assert pattern in found if name == "time" else found.startswith(pattern)


@pytest.mark.parametrize(("tag", "verdict"), TAGS)
def test_that_is_said_of_a_tag(tag: str, verdict: str) -> None:
    forms = (template("main-{commit}-{timestamp}"), template("release-v{version}-{commit}-{timestamp}"))
    found = read_tag(tag, forms)
    assert ("sortable" if isinstance(found, SortableTag) else found.text) == verdict


def test_the_command_prints_that(tmp_path: Path) -> None:
    [(command, text, options, printed)] = COMMAND.findall(PAGE)
    assert ddlint(*command.split(), text, *options.split(), folder=tmp_path).out == printed
