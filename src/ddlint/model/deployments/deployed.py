"""One marked value and what it held, commit by commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.marker import Form
from ddlint.model.place import Place


@dataclass(frozen=True, slots=True)
class Step:
    """A commit of the main line, as far as a deployment needs it.

    Attributes:
        oid: the full id.
        time: of the committer, seconds since 1970; negative before.
        author, committer: as `Name <email>`.
        subject: the first line of the message.
        by_bot: whether the author is a bot, as `[flux] bots` has it.
        position: on the main line, counted from 1, oldest first; 0 where it is not known.
    """

    oid: str
    time: int
    author: str
    committer: str
    subject: str
    by_bot: bool
    position: int = 0


@dataclass(frozen=True, slots=True)
class MarkedValue:
    """A value behind a marker: where it stands and what writes it. It keeps its identity as lines move.

    Attributes:
        path: the file, from the top of the repository.
        route: where in the file, as it stood when the marker was first seen there; empty where the file could
            not be read as YAML.
        policy: of the marker, as `namespace/name`.
        form: what the marker writes: the whole reference, its tag, its name or its digest.
        image: registry and repository, where the value, or one beside it, says so; else empty.
        account: the account whose file it is (`[accounts]`); empty for none.
        environment: the environment whose file it is (`[environments]`); empty for none.
        service: the service whose image it is (`[services]`), else the last part of the image's name, else
            the policy's name.
    """

    path: str
    route: str
    policy: str
    form: Form
    image: str = ""
    account: str = ""
    environment: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class Deployed:
    """A value that a commit changed.

    Attributes:
        step: the commit.
        old: what stood there before; empty where the value is new, or its marker is.
        new: what stands there after; empty where the value is gone, or its marker is.
        tag: the tag in `new`; empty where it holds none.
        digest: the digest in `new` (`sha256:...`); empty where it holds none.
        line: the line of the value in the file, from 1, after the commit (before it, where it is gone).
    """

    step: Step
    old: str
    new: str
    tag: str
    digest: str
    line: int


@dataclass(frozen=True, slots=True)
class Track:
    """All that one marked value ever held.

    Attributes:
        value: which.
        deployed: in the order of the main line, oldest first; at least one.
        is_whole: False where the history before the first is not known (`--since`, or an older state).
    """

    noun: ClassVar[str] = "marked value"

    value: MarkedValue
    deployed: tuple[Deployed, ...]
    is_whole: bool = True

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.value.path}: {self.value.route or self.value.policy}"

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.value.path

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - its places are commits, which have no text
        """Nothing: its places are commits."""
        return ""
