"""Themes and what lies ahead in a browser: fit for a phone, on paper, and moved with the keyboard."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


def seen_by_axe(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def fits(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def follow(page, link):
    with page.expect_navigation():
        link.click()


def test_looking_ahead_is_accessible_fits_and_prints_without_what_is_clicked(logged_in, width):
    page = logged_in("taalaanbieder", width)
    page.goto("/vooruitblik/")
    assert (seen_by_axe(page), fits(page, width)) == ([], True)
    for address in page.get_by_role("main").get_by_role("link").evaluate_all("links => links.map(link => link.href)"):
        page.goto(address)
        if page.get_by_role("heading", name="Week van").count():
            break
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Week van")
    assert (seen_by_axe(page), fits(page, width)) == ([], True)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Vier weken later")).to_be_hidden()
    expect(page.get_by_role("heading", name="Week van").first).to_be_visible()


def test_themes_are_moved_and_kept_with_the_keyboard_alone(logged_in, width):
    page = logged_in("projectleider", width)
    page.goto("/programmas/roermond/themas/")
    assert (seen_by_axe(page), fits(page, width)) == ([], True)
    follow(page, page.get_by_role("main").get_by_role("row").get_by_role("link").first)
    assert (seen_by_axe(page), fits(page, width)) == ([], True)
    second = page.get_by_label("Thema", exact=True).nth(1).input_value()
    page.get_by_role("button", name="Bijeenkomst 2 eerder").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Dit is nog niet bewaard.")).to_be_visible()
    expect(page.get_by_label("Thema", exact=True).first).to_have_value(second)
    assert seen_by_axe(page) == []
    page.get_by_label("Thema", exact=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("De thema’s zijn bewaard.")).to_be_visible()
    expect(page.get_by_label("Thema", exact=True).first).to_have_value(second)


def test_the_days_of_a_group_s_themes_are_accessible_and_fit(logged_in, width):
    page = logged_in("projectleider", width)
    page.goto("/vooruitblik/")
    follow(page, page.get_by_role("main").locator("a[href*='/groepen/']").first)
    assert (seen_by_axe(page), fits(page, width)) == ([], True)
    expect(page.get_by_text("volgende", exact=True)).to_be_visible()
