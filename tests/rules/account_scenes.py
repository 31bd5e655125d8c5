"""Repositories with accounts, as the examples on the pages of their rules have them: several files each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ddlint.config.load import read
from ddlint.config.settings import AccountSettings, Settings
from ddlint.config.wildcards import matches
from ddlint.engine.account_changes import turned
from ddlint.engine.accounts import Table, codes_of, collector, feed, is_ignored, keys_of, table
from ddlint.engine.ledger import Entry
from ddlint.engine.references import collect as flux_facts
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.accounts.assembly import Admin, Sides, accounts
from ddlint.model.accounts.facts import AccountFacts
from ddlint.model.accounts.plain import PlainFile
from ddlint.model.accounts.policies import reaches_of
from ddlint.model.accounts.registry import Registry
from ddlint.model.accounts.registry_reading import read_registry
from ddlint.model.accounts.tree import Tree
from ddlint.model.accounts.untried import untried
from ddlint.model.flux.index import FluxIndex
from ddlint.model.yaml_reading import read_yaml
from ddlint.rules import load
from rules.examples import examples

RULES = {rule.code: rule for rule in load(("accounts",))}
PATTERN, ADMIN, REGISTRY, CONFIG = (
    "accounts/{account}/**",
    "accounts/{account}/account.yaml",
    "accounts.json",
    "ddlint.toml",
)


def settings_of(files: Mapping[str, str]) -> Settings:
    """Those of the scene's `ddlint.toml`; without one, what the files suggest."""
    if CONFIG in files:
        return read(files[CONFIG].encode()).settings
    admin = any(path.endswith("/account.yaml") for path in files)
    registry = REGISTRY if REGISTRY in files else ""
    accounts_ = AccountSettings(files=(PATTERN,), registry=registry, admin=ADMIN if admin else "")
    return replace(Settings(), accounts=accounts_)


def table_of(
    files: Mapping[str, str], settings: Settings | None = None, *, whole: bool = False
) -> tuple[Table, Registry | None]:
    """What runs where in a repository of `files`; with `whole`, each of them by itself."""
    settings = settings or settings_of(files)
    chosen = settings.accounts
    read_files = [read_yaml(path, text.encode()) for path, text in files.items() if path.endswith(".yaml")]
    facts = [fact for file in read_files for fact in collector(chosen)(file)]
    flux = [fact for file in read_files for fact in flux_facts(file)]
    index = FluxIndex(flux, exists=lambda _: False, read=lambda path: files[path])
    registry = None
    if chosen.registry:
        registry = read_registry(chosen.registry, files[chosen.registry].encode(), keys_of(chosen))
    code_of = codes_of(chosen)
    known = accounts(_sides(files, settings, registry, facts, code_of))
    said = [each for each in facts if not isinstance(each, Admin)]
    if whole:
        said = [AccountFacts(each.path, each.parts) if isinstance(each, PlainFile) else each for each in said]
    tree = Tree(said, files.get)
    reaches = reaches_of(index, settings.flux.version)
    return table(tree, {each.code: each for each in known}, settings, code_of, reaches), registry


def _sides(
    files: Mapping[str, str],
    settings: Settings,
    registry: Registry | None,
    facts: Sequence[object],
    code_of: Callable[[str], str],
) -> Sides:
    chosen = settings.accounts
    of: dict[str, list[str]] = {}
    for path in sorted(files):
        if code_of(path):
            of.setdefault(code_of(path), []).append(path)
    admin = {
        fact.account: fact.said
        for fact in facts
        if isinstance(fact, Admin) and not is_ignored(fact.account, chosen)
    }
    return Sides(
        of,
        registry,
        admin if chosen.admin else None,
        lambda code: any(matches(each, code) for each in chosen.uat),
        decides=bool(chosen.uat),
        read=lambda path: files.get(path, ""),
    )


def look(
    files: Mapping[str, str], rules: Sequence[Rule] = tuple(RULES.values()), *, whole: bool = False
) -> list[Entry]:
    """What `rules` say about a repository of `files`; a rule that crashes fails the test.

    What was there before a change stands in a path that begins with `was:`.
    """
    before = {path.removeprefix("was:"): text for path, text in files.items() if path.startswith("was:")}
    files = {path: text for path, text in files.items() if not path.startswith("was:")}
    entries: list[Entry] = []
    settings = settings_of(files)
    made, registry = table_of(files, settings, whole=whole)
    run = Run(rules, Selection(rules, settings), Context(settings, Moment.CHANGE), entries.append)
    past = [line for text in before.values() for line in text.splitlines()]
    fleets = made.fleets() if settings.accounts.uat_first else ()
    ahead = [replace(each, tried=each.tag_in(past)) for fleet in fleets for each in untried(fleet)]
    feed(run, made, registry, ahead)
    changed = {path: (text, files.get(path, "")) for path, text in before.items()}
    for account in turned(made, changed, settings.accounts.registry, settings.accounts):
        run.feed(account)
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


def scenes(rule: Rule) -> Iterator[tuple[bool, dict[str, str]]]:
    """Each example of the page of `rule`: whether it is bad, and its files."""
    bad, files = False, dict[str, str]()
    for block in examples(rule):
        if "with" not in block.options and files:
            yield bad, files
            files = {}
        bad = block.bad
        path = block.options["path"]
        files[f"was:{path}" if "was" in block.options else path] = f"{block.text}\n"
    yield bad, files
