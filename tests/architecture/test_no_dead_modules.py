"""Every module is used by another one, or is where something starts."""

from architecture.test_imports import MODULES, SOURCE, imports
from ddlint.audit.questions import QUESTIONS
from ddlint.cli import flux, release
from ddlint.cli.commands import COMMANDS
from ddlint.output import FORMATS
from ddlint.rules import AREAS

STARTS = {
    "ddlint.cli.start",
    "ddlint.model.deployments.roll_back",
    *(f"ddlint.audit.questions.{question.module}" for question in QUESTIONS.values()),
    "ddlint.commitizen.plugin",  # an entry point of commitizen's
    *(f"ddlint.cli.{command.module}" for command in COMMANDS.values()),
    *(f"ddlint.cli.{module}" for command in COMMANDS.values() for module in command.actions.values()),
    *(f"ddlint.cli.{module}" for module, _ in (flux.ACTIONS | release.ACTIONS).values()),
    *(f"ddlint.output.{module}" for module, _ in FORMATS.values()),
    *(f"ddlint.rules.{area}.{module}" for area, modules in AREAS.items() for module in modules),
}


def test_no_module_is_dead() -> None:
    modules = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts): path
        for path in MODULES
        if path.name not in {"__init__.py", "__main__.py"}
    }
    used = {name for path in MODULES for name in imports(path)} | STARTS
    assert [name for name in modules if name not in used] == []
