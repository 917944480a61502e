"""Lists of who is there in a browser: one tap on a phone, without a connection, and by a link."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from tests.browser.waiting import comes_true

PHONE = {"width": 390, "height": 844}


def seen_by_axe(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def open_a_list(page, *, to_fill_in=False):
    """The list of some class of the last week; `to_fill_in` is one with somebody of whom nothing was noted."""
    for days in range(7):
        page.goto(f"/aanwezigheid/?dag={date.today() - timedelta(days=days)}")
        lists = page.locator(".tweespoor-sessions").first.get_by_role("link")
        for address in [link.get_attribute("href") for link in lists.all()]:
            if "/klas/" in address:
                page.goto(address)
                if not to_fill_in or not_noted_yet(page).count():
                    return
    raise AssertionError("no class met in the last week")


def test_the_lists_are_accessible_and_fit(logged_in, width):
    page = logged_in("klantmanager", width)
    person = page.locator("tbody a").first.get_attribute("href")
    for address in ("/aanwezigheid/", f"{person}aanwezigheid/"):
        page.goto(address)
        assert (address, seen_by_axe(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
    open_a_list(page)
    assert seen_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def test_a_tap_without_connection_is_kept_and_sent_when_the_connection_is_back(logged_in):
    page = logged_in("klantmanager", PHONE)
    open_a_list(page)
    someone = page.locator("fieldset").first
    name = someone.locator("legend").inner_text()
    page.route(
        "**/aanwezigheid/**", lambda route: route.abort() if route.request.method == "POST" else route.fallback()
    )
    someone.get_by_text("Te laat", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Nog niet verstuurd: 1")).to_be_visible()
    page.reload()
    expect(page.get_by_role("group", name=name).get_by_label("Te laat")).to_be_checked()
    expect(page.get_by_text("Nog niet verstuurd: 1")).to_be_visible()
    page.unroute("**/aanwezigheid/**")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("group", name=name).get_by_label("Te laat")).to_be_checked()
    expect(page.get_by_text(re.compile("Nog niet verstuurd"))).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('attendance')).length") == 0


def test_the_others_were_there_is_one_tap(logged_in):
    page = logged_in("klantmanager", PHONE)
    open_a_list(page)
    page.get_by_role("button", name="De anderen waren er").click()
    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    page.reload()
    assert page.locator("fieldset").count()
    expect(page.get_by_role("button", name="Bewaren")).to_have_count(0)
    expect(page.get_by_label("Niet ingevuld").and_(page.locator(":checked"))).to_have_count(0)
    expect(page.get_by_text("Geregistreerd", exact=True)).to_be_visible()


def test_a_link_is_filled_in_without_an_account(logged_in, open_page):
    page = logged_in("klantmanager")
    open_a_list(page, to_fill_in=True)
    page.get_by_role("button", name="Link maken").click()
    link = page.get_by_label("Link", exact=True).input_value()
    stranger = open_page(PHONE)
    stranger.goto(link)
    assert seen_by_axe(stranger) == []
    expect(stranger.get_by_role("link", name="Mensen")).to_have_count(0)
    not_noted_yet(stranger).last.get_by_text("Zonder bericht afwezig", exact=True).click()
    expect(stranger.get_by_text("Bewaard.", exact=True)).to_be_visible()


def not_noted_yet(page):
    """The people of a list of whom nothing was noted, whatever other tests noted before."""
    return page.locator("fieldset").filter(has=page.locator("input[value='']:checked"))


def keeps_lists(page):
    """The addresses of the lists that are on the device of somebody who opened "Aanwezigheid", with one to fill in."""
    for days in range(7):
        page.goto(f"/aanwezigheid/?dag={date.today() - timedelta(days=days)}")
        expect(page.locator("[data-keep-state='kept'], [data-keep-state='none']")).to_be_visible()
        lists = page.locator("[data-keep-lists]").get_attribute("data-keep-lists").split()
        past = [url for url in lists if date.fromisoformat(url.split("/")[4]) <= date.today()]
        if past:
            page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            return lists, past[-1]
    raise AssertionError("no class met in the last week")


def kept_on(page):
    """Everything of this application that a device keeps for reading without a connection."""
    return page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
            return found;
        }"""
    )


