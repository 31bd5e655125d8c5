"""Putting the manifest into a report, with a digest over the rest of it, and taking it out again.

A digest in the same file shows that nobody changed the one without the other; who can write the file can
write both. What shows who wrote it is a signature over the in-toto statement (docs/evidence.md).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ddlint.audit.evidence import Manifest, seal_of
from ddlint.errors import DdlintError
from ddlint.output.json_text import Json, dumps
from ddlint.output.sealed_json import digest_of

ELEMENT = '<script type="application/json" id="ddlint-evidence">'
END = "</script>"
#: What a report in HTML holds, once, where the manifest goes.
PLACEHOLDER = ELEMENT + END
_HINT = "a report of `ddlint audit`: `--output html=FILE` or `--output json=FILE`"
_DATABASE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A report that was read back.

    Attributes:
        evidence: the manifest in it.
        kind: `html`, `json` or `ledger`.
        recorded: the digest over the rest of the report that the manifest tells; empty for none.
        found: the digest as it is; empty where the report has none.
        is_whole: whether the manifest is as it was written.
    """

    evidence: Mapping[str, Any]
    kind: str
    recorded: str
    found: str
    is_whole: bool


def seal_html(document: str, manifest: Manifest) -> str:
    """`document` with the manifest in the place of `PLACEHOLDER`.

    Raises:
        ValueError: the placeholder is not there, or more than once.
    """
    if document.count(ELEMENT) != 1 or PLACEHOLDER not in document:
        raise ValueError("the document needs one place for the manifest")
    evidence = manifest.as_json(_sha256(document.encode("utf-8", "backslashreplace")))
    return document.replace(PLACEHOLDER, ELEMENT + in_script(evidence) + END)


def in_script(value: Json) -> str:
    """`value` as JSON that can stand in a `<script>`: nothing in it ends that, or begins another."""
    return dumps(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def unsealed(content: bytes) -> Sealed:
    """The manifest in the report `content`, and the digest over the rest, as recorded and as found.

    Raises:
        DdlintError: there is no manifest in it, or it cannot be read.
    """
    if content.startswith(_DATABASE):
        raise DdlintError("that is a ledger", _HINT)
    try:
        return _of_json(content) if content.lstrip()[:1] == b"{" else _of_html(content)
    except (ValueError, RecursionError) as error:
        raise DdlintError(f"the report cannot be read: {error}", _HINT) from error


def checked(evidence: object, kind: str, found: str = "") -> Sealed:
    """The manifest `evidence` as something that was read.

    Raises:
        DdlintError: it is none.
    """
    if not isinstance(evidence, dict) or not isinstance(evidence.get("repositories"), list):
        raise DdlintError("there is no evidence manifest in the report", _HINT)
    sealed = evidence.get("report")
    recorded = str(sealed.get("sha256", "")) if isinstance(sealed, dict) else ""
    return Sealed(evidence, kind, recorded, found, evidence.get("seal") == seal_of(evidence))


def _of_json(content: bytes) -> Sealed:
    document = json.loads(content)
    return checked(document.get("evidence"), "json", digest_of(document))


def _of_html(content: bytes) -> Sealed:
    element, end = ELEMENT.encode(), END.encode()
    before, there, rest = content.partition(element)
    if not there:
        raise DdlintError("there is no evidence manifest in the report", _HINT)
    written, there, after = rest.partition(end)
    if not there or element in after:
        raise DdlintError("the report holds more than one evidence manifest, or a broken one", _HINT)
    return checked(json.loads(written), "html", _sha256(before + element + end + after))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
