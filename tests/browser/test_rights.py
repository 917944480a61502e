"""The rights of participants in a browser: requests, access, the log, retention and leaving."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


def seen_by_axe(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def test_the_pages_about_rights_are_accessible(logged_in, width):
    page = logged_in("klantmanager", width)
    person = page.locator("tbody a").first.get_attribute("href")
    own = ("logboek/", "inzage/", "verzoeken/", "overdragen/")
    for address in (*(person + each for each in own), "/verzoeken/", "/beheer/bewaartermijnen/"):
        page.goto(address)
        assert (address, seen_by_axe(page)) == (address, [])
    page = logged_in("beheerder", width)
    for address in ("/beheer/logboek/", "/beheer/bewaartermijnen/", "/beheer/meenemen/"):
        page.goto(address)
        assert (address, seen_by_axe(page)) == (address, [])


def test_a_request_comes_in_and_is_settled_on_a_phone(logged_in):
    page = logged_in("klantmanager", {"width": 390, "height": 844})
    page.locator("tbody a").nth(1).click()
    name = page.locator("h1").inner_text()
    page.get_by_role("navigation", name="Rechten van de deelnemer").get_by_role("link", name="Verzoeken").click()
    page.get_by_label("Bezwaar tegen het gebruik").check()
    page.get_by_label("Ontvangen op").fill("2026-01-31")
    page.get_by_label("Toelichting").fill("Niet met de school delen")
    page.get_by_role("button", name="Verzoek vastleggen").click()
    expect(page.get_by_text("Het verzoek is vastgelegd.")).to_be_visible()
    expect(page.get_by_text("28 februari 2026")).to_be_visible()
    page.get_by_role("link", name=name).click()
    expect(page.get_by_text("Niet met de school delen")).to_be_visible()
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Verzoeken").click()
    page.get_by_role("row", name=re.compile(name)).get_by_role("link", name="Uitkomst vastleggen").click()
    page.get_by_label("Afgewezen").check()
    page.get_by_role("button", name="Uitkomst bewaren").click()
    expect(page.get_by_text("De uitkomst is bewaard.")).to_be_visible()


def test_everything_about_somebody_comes_as_a_document(logged_in):
    page = logged_in("klantmanager")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="Inzage").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Overzicht om te lezen of te printen (PDF)").click()
    assert started.value.suggested_filename == "inzage.pdf"
    assert started.value.path().read_bytes().startswith(b"%PDF")
