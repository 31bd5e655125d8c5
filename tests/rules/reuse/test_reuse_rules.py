"""What the rules on reuse say, how bad it is, and where they stay silent."""

from __future__ import annotations

import pytest

from ddlint.config.settings import Service, Settings, TagSettings
from ddlint.engine.ledger import Entry, Verdict
from rules.histories import NOW, START, lint

A, B, C = "main-aaaaaaa-1700000000", "main-bbbbbbb-1700003600", "main-ccccccc-1700007200"
ONE, TWO = "sha256:1111", "sha256:2222"
DAY = 86_400


def findings(
    text: str,
    options: dict[str, str] | None = None,
    *,
    settings: Settings | None = None,
    now: int | None = NOW,
) -> list[Entry]:
    """The findings, without what is not available."""
    entries = lint(text, options, settings=settings, now=now)
    return [each for each in entries if each.verdict is Verdict.FOUND]


def said(text: str, options: dict[str, str] | None = None) -> list[str]:
    """Code and severity of each finding, sorted."""
    return sorted(f"{each.code} {each.severity.word}" for each in findings(text, options))


def history(*values: str, hands: str = "", file: str = "a.yaml") -> str:
    """One line a value; those whose numbers are in `hands` are made by Ann."""
    return "\n".join(
        f"{number} {'ann' if str(number) in hands else 'flux'} {value} file={file}"
        for number, value in enumerate(values, 1)
    )


def whole(tag: str, digest: str) -> str:
    return f"ghcr.io/acme/backend:{tag}@{digest}"


@pytest.mark.parametrize(
    ("digest", "severity"),
    [(TWO, ["DDU001 error", "DDU002 error"]), (ONE, ["DDU002 info"])],
)
def test_digests_prove_whether_a_tag_that_returns_is_another_image(digest: str, severity: list[str]) -> None:
    assert said(history(whole(A, TWO), whole(B, ONE), whole(A, TWO), whole(B, digest))) == severity


def test_a_return_of_many_values_in_one_commit_is_one_finding_with_their_number() -> None:
    text = "\n".join(history(A, B, A, B, file=f"apps/{number}.yaml") for number in range(40))
    (entry,) = findings(text)
    assert entry.code == "DDU002"
    assert "in 40 values, such as apps/0.yaml" in entry.message


def test_returns_in_two_commits_are_two_findings() -> None:
    assert said(history(A, B, A, B, A, B)) == ["DDU002 warning"] * 2


def test_what_flux_puts_back_is_told_once_at_the_roll_back() -> None:
    (entry,) = findings(history(A, B, A, B, hands="3"))
    assert entry.code == "DDU003"
    assert entry.message.startswith(f"ann put {A!r} in place of the newer {B!r}")
    assert entry.message.endswith(f"Flux put {B!r} back after 1 hour")


def test_what_flux_puts_back_as_another_image_is_told_too() -> None:
    text = history(whole(A, TWO), whole(B, ONE), whole(A, TWO), whole(B, TWO), hands="3")
    assert "DDU002 error" in said(text)


@pytest.mark.parametrize(
    ("values", "hands", "found"),
    [
        ((A, B, A), "", []),
        ((A, B, A, C), "", []),
        ((A, B, A, C), "3", ["DDU003 info"]),
        ((A, B, A, "-"), "34", []),
        ((A, B, A), "3", ["DDU003 info"]),
        ((B, A, B), "2", ["DDU003 warning"]),
        ((A, B, C, B, A, C), "45", ["DDU003 warning"]),
        ((A, B, A, B), "34", ["DDU002 warning", "DDU003 info"]),
        ((B, A), "", ["DDU004 warning"]),
        ((A, C, B), "", ["DDU004 warning"]),
        (("v1.1.0", "v1.0.0"), "", ["DDU004 warning"]),
        ((A, "v1.0.0", A, "v1.0.0"), "", []),
        (("pr-1-aaaaaaa-1700000000", "pr-2-bbbbbbb-1700000001", "pr-1-aaaaaaa-1700000000"), "2", []),
        (("x", "y", "x"), "3", []),
        (("x", "y", "x", "y"), "3", ["DDU003 warning"]),
        (("x", "y", "x", "y"), "34", ["DDU002 warning"]),
        (("latest", "stable", "latest", "stable"), "34", []),
        ((A, B, "-", A), "", []),
        ((A, B, "-", B), "", []),
    ],
)
def test_who_went_back_and_what_became_of_it_decides(
    values: tuple[str, ...], hands: str, found: list[str]
) -> None:
    assert said(history(*values, hands=hands)) == found


