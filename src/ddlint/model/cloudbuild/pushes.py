"""Which words of a command line are images that it builds or pushes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_SOURCING = frozenset({"bash", "sh", "ash", "dash", "zsh", "source", "."})
_BUILDERS = frozenset({"docker", "podman", "buildah", "nerdctl"})
_REGISTRY_TOOLS = frozenset({"crane", "gcrane", "skopeo", "regctl"})
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
    "--secret", "--ssh", "--network", "--progress", "--output", "-o", "--builder", "--iidfile", "-B",
    "--add-host", "--memory", "-m", "--path", "-p", "--env", "-e", "--buildpack", "-b", "--run-image",
    "--cache-image", "--descriptor", "--src-creds", "--dest-creds", "--creds", "--authfile", "--format",
    "--project", "--region", "--annotation", "--metadata-file", "--digestfile", "--retry-times",
})  # fmt: skip
_WRAPPERS = frozenset({"env", "nice", "nohup", "command", "retry", "timeout"})
_COPIERS = frozenset({"copy", "cp", "tag", "push"})


@dataclass(frozen=True, slots=True)
class Act:
    """An image in a command.

    Attributes:
        image: as the command has it.
        word: the number of the word that holds it.
        pushed: whether it is pushed, else it is built; None where it is only named.
        every: whether all its tags are pushed.
        local: whether it is pushed from the machine, where it has to be built before.
    """

    image: str
    word: int
    pushed: bool | None
    every: bool = False
    local: bool = False


def is_program(word: str) -> bool:
    """Whether it is the name of a program that builds or pushes images."""
    return word in _BUILDERS | _REGISTRY_TOOLS or word in _OPAQUE or word in {"pack", "gcloud"}


#: Commands that deploy what was built, by their first words.
_DEPLOYING = (
    "gcloud run deploy", "gcloud run services update", "gcloud run jobs", "gcloud app deploy",
    "gcloud deploy", "gcloud functions deploy", "kubectl set", "kubectl apply", "kubectl rollout",
    "gke-deploy", "helm upgrade", "helm install", "skaffold deploy", "skaffold run",
)  # fmt: skip


def deploys(words: Sequence[str]) -> bool:
    """Whether a command deploys, so that nothing has to find the image by its tag later."""
    plain = [word for word in words if word not in {"alpha", "beta"} and not word.startswith("-")]
    return " ".join(plain[:4]).startswith(_DEPLOYING)


def acts_of(words: Sequence[str]) -> Iterator[Act | str]:
    """The images that a command builds or pushes, or why that cannot be told."""
    skipped = _wrapper(words)
    for found in _acts(words[skipped:]):
        yield found if isinstance(found, str) else replace(found, word=found.word + skipped)


def _wrapper(words: Sequence[str]) -> int:
    """How many words stand before the program: `timeout 60`, `env A=b`."""
    at = 0
    if words and words[0] in _WRAPPERS:
        at = 1
        while at < len(words) and (words[at].startswith("-") or words[at][:1].isdigit() or "=" in words[at]):
            at += 1
    return at


def _acts(words: Sequence[str]) -> Iterator[Act | str]:
    program = words[0].rpartition("/")[2] if words else ""
    if program in _BUILDERS:
        yield from _docker(words)
    elif program in {"kaniko", "executor"}:
        yield from _flagged(words, ("--destination", "-d"), pushed="--no-push" not in words)
    elif program == "pack" and "build" in words:
        yield from _pack(words)
    elif program == "gcloud":
        yield from _gcloud(words)
    elif program in _REGISTRY_TOOLS:
        yield from _copied([*words])
    elif words and words[0] in _OPAQUE:
        yield _OPAQUE[words[0]]
    elif _is_script(words, program):
        yield "the script is not read"


def _is_script(words: Sequence[str], program: str) -> bool:
    """Whether it runs a file that may do anything: `./build.sh`, `bash tools/build`, `source env.sh`."""
    named = "".join(words[1:2]) if program in _SOURCING else program
    return named.endswith(".sh") or (program in _SOURCING and "/" in named)


def _docker(words: Sequence[str]) -> Iterator[Act | str]:
    rest = [number for number in range(1, len(words)) if words[number] not in {"image", "buildx"}]
    command = words[rest[0]] if rest else ""
    named = [number for number in rest[1:] if not words[number].startswith("-")]
    if command in {"build", "bud"}:
        pushed = "--push" in words or any("push=true" in word or "type=registry" in word for word in words)
        yield from _flagged(words, ("-t", "--tag"), pushed=pushed)
    elif command == "push" and named:
        every = "--all-tags" in words or "-a" in words
        at = named[-1] if words[named[-1]].startswith("docker://") else named[0]
        yield Act(words[at].removeprefix("docker://"), at, pushed=True, every=every, local=True)
    elif command == "manifest" and len(named) > 1 and words[named[0]] == "push":
        yield Act(words[named[1]], named[1], pushed=True)
    elif command == "imagetools" and "create" in words:
        yield from _flagged(words, ("-t", "--tag"), pushed=True)
    elif command == "pull" and named:
        yield Act(words[named[0]], named[0], pushed=None)
    elif command == "load":
        yield "what the file holds is not known"
    elif command == "tag" and len(named) > 1:
        yield Act(words[named[1]], named[1], pushed=False)
    elif command in {"bake", "compose"}:
        yield "the file that names the images is not read"


def _pack(words: Sequence[str]) -> Iterator[Act | str]:
    pushed = "--publish" in words
    at = list(words).index("build") + 1
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in {*_TAKING_VALUE, "-t", "--tag"} else 1
    if at < len(words):
        yield Act(words[at], at, pushed=pushed)
    yield from _flagged(words, ("-t", "--tag"), pushed=pushed)


def _gcloud(words: Sequence[str]) -> Iterator[Act | str]:
    """`builds submit`, and the two ways to tag what is in a registry."""
    if "submit" in words:
        found = [*_flagged(words, ("--tag", "-t"), pushed=True)]
        yield from found
        if not found:
            yield "the build config that is submitted is not read"
        return
    text = " ".join(words)
    if "container images add-tag" not in text and "docker tags add" not in text:
        return
    verb = max(number for number, word in enumerate(words) if word in {"add-tag", "add"})
    named = [number for number in range(verb + 1, len(words)) if not words[number].startswith("-")]
    yield from (Act(words[number], number, pushed=True) for number in named[1:])


def _copied(words: list[str]) -> Iterator[Act | str]:
    """What is copied inside of a registry, and from one to another."""
    at = 2 if words[1:2] == ["image"] else 1
    verb = words[at] if at < len(words) else ""
    named = []
    skip = False
    for number in range(at + 1, len(words)):
        if not skip and not words[number].startswith("-"):
            named.append(number)
        skip = words[number] in _TAKING_VALUE
    if verb not in _COPIERS or len(named) < 2:
        return
    last = named[-1]
    if verb == "tag":
        name, _ = split_image(words[named[0]])
        yield Act(f"{name}:{words[last]}", last, pushed=True)
    elif words[0].rpartition("/")[2] != "skopeo" or words[last].startswith("docker://"):
        yield Act(words[last].removeprefix("docker://"), last, pushed=True)


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
        elif word.startswith("-t") and "-t" in flags and len(word) > 2 and ("/" in word or ":" in word):
            yield Act(word[2:], number, pushed)
        elif word in _TAKING_VALUE:
            skip = True


def split_image(image: str) -> tuple[str, str | None]:
    """Name and tag of an image; None for no tag. A digest is left out."""
    rest = image.partition("@")[0]
    name, colon, tag = rest.rpartition(":")
    return (rest, None) if not colon or "/" in tag else (name, tag)
