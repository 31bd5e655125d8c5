"""Why nothing can be selected, whatever tags there are."""

from __future__ import annotations

STALLED = "InvalidPolicy (Stalled)"
FAILED = "Failure (retried, Ready=False)"
#: Flux has no such limit: what it would do is not known.
DECLINED = "not read by ddlint"


class Refused(Exception):
    """Raised inside the evaluation, and caught where it began.

    Attributes:
        error: why, in Flux's own words.
        kind: what Flux does about it.
    """

    def __init__(self, error: str, kind: str = STALLED) -> None:
        super().__init__(error)
        self.error = error
        self.kind = kind
