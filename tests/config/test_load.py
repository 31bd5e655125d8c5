"""Configuration files: found, read, typed, and refused with the line and what was meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ddlint.config.load import Loaded, Origin, load, read, with_options
from ddlint.config.settings import PathOverride, Settings
from ddlint.errors import DdlintError

WHOLE = b"""\
select = ["markers", "DDC001"]
fail_on = "warning"

[severity]
DDM016 = "error"

[commits]
types = ["feat", "fix"]
max_header_length = 72
exempt.authors = ["*[bot]*"]

[[overrides]]
paths = ["charts/**"]
ignore = ["markers"]
"""


def refusal(text: str | bytes) -> str:
    with pytest.raises(DdlintError) as raised:
        read(text.encode() if isinstance(text, str) else text)
    return f"{raised.value.message}\n{raised.value.hint}"


def test_a_configuration_becomes_settings() -> None:
    settings = read(WHOLE).settings
    assert settings.select == ("markers", "DDC001")
    assert settings.fail_on == "warning"
    assert settings.severity == {"DDM016": "error"}
    assert settings.commits.types == ("feat", "fix")
    assert settings.commits.exempt.authors == ("*[bot]*",)
    assert settings.overrides == (PathOverride(("charts/**",), ("markers",)),)
    assert settings.files == Settings().files


def test_an_empty_configuration_is_the_default() -> None:
    assert read(b"").settings == Settings()


def test_every_value_knows_its_origin() -> None:
    loaded = read(WHOLE)
    assert str(loaded.origin(("commits", "types"))) == "ddlint.toml:8"
    assert str(loaded.origin(("commits", "exempt", "authors"))) == "ddlint.toml:10"
    assert str(loaded.origin(("overrides",))) == "ddlint.toml:12"
    assert str(loaded.origin(("ignore",))) == "default"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('selct = ["all"]', "ddlint.toml:1: unknown key 'selct'\ndid you mean 'select'?"),
        ("[commit]", "ddlint.toml:1: unknown key 'commit'\ndid you mean 'commits'?"),
        ("\n[commits]\ntpyes = []", "ddlint.toml:3: unknown key 'tpyes' in commits\ndid you mean 'types'?"),
        ("commits.exempt = {author = []}", "ddlint.toml:1: unknown key 'author' in commits.exempt\ndid you"),
        ("[flux]\nxyzzy = 1", "ddlint.toml:2: unknown key 'xyzzy' in flux\nthe keys here are version"),
        ("[commits]\nmax-header-length = 3", "did you mean 'max_header_length'?"),
        (
            'select = "all"',
            "ddlint.toml:1: select: a list of strings is needed, not 'all'\nin square brackets",
        ),
        ("select = [\n1]", "ddlint.toml:2: select[1]: a string is needed, not 1"),
        (
            '\n\nfail_on = "fatal"',
            "ddlint.toml:3: fail_on: one of error, warning, info is needed, not 'fatal'",
        ),
        ('[commits]\nrequire_scope = "yes"', "ddlint.toml:2: commits.require_scope: true or false is needed"),
        ("commits.max_header_length = true", "a whole number is needed, not true"),
        ("commits.max_header_length = 1.0", "a whole number is needed, not 1.0"),
        ("commits.max_header_length = -1", "at least 0 is needed, not -1"),
        ("commits.max_header_length = 1979-05-27", "a whole number is needed, not a date or time"),
        ("commits.types = []", "commits.types: at least 1 entry is needed"),
        (
            'commits.types = ["Feat"]',
            "commits.types[1]: a word of small letters, digits, `-` and `_` is needed, not 'Feat'",
        ),
        ("flux.version = 2.7", "flux.version: a string is needed, not 2.7"),
        ('flux.version = "2.7.1"', "flux.version: MAJOR.MINOR, such as 2.7 is needed, not '2.7.1'"),
        ("commits = 3", "ddlint.toml:1: commits: a table is needed, not 3"),
        ("severity = []", "severity: a table is needed, not a list"),
        ('severity = {X = "no"}', "severity.X: one of error, warning, info is needed"),
        ("[[overrides]]\nignore = []", "ddlint.toml:1: overrides[1]: the key 'paths' is needed"),
        ("overrides = [3]", "overrides[1]: a table is needed, not 3"),
        ("a = \n", "ddlint.toml:1:5: not valid TOML: Invalid value"),
        ("x = 1\nx = 2\n", "ddlint.toml:2:6: not valid TOML: Cannot overwrite a value"),
        ('x = """', "ddlint.toml:1: not valid TOML: Unterminated string"),
        (b"x = 1\ny = '\xff'", "ddlint.toml:2: not UTF-8"),
        ("x = " + "[" * 10_000, "nested too deeply"),
        ("x = 1" + "0" * 10_000, "not valid TOML"),
    ],
)
def test_what_no_setting_means_is_refused_with_its_line(text: str | bytes, expected: str) -> None:
    assert expected in refusal(text)


@pytest.mark.parametrize("depth", range(300, 520, 3))
def test_no_depth_is_a_crash(depth: int) -> None:
    told = refusal("x = " + "[" * depth + "]" * depth)
    assert "unknown key 'x'" in told or "nested too deeply" in told


