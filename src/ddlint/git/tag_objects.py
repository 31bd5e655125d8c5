"""What annotated tags say, read in one process."""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.git.history import Signature
from ddlint.git.objects import read
from ddlint.git.repository import Repository
from ddlint.model.releases.tag_seen import TagObject


def tag_objects(repository: Repository, oids: Iterable[str]) -> dict[str, TagObject]:
    """The tag objects with these full ids, by id.

    Raises:
        ObjectMissing: one is not in this clone.
    """
    return {oid.decode("ascii"): _parsed(data) for oid, data in read(repository, dict.fromkeys(oids))}


def _parsed(data: bytes) -> TagObject:
    headers = dict(line.split(b" ", 1) for line in data.partition(b"\n\n")[0].split(b"\n") if b" " in line)
    tagger = headers.get(b"tagger", b"")
    who = Signature(tagger)
    name = headers.get(b"tag", b"").decode("utf-8", "surrogateescape")
    return TagObject(name, f"{who.name} <{who.email}>" if tagger else "")
