"""libyaml's events as calls: the same events, and nothing left behind."""

from functools import partial

import _ruamel_yaml
import pytest

from ddlint.model import light_events
from ddlint.model.libyaml import YAMLError

TEXT = "%TAG !e! tag:example.org,2000:\n---\na: &b !e!c 'd'\ne: {f: [*b, ]}\n? |\n g\n: !!str\n...\n"


def _events(text: str) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []

    def take(name: str, *given: object) -> bool:
        found.append((name, *(each.index if isinstance(each, _ruamel_yaml.Mark) else each for each in given)))
        return True

    assert light_events.drive(text, {name: partial(take, name) for name in light_events.ARGUMENTS})
    return found


def test_the_binding_calls_what_takes_its_events() -> None:
    assert light_events.LIGHT


def test_without_that_its_objects_are_taken_apart_for_the_same_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    light = _events(TEXT)
    monkeypatch.setattr(light_events, "LIGHT", False)
    assert _events(TEXT) == light


def test_the_reading_ends_where_a_taker_says_so() -> None:
    takers = dict.fromkeys(light_events.ARGUMENTS, lambda *_: True)
    assert light_events.drive("a: [b]\n", takers)
    assert not light_events.drive("a: [b]\n", takers | {"SequenceStartEvent": lambda *_: False})


def test_the_classes_are_back_even_after_an_error() -> None:
    before = _ruamel_yaml.ScalarEvent
    with pytest.raises(YAMLError):
        _events("a: [")
    assert _ruamel_yaml.ScalarEvent is before
    assert isinstance(before, type)
