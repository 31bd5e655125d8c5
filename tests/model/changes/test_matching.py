"""Which value before a change is which one afterwards."""

from __future__ import annotations

import pytest

from ddlint.model.changes.matching import match


def marked(tag: str, name: str = "api", key: str = "newTag") -> str:
    return f'  - name: {name}\n    {key}: {tag} # {{"$imagepolicy": "flux-system:{name}:tag"}}\n'


def images(*items: str) -> str:
    return "images:\n" + "".join(items)


def told(*files: tuple[str, str, str]) -> tuple[list[str], list[str], list[str]]:
    """What changed, was pointed elsewhere, lost its marker: as `old>new`."""
    found = match(files)
    changed, repointed = (
        [f"{was.use.value}>{now.use.value}" for was, now in group]
        for group in (found.changed, found.repointed)
    )
    return changed, repointed, [each.text for each in found.unmarked]


NOTHING: tuple[list[str], list[str], list[str]] = ([], [], [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (images(marked("v1")), "# above\n\n" + images(marked("v1"))),
        (images(marked("v1"), marked("v2", "web")), images(marked("v2", "web"), marked("v1"))),
        (images(marked("v1")), images(marked("v9", "new"), marked("v1"))),
        (images(marked("v1"), marked("v2", "web")), images(marked("v2", "web"))),
        (images(marked("v1")), "---\n# first\na: b\n---\n" + images(marked("v1"))),
        (images(marked("v1")), images(marked('"v1"'))),
        (images(marked("v1")), images(marked("v1", key="tag"))),
        (images(marked("v1")), ""),
        ("", images(marked("v1"))),
        (images(marked("v1")), images(marked("v1")) + "broken: [\n"),
        (images(marked("v1")), images(marked("v1").replace("  - name: api\n    ", "  - "))),
    ],
)
def test_what_only_moves_is_no_change(before: str, after: str) -> None:
    assert told(("a.yaml", before, after)) == NOTHING


def test_a_value_that_changes_while_items_are_turned_round() -> None:
    before = images(marked("v1"), marked("v2", "web"))
    after = images(marked("v2", "web"), marked("v0"))
    assert told(("a.yaml", before, after)) == (["v1>v0"], [], [])


def test_each_of_two_values_of_one_policy_is_matched() -> None:
    before = 'a: v1 # {"$imagepolicy": "f:a:tag"}\nb: v1 # {"$imagepolicy": "f:a:tag"}\n'
    assert told(("a.yaml", before, before.replace("v1", "v2", 1))) == (["v1>v2"], [], [])
    assert told(("a.yaml", before, before.replace("v1", "v2"))) == (["v1>v2", "v1>v2"], [], [])


def test_another_policy_is_told_once_also_with_another_value() -> None:
    before = images(marked("v1"))
    after = before.replace("flux-system:api", "flux-system:uat").replace("v1", "v2")
    assert told(("a.yaml", before, after)) == ([], ["v1>v2"], [])


def test_another_namespace_is_another_policy() -> None:
    before = images(marked("v1"))
    assert told(("a.yaml", before, before.replace("flux-system:", "apps:")))[1] == ["v1>v1"]


@pytest.mark.parametrize("after", ["newTag: v1", "newTag: v2 # pinned"])
def test_a_marker_that_is_gone_from_its_value(after: str) -> None:
    before = images(marked("v1"))
    assert told(("a.yaml", before, f"images:\n  - name: api\n    {after}\n"))[2] == [after.split()[1]]


@pytest.mark.parametrize(
    "odd", ['# {"$imagepolicy": "flux-system:api:tag"', '# {"$imagepolicies": "flux-system:api"}']
)
def test_a_marker_that_breaks_is_left_to_other_rules(odd: str) -> None:
    before = images(marked("v1"))
    assert told(("a.yaml", before, f"images:\n  - name: api\n    newTag: v1 {odd}\n")) == NOTHING


MORE = "".join(f"# line {number}\n" for number in range(9))


def test_a_renamed_file_is_the_same_file() -> None:
    before = MORE + images(marked("v1"))
    assert told(("a.yaml", before, ""), ("b/c.yaml", "", before)) == NOTHING
    assert told(("a.yaml", before, ""), ("b/c.yaml", "", before.replace("v1", "v0"))) == (["v1>v0"], [], [])


def test_files_that_have_little_in_common_are_two() -> None:
    before, after = MORE + images(marked("v1")), MORE.replace("line", "other") + images(marked("v0"))
    assert told(("a.yaml", before, ""), ("b/c.yaml", "", after)) == NOTHING


def release(name: str, tag: str) -> str:
    return (
        f"kind: HelmRelease\nmetadata: {{name: {name}}}\nspec:\n  values:\n"
        f'    tag: {tag} # {{"$imagepolicy": "f:{name}:tag"}}\n'
    )


def test_a_document_that_moves_to_another_file_is_the_same() -> None:
    both = f"{release('api', 'v1')}---\n{release('web', 'v1')}"
    changed = told(("all.yaml", both, release("web", "v1")), ("api.yaml", "", release("api", "v0")))
    assert changed == (["v1>v0"], [], [])


def test_documents_of_one_file_are_told_apart_by_their_objects() -> None:
    before = f"{release('api', 'v1')}---\n{release('web', 'v7')}"
    after = f"{release('web', 'v7')}---\n{release('api', 'v2')}"
    assert told(("all.yaml", before, after)) == (["v1>v2"], [], [])


def test_a_folder_that_moves_with_very_many_files_is_no_change() -> None:
    texts = [MORE + images(marked(f"v{number}")) for number in range(300)]
    gone = [(f"old/{number}/app.yaml", text, "") for number, text in enumerate(texts)]
    come = [(f"new/{number}/app.yaml", "", text) for number, text in enumerate(texts)]
    assert told(*gone, *come) == NOTHING


def test_very_many_files_are_not_compared_without_end() -> None:
    text = "\n".join(f"a{number}: b" for number in range(500))
    gone = [
        (f"old/{number}.yaml", f"{text}\n{images(marked('v1'))}# {number}\n", "") for number in range(100)
    ]
    come = [
        (f"new/{number}.yaml", "", f"{text}\n{images(marked('v1'))}# n{number}\n") for number in range(100)
    ]
    assert told(*gone, *come) == NOTHING


@pytest.mark.parametrize(
    "text",
    [
        'a: |  # {"$imagepolicy": "f:a:tag"}\n  v1\n',
        'a:\n  # {"$imagepolicy": "f:a:tag"}\n  - v1\n',
    ],
)
def test_a_value_on_another_line_than_its_marker_is_seen(text: str) -> None:
    assert len(told(("a.yaml", text, text.replace("v1", "v2")))[0]) == 1
