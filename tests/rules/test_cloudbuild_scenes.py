"""The pages of the rules on triggers: examples that are true, findings that help, fingerprints that stay."""

import pytest

from ddlint.engine.rule import Rule
from rules.cloudbuild_scenes import RULES, look, scenes

SCENES = [
    pytest.param(rule, bad, files, id=f"{rule.name}-{number}")
    for rule in RULES.values()
    for number, (bad, files) in enumerate(scenes(rule))
]


@pytest.mark.parametrize(("rule", "bad", "files"), SCENES)
def test_example_is_found_where_it_is_bad_and_only_there(
    rule: Rule, bad: bool, files: dict[str, str]
) -> None:
    assert bool(look(files, [rule])) == bad


@pytest.mark.parametrize(("rule", "bad", "files"), SCENES)
def test_finding_says_what_to_do(rule: Rule, bad: bool, files: dict[str, str]) -> None:
    for entry in look(files, [rule]):
        assert entry.help
        assert not entry.message.endswith(".")
        assert "\n" not in entry.message
        assert entry.location


@pytest.mark.parametrize(("rule", "bad", "files"), SCENES)
def test_fingerprint_survives_an_inserted_line(rule: Rule, bad: bool, files: dict[str, str]) -> None:
    moved = {path: f"\n\n{text}" for path, text in files.items()}
    before = [entry.fingerprint for entry in look(files, [rule])]
    assert before == [entry.fingerprint for entry in look(moved, [rule])]


def test_a_good_example_is_good_to_every_rule_on_triggers() -> None:
    for rule in RULES.values():
        for bad, files in scenes(rule):
            if not bad:
                codes = {entry.code for entry in look(files)}
                assert codes <= {"DDL002", "DDL020", "DDL022"}, (
                    rule.name,
                    codes,
                )  # images without a tag are short


TRIGGER = """name: {name}
filename: {config}
github: {{owner: acme, name: {repository}, push: {{branch: '{branch}'}}}}
"""
BUILD = "steps: [{name: docker, args: [build]}]\nimages: ['gcr.io/$PROJECT_ID/backend:v1']\n"


def trigger(branch: str, name: str = "t", config: str = "b.yaml", repository: str = "backend") -> str:
    return TRIGGER.format(name=name, config=config, repository=repository, branch=branch)


def codes(files: dict[str, str]) -> list[str]:
    return sorted(entry.code for entry in look(files))


def test_two_triggers_cover_together_what_one_does_not() -> None:
    files = {"t/a.yaml": trigger("^main$"), "t/b.yaml": trigger("^release-.*$"), "b.yaml": BUILD}
    assert codes(files) == []


def test_a_trigger_that_is_not_known_may_cover_the_rest() -> None:
    files = {"t/a.yaml": trigger("^main$"), "t/b.yaml": trigger("${BRANCH}"), "b.yaml": BUILD}
    assert codes(files) == []


def test_a_build_that_makes_no_image_needs_no_release_branch() -> None:
    assert codes({"t/a.yaml": trigger("^main$"), "b.yaml": "steps: [{name: npm, args: [test]}]\n"}) == []


def test_a_build_of_another_repository_is_not_missed_here() -> None:
    assert "DDL020" not in codes({"t/a.yaml": trigger("^(main|release-.*)$", repository="frontend")})


def test_one_image_by_two_build_configs_from_one_branch() -> None:
    both = "^(main|release-.*)$"
    files = {
        "t/a.yaml": trigger(both, "a"), "t/b.yaml": trigger(both, "b", "c.yaml"),
        "b.yaml": BUILD, "c.yaml": BUILD.replace("backend:v1", "backend:v2"),
    }  # fmt: skip
    assert codes(files) == ["DDL025"]


def test_triggers_that_look_at_some_files_do_not_overlap() -> None:
    both = "^(main|release-.*)$"
    narrowed = trigger(both, "b") + "includedFiles: [docs/**]\n"
    assert codes({"t/a.yaml": trigger(both, "a"), "t/b.yaml": narrowed, "b.yaml": BUILD}) == []


def test_a_trigger_with_steps_of_its_own_is_no_build_config() -> None:
    inline = (
        "name: a\nbuild:\n  steps: [{name: x}]\ngithub: {owner: acme, name: backend, push: {branch: ^x$}}\n"
    )
    assert codes({"cloudbuild/a.yaml": inline}) == []


def test_a_pattern_with_a_start_alone_is_open_at_its_end() -> None:
    assert codes({"t/a.yaml": trigger("^main"), "b.yaml": BUILD}) == ["DDL022", "DDL028"]


POLICY = """\
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: flux-system}
spec: {image: gcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  filterTags: {pattern: '^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$', extract: $ts}
  policy: {numerical: {order: asc}}
"""


def pushing(*tags: str, image: str = "gcr.io/acme/backend") -> str:
    lines = "; ".join(f"docker push {image}:{tag}" for tag in tags)
    return f"steps: [{{name: docker, entrypoint: bash, args: [-c, '{lines}']}}]\n"


def said(code: str, files: dict[str, str]) -> list[tuple[str, str]]:
    found = look(files, [RULES[code]])
    return [(str(entry.location and entry.location.name), entry.severity.word) for entry in found]


