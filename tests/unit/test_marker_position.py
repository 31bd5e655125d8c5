"""Where a marker stands, and what Flux makes of that place."""

import pytest

from ddlint.model.marker_site import Position
from ddlint.model.yaml_reading import read_yaml

M = '{"$imagepolicy": "flux-system:backend:tag"}'


@pytest.mark.parametrize(
    ("text", "position", "live", "route"),
    [
        (f"tag: v1 # {M}\n", Position.LINE, True, "tag"),
        (f"a:\n- v1 # {M}\n", Position.LINE, True, "a[0]"),
        (f"a: |- # {M}\n  v1\n", Position.LINE, True, "a"),
        (f"a: [v0,\n  v1 # {M}\n]\n", Position.LINE, True, "a[1]"),
        (f"a:\n# {M}\n- v1\n", Position.HEAD, True, "a[0]"),
        (f"a:\n- # {M}\n  v1\n", Position.HEAD, True, "a[0]"),
        (f"a:\n  # {M}\n  v1\n", Position.HEAD, True, "a"),
        (f"a:\n# {M}\n- v1 # note\n", Position.HEAD, False, "a[0]"),
        (f"a:\n# note\n# {M}\n- v1\n", Position.ABOVE_ITEM, False, "a[0]"),
        (f"a:\n# {M}\n- b: v1\n", Position.ABOVE_ITEM, False, "a"),
        (f"tag: # {M}\n  v1\n", Position.KEY, False, "tag"),
        (f"tag: # {M}\n  a: v1\n", Position.KEY, False, "tag"),
        (f"tag: # {M}\nb: 1\n", Position.EMPTY, False, "tag"),
        (f"a: &x v\nb: *x # {M}\n", Position.ALIAS, False, "b"),
        (f"a: v0\na: v1 # {M}\n", Position.DUPLICATE, False, "a"),
        (f'1: v0\n"1": v1 # {M}\n', Position.DUPLICATE, False, '1'),
        (f"a: {{b: v1}} # {M}\n", Position.FLOW, False, "a"),
        (f"a: [ # {M}\n  v1]\n", Position.FLOW, False, "a"),
        (f"a: |\n  tag: v1 # {M}\n", Position.BLOCK_TEXT, False, "a"),
        (f"a: 'x # {M}'\n", Position.QUOTED_TEXT, False, "a"),
        (f"tag: v1 # {M}\n--- # {M}\na: b\n", Position.SEPARATOR, False, ""),
        (f"--- # {M}\ntag: v1\n", Position.SEPARATOR, False, ""),
        (f"a: v1\n...\n# {M}\n", Position.AFTER_END, False, ""),
        (f"# {M}\ntag: v1\n", Position.ABOVE_KEY, False, "tag"),
        (f"a: 1\n# {M}\ntag: v1\n", Position.ABOVE_KEY, False, "tag"),
        (f"a: 1\ntag: v1\n# {M}\n", Position.BELOW, False, "tag"),
        (f"# tag: v1 # {M}\na: 1\n", Position.COMMENTED_OUT, False, "a"),
        (f"a: 1\n# - image: v1 # {M}\n", Position.COMMENTED_OUT, False, ""),
        (f"- v1 # {M}\n", Position.NOT_A_DOCUMENT, False, "[0]"),
        (f"a: [\n# {M}\n", Position.UNREAD, False, ""),
        (f"a: [\n# b: v1 # {M}\n", Position.COMMENTED_OUT, False, ""),
    ],
)  # fmt: skip
def test_position(text: str, position: Position, live: bool, route: str) -> None:
    site = read_yaml("a.yaml", text.encode()).markers[-1]
    assert (site.position, site.live, site.route) == (position, live, route)
    assert site.reason


@pytest.mark.parametrize(
    "text",
    [
        f"a: {{tag: # note\n v1 # {M}\n}}\n",
        f"a: !!str # note\n  v1 # {M}\n",
        f"a:\n- &x # note\n- v1 # {M}\n",
    ],
)
def test_two_comments_for_one_value_are_one_to_flux(text: str) -> None:
    (site,) = read_yaml("a.yaml", text.encode()).markers
    assert not site.live
    assert "another comment" in site.reason


@pytest.mark.parametrize(
    "text",
    [
        "# uses the $imagepolicy marker of the team\na: 1\n",
        "kind: ImagePolicy\nresources: [imagepolicies]\n",
        "note: 'use \"$imagepolicy\" markers'\n",
        'a: \'"$ref": "#/definitions/x"\'\n',
        '# {"$ref": "#/components/schemas/Pet"}\na: 1\n',
        "# set: ${HOME}\na: 1\n",
    ],
)
def test_prose_and_schemas_are_no_markers(text: str) -> None:
    assert read_yaml("a.yaml", text.encode()).markers == ()
