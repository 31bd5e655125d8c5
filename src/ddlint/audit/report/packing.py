"""How things are put into the page: packed data, and the policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable

#: No base, no forms; where browsers know trusted types, nothing reads HTML from text (page/charts.js).
_CLOSED = (
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types ddlint default"
)


def packed(data: bytes) -> str:
    """`data` deflated and in base64, which holds no character that HTML acts on."""
    return base64.b64encode(zlib.compress(data, 6)).decode("ascii")


def packed_json(data: object) -> str:
    """`data` as packed JSON."""
    return packed(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The content security policy of a page: these scripts and styles, and nothing else from anywhere."""
    run, shown = " ".join(map(_source, scripts)), " ".join(map(_source, styles))
    return f"default-src 'none'; script-src {run}; style-src {shown}; {_CLOSED}"


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
