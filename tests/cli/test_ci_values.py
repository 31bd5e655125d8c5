"""The gate on values under markers: what a change does to them, told from a real history."""

from __future__ import annotations

from pathlib import Path

import pytest

from calling import Called, ddlint
from history import History

OLD, NEW, NEWER = "main-3f2c1aa-1700000000", "main-2b7e151-1700086400", "main-8d1c0de-1700172800"
APP = "image:\n  repository: ghcr.io/acme/api\n  tag: {}{}\n"
MARKER = ' # {"$imagepolicy": "flux-system:api:tag"}'
FLUX = r"""apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: api, namespace: flux-system}
spec:
  imageRepositoryRef: {name: api}
  filterTags: {pattern: '^main-[0-9a-f]+-(?P<ts>[0-9]{10})$', extract: '$ts'}
  policy: {numerical: {order: asc}}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: api, namespace: flux-system}
spec: {image: ghcr.io/acme/api, interval: 1m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: apps, namespace: flux-system}
spec:
  interval: 30m
  sourceRef: {kind: GitRepository, name: flux-system}
  git: {commit: {author: {name: Robot, email: robot@acme.example}}}
  update: {path: ./apps}
"""
BOT = {"GIT_AUTHOR_NAME": "fluxcdbot", "GIT_AUTHOR_EMAIL": "fluxcdbot@users.noreply.github.com"}


def app(history: History, tag: str, marker: str = MARKER, path: str = "apps/api.yaml") -> History:
    return history.write(path, APP.format(tag, marker))


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = app(History(tmp_path / "config"), OLD).write("flux/api.yaml", FLUX).commit("feat: a")
    return app(found, NEW).commit("feat: b", **BOT).branch("topic")


def gate(history: History, *words: str, base: str = "main") -> Called:
    called = ddlint(
        "ci", "--base", base, "--format", "concise", "--select", "changes", *words, folder=history.path
    )
    assert "Traceback" not in called.err
    return called


def codes(called: Called) -> list[str]:
    return [line.split(" ")[2] for line in called.out.splitlines()]


def test_a_value_lowered_by_hand_fails_and_says_what_flux_does(history: History) -> None:
    called = gate(app(history, OLD).commit("fix: back"))
    assert (called.code, codes(called)) == (1, ["DDX002"])
    assert "apps/api.yaml:3:8: error" in called.out
    assert (
        "Flux writes the newest tag that ImagePolicy flux-system/api still selects within 30m, when "
        "ImageUpdateAutomation flux-system/apps runs" in called.out
    )


def test_the_bot_may_lower_it(history: History) -> None:
    called = gate(app(history, OLD).commit("fix: back", **BOT))
    assert (called.code, called.out) == (0, "")


def test_who_commits_as_the_automation_does_is_a_bot(history: History) -> None:
    robot = {"GIT_AUTHOR_NAME": "Robot", "GIT_AUTHOR_EMAIL": "robot@acme.example"}
    assert codes(gate(app(history, OLD).commit("fix: back", **robot))) == []


def test_a_person_among_the_bots_is_found(history: History) -> None:
    app(history, NEWER).commit("feat: c", **BOT)
    called = gate(app(history, OLD).commit("fix: back"))
    assert codes(called) == ["DDX002"]


def test_the_order_is_that_of_the_policy(history: History) -> None:
    turned = FLUX.replace("order: asc", "order: desc")
    history.checkout("main").write("flux/api.yaml", turned).commit("feat: c").branch("next")
    assert codes(gate(app(history, NEWER).commit("fix: back"))) == ["DDX002"]


def test_a_roll_back_by_the_policy_is_fine(history: History) -> None:
    pinned = FLUX.replace("[0-9]{10}", "1700000000")
    app(history, OLD).write("flux/api.yaml", pinned).commit("fix: back")
    assert "DDX002" not in codes(gate(history))


def test_a_suspended_automation_makes_it_a_hint(history: History) -> None:
    stopped = FLUX.replace("interval: 30m", "interval: 30m\n  suspend: true")
    called = gate(app(history, OLD).write("flux/api.yaml", stopped).commit("fix: back"))
    assert called.code == 0
    assert "apps/api.yaml:3:8: info" in called.out
    assert "lasts until ImageUpdateAutomation flux-system/apps is no longer suspended" in called.out


def test_without_a_policy_the_tags_decide_and_it_is_a_warning(history: History) -> None:
    history.checkout("main").git("rm", "-q", "flux/api.yaml")
    history.commit("feat: c").branch("next")
    called = gate(app(history, OLD).commit("fix: back"))
    assert (called.code, codes(called)) == (0, ["DDX002"])
    assert "warning" in called.out


