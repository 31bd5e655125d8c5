"""`config show` prints a configuration that says the same, and where each value came from."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ddlint.config.load import Loaded, read, with_options
from ddlint.config.settings import CommitSettings, PathOverride, Settings
from ddlint.config.show import as_json, as_toml
from ddlint.config.toml_text import toml

TEXT = b'ignore = ["a"]\n[commits]\ntypes = ["feat"]\n[[overrides]]\npaths = ["x/**"]\n'


def test_each_line_has_its_origin() -> None:
    lines = list(as_toml(with_options(read(TEXT), fail_on="info")))
    assert lines[0] == "# ddlint.toml"
    assert 'select = ["all"]  # default' in lines
    assert 'fail_on = "info"  # command line (--fail-on)' in lines
    assert 'types = ["feat"]  # ddlint.toml:3' in lines
    assert 'overrides = [{"paths" = ["x/**"], "ignore" = []}]  # ddlint.toml:4' in lines


def test_the_defaults_are_shown_too() -> None:
    assert next(as_toml(Loaded(Settings()))) == "# no configuration file"


def test_what_is_shown_can_be_read_again() -> None:
    settings = read(TEXT).settings
    assert read("\n".join(as_toml(read(TEXT))).encode()).settings == settings


@given(st.text(st.characters(codec="utf-8")), st.dictionaries(st.text(), st.just("info"), max_size=2))
def test_any_text_can_be_read_again_and_is_safe_to_print(text: str, severity: dict[str, object]) -> None:
    settings = Settings(
        select=(text,),
        severity=severity,  # type: ignore[arg-type]
        overrides=(PathOverride((text,)),),
        commits=CommitSettings(scopes=(text,)),
    )
    shown = list(as_toml(Loaded(settings)))
    assert all(line.isprintable() for line in shown)
    assert read("\n".join(shown).encode()).settings == settings


def test_programs_get_values_and_origins() -> None:
    shown = json.loads(as_json(read(TEXT)))
    found = {each["key"]: each for each in shown["settings"]}
    assert shown["path"] == "ddlint.toml"
    assert found["commits.types"]["value"] == ["feat"]
    assert found["commits.types"]["origin"] == {
        "kind": "file",
        "path": "ddlint.toml",
        "line": 3,
        "option": "",
    }
    assert found["commits.exempt.authors"]["origin"]["kind"] == "default"
    assert found["overrides"]["value"] == [{"paths": ["x/**"], "ignore": []}]


def test_values_are_written_as_toml() -> None:
    assert toml((True, 3, 'a"\\b', ("x",))) == '[true, 3, "a\\"\\\\b", ["x"]]'
