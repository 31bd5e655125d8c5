"""What stands in `metadata`, which Flux itself writes to as it reads a file."""

import pytest

from ddlint.model.marker_site import Position
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml

MARKER = '# {"$imagepolicy": "ns:p"}'
INTERNAL = "internal.config.kubernetes.io"


def _read(text: str) -> YamlFile:
    return read_yaml("a.yaml", text.encode())


@pytest.mark.parametrize(
    "text",
    [
        f"metadata: ~ {MARKER}\n",
        f"metadata:\n  annotations: x {MARKER}\n",
        f"metadata:\n  annotations: null {MARKER}\n",
        f"metadata:\n  annotations:\n    config.kubernetes.io/index: '0' {MARKER}\n",
        f"metadata:\n  annotations:\n    config.kubernetes.io/path: '' {MARKER}\n",
        f"metadata:\n  annotations:\n    {INTERNAL}/path: a.yaml {MARKER}\n",
        f"metadata:\n  annotations:\n    {INTERNAL}/seqindent: wide {MARKER}\n",
    ],
)
def test_a_marker_on_a_value_that_flux_writes_anew_is_dead(text: str) -> None:
    (site,) = _read(text).markers
    assert not site.live
    assert site.position is Position.OVERWRITTEN


@pytest.mark.parametrize("first", ["", "~", "{}", "null"])
def test_an_empty_metadata_does_not_hide_the_next_one(first: str) -> None:
    (site,) = _read(f"metadata: {first}\nmetadata:\n  labels:\n    tag: x {MARKER}\n").markers
    assert site.live


def test_a_metadata_with_something_in_it_hides_the_next_one() -> None:
    (site,) = _read(f"metadata:\n  name: n\nmetadata:\n  labels:\n    tag: x {MARKER}\n").markers
    assert not site.live


@pytest.mark.parametrize("metadata", ["~", "{}", "{annotations: x}", "{name: m}"])
def test_an_item_of_a_list_with_such_metadata_does_not_stop_the_run(metadata: str) -> None:
    file = _read(f"kind: List\nitems:\n- kind: A\n  metadata: {metadata}\n  tag: v1 {MARKER}\n")
    assert file.flux.stops_run is None


def test_a_marker_on_another_annotation_is_live() -> None:
    (site,) = _read(f"metadata:\n  annotations:\n    image: x {MARKER}\n").markers
    assert site.live


@pytest.mark.parametrize("anchored", ["{b: c}", "v", ""])
def test_metadata_that_is_an_alias_skips_the_file(anchored: str) -> None:
    file = _read(f"a: &a {anchored}\nmetadata: *a\nb: c {MARKER}\n")
    assert file.flux.skipped is not None


def test_annotations_that_are_a_string_twice_skip_the_file() -> None:
    file = _read(f"metadata:\n  annotations: x\n  annotations: x\nb: c {MARKER}\n")
    assert file.flux.skipped is not None


def test_a_tag_directive_takes_a_uri() -> None:
    assert _read(f"%TAG ! x:!<tag:x>\n \n---\nb: c {MARKER}\n").flux.skipped is not None


@pytest.mark.parametrize(
    "metadata",
    [
        "{annotations: []}",
        '!!null ""',
        "! null",
        "{annotations: {config.kubernetes.io/path: null}}",
    ],
)
def test_what_flux_takes_for_nothing_does_no_harm(metadata: str) -> None:
    file = _read(f"metadata: {metadata}\nb: c {MARKER}\n")
    assert file.flux.issues == ()
    assert [site.live for site in file.markers] == [True]


def test_a_path_annotation_that_is_an_alias_counts() -> None:
    text = f"metadata:\n  annotations: {{a: &p b.yaml, config.kubernetes.io/path: *p}}\nb: c {MARKER}\n"
    assert _read(text).flux.stops_run is not None


def test_a_resource_list_without_items_drops_everything() -> None:
    (site,) = _read(f"kind: ResourceList\nfunctionConfig: {{}}\nb: c {MARKER}\n").markers
    assert not site.live


def test_items_that_are_a_mapping_of_scalars_stop_the_run() -> None:
    assert _read(f"kind: List\nitems:\n  a: b {MARKER}\n").flux.stops_run is not None


@pytest.mark.parametrize("mark", ["---", "..."])
def test_a_key_that_begins_like_a_document_marker_is_a_key(mark: str) -> None:
    (site,) = _read(f"{mark}: x {MARKER}\n").markers
    assert site.live
