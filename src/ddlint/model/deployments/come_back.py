"""Tags that come back after they were rolled back (A, B, A, B), judged: is it the same image?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ddlint.model.deployments.by_whom import by_machine
from ddlint.model.deployments.deployed import MarkedValue, Step, Track
from ddlint.model.deployments.kind import Kind, Moved


@dataclass(frozen=True, slots=True)
class ComeBack:
    """A marked value that holds again what was rolled back there.

    Attributes:
        value: which.
        old: what stood there in between, last: its tag; where it has none its digest, or the whole text.
        new: what came back, likewise.
        left: the commit that had rolled it back.
        step: the commit that brought it back.
        digest_before: with which digest it had stood there; empty where that is not known.
        digest: with which digest it came back, likewise.
    """

    value: MarkedValue
    old: str
    new: str
    left: Step
    step: Step
    digest_before: str = ""
    digest: str = ""

    @property
    def away(self) -> int:
        """How many seconds it was away."""
        return max(0, self.step.time - self.left.time)

    @property
    def is_same_image(self) -> bool | None:
        """Whether digests prove that it is the same image; None where they are not known."""
        if not (self.digest and self.digest_before):
            return None
        return self.digest == self.digest_before

    @property
    def was_put_back(self) -> bool:
        """Whether a bot undid what a person had rolled back: then the registry had it all the time."""
        return by_machine(self.step) and not by_machine(self.left)


def come_backs(track: Track, moved: Sequence[Moved]) -> Iterator[ComeBack]:
    """What came back on `track`, oldest first.

    Args:
        track: all that the value held.
        moved: what each of its deployments was (`kind.moves`).
    """
    if not any(each.kind is Kind.COME_BACK for each in moved):
        return
    left: dict[str, Step] = {}
    digests: dict[str, str] = {}
    for each, deployed in zip(moved, track.deployed, strict=True):
        if each.new and each.old and each.new != each.old:
            left[each.old] = deployed.step
        if each.kind is Kind.COME_BACK:
            before = digests.get(each.new, "")
            yield ComeBack(
                track.value, each.old, each.new, left.get(each.new, deployed.step), deployed.step,
                before, deployed.digest,
            )  # fmt: skip
        if deployed.digest:
            digests[each.new] = deployed.digest
