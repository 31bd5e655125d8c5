"""The report in Debian's Chromium: what a reader does with it, and what must not happen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.report.chromium import Browser, Page
from audit.report.made import page_of
from audit.report.synthetic import PLANTED, fill
from ddlint.audit.store_file import opened


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


def test_the_order_stands_in_the_address(browser: Browser, page: Path, tab: Page) -> None:
    tab.js("document.querySelector('#deployments-grid [data-key=subject] button').click()")
    name = tab.js("location.hash")
    assert name == "#deployments?sort=subject"
    with browser.page() as other:
        other.open(f"{page.as_uri()}{name}")
        assert other.js(ROWS.format("deployments")) == tab.js(ROWS.format("deployments"))


def test_a_finding_leads_to_its_deployments(browser: Browser, page: Path) -> None:
    with browser.page() as tab:
        tab.open(f"{page.as_uri()}#findings?rule=DDA007")
        tab.js("document.querySelector('#findings-grid .row[data-at]').click()")
        tab.js("document.querySelector('#detail a[href^=\"#deployments\"]').click()")
        tab.wait("!document.getElementById('detail').open && location.hash.startsWith('#deployments')")
        shown = tab.js(ROWS.format("deployments"))
        account = tab.js("document.getElementById('deployments-account').value")
        assert account.startswith("account-")
        assert shown
        assert all(account in row for row in shown)


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


def settled(tab: Page) -> None:
    """Wait until every chart is drawn, in view or not."""
    tab.wait("document.querySelectorAll('figure.chart svg.marks').length === 3")


def test_charts_are_drawn_without_eval_or_styles_of_their_own(tab: Page) -> None:
    settled(tab)
    assert tab.js("document.querySelectorAll('#timeline-chart svg.marks path').length") > 100
    assert tab.js("document.querySelectorAll('style').length") == 1
    assert tab.js("document.querySelectorAll('#timeline-chart text').length") > 20


def test_charts_draw_planted_text_as_text(browser: Browser, tmp_path: Path) -> None:
    with opened(None) as store:
        fill(store, 500, 20)
        hostile = (f"{PLANTED}<a href='javascript:alert(1)'>x</a>",)
        store.connection.execute("UPDATE marked_values SET account = ? WHERE account = 'account-01'", hostile)
        store.connection.execute("UPDATE releases SET service = ?", hostile)
        path = tmp_path / "hostile.html"
        path.write_text(page_of(store), encoding="utf-8")
    with browser.page() as tab:
        tab.open(path.as_uri())
        settled(tab)
        assert tab.js("document.title") == "Audit of config"
        assert (
            tab.js("document.querySelectorAll('figure a, figure script, figure img, figure image').length")
            == 0
        )
        shown = tab.js(
            "[...document.querySelectorAll('#timeline-chart svg text')].map((text) => text.textContent)"
        )
        assert any(text.startswith("</script>") for text in shown)
        assert tab.complaints() == []


@pytest.mark.parametrize(
    "attempt",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))",
        "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
        "document.body.setAttribute('onclick', 'window.ran = 1'); document.body.click()",
    ],
)
def test_no_markup_is_made_of_text(browser: Browser, page: Path, attempt: str) -> None:
    """What the page's policy refuses, whoever asks."""
    with browser.page() as tab:
        tab.open(page.as_uri())
        refused = tab.js(f"(() => {{ try {{ {attempt}; return false; }} catch {{ return true; }} }})()")
        assert refused or tab.complaints()
        assert tab.js("window.ran") is None


def test_findings_without_a_beginning_are_counted_not_drawn(browser: Browser, tmp_path: Path) -> None:
    with opened(None) as store:
        fill(store, 50, 40)
        store.connection.execute("UPDATE findings SET introduced_time = NULL, introduced_oid = ''")
        path = tmp_path / "ageless.html"
        path.write_text(page_of(store), encoding="utf-8")
    with browser.page() as tab:
        tab.open(path.as_uri())
        assert "of which it is not known since when" in tab.js(
            "document.querySelector('#findings-chart').innerText"
        )
        assert tab.js("document.querySelectorAll('#findings-chart svg').length") == 0
        assert tab.complaints() == []


