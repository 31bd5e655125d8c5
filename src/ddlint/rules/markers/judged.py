"""What the policy of a marker makes of the tag that stands there: for the rules on it."""

from __future__ import annotations

from dataclasses import dataclass

from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.image import split_ref, tag_fault
from ddlint.model.marker import Form
from ddlint.model.selection.fate import Fate, Judged, judge_of


@dataclass(frozen=True, slots=True)
class JudgedTag:
    """A tag that no policy of the marker selects.

    Attributes:
        tag: the tag.
        policy: the first policy of that name.
        verdict: what it makes of the tag.
    """

    tag: str
    policy: ImagePolicy
    verdict: Judged

    @property
    def reason(self) -> str:
        """Why it is not selected, as a clause."""
        key = self.verdict.key
        whose = "it" if key in {"", self.tag} else f"its key '{key}'"
        return f"{whose} {self.verdict.reason}"


def judged(marker: MarkerInUse, flux: str) -> JudgedTag | None:
    """The tag at `marker`, where no policy that it may mean selects it, and all of them are known."""
    tag = _tag(marker)
    if not tag or not marker.policies or any(map(_is_doubtful, marker.policies)):
        return None
    verdicts = [judge_of(each.spec, flux)(tag) for each in marker.policies]
    if any(each.fate in {Fate.SORTED, Fate.UNKNOWN} for each in verdicts):
        return None
    return JudgedTag(tag, marker.policies[0], verdicts[0])


def _is_doubtful(policy: ImagePolicy) -> bool:
    """Whether what is written is not all that Flux gets: patches that are not followed, variables."""
    spec = policy.spec
    texts = (spec.pattern, spec.extract, spec.argument)
    return bool(policy.object.unknown) or any("${" in text or "{{" in text for text in texts)


def _tag(marker: MarkerInUse) -> str:
    """The tag at a marker; "" for none, and for what is no tag: a placeholder, or a slip."""
    value = marker.use.value
    if marker.use.marker.form is Form.IMAGE:
        tag = split_ref(value).tag or ""
    else:
        tag = value.partition("@")[0] if marker.use.marker.form is Form.TAG else ""
    return "" if tag_fault(tag) else tag