def test_all_mistakes_are_told_at_once_in_their_order() -> None:
    assert refusal('selct = []\nfail_on = 3\n[commits]\nscope = ["x"]\n').splitlines() == [
        "ddlint.toml has 3 mistakes",
        "ddlint.toml:1: unknown key 'selct' (did you mean 'select'?)",
        "ddlint.toml:2: fail_on: one of error, warning, info is needed, not 3",
        "ddlint.toml:4: unknown key 'scope' in commits (did you mean 'scopes'?)",
    ]


def test_hostile_keys_are_not_printed_raw() -> None:
    assert "\x1b" not in refusal('severity = {"\\u001b[2J" = 1}')
    assert "\u202e" not in refusal('"\\u202e" = "\\u202e"')


def test_a_byte_order_mark_and_dos_lines_are_read() -> None:
    text = b'\xef\xbb\xbf[commits]\r\ntypes = ["feat"]\r\n'
    assert str(read(text).origin(("commits", "types"))) == "ddlint.toml:2"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "apps").mkdir()
    return tmp_path


def loaded(tree: Path, folder: str = "", **more: Any) -> Loaded:
    return load(str(tree / folder), str(tree), **more)


def test_no_file_means_the_defaults(tree: Path) -> None:
    assert loaded(tree) == Loaded(Settings())


def test_the_nearest_file_is_found_and_named_from_where_ddlint_runs(tree: Path) -> None:
    (tree / "ddlint.toml").write_text('fail_on = "info"')
    found = loaded(tree, "apps")
    assert found.settings.fail_on == "info"
    assert str(found.origin(("fail_on",))) == "../ddlint.toml:1"


def test_the_table_in_a_pyproject_is_read(tree: Path) -> None:
    (tree / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.ddlint]\nfail_on = "info"\n')
    found = loaded(tree)
    assert found.settings.fail_on == "info"
    assert str(found.origin(("fail_on",))) == "pyproject.toml:4"


def test_mistakes_in_a_pyproject_have_their_line(tree: Path) -> None:
    (tree / "pyproject.toml").write_text("[tool.ddlint.commits]\n\ntype = 1\n")
    with pytest.raises(DdlintError, match=r"pyproject.toml:3: unknown key 'type' in commits"):
        loaded(tree)


def test_a_pyproject_that_only_mentions_ddlint_is_passed_over(tree: Path) -> None:
    nearer = '[dependency-groups]\ndev = ["ddlint"]\n'
    (tree / "apps" / "pyproject.toml").write_text(nearer)
    (tree / "ddlint.toml").write_text('fail_on = "info"')
    found = loaded(tree, "apps")
    assert found.path == "../ddlint.toml"
    assert found.content == b'fail_on = "info"'
    assert found.passed_over == (nearer.encode(),)


def test_two_configurations_in_one_folder_are_refused(tree: Path) -> None:
    (tree / "ddlint.toml").write_text("")
    (tree / "pyproject.toml").write_text("\n[tool.ddlint]\n")
    with pytest.raises(DdlintError, match=r"both ddlint.toml and pyproject.toml \(line 2\)") as raised:
        loaded(tree)
    assert "delete [tool.ddlint] from pyproject.toml" in raised.value.hint


def test_a_nearer_file_hides_a_farther_one(tree: Path) -> None:
    (tree / "apps" / "ddlint.toml").write_text('fail_on = "info"')
    (tree / "pyproject.toml").write_text("[tool.ddlint]\nnonsense = 1\n")
    assert loaded(tree, "apps").settings.fail_on == "info"


def test_the_option_names_a_file_or_none(tree: Path) -> None:
    (tree / "ddlint.toml").write_text('fail_on = "info"')
    (tree / "other.toml").write_text('fail_on = "warning"')
    assert loaded(tree, config="other.toml").settings.fail_on == "warning"
    assert loaded(tree, no_config=True).settings.fail_on == "error"


@pytest.mark.parametrize(
    "options", [{"config": "missing.toml"}, {"config": "pyproject.toml"}, {"config": "a", "no_config": True}]
)
def test_an_option_that_cannot_be_met_is_refused(tree: Path, options: dict[str, Any]) -> None:
    (tree / "pyproject.toml").write_text("[tool.ruff]\n")
    with pytest.raises(DdlintError):
        loaded(tree, **options)


def test_a_folder_in_the_place_of_the_file_is_an_expected_failure(tree: Path) -> None:
    (tree / "ddlint.toml").mkdir()
    with pytest.raises(DdlintError, match="cannot read"):
        loaded(tree)


def test_the_command_line_replaces_adds_and_is_named() -> None:
    found = with_options(read(b'ignore = ["a"]'), select=["x"], ignore=["b"], fail_on="info")
    settings = found.settings
    assert (settings.select, settings.ignore, settings.fail_on) == (("x",), ("a", "b"), "info")
    assert str(found.origin(("fail_on",))) == "command line (--fail-on)"


def test_a_command_line_that_says_nothing_changes_nothing() -> None:
    assert with_options(read(WHOLE)) == read(WHOLE)


def test_an_origin_reads_well() -> None:
    assert str(Origin("default")) == "default"
