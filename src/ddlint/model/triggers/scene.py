"""All that is known about the builds of a repository: what rules on triggers look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from ddlint.model.cloudbuild.build import Build
from ddlint.model.cloudbuild.reading import build_of
from ddlint.model.place import FileSpan, Place
from ddlint.model.triggers.trigger import Trigger


@dataclass(frozen=True)
class Scene:
    """The triggers and the build configs of a repository.

    Attributes:
        triggers: all that were found.
        texts: the files they stand in, and the build configs, by path.
        files: every file of the repository; None where they are not known.
        configs: the files that are build configs by custom and by content.
        builds: the build configs that could be read, by path.
        repository: `owner/name` of the repository, or its name; "" where it is not known.
        main: the main branch; more than one where it is not known which.
    """

    triggers: tuple[Trigger, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] | None = None
    configs: tuple[str, ...] = ()
    builds: Mapping[str, Build] = field(default_factory=dict)
    repository: str = ""
    main: tuple[str, ...] = ("main", "master")

    @cached_property
    def names(self) -> frozenset[str]:
        """The repositories that triggers build, without their owners."""
        return frozenset(_name(trigger.repository) for trigger in self.triggers if trigger.repository)

    def builds_here(self, trigger: Trigger) -> bool | None:
        """Whether `trigger` builds the repository that is looked at; None where that cannot be known."""
        if not trigger.repository:
            return None
        if self.repository:
            return _name(trigger.repository) == _name(self.repository)
        return True if len(self.names) == 1 else None

    def alike(self, trigger: Trigger) -> tuple[Trigger, ...]:
        """The triggers that build the same as `trigger`: from one repository, by one build config.

        One of which that is not known is among them.
        """
        key = _key(trigger)
        return tuple(
            each
            for each in self.beside(trigger)
            if _key(each) == key or (each.config is not None and each.config.unknown)
        )

    def beside(self, trigger: Trigger) -> tuple[Trigger, ...]:
        """The triggers that build the same repository as `trigger`, and those of which that is not known."""
        name = _name(trigger.repository)
        return tuple(each for each in self.triggers if not name or _name(each.repository) in {name, ""})

    def config_of(self, trigger: Trigger) -> str:
        """The path of the build config of `trigger` in this repository; "" where there is none."""
        if trigger.config is None or trigger.elsewhere or self.builds_here(trigger) is not True:
            return ""
        return plain_path(trigger.config.value)

    def build_of(self, trigger: Trigger) -> Build | None:
        """The build that `trigger` runs, with its substitutions; None where it is not at hand."""
        given = None if trigger.substitutions is None else dict(trigger.substitutions)
        if trigger.build is not None:
            text = self.texts.get(trigger.path, "")
            return build_of(trigger.path, text, trigger.build, given=given, inside=trigger.title)
        build = self.builds.get(self.config_of(trigger))
        return build_of(build.path, build.text, build.root, given=given) if build and given != {} else build


def plain_path(path: str) -> str:
    """A path from the top of a repository, without `./` and `/` before it."""
    return path.removeprefix("./").lstrip("/")


def _name(repository: str) -> str:
    return repository.rpartition("/")[2].casefold()


def _key(trigger: Trigger) -> tuple[str, tuple[str, ...]]:
    config = plain_path(trigger.config.value) if trigger.config else ""
    images = trigger.build.get("images") if trigger.build is not None else None
    return config, tuple(image.text or "" for image in images.texts()) if images else ()


@dataclass(frozen=True, slots=True)
class TriggerSite:
    """A trigger among all others: the subject of the rules on triggers."""

    noun: ClassVar[str] = "trigger"

    trigger: Trigger
    scene: Scene

    @property
    def title(self) -> str:
        """The name of the trigger."""
        return self.trigger.title

    @property
    def path(self) -> str:
        """The file it is defined in."""
        return self.trigger.path

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return self.scene.texts.get(place.path, "") if isinstance(place, FileSpan) else ""


@dataclass(frozen=True, slots=True)
class ConfigSite:
    """A build config and all triggers: the subject of the rules on build configs that nothing runs."""

    noun: ClassVar[str] = "build config"

    path: str
    scene: Scene

    @property
    def title(self) -> str:
        """Its path."""
        return self.path

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        return self.scene.texts.get(place.path, "") if isinstance(place, FileSpan) else ""
