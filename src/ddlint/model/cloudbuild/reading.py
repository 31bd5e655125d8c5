"""Reading a build config: its steps one after the other, and what they build and push."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ddlint.model.cloudbuild.build import Build, Image, Unsaid
from ddlint.model.cloudbuild.pushes import acts_of, deploys, is_program, split_image
from ddlint.model.cloudbuild.shell import LARGEST, Shell
from ddlint.model.cloudbuild.substitutions import BUILT_IN, expand
from ddlint.model.cloudbuild.text import Fields
from ddlint.model.place import FileSpan
from ddlint.model.triggers.export import read_document
from ddlint.model.triggers.value import Problem, Value

NOTHING: Mapping[str, str | None] = {}
_SHOWN = 60
_VARIABLE = re.compile(r"\\\$(\w*)")
_LONGEST = 1_000  # characters of a word; a longer one names no image
SHELLS = frozenset({"bash", "sh", "ash", "dash", "zsh"})
_PROGRAMS = ("docker", "gcloud", "pack", "crane", "skopeo", "buildah", "podman")


def read_build(path: str, text: str) -> Build | Problem | None:
    """The build config in a file; None where it is none, or why it cannot be read."""
    root = read_document(path, text)
    return build_of(path, text, root) if isinstance(root, Value) else root


def build_of(
    path: str, text: str, root: Value, *, given: Mapping[str, str | None] | None = NOTHING, inside: str = ""
) -> Build | None:
    """The build that a mapping describes; None where it is none.

    Args:
        path: of the file it stands in.
        text: of that file.
        root: the mapping.
        given: the substitutions of the trigger that runs it, which win over its own; a value is None where it
            is not known; None where the trigger may set any.
        inside: the trigger whose definition it is a part of; empty for a file of its own.
    """
    steps = root.get("steps")
    if steps is None or steps.items is None:
        return None
    substitutions = root.get("substitutions")
    declared = dict(substitutions.fields or {}) if substitutions else {}
    reader = _Reader(text, _filled_in(declared, given), root.get("options"))
    for number, step in enumerate(steps.items):
        reader.step(number, step)
    for place in (("images",), ("artifacts", "images")):
        images = root.get(*place)
        for value in images.texts() if images else ():
            reader.add(reader.filled(value), value.span, -1, pushed=True, local=True)
    return Build(
        path, text, root, reader.fields, declared, tuple(reader.images), tuple(reader.unsaid), inside,
        tuple(reader.pulled), reader.deploys,
    )  # fmt: skip


def _filled_in(declared: Mapping[str, Value], given: Mapping[str, str | None] | None) -> dict[str, str]:
    """The substitutions that are known: what the trigger sets wins, be it known or not."""
    own: dict[str, str | None] = {name: value.text or "" for name, value in declared.items()}
    own = {**own, **given} if given is not None else {}
    return {name: value for name, value in own.items() if value is not None}


@dataclass(slots=True)
class _Reader:
    """What was found so far."""

    text: str
    declared: Mapping[str, str]
    options: Value | None = None
    fields: Fields = field(default_factory=Fields)
    files: dict[str, str] = field(default_factory=dict)
    images: list[Image] = field(default_factory=list)
    unsaid: list[Unsaid] = field(default_factory=list)
    pulled: list[str] = field(default_factory=list)
    deploys: bool = False

    def add(self, image: str, span: FileSpan, step: int, *, pushed: bool, local: bool = False) -> None:
        name, tag = split_image(image)
        self.images.append(Image(name, tag, span, step, pushed, local))

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
        elif (found := _script_in(step)) is not None and found.text is None:
            self.unsaid.append(Unsaid(f"a script that is not known: {found.unknown}", found.span))
        elif found is not None and found.text is not None:
            self._shell(number, step, found, expand(found.text, self.declared, self.fields))
        elif words:
            self._plain(number, _program(step), words)

    def _plain(self, number: int, program: str, words: list[Value]) -> None:
        """Arguments that reach a program as they are."""
        argv = [self.filled(word) for word in words]
        raw = [word.text or "" for word in words]
        spans = [word.span for word in words]
        if program and not is_program(argv[0]):
            argv, raw, spans = [program, *argv], [program, *raw], [spans[0], *spans]
        self._act(argv, raw, spans, number)

    def _shell(self, number: int, step: Value, at: Value, script: str) -> None:
        if len(script) > LARGEST:
            self.unsaid.append(Unsaid("a script that is too long to be read", at.span))
            return
        cursor = at.span.start
        for command in self._shell_of(number, step).run(script):
            spans: list[FileSpan] = []
            for raw in command.raw:
                found = self._found(self.fields.shown(raw), at.span, cursor)
                spans.append(found or self._rest_of_line(at.span, spans))
                cursor = found.start if found else cursor
            self._act(list(command.words), list(command.raw), spans, number)

    def _shell_of(self, number: int, step: Value) -> Shell:
        folder, secrets = step.get("dir"), step.get("secretEnv")
        return Shell(
            self.fields,
            self.files,
            number,
            {**dict(self._environment(self.options)), **dict(self._environment(step)), **self._behind(step)},
            folder=posixpath.join("/workspace", (folder.text or "") if folder else ""),
            substitutions=self._substitution if self._is_mapped(step) else None,
            secrets=frozenset(each.text or "" for each in secrets.texts()) if secrets else frozenset(),
        )

    def _is_mapped(self, step: Value) -> bool:
        """Whether the script of a step gets the substitutions as variables."""
        name = "automapSubstitutions"
        own = step.get(name) or (self.options.get(name) if self.options is not None else None)
        return step.get("script") is not None and own is not None and own.truth is True

    def _substitution(self, name: str) -> str:
        known = name in BUILT_IN or name.startswith("_")
        return expand(f"${{{name}}}", self.declared, self.fields) if known else ""

    def _behind(self, step: Value) -> dict[str, str]:
        """The words behind the script of `bash -c`: `$0`, `$1` and so on."""
        script, words = _script_in(step), words_of(step)
        rest = words[words.index(script) + 1 :] if script is not None else []
        return {str(number): self.filled(word) for number, word in enumerate(rest)}

    def _environment(self, holder: Value | None) -> Iterator[tuple[str, str]]:
        env = holder.get("env") if holder is not None else None
        for value in env.texts() if env else ():
            name, equals, content = (value.text or "").partition("=")
            if equals:
                yield name, expand(content, self.declared, self.fields)

    def _found(self, raw: str, inside: FileSpan, start: int) -> FileSpan | None:
        """Where a word of a script stands in the file from `start` on; None where it is spelt otherwise."""
        if raw and len(raw) < _LONGEST:
            written = re.compile(_VARIABLE.sub(r"\\$\\$?\\{?\1\\}?", re.escape(raw)))
            if match := written.search(self.text, start, inside.end):
                return FileSpan(inside.path, match.start(), match.end(), inside.route)
        return None

    def _rest_of_line(self, inside: FileSpan, before: Sequence[FileSpan]) -> FileSpan:
        """The line of a command from the word before on; the whole script where that is not known either."""
        if not before:
            return inside
        end = self.text.find("\n", before[-1].start, inside.end)
        return FileSpan(inside.path, before[-1].start, inside.end if end < 0 else end, inside.route)

    def _act(self, words: list[str], raw: list[str], spans: Sequence[FileSpan], number: int) -> None:
        self.deploys = self.deploys or deploys([words[0].rpartition("/")[2], *words[1:]] if words else [])
        for act in acts_of(words):
            if isinstance(act, str):
                self.unsaid.append(Unsaid(f"`{self.fields.shown(' '.join(raw[:3]))}`: {act}", spans[0]))
            elif act.every:
                self._push_all(act.image, spans[act.word], number)
            elif act.pushed is None:
                self.pulled.append(act.image)
            else:
                self.add(act.image, spans[act.word], number, pushed=act.pushed, local=act.local)

    def _push_all(self, name: str, span: FileSpan, number: int) -> None:
        """What `docker push --all-tags` pushes: every tag that was made for the image before."""
        own = [image for image in self.images if image.name == name]
        pushed = {image.tag for image in own if image.pushed}
        made = dict.fromkeys(image.tag for image in own if image.tag not in pushed)
        self.images += [Image(name, tag, span, number, pushed=True) for tag in made]
        if not own:
            self.unsaid.append(Unsaid("`docker push --all-tags`: no tag of the image is known", span))


def words_of(step: Value) -> list[Value]:
    """The arguments of a step."""
    found = step.get("args")
    return list(found.texts()) if found else []


def runs_images(step: Value) -> bool:
    """Whether a step hands its arguments to a program that builds images, without a shell."""
    return _script_in(step) is None and _program(step) in {*_PROGRAMS, "kaniko"}


def _script_in(step: Value) -> Value | None:
    """The script of a step that runs a shell with `-c`: by its `entrypoint`, its image, or its first word."""
    entry, image, words = step.get("entrypoint"), step.get("name"), words_of(step)
    named = (entry.text or "") if entry else ((image.text or "") if image else "").partition(":")[0]
    first = words[0].text or "" if words and entry is None else ""
    if not SHELLS & {named.rpartition("/")[2], first.rpartition("/")[2]}:
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
