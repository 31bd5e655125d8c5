"""Messages of tools, by their exact forms; prose that begins alike is none."""

import pytest

from ddlint.model.automatic import (
    AUTOSQUASH,
    FLUX,
    MERGE,
    MERGE_UNQUOTED,
    REAPPLY,
    REVERT,
    automatic_kind,
)
from ddlint.model.commit import CommitMessage


def kind(text: str) -> str:
    return automatic_kind(text.partition("\n")[0], text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Merge branch 'x'", MERGE),
        ("Merge branch 'x' into y", MERGE),
        ("Merge branch 'x' into 'y'", MERGE),
        ("Merge branch 'x' of https://host/a/b into y", MERGE),
        ("Merge branch 'x' of git@host:a/b", MERGE),
        ("Merge branches 'a', 'b' and 'c' into d", MERGE),
        ("Merge branches 'a' and 'b'; tag 'c'", MERGE),
        ("Merge branch 'a', tag 'b'", MERGE),
        ("Merge commit '0123abc'", MERGE),
        ("Merge tag 'v1' into main", MERGE),
        ("Merge tag 'v1' of https://host/a", MERGE),
        ("Merge remote-tracking branch 'origin/main' into x", MERGE),
        ("Merge remote-tracking branches 'a/b' and 'c/d'", MERGE),
        ("Merge pull request #12 from a/b\n\ntitle", MERGE),
        ("Merge pull request #12", MERGE),
        ("Merge pull request from GHSA-h9jc-284h-533g", MERGE),
        ("Merged PR 12: anything", MERGE),
        ("Merged in x/y (pull request #12)", MERGE),
        ("Pull request #12: anything\n\nMerge in A/b from c to d", MERGE),
        ("Merge a1b2c3d into d4c3b2a", MERGE_UNQUOTED),
        ('Revert "feat: x"\n\nThis reverts commit 0123abc.', REVERT),
        ('Revert "feat: x"', REVERT),
        ('Revert "feat: x (#1)" (#2)', REVERT),
        ('Revert "feat: a very long title that GitHub c…\n\n…ut"\n\nThis reverts commit 0123abc.', REVERT),
        ('Reapply "feat: x"', REAPPLY),
        ("fixup! feat: x", AUTOSQUASH),
        ("fixup! squash! feat: x", AUTOSQUASH),
        ("amend! feat: x", AUTOSQUASH),
        ("Update from image update automation", FLUX),
        ("Add Flux sync manifests", FLUX),
        ("Add Flux v2.3.0 component manifests", FLUX),
    ],
)
def test_what_git_and_the_forges_write(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Merge",
        "Merge the two parsers",
        "Merge docs into the README",
        "Merge branch handling into core",
        "Merge branch 'x' because it is ready",
        "Merge branch 'x",
        "Merge branch ''x' y",
        "Merge pull request handling",
        "Merge pull request #x",
        "Merge pull request from a fork",
        "Merge pull request #12 was wrong",
        "Merge 1.2.3",
        "Merged PR feed",
        "Merged in haste and anger",
        "Merged in x (pull request #y)",
        "Pull request #12: anything",
        "MergeSort",
        "Revert",
        "Revert something by hand",
        'Revert "x" by hand',
        "Revert 'x'",
        'Revert "x',
        'Reapply "x',
        "fixup!x",
        "fixup!",
        "Update from image update automation by hand",
        "Add Flux v2 component manifests by hand",
        "Add Flux vendor component manifests",
    ],
)
def test_prose_gets_no_free_pass(text: str) -> None:
    assert kind(text) == ""


@pytest.mark.parametrize(
    ("text", "merge", "passes"),
    [
        ("anything at all", True, True),
        ("Merge a into b", None, True),
        ("Merge a into b", False, False),
        ("Merge branch 'a'", False, True),
        ("feat: x", None, False),
    ],
)
def test_parents_tell_a_merge_where_they_are_known(text: str, merge: bool | None, passes: bool) -> None:
    assert bool(CommitMessage(text, merge=merge).automatic) == passes
