"""Reading YAML: places, styles, routes, limits, and what is refused or must not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.flux_file import Cause, Effect
from ddlint.model.marker_site import Position
from ddlint.model.scalar import Scalar, Style
from ddlint.model.yaml_file import ProblemKind, YamlFile
from ddlint.model.yaml_reading import LARGEST, read_yaml

M = '{"$imagepolicy": "flux-system:backend:tag"}'


def read(text: str, path: str = "apps/a.yaml") -> YamlFile:
    return read_yaml(path, text.encode())


def only(file: YamlFile) -> Scalar:
    (scalar,) = file.scalars
    return scalar


@pytest.mark.parametrize(
    ("text", "raw", "value", "style"),
    [
        ("tag: v1\n", "v1", "v1", Style.PLAIN),
        ("tag: 'it''s'\n", "'it''s'", "it's", Style.SINGLE),
        ('tag: "a\\tb"\n', '"a\\tb"', "a\tb", Style.DOUBLE),
        ("tag: |\n  v1\n", "|\n  v1", "v1\n", Style.LITERAL),
        ("tag: >-\n  v1\n  v2\n\nb: 1\n", ">-\n  v1\n  v2", "v1 v2", Style.FOLDED),
        ("tag: &anchor !!str v1\n", "v1", "v1", Style.PLAIN),
        ("tag: !t # note\n  v1\n", "v1", "v1", Style.PLAIN),
        ("\ufefftag: v1\n", "v1", "v1", Style.PLAIN),
        ("é: 1\r\n😀: 2\r\ntag: v1\r\n", "v1", "v1", Style.PLAIN),
        ('tag: ""\n', '""', "", Style.DOUBLE),
    ],
)
def test_a_scalar_has_its_place_value_and_style(text: str, raw: str, value: str, style: Style) -> None:
    scalar = only(read(text))
    assert (scalar.raw, scalar.value, scalar.style) == (raw, value, style)


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("tag: v1 # a  \n", "# a"),
        ("tag: v#1\n", None),
        ('tag: "v1"# a\n', "# a"),
        ("tag: |- # a\n  v1\n", "# a"),
        ("i: {tag: v1, # a\n}\n", "# a"),
        ("tag: v1\n# a\n", None),
        ("tag: v1 # a\r\n", "# a"),
    ],
)
def test_the_comment_behind_a_scalar(text: str, comment: str | None) -> None:
    found = only(read(text)).comment
    assert (found.text if found else None) == comment
    if found:
        assert text[found.start : found.end] == comment


@pytest.mark.parametrize(
    ("text", "route", "key"),
    [
        ("tag: v\n", "tag", "tag"),
        ("spec:\n  values:\n    image:\n      tag: v\n", "spec.values.image.tag", "tag"),
        ("images:\n- newTag: v\n", "images[0].newTag", "newTag"),
        ("images:\n- [0, {newTag: v}]\n", "images[0][1].newTag", "newTag"),
        ("a.b/c:\n  tag: v\n", '["a.b/c"].tag', "tag"),
        ('"":\n  tag: v\n', '[""].tag', "tag"),
        ("a: 1\n---\nb: {tag: v}\n", "b.tag", "tag"),
    ],
)
def test_routes_say_where_a_scalar_stands(text: str, route: str, key: str) -> None:
    scalar = only(read(text))
    assert (scalar.route, scalar.key) == (route, key)


def test_siblings_are_the_image_fields_of_the_same_mapping() -> None:
    file = read("image:\n  repository: r\n  other: o\n  tag: v\ndigest: d\n")
    assert {key: one.value for key, one in file.scalars[0].siblings.items()} == {
        "repository": "r",
        "tag": "v",
    }


def test_documents_say_what_they_are() -> None:
    file = read(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: b\n---\n- x\n---\n# only this\n"
    )
    first, second, third = file.documents
    assert (first.api_version, first.kind, first.name, first.namespace) == ("v1", "Pod", "a", "b")
    assert (second.root, third.root) == ("sequence", "empty")


@pytest.mark.parametrize(
    "text",
    [
        f"tag: v1\t# {M}\n",
        f"tag:\tv1 # {M}\n",
        f"tag: v1 \t # {M}\n",
        f"# note\x85tag: v1 # {M}\n",
        f"tag: v1 # {M}\u2028b: 2\n",
        f"tag: v1 # {M}\u2029b: 2\n",
        f"a: 1\rtag: v1 # {M}\r",
    ],
)
def test_what_go_yaml_reads_and_libyaml_refuses_or_reads_otherwise(text: str) -> None:
    (site,) = read(text).markers
    assert site.live
    assert site.raw == f"# {M}"
    assert site.target is not None
    assert site.target.raw == "v1"


@pytest.mark.parametrize(
    ("data", "kind", "start"),
    [
        (b"a: \xff\n", ProblemKind.NOT_UTF8, 3),
        ("é: ".encode() + b"\xc3", ProblemKind.NOT_UTF8, 3),
        (b"a: \x00\n", ProblemKind.NUL, 3),
        (b"a: \x01\n", ProblemKind.SYNTAX, 3),
        (b"a: [\n", ProblemKind.SYNTAX, 5),
        (b"x: 1\n---\na: {{- if }}\n", ProblemKind.SYNTAX, 14),
        (b"[" * 100_000, ProblemKind.TOO_DEEP, 100),
        (b"a: *b\n", ProblemKind.SYNTAX, 3),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_place(data: bytes, kind: ProblemKind, start: int) -> None:
    (problem,) = read_yaml("a.yaml", data).problems
    assert (problem.kind, problem.start) == (kind, start)


def test_a_huge_file_is_named_and_left_alone() -> None:
    file = read_yaml("a.yaml", b"a: 1\n" * (LARGEST // 4))
    assert [problem.kind for problem in file.problems] == [ProblemKind.TOO_LARGE]
    assert file.flux.issues[0].effect in {Effect.UNKNOWN, Effect.NOT_SCREENED}


def test_an_alias_bomb_is_not_unfolded() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert read("\n".join([*lines, f"tag: v1 # {M}", ""])).markers[0].live


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("a.Yml", Cause.NAME),
        ("kustomization", Cause.NAME),
        ("x/a.yaml.bak", Cause.NAME),
        ("Kptfile", Cause.NAME),
        ("Kustomization", None),
        (".hidden/.yaml", None),
    ],
)
def test_the_name_decides_whether_flux_opens_a_file(path: str, cause: Cause | None) -> None:
    file = read(f"tag: v1 # {M}\n", path)
    assert file.flux.screened is (cause is None)
    assert file.markers[0].live is (cause is None)
    assert [issue.cause for issue in file.flux.issues] == ([cause] if cause else [])


@pytest.mark.parametrize(
    ("text", "effect", "cause", "part"),
    [
        (f"- tag: v1 # {M}\n", Effect.SKIPPED, Cause.ROOT, f"- tag: v1 # {M}"),
        (f"tag: v1 # {M}\n---x\nb: 1\n", Effect.SKIPPED, Cause.SEPARATOR, "---x"),
        (f"metadata: m\ntag: v1 # {M}\n", Effect.SKIPPED, Cause.METADATA, "m"),
        (f"metadata: {{annotations: [a]}}\ntag: v1 # {M}\n", Effect.SKIPPED, Cause.METADATA, "[a]"),
        (
            f"x: &a {{k: v}}\nmetadata:\n  annotations: *a\ntag: v1 # {M}\n",
            Effect.LOSES,
            Cause.ANNOTATIONS,
            "*a",
        ),
        (f"x: &a {{k: v}}\nmetadata: *a\ntag: v1 # {M}\n", Effect.SKIPPED, Cause.METADATA, "*a"),
        (f"tag: v1 # {M}\n...\nb: 2\n", Effect.LOSES, Cause.TEXT_AFTER_END, "b: 2"),
        (f"  tag: v1 # {M}\nother: 2\n", Effect.LOSES, Cause.TEXT_AFTER_END, "other: 2"),
        (f"tag: v1 # {M}\n---\n# bye\n", Effect.LOSES, Cause.COMMENT_DOCUMENT, "# bye"),
        (f"tag: v1 # {M}\n---\nnull\n", Effect.LOSES, Cause.NULL_DOCUMENT, "null"),
        (
            f"metadata:\n  annotations:\n    config.kubernetes.io/path: x\ntag: v1 # {M}\n",
            Effect.STOPS_RUN,
            Cause.PATH_ANNOTATION,
            "x",
        ),
        (f"kind: List\nitems:\n- tag: v1 # {M}\n", Effect.STOPS_RUN, Cause.LIST_ITEM, f"tag: v1 # {M}"),
        (
            f"kind: List\nitems:\n- kind: A\n  metadata: m\n  tag: v1 # {M}\n",
            Effect.STOPS_RUN,
            Cause.LIST_ITEM,
            "m",
        ),
        (
            f"kind: List\nitems:\n- kind: A\n  metadata: {{annotations: [a]}}\n  tag: v1 # {M}\n",
            Effect.STOPS_RUN,
            Cause.LIST_ITEM,
            "[a]",
        ),
        (f"metadata:\nmetadata: m\ntag: v1 # {M}\n", Effect.SKIPPED, Cause.METADATA, "m"),
        (f"metadata: {{}}\nmetadata: [m]\ntag: v1 # {M}\n", Effect.SKIPPED, Cause.METADATA, "[m]"),
        (
            f"metadata: ~\nmetadata:\n  annotations:\n    config.kubernetes.io/path: x\ntag: v1 # {M}\n",
            Effect.STOPS_RUN,
            Cause.PATH_ANNOTATION,
            "x",
        ),
        (f"kind: List\nitems:\n- kind: A\n  tag: v1 # {M}\n", Effect.WRITES_ELSEWHERE, Cause.LIST, "List"),
    ],
)
def test_what_a_file_makes_flux_do(text: str, effect: Effect, cause: Cause, part: str) -> None:
    file = read(text)
    (issue,) = [one for one in file.flux.issues if one.effect is effect]
    assert (issue.cause, text[issue.start : issue.end]) == (cause, part)
    dead = effect in {Effect.SKIPPED, Effect.STOPS_RUN}
    assert file.markers[0].live is not dead


@pytest.mark.parametrize(("said", "stops"), [("a.yaml", False), ("apps/a.yaml", False), ("b.yaml", True)])
def test_a_path_annotation_counts_from_the_folder_that_flux_updates(said: str, stops: bool) -> None:
    text = f"metadata:\n  annotations:\n    config.kubernetes.io/path: {said}\ntag: v1 # {M}\n"
    assert (read(text).flux.stops_run is not None) is stops


def test_dots_in_a_path_stop_the_run() -> None:
    file = read(f"tag: v1 # {M}\n", "x..y/a.yaml")
    assert file.flux.stops_run is not None
    assert not file.markers[0].live


def test_markers_of_a_list_outside_its_items_are_dead() -> None:
    file = read(f"kind: List\nx: v1 # {M}\nitems:\n- kind: A\n  tag: v1 # {M}\n")
    assert [site.live for site in file.markers] == [False, True]


SNIPPETS = st.sampled_from(
    [
        *(
            "a:",
            "  b: c",
            f"tag: v1 # {M}",
            f"- v1 # {M}",
            f"# {M}",
            f"  # {M}",
            "- x",
            "  - y",
            "---",
            "...",
        ),
        *(
            "[",
            "]",
            "{x: ",
            "}",
            "|",
            "  text",
            "'",
            '"',
            "&a b",
            "*a",
            "? k",
            ": v",
            "\t",
            "<<: *a",
            "#",
            "é",
        ),
        *("%YAML 1.2", "!!str", f"k: {{tag: v1}} # {M}", f"j: # {M}", "kind: List", "items:", "metadata:"),
        *("\ufeff", "\x85", "\r"),
    ]
)


@given(st.lists(SNIPPETS, max_size=12), st.sampled_from(["\n", "\r\n", " "]))
def test_no_text_crashes_and_every_braced_marker_is_accounted_for(lines: list[str], joint: str) -> None:
    text = joint.join(lines)
    file = read(text)
    for scalar in file.scalars:
        assert 0 <= scalar.start < scalar.end <= len(text)
    for site in file.markers:
        assert "imagepolicy" in site.raw
        assert site.live <= (site.position in {Position.LINE, Position.HEAD})
    spans = [(site.start, site.end) for site in file.markers]
    at = text.find('{"$imagepolicy')
    while at >= 0:
        assert any(start <= at < end for start, end in spans)
        at = text.find('{"$imagepolicy', at + 1)
