"""What several rules on markers ask: is the comment meant as one, and would its form suit the field."""

from __future__ import annotations

import json
import re

from ddlint.model.marker import Form, Trouble
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.rules.markers.edits import on_own_line
from ddlint.rules.markers.fields import wanted_forms

#: Positions that a rule of their own speaks about, whatever the comment says.
OTHER_RULES = frozenset({
    Position.BLOCK_TEXT, Position.QUOTED_TEXT, Position.PLAIN_TEXT, Position.COMMENTED_OUT, Position.UNREAD,
})  # fmt: skip

_FORMS = {form.value: form for form in Form}
_WORD_BEFORE = re.compile(r"#[#\s]*[^\W_]")


def is_comment_meant_as_marker(site: MarkerSite) -> bool:
    """Whether the comment is one that its author expects Flux to read.

    A comment that begins with a word is documentation on a line of its own, whatever it quotes,
    and behind a value where no policy can be read out of it.
    """
    if site.position in OTHER_RULES or is_setter(site):
        return False
    return not (is_prose(site) and (on_own_line(site) or not site.reading.corrected))


def is_setter(site: MarkerSite) -> bool:
    """Whether the comment is in kyaml's own setter language: no marker, and the business of one rule."""
    return site.reading.trouble in (Trouble.REFERENCE, Trouble.INJECTION)


def is_prose(site: MarkerSite) -> bool:
    """Whether the comment begins with a word, not with a marker, and does not decode."""
    return not site.reading.decodes and bool(_WORD_BEFORE.match(site.raw))


def form_suits(site: MarkerSite, comment: str) -> bool:
    """Whether the marker in `comment` has a form that the site's field can take, as far as can be told."""
    wanted = wanted_forms(site.target) if site.target else ()
    return not wanted or form_of(comment) in wanted


def form_of(comment: str) -> Form | None:
    """The form of the marker in `comment`; None where it does not decode."""
    try:
        setter = str(json.loads(comment.lstrip("#")).get("$imagepolicy", ""))
    except (ValueError, AttributeError):
        return None
    suffix = setter.rpartition(":")[2] if setter.count(":") > 1 else ""
    return _FORMS.get(suffix, Form.IMAGE)
