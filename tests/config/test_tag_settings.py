"""Environments, services and the forms of tags, as a configuration says them."""

from __future__ import annotations

import pytest

from ddlint.config.load import read
from ddlint.errors import DdlintError


def test_environments_and_services_have_names_of_their_own() -> None:
    staging = '[environments.staging]\nfiles = ["s/**"]\ntags = "sortable"\n'
    settings = read(f'{staging}[services.engine]\npath = "../engine"\n'.encode()).settings
    assert settings.environments["staging"].tags == "sortable"
    assert settings.services["engine"].path == "../engine"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[tags]\nsortable = ["main-{commit}"]', "ddlint.toml:2: tags.sortable[1]: {timestamp} is missing"),
        ('[tags]\nsortable = ["main-{sha}-{timestamp}"]', "tags.sortable[1]: there is no field {sha}"),
        ('[tags]\nsortable = "main-{timestamp}"', "a list of strings is needed"),
        ("[tags]\nsortable = []", "at least 1 entry is needed"),
        ('[environments.a]\ntags = "semver"', "the key 'files' is needed"),
        ('[environments.a]\nfiles = ["a"]\ntags = "sorted"', "one of sortable, semver, any is needed"),
        ("[services.a]", "the key 'path' is needed"),
        ('[services.a]\npath = ""', "a path is needed"),
        ('[services.a]\npath = "a\\u0000b"', "a path is needed"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(DdlintError) as caught:
        read(text.encode())
    assert told in caught.value.message
