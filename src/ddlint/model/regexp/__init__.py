"""Regular expressions as Go's `regexp` reads them, which Flux and Cloud Build use: RE2."""

from ddlint.model.regexp.dialect import NEWEST, Dialect, dialect_of
from ddlint.model.regexp.fault import Fault, Wrong
from ddlint.model.regexp.pattern import Match, Pattern, compile_pattern, expand, extractor
from ddlint.model.regexp.template import Reference, Template, parse_template

__all__ = [
    "NEWEST",
    "Dialect",
    "Fault",
    "Match",
    "Pattern",
    "Reference",
    "Template",
    "Wrong",
    "compile_pattern",
    "dialect_of",
    "expand",
    "extractor",
    "parse_template",
]
