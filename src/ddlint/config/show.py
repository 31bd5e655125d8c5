"""`ddlint config show`: every setting in force, with where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from operator import attrgetter

from ddlint.config.load import Loaded
from ddlint.config.settings import Settings
from ddlint.config.toml_text import plain, printable, toml
from ddlint.config.typed import leaves


def as_toml(loaded: Loaded) -> Iterator[str]:
    """The lines of a `ddlint.toml` that says the same, the origin of each value in a comment."""
    yield f"# {printable(loaded.path)}" if loaded.path else "# no configuration file"
    for table, names in _tables().items():
        if table:
            yield ""
            yield f"[{'.'.join(table)}]"
        for name in names:
            route = (*table, name)
            yield f"{name} = {toml(_value(loaded, route))}  # {printable(str(loaded.origin(route)))}"


def _tables() -> dict[tuple[str, ...], list[str]]:
    """The names of the settings in each table, what stands in none first: TOML has every table once."""
    found: dict[tuple[str, ...], list[str]] = {(): []}
    for *above, name in leaves(Settings):
        found.setdefault(tuple(above), []).append(name)
    return found


def as_json(loaded: Loaded) -> str:
    """The same for programs: `{"version": "1", "path": ..., "settings": [{"key", "value", "origin"}]}`."""
    settings = [
        {
            "key": ".".join(route),
            "value": plain(_value(loaded, route)),
            "origin": plain(loaded.origin(route)),
        }
        for route in leaves(Settings)
    ]
    return json.dumps({"version": "1", "path": loaded.path, "settings": settings}, indent=2)


def _value(loaded: Loaded, route: tuple[str, ...]) -> object:
    return attrgetter(".".join(route))(loaded.settings)
