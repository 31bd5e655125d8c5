"""The history of the service repository `backend`: four months, five people, a hotfix, and some mistakes.

A step whose comment says `planted` is one that `ddlint.demo.planted` expects to be found.
"""

from __future__ import annotations

from dataclasses import dataclass

from ddlint.demo.people import ANNA, BRAM, CHIARA, DEVI, EMIL, GITHUB
from ddlint.demo.service_files import FILES
from ddlint.demo.stream import Entry, Person, Stream

HOTFIX = "release-v1.42.2-session-cookie"
FORGOTTEN = "release-v1.42.3-empty-export"
LATIN = "ISO-8859-1"
#: The commit that drops the v1 endpoints: its id is the same in every sample.
DROPPED = "7ccdcd510717182f83ea34d81e557566c2bd34d8"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit on `branch`; `merged` makes it a merge, `encoding` stores it as an old git would."""

    author: Person
    when: str
    message: str
    branch: str = "main"
    merged: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Fork:
    """A new branch, from the branch `source` or from the tag `tag`."""

    branch: str
    source: str = "main"
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A tag on `branch`."""

    author: Person
    when: str
    name: str
    branch: str = "main"


STEPS: tuple[Commit | Fork | Release, ...] = (
    Commit(ANNA, "2023-08-01 09:12", "feat: serve conversations over HTTP"),
    Commit(
        ANNA, "2023-08-01 10:40", "build: tag images main-<commit>-<timestamp> so that Flux can sort them"
    ),
    Commit(BRAM, "2023-08-02 14:03", "feat(search): rank answers by recency"),
    Commit(BRAM, "2023-08-03 11:27", "test(search): cover answers without a date"),
    Commit(CHIARA, "2023-08-04 16:55", "fix(api): answer 404 for an unknown conversation (#381)"),
    Commit(DEVI, "2023-08-07 09:30", "docs: say how to run the service on a laptop"),
    Commit(DEVI, "2023-08-08 10:02", "chore(deps): bump httpx from 0.24.0 to 0.24.1 (#384)"),
    Commit(BRAM, "2023-08-09 13:44", "feature: let agents pin an answer"),  # planted: no such type
    Release(ANNA, "2023-08-10 10:00", "v1.41.0"),
    Fork("feat/webhooks"),
    Commit(
        CHIARA, "2023-08-14 11:05", "feat(webhooks): deliver events to a URL of the account", "feat/webhooks"
    ),
    Commit(
        CHIARA,
        "2023-08-15 15:21",
        "fix(webhooks): give up after five attempts\n"
        "\n"
        "Without a limit one dead endpoint kept a worker busy for hours.\n"
        "\n"
        "Refs: DD-2231",
        "feat/webhooks",
    ),
    Commit(
        CHIARA,
        "2023-08-16 09:48",
        "fixup! feat(webhooks): deliver events to a URL of the account",  # planted: reached main unsquashed
        "feat/webhooks",
    ),
    Commit(
        ANNA,
        "2023-08-17 10:15",
        "Merge pull request #391 from deepdesk/feat/webhooks\n\nfeat(webhooks): deliver events",
        merged="feat/webhooks",
    ),
    Commit(EMIL, "2023-08-21 13:30", "perf(search): read the index once per worker"),
    Commit(EMIL, "2023-08-22 08:57", "fix(search): find smørrebrød without the ø", encoding=LATIN),
    Commit(
        DEVI,
        "2023-08-24 16:12",
        "fix(api): close the stream when the client goes away\n"  # planted: no blank line
        "The generator was only closed at the next keep-alive.",
    ),
    Commit(BRAM, "2023-08-28 10:26", "refactor(search): split ranking from retrieval"),
    Commit(
        ANNA,
        "2023-09-01 11:40",
        "feat(api)!: drop the v1 endpoints\n"
        "\n"
        "BREAKING CHANGE: clients must call /v2. The v1 endpoints answer 410.",
    ),
    Commit(
        ANNA,
        "2023-09-01 15:02",
        'Revert "feat(api)!: drop the v1 endpoints"\n'
        "\n"
        f"This reverts commit {DROPPED}.\n"
        "\n"
        "Two customers still call v1; it goes when they have moved.",
    ),
    Commit(
        CHIARA,
        "2023-09-05 14:18",
        "feat(auth): accept tokens of the new identity provider\n"
        "\n"
        "Breaking change: tokens without an audience are refused.",  # planted: tools ignore this spelling
    ),
    Commit(DEVI, "2023-09-06 09:09", "ci: cache the wheel house between builds"),
    Commit(EMIL, "2023-09-11 12:31", "feat(): export conversations as CSV"),  # planted: empty scope
    Commit(EMIL, "2023-09-12 17:45", "fix(export): quote fields that hold a line break"),
    Commit(BRAM, "2023-09-14 11:11", "Merge the two retry helpers into one"),  # planted: prose, not a merge
    Release(ANNA, "2023-09-18 09:30", "v1.42.0-rc.1"),
    Commit(
        CHIARA,
        "2023-09-19 10:20",
        "fix(auth): accept a clock that is a minute off\n"
        "\n"
        "The candidate refused sessions on two of the UAT accounts.\n"
        "\n"
        "Reviewed-by: Anna Visser <anna@deepdesk.example>\n"
        "Closes #402",
    ),
    Release(ANNA, "2023-09-21 10:00", "v1.42.0"),
    Commit(DEVI, "2023-09-25 15:37", "fix: keep the order of attachments"),
    Release(ANNA, "2023-09-26 09:15", "v1.42.1"),
    Commit(BRAM, "2023-10-02 13:13", "feat(summaries): summarise a conversation when it closes"),
    Commit(BRAM, "2023-10-03 16:40", "feat(summaries): WIP prompt per language"),  # planted: unfinished
    Commit(EMIL, "2023-10-05 09:55", "style: sort imports"),
    Fork(HOTFIX, tag="v1.42.1"),
    Commit(ANNA, "2023-10-06 18:22", "fix(auth): set the session cookie for the whole domain", HOTFIX),
    Commit(ANNA, "2023-10-06 18:51", "test(auth): log in on a subdomain", HOTFIX),
    Release(ANNA, "2023-10-06 19:10", "v1.42.2", HOTFIX),
    Commit(ANNA, "2023-10-09 09:04", f"Merge branch '{HOTFIX}'", merged=HOTFIX),
    Commit(
        CHIARA,
        "2023-10-11 14:26",
        "refactor(webhooks): sign deliveries with the key of the account\n"
        "\n"
        "BREAKING CHANGES: receivers must check X-Deepdesk-Signature.",  # planted: plural
    ),
    Commit(DEVI, "2023-10-16 10:33", "chore(deps): bump sqlalchemy from 2.0.20 to 2.0.22 (#417)"),
    Commit(EMIL, "2023-10-19 15:50", "fix:export keeps the time zone"),  # planted: no space after the colon
    Commit(EMIL, "2023-10-20 09:12", 'Revert "style: sort imports"'),  # planted: which commit?
    Commit(
        BRAM,
        "2023-10-24 11:02",
        "fix(summaries): stop at the token limit\n"
        "\n"
        "The model cut the last sentence; the summary now ends at a full stop.",
    ),
    Fork("feat/handover"),
    Commit(DEVI, "2023-10-26 09:41", "feat(handover): pass a summary to the next agent", "feat/handover"),
    Commit(DEVI, "2023-10-30 16:08", "test(handover): two agents at once", "feat/handover"),
    Commit(
        GITHUB,
        "2023-11-02 10:10",
        "Merge pull request #424 from deepdesk/feat/handover\n\nPass a summary to the next agent",
        merged="feat/handover",
    ),
    Commit(
        DEVI,
        "2023-11-06 14:55",
        "chore(api): remove the client for v1\n\nBREAKING CHANGE:",  # planted: what breaks?
    ),
    Commit(CHIARA, "2023-11-07 13:29", "fix(webhooks): do not sign an empty body"),
    Commit(EMIL, "2023-11-09 11:48", "docs(export): list the columns"),
    Release(ANNA, "2023-11-13 09:00", "v1.43.0-rc.1"),
    Commit(BRAM, "2023-11-14 22:13", "feat(summaries): let an account choose the language"),
    Fork(FORGOTTEN, tag="v1.42.2"),  # planted: it never came back to main
    Commit(EMIL, "2023-11-15 09:20", "fix(export): an empty conversation is an empty file", FORGOTTEN),
    Release(EMIL, "2023-11-15 09:45", "v1.42.3", FORGOTTEN),
)


def stream() -> bytes:
    """The history as a `git fast-import` stream."""
    out = Stream()
    for number, step in enumerate(STEPS):
        match step:
            case Fork(branch, source, ""):
                out.fork(branch, source)
            case Fork(branch, _, tag):
                out.branch(branch, tag)
            case Release(author, when, name, branch):
                out.tag(name, branch, Entry(author, when, f"backend {name.removeprefix('v')}"))
            case Commit():
                _commit(out, step, number)
    return out.finish()


def _commit(out: Stream, step: Commit, number: int) -> None:
    changes = {} if step.merged else {f"changelog.d/{number:03}.md": f"{step.message.splitlines()[0]}\n"}
    entry = Entry(step.author, step.when, step.message)
    out.commit(step.branch, entry, FILES | changes if number == 0 else changes, step.merged, step.encoding)
