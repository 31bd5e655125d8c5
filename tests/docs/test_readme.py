"""What the README says is true."""

import re
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from ddlint.cli.commands import COMMANDS, run
from ddlint.cli.environment import Environment
from ddlint.docs.hooks import HOOKS
from support import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str, after: str = "") -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README[README.index(after) :], re.DOTALL)


def test_all_commands_are_listed() -> None:
    assert re.findall(r"^\| `ddlint ([a-z-]+)", README, re.MULTILINE) == list(COMMANDS)


def test_hooks_exist() -> None:
    ids = {hook.id for hook in HOOKS}
    assert set(re.findall(r"ddlint-[a-z-]+", README)) - {"ddlint-commit", "ddlint-check"} <= ids
    (config,) = [block for block in blocks("yaml") if "hooks:" in block]
    (repository,) = YAML(typ="safe").load(config)
    assert {hook["id"] for hook in repository["hooks"]} <= ids
    assert len(config.splitlines()) == 3


def test_ci_example_is_a_workflow() -> None:
    (workflow,) = [block for block in blocks("yaml") if "jobs:" in block]
    steps = YAML(typ="safe").load(workflow)["jobs"]["ddlint"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert len(workflow.splitlines()) <= 10


def test_configuration_example_is_accepted(tmp_path: Path) -> None:
    (example,) = blocks("toml")
    (tmp_path / "ddlint.toml").write_text(example)
    out, err = StringIO(), StringIO()
    assert run(["config", "show"], Environment(StringIO(), out, err, {}, tmp_path)) == 0, err.getvalue()
    assert "*dependabot*" in out.getvalue()


def test_links_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert lost == []


def test_yaml_in_the_guides_is_yaml() -> None:
    for page in (ROOT / "docs" / "guides").glob("*.md"):
        for block in re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            YAML(typ="safe").load(block)
