"""What docs/builds.md says of `ddlint builds --format json` is what it prints."""

import json
import re
from pathlib import Path

from calling import ddlint
from ddlint.rules.cloudbuild.tag_form import Form
from history import History
from support import ROOT

PAGE = (ROOT / "docs" / "builds.md").read_text("utf-8")
BUILD = """\
steps:
  - name: gcr.io/cloud-builders/docker
    args: [push, "gcr.io/acme/backend:main-$SHORT_SHA"]
  - name: gcr.io/cloud-builders/docker
    args: [push, "gcr.io/acme/cache:$_CACHE"]
  - {name: make, args: [push]}
"""
TRIGGER = """\
name: backend-main
filename: .cloudbuild/main.yaml
github: {owner: acme, name: backend, push: {branch: ^main$}}
"""


def test_the_json_is_printed_so(tmp_path: Path) -> None:
    [shown] = re.findall(r"```json\n(.+?)```", PAGE, re.DOTALL)
    story = History(tmp_path / "repo").write(".cloudbuild/main.yaml", BUILD).write("ci/main.yaml", TRIGGER)
    call = ddlint("builds", "--format", "json", folder=story.commit("ci: build").path)
    assert json.loads(call.out) == json.loads(shown)
    assert call.out == shown


def test_every_form_is_explained() -> None:
    assert [*map(str, Form)] == sorted(
        re.findall(r"^\| `([a-z ]+)` \| [^|]+ \|$", PAGE.partition("## What the tags mean")[2], re.MULTILINE)[
            : len(Form)
        ],
        key=[*map(str, Form)].index,
    )
