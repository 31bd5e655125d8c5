"""`ddlint flux policy-for`: YAML to paste, and nothing else on stdout."""

from __future__ import annotations

from pathlib import Path

import pytest

from calling import ddlint
from ddlint.model.yaml_reading import read_yaml
from history import History

POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: app
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: app
  filterTags:
    pattern: '^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$' # such as main-1a2b3c4-1700000000
    extract: '$ts'
  policy:
    numerical:
      order: asc
"""


def test_the_policy_is_printed_to_paste(tmp_path: Path) -> None:
    called = ddlint("flux", "policy-for", "main-{commit}-{timestamp}", folder=tmp_path)
    assert (called.code, called.out, called.err) == (0, POLICY, "")


def test_without_a_template_the_first_configured_one_is_taken(tmp_path: Path) -> None:
    History(tmp_path / "r").place("ddlint.toml", '[tags]\nsortable = ["master-{commit}-{timestamp}"]\n')
    called = ddlint("flux", "policy-for", folder=tmp_path / "r")
    assert "'^master-" in called.out


def test_names_and_the_version_of_flux_are_options(tmp_path: Path) -> None:
    words = (
        "--name",
        "backend",
        "--namespace",
        "",
        "--image-repository",
        "images/be",
        "--flux-version",
        "2.5",
    )
    called = ddlint("flux", "policy-for", "v{version}-{timestamp}", *words, folder=tmp_path)
    [document] = read_yaml("a.yaml", called.out.encode()).documents
    assert (document.api_version, document.name) == ("image.toolkit.fluxcd.io/v1beta2", "backend")
    assert document.namespace == ""
    assert "    name: be\n    namespace: images\n" in called.out


@pytest.mark.parametrize("name", ["on", "1234", "1e5"])
def test_a_name_that_yaml_reads_as_something_else_is_quoted(name: str, tmp_path: Path) -> None:
    called = ddlint("flux", "policy-for", "--name", name, folder=tmp_path)
    assert f'  name: "{name}"\n' in called.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("main-{sha}-{timestamp}",), "there is no field {sha}"),
        (("",), "{timestamp} is missing"),
        (("--name", "Back_end"), "Kubernetes takes no name 'Back_end'"),
        (("--name", ""), "Kubernetes takes no name ''"),
        (("--namespace", "a:\n b"), "Kubernetes takes no name"),
        (("--image-repository", "/a"), "no namespace before the `/`"),
        (("--flux-version", "v2"), "'v2' is no version of Flux"),
    ],
)
def test_what_cannot_be_is_refused(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    called = ddlint("flux", "policy-for", *words, folder=tmp_path)
    assert (called.code, called.out) == (2, "")
    assert told in called.err
