"""`ddlint check` with clones of the services: tags against the commits they name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from calling import Called, ddlint
from history import History

MARKED = 'image: ghcr.io/acme/{}:{} # {{"$imagepolicy": "flux-system:{}"}}\n'


@dataclass
class Place:
    """A config repository beside the clone of a service."""

    config: History
    engine: History

    def check(self, *words: str, **tags: str) -> Called:
        for name, tag in tags.items():
            self.config.write(f"{name}.yaml", MARKED.format("engine", tag, "engine"))
        return ddlint("check", "--format=json", "--ignore=references", *words, folder=self.config.path)

    def codes(self, *words: str, **tags: str) -> list[str]:
        return [each["code"] for each in json.loads(self.check(*words, **tags).out)["findings"]]

    def tag(self, name: str, after: int = 30) -> str:
        time = int(self.engine.git("show", "-s", "--format=%ct", name).decode())
        return f"main-{self.engine.oid(name)[:8]}-{time + after}"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    config = History(tmp_path / "config")
    config.write("ddlint.toml", '[services.engine]\npath = "../engine"\n')
    return Place(config, History(tmp_path / "engine").commits("a", "b", "c"))


def test_a_build_of_main_is_fine(place: Place) -> None:
    called = place.check(a=place.tag("HEAD"), b=place.tag("HEAD~1"))
    assert called.code == 0, called.out
    assert "2 deployed tags" in called.err


def test_a_commit_that_is_not_there_is_an_error(place: Place) -> None:
    assert place.codes(a="main-deadbee-1700000000") == ["DDT011"]


def test_a_commit_that_is_on_no_line_is_an_error(place: Place) -> None:
    place.engine.branch("feature").commit("x").checkout("main").commit("d")
    assert place.codes(a=place.tag("feature")) == ["DDT013"]


def test_a_hotfix_is_fine(place: Place) -> None:
    place.engine.branch("release-v1.0.1-login").commit("x").checkout("main").commit("d")
    assert place.codes(a=place.tag("release-v1.0.1-login")) == []


def test_a_rebuilt_old_commit_is_told_of_with_the_newer_code(place: Place) -> None:
    called = place.check(a=place.tag("HEAD"), b=place.tag("HEAD~1", after=1000))
    [finding] = json.loads(called.out)["findings"]
    assert finding["code"] == "DDT016"
    assert finding["location"]["path"] == "b.yaml"
    assert finding["location"]["column"] == 28
    assert finding["related"][0]["location"]["path"] == "a.yaml"


def test_equal_findings_have_fingerprints_of_their_own(place: Place) -> None:
    called = place.check(a="main-deadbee-1700000000", b="main-deadbee-1700000000")
    prints = [each["fingerprint"] for each in json.loads(called.out)["findings"]]
    assert len(set(prints)) == 2


@pytest.mark.parametrize("words", [("--fix",), ("--unsafe-fixes",), ("--jobs", "3")])
def test_it_is_looked_up_however_the_files_are_read(place: Place, words: tuple[str, ...]) -> None:
    assert place.codes(*words, a="main-deadbee-1700000000") == ["DDT011"]


def test_only_the_named_files_are_asked_about(place: Place) -> None:
    place.check(a="main-deadbee-1700000000")
    assert place.codes("b.yaml", b=place.tag("HEAD")) == []


def test_a_shallow_clone_does_not_know(place: Place, tmp_path: Path) -> None:
    old = place.tag("HEAD~2")
    place.engine.clone(tmp_path / "shallow", "--depth=1")
    place.config.write("ddlint.toml", '[services.engine]\npath = "../shallow"\n')
    called = place.check(a=old)
    assert called.code == 3
    assert "does not exist" not in called.out
    assert "git fetch --unshallow" in called.out


def test_a_clone_that_ends_before_the_tag_does_not_know(place: Place) -> None:
    called = place.check(a="main-deadbee-1790000000")
    assert called.code == 3
    assert "ends before the time of" in called.out


def _outside(path: Path) -> None:
    path.mkdir()


def _inside(path: Path) -> None:
    History(path.parent / "other")
    (path.parent / "other/sub").mkdir()
    path.symlink_to("other/sub")


def _file(path: Path) -> None:
    path.write_text("")


@pytest.mark.parametrize(
    "make", [lambda path: None, _outside, _inside, _file], ids=["no", "plain", "sub", "file"]
)
def test_a_path_that_is_no_repository_is_a_mistake_of_the_configuration(
    place: Place, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "gone")
    place.config.write("ddlint.toml", '\n[services.engine]\npath = "../gone"\n')
    called = place.check(a="main-deadbee-1700000000")
    assert (called.code, called.out) == (2, "")
    assert "ddlint.toml:3: the path of service engine is" in called.err


def test_nothing_is_opened_where_no_rule_asks(place: Place) -> None:
    place.config.write("ddlint.toml", '[services.engine]\npath = "../gone"\n')
    assert place.check("--select=markers", a="main-deadbee-1700000000").code == 0


def test_the_path_counts_from_the_configuration(place: Place) -> None:
    (place.config.path / "deep").mkdir()
    place.config.write("a.yaml", MARKED.format("engine", "main-deadbee-1700000000", "engine"))
    called = ddlint("check", "--config=../ddlint.toml", "..", folder=place.config.path / "deep")
    assert "DDT011" in called.out


def test_a_damaged_clone_is_a_gap_and_the_rest_is_still_said(place: Place) -> None:
    gone = place.engine.oid("HEAD~1")
    tag = place.tag("HEAD")
    (place.engine.path / ".git/objects" / gone[:2] / gone[2:]).unlink()
    called = place.check(a=tag, b="latest")
    assert called.code == 3
    assert "the clone of engine (../engine)" in called.out
    assert "DDT007" in called.out


def test_the_service_of_a_tag_alone_is_known_by_its_policy(place: Place) -> None:
    text = 'image:\n  tag: {} # {{"$imagepolicy": "flux-system:{}:tag"}}\n'
    place.config.write("a.yaml", text.format("main-deadbee-1700000000", "engine-staging"))
    place.config.write("b.yaml", text.format("main-deadbee-1700000000", "engines"))
    assert [each["location"]["path"] for each in json.loads(place.check().out)["findings"]] == ["a.yaml"]


TAG_ALONE = 'tag: {} # {{"$imagepolicy": "apps:release:tag"}}\n'
OBJECTS = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: release, namespace: apps}
spec:
  imageRepositoryRef: {name: anything}
  filterTags: {pattern: '^main-[0-9a-f]{8}-(?P<ts>[0-9]{10})$', extract: $ts}
  policy: {numerical: {order: asc}}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: anything, namespace: apps}
spec: {image: ghcr.io/acme/engine, interval: 5m}
"""


@pytest.mark.parametrize(
    ("image", "expected"), [("ghcr.io/acme/engine", ["DDT011"]), ("ghcr.io/acme/other", [])]
)
def test_the_image_repository_says_whose_a_tag_alone_is(
    place: Place, image: str, expected: list[str]
) -> None:
    place.config.write("policy.yaml", OBJECTS.replace("ghcr.io/acme/engine", image))
    place.config.write("values.yaml", TAG_ALONE.format("main-deadbee1-1700000000"))
    assert place.codes() == expected
    assert place.codes("--select=tags") == expected