def test_a_list_that_was_not_opened_is_opened_and_filled_in_without_a_connection(logged_in):
    page = logged_in("taalaanbieder", PHONE)
    lists, address = keeps_lists(page)
    assert {path for path in kept_on(page) if not path.startswith("/static/")} == {*lists, "/aanwezigheid/bewaard/"}
    page.context.set_offline(True)
    page.goto("/aanwezigheid/")
    expect(page.get_by_role("heading", name="Lijsten op dit toestel", level=1)).to_be_visible()
    assert seen_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(f"a[href='{address}']").click()
    someone = page.locator("fieldset").first
    name = someone.locator("legend").inner_text()
    someone.get_by_text("Te laat", exact=True).click()
    expect(page.get_by_text("Nog niet verstuurd: 1")).to_be_visible()
    page.reload()  # still without a connection
    expect(page.get_by_role("group", name=name).get_by_label("Te laat")).to_be_checked()
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    page.context.set_offline(True)
    page.reload()  # what was kept says what was sent since
    expect(page.get_by_role("group", name=name).get_by_label("Te laat")).to_be_checked()
    expect(page.get_by_text(re.compile("Nog niet verstuurd"))).to_have_count(0)
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_role("group", name=name).get_by_label("Te laat")).to_be_checked()


def test_after_logging_out_nothing_can_be_read_on_the_device(logged_in):
    page = logged_in("taalaanbieder", PHONE)
    _lists, address = keeps_lists(page)
    assert address in kept_on(page)
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_url("**/inloggen/**")
    assert comes_true(page, "caches.keys().then((names) => names.length === 0)")
    assert comes_true(page, "navigator.serviceWorker.getRegistrations().then((found) => found.length === 0)")
    page.context.set_offline(True)
    for path in (address, "/aanwezigheid/", "/aanwezigheid/bewaard/"):
        with pytest.raises(PlaywrightError, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(path)


def test_a_session_that_ended_takes_the_lists_off_the_device(logged_in):
    page = logged_in("taalaanbieder", PHONE)
    _lists, address = keeps_lists(page)
    page.context.clear_cookies()
    page.goto(address)
    page.wait_for_url("**/inloggen/**")
    assert comes_true(page, "caches.keys().then((names) => names.length === 0)")


def test_lists_of_somebody_else_go_when_a_page_is_opened(logged_in):
    page = logged_in("klantmanager", PHONE)
    page.evaluate("caches.open('tweespoor-lijsten:iemand-anders').then((cache) => cache.put('/x', new Response('x')))")
    page.goto("/aanwezigheid/")
    assert comes_true(page, "caches.keys().then((names) => names.length === 0)")
    expect(page.locator("[data-keep-lists]")).to_have_count(0)  # who gives no lessons keeps none


def test_lists_older_than_a_day_do_not_open_and_go(logged_in):
    page = logged_in("taalaanbieder", PHONE)
    _lists, address = keeps_lists(page)
    page.evaluate(
        """async (path) => {
            const [name] = await caches.keys();
            const cache = await caches.open(name);
            const kept = await cache.match(path);
            const headers = new Headers(kept.headers);
            headers.set('X-Tweespoor-Kept-At', String(Date.now() - 24 * 60 * 60 * 1000));
            await cache.put(path, new Response(await kept.text(), { headers }));
        }""",
        address,
    )
    page.context.set_offline(True)
    with pytest.raises(PlaywrightError, match=r"ERR_(FAILED|INTERNET_DISCONNECTED)"):
        page.goto(address)
    page.context.set_offline(False)
    page.goto("/account/")
    assert kept_on(page) == []


def test_who_does_not_want_lists_on_a_device_says_so(logged_in):
    page = logged_in("taalaanbieder", PHONE)
    keeps_lists(page)
    expect(page.get_by_role("button", name="Wel op dit toestel bewaren")).to_be_hidden()
    page.get_by_role("button", name="Niet op dit toestel bewaren").click()
    expect(page.get_by_text("Op dit toestel wordt geen lijst bewaard.")).to_be_visible()
    assert kept_on(page) == []
    page.reload()
    expect(page.get_by_text("Op dit toestel wordt geen lijst bewaard.")).to_be_visible()
    assert seen_by_axe(page) == []
    page.get_by_role("button", name="Wel op dit toestel bewaren").click()
    expect(page.get_by_text("Op dit toestel bewaard:")).to_be_visible()
    assert kept_on(page) != []
