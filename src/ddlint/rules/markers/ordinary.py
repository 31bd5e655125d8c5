"""The cheap test that nearly every marker passes: live, and of the form that its field's name asks for."""

from __future__ import annotations

from ddlint.model.marker import Form, Trouble
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.model.scalar import Scalar

_NONE: frozenset[str] = frozenset()
_FIELDS = {  # not digests: whether Flux knows their form depends on its version
    Form.TAG: frozenset({"tag", "newTag"}),
    Form.NAME: frozenset({"repository", "newName"}),
    Form.IMAGE: frozenset({"image"}),
}


def needs_a_look(site: MarkerSite) -> bool:
    """Whether a rule may find something in `site`."""
    marker, target = site.reading.marker, site.target
    if not site.live or site.position is not Position.LINE or site.reading.trouble is not Trouble.NONE:
        return True
    if marker is None or target is None or target.step not in _FIELDS.get(marker.form, _NONE):
        return True
    return _has_a_fixed_part(target, marker.form)


def _has_a_fixed_part(target: Scalar, form: Form) -> bool:
    """Whether something beside the field may stay behind, or be written twice, when the marker moves it."""
    siblings = target.siblings
    if form is Form.TAG:
        return "digest" in siblings or "newDigest" in siblings
    return form is Form.IMAGE and "tag" in siblings
