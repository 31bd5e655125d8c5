"""Rules on the image API: by version of Flux, and silent where something is not known."""

from pathlib import Path

import pytest

from ddlint.config.settings import FluxSettings, Settings
from rules.linted import RULES, lint
from support import cases_dir

OURS = ("DDP021", "DDP022", "DDP023", "DDP024", "DDP025")
AUTOMATION = """apiVersion: image.toolkit.fluxcd.io/{version}
kind: ImageUpdateAutomation
metadata: {{name: staging, namespace: flux-system}}
spec:
  interval: 5m
  sourceRef: {{kind: GitRepository, name: config}}
  git: {git}
"""
GIT = "{commit: {author: {email: a@b}}, push: {branch: main}}"


def codes(text: str, flux: str = "2.7") -> list[str]:
    settings = Settings(flux=FluxSettings(flux))
    return [entry.code for entry in lint(text, rules=[RULES[code] for code in OURS], settings=settings)]


@pytest.mark.parametrize(
    ("version", "flux", "served"),
    [
        ("v1alpha1", "2.0", False),
        ("v1beta1", "2.6", True),
        ("v1beta1", "2.7", False),
        ("v1beta2", "2.2", False),
        ("v1beta2", "2.3", True),
        ("v1beta2", "2.8", True),
        ("v1beta2", "2.9", False),
        ("v1beta2", "2.10", False),
        ("v1", "2.6", False),
        ("v1", "2.7", True),
        ("v2", "2.9", False),
    ],
)
def test_versions_by_release(version: str, flux: str, served: bool) -> None:
    assert ("DDP021" in codes(AUTOMATION.format(version=version, git=GIT), flux)) is not served


def test_another_group_is_not_ours() -> None:
    assert codes("apiVersion: source.toolkit.fluxcd.io/v1beta1\nkind: ImagePolicy\nspec: {}\n") == []


def fixes(text: str) -> list[bool]:
    return [entry.fix is not None for entry in lint(text, rules=[RULES["DDP021"]])]


def test_a_patch_and_a_template_for_removed_fields_are_not_mended() -> None:
    assert fixes(AUTOMATION.format(version="v1beta1", git=GIT)) == [True]
    template = "{commit: {author: {email: a@b}, messageTemplate: '{{ .Updated.Images }}'}}"
    assert fixes(AUTOMATION.format(version="v1beta1", git=template)) == [False]
    patch = "apiVersion: image.toolkit.fluxcd.io/v1beta1\nkind: ImagePolicy\nmetadata: {name: a}\nspec: {}\n"
    assert fixes(patch) == [False]


@pytest.mark.parametrize(
    ("git", "found"),
    [
        (GIT, False),
        ("{commit: {author: {email: a@b}}}", False),
        ("{commit: {author: {name: a}}, push: {branch: main}}", True),
        ("{checkout: {ref: {tag: v1}}, commit: {author: {email: a@b}}}", True),
        ("{checkout: {ref: {tag: v1}}, commit: {author: {email: a@b}}, push: {branch: x}}", False),
        ("{checkout: {ref: {branch: main}}, commit: {author: {email: a@b}}}", False),
        ("[a]", False),
    ],
)
def test_what_an_automation_needs(git: str, found: bool) -> None:
    assert ("DDP022" in codes(AUTOMATION.format(version="v1", git=git))) is found


def test_the_git_repository_of_the_same_file_tells_the_branch() -> None:
    source = (
        "---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\n"
        "metadata: {name: config, namespace: flux-system}\nspec: {ref: {semver: 1.x}}\n"
    )
    text = AUTOMATION.format(version="v1", git="{commit: {author: {email: a@b}}}")
    assert codes(text + source) == ["DDP022"]
    assert codes(text + source.replace("semver: 1.x", "branch: main")) == []


def test_removed_fields_worked_before_flux_2_7() -> None:
    git = "{commit: {author: {email: a@b}, messageTemplate: '{{ .Updated.Images }}'}, push: {branch: x}}"
    assert codes(AUTOMATION.format(version="v1beta2", git=git), "2.6") == []
    assert codes(AUTOMATION.format(version="v1beta2", git=git), "2.7") == ["DDP023"]


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ("ghcr.io/acme/backend", False),
        ("alpine", False),
        ("localhost:5000/backend", False),
        ("registry.example.com:5000/backend", False),
        ("${REGISTRY}/backend:x", False),
        ("ghcr.io/acme/backend:v1", True),
        ("backend:v1", True),
        ("ghcr.io/acme/backend@sha256:0123", True),
        ("oci://ghcr.io/acme/backend", True),
        ("GHCR.io/acme/backend", False),
        ("ghcr.io/x", True),
        ("ghcr.io/a b", True),
    ],
)
def test_images(image: str, found: bool) -> None:
    text = "apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nspec:\n  interval: 5m\n"
    assert codes(f'{text}  image: "{image}"\n') == (["DDP024"] if found else [])


@pytest.mark.parametrize(
    "text", ["spec: []", "spec: {git: []}", "spec: 1", "metadata: []", "spec: {image: {}}"]
)
@pytest.mark.parametrize("kind", ["ImagePolicy", "ImageRepository", "ImageUpdateAutomation"])
def test_another_shape_does_no_harm(kind: str, text: str) -> None:
    assert codes(f"apiVersion: image.toolkit.fluxcd.io/v1\nkind: {kind}\n{text}\n") == []


def test_the_documentation_of_flux_is_clean() -> None:
    for path in sorted(Path(cases_dir(), "flux", "golden", "docs").glob("*.yaml")):
        assert codes(path.read_text(), "2.8") == [], path.name
