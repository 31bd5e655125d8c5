"""Which value a marker in a dead position was very likely meant for."""

from __future__ import annotations

from ddlint.model.marker_site import MarkerSite
from ddlint.model.scalar import IMAGE_KEYS, Scalar, Style
from ddlint.model.scalar_types import is_string_everywhere
from ddlint.rules.markers.edits import on_own_line
from ddlint.rules.markers.fields import wanted_forms
from ddlint.rules.markers.readable import form_of

FARTHEST = 1_000  # characters between a value and the line below it


def meant(site: MarkerSite, comment: str) -> Scalar | None:
    """The value that `comment`, the site's marker as it should read, belongs behind; None where it is open.

    A marker on a line of its own can be meant for the value below or for the one above: the field that takes
    the marker's form decides, and a value that is no text (`true`, `3`) is never an image.
    """
    target = site.target
    if target is None or not on_own_line(site):
        return target
    form, wanted = form_of(comment), wanted_forms(target)
    if form in wanted:
        return target
    above = _above(site, target)
    if above is not None and form in wanted_forms(above):
        return above
    return target if not wanted and _is_text(target) else None


def _above(site: MarkerSite, target: Scalar) -> Scalar | None:
    """The image field of the same mapping that ends on the line above the site."""
    for scalar in filter(None, map(target.siblings.get, sorted(IMAGE_KEYS))):
        between = site.text[scalar.end : site.start] if site.start - scalar.end < FARTHEST else "far"
        if between.count("\n") == 1 and not between.strip():
            return scalar
    return None


def _is_text(scalar: Scalar) -> bool:
    return scalar.style is not Style.PLAIN or is_string_everywhere(scalar.value)