def test_a_person_who_goes_forward_is_a_hint(history: History) -> None:
    called = gate(app(history, NEWER).commit("feat: c"))
    assert (called.code, codes(called)) == (0, ["DDX003"])
    assert f"Ada Lovelace writes {NEWER} by hand" in called.out


def test_a_first_value_is_fine(history: History) -> None:
    assert codes(gate(app(history, OLD, path="apps/other.yaml").commit("feat: c"))) == []


@pytest.mark.parametrize("author", [BOT, {}])
def test_a_tag_that_was_rolled_back_comes_again(history: History, author: dict[str, str]) -> None:
    app(history.checkout("main"), OLD).commit("fix: back").branch("next")
    called = gate(app(history, NEW).commit("feat: again", **author))
    assert "DDX004" in codes(called)
    assert f"{NEW} comes again: it was rolled back to {OLD} on 2023-11-14" in called.out


def test_a_new_tag_after_a_roll_back_is_fine(history: History) -> None:
    app(history.checkout("main"), OLD).commit("fix: back").branch("next")
    assert codes(gate(app(history, NEWER).commit("feat: on", **BOT))) == []


def test_a_shallow_clone_does_not_know_the_past(history: History, tmp_path: Path) -> None:
    app(history, NEWER).commit("feat: c", **BOT)
    clone = history.clone(tmp_path / "clone", "--depth", "2", "--no-local", "--no-single-branch")
    called = gate(clone, base="origin/main")
    assert called.code == 3
    assert "was rolled back once is not known" in called.out + called.err


def test_a_marker_that_is_gone_is_told(history: History) -> None:
    called = gate(app(history, NEW, "").commit("feat: c"))
    assert (called.code, codes(called)) == (0, ["DDX005"])


def test_a_marker_that_is_broken_is_told_once(history: History) -> None:
    called = ddlint(
        "ci",
        "--base",
        "main",
        "--format",
        "concise",
        folder=app(history, NEW, MARKER[:-1]).commit("feat: c").path,
    )
    assert [code for code in codes(called) if code.startswith(("DDM", "DDX"))] == ["DDM001"]


def test_a_marker_of_another_image_fails(history: History) -> None:
    other = (
        FLUX.replace("name: api,", "name: web,")
        .replace("name: api}", "name: web}")
        .replace("acme/api", "acme/web")
    )
    history.checkout("main").write("flux/web.yaml", other).commit("feat: c").branch("next")
    called = gate(app(history, NEW, MARKER.replace(":api:", ":web:")).commit("feat: d"))
    assert (called.code, codes(called)) == (1, ["DDX006"])
    assert "Flux writes tags of ghcr.io/acme/web there" in called.out


def test_a_policy_that_is_renamed_is_fine(history: History) -> None:
    renamed = FLUX.replace(
        "metadata: {name: api, namespace: flux-system}", "metadata: {name: web, namespace: flux-system}", 1
    )
    history.write("flux/api.yaml", renamed)
    assert codes(gate(app(history, NEW, MARKER.replace(":api:", ":web:")).commit("feat: d"))) == []


def test_a_renamed_file_makes_no_noise(history: History) -> None:
    history.git("mv", "apps/api.yaml", "apps/renamed.yaml")
    assert codes(gate(history.commit("refactor: c"))) == []


def test_a_renamed_file_with_a_lowered_value_is_found(history: History) -> None:
    history.git("mv", "apps/api.yaml", "apps/renamed.yaml")
    assert codes(gate(app(history, OLD, path="apps/renamed.yaml").commit("refactor: c"))) == ["DDX002"]


def test_a_policy_that_lets_more_in_is_told(history: History) -> None:
    wider = FLUX.replace("^main-", "^[a-z]+-")
    called = gate(history.write("flux/api.yaml", wider).commit("feat: c"))
    assert (called.code, codes(called)) == (0, ["DDX007"])
    assert "flux/api.yaml:6:25: warning" in called.out
    assert "ImagePolicy flux-system/api is looser than before: its filter lets more through" in called.out


def test_a_policy_that_an_overlay_loosens_is_told(history: History) -> None:
    overlay = """patches:
  - target: {kind: ImagePolicy, name: api}
    patch: |
      [{"op": "remove", "path": "/spec/filterTags"}]
"""
    base = "resources: [api.yaml]\n"
    history.checkout("main").write("flux/kustomization.yaml", base).commit("feat: c").branch("next")
    called = gate(history.write("flux/kustomization.yaml", base + overlay).commit("feat: d"))
    assert codes(called) == ["DDX007"]


