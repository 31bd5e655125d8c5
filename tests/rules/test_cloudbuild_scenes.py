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
                assert codes <= {"DDL020", "DDL022"}, (rule.name, codes)


TRIGGER = """name: {name}
filename: {config}
github: {{owner: acme, name: {repository}, push: {{branch: '{branch}'}}}}
"""
BUILD = "steps: [{name: docker, args: [build]}]\nimages: [gcr.io/$PROJECT_ID/backend]\n"


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
        "b.yaml": BUILD, "c.yaml": BUILD.replace("backend]", "backend:other]"),
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
