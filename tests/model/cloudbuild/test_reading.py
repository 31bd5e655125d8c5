"""What is read out of a build config: images, tags, and what cannot be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.cloudbuild.build import Build, Image
from ddlint.model.cloudbuild.reading import read_build
from ddlint.model.triggers.value import Problem

HEAD = "gcr.io/acme/backend"


def read(text: str) -> Build:
    found = read_build("cloudbuild.yaml", text)
    assert isinstance(found, Build)
    return found


def script(*lines: str, field: str = "args") -> str:
    """A build of one step that runs these lines in bash."""
    body = "\n".join(f"        {line}" for line in lines)
    if field == "script":
        return f"steps:\n  - name: bash\n    script: |\n{body}\n"
    return f"steps:\n  - name: docker\n    entrypoint: bash\n    args:\n      - -c\n      - |\n{body}\n"


def told(build: Build) -> list[str]:
    """Each image as kinds of fields and literal text, with `+` where it is pushed."""
    return [("+" if image.pushed else "") + tag_of(build, image) for image in build.images]


def tag_of(build: Build, image: Image) -> str:
    if image.tag is None:
        return "-"
    return "".join(
        part if isinstance(part, str) else f"<{part.kind}>" for part in build.fields.parts(image.tag)
    )


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ([f"docker build -t {HEAD}:$SHORT_SHA ."], ["<short commit>"]),
        (
            [f"docker build --tag={HEAD}:$COMMIT_SHA . && docker push {HEAD}:$COMMIT_SHA"],
            ["<commit>", "+<commit>"],
        ),
        (["T=main-$SHORT_SHA-$(date +%s)", f"docker push {HEAD}:$$T"], ["+main-<short commit>-<timestamp>"]),
        (["t=`date +%s`", f"docker push {HEAD}:$t"], ["+<timestamp>"]),
        ([f'docker push "{HEAD}:$$(git rev-parse --short HEAD)"'], ["+<short commit>"]),
        ([f"docker push {HEAD}"], ["+-"]),
        ([f"docker tag x {HEAD}:latest"], ["latest"]),
        ([f"docker buildx build --push -t {HEAD}:v1 ."], ["+v1"]),
        ([f"docker push {HEAD}:$nobody"], ["+<unknown>"]),
        ([f"docker push {HEAD}:$(cat VERSION)"], ["+<unknown>"]),
        ([f"docker push {HEAD}:$_TAG"], ["+<unknown>"]),
        (["b=$(echo $BRANCH_NAME | sed s/x/y/)", f"docker push {HEAD}:$$b"], ["+<plain branch>"]),
        ([f"docker push {HEAD}:${{BRANCH_NAME//\\//-}}"], ["+<plain branch>"]),
        ([f"docker push {HEAD}:$BRANCH_NAME"], ["+<branch>"]),
        (["if [ a = b ]; then t=x; else t=y; fi", f"docker push {HEAD}:$t"], ["+<unknown>"]),
        (["# docker push x/y:z", f"docker push {HEAD}:v1 # really"], ["+v1"]),
        (["cat <<EOF > x", "docker push x/y:z", "EOF", f"docker push {HEAD}:v1"], ["+v1"]),
        (["echo 'docker push x/y:z'", f"docker push \\\n          {HEAD}:v1"], ["+v1"]),
        (["(docker push x/y:z"], []),
        ([f"crane copy a/b:c {HEAD}:v2"], ["+v2"]),
        ([f"crane tag {HEAD}:a b"], ["+b"]),
        ([f"skopeo copy docker://a/b:c docker://{HEAD}:v2"], ["+v2"]),
        ([f"gcloud builds submit --tag {HEAD}:v3"], ["+v3"]),
        ([f"pack build {HEAD}:v4 --publish"], ["+v4"]),
        ([f"docker build -t {HEAD}:a -t {HEAD}:b ."], ["a", "b"]),
        ([f"docker build -f push -t {HEAD}:a ."], ["a"]),
        ([f"docker push {HEAD}:a@sha256:abc"], ["+a"]),
        (["docker push localhost:5000/x"], ["+-"]),
    ],
)
def test_images_of_a_script(lines: list[str], tags: list[str]) -> None:
    assert told(read(script(*lines))) == tags


def test_a_step_without_a_shell() -> None:
    text = f"steps:\n  - name: gcr.io/cloud-builders/docker\n    args: [build, -t, '{HEAD}:$TAG_NAME', .]\n"
    assert told(read(text)) == ["<release tag>"]


def test_kaniko_pushes_each_destination() -> None:
    text = (
        "steps:\n  - name: gcr.io/kaniko-project/executor:latest\n"
        f"    args: ['--destination={HEAD}:a', --destination, '{HEAD}:b']\n"
    )
    assert told(read(text)) == ["+a", "+b"]


def test_the_images_of_the_build_are_pushed() -> None:
    build = read(f"steps: [{{name: x}}]\nimages: ['{HEAD}:$COMMIT_SHA']\n")
    assert (told(build), build.images[0].step) == (["+<commit>"], -1)


def test_substitutions_are_filled_in() -> None:
    declared = f"substitutions: {{_I: '{HEAD}', _T: 'v$_V', _V: '1'}}\n"
    assert told(read("steps: [{name: x}]\nimages: ['$_I:${_T}']\n" + declared)) == ["+v1"]


def test_a_substitution_of_itself_ends() -> None:
    assert told(read("steps: [{name: x}]\nimages: ['a/b:$_T']\nsubstitutions: {_T: 'x$_T'}\n")) == [
        "+xxxxxxxx<unknown>"
    ]


def test_a_tag_in_a_file_reaches_the_next_step() -> None:
    text = (
        "steps:\n"
        "  - {name: docker, entrypoint: sh, args: [-c, 'echo $SHORT_SHA > /workspace/tag']}\n"
        f"  - {{name: docker, entrypoint: sh, args: [-c, 'docker push {HEAD}:$(cat /workspace/tag)']}}\n"
    )
    assert told(read(text)) == ["+<short commit>"]


def test_nothing_is_filled_into_a_script_field() -> None:
    assert told(read(script(f"docker push {HEAD}:$SHORT_SHA", field="script"))) == ["+<unknown>"]


def test_the_environment_of_a_step_reaches_its_script() -> None:
    text = script(f"docker push {HEAD}:$T", field="script") + "    env: ['T=$COMMIT_SHA']\n"
    assert told(read(text)) == ["+<commit>"]


@pytest.mark.parametrize(
    "line", ["make push", "./build.sh", "skaffold build", "docker compose push", "docker push -a x/y"]
)
def test_what_is_not_followed_is_said(line: str) -> None:
    build = read(script(line))
    assert (len(build.unsaid), build.images) == (1, ())


def test_an_image_of_a_script_is_shown_where_it_stands() -> None:
    text = script("echo start", f"docker push {HEAD}:v1")
    (image,) = read(text).images
    assert text[image.span.start : image.span.end] == f"{HEAD}:v1"


@pytest.mark.parametrize("text", ["a: 1", "steps: x", "[]", "", "steps: {a: b}"])
def test_what_is_no_build(text: str) -> None:
    assert read_build("cloudbuild.yaml", text) is None


def test_what_is_no_yaml() -> None:
    assert isinstance(read_build("cloudbuild.yaml", "steps: [\n  a"), Problem)


@pytest.mark.parametrize(
    "line",
    [
        "$(" * 3000,
        '"' * 3001,
        "${" * 3000,
        "`" * 3001,
        "a=$(b=$(c=$(d))))",
        "((",
        "$",
        "\\",
        "'",
        "<<X",
        "> ",
        ">&",
    ],
)
def test_hostile_scripts_end(line: str) -> None:
    read(
        f"steps:\n  - name: x\n    entrypoint: bash\n    args: [-c, '{line.replace(chr(39), chr(39) * 2)}']\n"
    )


@given(st.text(alphabet="abc$(){}'\"`\\ \n;&|<>=#-:/%+_AB", max_size=60))
def test_any_script_is_read(text: str) -> None:
    quoted = text.replace("'", "''").replace("\n", "\n\n      ")
    read_build("cloudbuild.yaml", f"steps:\n  - entrypoint: sh\n    args: [-c, '{quoted}']\n")
