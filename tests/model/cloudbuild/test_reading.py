"""What is read out of a build config: images, tags, and what cannot be told."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.cloudbuild.build import Build, Image
from ddlint.model.cloudbuild.reading import build_of, read_build
from ddlint.model.cloudbuild.text import LONGEST
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


def step(image: str, *args: str) -> str:
    listed = ", ".join(f"'{each}'" for each in args)
    return f"steps:\n  - name: {image}\n    args: [{listed}]\n"


@pytest.mark.parametrize(
    ("image", "args", "tags"),
    [
        ("docker", ["buildx", "build", "--push", "-t", f"{HEAD}:a", f"--tag={HEAD}:b", "."], ["+a", "+b"]),
        ("docker", ["buildx", "build", "--output=type=registry", "-t", f"{HEAD}:a", "."], ["+a"]),
        ("docker", ["buildx", "build", "-o", "type=image,push=true", "-t", f"{HEAD}:a", "."], ["+a"]),
        ("docker", ["buildx", "imagetools", "create", "-t", f"{HEAD}:a", f"{HEAD}:b"], ["+a"]),
        ("docker", ["build", f"-t{HEAD}:a", "."], ["a"]),
        ("docker", ["manifest", "push", f"{HEAD}:a"], ["+a"]),
        ("docker", ["image", "push", "-q", f"{HEAD}:a"], ["+a"]),
        ("gcr.io/kaniko-project/executor:v1", [f"--destination={HEAD}:a", "--no-push"], ["a"]),
        ("gcr.io/kaniko-project/executor:v1", ["-d", f"{HEAD}:a"], ["+a"]),
        ("gcr.io/k8s-skaffold/pack", ["build", "--builder", "x/y", f"{HEAD}:a", "--publish"], ["+a"]),
        ("gcr.io/k8s-skaffold/pack", ["pack", "build", f"{HEAD}:a", "-t", f"{HEAD}:b"], ["a", "b"]),
        ("google/cloud-sdk", ["gcloud", "builds", "submit", f"--tag={HEAD}:a"], ["+a"]),
        ("gcr.io/cloud-builders/gcloud", ["builds", "submit", "-t", f"{HEAD}:a"], ["+a"]),
        (
            "gcr.io/cloud-builders/gcloud",
            ["container", "images", "add-tag", "-q", f"{HEAD}:$SHORT_SHA", f"{HEAD}:a", f"{HEAD}:b"],
            ["+a", "+b"],
        ),
        ("gcr.io/cloud-builders/gcloud", ["artifacts", "docker", "tags", "add", "x:y", f"{HEAD}:a"], ["+a"]),
        ("gcr.io/go-containerregistry/crane", ["tag", f"{HEAD}:a", "b"], ["+b"]),
        ("gcr.io/go-containerregistry/crane", ["cp", "x/y:z", f"{HEAD}:b"], ["+b"]),
        ("gcr.io/go-containerregistry/crane", ["push", "image.tar", f"{HEAD}:b"], ["+b"]),
        (
            "quay.io/skopeo/stable",
            ["skopeo", "copy", "--dest-creds", "a:b", "docker://x/y:z", f"docker://{HEAD}:b"],
            ["+b"],
        ),
        ("quay.io/skopeo/stable", ["skopeo", "copy", "docker://x/y:z", "oci:folder:b"], []),
    ],
)
def test_programs_that_build_and_push(image: str, args: list[str], tags: list[str]) -> None:
    assert told(read(step(image, *args))) == tags


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (["t=$(date -u +%Y%m%d%H%M%S)", f"docker push {HEAD}:$$t"], ["+<date>"]),
        (["t=$(date +'%Y%m%d-%H%M%S')", f"docker push {HEAD}:$$t"], ["+<date>"]),
        (["t=$(date -d yesterday +%s)", f"docker push {HEAD}:$$t"], ["+<unknown>"]),
        (["t=$(git log -1 --format=%h)", f"docker push {HEAD}:$$t"], ["+<short commit>"]),
        (["t=$(git log -1 --pretty=format:%ct)", f"docker push {HEAD}:$$t"], ["+<timestamp>"]),
        (["t=$(git describe --tags)", f"docker push {HEAD}:$$t"], ["+<unknown>"]),
        ([f"docker push {HEAD}:${{COMMIT_SHA:0:8}}"], ["+<short commit>"]),
        ([f"docker push {HEAD}:${{BRANCH_NAME##*/}}"], ["+<plain branch>"]),
        ([f"docker push {HEAD}:${{BRANCH_NAME//[^a-zA-Z0-9]/-}}"], ["+<plain branch>"]),
        ([f"docker push {HEAD}:${{BRANCH_NAME/\\//-}}"], ["+<branch>"]),
        ([f"docker push {HEAD}:${{TAG_NAME#v}}"], ["+<release tag>"]),
        (["b=$BRANCH_NAME", f"docker push {HEAD}:$${{b//\\//-}}"], ["+<plain branch>"]),
        (["b=$$(echo $BRANCH_NAME | tr / -)", f"docker push {HEAD}:$$b"], ["+<plain branch>"]),
        (["b=$$(echo $BRANCH_NAME | tr A-Z a-z)", f"docker push {HEAD}:$$b"], ["+<branch>"]),
        (["b=$$(echo $BRANCH_NAME | sed s,/,-,g)", f"docker push {HEAD}:$$b"], ["+<plain branch>"]),
        (["c=$$(echo $COMMIT_SHA | cut -c1-7)", f"docker push {HEAD}:$$c"], ["+<short commit>"]),
        (["c=$$(echo $COMMIT_SHA | sha1sum)", f"docker push {HEAD}:$$c"], ["+<unknown>"]),
        ([f"docker push {HEAD}:$${{NOBODY:-dev}}"], ["+dev"]),
        (["v=v1.2.3", f"docker push {HEAD}:$${{v#v}} {HEAD}"], ["+1.2.3"]),
        (["v=a/b", f"docker push {HEAD}:$${{v##*/}}"], ["+b"]),
        (["v=Main", f"docker push {HEAD}:$${{v,,}}"], ["+main"]),
        (["v=a", "[ x = y ] && v=b", f"docker push {HEAD}:$$v"], ["+<unknown>"]),
        (["cd app && v=b && docker build .", f"docker push {HEAD}:$$v"], ["+b"]),
        (["v=a", "case $BRANCH_NAME in", "main) v=b;;", "esac", f"docker push {HEAD}:$$v"], ["+<unknown>"]),
        ([f"docker build -t {HEAD}:a -t {HEAD}:b .", f"docker push -a {HEAD}"], ["a", "b", "+a", "+b"]),
        ([f"printf '%s-%s\\n' a b > t; docker push {HEAD}:$$(cat t)"], ["+a-b"]),
        (["echo a | tee t", f"docker push {HEAD}:$$(cat t)"], ["+a"]),
        (["echo a > t", "read -r x < t", f"docker push {HEAD}:$$x"], ["+a"]),
        (["echo a > t", f"docker push {HEAD}:$$(<t)"], ["+a"]),
        (["echo TAG=a > t", ". ./t", f"docker push {HEAD}:$$TAG"], ["+a"]),
        (
            ["cat > t <<EOF", "main-$SHORT_SHA", "EOF", f"docker push {HEAD}:$$(cat t)"],
            ["+main-<short commit>"],
        ),
        ([f"timeout 60 docker push {HEAD}:a"], ["+a"]),
        ([f"DOCKER_BUILDKIT=1 docker build -t {HEAD}:a ."], ["a"]),
        ([f"docker push {HEAD}:$$1"], ["+<unknown>"]),
        ([f"docker push {HEAD}:a 2>&1 | tee log > out"], ["+a"]),
    ],
)
def test_tags_of_a_shell(lines: list[str], tags: list[str]) -> None:
    assert told(read(script(*lines))) == tags


def test_a_script_may_get_the_substitutions_as_variables() -> None:
    text = script(f"docker push {HEAD}:$SHORT_SHA-$_KIND", field="script")
    text += "options: {automapSubstitutions: true}\nsubstitutions: {_KIND: x}\n"
    assert told(read(text)) == ["+<short commit>-x"]


def test_the_environment_of_the_build_reaches_every_step() -> None:
    text = script(f"docker push {HEAD}:$T", field="script") + "options: {env: ['T=$COMMIT_SHA']}\n"
    assert told(read(text)) == ["+<commit>"]


def test_a_secret_is_no_tag_that_is_known() -> None:
    build = read(script(f"docker push {HEAD}:$$T") + "    secretEnv: [T]\n")
    (part,) = build.fields.parts(build.images[0].tag or "")
    assert not isinstance(part, str)
    assert part.why == "it is a secret"


def test_words_behind_a_script_are_its_arguments() -> None:
    text = f"steps:\n  - entrypoint: bash\n    args: [-c, 'docker push \"$0:$1\"', '{HEAD}', a]\n"
    assert told(read(text)) == ["+a"]


def test_a_shell_may_be_the_first_word() -> None:
    assert told(read(step("docker", "sh", "-c", f"docker push {HEAD}:a"))) == ["+a"]


def test_a_relative_path_begins_in_the_folder_of_the_step() -> None:
    text = (
        "steps:\n"
        "  - {name: sh, entrypoint: sh, dir: app, args: [-c, 'echo a > tag']}\n"
        f"  - {{name: sh, entrypoint: sh, args: [-c, 'docker push {HEAD}:$(cat /workspace/app/tag)']}}\n"
    )
    assert told(read(text)) == ["+a"]


def test_images_among_the_artifacts_are_pushed() -> None:
    assert told(read(f"steps: [{{name: x}}]\nartifacts: {{images: ['{HEAD}:a']}}\n")) == ["+a"]


@pytest.mark.parametrize(
    "words", ["bash ./build.sh", "source ./env.sh", "ko build .", "gcloud builds submit ."]
)
def test_more_that_is_not_followed(words: str) -> None:
    assert len(read(script(words)).unsaid) == 1


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (f"docker push {HEAD}:${{SHORT_SHA}}", f"{HEAD}:${{SHORT_SHA}}"),
        (f"docker push {HEAD}:$$TAG", f"{HEAD}:$$TAG"),
        ("docker push $_IMAGE:v1", "push $_IMAGE:v1"),
    ],
)
def test_an_image_is_shown_as_it_is_written(line: str, shown: str) -> None:
    text = script("TAG=v1", line) + f"substitutions: {{_IMAGE: {HEAD}}}\n"
    (image,) = read(text).images
    assert text[image.span.start : image.span.end] == shown


@pytest.mark.parametrize(
    ("given", "tag"),
    [({}, "+v1"), ({"_T": "v2"}, "+v2"), ({"_T": None}, "+<unknown>"), (None, "+<unknown>")],
)
def test_what_a_trigger_sets_wins(given: dict[str, str | None] | None, tag: str) -> None:
    text = f"steps: [{{name: x}}]\nimages: ['{HEAD}:$_T']\nsubstitutions: {{_T: v1}}\n"
    build = read(text)
    found = build_of("cloudbuild.yaml", text, build.root, given=given)
    assert found is not None
    assert told(found) == [tag]


def test_values_that_grow_and_grow_are_bounded() -> None:
    lines = ["a=xxxxxxxxxx", *["a=$a$a$a$a$a$a$a$a"] * 20, f"docker push {HEAD}:$a"]
    (image,) = read(script(*lines)).images
    assert len(image.tag or "") < LONGEST
    nested = ", ".join(f"_{one}: '{f'$_{two}' * 1000}'" for one, two in pairwise("ABCDEFGH"))
    text = f"steps: [{{name: x}}]\nimages: ['{HEAD}:$_A']\nsubstitutions: {{{nested}}}\n"
    assert len(read(text).images) == 1


@pytest.mark.parametrize(
    ("text", "deploys"),
    [
        (step("gcr.io/cloud-builders/gcloud", "run", "deploy", "x", "--image=a/b:c"), True),
        (step("gcr.io/cloud-builders/gcloud", "beta", "run", "deploy", "x"), True),
        (step("gcr.io/cloud-builders/kubectl", "set", "image", "deployment/x"), True),
        (step("gcr.io/cloud-builders/gke-deploy", "run", "--image=a/b:c"), True),
        (script("gcloud --quiet app deploy"), True),
        (script("kubectl get pods"), False),
        (script("gcloud builds submit --tag a/b:c"), False),
    ],
)
def test_a_build_that_deploys_by_itself(text: str, deploys: bool) -> None:
    assert read(text).deploys is deploys
