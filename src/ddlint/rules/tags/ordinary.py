"""The cheap test that nearly every scalar passes: no image field, or one with a tag that all read alike."""

from __future__ import annotations

import re

from ddlint.model.scalar import Scalar

_STEPS = frozenset({"tag", "newTag", "image"})
#: No word of six letters or more is a boolean or null, and nothing with two dots is a number.
_TAG = re.compile(r"(?:[A-Za-z_][\w.-]{5,54}|v?\d+\.\d+\.\d+[\w.-]{0,54})(?:@sha256:[0-9a-f]{64})?", re.ASCII)
_REF = re.compile(r"[\w.-]+(?::\d+)?/[\w./-]+(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?", re.ASCII)


def needs_a_look(scalar: Scalar) -> bool:
    """Whether a rule may find something in `scalar`."""
    step = scalar.step
    if step not in _STEPS and scalar.comment is None:
        return False
    if _TAG.fullmatch(scalar.value):
        return False
    return step != "image" or not _REF.fullmatch(scalar.value)
