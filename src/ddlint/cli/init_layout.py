"""What the names of folders, tags and accounts say of how a repository is laid out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

#: Folders that are called after where their files are deployed.
_ENVIRONMENTS = frozenset(
    {
        "acc", "acceptance", "dev", "develop", "development", "integration", "live", "playground",
        "preprod", "preproduction", "preview", "prod", "production", "qa", "sandbox", "sbox", "stage",
        "staging", "stg", "test", "testing", "uat",
    }
)  # fmt: skip
#: At the top of a repository these hold its tests.
_TESTS = frozenset({"integration", "test", "testing"})
#: Folders whose subfolders may be accounts, where a registry does not say which are.
_TENANTS = ("accounts", "tenants", "customers", "clients")
_SHARED = frozenset({"base", "bases", "common", "components", "shared"})
#: A tag that is nothing but a prefix and a version of SemVer.
_RELEASE = re.compile(r"(?P<prefix>\D*?(?:\d*\D+?)??)\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?", re.ASCII)
_FEW = 3  # release tags from which on their form counts
_MOST_PATTERNS = 12  # of an environment: more of them are no layout


def environments(paths: Iterable[str]) -> dict[str, list[str]]:
    """Patterns of the files of each environment that a folder of YAML files is called after.

    The outermost such folder of a path counts. Folders that differ in one place are told by one pattern.

    Examples:
        >>> environments(["clusters/production/a.yaml", "clusters/staging/a.yaml"])
        {'production': ['clusters/production/**'], 'staging': ['clusters/staging/**']}
        >>> environments(["apps/a/prod/a.yaml", "apps/b/prod/a.yaml"])
        {'prod': ['apps/*/prod/**']}
    """
    found: dict[str, set[tuple[str, ...]]] = {}
    for path in paths:
        if path.endswith((".yaml", ".yml")):
            folders = path.split("/")[:-1]
            if folders and folders[0] in _TESTS:
                continue
            at = next((at for at, folder in enumerate(folders) if folder in _ENVIRONMENTS), None)
            if at is not None:
                found.setdefault(folders[at], set()).add(tuple(folders[:at]))
    patterns = {name: _patterns(name, above) for name, above in sorted(found.items())}
    return {name: each for name, each in patterns.items() if len(each) <= _MOST_PATTERNS}


def _patterns(name: str, above: set[tuple[str, ...]]) -> list[str]:
    """Patterns for the folders called `name` in the folders `above`."""
    alike: dict[tuple[int, str], list[tuple[str, ...]]] = {}
    for folders in sorted(above):
        alike.setdefault((len(folders), folders[0] if folders else ""), []).append(folders)
    return ["/".join([*_common(same), name, "**"]) for same in alike.values()]


def _common(same: Sequence[tuple[str, ...]]) -> list[str]:
    return [parts[0] if len(set(parts)) == 1 else "*" for parts in zip(*same, strict=True)]


def codes_in(registry: bytes) -> tuple[str, ...]:
    """The codes of the accounts in `registry`, as `[accounts]` reads it by default; none if it is none."""
    try:
        found = json.loads(registry)
    except (ValueError, RecursionError):
        return ()
    entries = found if isinstance(found, list) else []
    if isinstance(found, Mapping) and found:
        entries = [{"code": code, **each} for code, each in found.items() if isinstance(each, Mapping)]
    known = [each for each in entries if isinstance(each, Mapping) and "is_uat" in each]
    codes = tuple(each["code"] for each in known if isinstance(each.get("code"), str))
    return codes if known and len(codes) == len(entries) else ()


def folder_of_accounts(paths: Iterable[str], codes: Sequence[str]) -> str:
    """The folder below which most of `codes` have a folder of their own; empty where there is none."""
    wanted = frozenset(codes)
    held: dict[str, set[str]] = {}
    for path in paths:
        folders = path.split("/")[:-1]
        for at, folder in enumerate(folders):
            if folder in wanted:
                held.setdefault("/".join(folders[:at]), set()).add(folder)
    best = max(held, key=lambda folder: (len(held[folder]), -len(folder)), default="")
    return best if best and 2 * len(held[best]) >= len(wanted) else ""


def likely_accounts(paths: Iterable[str]) -> str:
    """A folder at the top that may hold a folder for each account, by its name; empty where there is none."""
    held: dict[str, set[str]] = {}
    for path in paths:
        top, *below = path.split("/")
        if top in _TENANTS and len(below) > 1 and below[0] not in _ENVIRONMENTS | _SHARED:
            held.setdefault(top, set()).add(below[0])
    return next((top for top in _TENANTS if len(held.get(top, ())) > 1), "")


def tag_form(names: Iterable[str]) -> str:
    """The form of release tags where nearly all are alike and not `v1.2.3`; else empty.

    Examples:
        >>> tag_form(["1.0.0", "1.1.0", "1.2.0-rc.1", "nightly"])
        '{version}'
        >>> tag_form(["v1.0.0", "v1.1.0", "v1.2.0"])
        ''
    """
    matches = [match for name in names if (match := _RELEASE.fullmatch(name))]
    prefixes = Counter(match["prefix"] for match in matches)
    (prefix, count), *_ = prefixes.most_common(1) or [("v", 0)]
    if prefix == "v" or count < _FEW or 10 * count < 9 * prefixes.total() or not _plain(prefix):
        return ""
    return f"{prefix}{{version}}"


def _plain(prefix: str) -> bool:
    return "{" not in prefix and "}" not in prefix
