"""Reading a build config: its steps one after the other, and what they build and push."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ddlint.model.cloudbuild.build import Build, Image, Unsaid
from ddlint.model.cloudbuild.pushes import Act, acts_of, split_image
from ddlint.model.cloudbuild.shell import LARGEST, Shell
from ddlint.model.cloudbuild.substitutions import expand
from ddlint.model.cloudbuild.text import Fields
from ddlint.model.place import FileSpan
from ddlint.model.triggers.export import read_document
from ddlint.model.triggers.value import Problem, Value

NOTHING: Mapping[str, str] = {}
_SHOWN = 60
_LONGEST = 1_000  # characters of a word; a longer one names no image
SHELLS = frozenset({"bash", "sh", "ash", "dash", "zsh"})
_PROGRAMS = ("docker", "gcloud", "pack", "crane", "skopeo", "buildah", "podman")


def read_build(path: str, text: str) -> Build | Problem | None:
    """The build config in a file; None where it is none, or why it cannot be read."""
    root = read_document(path, text)
    return build_of(path, text, root) if isinstance(root, Value) else root


def build_of(
    path: str, text: str, root: Value, *, given: Mapping[str, str] = NOTHING, inside: str = ""
) -> Build | None:
    """The build that a mapping describes; None where it is none.

    Args:
        path: of the file it stands in.
        text: of that file.
        root: the mapping.
        given: the substitutions of the trigger that runs it, which win over its own.
        inside: the trigger whose definition it is a part of; empty for a file of its own.
    """
    steps = root.get("steps")
    if steps is None or steps.items is None:
        return None
    substitutions = root.get("substitutions")
    declared = dict(substitutions.fields or {}) if substitutions else {}
    reader = _Reader(text, {**{name: value.text or "" for name, value in declared.items()}, **given})
    for number, step in enumerate(steps.items):
        reader.step(number, step)
    images = root.get("images")
    for value in images.texts() if images else ():
        reader.add(reader.filled(value), value.span, -1, pushed=True)
    return Build(
        path, text, root, reader.fields, declared, tuple(reader.images), tuple(reader.unsaid), inside
    )


@dataclass(slots=True)
class _Reader:
    """What was found so far."""

    text: str
    declared: Mapping[str, str]
    fields: Fields = field(default_factory=Fields)
    files: dict[str, str] = field(default_factory=dict)
    images: list[Image] = field(default_factory=list)
    unsaid: list[Unsaid] = field(default_factory=list)

    def add(self, image: str, span: FileSpan, step: int, *, pushed: bool) -> None:
        name, tag = split_image(image)
        self.images.append(Image(name, tag, span, step, pushed))

    def filled(self, value: Value) -> str:
        """A text with its substitutions; what is no literal (in Terraform) is a field."""
        if value.text is None:
            written = self.text[value.span.start : value.span.end]
            return self.fields.unknown(written[:_SHOWN], value.unknown or "it is not a text")
        return expand(value.text, self.declared, self.fields)

    def step(self, number: int, step: Value) -> None:
        """Read one step."""
        script, words = step.get("script"), words_of(step)
        if script is not None and script.text is not None:
            self._shell(number, step, script, script.text)
        elif (found := _script_in(step)) is not None and found.text is not None:
            self._shell(number, step, found, expand(found.text, self.declared, self.fields))
        elif words:
            self._plain(number, _program(step), words)

    def _plain(self, number: int, program: str, words: list[Value]) -> None:
        """Arguments that reach a program as they are."""
        argv = [self.filled(word) for word in words]
        raw = [word.text or "" for word in words]
        spans = [word.span for word in words]
        if program:
            argv, raw, spans = [program, *argv], [program, *raw], [spans[0], *spans]
        self._act(argv, raw, spans, number)

    def _shell(self, number: int, step: Value, at: Value, script: str) -> None:
        if len(script) > LARGEST:
            self.unsaid.append(Unsaid("a script that is too long to be read", at.span))
            return
        shell = Shell(self.fields, self.files, number, dict(self._environment(step)))
        cursor = at.span.start
        for command in shell.run(script):
            spans = []
            for raw in command.raw:
                spans.append(self._found(self.fields.shown(raw), at.span, cursor))
                cursor = max(cursor, spans[-1].start)
            self._act(list(command.words), list(command.raw), spans, number)

    def _environment(self, step: Value) -> Iterator[tuple[str, str]]:
        env = step.get("env")
        for value in env.texts() if env else ():
            name, equals, content = (value.text or "").partition("=")
            if equals:
                yield name, expand(content, self.declared, self.fields)

    def _found(self, raw: str, inside: FileSpan, start: int) -> FileSpan:
        """Where a word of a script stands in the file from `start` on, else the whole script."""
        if raw and len(raw) < _LONGEST:
            written = re.compile(re.escape(raw).replace(r"\$", r"\$\$?"))
            if match := written.search(self.text, start, inside.end):
                return FileSpan(inside.path, match.start(), match.end(), inside.route)
        return inside

    def _act(self, words: list[str], raw: list[str], spans: Sequence[FileSpan], number: int) -> None:
        for act in acts_of(words):
            if isinstance(act, Act):
                if act.pushed is not None:
                    self.add(act.image, spans[act.word], number, pushed=act.pushed)
            else:
                self.unsaid.append(Unsaid(f"`{' '.join(raw[:3])}`: {act}", spans[0]))


def words_of(step: Value) -> list[Value]:
    """The arguments of a step."""
    found = step.get("args")
    return list(found.texts()) if found else []


def runs_images(step: Value) -> bool:
    """Whether a step hands its arguments to a program that builds images, without a shell."""
    return _script_in(step) is None and _program(step) in {*_PROGRAMS, "kaniko"}


def _script_in(step: Value) -> Value | None:
    """The script of a step that runs a shell with `-c`."""
    entry, words = step.get("entrypoint"), words_of(step)
    program = (entry.text or "") if entry else ""
    if program.rpartition("/")[2] not in SHELLS:
        return None
    for number, word in enumerate(words[:-1]):
        if (word.text or "").startswith("-") and (word.text or "").endswith("c"):
            return words[number + 1]
    return None


def _program(step: Value) -> str:
    """The program that a step's arguments are for; "" where its image is none that builds."""
    entry = step.get("entrypoint")
    if entry is not None:
        return (entry.text or "").rpartition("/")[2]
    image = step.get("name")
    name = ((image.text or "") if image else "").partition("@")[0]
    last = name.rpartition("/")[2].partition(":")[0]
    if "kaniko" in name:
        return "kaniko"
    return last if last in _PROGRAMS else "gcloud" if last == "cloud-sdk" else last
