"""A ledger like that of a real fleet: 40 accounts, 6 services, three years of releases."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random

from ddlint.audit.rows import (
    CoverageRow,
    FindingRow,
    GapRow,
    HotfixRow,
    ReleaseRow,
    RepositoryRow,
    WaiverRow,
)
from ddlint.audit.store import Store
from ddlint.model.deployments.deployed import Deployed, MarkedValue, Step, Track
from ddlint.model.marker import Form

DAY = 86_400
END = 1_790_000_000  # 2026-09-21
YEARS = 3
BOT = "fluxcdbot <fluxcdbot@users.noreply.github.com>"
PEOPLE = (
    "Ada Lovelace <ada@example.org>",
    "Grace Hopper <grace@example.org>",
    "Zoë Müller <zoe@example.org>",
    "Jan de Vries <jan@example.org>",
)
SERVICES = "backend", "frontend", "gateway", "worker", "search", "billing"
PLANTED = "</script><script>document.title='planted'</script>"
#: Text that wants to be more than text.
HOSTILE = (
    PLANTED,
    "<img src=x onerror=\"document.title='planted'\">",
    "javascript:alert(1)",
    "a\u202egnp.exe",
    "x\u2066y\u2069z",
    "'\"`${1+1}{{2}}",
    "%{text}",
    "\\x1b[31m red",
    "--><!--",
    "a\x00b\x07",
    "=cmd|' /C calc'!A0",
    "</textarea></title>",
)
_RULES = (
    ("DDC001", "header-malformed", "error", "commit"),
    ("DDM010", "marker-dead", "error", "file"),
    ("DDT003", "tag-reused", "error", "deployment"),
    ("DDU001", "tag-came-back", "warning", "deployment"),
    ("DDV004", "bump-too-low", "warning", "tag"),
    ("DDB002", "hotfix-not-merged", "error", "ref"),
    ("DDA007", "candidate-in-production", "error", "deployment"),
    ("DDP004", "range-unbounded", "info", "file"),
)


def oid(text: object) -> str:
    """The id of a commit that never was."""
    return hashlib.sha1(str(text).encode(), usedforsecurity=False).hexdigest()


class Fleet:
    """What happens in the fleet, week by week."""

    def __init__(self, deployments: int, accounts: int = 40, seed: int = 7) -> None:
        self.random = Random(seed)
        self.wanted = deployments
        self.accounts = [f"account-{number:02}" for number in range(1, accounts + 1)]
        self.releases: list[ReleaseRow] = []
        self.hotfixes: list[HotfixRow] = []
        self.values = [
            (number, _value(account, service))
            for number, (account, service) in enumerate(
                ((account, service) for account in self.accounts for service in SERVICES), start=1
            )
        ]
        self.kinds: dict[int, list[str]] = {number: [] for number, _ in self.values}
        self._release()

    def _release(self) -> None:
        """Give each service its releases: candidates, finals, and now and then a hotfix."""
        for service in SERVICES:
            time, minor = END - YEARS * 365 * DAY, 0
            while time < END - 20 * DAY:
                minor += 1
                for candidate in range(1, self.random.randint(1, 3) + 1):
                    self._tag(service, f"v1.{minor}.0-rc.{candidate}", time, pre=True)
                    time += self.random.randint(1, 4) * DAY
                self._tag(service, f"v1.{minor}.0", time)
                if self.random.random() < 0.25:
                    self._hotfix(service, minor, time + self.random.randint(2, 9) * DAY)
                time += self.random.randint(9, 30) * DAY

    def _tag(self, service: str, tag: str, time: int, *, pre: bool = False, fix: bool = False) -> None:
        self.releases.append(
            ReleaseRow(
                service, service, tag, tag[1:], pre, fix, oid((service, tag)), time, time + 600, PEOPLE[0]
            )
        )

    def _hotfix(self, service: str, minor: int, time: int) -> None:
        for patch in range(1, self.random.randint(1, 2) + 1):
            tag, base = f"v1.{minor}.{patch}", f"v1.{minor}.{patch - 1}"
            self._tag(service, tag, time, fix=True)
            state = self.random.choices(("merged", "missing", "inconclusive", "empty"), (8, 2, 1, 1))[0]
            back = state == "merged"
            self.hotfixes.append(
                HotfixRow(
                    service,
                    service,
                    tag[1:],
                    tag,
                    f"release-v1.{minor}",
                    base,
                    oid((service, base)),
                    state,
                    oid((service, tag, "back")) if back else "",
                    time + 3 * DAY if back else None,
                )
            )
            time += 4 * DAY

    def stream(self) -> Iterator[tuple[int, Deployed]]:
        """Deployments in the order of the main line."""
        tags = {service: [row for row in self.releases if row.service == service] for service in SERVICES}
        for service in SERVICES:
            tags[service].sort(key=lambda row: row.commit_time)
        held: dict[int, list[str]] = {number: [] for number, _ in self.values}
        start, span, told, position = END - YEARS * 365 * DAY, YEARS * 365 * DAY, 0, 0
        rounds = max(1, self.wanted // len(self.values) + 1)
        for turn in range(rounds):
            for number, value in self.values:
                if told >= self.wanted:
                    return
                time = start + int(span * (turn + number / len(self.values)) / rounds)
                position += self.random.random() < 0.7
                told += 1
                yield number, self._next(number, value, held[number], tags[value.service], time, position)

    def _next(
        self,
        number: int,
        value: MarkedValue,
        held: list[str],
        tags: Sequence[ReleaseRow],
        time: int,
        position: int,
    ) -> Deployed:
        chance, old = self.random.random(), held[-1] if held else ""
        kind, by = ("forward", BOT) if held else ("first", PEOPLE[1])
        new = self._tag_at(value, tags, time)
        if len(held) > 2 and chance < 0.03:
            kind, new, by = "roll-back", held[-2], self.random.choice(PEOPLE)
        elif len(held) > 3 and chance < 0.05:
            kind, new = "come-back", held[-3]
        elif held and chance < 0.056:
            kind, new, by = "gone", "", PEOPLE[2]
        if new == old:
            new = _build(value, time)
        held.append(new)
        self.kinds[number].append(kind)
        step = self._step(position, time, by, value, new)
        return Deployed(step, old, new, new, "", self.random.randint(4, 60))

    def _tag_at(self, value: MarkedValue, tags: Sequence[ReleaseRow], time: int) -> str:
        """What UAT gets: the newest; production: the newest final; some services: builds."""
        if value.service in SERVICES[4:]:
            return _build(value, time)
        uat = value.account.endswith(("1", "2"))
        fit = [row.tag for row in tags if row.commit_time <= time and (uat or not row.is_prerelease)]
        return fit[-1] if fit else "v1.0.0"

    def _step(self, position: int, time: int, by: str, value: MarkedValue, new: str) -> Step:
        subject = f"chore({value.account}): {value.service} {new or 'is gone'}"
        if position % 97 == 5:
            subject = f"fix: {HOSTILE[position // 97 % len(HOSTILE)]}"
        return Step(oid(("config", position)), time, by, by, subject, by == BOT, position)


def _build(value: MarkedValue, time: int) -> str:
    return f"main-{oid((time, value.service))[:10]}-{time}"


def _value(account: str, service: str) -> MarkedValue:
    environment = "uat" if account.endswith(("1", "2")) else "production"
    return MarkedValue(
        f"accounts/{account}/{service}.yaml",
        "spec.values.image.tag",
        f"flux-system/{service}",
        Form.TAG,
        f"europe-docker.pkg.dev/example/{service}",
        account,
        environment,
        service,
    )


def fill(store: Store, deployments: int = 6_000, findings: int = 400) -> None:
    """Write the fleet into a ledger."""
    fleet = Fleet(deployments)
    kinds: Callable[[Track], Sequence[str]] = lambda track: fleet.kinds[numbers[track.value]]  # noqa: E731
    numbers = {value: number for number, value in fleet.values}
    store.put_meta({"clock": "2026-09-21T14:13:20Z", "tool": "ddlint"})
    store.add(_repositories())
    store.add_deployments("config", fleet.stream())
    store.put_values("config", fleet.values, {name: name.endswith(("1", "2")) for name in fleet.accounts})
    store.classify("config", kinds)
    store.add(fleet.releases)
    store.add(fleet.hotfixes)
    store.add(_findings(fleet.random, findings))
    store.add(_waivers())
    store.add(_coverage())
    store.add(_gaps())


def _repositories() -> Iterable[RepositoryRow]:
    yield RepositoryRow(
        "config",
        "config",
        "https://github.com/example/config",
        "config",
        "",
        "main",
        oid("head"),
        oid("refs") * 2,
        90_210,
    )
    for service in SERVICES:
        url = f"https://gitlab.com/example/{service}.git" if service != "search" else "git@example.org:search"
        yield RepositoryRow(
            service,
            f"../{service}",
            url,
            "service",
            service,
            "main",
            oid((service, "head")),
            oid((service, "refs")),
            4_321,
        )


def _findings(random: Random, count: int) -> Iterator[FindingRow]:
    for number in range(count):
        code, name, severity, kind = _RULES[number % len(_RULES)]
        start = END - random.randint(0, YEARS * 365 * DAY)
        end = start + random.randint(1, 200) * DAY
        fixed = kind != "commit" and end < END and random.random() < 0.75
        waived = not fixed and random.random() < 0.1
        hostile = HOSTILE[number % len(HOSTILE)] if number % 10 == 3 else f"`v1.{number % 60}.0`"
        place = {
            "file": f"accounts/account-{number % 40 + 1:02}/backend.yaml",
            "commit": oid(("config", number)),
            "tag": f"refs/tags/v1.{number % 60}.0",
            "ref": f"refs/heads/release-v1.{number % 60}",
        }.get(kind, f"accounts/account-{number % 40 + 1:02}/worker.yaml")
        yield FindingRow(
            "config",
            oid(("finding", number))[:16],
            code,
            name,
            severity,
            "waived" if waived else "grandfathered" if number % 29 == 1 else "found",
            f"The tag {hostile} came again after a roll-back, so nobody can tell which image runs.",
            "Release a new version instead:\n    git tag -a v1.2.4",
            f"https://github.com/deepdesk/ddlint/{name}.md",
            kind,
            place,
            number % 80 + 1 if kind in {"file", "deployment"} else None,
            "spec.values.image.tag" if kind == "deployment" else "",
            number % 240 + 1 if kind == "deployment" else None,
            oid(("config", number)),
            start,
            random.choice(PEOPLE),
            oid(("config", number + 50)) if fixed else "",
            end if fixed else None,
            random.choice(PEOPLE) if fixed else "",
            "team-core, until 2027-01-31: agreed with security (ABC-1)" if waived else "",
        )


def _waivers() -> Iterator[WaiverRow]:
    for number in range(30):
        until = ("", "2027-01-31", "2026-10-05", "2026-03-01")[number % 4]
        yield WaiverRow(
            "config",
            f"accounts/account-{number + 1:02}/backend.yaml",
            number + 3,
            "marker-dead",
            until,
            f"team-{'abc'[number % 3]}",
            f"ABC-{number}",
            HOSTILE[number % len(HOSTILE)] if number % 7 == 2 else "agreed with security",
            number % 5,
        )


def _coverage() -> Iterator[CoverageRow]:
    for at, (code, name, _, _) in enumerate(_RULES):
        yield CoverageRow("config", code, name, 1_000 * at + 812, 40, 3, 2, 4 if at % 3 == 1 else 0)
    for number in range(60):
        away = 12 if number % 9 == 4 else 0
        yield CoverageRow(
            "config",
            f"DDF{number:03}",
            f"rule-about-files-{number}",
            0 if number % 13 == 3 else 240 * number,
            0,
            0,
            0,
            away,
        )


def _gaps() -> Iterator[GapRow]:
    yield GapRow(
        "config",
        "accounts/account-09/broken.yaml",
        "line 4 is no YAML",
        "Mend the file.",
        False,
    )
    yield GapRow("config", f"a file called {PLANTED}", "its path is no UTF-8", "", False)
    yield GapRow("worker", "commits before 2024-02-01", "the clone is shallow", "git fetch --unshallow", True)
