"""What is in the wheel: the package, its schemas, its script and its licence."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from support import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    assert Path(path).name.endswith("-py3-none-any.whl")
    return zipfile.ZipFile(path)


def test_schemas_are_shipped(wheel: zipfile.ZipFile) -> None:
    shipped = {name for name in wheel.namelist() if name.startswith("ddlint/schemas/")}
    assert shipped == {f"ddlint/schemas/{path.name}" for path in (ROOT / "schemas").iterdir()}
    assert shipped


def test_files_for_cis_are_shipped(wheel: zipfile.ZipFile) -> None:
    shipped = {name for name in wheel.namelist() if name.startswith("ddlint/templates/")}
    assert shipped == {f"ddlint/templates/{path.name}" for path in (ROOT / "templates").iterdir()}
    assert shipped


def test_script_is_plain_and_not_an_entry_point(wheel: zipfile.ZipFile) -> None:
    assert [name for name in wheel.namelist() if name.endswith(".data/scripts/ddlint")]
    [entry_points] = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    text = wheel.read(entry_points).decode()
    assert "console_scripts" not in text
    assert "cz_ddlint = ddlint.commitizen.plugin:DdlintCz" in text


def test_licence_and_types_are_there(wheel: zipfile.ZipFile) -> None:
    assert [name for name in wheel.namelist() if name.endswith("/licenses/LICENSE")]
    assert "ddlint/py.typed" in wheel.namelist()


def test_nothing_but_the_package_is_there(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel.namelist()} == {"ddlint"}
