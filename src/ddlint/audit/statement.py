"""An in-toto statement over the files of an audit, to be signed by whoever answers for it (cosign, say).

Source: the Statement of in-toto's attestation framework, version 1. `gitCommit` is one of its digests.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from ddlint.audit.evidence import Audited, Manifest
from ddlint.output.json_text import Json, dumps

TYPE = "https://in-toto.io/Statement/v1"
#: Told on that page; raised when the predicate changes its meaning.
PREDICATE = "https://github.com/deepdesk/ddlint/blob/main/docs/evidence.md#audit-v1"
_PIECE = 1 << 20


def statement(manifest: Manifest, files: Iterable[tuple[str, str]]) -> str:
    """The statement, as JSON with a line break at its end.

    Args:
        manifest: of the audit; it is the predicate.
        files: that the audit wrote: name and SHA-256 of each.
    """
    subjects: list[Json] = [{"name": name, "digest": {"sha256": found}} for name, found in sorted(files)]
    subjects += [_repository(each) for each in manifest.repositories if each.head]
    told: dict[str, Json] = {
        "_type": TYPE,
        "subject": subjects,
        "predicateType": PREDICATE,
        "predicate": manifest.as_json(),
    }
    return json.dumps(json.loads(dumps(told)), indent=2) + "\n"


def sha256_of(path: str) -> str:
    """The SHA-256 of a file."""
    hashed = hashlib.sha256()
    with Path(path).open("rb") as stream:
        while piece := stream.read(_PIECE):
            hashed.update(piece)
    return hashed.hexdigest()


def _repository(found: Audited) -> dict[str, Json]:
    name = f"git+{found.url}@{found.ref}" if found.url else f"{found.name}@{found.ref}"
    return {"name": name, "digest": {"gitCommit": found.head}}
