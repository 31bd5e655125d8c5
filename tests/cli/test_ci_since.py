"""What came to the main branch and met no gate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calling import NOW, Called, ddlint
from history import History

IMAGE = "image:\n  repository: eu.gcr.io/acme/api\n  tag: {}\n"
BAD, GOOD = IMAGE.format("3.10"), IMAGE.format('"3.10"')
FILE = "# one\n# two\n# three\n# four\na: 1\n"


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "config").write("good.yaml", GOOD).write("f.yaml", FILE).commit("feat: a")
    found.git("branch", "begin")
    return found


def change(
    history: History, name: str, *files: tuple[str, str], record: bool = True, code: int = 0
) -> History:
    """A branch with a change, judged by the gate, which records it; back on main."""
    history.branch(name, "main")
    for number, (path, text) in enumerate(files):
        history.write(path, text).commit(f"feat: {name} {number}")
    if record:
        called = ddlint("ci", "--base", "main", "--record", folder=history.path)
        assert called.code == code, called
    return history.checkout("main")


def since(history: History, *words: str, begin: str = "begin") -> Called:
    return ddlint("ci", "--since", begin, "--format", "concise", *words, folder=history.path)


def codes(called: Called) -> list[str]:
    return sorted(line.split(": ")[1].split(" ")[1] for line in called.out.splitlines())


def noted(history: History) -> History:
    """The notes are there, with one about something else."""
    return change(history, "other", ("other.yaml", GOOD))


def test_a_merge_of_what_a_gate_saw_is_fine(history: History) -> None:
    called = since(change(history, "topic", ("new.yaml", GOOD)).merge("topic"))
    assert (called.code, called.out) == (0, "")
    assert "1 on the main line since" in called.err
    assert "0 that no gate has seen" in called.err


def test_a_record_says_what_was_judged(history: History) -> None:
    change(history, "topic", ("new.yaml", GOOD))
    found = json.loads(history.git("notes", "--ref=ddlint", "show", "topic"))
    assert found["object"] == history.oid("topic")
    assert (found["base"], found["fork"]) == (history.oid("main"), history.oid("main"))
    assert (found["outcome"], found["time"], found["record"]) == ("clean", NOW, 1)
    assert len(found["policy"]) == 64
    assert found["patches"] == [found["patch"]]


def test_the_time_of_a_record_can_be_said(history: History) -> None:
    history.branch("topic").write("new.yaml", GOOD).commit("feat: b")
    words = ("ci", "--base", "main", "--record", "gates.jsonl")
    called = ddlint(*words, folder=history.path, SOURCE_DATE_EPOCH="1234")
    assert "recorded in gates.jsonl" in called.err
    assert json.loads((history.path / "gates.jsonl").read_text())["time"] == 1234


def test_a_direct_push_is_found_and_judged(history: History) -> None:
    noted(history).write("new.yaml", BAD).commit("feat: straight on")
    called = since(history)
    assert called.code == 1
    assert codes(called) == ["DDT002", "DDX022"]
    assert "by Ada Lovelace <ada@example.org> on 2023-11-14 22:" in called.out
    assert "was pushed to the main branch, and no gate has seen it" in called.out


def test_what_was_there_before_it_is_not_its_own(history: History) -> None:
    change(history, "topic", ("bad.yaml", BAD), code=1).merge("topic")
    history.write("new.yaml", GOOD).commit("feat: straight on")
    assert codes(since(history)) == ["DDX022", "DDX024"]


def test_a_merge_that_no_gate_saw(history: History) -> None:
    change(noted(history), "topic", ("new.yaml", BAD), record=False).merge("topic")
    called = since(history)
    assert codes(called) == ["DDT002", "DDX022"]
    assert "merges commits into the main branch that no gate has seen" in called.out


def test_commits_that_came_behind_the_gate(history: History) -> None:
    change(history, "topic", ("new.yaml", GOOD)).checkout("topic").write("more.yaml", BAD).commit("feat: c")
    assert "DDX022" in codes(since(history.checkout("main").merge("topic")))


def test_a_merge_with_content_of_its_own(history: History) -> None:
    change(history, "topic", ("new.yaml", GOOD)).git("merge", "-q", "--no-ff", "--no-commit", "topic")
    called = since(history.write("extra.yaml", BAD).commit("Merge branch 'topic'"))
    assert codes(called) == ["DDT002", "DDX022"]
    assert "with content of its own" in called.out


def test_a_change_to_another_branch_is_none_to_main(history: History) -> None:
    history.branch("develop").write("bad.yaml", BAD).commit("feat: unseen").branch("topic")
    history.write("new.yaml", GOOD).commit("feat: b")
    assert ddlint("ci", "--base", "develop", "--record", folder=history.path).code == 0
    assert codes(since(history.checkout("main").merge("topic"))) == ["DDT002", "DDX022"]


def test_a_squashed_change_is_known_again(history: History) -> None:
    change(history, "topic", ("new.yaml", GOOD), ("f.yaml", FILE.replace("1", "2")))
    history.write("later.yaml", GOOD).commit("feat: other work")
    history.git("merge", "-q", "--squash", "topic")
    called = since(history.commit("feat: b (#7)"))
    assert codes(called) == ["DDX022"]
    assert "1 that no gate has seen" in called.err


def test_a_squashed_change_of_which_blanks_differ_is_not(history: History) -> None:
    change(history, "topic", ("f.yaml", FILE.replace("a: 1", "a: 1\nb:\n  c: 1"))).write(
        "f.yaml", FILE.replace("a: 1", "a: 1\nb:\n    c: 1")
    )
    assert codes(since(history.commit("feat: b (#7)"))) == ["DDX022"]


def test_rebased_commits_are_known_again(history: History) -> None:
    change(history, "topic", ("new.yaml", GOOD), ("f.yaml", FILE.replace("1", "2")))
    change(history, "first", ("first.yaml", GOOD)).merge("first")
    history.git("cherry-pick", "main..topic")
    assert (since(history).code, since(history).out) == (0, "")


def test_a_part_of_rebased_commits_is_not(history: History) -> None:
    change(history, "topic", ("new.yaml", GOOD), ("f.yaml", FILE.replace("1", "2")))
    history.git("cherry-pick", "--no-ff", "-x", "topic~1")
    assert codes(since(history)) == ["DDX022"]


def test_a_record_stands_for_one_landing(history: History) -> None:
    change(history, "topic", ("f.yaml", FILE.replace("1", "2"))).git("merge", "-q", "--squash", "topic")
    history.commit("feat: b (#7)").git("revert", "--no-edit", "HEAD")
    history.git("cherry-pick", "main~1")
    assert "2 that no gate has seen" in since(history).err


def test_a_push_that_was_judged_covers_its_commits(history: History) -> None:
    history.write("x.yaml", GOOD).commit("feat: b").write("y.yaml", GOOD).commit("feat: c")
    assert ddlint("ci", "--base", "begin", "--record", folder=history.path).code == 0
    assert (since(history).code, since(history).out) == (0, "")


def test_what_the_gate_found_and_was_merged_all_the_same(history: History) -> None:
    called = since(change(history, "topic", ("bad.yaml", BAD), code=1).merge("topic"))
    assert called.code == 1
    assert codes(called) == ["DDX024"]
    assert "came to the main branch although the gate failed" in called.out


def test_exit_zero_does_not_make_a_record_clean(history: History) -> None:
    history.branch("topic").write("bad.yaml", BAD).commit("feat: b")
    called = ddlint("ci", "--base", "main", "--record", "--exit-zero", folder=history.path)
    assert called.code == 0
    assert codes(since(history.checkout("main").merge("topic"))) == ["DDX024"]


def test_the_next_run_begins_where_the_last_one_ended(history: History) -> None:
    noted(history).write("x.yaml", GOOD).commit("feat: straight on")
    assert since(history, "--record").code == 1
    assert since(history, begin="note").code == 0
    called = since(history.write("y.yaml", GOOD).commit("feat: again"), begin="note")
    assert "1 on the main line since" in called.err
    assert codes(called) == ["DDX022"]


def test_a_trailer_excuses_nobody_but_a_waiver_of_the_configuration_does(history: History) -> None:
    noted(history).write("x.yaml", GOOD).commit("feat: b\n\nddlint-allow: commit-not-gated -- in a hurry\n")
    assert codes(since(history)) == ["DDX022"]
    waiver = f'[[waivers]]\nrules = ["commit-not-gated"]\ncommits = ["{history.oid()}"]\nreason = "seen"\n'
    config = history.path.parent / "waived.toml"
    config.write_text(waiver)
    assert since(history, "--config", str(config)).code == 0


def test_a_copied_note_stands_for_nothing(history: History) -> None:
    change(history, "topic", ("new.yaml", GOOD)).write("x.yaml", GOOD).commit("feat: straight on")
    history.git("notes", "--ref=ddlint", "copy", "topic", "main")
    assert codes(since(history)) == ["DDX022"]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"record":1}', '{"record":1,"object":7}', "clean", '{"a":' * 9000]
)
def test_a_note_that_is_no_record_stands_for_nothing(history: History, text: str) -> None:
    noted(history).write("x.yaml", GOOD).commit("feat: straight on")
    history.git("notes", "--ref=ddlint", "add", "-F", "-", "main", data=text.encode())
    assert codes(since(history)) == ["DDX022"]


def tagged(history: History, name: str) -> Called:
    event = {"ref": f"refs/tags/{name}", "before": "0" * 40, "after": history.oid(name)}
    path = history.path.parent / "event.json"
    path.write_text(json.dumps(event))
    words = ("ci", "--event", str(path), "--record")
    return ddlint(*words, folder=history.path, GITHUB_EVENT_NAME="push")


def test_a_tag_without_a_gate(history: History) -> None:
    noted(history).tag("v1.0.0").git("tag", "nightly")
    called = since(history)
    assert codes(called) == ["DDX023"]
    assert "the tag v1.0.0 at" in called.out
    assert tagged(history, "v1.0.0").code == 0
    assert since(history).out == ""


def test_a_tag_that_was_there_before_is_old(history: History) -> None:
    noted(history).tag("v1.0.0").tag("v1.0.1", annotated=False)
    history.clock += 600
    history.write("x.yaml", GOOD).commit("feat: b").git("branch", "later")
    assert since(history, begin="later").out == ""


def test_a_tag_that_moved(history: History) -> None:
    noted(history).tag("v1.0.0")
    assert tagged(history, "v1.0.0").code == 0
    history.git("tag", "-f", "v1.0.0", "begin")
    called = since(history)
    assert "the gate saw it at" in called.out


def test_notes_that_were_not_fetched_are_told(history: History, tmp_path: Path) -> None:
    clone = noted(history).clone(tmp_path / "clone")
    called = since(clone, begin="origin/begin")
    assert called.code == 3
    assert "git fetch origin refs/notes/ddlint:refs/notes/ddlint" in called.err
    clone.git("fetch", "-q", "origin", "refs/notes/ddlint:refs/notes/ddlint")
    assert since(clone, begin="origin/begin").code == 0


def test_records_may_be_in_a_file(history: History) -> None:
    history.branch("topic").write("new.yaml", GOOD).commit("feat: b")
    path = str(history.path.parent / "gates.jsonl")
    assert ddlint("ci", "--base", "main", "--record", path, folder=history.path).code == 0
    history.checkout("main").merge("topic")
    assert since(history, "--records", path).code == 0
    assert since(history, "--records", "nowhere").code == 2


def test_a_shallow_clone_is_told(history: History, tmp_path: Path) -> None:
    noted(history).write("x.yaml", GOOD).commit("feat: b").commit("feat: c")
    clone = history.clone(tmp_path / "clone", "--depth", "1", "--no-local")
    clone.git("fetch", "-q", "--depth", "1", "origin", "refs/notes/ddlint:refs/notes/ddlint")
    called = since(clone, begin=history.oid("begin"))
    assert called.code == 3
    assert "git fetch --unshallow" in called.err


def test_a_main_branch_that_was_rewritten_is_told(history: History) -> None:
    base = noted(history).oid("main")
    history.write("x.yaml", GOOD).commit("feat: b").git("branch", "gone")
    history.git("reset", "-q", "--hard", base)
    called = since(history.write("y.yaml", GOOD).commit("feat: c"), begin="gone")
    assert called.code == 3
    assert "the main branch was rewritten" in called.err
    assert f"ddlint ci --since {base}" in called.err


def test_what_contradicts_itself_is_refused(history: History) -> None:
    assert since(noted(history), "--base", "main").code == 2
    assert since(history, begin="nonsense").code == 2
    called = since(history, begin="note")
    assert called.code == 2
    assert "--since COMMIT --record" in called.err


def test_nothing_new_is_nothing(history: History) -> None:
    called = since(noted(history))
    assert (called.code, called.out) == (0, "")
    assert "0 on the main line" in called.err


def test_a_history_of_its_own_that_takes_the_main_line_over(history: History) -> None:
    noted(history).orphan("own").write("x.yaml", BAD).commit("feat: straight on")
    history.git(
        "merge", "-q", "--allow-unrelated-histories", "-s", "ours", "-m", "Merge branch 'main'", "main"
    )
    history.git("checkout", "-q", "-B", "main")
    called = since(history)
    assert codes(called) == ["DDT002", "DDX022", "DDX022"]


def test_the_counts_say_what_was_looked_at(history: History) -> None:
    noted(history).write("x.yaml", GOOD).commit("feat: b").write("y.yaml", GOOD).commit("feat: c")
    assert "2 main commits" in since(history).err
