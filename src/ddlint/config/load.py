"""Load the settings: from the configuration file that discovery finds, or one that is named, or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ddlint.config.discovery import OWN_NAME, candidates
from ddlint.config.locate import Route
from ddlint.config.settings import FailOn, Service, Settings
from ddlint.config.source import TABLE, Source, read_source
from ddlint.config.typed import Builder, Mistake, leaves
from ddlint.errors import DdlintError


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the value of a setting comes from.

    Attributes:
        kind: `default`, `file` or `command line`.
        path: of the file, as it was found.
        line: in the file.
        option: on the command line (`--select`).
    """

    kind: str
    path: str = ""
    line: int = 0
    option: str = ""

    def __str__(self) -> str:
        if self.kind == "file":
            return f"{self.path}:{self.line}"
        return f"{self.kind} ({self.option})" if self.option else self.kind


DEFAULT = Origin("default")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, and where they come from.

    Attributes:
        settings: complete: defaults fill what the file does not say.
        path: of the configuration file, relative to the folder where ddlint runs; empty for none.
        origins: by the route of the setting (`("commits", "types")`); what is not there is a default.
        lines: of everything in the file that is a setting or part of one, by its route.
        content: of the file; empty for none.
        passed_over: the contents of the candidates that were read and turned out to hold no configuration.
    """

    settings: Settings
    path: str = ""
    origins: Mapping[tuple[str, ...], Origin] = field(default_factory=dict)
    lines: Mapping[Route, int] = field(default_factory=dict)
    content: bytes = b""
    passed_over: tuple[bytes, ...] = ()

    def origin(self, route: tuple[str, ...]) -> Origin:
        """Where the setting at `route` comes from."""
        return self.origins.get(route, DEFAULT)

    def place(self, route: Route) -> str:
        """Where the part of a setting at `route` stands, for a message: file and line, or the option."""
        if route in self.lines:
            return f"{self.path}:{self.lines[route]}"
        origin = self.origin((str(route[0]),))
        return origin.option or str(origin)


def load(folder: str, top: str | None, *, config: str | None = None, no_config: bool = False) -> Loaded:
    """The settings for a run in `folder`.

    Args:
        folder: where ddlint runs, absolute; discovery starts there (see `ddlint.config.discovery`).
        top: the top of the repository that `folder` is in, where discovery ends; None: it ends at once.
        config: `--config`: the file to use instead of looking for one, relative to `folder`.
        no_config: `--no-config`: use the defaults.

    Raises:
        DdlintError: a file cannot be read, is no TOML, says what no setting means, or is one of two.
    """
    if config is not None and no_config:
        raise DdlintError("--config and --no-config contradict each other", "give one of them")
    if no_config:
        return Loaded(Settings())
    return _discovered(folder, top) if config is None else _named(folder, config)


def read(data: bytes, path: str = OWN_NAME) -> Loaded:
    """The settings that a configuration file with the content `data` stands for.

    Args:
        data: the content.
        path: how the file is called in messages; a `pyproject.toml` is read as one.

    Raises:
        DdlintError: as `load`.
    """
    found = read_source(path, data)
    return _settled(found) if found else Loaded(Settings())


def with_options(
    loaded: Loaded, *, select: Sequence[str] = (), ignore: Sequence[str] = (), fail_on: FailOn | None = None,
    services: Mapping[str, str] | None = None,
) -> Loaded:  # fmt: skip
    """`loaded` with what the command line says: `select` and `fail_on` replace, `ignore` adds.

    `services` gives the clones of services, by name: of those that are configured, and of others.
    """
    given: dict[str, Any] = {}
    if select:
        given["select"] = tuple(select)
    if ignore:
        given["ignore"] = (*loaded.settings.ignore, *ignore)
    if fail_on:
        given["fail_on"] = fail_on
    if services:
        given["services"] = {**loaded.settings.services, **_cloned(loaded.settings.services, services)}
    origins: dict[tuple[str, ...], Origin] = {
        (key,): Origin("command line", option=f"--{key.replace('_', '-')}") for key in given
    }
    kept = {
        route: line for route, line in loaded.lines.items() if route[0] == "ignore" or route[0] not in given
    }
    settings = replace(loaded.settings, **given)
    return replace(loaded, settings=settings, origins={**loaded.origins, **origins}, lines=kept)


def _cloned(known: Mapping[str, Service], clones: Mapping[str, str]) -> dict[str, Service]:
    return {
        name: replace(known[name], path=path) if name in known else Service(path)
        for name, path in clones.items()
    }


def _named(folder: str, config: str) -> Loaded:
    path = os.path.join(folder, config)
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise DdlintError(
            f"cannot read {config}: {error.strerror}", "--config names the file to use"
        ) from error
    found = read_source(config, data)
    if found is None:
        raise DdlintError(f"{config} has no [tool.ddlint]", "--config names the file to use")
    return _settled(found)


def _discovered(folder: str, top: str | None) -> Loaded:
    """What the nearest file that has a configuration in it says."""
    passed_over: list[bytes] = []
    chosen: Source | None = None
    for path, data in _candidates(folder, top):
        shown = os.path.relpath(path, folder)
        if chosen and os.path.dirname(chosen.path) != os.path.dirname(shown):
            break
        found = read_source(shown, data)
        if chosen and found:
            raise _conflict(chosen, found)
        if found:
            chosen = found
        else:
            passed_over.append(data)
    loaded = _settled(chosen) if chosen else Loaded(Settings())
    return replace(loaded, passed_over=tuple(passed_over))


def _candidates(folder: str, top: str | None) -> Iterator[tuple[str, bytes]]:
    try:
        yield from candidates(folder, top)
    except OSError as error:
        raise DdlintError(f"cannot read {error.filename}: {error.strerror}") from error


def _conflict(own: Source, shared: Source) -> DdlintError:
    return DdlintError(
        f"both {own.path} and {shared.path} (line {shared.lines[TABLE]}) configure ddlint",
        f"keep one: delete [tool.ddlint] from {shared.path}, or move the rest there and delete {own.path}",
    )


def _settled(found: Source) -> Loaded:
    builder = Builder()
    settings = builder.build(Settings, found.table, ())
    if builder.mistakes:
        raise _refusal(found, builder.mistakes)
    own = {route[len(found.prefix) :]: line for route, line in found.lines.items() if _is_own(route, found)}
    origins = {route: Origin("file", found.path, own[route]) for route in leaves(Settings) if route in own}
    return Loaded(settings, found.path, origins, own, found.content)


def _is_own(route: Route, found: Source) -> bool:
    """Whether `route` is a setting's: below the table that holds them, which is none itself."""
    return len(route) > len(found.prefix) and route[: len(found.prefix)] == found.prefix


def _refusal(found: Source, mistakes: Sequence[Mistake]) -> DdlintError:
    """All mistakes at once, in the order of their lines."""
    placed = sorted(
        ((_line(found, mistake.route), mistake) for mistake in mistakes), key=lambda each: each[0]
    )
    if len(placed) == 1:
        [(line, mistake)] = placed
        return DdlintError(f"{found.path}:{line}: {mistake.message}", mistake.hint)
    told = [
        f"{found.path}:{line}: {mistake.message}{f' ({mistake.hint})' if mistake.hint else ''}"
        for line, mistake in placed
    ]
    return DdlintError(f"{found.path} has {len(placed)} mistakes", "\n".join(told))


def _line(found: Source, route: Route) -> int:
    """The line of `route`, or of the nearest table around it."""
    whole: Route = (*found.prefix, *route)
    while whole and whole not in found.lines:
        whole = whole[:-1]
    return found.lines.get(whole, 1)
