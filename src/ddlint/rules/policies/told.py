"""Where findings on effective objects stand: at the patch that takes part, or at a marker of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Label, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Rule
from ddlint.model.flux.alike import speaks_for
from ddlint.model.flux.flux_object import FluxObject
from ddlint.model.flux.resolved import ApiObject, AutomationInUse, PolicyInUse, RepositoryInUse
from ddlint.model.place import FileSpan
from ddlint.model.yaml_node import YamlNode

InUse = PolicyInUse | RepositoryInUse | AutomationInUse | ApiObject
_REMEDY = (
    'write what `kustomize build` makes of it into a folder, and name that: `[flux] policies = ["rendered"]`'
)


def told(
    rule: Rule, found: InUse, outcomes: Iterable[Outcome], *involved: YamlNode | None,
    errors_only: bool = True,
) -> Iterator[Outcome]:  # fmt: skip
    """What is wrong with an effective object, at the place where its reader can mend it.

    A finding stands where the last of the fields is written that it comes from: in the patch of an overlay,
    with the base labelled. One on an object of another repository stands at the first marker of this one that
    it concerns, and is dropped where there is none: that repository's own run says the rest. What several
    policies get from one patch is told once.

    Args:
        rule: whose findings they are.
        found: the object.
        outcomes: what the rule says; its places may be in any file.
        involved: the fields that it looked at.
        errors_only: whether to leave out what is no error, for an object of another repository.
    """
    item = found.object
    if item.unknown:
        yield NotAvailable(f"not all of it is known: {item.unknown}", _REMEDY, asked=False)
        return
    for outcome in outcomes:
        if isinstance(outcome, NotAvailable):
            yield outcome
        elif not item.is_outside:
            at_patch = _at_patch(item, outcome, [each.span for each in involved if each is not None])
            yield from _told_once(found, at_patch)
        elif found.markers and not (errors_only and (outcome.severity or rule.severity) < Severity.ERROR):
            yield _at_marker(found, outcome)


def _told_once(found: InUse, finding: Finding) -> Iterator[Finding]:
    if not isinstance(found, PolicyInUse) or not isinstance(finding.place, FileSpan):
        yield finding
        return
    others = speaks_for(found.policy, finding.place, found.sharing)
    if others:
        same = "another policy gets" if others == 1 else f"{others} other policies get"
        finding = finding._replace(message=f"{finding.message} ({same} it from there too)")
    if others is not None:
        yield finding


def _at_patch(item: FluxObject, finding: Finding, involved: Iterable[FileSpan]) -> Finding:
    if not item.patched or not isinstance(finding.place, FileSpan):
        return finding
    if not item.holds(finding.place):
        return finding._replace(related=(*finding.related, Label(item.span, "the base of the patch")))
    at = next((span for span in involved if not item.holds(span)), None)
    if at is None:
        return finding
    others = tuple(each for each in finding.related if each.place != at)
    base = Label(finding.place, finding.label or "the base")
    return finding._replace(place=at, label="patched here", related=(base, *others), fix=None)


def _at_marker(found: InUse, finding: Finding) -> Finding:
    first = found.markers[0]
    there = Label(finding.place, finding.label or "here")
    return finding._replace(
        place=first.span,
        label="not updated because of that",
        related=(there, *finding.related),
        fix=None,
        identity=finding.identity or (finding.message,),
    )
