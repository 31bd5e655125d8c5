"""The filters of ImagePolicies as the rules on them need them: compiled, with their places."""

from __future__ import annotations

import re

from ddlint.engine.finding import Edit
from ddlint.engine.rule import Context
from ddlint.model.filters.keys import Filter
from ddlint.model.filters.references import misreferences
from ddlint.model.filters.written import WrittenFilter, WrittenText
from ddlint.model.regexp import Dialect, Fault, Pattern, compile_pattern, dialect_of

_LONGEST_SHOWN = 60
#: Where a plain scalar would end, or become something else.
_NOT_PLAIN = (": ", " #", "\n")
_INDICATORS = "-?:,[]{}#&*!|>'\"%@` "
#: What a Kustomization with `postBuild` may replace in a pattern.
_VARIABLE = re.compile(r"\$\{[A-Za-z_]")


def version(context: Context) -> tuple[int, int]:
    """The Flux version in use."""
    major, _, minor = context.settings.flux.version.partition(".")
    return int(major), int(minor)


def dialect(context: Context) -> Dialect:
    """The syntax of the Flux version in use."""
    return dialect_of(version(context))


def is_substituted(policy: WrittenFilter) -> bool:
    """Whether the pattern has a variable in it that a Kustomization replaces, as far as one can see."""
    return bool(_VARIABLE.search(policy.spec.pattern))


def filter_of(policy: WrittenFilter, context: Context) -> Filter | None:
    """The filter; None where its pattern does not compile, or is not what Flux sees."""
    if is_substituted(policy):
        return None
    pattern = compile_pattern(policy.spec.pattern, dialect(context))
    return Filter(pattern, policy.spec.extract) if isinstance(pattern, Pattern) else None


def sound_filter(policy: WrittenFilter, context: Context) -> Filter | None:
    """The filter of a policy that stands there as a whole, and whose template means what it looks like."""
    found = filter_of(policy, context) if policy.complete and policy.spec.kind else None
    if found is None or not found.pattern.text or "$$" in found.extract:
        return None
    if found.extract and misreferences(found.extract, found.pattern.names):
        return None
    return found


def edit_of(field: WrittenText, start: int, end: int, text: str) -> Edit | None:
    """The edit that puts `text` in place of a part; None where it would need other quotes."""
    span = field.span(start, end)
    whole = field.text[:start] + text + field.text[end:]
    if field.offset < 0 or not _fits(field.raw[: field.offset], whole):
        return None
    return Edit(span.path, span.start, span.end, text)


def _fits(quote: str, text: str) -> bool:
    """Whether a text can stand behind this quote (or none) as it is."""
    if quote == "'":
        return "'" not in text
    if quote == '"':
        return '"' not in text and "\\" not in text
    return text[:1] not in _INDICATORS and not any(sign in text for sign in _NOT_PLAIN)


def shown(text: str, most: int = _LONGEST_SHOWN) -> str:
    """A text as messages show it: on one line, and not too long."""
    line = text.replace("\n", "\\n")
    return line if len(line) <= most else f"{line[:most]}..."


def in_short(fault: Fault) -> str:
    """What Go says, with what it quotes shortened."""
    return (
        fault.message.replace(fault.expression, shown(fault.expression))
        if fault.expression
        else fault.message
    )
