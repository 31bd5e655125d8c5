"""libyaml's events as tuples: the same events, and nothing left behind."""

import _ruamel_yaml
import pytest

from ddlint.model import light_events
from ddlint.model.libyaml import YAMLError

TEXT = "%TAG !e! tag:example.org,2000:\n---\na: &b !e!c 'd'\ne: {f: [*b, ]}\n? |\n g\n: !!str\n...\n"


def _events() -> list[tuple[object, ...]]:
    with light_events.Light():
        found = list(iter(light_events.event_source(TEXT), None))
    return [tuple(getattr(part, "index", part) if part is not None else None for part in e) for e in found]


def _plain(events: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [tuple(part if isinstance(part, str | int | bool | None) else "?" for part in e) for e in events]


def test_the_binding_makes_tuples() -> None:
    assert light_events.LIGHT


def test_without_that_the_same_tuples_are_made_of_its_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    light = _plain(_events())
    monkeypatch.setattr(light_events, "LIGHT", False)
    assert _plain(_events()) == light


def test_the_classes_are_back_even_after_an_error() -> None:
    before = _ruamel_yaml.ScalarEvent
    with pytest.raises(YAMLError), light_events.Light():
        list(iter(light_events.event_source("a: ["), None))
    assert _ruamel_yaml.ScalarEvent is before
    assert isinstance(before, type)