SORTED, UNSORTED = "main-$SHORT_SHA-$(date +%s)", "$COMMIT_SHA"
MASTER = "master-$SHORT_SHA-$(date +%s)"


FOUND = [("cloudbuild.yaml", "warning")]


@pytest.mark.parametrize(
    ("builds", "found"),
    [
        ({"cloudbuild.yaml": pushing(MASTER)}, FOUND),
        ({"cloudbuild.yaml": pushing(MASTER, SORTED)}, []),
        (
            {"cloudbuild.yaml": pushing(MASTER, image="gcr.io/$PROJECT_ID/backend")},
            [("cloudbuild.yaml", "warning")],
        ),
        ({"cloudbuild.yaml": pushing(MASTER, image="gcr.io/$_PROJECT/backend")}, []),
        ({"cloudbuild.yaml": pushing(MASTER, image="gcr.io/acme/other")}, []),
        ({"cloudbuild.yaml": pushing(UNSORTED, image="gcr.io/acme/other")}, FOUND),
        ({"cloudbuild.yaml": pushing("$_TAG")}, []),
        (
            {
                "cloudbuild.yaml": pushing(UNSORTED)
                .replace("; ", "; make push; ")
                .replace("-c, '", "-c, 'make; ")
            },
            [],
        ),
        (
            {"cloudbuild-a.yaml": pushing(SORTED), "cloudbuild-b.yaml": pushing(UNSORTED)},
            [("cloudbuild-b.yaml", "info")],
        ),
    ],
)
def test_pushed_tags_against_a_policy(builds: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert said("DDL001", {**builds, "flux.yaml": POLICY}) == found


@pytest.mark.parametrize("change", [("^main-", "^${BRANCH}-"), ("gcr.io/acme/backend, ", "'gcr.io/${X}', ")])
def test_a_policy_that_is_not_wholly_known_proves_nothing(change: tuple[str, str]) -> None:
    files = {"cloudbuild.yaml": pushing(MASTER), "flux.yaml": POLICY.replace(*change)}
    assert said("DDL001", files) == []


@pytest.mark.parametrize(
    ("event", "count"),
    [
        ("push: {branch: ^main$}", 1),
        ("push: {branch: ^feature/}", 0),
        ("pullRequest: {branch: .*}", 0),
        ("push: {tag: ^v.*$}", 1),
    ],
)
def test_a_build_that_is_not_deployed_may_push_what_it_likes(event: str, count: int) -> None:
    t = f"name: t\nfilename: b.yaml\ngithub: {{owner: acme, name: backend, {event}}}\n"
    assert len(said("DDL001", {"b.yaml": pushing(UNSORTED), "flux.yaml": POLICY, "t.yaml": t})) == count


def test_the_branch_that_is_built_is_known_from_the_trigger() -> None:
    build = pushing("$BRANCH_NAME-$SHORT_SHA-$(date +%s)")
    for branch, count in (("^main$", 0), ("^master$", 1), ("^(main|develop)$", 0), (".*", 0)):
        files = {"b.yaml": build, "flux.yaml": POLICY, "t.yaml": trigger(branch)}
        assert len(said("DDL001", files)) == count


def test_the_substitutions_of_a_trigger_are_filled_in() -> None:
    for kind, count in (("main", 0), ("master", 1)):
        t = trigger("^main$") + f"substitutions: {{_KIND: {kind}}}\n"
        files = {"b.yaml": pushing("${_KIND}-$SHORT_SHA-$(date +%s)"), "flux.yaml": POLICY, "t.yaml": t}
        assert len(said("DDL001", files)) == count


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("push: {branch: ^main$}", ""),
        ("push: {branch: '^(main|develop)$'}", ""),
        ("push: {branch: main}", "info"),
        ("push: {branch: .*}", "warning feature/login"),
        ("push: {branch: '^release-.*$'}", "info release-"),
        ("push: {branch: '^release-[0-9.]+$'}", ""),
        ("push: {branch: ^main$, invertRegex: true}", "warning feature/login"),
        ("pullRequest: {branch: ^main$}", "warning feature/x"),
        ("push: {branch: '${BRANCH}'}", "warning feature/x"),
        ("push: {tag: .*}", ""),
    ],
)
def test_the_branches_that_are_built_decide_about_a_slash(event: str, told: str) -> None:
    t = f"name: t\nfilename: b.yaml\ngithub: {{owner: acme, name: backend, {event}}}\n"
    found = look({"b.yaml": pushing("$BRANCH_NAME-$SHORT_SHA"), "t.yaml": t}, [RULES["DDL003"]])
    severity, _, branch = told.partition(" ")
    assert [entry.severity.word for entry in found] == ([severity] if severity else [])
    assert all(f"a build of `{branch}" in entry.message for entry in found)


def test_too_many_tags_for_too_many_policies_are_not_compared() -> None:
    many = "\n---\n".join(POLICY.replace("name: backend, n", f"name: backend-{n}, n").replace(
        "imageRepositoryRef: {name: backend}", f"imageRepositoryRef: {{name: backend-{n}}}"
    ) for n in range(20))  # fmt: skip
    files = {"cloudbuild.yaml": pushing(*(f"x{n}" for n in range(20))), "flux.yaml": many}
    (entry,) = look(files, [RULES["DDL001"], RULES["DDL009"]])
    assert entry.verdict == "not available"
