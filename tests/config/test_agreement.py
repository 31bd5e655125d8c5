"""The loader and the schema that editors use accept and refuse the same configurations."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, get_args, get_origin

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ddlint.config.limits import AtLeast, Shape
from ddlint.config.schema import schema
from ddlint.config.settings import Settings
from ddlint.config.typed import Builder, hints, unwrapped

WORDS = st.sampled_from(["feat", "Feat", "error", "2.7", "2", "", "a b", "error\n", "x/**", "all"])
WRONG = st.one_of(
    WORDS, st.booleans(), st.integers(-2, 2), st.just(1.5), st.just([]), st.just({}), st.just([[1]])
)


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema())


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Mostly right values for the annotation `kind`, with wrong ones among them."""
    base, _ = unwrapped(kind)
    origin, arguments = get_origin(base), get_args(base)
    if origin is Literal:
        right: st.SearchStrategy[Any] = st.sampled_from(arguments)
    elif origin is tuple:
        right = st.lists(values(arguments[0]), max_size=2)
    elif origin is dict:
        right = st.dictionaries(WORDS, values(arguments[1]), max_size=2)
    elif base is str:
        right = WORDS
    elif base is bool:
        right = st.booleans()
    elif base is int:
        right = st.integers(-1, 3)
    else:
        right = tables(base)
    return st.one_of(right, right, right, right, WRONG)


def tables(kind: Any) -> st.SearchStrategy[dict[str, Any]]:
    known = {name: values(hint) for name, hint in hints(kind).items()}
    return st.fixed_dictionaries({}, optional={**known, "unknown": WRONG})


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(Settings))
def test_the_loader_and_the_schema_agree(config: dict[str, Any]) -> None:
    builder = Builder()
    builder.build(Settings, config, ())
    assert (not builder.mistakes) == validator().is_valid(config), builder.mistakes


def test_the_limits_of_the_settings_are_all_known_to_the_schema() -> None:
    text = str(schema())
    assert "minItems" in text
    assert "pattern" in text
    assert not AtLeast(1).holds(())
    assert Shape("a+", "").holds("aa")
