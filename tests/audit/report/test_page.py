"""The report as bytes: self-contained, the same for the same input, and nothing in it runs but our script."""

import base64
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser
from typing import Any

import pytest

from audit.manifests import manifest
from audit.report.made import made, page_of
from audit.report.synthetic import PLANTED, fill
from ddlint.audit.report.library import library
from ddlint.audit.report.write import SCRIPTS, _read
from ddlint.audit.rows import GapRow
from ddlint.audit.seal import seal_html, unsealed
from ddlint.audit.store_file import opened
from ddlint.errors import DdlintError
from ddlint.model.releases.returned import Back

PAGE = made(600, 60)


class Elements(HTMLParser):
    """The elements of a page, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in {"script", "style"}:
            self.texts.append((self.found[-1][0], data))


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="text/plain" id="data">([^<]*)</script>', page)
    assert found
    told: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(found[1])))
    return told


def policy_of(page: str) -> dict[str, list[str]]:
    (content,) = (
        attributes["content"] or ""
        for name, attributes in Elements(page).found
        if name == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    return {words[0]: words[1:] for each in content.split(";") if (words := each.split())}


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_same_ledger_gives_the_same_bytes() -> None:
    assert made(600, 60) == PAGE


def test_policy_allows_our_script_our_style_and_nothing_else() -> None:
    script = next(text for name, text in Elements(PAGE).texts if name == "script" and "use strict" in text)
    style = next(text for name, text in Elements(PAGE).texts if name == "style")
    assert policy_of(PAGE) == {
        "default-src": ["'none'"],
        "script-src": [digest(script), digest(library())],
        "style-src": [digest(style)],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["ddlint", "default"],
    }


def test_policy_stands_before_what_it_governs() -> None:
    assert PAGE.index("Content-Security-Policy") < min(PAGE.index("<style"), PAGE.index("<script"))


def test_nothing_points_outside() -> None:
    pointing = ("src", "srcset", "data", "action", "formaction", "poster", "background", "ping", "style")
    for name, attributes in Elements(PAGE).found:
        assert name not in {"link", "base", "iframe", "object", "embed", "img", "form"}
        assert not [key for key in attributes if key in pointing or key.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
    assert "@import" not in PAGE
    assert "url(" not in _read("report.css")


def test_planted_markup_is_text() -> None:
    assert PLANTED not in PAGE
    assert "<img" not in PAGE
    assert len([name for name, _ in Elements(PAGE).found if name == "script"]) == 4
    assert PLANTED in "\n".join(data_of(PAGE)["words"])


def test_what_hides_or_reorders_is_written_out() -> None:
    shown = PAGE + "\n".join(data_of(PAGE)["words"])
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", shown)
    assert "a\\u202egnp.exe" in shown


def test_script_never_reads_html_from_text() -> None:
    script = "".join(_read(f"{name}.js") for name in SCRIPTS)
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
    ):
        assert word not in script
    assert "</" not in script
    assert "<!--" not in script


def test_manifest_is_shown_and_has_one_place_to_be_sealed_into() -> None:
    hostile = {"name": f"fine {PLANTED}", "repositories": [{"name": "a\u202eb"}], "clock": 1_790_000_000}
    with opened(None) as store:
        page = page_of(store, hostile)
    assert page.count('<script type="application/json" id="ddlint-evidence"></script>') == 1
    assert page.count("ddlint-evidence") == 1
    assert "a\\u202eb" in page
    assert PLANTED not in page
    assert "\u202e" not in page


def test_a_sealed_report_is_found_whole_and_a_changed_one_is_not() -> None:
    told = manifest(complete=False)
    with opened(None) as store:
        fill(store, 100, 5)
        sealed = seal_html(page_of(store, told.as_json()), told)
    found = unsealed(sealed.encode())
    assert (found.is_whole, found.found) == (True, found.recorded)
    changed = unsealed(sealed.replace("hotfix", "hotfux", 1).encode())
    assert changed.found != changed.recorded


def test_manifest_is_found_among_the_facts_of_a_ledger() -> None:
    told = {"clock": "2026-01-31T12:00:00Z", "rules": {"sha256": "ab" * 32}}
    with opened(None) as store:
        page = page_of(store, {"evidence": json.dumps(told), "tool": "ddlint 1"})
    assert "As of 2026-01-31 12:00 UTC" in page
    assert "ab" * 32 in page


def test_long_lists_of_the_manifest_are_folded_and_cut() -> None:
    listed = {f"refs/tags/v{number}": "ab" * 20 for number in range(1_500)}
    with opened(None) as store:
        page = page_of(store, {"refs": {"count": 1_500, "listed": listed}})
    assert "<summary>1,500 entries</summary>" in page
    assert "refs/tags/v999<" in page
    assert "refs/tags/v1000<" not in page
    assert "500 more are in the manifest." in page


@pytest.mark.parametrize(
    "told", [{"outcome": {"exit_code": 3, "complete": False}}, {"partial": "interrupted"}]
)
def test_a_partial_report_says_so_at_the_very_top(told: dict[str, Any]) -> None:
    with opened(None) as store:
        page = page_of(store, told)
    assert page.index("This report is partial.") < page.index("<header")


def test_a_whole_report_does_not() -> None:
    with opened(None) as store:
        assert "This report is partial." not in page_of(
            store, {"outcome": {"exit_code": 1, "complete": True}}
        )


def test_a_gap_in_what_was_asked_makes_a_report_partial() -> None:
    with opened(None) as store:
        assert "This report is partial." not in page_of(store, {})
        store.add([GapRow("config", "a file", "unread", "", False)])
        assert "This report is partial." not in page_of(store, {})
        store.add([GapRow("config", "old commits", "shallow clone", "git fetch --unshallow", True)])
        page = page_of(store, {})
    assert "This report is partial." in page
    assert "git fetch --unshallow" in page


def test_an_empty_ledger_is_no_clean_bill() -> None:
    with opened(None) as store:
        assert "Nothing was checked." in page_of(store, {})


def test_numbers_of_the_columns_name_their_words() -> None:
    told = data_of(PAGE)
    assert len({len(column) for column in told["deployments"].values()}) == 1
    assert len(told["deployments"]["value"]) == 600
    tags = {told["words"][number] for number in told["deployments"]["tag"]}
    assert "v1.3.0" in tags
    assert told["repositories"][0]["commit"] == "https://github.com/example/config/commit/"
    assert told["repositories"][0]["file"].startswith("https://github.com/example/config/blob/")


def test_every_state_of_a_hotfix_has_its_words() -> None:
    told = re.search(r"HOTFIX_STATES = \{(.*?)\}", _read("releases.js"), re.DOTALL)
    assert told
    assert set(re.findall(r"(\w+): \"", told[1])) == {str(state) for state in Back}


def test_a_text_of_megabytes_is_cut() -> None:
    with opened(None) as store:
        fill(store, 100, 5)
        store.connection.execute("UPDATE commits SET subject = ? WHERE id = 1", ("x" * 3_000_000,))
        words = data_of(page_of(store))["words"]
    assert max(map(len, words)) < 5_000
    assert any(word.endswith("… (3,000,000 characters)") for word in words)


def test_an_unknown_forge_gets_no_addresses() -> None:
    told = {each["name"]: each for each in data_of(PAGE)["repositories"]}
    assert told["search"]["url"] == "git@example.org:search"
    assert (told["search"]["commit"], told["search"]["file"]) == ("", "")


def test_two_findings_of_one_fingerprint_have_links_of_their_own() -> None:
    with opened(None) as store:
        fill(store, 100, 5)
        store.connection.execute("UPDATE findings SET fingerprint = 'same'")
        told = data_of(page_of(store))
    ids = [told["words"][number] for number in told["findings"]["id"]]
    assert ids == ["same", "same-2", "same-3", "same-4", "same-5"]


def test_a_missing_library_is_told_with_its_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    library.cache_clear()
    with pytest.raises(DdlintError) as told:
        library()
    assert "pip install 'ddlint[report]'" in told.value.hint