def test_a_roll_back_by_hand_that_still_stands_is_a_warning_on_its_first_day() -> None:
    text = history(A, B, A, hands="3")
    by_age = [findings(text, now=START + 3600 * 3 + age)[0] for age in (60, 2 * DAY)]
    assert [each.severity.word for each in by_age] == ["warning", "info"]
    assert "puts" in by_age[0].message
    assert [each.severity.word for each in findings(text, now=None)] == ["warning"]


def test_files_that_went_back_in_one_commit_are_one_finding_whatever_they_held_before() -> None:
    text = "\n".join(line for line in history(A, B, A, B, hands="3", file="b.yaml").splitlines()[1:])
    (entry,) = findings(f"{history(A, B, A, B, hands='3')}\n{text}")
    assert "in 2 values" in entry.message


def test_going_back_beyond_what_was_read_is_not_known() -> None:
    entry = lint(history(B, A), is_whole=False)[-1]
    assert (entry.code, entry.verdict, entry.asked) == ("DDU004", Verdict.NOT_AVAILABLE, False)


def test_a_moving_tag_may_have_many_digests() -> None:
    assert said(history(whole("latest", ONE), whole("latest", TWO))) == []
    assert said(history(whole("v1.0.0", ONE), whole("v1.0.0", TWO))) == ["DDU001 error"]


def test_digests_of_two_files_are_compared() -> None:
    text = f"1 flux {whole('v1.0.0', ONE)} file=a.yaml\n2 flux {whole('v1.0.0', TWO)} file=b.yaml"
    (entry,) = findings(text)
    assert entry.code == "DDU001"
    assert "sha256:1111 on 2023-11-16, sha256:2222 on 2023-11-16" in entry.message


def test_a_digest_of_another_image_is_not_compared() -> None:
    other = whole("v1.0.0", TWO).replace("backend", "engine")
    assert said(f"1 flux {whole('v1.0.0', ONE)} file=a.yaml\n2 flux {other} file=b.yaml") == []


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (("main-aaaaaaa-1700000000", "main-aaaaaaa-1700000001"), ["DDU005 info"]),
        (("dev-aaaaaaa-1700000000", "prod-aaaaaaa-1700000001"), []),
        (("main-aaaaaaa-1700000000", "main-bbbbbbb-1700000000"), ["DDU006 warning"]),
        (("main-aaaaaaa-1700000000", "main-aaaaaaab-1700000000"), []),
        (("x-aaaaaaa-202311011200", "x-bbbbbbb-202311011200"), []),
        (("x-aaaaaaa-20231101120000", "x-bbbbbbb-20231101120000"), ["DDU006 warning"]),
    ],
)
def test_commits_and_timestamps_of_tags(tags: tuple[str, ...], found: list[str]) -> None:
    assert said(history(*tags)) == found


@pytest.mark.parametrize(
    ("late", "now", "severity"),
    [(300, NOW, []), (301, NOW, ["warning"]), (DAY + 1, NOW, ["error"]), (301, NOW + 400 * DAY, ["info"])],
)
def test_how_late_a_timestamp_is(late: int, now: int, severity: list[str]) -> None:
    entries = findings(f"1 flux main-aaaaaaa-{START + late} at={START}", now=now)
    assert [(each.code, each.severity.word) for each in entries] == [("DDU007", each) for each in severity]


def test_a_commit_whose_clock_stood_still_says_nothing_of_timestamps() -> None:
    assert said(f"1 flux {A} at=-5\n2 flux {B} at=0") == []


@pytest.mark.parametrize(
    ("committed", "severity"),
    [
        ("1700000300", []),
        ("1700000301", ["warning"]),
        ("1700090000", ["error"]),
        ("1700090000/1700000000", ["warning"]),
    ],
)
def test_how_early_a_build_was(committed: str, severity: list[str]) -> None:
    found = said(f"1 flux {A}", {"commits": f"aaaaaaa:{committed}"})
    assert found == [f"DDU008 {each}" for each in severity]