def test_an_empty_report_opens(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    with opened(None) as store:
        path.write_text(page_of(store, {}), encoding="utf-8")
    with browser.page() as tab:
        tab.open(path.as_uri())
        assert "No deployments to show." in tab.js("document.getElementById('deployments').innerText")
        assert tab.js("document.getElementById('failure').hidden")
        assert tab.complaints() == []


def test_times_before_1970_and_far_from_now_are_shown(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "times.html"
    with opened(None) as store:
        fill(store, 300, 20)
        for number, time in enumerate((-(2**63), -86_400, 2**62, 4_102_444_800), start=1):
            store.connection.execute("UPDATE commits SET time = ? WHERE id = ?", (time, number))
            store.connection.execute("UPDATE findings SET introduced_time = ? WHERE id = ?", (time, number))
        path.write_text(page_of(store), encoding="utf-8")
    with browser.page() as tab:
        tab.open(path.as_uri())
        assert tab.js("document.getElementById('failure').hidden")
        assert "2100-01-01" in "".join(tab.js(ROWS.format("deployments")))
        assert "NaN" not in tab.js("document.body.innerText")
        assert tab.complaints() == []


def test_timeline_follows_the_filters(tab: Page) -> None:
    choose(tab, "deployments-account", "account-07")
    assert "Lanes 1 to 6 of 6" in tab.js("document.querySelector('#timeline-chart .hint').textContent")


def test_only_the_lanes_in_view_are_drawn(tab: Page) -> None:
    settled(tab)
    lanes = "document.querySelector('.lanes')"
    tab.js(f"{lanes}.scrollTop = {lanes}.scrollHeight")
    tab.wait(
        "document.querySelector('#timeline-chart .hint').textContent.includes('Lanes 221 to 240 of 240')"
    )
    texts = "[...document.querySelectorAll('#timeline-chart svg text')].map((text) => text.textContent)"
    tab.wait(f"{texts}.includes('account-40')")
    assert "account-01" not in tab.js(texts)


def test_keyboard_walks_the_timeline(tab: Page) -> None:
    settled(tab)
    tab.js("document.querySelector('.lanes').focus()")
    spoken = "document.querySelector('#timeline-chart .spoken').textContent"
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"):
        tab.press(key)
    assert tab.js(spoken).startswith("account-01 frontend, 2023-")
    shown = tab.js("document.querySelector('#timeline-chart .toolbar [role=status]').textContent")
    tab.press("+")
    assert tab.js("document.querySelector('#timeline-chart .toolbar [role=status]').textContent") != shown
    tab.press("Enter")
    assert tab.js("document.getElementById('detail').innerText").startswith("account-01: frontend")


def test_mouse_shows_parts_and_moves_the_timeline(tab: Page) -> None:
    settled(tab)
    tab.js("document.getElementById('timeline-chart').scrollIntoView()")
    x, y = tab.js(
        "(() => { const box = document.querySelector('#timeline-chart .mark-symbol path')"
        ".getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()"
    )
    shown = "document.querySelector('#timeline-chart .toolbar [role=status]').textContent"
    whole = tab.js(shown)
    tab.mouse("mouseMoved", x, y)
    assert tab.js("document.querySelector('#timeline-chart .tip').textContent").startswith(
        "account-01 backend, "
    )
    tab.js("[...document.querySelectorAll('#timeline-chart .toolbar button')][1].click()")
    part = tab.js(shown)
    assert part != whole
    for kind, by in (("mousePressed", 0), ("mouseMoved", 60), ("mouseMoved", 120), ("mouseReleased", 120)):
        tab.mouse(kind, 700 + by, y)
    assert tab.js(shown) not in {part, whole}
    tab.js("[...document.querySelectorAll('#timeline-chart .toolbar button')].at(-1).click()")
    tab.wait(f"{shown} === '{whole}'")
    tab.js("new Promise((done) => setTimeout(done, 200))")
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        tab.mouse(kind, x, y)
    assert tab.js("document.getElementById('detail').open") or tab.js(shown) != whole


def test_keyboard_walks_the_release_graph(tab: Page) -> None:
    tab.js("document.querySelector('.graph').focus()")
    for key in ("ArrowDown", "End"):
        tab.press(key)
    assert tab.js("document.querySelector('#releases-chart .spoken').textContent").startswith("billing v1.")


def test_tab_reaches_every_control_with_a_visible_focus(tab: Page) -> None:
    """Walk with Tab from the top: all that can be used is reached, named, and shows that it has the focus."""
    usable = 'a[href], button:not(:disabled), input, select, summary, [tabindex="0"]'
    visible = (
        f"[...document.querySelectorAll('{usable}')].filter((each) => each.tabIndex >= 0"
        " && each.checkVisibility() && !each.closest('dialog'))"
    )
    wanted = tab.js(f"{visible}.length")
    tab.js(f"{visible}.forEach((each, at) => (each.dataset.seen = at))")
    seen = set()
    for _ in range(wanted + 2):
        tab.press("Tab")
        found = tab.js(
            "(() => { const each = document.activeElement; const { outlineStyle, outlineWidth } ="
            " getComputedStyle(each); return [each.dataset.seen ?? '',"
            " outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,"
            " each.getAttribute('aria-label') ?? each.labels?.[0]?.textContent ?? each.textContent]; })()"
        )
        if found[0]:
            assert found[1], found
            assert found[2].strip(), found
            seen.add(found[0])
    assert len(seen) == wanted


def test_theme_follows_the_system_and_the_switch(browser: Browser, page: Path) -> None:
    back = "getComputedStyle(document.body).backgroundColor"
    with browser.page(scheme="dark") as tab:
        tab.open(page.as_uri())
        dark = tab.js(back)
        tab.js("document.getElementById('theme').click()")
        light = tab.js(back)
        assert light == "rgb(255, 255, 255)"
        tab.js("document.getElementById('theme').click()")
        assert tab.js(back) == dark != light
        assert tab.complaints() == []


def test_print_holds_rows_and_charts(tab: Page) -> None:
    settled(tab)
    tab.js("window.dispatchEvent(new Event('beforeprint'))")
    assert tab.js("document.querySelectorAll('#deployments-grid .printed tbody tr').length") == 100
    assert "2,900 more" in tab.js("document.querySelector('#deployments-grid .printed').textContent")
    tab.js("window.dispatchEvent(new Event('afterprint'))")
    assert tab.js("document.querySelectorAll('.printed tbody').length") == 0
    assert tab.pdf().startswith(b"%PDF")


def test_a_narrow_window_does_not_scroll_sideways(browser: Browser, page: Path) -> None:
    with browser.page(width=400) as tab:
        tab.open(page.as_uri())
        settled(tab)
        assert tab.js("document.documentElement.scrollWidth") <= 400


def test_a_release_is_shown_whole(tab: Page) -> None:
    tab.js("document.querySelector('#releases-grid .grid').focus()")
    tab.press("Enter")
    shown = tab.js("document.getElementById('detail').innerText")
    assert shown.startswith(("worker v1.", "backend v1.", "gateway v1.", "search v1."))
    assert tab.js("document.querySelectorAll('#detail dl a').length") <= 1


def test_links_go_to_known_forges_only(tab: Page) -> None:
    links = tab.js("[...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))")
    outside = [link for link in links if not link.startswith("#")]
    assert outside
    assert all(link.startswith(("https://github.com/", "https://gitlab.com/")) for link in outside)
