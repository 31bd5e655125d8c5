"""The report in Debian's Chromium: what a reader does with it, and what must not happen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.report.chromium import Browser, Page


@pytest.fixture
def tab(browser: Browser, page: Path) -> Iterator[Page]:
    with browser.page() as tab:
        tab.open(page.as_uri())
        yield tab
        assert tab.complaints() == []


STATUS = "document.querySelector('#{}-filters .status').textContent"
ROWS = "[...document.querySelectorAll('#{}-grid .row[data-at]')].map((row) => row.innerText)"


def choose(tab: Page, field: str, value: str, event: str = "change") -> None:
    tab.js(
        f"(() => {{ const field = document.getElementById('{field}'); field.value = '{value}';"
        f" field.dispatchEvent(new Event('{event}')); }})()"
    )


def test_nothing_is_fetched_and_nothing_complains(tab: Page, page: Path) -> None:
    tab.js("window.scrollTo(0, document.body.scrollHeight)")
    assert tab.requests() == [page.as_uri()]


def test_planted_script_stays_text(tab: Page) -> None:
    choose(tab, "deployments-q", "<script>document.title", "input")
    tab.wait(f"{STATUS.format('deployments')}.includes(' of ')")
    assert "</script><script>document.title='planted'</script>" in "".join(tab.js(ROWS.format("deployments")))
    assert tab.js("document.title") == "Audit of config"
    assert tab.js("document.querySelectorAll('img, iframe, object').length") == 0


def test_filters_of_findings(tab: Page) -> None:
    choose(tab, "findings-state", "")
    choose(tab, "findings-severity", "warning")
    shown = tab.js(ROWS.format("findings"))
    assert shown
    assert all("warning" in row for row in shown)
    assert "severity=warning" in tab.js("location.hash")


def test_filters_stand_in_the_address(browser: Browser, page: Path) -> None:
    with browser.page() as tab:
        tab.open(f"{page.as_uri()}#findings?rule=DDT003&state=fixed")
        shown = tab.js(ROWS.format("findings"))
        assert shown
        assert all("DDT003" in row and "fixed" in row for row in shown)


def test_a_finding_has_a_link_of_its_own(browser: Browser, page: Path, tab: Page) -> None:
    tab.js("document.querySelector('#findings-grid .row[data-at]').click()")
    name = tab.js("location.hash")
    title = tab.js("document.getElementById('detail').innerText")
    assert name.startswith("#finding-")
    with browser.page() as other:
        other.open(f"{page.as_uri()}{name}")
        assert other.js("document.getElementById('detail').open")
        assert other.js("document.getElementById('detail').innerText") == title


def test_a_link_to_no_finding_is_told(browser: Browser, page: Path) -> None:
    with browser.page() as tab:
        tab.open(f"{page.as_uri()}#finding-nosuch")
        assert "no finding nosuch" in tab.js("document.getElementById('failure').innerText")


def test_sorting_by_a_heading(tab: Page) -> None:
    tab.js("document.querySelector('#releases-grid [data-key=tag] button').click()")
    first = tab.js(ROWS.format("releases"))[0]
    tab.js("document.querySelector('#releases-grid [data-key=tag] button').click()")
    assert tab.js(ROWS.format("releases"))[0] != first
    head = "document.querySelector('#releases-grid [data-key=tag]').getAttribute('aria-sort')"
    assert tab.js(head) == "descending"


def test_only_the_rows_in_view_are_in_the_page(tab: Page) -> None:
    assert tab.js("document.querySelector('#deployments-grid .grid').getAttribute('aria-rowcount')") == "3001"
    assert 10 < len(tab.js(ROWS.format("deployments"))) < 100


def test_keyboard_walks_a_table_and_opens_a_row(tab: Page) -> None:
    tab.js("document.querySelector('#deployments-grid .grid').focus()")
    for key in ("End", "ArrowUp", "Enter"):
        tab.press(key)
    assert tab.js("document.getElementById('detail').open")
    assert tab.js("location.hash").startswith("#deployment-")
    tab.press("Escape")
    tab.wait("!document.getElementById('detail').open")
    assert tab.js("document.activeElement.getAttribute('aria-label')") == "Deployments"
    assert tab.js("document.activeElement.getAttribute('aria-activedescendant')") == "deployments-row-2998"


def test_links_go_to_known_forges_only(tab: Page) -> None:
    links = tab.js("[...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))")
    outside = [link for link in links if not link.startswith("#")]
    assert outside
    assert all(link.startswith(("https://github.com/", "https://gitlab.com/")) for link in outside)
