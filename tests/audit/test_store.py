"""The ledger: what is written is read back, whole or not at all, and the same bytes for the same content."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scene import KINDS, STREAM, VALUES, deployed, fill, step, value
from ddlint.audit.rows import TABLE_OF, FindingRow, GapRow, HotfixRow, ReleaseRow, columns
from ddlint.audit.store_file import opened, reading
from ddlint.errors import DdlintError
from ddlint.model.deployments.deployed import Deployed, MarkedValue, Step, Track
from ddlint.model.marker import Form


def expected(number: int) -> Track:
    return Track(dict(VALUES)[number], tuple(each for at, each in STREAM if at == number))


def test_tracks_are_read_back(tmp_path: Path) -> None:
    with opened(tmp_path / "a.sqlite") as store:
        fill(store)
    with reading(tmp_path / "a.sqlite") as store:
        assert list(store.tracks("config")) == [expected(1), expected(2)]
        assert list(store.values("config")) == VALUES


def test_kinds_stand_with_their_deployments(tmp_path: Path) -> None:
    with opened(None) as store:
        fill(store)
        found = store.connection.execute(
            "SELECT account, kind FROM deployment_log ORDER BY value, id"
        ).fetchall()
    assert found == [("acme", kind) for kind in KINDS[1]] + [("globex", kind) for kind in KINDS[2]]


def test_uses_are_sorted_by_image_and_tag() -> None:
    with opened(None) as store:
        fill(store)
        fill(store, "other")
        uses = [(use.value.image, use.deployed.tag, use.deployed.step.time) for use in store.uses()]
    assert uses == sorted(uses)
    assert len(uses) == 2 * sum(bool(each.tag) for _, each in STREAM)


def test_a_later_audit_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with opened(path) as store:
        store.add_deployments("config", STREAM[:3])
        store.put_values("config", VALUES)
        store.add_deployments("other", STREAM)
        store.put_values("other", VALUES)
        store.save_state("config", {"1": "{}", "2": "old"})
    late = deployed(step(8), "", "v2")
    with opened(path) as store:
        assert store.state("config") == {"1": "{}", "2": "old"}
        store.add_deployments("config", [*STREAM[3:], (3, late)])
        store.put_values("config", [(3, value("initech"))])
        store.save_state("config", {"2": "new"})
    with reading(path) as store:
        tracks = [expected(1), expected(2), Track(value("initech"), (late,))]
        assert list(store.tracks("config")) == tracks
        assert list(store.tracks("other")) == [expected(1), expected(2)]
        assert store.state("config") == {"1": "{}", "2": "new"}


def test_a_commit_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with opened(path) as store:
        fill(store)
    with opened(path) as store:
        store.add_commits("config", [step(3), step(9)])
        oids = [oid for (oid,) in store.connection.execute("SELECT oid FROM commits ORDER BY id")]
    assert oids == [step(position).oid for position in (1, 3, 4, 6, 7, 9)]


def test_a_rewritten_history_is_forgotten() -> None:
    with opened(None) as store:
        fill(store)
        fill(store, "other")
        store.save_state("config", {"head": "x"})
        store.forget("config")
        assert not list(store.tracks("config"))
        assert not store.state("config")
        assert len(list(store.tracks("other"))) == 2


def test_a_track_says_where_its_history_is_not_known() -> None:
    with opened(None) as store:
        store.add_deployments("config", STREAM)
        store.put_values("config", VALUES, partial=frozenset({2}))
        assert [track.is_whole for track in store.tracks("config")] == [True, False]


def test_an_unknown_account_is_neither_uat_nor_not() -> None:
    with opened(None) as store:
        store.add_deployments("config", STREAM)
        store.put_values("config", VALUES, {"acme": False})
        found = store.connection.execute("SELECT is_uat FROM marked_values ORDER BY id").fetchall()
    assert found == [(0,), (None,)]


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.sqlite", "b.sqlite"):
        with opened(tmp_path / name) as store:
            fill(store)
            store.put_meta({"b": "1", "a": "2"})
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_in_two_steps_it_is_the_same_as_in_one(tmp_path: Path) -> None:
    with opened(tmp_path / "a.sqlite") as store:
        fill(store)
    with opened(tmp_path / "b.sqlite") as store:
        store.add_deployments("config", STREAM[:4])
    with opened(tmp_path / "b.sqlite") as store:
        store.add_deployments("config", STREAM[4:])
        store.put_values("config", VALUES, {"acme": False, "globex": True})
        store.classify("config", lambda track: KINDS[1 if track.value.account == "acme" else 2])
    assert contents(tmp_path / "a.sqlite") == contents(tmp_path / "b.sqlite")


def contents(path: Path) -> list[str]:
    with reading(path) as store:
        return list(store.connection.iterdump())


def test_an_interrupted_run_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with opened(path) as store:
        fill(store)
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        fill_and_stop(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def fill_and_stop(path: Path) -> None:
    with opened(path) as store:
        fill(store, "other")
        raise KeyboardInterrupt


def test_a_fresh_ledger_forgets_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with opened(path) as store:
        fill(store)
    with opened(path, fresh=True) as store:
        assert not list(store.tracks("config"))


@pytest.mark.parametrize("fresh", [True, False])
@pytest.mark.parametrize(
    ("content", "said"),
    [(b"no database " * 100, "is no ledger"), (b"SQLite format 3\0" + bytes(4096), "ledger")],
)
def test_what_is_no_ledger_is_not_overwritten(
    tmp_path: Path, content: bytes, said: str, *, fresh: bool
) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(content)
    with pytest.raises(DdlintError, match=said), opened(path, fresh=fresh):
        pass
    assert path.read_bytes() == content


def test_another_database_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE accounts (name)")
    connection.close()
    with pytest.raises(DdlintError, match="some other SQLite database") as caught, reading(path):
        pass
    assert "--ledger" in caught.value.hint


def test_another_schema_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with opened(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=77")
    connection.close()
    with pytest.raises(DdlintError, match="schema 77"), opened(path):
        pass


def test_a_damaged_ledger_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with opened(path) as store:
        fill(store)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * len(content[4096:])
    path.write_bytes(content)
    with pytest.raises(DdlintError, match="damaged"), reading(path) as store:
        list(store.tracks("config"))


@pytest.mark.parametrize("name", ["missing/a.sqlite", "."])
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(DdlintError), opened(tmp_path / name):
        pass


def test_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(DdlintError, match="there is no ledger"), reading(tmp_path / "a.sqlite"):
        pass


def test_an_empty_file_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.touch()
    with opened(path) as store:
        fill(store)
    with reading(path) as store:
        assert list(store.values("config")) == VALUES


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("a.sqlite")
    with opened(tmp_path / "link") as store:
        fill(store)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a.sqlite").is_file()


def test_rows_fill_their_tables() -> None:
    with opened(None) as store:
        for kind, table in TABLE_OF.items():
            there = {row[1] for row in store.connection.execute(f"PRAGMA table_info({table})")} - {"id"}
            assert set(columns(kind)) == there


def test_rows_are_read_back() -> None:
    finding = FindingRow("config", "f", "DDU001", "n", "error", "found", "m", "", "", "tag", "v1")
    gap = GapRow("config", "history", "shallow", "fetch", asked=True)
    release = ReleaseRow("s", "s", "v1", "1.0.0", False, True, "a", 1, None, "")
    hotfix = HotfixRow("s", "s", "1.0.1", "v1.0.1", "", "v1.0.0", "a", "merged-back", "b", 5)
    with opened(None) as store:
        store.add([finding, gap, release, hotfix, finding])
        assert list(store.rows(FindingRow)) == [finding, finding]
        assert list(store.rows(GapRow)) == [gap]
        assert list(store.rows(ReleaseRow)) == [release]
        assert list(store.rows(HotfixRow)) == [hotfix]
        assert next(store.rows(GapRow)).asked is True
        store.clear(FindingRow, "config")
        assert not list(store.rows(FindingRow))


def test_what_sqlite_cannot_hold_is_written_out() -> None:
    odd = Step("a" * 40, 2**70, "caf\udce9", "", "a\0b", False, 1)
    named = MarkedValue("caf\udce9.yaml", "", "a/b", Form.TAG)
    with opened(None) as store:
        store.add_deployments("config", [(1, Deployed(odd, "", "v1", "v1", "", 1))])
        store.put_values("config", [(1, named)])
        (track,) = store.tracks("config")
    assert track.value.path == "caf\\xe9.yaml"
    assert track.deployed[0].step == Step("a" * 40, 2**63 - 1, "caf\\xe9", "", "a\\x00b", False, 1)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)
oids = st.text("0123456789abcdef", min_size=4, max_size=4)
times = st.integers(-(2**40), 2**40)
steps = st.builds(Step, oids, times, texts, texts, texts, st.booleans(), st.integers(0, 9))
changes = st.builds(Deployed, st.just(step(1)), texts, texts, texts, texts, st.integers(1, 99))


@given(st.lists(st.tuples(steps, st.lists(st.tuples(st.integers(0, 5), changes), max_size=4)),
                unique_by=lambda each: each[0].oid, max_size=6), st.integers(0, 24))  # fmt: skip
def test_any_stream_is_read_back(commits: list[tuple[Step, list[tuple[int, Deployed]]]], cut: int) -> None:
    stream = [
        (number, Deployed(at, it.old, it.new, it.tag, it.digest, it.line))
        for at, changed in commits
        for number, it in changed
    ]
    with opened(None) as store:
        for part in (stream[:cut], stream[cut:]):
            assert store.add_deployments("config", iter(part)) == len(part)
        found = [track.deployed for track in store.tracks("config")]
    numbers = sorted({number for number, _ in stream})
    assert found == [tuple(it for at, it in stream if at == number) for number in numbers]