@pytest.mark.parametrize(
    ("tag", "fact", "found"),
    [
        (A, "1700000000", []),
        (A, "off-main", ["DDU012 warning"]),
        (A, "missing", ["DDU012 warning"]),
        (f"main-aaaaaaa-{START + 1}", "missing", []),
        ("pr-7-aaaaaaa-1700000000", "missing", []),
    ],
)
def test_where_a_deployed_commit_is(tag: str, fact: str, found: list[str]) -> None:
    assert said(f"1 flux {tag}", {"commits": f"aaaaaaa:{fact}"}) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("aaaaaaa:1700000000,bbbbbbb:1700000001,ccccccc:1700000002", []),
        ("bbbbbbb:1700000000,aaaaaaa:1700000001,ccccccc:1700000002", ["DDU013 warning"]),
        ("ccccccc:1700000000,bbbbbbb:1700000001,aaaaaaa:1700000002", ["DDU013 warning"]),
        ("bbbbbbb:off-main,aaaaaaa:1700000001,ccccccc:1700000002", ["DDU012 warning"]),
    ],
)
def test_the_order_of_commits_and_of_builds(order: str, found: list[str]) -> None:
    assert said(history(A, B, C), {"commits": order}) == found


def test_an_older_commit_is_one_finding_an_image_with_all_its_tags() -> None:
    order = "ccccccc:1700000000,bbbbbbb:1700000001,aaaaaaa:1700000002"
    (entry,) = findings(history(A, B, C), {"commits": order})
    assert "passed for newer in 2 tags of ghcr.io/acme/backend" in entry.message
    assert entry.message.endswith(f"{B}, {C}")


@pytest.mark.parametrize(
    ("release", "found"),
    [
        (f"v1.0.0:{START - 9}", []),
        (f"v1.0.0:{START + 299}", []),
        (f"v1.0.0:{START + 301}", ["DDU009 error"]),
        (f"v1.0.0:{START - 9}:tagged={START + 301}", ["DDU009 warning"]),
        (f"v1.0.0:{START - 9}:tagged={START - 8}:was=cc", ["DDU009 error"]),
        (f"v1.0.0:{START - 9}:was={'b' * 40}", []),
        (f"v1.0.1:{START - 9}", ["DDU010 warning"]),
    ],
)
def test_a_version_and_its_release_tag(release: str, found: list[str]) -> None:
    assert (
        said(f"1 flux 1.0.0 at={START}\n2 flux 1.0.0 at={START + 500} file=b.yaml", {"releases": release})
        == found
    )


def unavailable(entries: list[Entry]) -> list[tuple[str, bool]]:
    return [(each.code, each.asked) for each in entries if each.verdict is Verdict.NOT_AVAILABLE]


def test_without_services_five_rules_say_once_that_they_cannot_look() -> None:
    text = "1 flux ghcr.io/acme/engine:v1.0.0 file=a.yaml\n1 flux ghcr.io/acme/admin:v1.0.0 file=b.yaml"
    codes = ("DDU008", "DDU009", "DDU010", "DDU012", "DDU013")
    assert unavailable(lint(text)) == [(code, False) for code in codes]


def test_images_of_others_are_left_alone_where_services_are_configured() -> None:
    settings = Settings(services={"engine": Service("../engine")})
    assert lint("1 flux docker.io/library/postgres:16.1.0", settings=settings) == []


def test_a_clone_without_tags_is_not_a_service_without_releases() -> None:
    assert unavailable(lint("1 flux v1.0.0", {"releases": ""})) == [("DDU010", False)]


def test_sortable_forms_are_those_of_the_settings() -> None:
    settings = Settings(tags=TagSettings(sortable=("{timestamp}-{branch}-{commit}",)))
    one, two = "1700000000-x-aaaaaaa", "1700003600-y-bbbbbbb"
    assert [each.code for each in findings(history(two, one), settings=settings)] == ["DDU004"]
    assert said(history(two, one)) == []
