"""What `%YAML` and `%TAG` lines say, as go-yaml v3.0.4 reads them (`parserc.go`)."""

from __future__ import annotations

from collections.abc import Mapping

from ddlint.model.goyaml.stream import Stream
from ddlint.model.goyaml.tokens import GoYamlError, Kind

STANDARD_TAGS: Mapping[str, str] = {"!": "!", "!!": "tag:yaml.org,2002:"}


def directives(stream: Stream) -> Mapping[str, str]:
    """Read the directives that `stream` stands on; return what each tag handle stands for."""
    tags = dict(STANDARD_TAGS)
    seen: set[str] = set()
    while (token := stream.peek()).kind in {Kind.VERSION_DIRECTIVE, Kind.TAG_DIRECTIVE}:
        name = token.style or "%YAML"
        if name in seen:
            raise GoYamlError(token.start, "found duplicate directive")
        seen.add(name)
        if token.kind is Kind.TAG_DIRECTIVE:
            tags[name] = token.value
        elif [int(part) for part in token.value.split(".")] not in ([1, 1], [1, 2]):
            raise GoYamlError(token.start, "found incompatible YAML document")
        stream.skip()
    return tags
