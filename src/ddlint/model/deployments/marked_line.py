"""A line with a marker, read without the file around it: what nearly every marked line looks like."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ddlint.model.image import split_ref
from ddlint.model.marker import Form
from ddlint.model.marker_text import read_comment

#: The policy as `namespace/name`, and what the marker writes.
Key = tuple[str, Form]

_LINE = re.compile(
    r"""\s*(?=[^#]*?[:-]\s)(?:-\s+)*                         # a key or an item; else the value began above
        (?:(?:"[^"\\]*"|'[^']*'|[^\s\#"'{}\[\],&*!|>%@`-][^\#"'{}\[\]]*?|-[^\s][^\#]*?)\s*:\s+)?   # a key
        (?:"(?P<double>[^"\\]*)"|'(?P<single>[^']*)'|(?P<plain>[^\s\#"'{}\[\],&*!|>%@`][^\s{}"']*)(?<!:))
        \s+(?P<comment>\#.*?)\s*""",
    re.VERBOSE | re.DOTALL,
)


class Marked(NamedTuple):
    """A marked value.

    Attributes:
        key: what writes it, and which part of the image.
        value: the value, without quotes.
    """

    key: Key
    value: str


def read_line(line: str) -> Marked | None:
    """The marked value of a line that names `$imagepolicy`; None where the line alone does not tell.

    Examples:
        >>> read_line('    tag: v1.2.3 # {"$imagepolicy": "flux-system:backend:tag"}')
        Marked(key=('flux-system/backend', <Form.TAG: 'tag'>), value='v1.2.3')
        >>> read_line('    # {"$imagepolicy": "flux-system:backend:tag"}') is None
        True
    """
    match = _LINE.fullmatch(line)
    key = key_of(match["comment"]) if match else None
    if match is None or key is None:
        return None
    return Marked(key, match["plain"] or match["double"] or match["single"] or "")


@lru_cache(maxsize=4096)
def key_of(comment: str) -> Key | None:
    """What a comment names, `#` included; None where it is no marker that decodes."""
    marker = read_comment(comment).marker
    return (marker.policy, marker.form) if marker else None


def is_commented_out(line: str) -> bool:
    """Whether the line holds nothing but a comment that is no marker: a value that was taken out of use."""
    bare = line.strip()
    return bare.startswith("#") and key_of(bare) is None


def tag_of(value: str, form: Form) -> str:
    """The tag in a marked value; empty where it holds none."""
    if form is Form.TAG:
        return value.partition("@")[0]
    return (split_ref(value).tag or "") if form is Form.IMAGE else ""


def digest_of(value: str, form: Form) -> str:
    """The digest in a marked value (`sha256:...`); empty where it holds none."""
    if form is Form.DIGEST:
        return value
    return (split_ref(value).digest or "") if form is Form.IMAGE else value.partition("@")[2]
