"""The examples on the rules' pages: fenced blocks under `## Bad` and `## Good`."""

from collections.abc import Iterator
from dataclasses import dataclass

from ddlint.engine.rule import Rule

HEADINGS = ("## What", "## Why", "## Bad", "## Good", "## Fix", "## Source")


@dataclass(frozen=True, slots=True)
class Example:
    """One fenced block.

    Attributes:
        bad: whether it stands under `## Bad`.
        language: the first word behind the fence.
        options: the words behind that: `key=value`, or a flag with an empty value.
        text: the block.
    """

    bad: bool
    language: str
    options: dict[str, str]
    text: str


def examples(rule: Rule) -> Iterator[Example]:
    """All examples of the page of `rule`, in order."""
    heading, block, info = "", None, ""
    for line in rule.page.split("\n"):
        if line.startswith("```") and block is None:
            block, info = list[str](), line[3:]
        elif line.startswith("```") and block is not None:
            language, *words = info.split()
            options = {key: value for key, _, value in (word.partition("=") for word in words)}
            if heading in ("## Bad", "## Good"):
                yield Example(heading == "## Bad", language, options, "\n".join(block))
            block = None
        elif block is not None:
            block.append(line)
        elif line.startswith("## "):
            heading = line


def headings(rule: Rule) -> tuple[str, ...]:
    """The headings of the page of `rule`, in order."""
    return tuple(line for line in rule.page.split("\n") if line.startswith("## "))
