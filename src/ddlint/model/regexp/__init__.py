"""Regular expressions as Go's `regexp` reads them, which Flux and Cloud Build use: RE2.

`compile_pattern`, `Pattern.find` and `expand` say what Flux does with one tag. `example`, `witness`,
`can_match_both`, `capture`, `open_start` and `open_end` answer questions about all tags.
"""

from ddlint.model.regexp.anchors import open_end, open_start
from ddlint.model.regexp.captures import Width, capture, characters, group_node, width
from ddlint.model.regexp.dialect import NEWEST, Dialect, dialect_of
from ddlint.model.regexp.example import example, is_tag
from ddlint.model.regexp.fault import Fault, Wrong
from ddlint.model.regexp.pattern import Match, Pattern, compile_pattern, expand, extractor
from ddlint.model.regexp.template import Reference, Template, parse_template
from ddlint.model.regexp.witness import Witness, can_match_both, witness

__all__ = [
    "NEWEST",
    "Dialect",
    "Fault",
    "Match",
    "Pattern",
    "Reference",
    "Template",
    "Width",
    "Witness",
    "Wrong",
    "can_match_both",
    "capture",
    "characters",
    "compile_pattern",
    "dialect_of",
    "example",
    "expand",
    "extractor",
    "group_node",
    "is_tag",
    "open_end",
    "open_start",
    "parse_template",
    "width",
    "witness",
]
