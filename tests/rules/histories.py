"""Histories as the pages of the rules on reuse write them: one line a deployment.

    3 ann ghcr.io/acme/backend:v1.4.2 at=1700000000 file=apps/b.yaml

That is the number of the commit, who made it (`flux` is the bot), what was deployed (`-`: nothing any more),
and optionally when and in which file. What has no `/` is a tag of the service `backend`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ddlint.config.settings import Service, Settings
from ddlint.engine.ledger import Entry
from ddlint.engine.reuse import Reuse, ServiceFacts
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.deployments.deployed import Deployed, MarkedValue, Step, Track
from ddlint.model.deployments.service_history import ReleaseFact
from ddlint.model.deployments.tag_use import Use, image_of
from ddlint.model.image import split_ref
from ddlint.model.marker import Form
from ddlint.model.service_commits import CommitFact, Found, ServiceCommits
from ddlint.rules import load

RULES = load(("reuse",))
START = 1_700_100_000
NOW = START + 1_000_000


def tracks(text: str) -> list[Track]:
    """The tracks that `text` describes, by file."""
    found: dict[str, list[Deployed]] = {}
    forms: dict[str, MarkedValue] = {}
    for line in text.splitlines():
        number, who, new, *rest = line.split()
        options = dict(each.split("=", 1) for each in rest)
        path = options.get("file", "apps/backend.yaml")
        deployed = found.setdefault(path, [])
        value = "" if new == "-" else new
        if path not in forms:
            forms[path] = _value(path, value)
        step = _step(int(number), who, int(options.get("at", START + 3600 * int(number))))
        deployed.append(_deployed(step, deployed[-1].new if deployed else "", value, forms[path]))
    return [Track(forms[path], tuple(found[path])) for path in sorted(found)]


def _value(path: str, text: str) -> MarkedValue:
    image = split_ref(text).name if "/" in text else "ghcr.io/acme/backend"
    form = Form.IMAGE if "/" in text else Form.TAG
    return MarkedValue(path, "spec.image", "flux-system/backend", form, image, service="backend")


def _step(number: int, who: str, time: int) -> Step:
    author = f"{who} <{who}@example.org>"
    return Step(f"{number:040x}", time, author, author, "feat: a change", who == "flux", number)


def _deployed(step: Step, old: str, new: str, value: MarkedValue) -> Deployed:
    ref = split_ref(new if value.form is Form.IMAGE else f"x:{new}" if new else "")
    return Deployed(step, old, new, ref.tag or "", ref.digest or "", 1)


def releases_of(text: str) -> list[ReleaseFact]:
    """`v1.4.2:1700000000:tagged=1700000001:was=0123`: tags with the time of their commits."""
    found = []
    for each in filter(None, text.split(",")):
        tag, committed, *rest = each.split(":")
        options = dict(word.split("=") for word in rest)
        tagged = int(options["tagged"]) if "tagged" in options else None
        found.append(
            ReleaseFact(tag, tag.removeprefix("v"), "b" * 40, int(committed), tagged, options.get("was", ""))
        )
    return found


def commits_of(text: str) -> ServiceCommits:
    """`1a2b3c4:1700000000,5d6e7f8:1700000100`: commits with their times; behind `/` the author's.

    `off-main` and `missing` stand for what they say.
    """
    known = {}
    for step, pair in enumerate(filter(None, text.split(","))):
        oid, word = pair.split(":")
        known[oid] = _fact(oid, word, step)
    return ServiceCommits("backend", "../backend", known, "main", START)


def _fact(oid: str, word: str, step: int) -> CommitFact:
    if word == "missing":
        return CommitFact(Found.MISSING)
    if word == "off-main":
        return CommitFact(Found.COMMIT, oid)
    committed, _, authored = word.partition("/")
    return CommitFact(
        Found.COMMIT, oid, int(committed), int(authored or committed), "main", step, is_step=True
    )


def facts(options: Mapping[str, str]) -> ServiceFacts:
    """What the repository of `backend` says, by the options of an example."""
    releases = releases_of(options.get("releases", ""))
    return ServiceFacts(lambda *_: commits_of(options.get("commits", "")), lambda _: releases)


def uses_of(histories: Iterable[Track]) -> list[Use]:
    """All uses of tags, sorted as the ledger gives them."""
    found = [Use("config", each.value, one) for each in histories for one in each.deployed if one.tag]
    return sorted(found, key=lambda use: (image_of(use.value), use.deployed.tag, use.deployed.step.time))


def lint(
    text: str,
    options: Mapping[str, str] | None = None,
    rules: Iterable[Rule] = RULES,
    settings: Settings | None = None,
    *,
    is_whole: bool = True,
    now: int | None = NOW,
) -> list[Entry]:
    """What the rules on reuse say of the history `text`; a rule that crashes fails the test."""
    given = options or {}
    entries: list[Entry] = []
    known = settings or Settings(services={"backend": Service("../backend")} if given else {})
    chosen = tuple(rules)
    run = Run(chosen, Selection(chosen, known), Context(known, Moment.HISTORY, now), entries.append)
    reuse = Reuse(run, known)
    histories = [replace(each, is_whole=is_whole) for each in tracks(text)]
    for track in histories:
        reuse.track(track)
    reuse.uses(uses_of(histories), facts(given))
    reuse.close()
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries
