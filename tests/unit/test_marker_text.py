"""What a marker comment says, and what a near miss was meant to say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.marker import Form, Marker, Trouble
from ddlint.model.marker_text import read_comment

FIXED = '# {"$imagepolicy": "flux-system:backend:tag"}'


@pytest.mark.parametrize(
    ("text", "setter", "form"),
    [
        ('# {"$imagepolicy": "flux-system:backend"}', "flux-system:backend", Form.IMAGE),
        ('#{"$imagepolicy":"a:b.c:name"}', "a:b.c:name", Form.NAME),
        ('###\t{ "$imagepolicy" : "a:b:digest" }  ', "a:b:digest", Form.DIGEST),
        ('# {"$imagepolicy": "a%3Ab:tag"}', "a:b:tag", Form.TAG),
        ('# {"$image\\u0070olicy": "a:\\u0062"}', "a:b", Form.IMAGE),
    ],
)
def test_markers_that_flux_reads(text: str, setter: str, form: Form) -> None:
    reading = read_comment(text)
    assert reading.trouble is Trouble.NONE
    assert reading.marker is not None
    assert (reading.setter, reading.marker.setter, reading.marker.form) == (setter, setter, form)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("# {'$imagepolicy': 'flux-system:backend:tag'}", Trouble.NOT_JSON),
        ('# {"$imagepolicy": flux-system:backend:tag}', Trouble.NOT_JSON),
        ('# {"$imagepolicy": "flux-system:backend:tag"', Trouble.NOT_JSON),
        ('# "$imagepolicy": "flux-system:backend:tag"', Trouble.NOT_JSON),
        ('# {"$imagepolicy": "flux-system:backend:tag",}', Trouble.NOT_JSON),
        ("# {\u201c$imagepolicy\u201d: \u201cflux-system:backend:tag\u201d}", Trouble.NOT_JSON),
        ('# ["$imagepolicy", "flux-system:backend:tag"]', Trouble.NOT_JSON),
        ("# kpt-set: ${flux-system:backend:tag}", Trouble.NOT_JSON),
        ('# {"$imagepolicy": "flux-system:backend:tag"}}', Trouble.TEXT_AROUND),
        ('# {"$imagepolicy": "flux-system:backend:tag"} updated by flux', Trouble.TEXT_AROUND),
        ('# # {"$imagepolicy": "flux-system:backend:tag"}', Trouble.TEXT_AROUND),
        ('# {"$imagepolicy": "flux-system:backend:tag"}\xa0', Trouble.NOT_JSON),
        ('# {"$imagePolicy": "flux-system:backend:tag"}', Trouble.WRONG_KEY),
        ('# {"$imagepolicies": "flux-system:backend:tag"}', Trouble.WRONG_KEY),
        ('# {"imagepolicy": "flux-system:backend:tag"}', Trouble.WRONG_KEY),
        ('# {"$imagepolicy": "flux-system:backend:tag", "n": 5}', Trouble.OTHER_VALUE),
        ('# {"$imagepolicy": "flux-system:backend:Tag"}', Trouble.BAD_NAME),
        ('# {"$imagepolicy": "flux-system:backend:tags"}', Trouble.BAD_NAME),
        ('# {"$imagepolicy": "flux-system/backend:tag"}', Trouble.BAD_NAME),
        ('# {"$imagepolicy": "flux-system::backend:tag"}', Trouble.BAD_NAME),
        ('# {"$imagepolicy": "Flux-System:backend:tag"}', Trouble.BAD_NAME),
    ],
)
def test_near_misses_are_corrected(text: str, trouble: Trouble) -> None:
    reading = read_comment(text)
    assert (reading.trouble, reading.marker, reading.corrected) == (trouble, None, FIXED)
    assert reading.reason


@pytest.mark.parametrize(
    ("text", "setter"),
    [
        ('# {"$imagepolicy": ""}', ""),
        ('# {"$imagepolicy": "a:b%zz"}', ""),
        ('# {"$imagepolicy": "a:b:c:d"}', "a:b:c:d"),
        ('# {"$imagepolicy": "a:b~0"}', "a:b~0"),
        ('# {"$imagepolicy": "a:b\\n"}', "a:b\n"),
        ('# {"$imagepolicy": "a:b", "$imagepolicy": null}', ""),
    ],
)
def test_names_that_no_policy_can_have(text: str, setter: str) -> None:
    reading = read_comment(text)
    assert (reading.trouble, reading.marker, reading.setter) == (Trouble.BAD_NAME, None, setter)


@pytest.mark.parametrize("suffix", ["tag", "name", "digest"])
def test_a_suffix_in_the_place_of_the_name_is_a_policy_to_flux(suffix: str) -> None:
    reading = read_comment(f'# {{"$imagepolicy": "backend:{suffix}"}}')
    assert reading.trouble is Trouble.SUFFIX_AS_NAME
    assert reading.marker == Marker("backend", suffix, Form.IMAGE)


@pytest.mark.parametrize("text", ["# {'$imagepolicy': 'backend:tag'}", '# {"$imagepolicy": "Backend/tag"}'])
def test_no_namespace_is_made_up_where_one_is_missing(text: str) -> None:
    assert not read_comment(text).corrected


def test_the_last_of_two_equal_keys_wins() -> None:
    reading = read_comment('# {"$imagepolicy": "a:b", "$imagepolicy": "c:d:tag"}')
    assert (reading.trouble, reading.setter) == (Trouble.DUPLICATE_KEY, "c:d:tag")


def test_other_keys_are_named() -> None:
    reading = read_comment('# {"$imagepolicy": "a:b", "note": "x", "n": null}')
    assert (reading.trouble, reading.setter) == (Trouble.EXTRA_KEYS, "a:b")
    assert "note, n" in reading.reason


def test_references_and_injections() -> None:
    reference = read_comment('# {"$ref": "#/definitions/io.k8s.cli.setters.a:b:tag"}')
    assert (reference.trouble, reference.setter) == (Trouble.REFERENCE, "a:b:tag")
    text = '# {"type":"string","x-k8s-cli":{"setter":{"name":"any","value":"INJECTED"}}}'
    injection = read_comment(text)
    assert (injection.trouble, injection.injected) == (Trouble.INJECTION, "INJECTED")


@pytest.mark.parametrize(
    ("extension", "setter", "injected"),
    [
        ('{"setter":{"value":"x"}}', "x-k8s-cli", "x"),
        ('{"setter":{"name":"n"}}', "n", ""),
        ('{"setter":"n"}', "", ""),
        ('"n"', "", ""),
        ('{"setter":{"name":1}}', "", ""),
    ],
)
def test_extensions_write_or_stop_the_run(extension: str, setter: str, injected: str) -> None:
    reading = read_comment(f'# {{"x-k8s-cli":{extension}}}')
    assert (reading.trouble, reading.setter, reading.injected) == (Trouble.INJECTION, setter, injected)
    assert ("run fail" in reading.reason) is (setter == "")


@pytest.mark.parametrize("extension", ["null", "{}", '{"setter":null}', '{"other":1}'])
def test_extensions_without_a_setter_do_nothing(extension: str) -> None:
    assert read_comment(f'# {{"x-k8s-cli":{extension}}}').trouble is Trouble.WRONG_KEY


@given(st.text(max_size=60))
def test_no_text_crashes(text: str) -> None:
    read_comment(f"# {text}")
    read_comment(f'# {{"$imagepolicy": {json.dumps(text)}}}')


@given(st.text(alphabet="{}[]\"',:$imagepolcyABxyz \\u0061#", max_size=80))
def test_a_correction_is_always_a_marker(text: str) -> None:
    corrected = read_comment(f"# {text}").corrected
    if corrected:
        assert read_comment(corrected).trouble is Trouble.NONE


def test_deep_and_long_comments_take_no_time() -> None:
    assert read_comment("# " + "[" * 200_000).trouble is Trouble.NOT_JSON
    assert read_comment("# {" * 50_000).trouble is Trouble.NOT_JSON
    assert read_comment("# $imagepolicy" + " a:" * 50_000).trouble is Trouble.NOT_JSON
