"""What somebody is told, in a browser: a lesson that is called off stands on the page of everybody who would come."""

from __future__ import annotations

from datetime import date, timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

OFF, ON = "Zeg af en stuur bericht", "Gaat toch door"


def seen_by_axe(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def open_a_list_to_come(page):
    """The list of some class of the coming weeks, with people on it, that was not called off."""
    for days in range(1, 15):
        day = date.today() + timedelta(days=days)
        page.goto(f"/aanwezigheid/?dag={day}")
        links = page.locator(f".tweespoor-sessions a[href*='/{day}/']")
        for address in [each.get_attribute("href") for each in links.all()]:
            page.goto(address)
            if page.locator("fieldset[data-person]").count() and page.get_by_role("button", name=OFF).count():
                return
    raise AssertionError("nobody has a lesson in the coming weeks")


def test_the_messages_to_somebody_are_accessible_and_fit(logged_in, width):
    page = logged_in("klantmanager", width)
    open_a_list_to_come(page)
    person = page.locator("fieldset[data-person]").first.get_attribute("data-person")
    address = page.url
    for button in (OFF, ON):
        with page.expect_navigation():
            page.get_by_role("button", name=button).click()
        expect(page.get_by_text("Bewaard. Wie zou komen")).to_be_visible()
    assert page.url == address
    page.goto(f"/mensen/{person}/berichten/")
    rows = page.get_by_role("table", name="Berichten, het nieuwste eerst").get_by_role("row")
    expect(rows.filter(has_text="Gaat niet door").first).to_be_visible()
    expect(rows.filter(has_text="Gaat toch door").first).to_be_visible()
    assert seen_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
