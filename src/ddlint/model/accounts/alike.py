"""Deployments that differ in nothing but their accounts and files: judged once, made when they are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ddlint.model.accounts.account import Account
from ddlint.model.accounts.deployment import Deployment, Placement
from ddlint.model.accounts.plain import PlainFile, placed_span

At = tuple[Account, PlainFile]


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """Some deployments of one service, all on UAT accounts or none of them.

    Attributes:
        pattern: one of them: what the others have as well, but for account, places and object.
        part: which object of the file it is.
        at: the accounts and the files; never empty.
    """

    pattern: Deployment
    part: int
    at: Sequence[At]

    @property
    def first(self) -> Deployment:
        """The first of them by account and file."""
        return self._made(min(self.at, key=_order))

    def deployments(self) -> Iterator[Deployment]:
        """All of them."""
        return map(self._made, self.at)

    def placements(self) -> Iterator[Placement]:
        """All of them: each is written in a place of its own."""
        return (Placement([each]) for each in self.deployments())

    def _made(self, at: At) -> Deployment:
        account, file = at
        pattern, writer = self.pattern, self.pattern.writer
        kind = file.shape.parts[self.part].kind
        return Deployment(
            account,
            pattern.service,
            pattern.image,
            pattern.tag,
            placed_span(pattern.span, file.path),
            pattern.line,
            f"{kind} {file.names[self.part]}".strip() or file.path.rpartition("/")[2],
            (),
            writer and replace(writer, span=placed_span(writer.span, file.path)),
            pattern.is_own,
            pattern.unknown,
        )


def _order(at: At) -> tuple[str, str]:
    return at[0].code, at[1].path
