"""Entries and ledgers for the tests of the outputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from io import StringIO
from typing import Any

from ddlint.engine.finding import Edit, Fix, NotAvailable, Outcome, Severity
from ddlint.engine.ledger import Crash, Entry, Gap, Ledger, Skip, Verdict
from ddlint.engine.locate import Location, locate
from ddlint.engine.rule import Context, Rule
from ddlint.model.place import FileSpan, MessageSpan, RefPlace
from ddlint.output import factory
from ddlint.output.sink import About, Manner, Provenance

COMMIT = "0123456789abcdef0123456789abcdef01234567"
YAML = """\
spec:
  values:
    image:
      tag: v1.2.3 # {"$imagepolicy": "flux-system:backend:tag"}
"""
POLICY = "kind: ImagePolicy\nmetadata:\n  name: backend\n"


def check(subject: object, context: Context) -> Iterable[Outcome]:
    """Toy.

    ## What
    `<b>` & all.
    """
    yield NotAvailable("never called")


RULE = Rule("DDX001", "toy-finding", "toys", "0.1.0", object, Severity.ERROR, check)
ABOUT = About(
    "0.1.0", (RULE,), Provenance("https://example.org/config", COMMIT, "main"), "Python 3.12.1, linux"
)


def at(path: str, text: str, needle: str, route: str = "") -> Location:
    start = text.index(needle)
    return locate(FileSpan(path, start, start + len(needle), route), text)


def in_message(text: str, needle: str, commit: str = COMMIT) -> Location:
    start = text.index(needle)
    return locate(MessageSpan(commit, start, start + len(needle)), text)


def at_ref(ref: str) -> Location:
    return locate(RefPlace(ref), "")


def entry(location: Location | None = None, **more: Any) -> Entry:
    """A finding at `location` (default: the marker of `YAML`)."""
    plain = Entry(
        Verdict.FOUND,
        "DDX001",
        "toy-finding",
        Severity.ERROR,
        "Flux ignores this marker",
        location
        or at("apps/x.yaml", YAML, '{"$imagepolicy": "flux-system:backend:tag"}', "spec.values.image.tag"),
        fingerprint="00ff",
        url="https://example.org/rules/toy-finding.md",
    )
    return plain._replace(**more)


def unavailable() -> Entry:
    return Entry(
        Verdict.NOT_AVAILABLE, "DDX001", "toy-finding", Severity.INFO, "v1.0.0: its object is missing", None,
        help="git fetch --tags", url="https://example.org/rules/toy-finding.md",
    )  # fmt: skip


PLAIN = Manner()
FIX = Fix("quote the tag", (Edit("apps/x.yaml", 10, 14, '"v1"'),), safe=True)

EVERY_KIND = (
    entry(label="this one", help="write it so:\n  tag: v1", fix=FIX, related=(
        (at("apps/x.yaml", YAML, "v1.2.3"), "stays as it is"),
        (at("flux/policy.yaml", POLICY, "backend"), "the policy that it names"),
    )),
    entry(in_message("fix:x\n\nbody\n", "x"), severity=Severity.WARNING),
    entry(in_message("wip\n", "wip", ""), severity=Severity.INFO),
    entry(at_ref("refs/tags/v1.0.0"), label="moved"),
    entry(verdict=Verdict.WAIVED),
    entry(verdict=Verdict.GRANDFATHERED),
    unavailable(),
)  # fmt: skip


def ledger_of(entries: Iterable[Entry] = (), **more: Any) -> Ledger:
    ledger = Ledger(checked=Counter(file=214, marker=1), **more)
    for each in entries:
        ledger.verdicts[each.code, each.verdict] += 1
        if each.verdict is Verdict.FOUND:
            ledger.severities[each.severity] += 1
            if each.fix:
                ledger.fixable[each.fix.safe] += 1
    return ledger


def troubled() -> Ledger:
    return ledger_of(
        EVERY_KIND,
        skipped=[
            Skip("a.yaml", "not UTF-8"),
            Skip("b.yaml", "not UTF-8"),
            Skip("big.yaml", "larger than 4 MB"),
        ],
        exempt=Counter({("commit", "commits.exempt.authors"): 3}),
        gaps=[Gap("the history is shallow", "git fetch --unshallow\nor set fetch-depth: 0")],
        crashes=[
            Crash(
                "DDX002", "toy-crash", "c.yaml", "Traceback (most recent call last):\nKeyError: 'x\x1b[2J'\n"
            )
        ],
    )


def written(
    form: str,
    entries: Iterable[Entry] = EVERY_KIND,
    ledger: Ledger | None = None,
    exit_code: int = 1,
    manner: Manner = PLAIN,
) -> str:
    """All that the format `form` writes for a run."""
    entries = tuple(entries)
    stream = StringIO()
    sink = factory(form)(stream, ABOUT, manner)
    sink.begin()
    for each in entries:
        sink.entry(each)
    sink.end(ledger or ledger_of(entries), exit_code)
    return stream.getvalue()
