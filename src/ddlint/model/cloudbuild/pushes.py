"""Which words of a command line are images that it builds or pushes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BUILDERS = frozenset({"docker", "podman", "buildah", "nerdctl"})
_OPAQUE = {
    "ko": "ko names images itself",
    "skaffold": "skaffold names images itself",
    "bazel": "bazel names images itself",
    "jib": "jib names images itself",
    "mvn": "jib may push",
    "./mvnw": "jib may push",
    "gradle": "jib may push",
    "./gradlew": "jib may push",
    "make": "the Makefile is not read",
    "task": "the Taskfile is not read",
    "earthly": "the Earthfile is not read",
    "docker-compose": "the compose file is not read",
}
_TAKING_VALUE = frozenset({
    "-f", "--file", "--build-arg", "--cache-from", "--cache-to", "--target", "--platform", "--label",
    "--secret", "--ssh", "--network", "--progress", "--output", "-o", "--builder", "--iidfile",
    "--add-host", "--memory", "-m",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """An image in a command.

    Attributes:
        image: as the command has it.
        word: the number of the word that holds it.
        pushed: whether it is pushed, else it is built; None where it is only named.
    """

    image: str
    word: int
    pushed: bool | None


def acts_of(words: Sequence[str]) -> Iterator[Act | str]:
    """The images that a command builds or pushes, or why that cannot be told."""
    program = words[0].rpartition("/")[2] if words else ""
    if program in _BUILDERS:
        yield from _docker(words)
    elif program in {"kaniko", "executor"}:
        yield from _flagged(words, ("--destination", "-d"), pushed=True)
    elif program == "pack" and "build" in words:
        yield from _pack(words)
    elif program == "gcloud" and "submit" in words:
        yield from _flagged(words, ("--tag", "-t"), pushed=True)
    elif program in {"crane", "skopeo"} and len(words) > 3 and words[1] in {"copy", "cp", "tag"}:
        yield from _copied(words)
    elif words and words[0] in _OPAQUE:
        yield _OPAQUE[words[0]]
    elif words and words[0].endswith(".sh"):
        yield "the script is not read"


def _docker(words: Sequence[str]) -> Iterator[Act | str]:
    rest = [number for number in range(1, len(words)) if words[number] not in {"image", "buildx"}]
    command = words[rest[0]] if rest else ""
    if command in {"build", "bud"}:
        pushed = "--push" in words or any("push=true" in word for word in words)
        yield from _flagged(words, ("-t", "--tag"), pushed=pushed)
    elif command == "push":
        named = [number for number in rest[1:] if not words[number].startswith("-")]
        every = "--all-tags" in words or "-a" in words
        if named and not every:
            yield Act(words[named[0]], named[0], pushed=True)
        elif named:
            yield "it pushes every tag that was built"
    elif command == "tag" and len(rest) > 2:
        yield Act(words[rest[2]], rest[2], pushed=False)
    elif command in {"bake", "compose"}:
        yield "the file that names the images is not read"


def _pack(words: Sequence[str]) -> Iterator[Act | str]:
    at = list(words).index("build") + 1
    if at < len(words) and not words[at].startswith("-"):
        yield Act(words[at], at, pushed="--publish" in words)
    yield from _flagged(words, ("-t", "--tag"), pushed="--publish" in words)


def _copied(words: Sequence[str]) -> Iterator[Act | str]:
    named = [number for number in range(2, len(words)) if not words[number].startswith("-")]
    if words[1] == "tag" and len(named) > 1:
        name, _ = split_image(words[named[0]])
        yield Act(f"{name}:{words[named[1]]}", named[1], pushed=True)
    elif len(named) > 1:
        yield Act(words[named[1]].removeprefix("docker://"), named[1], pushed=True)


def _flagged(words: Sequence[str], flags: Sequence[str], *, pushed: bool) -> Iterator[Act]:
    """The values of options, in each of their spellings."""
    skip = False
    for number, word in enumerate(words):
        if skip:
            skip = False
            continue
        if word in flags and number + 1 < len(words):
            yield Act(words[number + 1], number + 1, pushed)
            skip = True
        elif any(word.startswith(f"{flag}=") for flag in flags):
            yield Act(word.partition("=")[2], number, pushed)
        elif word in _TAKING_VALUE:
            skip = True


def split_image(image: str) -> tuple[str, str | None]:
    """Name and tag of an image; None for no tag. A digest is left out."""
    rest = image.partition("@")[0]
    name, colon, tag = rest.rpartition(":")
    return (rest, None) if not colon or "/" in tag else (name, tag)
