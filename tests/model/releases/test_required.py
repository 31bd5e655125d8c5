"""What a list of commits asks for: reverts, squashed bodies, quoted changelogs, what is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.message import Message
from ddlint.model.releases.bump import Bump, Levels
from ddlint.model.releases.change import Change
from ddlint.model.releases.required import Required, required

LEVELS = Levels.of()


def oid(number: int) -> str:
    return f"{number + 0xABCDEF:07x}".rjust(7, "0") + "0" * 33


def changes(*messages: str) -> list[Change]:
    """Commits with these messages, the oldest first as they were made; `{0}` is the id of the first."""
    ids = [oid(at) for at in range(len(messages))]
    made = [Change(oid(at), Message(text.format(*ids))) for at, text in enumerate(messages)]
    return made[::-1]


def of(*messages: str, levels: Levels = LEVELS) -> Required:
    return required(changes(*messages), levels)


REVERT = 'Revert "feat: a"\n\nThis reverts commit {0}.'


@pytest.mark.parametrize(
    ("messages", "bump"),
    [
        (["feat: a", REVERT], Bump.NONE),
        (["feat!: a", "fix: b", 'Revert "feat!: a"\n\nThis reverts commit {0}.'], Bump.PATCH),
        (["feat: a", REVERT, 'Reapply "feat: a"\n\nThis reverts commit {1}.'], Bump.MINOR),
        (["feat: a", REVERT, 'Revert "Revert "feat: a""\n\nThis reverts commit {1}.'], Bump.MINOR),
        (
            ["feat: a", REVERT, 'Reapply "feat: a"\n\nThis reverts commit {1}.', REVERT],
            Bump.NONE,
        ),
        (["feat: a (#12)", 'Revert "feat: a (#12)" (#13)'], Bump.NONE),
        (["feat: a (#12)", 'Revert "feat: a" (#13)\n\nReverts acme/shop#12'], Bump.NONE),
        (["feat: a (#12)", 'Revert "feat: b" (#13)\n\nReverts acme/shop#12'], Bump.NONE),
        (["feat: a", 'Revert "feat: a"', 'Revert "Revert "feat: a""'], Bump.MINOR),
        (["feat: a", 'Revert "feat: a"', 'Reapply "feat: a"'], Bump.MINOR),
        (["feat: a", "revert: feat: a\n\nRefs: {0}"], Bump.NONE),
        (["feat: a", "feat: b", "revert: both\n\nRefs: {0}, {1}"], Bump.NONE),
        (["feat: a", "revert: feat: a"], Bump.NONE),
        (["feat: a", "chore: undo a\n\nThis reverts commit {0}."], Bump.NONE),
        (["feat: a", "revert: let us forget it\n\nRefs: 1234567"], Bump.MINOR),
        (['Revert "feat: earlier"\n\nThis reverts commit 1234567.'], Bump.PATCH),
        (['Revert "feat: later"', "feat: later"], Bump.MINOR),
        (["feat: a", "feat: a", 'Revert "feat: a"'], Bump.MINOR),
    ],
)
def test_reverts(messages: list[str], bump: Bump) -> None:
    assert of(*messages).bump is bump


def test_a_pair_is_told_and_counts_for_nothing() -> None:
    found = of("feat: a", "fix: b", REVERT)
    pairs = [(pair.revert.oid, [each.oid for each in pair.reverted]) for pair in found.cancelled]
    assert (pairs, [reason.why for reason in found.reasons]) == ([(oid(2), [oid(0)])], ["fix"])


def test_a_revert_of_what_is_released_is_a_patch() -> None:
    made = changes("feat: a", 'Revert "feat: a"\n\nThis reverts commit 7654321.', "fix: b")
    assert required(made, LEVELS).bump is Bump.PATCH
    found = required(made, LEVELS, released=lambda name: name == "7654321")
    assert [reason.bump for reason in found.reasons] == [Bump.MINOR, Bump.PATCH, Bump.PATCH]


def test_a_revert_of_what_a_hotfix_released_stays() -> None:
    found = required(changes("feat: a", REVERT), LEVELS, twins={oid(0): ("f" * 40, True)})
    assert (found.bump, [once.oid for once in found.released]) == (Bump.PATCH, ["f" * 40])


def test_a_revert_and_what_it_reverts_may_both_be_released() -> None:
    twins = {oid(0): ("f" * 40, True), oid(1): ("e" * 40, True)}
    assert required(changes("feat: a", REVERT), LEVELS, twins=twins).bump is Bump.NONE


def test_what_a_lower_release_has_and_the_last_one_lacks_is_a_patch() -> None:
    made = changes("feat!: a", "docs: b", "Say c")
    found = required(made, LEVELS, carried=[change.oid for change in made])
    assert (found.bump, len(found.reasons), len(found.carried), found.total) == (Bump.PATCH, 1, 2, 3)


def test_no_commit_is_taken_back_twice() -> None:
    found = of("feat: a", "feat: b", REVERT, "revert: both\n\nRefs: {0}, {1}")
    assert (found.total, len(found.cancelled)) == (4, 1)


def test_the_merge_of_a_revert_leaves_it_to_the_revert() -> None:
    merge = Change(oid(50), Message('Revert "feat: a" (#13)'), merge=True)
    found = required([merge, *changes("feat: a", REVERT)], LEVELS)
    assert (found.bump, found.ignored) == (Bump.NONE, (merge,))


def test_a_reverted_merge_takes_back_all_it_brought() -> None:
    made = changes("feat: a", "feat: b", 'Revert "Merge branch x"\n\nThis reverts commit fffffff, reversing')
    merge = "f" * 40
    assert required(made, LEVELS, merged={merge: [merge, oid(0), oid(1)]}).bump is Bump.NONE


@pytest.mark.parametrize(
    ("message", "bump"),
    [
        ("feat: x (#1)\n\n* feat!: a\n\n* fix: b", Bump.MINOR),
        ("fix: x (#1)\n\n* fix: a\n\nBREAKING CHANGE: the key is gone", Bump.MAJOR),
        ("fix: x\n\nBREAKING-CHANGE: the key is gone", Bump.MAJOR),
        ("chore: bump\n\n<details>\n\nBREAKING CHANGE: theirs\n\n</details>", Bump.PATCH),
        ("chore: bump\n\n<details>\n<details>\n</details>\nBREAKING CHANGE: theirs\n</details>", Bump.PATCH),
        ("chore: bump\n\n> BREAKING CHANGE: theirs", Bump.PATCH),
        ("chore: bump\n\n```\nBREAKING CHANGE: theirs\n```\n", Bump.PATCH),
        ("chore: bump\n\n<details>\n</details>\n\nBREAKING CHANGE: ours", Bump.MAJOR),
        ("chore: a stray <details>\n\nBREAKING CHANGE: ours", Bump.MAJOR),
        ("Bump x from 1 to 2\n\nBREAKING CHANGE: theirs", Bump.NONE),
        ("Merge pull request #1 from a/b\n\nfeat!: x", Bump.NONE),
        ("Merged PR 12: feat: x\n\nBREAKING CHANGE: y", Bump.MAJOR),
        ("Pull request #12: feat: x", Bump.MINOR),
        ("Merged PR 12: say x", Bump.NONE),
        ("docs: x", Bump.NONE),
        ("chore: x", Bump.PATCH),
        ("FEAT: x", Bump.MINOR),
        ("docs!: x", Bump.MAJOR),
        ("breaking: x", Bump.NONE),
    ],
)
def test_one_message(message: str, bump: Bump) -> None:
    assert of(message).bump is bump


def test_listed_headers_count_where_that_is_wanted() -> None:
    levels = Levels.of(bullets=True)
    assert of("fix: x (#1)\n\n* feat!: a\n\n* fix: b", levels=levels).bump is Bump.MAJOR
    assert of("fix: x (#1)\n\n<details>\n* feat!: a\n</details>", levels=levels).bump is Bump.PATCH


def test_types_ask_for_what_the_project_says() -> None:
    levels = Levels.of({"feat": "patch", "docs": "minor", "other": "patch", "breaking": "minor"})
    asked = [of(text, levels=levels).bump for text in ("feat: x", "docs: x", "odd: x", "fix!: x", "chore: x")]
    assert asked == [Bump.PATCH, Bump.MINOR, Bump.PATCH, Bump.MINOR, Bump.PATCH]


def test_every_commit_is_told() -> None:
    merge = Change(oid(90), Message("Merge branch 'x'"), merge=True)
    said = Change(oid(91), Message("feat: bring x"), merge=True)
    bot = Change(oid(92), Message("feat!: y"), author="bot <bot@example.org>")
    made = [merge, said, bot, *changes("Update readme", "docs: x", "feat: a", 'Revert "feat: a"')]
    found = required(made, LEVELS, exempt=lambda change: change.author.startswith("bot"))
    assert [change.oid for change in found.ignored] == [merge.oid, bot.oid]
    assert [reason.change.oid for reason in found.reasons] == [said.oid]
    assert (len(found.unconventional), found.silent, len(found.cancelled)) == (1, 1, 1)
    assert found.total == len(made)


def test_hostile_messages_take_linear_time() -> None:
    for text in ("<details>" * 50_000, "```\n" * 50_000, "This reverts commit " + "a" * 500_000):
        assert of(f"fix: x\n\nBREAKING CHANGE: y\n{text}".replace("{", "")).bump is Bump.MAJOR


SUBJECTS = st.sampled_from(["feat: a", "feat!: b", "fix: c", "docs: d", "chore: e", "said otherwise"])


@given(st.lists(SUBJECTS, max_size=8), st.randoms())
def test_without_reverts_the_order_does_not_matter(messages: list[str], random: object) -> None:
    shuffled = sorted(messages, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert of(*messages).bump is of(*shuffled).bump


@given(st.lists(SUBJECTS, max_size=8), SUBJECTS)
def test_one_more_commit_never_asks_for_less(messages: list[str], more: str) -> None:
    assert of(*messages, more).bump >= of(*messages).bump


@given(st.lists(SUBJECTS, min_size=1, max_size=6), st.data())
def test_a_revert_of_a_revert_changes_nothing(messages: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(messages) - 1))
    revert = f'Revert "x"\n\nThis reverts commit {{{at}}}.'
    again = f'Reapply "x"\n\nThis reverts commit {{{len(messages)}}}.'
    assert of(*messages, revert, again).bump is of(*messages).bump
    assert of(*messages, revert).bump is of(*messages[:at], "docs: nothing", *messages[at + 1 :]).bump


@given(st.lists(SUBJECTS, max_size=8))
def test_nobody_is_counted_twice(messages: list[str]) -> None:
    assert of(*messages).total == len(messages)
