"""`junit`: test results, as Jenkins, GitLab, CircleCI, Azure and others show them.

Every finding is a test case: one that failed where it fails the run, one that passed and tells what was found
where it is less severe. Every rule that looked and found nothing is a test case that passed. What could not
be looked at is an error, what was waived is skipped.

Source: jenkinsci/xunit-plugin, `junit-10.xsd`.
"""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from ddlint.engine.ledger import Crash, Entry, Gap, Ledger, Verdict
from ddlint.output.names import described, name, position
from ddlint.output.safe import safe
from ddlint.output.sink import About, Manner

_PIECE = 1 << 20  # characters that are copied at once


class Junit:
    """See the module. The counts stand in front of the cases, which wait in a temporary file."""

    def __init__(self, stream: TextIO, about: About, manner: Manner) -> None:  # noqa: ARG002 - a Factory
        self._stream = stream
        self._cases: TextIO = stream
        self._about = about

    def begin(self) -> None:
        """Begin to collect: a twin, whose cases are pasted, writes them at once."""
        self._cases = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed at the end

    def entry(self, entry: Entry) -> None:
        """Write one case."""
        self._cases.write(_case(_title(entry), _class(entry), _outcome(entry, self._fails(entry))))

    def _fails(self, entry: Entry) -> bool:
        return entry.verdict is Verdict.FOUND and entry.severity >= self._about.fail_on

    def paste(self, written: str) -> None:
        """Write cases that were written elsewhere."""
        self._cases.write(written)

    def end(self, ledger: Ledger, exit_code: int) -> None:  # noqa: ARG002 - a Sink
        """Write the counts, the cases, the rules that found nothing, and what was not looked at."""
        passed, errors = list(_passed(ledger, self._about)), list(_errors(ledger))
        waived = ledger.total(Verdict.WAIVED) + ledger.total(Verdict.GRANDFATHERED)
        unavailable = ledger.total(Verdict.NOT_AVAILABLE)
        entries = ledger.total(Verdict.FOUND) + waived + unavailable
        counts = {
            "tests": entries + len(passed) + len(errors),
            "failures": ledger.failing(self._about.fail_on),
            "errors": unavailable - ledger.unasked + len(errors),
            "skipped": waived + ledger.unasked,
        }  # fmt: skip
        shown = "".join(f' {key}="{count}"' for key, count in counts.items())
        write = self._stream.write
        write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite name="ddlint"{shown}>\n')
        write(f'<properties><property name="version" value="{self._about.version}"/></properties>\n')
        self._copy()
        self._stream.writelines([*passed, *errors, "</testsuite>\n</testsuites>\n"])

    def _copy(self) -> None:
        with self._cases as cases:
            cases.seek(0)
            while piece := cases.read(_PIECE):
                self._stream.write(piece)


def _case(title: str, group: str, outcome: str = "") -> str:
    head = f"<testcase name={_attribute(title)} classname={_attribute(group)}"
    return f"{head}>{outcome}</testcase>\n" if outcome else f"{head}/>\n"


def _title(entry: Entry) -> str:
    """The rule and where: by a route, which other lines do not move, where there is one."""
    rule, place = f"{entry.code} {entry.name}", entry.location
    if place is None:
        return rule
    return f"{rule} at {place.route}" if place.route else f"{rule} at {position(place)}"


def _class(entry: Entry) -> str:
    """The file, commit or ref."""
    return name(entry.location) if entry.location else "ddlint"


def _outcome(entry: Entry, fails: bool) -> str:
    text = _text(entry)
    match entry.verdict:
        case Verdict.FOUND if fails:
            return _element("failure", entry.severity.word, entry.message, text)
        case Verdict.FOUND:
            return f"<system-out>{escape(entry.severity.word)}: {text}</system-out>"
        case Verdict.NOT_AVAILABLE:
            return _element("error" if entry.asked else "skipped", "not available", entry.message, text)
    why = described(entry.waiver) if entry.waiver else entry.message
    return _element("skipped", entry.verdict.value, f"{entry.verdict.value}: {why}", text)


def _text(entry: Entry) -> str:
    where = f"{position(entry.location)}: " if entry.location else ""
    lines = [f"{where}{entry.message}", *entry.help.split("\n"), entry.url]
    return "\n".join(escape(safe(line)) for line in lines if line)


def _element(tag: str, kind: str, message: str, text: str) -> str:
    return f"<{tag} type={_attribute(kind)} message={_attribute(message)}>{text}</{tag}>"


def _attribute(text: str) -> str:
    return quoteattr(safe(text))


def _passed(ledger: Ledger, about: About) -> Iterator[str]:
    """A case for each rule that looked and had nothing to say."""
    spoke = {
        code for (code, verdict), count in ledger.verdicts.items() if count and verdict != Verdict.PASSED
    }
    for rule in about.rules:
        if ledger.verdicts[rule.code, Verdict.PASSED] and rule.code not in spoke:
            yield _case(f"{rule.code} {rule.name}", f"ddlint.{rule.area}")


def _errors(ledger: Ledger) -> Iterator[str]:
    for gap in dict.fromkeys(ledger.gaps):
        yield _case(f"not looked at: {gap.reason}", "ddlint", _gap(gap))
    for crash in ledger.crashes:
        yield _case(f"{crash.code} {crash.name} on {crash.subject}", "ddlint", _crash(crash))


def _gap(gap: Gap) -> str:
    remedy = "\n".join(escape(safe(line)) for line in gap.remedy.split("\n"))
    return _element("error", "incomplete", gap.reason, remedy)


def _crash(crash: Crash) -> str:
    lines = crash.traceback.strip().split("\n")
    return _element("error", "crash", lines[-1], "\n".join(escape(safe(line)) for line in lines))
