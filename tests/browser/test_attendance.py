"""Lists of who is there in a browser: one tap on a phone, without a connection, and by a link."""

from __future__ import annotations

import re
from datetime import date, timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}


def seen_by_axe(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def open_a_list(page):
    """The list of some class of the last week."""
    for days in range(7):
        page.goto(f"/aanwezigheid/?dag={date.today() - timedelta(days=days)}")
        lists = page.locator(".tweespoor-sessions").first.get_by_role("link")
        if "/klas/" in (lists.first.get_attribute("href") if lists.count() else ""):
            page.goto(lists.first.get_attribute("href"))
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
    open_a_list(page)
    page.get_by_role("button", name="Link maken").click()
    link = page.get_by_label("Link", exact=True).input_value()
    stranger = open_page(PHONE)
    stranger.goto(link)
    assert seen_by_axe(stranger) == []
    expect(stranger.get_by_role("link", name="Mensen")).to_have_count(0)
    stranger.get_by_role("group").last.get_by_text("Zonder bericht afwezig").click()
    expect(stranger.get_by_text("Bewaard.", exact=True)).to_be_visible()
