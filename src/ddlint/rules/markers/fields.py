"""Which form of marker belongs in a field, judged by the field's name and by what stands in it now."""

from __future__ import annotations

import re

from ddlint.model.image import split_ref
from ddlint.model.marker import Form
from ddlint.model.scalar import Scalar

#: Kustomize's own fields: they can hold nothing else.
_KUSTOMIZE = {"newTag": Form.TAG, "newName": Form.NAME, "newDigest": Form.DIGEST}
#: Fields that hold one part of an image by convention; the value may still show that a chart means another.
_CONVENTION = {
    "image": Form.IMAGE,
    "tag": Form.TAG, "imagetag": Form.TAG,
    "repository": Form.NAME, "imagerepository": Form.NAME,
    "digest": Form.DIGEST, "imagedigest": Form.DIGEST,
}  # fmt: skip

_CONTAINER = re.compile(r"(?:^|\.)(?:containers|initContainers|ephemeralContainers)\[\d+\]\.image\Z")
_VERSION = re.compile(r"v?\d+\.\d+(?:\.\d+)?(?:[-+.][0-9A-Za-z.+-]*)?\Z", re.ASCII)
_SORTABLE = re.compile(r"[a-z][a-z0-9]*-[0-9a-f]{7,40}-\d{8,}\Z")


def wanted_forms(scalar: Scalar) -> tuple[Form, ...]:
    """The forms that a marker on `scalar` may have, the likeliest first; none where that cannot be told."""
    step = scalar.step if isinstance(scalar.step, str) else ""
    if step in _KUSTOMIZE:
        return (_KUSTOMIZE[step],)
    if _CONTAINER.search(scalar.route):
        return (Form.IMAGE,) if _has_version(scalar) else (Form.IMAGE, Form.NAME)
    if step == "image" and not _has_version(scalar):
        return (Form.NAME,) if "tag" in scalar.siblings else ()
    by_key, by_value = _CONVENTION.get(_folded(step)), _form_of_value(scalar)
    return tuple(dict.fromkeys(form for form in (by_key, by_value) if form))


def _form_of_value(scalar: Scalar) -> Form | None:
    value = scalar.value.strip()
    if _VERSION.match(value) or _SORTABLE.match(value):
        return Form.TAG
    if value.startswith("sha256:"):
        return Form.DIGEST
    if "://" in value or not _has_version(scalar):
        return None
    return Form.IMAGE if "/" in split_ref(value).name else None


def _has_version(scalar: Scalar) -> bool:
    ref = split_ref(scalar.value)
    return ref.tag is not None or ref.digest is not None


def _folded(step: str) -> str:
    return step.lower().replace("_", "").replace("-", "")
