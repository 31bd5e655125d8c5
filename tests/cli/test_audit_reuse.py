"""`ddlint audit` tells of tags that were used again, in real histories."""

from __future__ import annotations

from pathlib import Path

import pytest

from calling import ddlint
from history import History

BOT = "--author=fluxcdbot <flux@example.org>"
A, B = "main-aaaaaaa-1699990000", "main-bbbbbbb-1699993600"
ONE, TWO = (f"sha256:{digit * 64}" for digit in "12")
DAY = 86_400


def values(tag: str, digest: str = "") -> str:
    """A file with a tag, and its digest beside it."""
    text = (
        f'image:\n  repository: x.io/backend\n  tag: {tag} # {{"$imagepolicy": "flux-system:backend:tag"}}\n'
    )
    return text + (
        f'  digest: "{digest}" # {{"$imagepolicy": "flux-system:backend:digest"}}\n' if digest else ""
    )


@pytest.fixture
def config(tmp_path: Path) -> History:
    return History(tmp_path / "config")


def deploy(config: History, *contents: str, files: int = 1, by: str = BOT) -> None:
    """One commit for each content, in that many files."""
    for number, content in enumerate(contents):
        for file in range(files):
            config.write(f"apps/{file}.yaml", content)
        config.commit(f"chore: deploy {number}", by)


def found(config: History, *options: str) -> list[str]:
    """What the rules on reuse find, a line each."""
    answer = ddlint(
        "audit", "--no-progress", "--select", "reuse", "--format", "concise", *options, folder=config.path
    )
    assert answer.code in {0, 1}, answer.err
    return [line for line in answer.out.splitlines() if " DDU" in line and "not available" not in line]


def test_a_rolled_back_tag_that_returns_in_many_files_is_one_finding(config: History) -> None:
    deploy(config, values(A), values(B), values(A), values(B), files=7)
    (line,) = found(config)
    assert "warning DDU002" in line
    assert "in 7 values, such as apps/0.yaml" in line


def test_digests_beside_the_tag_prove_another_image(config: History) -> None:
    deploy(config, values(A, ONE), values(B, ONE), values(A, ONE), values(B, TWO))
    assert [line.split()[2] for line in found(config)] == ["DDU001", "DDU002"]
    assert all(" error " in line for line in found(config))


def test_digests_beside_the_tag_prove_the_same_image(config: History) -> None:
    deploy(config, values(A, ONE), values(B, TWO), values(A, ONE), values(B, TWO))
    (line,) = found(config)
    assert "info DDU002" in line


def test_a_merge_of_the_branch_of_flux_is_not_by_hand(config: History) -> None:
    deploy(config, values(A), values(B))
    config.branch("flux-image-updates").write("apps/0.yaml", values(A)).commit("Update images", BOT)
    config.checkout("main").merge("flux-image-updates")
    assert found(config) == []
    config.branch("roll-back").write("apps/0.yaml", values(B)).commit("Roll on").checkout("main")
    config.merge("roll-back").write("apps/0.yaml", values(A)).commit("Roll back")
    assert ["DDU003" in line for line in found(config)] == [False, True]


def test_a_version_whose_recorded_tag_moved_is_told_with_its_deployment(
    config: History, tmp_path: Path
) -> None:
    backend = History(tmp_path / "backend").commit("feat: x").tag("v1.0.0", annotated=False)
    was = backend.oid()
    line = f"refs/tags/v1.0.0\t{was}\t{was}\t2023-11-14T00:00:00Z\n"
    backend.write(".ddlint/tags", line).commit("chore: record")
    config.clock += DAY
    deploy(config, values("v1.0.0"))
    service = ("--service", f"backend={backend.path}")
    assert found(config, *service) == []
    backend.git("tag", "-f", "v1.0.0")
    (line,) = found(config, *service)
    assert "error DDU009" in line
    assert f"was on {was[:10]} when it was recorded" in line


def test_a_version_that_ran_before_the_commit_of_its_tag_and_one_without_a_tag(
    config: History, tmp_path: Path
) -> None:
    backend = History(tmp_path / "backend")
    backend.clock += DAY
    backend.commit("feat: x").tag("v1.0.0", annotated=False)
    deploy(config, values("v1.0.0"), values("v1.1.0"))
    lines = found(config, "--service", f"backend={backend.path}")
    assert [line.split()[2] for line in lines] == ["DDU009", "DDU010"]


def test_a_tag_that_left_the_ledger_and_is_recorded_on_another_commit(config: History) -> None:
    for oid in ("1" * 40, "", "2" * 40):
        line = f"refs/tags/v1.0.0\t{oid}\t{oid}\t2023-11-14T00:00:00Z\n" if oid else "# nothing\n"
        config.write(".ddlint/tags", line).commit("chore: record")
    (line,) = found(config)
    assert "error DDU011" in line
