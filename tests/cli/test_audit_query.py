"""`ddlint audit query`: ready questions to a ledger."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.scene import ADA, BOT, DAY, START, STREAM, VALUES, deployed, fill, step
from calling import NOW, Called
from ddlint.audit.rows import HotfixRow, ReleaseRow
from ddlint.audit.store import Store
from ddlint.audit.store_file import opened
from ddlint.cli import audit_query
from ddlint.cli.environment import Environment
from ddlint.errors import DdlintError

Ask = Callable[..., Called]


def filled(path: Path, *more: Callable[[Store], object]) -> Path:
    with opened(path / "a.sqlite") as store:
        fill(store)
        for each in more:
            each(store)
    return path


def asked(folder: Path, *words: str) -> Called:
    out, err = io.StringIO(), io.StringIO()
    parser = argparse.ArgumentParser()
    audit_query.configure(parser)
    environment = Environment(io.StringIO(), out, err, {}, folder, now=NOW)
    code = audit_query.run(parser.parse_args(["a.sqlite", *words]), environment)
    return Called(code, out.getvalue(), err.getvalue())


def rows(folder: Path, *words: str) -> list[dict[str, Any]]:
    answer = json.loads(asked(folder, *words, "--format", "json").out)
    found: list[dict[str, Any]] = answer["rows"]
    return found


def refused(folder: Path, *words: str) -> DdlintError:
    with pytest.raises(DdlintError) as caught:
        asked(folder, *words)
    return caught.value


@pytest.mark.parametrize(
    ("day", "tag"),
    [
        ("2023-11-15", "v1.0.0"),
        ("2023-11-16", "v1.0.0"),
        ("2023-11-17", "v1.1.0"),
        ("2023-11-18T22:13:19Z", "v1.1.0"),
        ("2023-11-18T22:13:20Z", "v1.0.0"),
        ("2023-11-18T23:13:20+01:00", "v1.0.0"),
        ("2023-11-20", "v1.1.1"),
    ],
)
def test_running_says_what_ran_on_an_account_on_a_day(tmp_path: Path, day: str, tag: str) -> None:
    (found,) = rows(filled(tmp_path), "running", "acme", day)
    assert (found["service"], found["tag"]) == ("backend", tag)


def test_running_says_since_when_until_when_and_by_whom(tmp_path: Path) -> None:
    (found,) = rows(filled(tmp_path), "running", "acme", "2023-11-19")
    assert (found["since"], found["until"]) == ("2023-11-18T22:13:20Z", "2023-11-20T22:13:20Z")
    assert (found["author"], found["by_bot"], found["kind"]) == (ADA, False, "roll-back")
    assert found["commit"] == step(4).oid


def test_running_without_a_day_is_now(tmp_path: Path) -> None:
    (found,) = rows(filled(tmp_path), "running", "acme")
    assert (found["tag"], found["until"]) == ("v1.1.1", None)


def test_running_in_an_environment(tmp_path: Path) -> None:
    found = rows(filled(tmp_path), "running", "production", "2023-11-16")
    assert [row["account"] for row in found] == ["acme", "globex"]


def test_what_was_taken_away_does_not_run(tmp_path: Path) -> None:
    answer = asked(filled(tmp_path), "running", "globex")
    assert "(nothing)" in answer.out
    assert "nothing is known to have run on globex" in answer.err


def test_a_commit_with_a_wrong_clock_does_not_run_twice(tmp_path: Path) -> None:
    def odd(store: Store) -> None:
        late = step(9)
        early = step(-500)
        store.add_deployments(
            "config", [(1, deployed(early, "v1.1.1", "v2")), (1, deployed(late, "v2", "v3"))]
        )

    found = rows(filled(tmp_path, odd), "running", "acme", "2023-11-21")
    assert [row["tag"] for row in found] == ["v2"]


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("running", "acne"), "no account or environment 'acne'", "'acme'? there are acme, globex"),
        (("running", "acme", "2020-01-01"), "begins on 2023-11-15; 2020-01-01 is before", "to 2023-11-21"),
        (("running", "acme", "yesterday"), "'yesterday' is no day", "2026-03-01"),
        (("running",), "takes ACCOUNT [DATE], not 0 words", "ddlint audit query LEDGER running ACCOUNT"),
        (("running", "a", "b", "c"), "not 3 words", ""),
        (("runing", "acme"), "no question 'runing'", "did you mean 'running'"),
        (("deployed", "v1.0.1"), "no deployment of 'v1.0.1'", "did you mean v1.1.1 or v1.0.0"),
        (("deployed", "zzz"), "no deployment of 'zzz'", "it knows 3 tags"),
        (("lead-time", "frontend"), "no service 'frontend'", "there are backend"),
        (("people", "bob"), "nobody of the ledger is called 'bob'", "Ada"),
        (("changes", "2023-12-01", "2023-11-01"), "2023-11-01 is before 2023-12-01", "earlier"),
        (("changes", "2020-12-01", "2021-11-01"), "begins on 2023-11-15", ""),
        (("roll-backs", "--account", "acne"), "no account or environment 'acne'", "acme"),
        (("roll-backs", "--since", "x"), "'x' is no day", ""),
        (("sql", "DELETE FROM commits"), "cannot be asked", "docs/ledger.md"),
        (("sql", "ATTACH '/tmp/x' AS x"), "cannot be asked", ""),
        (("sql", "SELEC"), "cannot be asked", ""),
        (("sql", "SELECT 1; SELECT 2"), "cannot be asked", ""),
        (("sql", "PRAGMA journal_mode=WAL"), "cannot be asked", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told(
    tmp_path: Path, words: tuple[str, ...], message: str, hint: str
) -> None:
    error = refused(filled(tmp_path), *words)
    assert message in error.message
    assert hint in error.hint


def test_names_are_found_whatever_their_case(tmp_path: Path) -> None:
    assert rows(filled(tmp_path), "running", "ACME") == rows(tmp_path, "running", "acme")


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_text("no")
    assert "is no ledger" in refused(tmp_path, "running", "acme").message


def test_a_ledger_with_odd_values_is_told(tmp_path: Path) -> None:
    filled(tmp_path, lambda store: store.connection.execute("UPDATE commits SET time = 'soon'"))
    for question in (("people",), ("roll-backs",), ("services",)):
        assert "what no ledger of ddlint's does" in refused(tmp_path, *question).message


def test_an_empty_ledger(tmp_path: Path) -> None:
    with opened(tmp_path / "a.sqlite"):
        pass
    assert "no deployment" in refused(tmp_path).message


def test_later_than_the_ledger_is_noted(tmp_path: Path) -> None:
    answer = asked(filled(tmp_path), "running", "acme", "2030-01-01")
    assert "what came later is not known" in answer.err


def test_a_partial_ledger_says_so(tmp_path: Path) -> None:
    filled(tmp_path, lambda store: store.put_meta({"partial": "interrupted"}))
    assert "not whole: interrupted" in asked(tmp_path, "services").err


@pytest.mark.parametrize("word", ["v1.0.0", "1.0.0"])
def test_deployed_says_who_deployed_a_version_where(tmp_path: Path, word: str) -> None:
    found = rows(filled(tmp_path), "deployed", word)
    assert [(row["account"], row["kind"], row["author"]) for row in found] == [
        ("acme", "first", ADA), ("globex", "first", ADA), ("acme", "roll-back", ADA),
    ]  # fmt: skip
    assert [row["until"] for row in found] == [
        "2023-11-17T22:13:20Z", "2023-11-21T22:13:20Z", "2023-11-20T22:13:20Z"
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["0123abcd", "0123abcd9", "main-0123abcd9-1700000000"])
def test_deployed_finds_a_tag_by_its_commit(tmp_path: Path, word: str) -> None:
    tag = "main-0123abcd9-1700000000"
    filled(tmp_path, lambda store: store.add_deployments("config", [(1, deployed(step(9), "v1.1.1", tag))]))
    assert [row["tag"] for row in rows(tmp_path, "deployed", word)] == [tag]


def test_deployed_finds_a_digest(tmp_path: Path) -> None:
    def digest(store: Store) -> None:
        store.connection.execute("UPDATE deployments SET digest = 'sha256:abcdef01' WHERE tag = 'v1.1.0'")

    found = rows(filled(tmp_path, digest), "deployed", "sha256:abcdef")
    assert [row["tag"] for row in found] == ["v1.1.0"]


def test_deployed_on_one_account_only(tmp_path: Path) -> None:
    found = rows(filled(tmp_path), "deployed", "v1.0.0", "--account", "globex", "--service", "backend")
    assert [row["account"] for row in found] == ["globex"]


def release(tag: str, tagged: int | None, committed: int) -> ReleaseRow:
    return ReleaseRow("b", "backend", tag, tag[1:], False, False, "a", committed, tagged, "")


def test_lead_time_counts_from_the_release_to_production(tmp_path: Path) -> None:
    def releases(store: Store) -> None:
        store.add([
            release("v1.0.0", START, START),  # reaches acme after a day
            release("v1.1.0", START, START),  # after three
            release("v1.1.1", None, START + 2 * DAY),  # after four, by its commit
        ])  # fmt: skip

    found = rows(filled(tmp_path, releases), "lead-time")
    assert found == [
        {"service": "backend", "versions": 1, "median": 4 * DAY, "slowest_tenth": 4 * DAY, "longest": 4 * DAY,
         "measured_from": "release commit"},
        {"service": "backend", "versions": 2, "median": DAY, "slowest_tenth": 3 * DAY, "longest": 3 * DAY,
         "measured_from": "release tag"},
    ]  # fmt: skip
    each = rows(tmp_path, "lead-time", "backend")
    assert [(row["tag"], row["lead_time"], row["where"]) for row in each] == [
        ("v1.0.0", DAY, "acme"), ("v1.1.0", 3 * DAY, "acme"), ("v1.1.1", 4 * DAY, "acme"),
    ]  # fmt: skip


def test_lead_time_does_not_count_uat(tmp_path: Path) -> None:
    filled(tmp_path, lambda store: store.put_values("config", VALUES, {"acme": True, "globex": False}))
    answer = asked(tmp_path, "lead-time", "backend")
    assert "of 1 tags nothing says when they were made" in answer.err


def test_lead_time_from_the_timestamp_of_a_tag(tmp_path: Path) -> None:
    tag = f"main-0123abcd9-{step(9).time - 60}"
    filled(tmp_path, lambda store: store.add_deployments("config", [(1, deployed(step(9), "v1.1.1", tag))]))
    (found,) = rows(tmp_path, "lead-time", "backend")
    assert (found["lead_time"], found["measured_from"]) == (60, "image tag")


@pytest.mark.parametrize(
    ("tag", "lead"),
    [
        (f"main-0123abcd9-{step(9).time - 60}000", 60),
        ("prod-0123abc-20231123221220", 60),
        ("prod-0123abc-202311232212", 80),
        ("prod-0123abc-20231123-221220z", 60),
        ("prod-0123abc-20231323221220", None),
        ("prod-0123abc", None),
    ],
)
def test_lead_time_reads_several_forms_of_time(tmp_path: Path, tag: str, lead: int | None) -> None:
    filled(tmp_path, lambda store: store.add_deployments("config", [(1, deployed(step(9), "v1.1.1", tag))]))
    found = [row["lead_time"] for row in rows(tmp_path, "lead-time", "backend")]
    assert found == ([] if lead is None else [lead])


def test_what_has_no_account_is_found_by_file_or_folder(tmp_path: Path) -> None:
    filled(tmp_path)
    for word in ("acme", "acme/values.yaml", "acme/", "/acme/values.yaml"):
        assert rows(tmp_path, "running", word, "2023-11-16") == rows(
            tmp_path, "running", "acme", "2023-11-16"
        )
    assert rows(tmp_path, "people", "--account", "acme/values.yaml") == rows(
        tmp_path, "people", "--account", "acme"
    )


def test_the_same_image_is_left_out_of_from_and_to(tmp_path: Path) -> None:
    change = deployed(step(9), "r/backend:v1.1.1", "r/backend:v9")
    other = deployed(step(10), "r/backend:v9", "r/other:v9")
    filled(tmp_path, lambda store: store.add_deployments("config", [(1, change), (1, other)]))
    found = rows(tmp_path, "people", "flux@")[-2:]
    assert [(row["from"], row["to"]) for row in found] == [("v1.1.1", "v9"), ("r/backend:v9", "r/other:v9")]


def test_columns_that_hold_nothing_are_left_out_of_the_table(tmp_path: Path) -> None:
    filled(tmp_path, lambda store: store.connection.execute("UPDATE marked_values SET environment = ''"))
    head, *_ = asked(tmp_path, "roll-backs").out.splitlines()
    assert "account" in head
    assert "environment" not in head


def test_lead_time_does_not_count_what_was_deployed_before_it_was_made(tmp_path: Path) -> None:
    filled(tmp_path, lambda store: store.add([release("v1.0.0", START + 9 * DAY, START)]))
    answer = asked(tmp_path, "lead-time")
    assert "1 tags were deployed before the time that they say" in answer.err


def test_lead_time_says_where_production_is_not_known(tmp_path: Path) -> None:
    filled(tmp_path, lambda store: store.put_values("config", VALUES))
    assert "no account is known to be in production" in asked(tmp_path, "lead-time").err


def test_roll_backs_say_how_long_and_what_came_after(tmp_path: Path) -> None:
    (found,) = rows(filled(tmp_path), "roll-backs")
    assert (found["from"], found["to"], found["then"]) == ("v1.1.0", "v1.0.0", "v1.1.1")
    assert (found["lasted"], found["author"], found["subject"]) == (2 * DAY, ADA, "revert: bad")


def test_changes_tell_what_is_different_between_two_days(tmp_path: Path) -> None:
    found = rows(filled(tmp_path), "changes", "2023-11-16", "2023-11-21")
    assert [(row["account"], row["before"], row["after"], row["deployments"]) for row in found] == [
        ("acme", "v1.0.0", "v1.1.1", 3), ("globex", "v1.0.0", "", 1),
    ]  # fmt: skip


def test_what_went_and_came_back_is_no_change(tmp_path: Path) -> None:
    answer = asked(filled(tmp_path), "changes", "2023-11-16", "2023-11-19")
    assert "(nothing)" in answer.out
    assert "1 more changed in between, and stand as they stood before" in answer.err


def test_people_are_counted(tmp_path: Path) -> None:
    found = rows(filled(tmp_path), "people")
    assert [(row["author"], row["by_bot"], row["deployments"], row["commits"], row["roll_backs"])
            for row in found] == [(ADA, False, 4, 3, 1), (BOT, True, 2, 2, 0)]  # fmt: skip


def test_all_that_one_person_did(tmp_path: Path) -> None:
    found = rows(filled(tmp_path), "people", "flux@")
    assert [row["to"] for row in found] == ["v1.1.0", "v1.1.1"]


def test_only_since_and_until(tmp_path: Path) -> None:
    found = rows(filled(tmp_path), "people", "--since", "2023-11-17", "--until", "2023-11-17")
    assert [(row["author"], row["deployments"]) for row in found] == [(BOT, 1)]


def test_releases_say_where_they_were_first(tmp_path: Path) -> None:
    def releases(store: Store) -> None:
        store.add([release("v1.0.0", START, START), release("v9.0.0", None, START + 5)])

    first, second = rows(filled(tmp_path, releases), "releases", "backend")
    assert (first["tag"], first["first_deployed"], first["first_in"], first["places"]) == (
        "v1.0.0", "2023-11-15T22:13:20Z", "acme", 2
    )  # fmt: skip
    assert (second["made"], second["first_deployed"], second["places"]) == ("2023-11-14T22:13:25Z", None, 0)


def test_hotfixes_say_whether_they_came_back(tmp_path: Path) -> None:
    hotfix = HotfixRow("b", "backend", "1.0.1", "v1.0.1", "", "v1.0.0", "a", "merged-back", "b", START)
    (found,) = rows(filled(tmp_path, lambda store: store.add([hotfix])), "hotfixes")
    assert (found["base"], found["state"], found["merged_back"]) == (
        "v1.0.0",
        "merged-back",
        "2023-11-14T22:13:20Z",
    )


@pytest.mark.parametrize("question", ["releases", "hotfixes"])
def test_no_release_is_noted(tmp_path: Path, question: str) -> None:
    assert "the ledger holds no such" in asked(filled(tmp_path), question, "other").err


def test_places_and_services_are_listed(tmp_path: Path) -> None:
    places = rows(filled(tmp_path), "places")
    assert [(row["account"], row["uat"], row["deployments"]) for row in places] == [
        ("acme", False, 4), ("globex", True, 2)
    ]  # fmt: skip
    (service,) = rows(tmp_path, "services")
    assert (service["tags"], service["places"], service["deployments"]) == (3, 2, len(STREAM))


def test_a_query_of_ones_own(tmp_path: Path) -> None:
    assert rows(filled(tmp_path), "sql", "SELECT count(*) AS n, x'00ff' AS b FROM spans") == [
        {"n": len(STREAM), "b": "00ff"}
    ]


def test_the_table_is_aligned_and_safe(tmp_path: Path) -> None:
    hostile = step(9, "\x1b[31mEve <e@x>", "a\nb")
    filled(tmp_path, lambda store: store.add_deployments("config", [(1, deployed(hostile, "v1.1.1", "v9"))]))
    answer = asked(tmp_path, "people")
    head, *lines = answer.out.splitlines()
    assert head.startswith("author")
    assert "\\x1b[31mEve <e@x>" in answer.out
    assert "\x1b" not in answer.out
    assert {line.index("2023-11") for line in lines} == {head.index("first")}


def test_csv_holds_the_same(tmp_path: Path) -> None:
    text = asked(filled(tmp_path), "roll-backs", "--format", "csv").out
    (found,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (found["from"], found["lasted"], found["by_bot"]) == ("v1.1.0", str(2 * DAY), "0")


def test_without_a_question_it_says_what_there_is(tmp_path: Path) -> None:
    answer = asked(filled(tmp_path))
    assert (
        "6 deployments from 2023-11-15 to 2023-11-21, 3 accounts and environments, 1 services" in answer.out
    )
    assert "running ACCOUNT [DATE]" in answer.out
