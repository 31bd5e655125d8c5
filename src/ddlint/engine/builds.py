"""Triggers and build configs put together, for the rules that look at several files at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ddlint.engine.run import Run
from ddlint.model.triggers.build_file import has_steps, is_build_file
from ddlint.model.triggers.gather import Gathered
from ddlint.model.triggers.scene import ConfigSite, Scene, TriggerSite, plain_path


def candidates(gathered: Gathered, files: Iterable[str]) -> tuple[str, ...]:
    """The files of the repository that may be build configs: by custom, or named by a trigger."""
    named = {plain_path(trigger.config.value) for trigger in gathered.triggers if trigger.config}
    return tuple(path for path in files if is_build_file(path) or path in named)


def scene_of(
    gathered: Gathered,
    texts: Mapping[str, str],
    builds: Mapping[str, str],
    files: Iterable[str] | None,
    repository: str,
    main: tuple[str, ...],
) -> Scene:
    """All that rules need to know.

    Args:
        gathered: the triggers.
        texts: the files they come from.
        builds: the files that may be build configs.
        files: every file of the repository; None where that is not known.
        repository: `owner/name`, or "".
        main: the main branch, or what it may be.
    """
    defining = {trigger.path for trigger in gathered.triggers}
    configs = tuple(
        path
        for path, text in builds.items()
        if is_build_file(path) and path not in defining and has_steps(text)
    )
    known = None if files is None else frozenset(files)
    return Scene(gathered.triggers, {**texts, **builds}, known, configs, repository, main)


def feed(run: Run, scene: Scene) -> None:
    """Run the rules on every trigger and every build config; without triggers there is nothing to say."""
    if not scene.triggers:
        return
    for trigger in scene.triggers:
        run.feed(TriggerSite(trigger, scene))
    for path in scene.configs:
        run.feed(ConfigSite(path, scene))