def test_a_policy_that_is_narrowed_is_fine(history: History) -> None:
    narrow = FLUX.replace("[0-9a-f]+", "[0-9a-f]{7}")
    assert codes(gate(history.write("flux/api.yaml", narrow).commit("feat: c"))) == []


def test_the_change_of_a_file_with_odd_characters_in_its_name_has_an_author(history: History) -> None:
    odd = 'apps/\u00e4 "b"\tc.yaml'
    app(history.checkout("main"), OLD, path=odd).commit("feat: c").branch("next")
    app(history, NEW, path=odd).commit("feat: d", **BOT)
    assert codes(gate(history)) == []


def test_two_who_edit_one_file_are_told_apart(history: History) -> None:
    two = APP.format(OLD, MARKER) + APP.replace("image", "other").format(
        OLD, MARKER.replace(":api:", ":web:")
    )
    history.checkout("main").write("apps/two.yaml", two).commit("feat: c").branch("next")
    two = two.replace(f"{OLD}{MARKER}", f"{NEW}{MARKER}")
    history.write("apps/two.yaml", two).commit("feat: d", **BOT)
    history.write("apps/two.yaml", two.replace(OLD, NEWER)).commit("feat: e")
    called = gate(history)
    assert codes(called) == ["DDX003"]
    assert f"Ada Lovelace writes {NEWER}" in called.out


def test_a_marker_that_follows_its_image_is_a_warning(history: History) -> None:
    other = FLUX.replace("name: api,", "name: web,").replace("name: api}", "name: web}")
    history.checkout("main").write("flux/web.yaml", other.replace("acme/api", "acme/web")).commit("feat: c")
    text = APP.format(NEW, MARKER).replace("acme/api", "acme/web").replace(":api:", ":web:")
    called = gate(history.branch("next").write("apps/api.yaml", text).commit("feat: d"))
    assert (called.code, codes(called)) == (0, ["DDX006"])


def test_a_configuration_that_gets_looser_is_told_with_what(history: History) -> None:
    called = gate(history.write("ddlint.toml", 'ignore = ["value-lowered"]\n').commit("chore: c"))
    assert codes(called) == ["DDX001"]
    assert "the configuration is added and turns off value-lowered: this counts when" in called.out


def test_a_value_that_a_merge_lowers_is_laid_to_the_only_author(history: History) -> None:
    app(history, NEWER).commit("feat: c").checkout("main").commit("feat: d").checkout("topic")
    history.git("merge", "-q", "--no-ff", "--no-commit", "main")
    called = gate(app(history, OLD).commit("merge"))
    assert codes(called) == ["DDX002"]


def test_who_lowered_a_value_in_a_merge_between_bots_and_people_is_not_known(history: History) -> None:
    app(history, NEWER).commit("feat: c", **BOT).write("apps/api.yaml", "# why\n" + APP.format(NEWER, MARKER))
    history.commit("docs: d").checkout("main").commit("feat: e").checkout("topic")
    history.git("merge", "-q", "--no-ff", "--no-commit", "main")
    called = gate(app(history, OLD).commit("merge"))
    assert called.code == 3
    assert "who lowered" in called.out + called.err


def test_a_commit_that_undoes_another_of_the_same_change_leaves_nothing(history: History) -> None:
    app(history, OLD).commit("fix: back")
    assert codes(gate(app(history, NEW).commit("fix: forth"))) == []


def test_a_file_with_windows_line_ends_is_read_alike(history: History) -> None:
    new, old = (APP.format(tag, MARKER).replace("\n", "\r\n") for tag in (NEW, OLD))
    history.checkout("main").write("apps/dos.yaml", new).commit("feat: c").branch("next")
    history.write("apps/dos.yaml", old).commit("fix: back", **BOT)
    assert codes(gate(history)) == []
    assert codes(gate(history.write("apps/dos.yaml", f"{old}# x\r\n").commit("docs: x"))) == []
    assert codes(gate(history.write("apps/dos.yaml", new).commit("x"), base="next~1")) == ["DDX003", "DDX004"]


@pytest.mark.parametrize("setting", ['exclude = ["apps/**"]', "max_bytes = 20"])
def test_files_that_are_not_read_are_not_judged(history: History, setting: str) -> None:
    history.checkout("main").write("ddlint.toml", f"[files]\n{setting}\n").commit("chore: c").branch("next")
    assert codes(gate(app(history, OLD).commit("fix: back"))) == []
