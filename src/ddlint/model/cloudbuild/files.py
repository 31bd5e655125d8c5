"""Which files are build configs by custom: told by name and by a glance at the text."""

from __future__ import annotations

import re

_NAME = re.compile(
    r"(?:.*/)?(?:[^/]*[._-])?cloudbuild[^/]*\.(?:ya?ml|json)|(?:.*/)?\.?cloudbuild/[^/]+\.(?:ya?ml|json)"
)
_STEPS = re.compile(r"(?:^|[{,])\s*[\"']?steps[\"']?\s*:", re.MULTILINE)


def is_build_file(path: str) -> bool:
    """Whether a file of this name is a build config by custom."""
    return _NAME.fullmatch(path) is not None


def has_steps(text: str) -> bool:
    """Whether the text of a file looks like a build config: it has steps."""
    return _STEPS.search(text) is not None
