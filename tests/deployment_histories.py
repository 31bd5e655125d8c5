"""Tracks for tests, from the values that stood there one after another."""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.model.deployments.deployed import Deployed, MarkedValue, Step, Track
from ddlint.model.deployments.tag_order import reader
from ddlint.model.image import split_ref
from ddlint.model.marker import Form
from ddlint.model.tag_template import templates_of

TEMPLATES = templates_of(("main-{commit}-{timestamp}", "release-v{version}-{commit}-{timestamp}"))
READ = reader(TEMPLATES)
VALUE = MarkedValue("apps/backend.yaml", "spec.values.image.tag", "flux-system/backend", Form.TAG)
IMAGE = MarkedValue("apps/a.yaml", "spec.image", "flux-system/a", Form.IMAGE, "ghcr.io/acme/a")
START = 1_700_000_000
BOT, PERSON = "fluxbot <flux@example.org>", "Ann <ann@example.org>"


def step(position: int, *, by_bot: bool = True, time: int | None = None, subject: str = "") -> Step:
    """A commit, an hour after the one before where `time` does not say otherwise."""
    author = BOT if by_bot else PERSON
    when = START + 3600 * position if time is None else time
    return Step(f"{position:040x}", when, author, author, subject, by_bot, position)


def track(values: Iterable[str], value: MarkedValue = VALUE, *, hands: Iterable[int] = ()) -> Track:
    """What `value` held, one commit each; empty for gone; those of `hands` (from 1) were made by hand."""
    found, old, by_hand = [], "", set(hands)
    for position, new in enumerate(values, 1):
        ref = split_ref(new) if value.form is Form.IMAGE else None
        tag = (ref.tag or "") if ref else new if value.form is Form.TAG else ""
        digest = (ref.digest or "") if ref else new if value.form is Form.DIGEST else ""
        found.append(Deployed(step(position, by_bot=position not in by_hand), old, new, tag, digest, 1))
        old = new
    return Track(value, tuple(found))
