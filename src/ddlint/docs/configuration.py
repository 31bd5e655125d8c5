"""The page on the configuration: every setting, from the annotations and comments that the loader reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from ddlint.config.describe import descriptions
from ddlint.config.limits import AtLeast, Limit
from ddlint.config.settings import PathOverride, Settings
from ddlint.config.toml_text import toml
from ddlint.config.typed import hints, unwrapped

_HEAD = """\
# Configuration

One file: `ddlint.toml`, or the table `[tool.ddlint]` in `pyproject.toml`. ddlint looks in the folder where
it runs, then in each folder above it up to the top of the git repository and no further. The nearest file
counts, alone; both in one folder are an error. `--config FILE` names another file, `--no-config` uses none.

```toml
fail_on = "warning"
ignore = ["marker-commented-out"]

[severity]
DDC009 = "warning"

[commits]
types = ["feat", "fix", "chore", "docs"]
exempt.authors = ["*[bot] <*"]

[[overrides]]
paths = ["charts/**"]
ignore = ["markers"]

[environments.staging]
files = ["staging/**"]
tags = "sortable"

[services.engine]
path = "../engine"
```

A key that is not listed here is an error, told with its line and what was probably meant. `--select` and
`--fail-on` replace the settings of the same name, `--ignore` adds to it. `ddlint config show` prints every
setting with where it came from. `schemas/config.schema.json`, in the wheel as well, describes them for
editors.

Path patterns count from the top of the repository: `*` stays within a folder, `**` spans folders. A pattern
without `/` matches the name of a file in any folder; one that ends in `/`, everything below it.

This page is made from the code (`make docs`).
"""


_SIMPLE = {str: "string", bool: "`true` or `false`", int: "number"}


def page() -> str:
    """The page, as Markdown."""
    return "\n".join(
        [_HEAD, *_section("At the top", Settings, ()), *_section("`[[overrides]]`", PathOverride, ())]
    )


def _section(title: str, kind: Any, route: tuple[str, ...]) -> Iterator[str]:  # noqa: ANN401 - a dataclass
    """The settings of one table, then the tables in it."""
    words = descriptions(kind)
    known = {name: unwrapped(hint) for name, hint in hints(kind).items()}
    yield f"## {title}\n"
    yield "| Setting | Type | Default | Meaning |"
    yield "| --- | --- | --- | --- |"
    for each in dataclasses.fields(kind):
        base, limits = known[each.name]
        if not dataclasses.is_dataclass(base):
            yield f"| `{each.name}` | {_type(base, limits)} | {_default(each)} | {words[each.name]} |"
    yield ""
    for name, (base, _) in known.items():
        inner = (*route, name)
        if dataclasses.is_dataclass(base):
            yield from _section(f"`[{'.'.join(inner)}]`", base, inner)
        elif (entry := _entry(base)) is not None:
            yield from _section(f"`[{'.'.join(inner)}.NAME]`", entry, inner)


def _entry(base: Any) -> Any:  # noqa: ANN401
    """The dataclass of each entry of a table of tables; None where it is something else."""
    if get_origin(base) is not dict:
        return None
    entry, _ = unwrapped(get_args(base)[1])
    return entry if dataclasses.is_dataclass(entry) else None


def _type(base: Any, limits: tuple[Limit, ...]) -> str:  # noqa: ANN401
    return ", ".join((_plain(base), *map(_limit, limits)))


def _plain(base: Any) -> str:  # noqa: ANN401
    arguments = get_args(base)
    if get_origin(base) is Literal:
        return " or ".join(f"`{toml(word)}`" for word in arguments)
    if get_origin(base) is tuple:
        element, limits = unwrapped(arguments[0])
        kind = "tables" if dataclasses.is_dataclass(element) else "strings"
        return f"list of {kind}{''.join(f', each {_limit(limit)}' for limit in limits)}"
    if _entry(base) is not None:
        return "a table for each name"
    if get_origin(base) is dict:
        return f"table of {_plain(unwrapped(arguments[1])[0])}"
    return _SIMPLE[base]


def _limit(limit: Limit) -> str:
    return f"at least {limit.number}" if isinstance(limit, AtLeast) else limit.words


def _default(each: dataclasses.Field[Any]) -> str:
    if each.default is not dataclasses.MISSING:
        return f"`{toml(each.default)}`"
    return (
        f"`{toml(each.default_factory())}`" if each.default_factory is not dataclasses.MISSING else "(needed)"
    )
