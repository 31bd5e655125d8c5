"""Triggers, build configs and policies put together, for the rules that look at several files at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ddlint.engine.run import Run
from ddlint.model.cloudbuild.build import Build, Image
from ddlint.model.cloudbuild.files import has_steps, is_build_file
from ddlint.model.cloudbuild.reading import read_build
from ddlint.model.cloudbuild.site import BuildSite, PolicyAtHand
from ddlint.model.triggers.gather import Gathered
from ddlint.model.triggers.scene import ConfigSite, Scene, TriggerSite, plain_path
from ddlint.model.triggers.trigger import Trigger


def candidates(gathered: Gathered, files: Iterable[str]) -> tuple[str, ...]:
    """The files of the repository that may be build configs: by custom, or named by a trigger."""
    named = {plain_path(trigger.config.value) for trigger in gathered.triggers if trigger.config}
    return tuple(path for path in files if is_build_file(path) or path in named)


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that is looked at.

    Attributes:
        files: every file of it; None where that is not known.
        name: `owner/name`, or "".
        main: the main branch, or what it may be.
    """

    files: Iterable[str] | None
    name: str
    main: tuple[str, ...]


def scene_of(
    gathered: Gathered, texts: Mapping[str, str], builds: Mapping[str, str], repository: Repository
) -> Scene:
    """All that rules need to know.

    Args:
        gathered: the triggers.
        texts: the files they come from.
        builds: the files that may be build configs.
        repository: what is known of it.
    """
    defining = {trigger.path for trigger in gathered.triggers}
    likely = {path: text for path, text in builds.items() if path not in defining and has_steps(text)}
    read = {path: read_build(path, text) for path, text in likely.items()}
    return Scene(
        gathered.triggers,
        {**texts, **builds},
        None if repository.files is None else frozenset(repository.files),
        tuple(path for path in likely if is_build_file(path)),
        {path: build for path, build in read.items() if isinstance(build, Build)},
        repository.name,
        repository.main,
    )


def feed(run: Run, scene: Scene) -> None:
    """Run the rules on every trigger and every build config; without triggers there is nothing to say.

    Builds that are found through triggers alone are fed as those in files are.
    """
    if not scene.triggers:
        return
    for trigger in scene.triggers:
        run.feed(TriggerSite(trigger, scene))
        inline = scene.build_of(trigger) if trigger.build is not None else None
        if inline is not None:
            run.feed(inline)
    for path in scene.configs:
        run.feed(ConfigSite(path, scene))
    for path, build in scene.builds.items():
        if not is_build_file(path):
            run.feed(build)


def feed_in_use(
    run: Run, scene: Scene, policies: tuple[PolicyAtHand, ...], read: Callable[[str], str], named: set[str]
) -> None:
    """Run the rules on builds as they are used.

    Args:
        run: the rules.
        scene: the builds and the triggers.
        policies: that are at hand.
        read: the text of any other file.
        named: the files to look at; empty for all.
    """
    sites = [*sites_of(scene)]
    pushed: dict[str, list[tuple[Build, Image]]] = {}
    for site in sites:
        for image in site.build.pushed:
            pushed.setdefault(site.build.fields.shown(image.name), []).append((site.build, image))
    for site in sites:
        if not named or site.path in named:
            run.feed(replace(site, policies=policies, pushed=pushed, read=_reading(scene, read)))


def _reading(scene: Scene, read: Callable[[str], str]) -> Callable[[str], str]:
    return lambda path: scene.texts[path] if path in scene.texts else read(path)


def sites_of(scene: Scene) -> Iterator[BuildSite]:
    """Each build config as each of its triggers runs it; as it stands there where none is known."""
    doubt = any(trigger.config is not None and trigger.config.unknown for trigger in scene.triggers)
    running: dict[str, list[Trigger]] = {}
    for trigger in scene.triggers:
        if trigger.build is not None and (build := scene.build_of(trigger)):
            yield BuildSite(build, (trigger,), complete=not trigger.uncertain)
        elif path := scene.config_of(trigger):
            running.setdefault(path, []).append(trigger)
    for path, build in scene.builds.items():
        triggers = running.get(path, [])
        if not triggers:
            yield BuildSite(build)
        complete = not doubt and not any(trigger.uncertain for trigger in triggers)
        for group in _by_substitutions(triggers):
            yield BuildSite(scene.build_of(group[0]) or build, tuple(group), complete)


def _by_substitutions(triggers: list[Trigger]) -> Iterable[list[Trigger]]:
    groups: dict[object, list[Trigger]] = {}
    for trigger in triggers:
        groups.setdefault(trigger.substitutions, []).append(trigger)
    return groups.values()
