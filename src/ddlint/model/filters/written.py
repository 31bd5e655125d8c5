"""The filter of an ImagePolicy as it is written in its file, with places."""

from __future__ import annotations

from dataclasses import dataclass

from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.place import FileSpan
from ddlint.model.selection.spec import PolicySpec
from ddlint.model.yaml_node import YamlNode


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text of an object.

    Attributes:
        text: what a YAML parser reads.
        raw: the characters of it in the file, quotes included.
        place: where they stand.
    """

    text: str
    raw: str
    place: FileSpan

    @property
    def offset(self) -> int:
        """Where the text begins in `raw`; -1 where it is not written as it is read."""
        return self.raw.find(self.text) if len(self.raw) - len(self.text) in {0, 2} else -1

    def span(self, start: int = 0, end: int | None = None) -> FileSpan:
        """The place of a part of the text; of all of it where no part is asked for, or has a place."""
        if end is None or self.offset < 0:
            return self.place
        first = self.place.start + self.offset
        return self.place._replace(start=first + start, end=first + end)


@dataclass(frozen=True, slots=True)
class WrittenFilter:
    """The filter of an ImagePolicy.

    Attributes:
        name: namespace and name of the policy, as far as they stand there.
        spec: what it says about tags.
        pattern: `filterTags.pattern`, where there is one.
        extract: `filterTags.extract`, where there is one.
        complete: whether the filter stands here as a whole: a patch may change one half of another's.
    """

    name: str
    spec: PolicySpec
    pattern: WrittenText | None
    extract: WrittenText | None
    complete: bool

    @property
    def title(self) -> str:
        """How to name its policy in a sentence."""
        return f"ImagePolicy {self.name}" if self.name else "this ImagePolicy"


def written_filter(policy: ImagePolicy) -> WrittenFilter | None:
    """The filter of a policy; None where there is none, or a template engine makes it."""
    spec = policy.spec
    if not spec.has_filter or "{{" in spec.pattern or "{{" in spec.extract:
        return None
    pattern, extract = _text(policy.pattern), _text(policy.extract)
    complete = not policy.is_partial or bool(pattern and extract)
    return WrittenFilter(policy.object.called, spec, pattern, extract, complete)


def _text(node: YamlNode | None) -> WrittenText | None:
    return WrittenText(node.word, node.raw, node.span) if node is not None and node.word else None
