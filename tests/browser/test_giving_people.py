"""Giving people to a colleague and correcting a name, in a browser, on a phone and a desktop."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


def seen_by_axe(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def test_two_people_go_to_a_colleague_and_come_back(logged_in, width):
    page = logged_in("klantmanager", width)
    with page.expect_navigation():
        page.get_by_role("link", name="Mensen doorgeven").click()
    assert seen_by_axe(page) == []
    page.get_by_label("Naar welke collega?").select_option(label="Pim Kramer")
    for place in range(2):
        page.get_by_role("group", name="Wie geeft u door?").get_by_role("checkbox").nth(place).check()
    page.get_by_role("button", name="Geef door wie is aangekruist").click()
    expect(page.get_by_text("2 deelnemers staan nu bij Pim Kramer.")).to_be_visible()
    assert seen_by_axe(page) == []
    page.get_by_role("button", name="Geef deze 2 terug aan Kim Bakker").first.click()
    expect(page.get_by_text("2 deelnemers staan nu bij Kim Bakker.")).to_be_visible()


def test_a_whole_caseload_goes_to_a_colleague_for_a_holiday_and_comes_back(logged_in, width):
    page = logged_in("klantmanager", width)
    page.goto("/mensen/doorgeven/")
    boxes = page.get_by_role("group", name="Wie geeft u door?").get_by_role("checkbox")
    everybody = boxes.count()
    assert everybody > 2
    page.get_by_label("Naar welke collega?").select_option(label="Pim Kramer")
    page.get_by_role("button", name=f"Geef alle {everybody} door").click()
    expect(page.get_by_text(f"{everybody} deelnemers staan nu bij Pim Kramer.")).to_be_visible()
    expect(page.get_by_text("U hebt geen mensen op uw lijst.")).to_be_visible()
    assert seen_by_axe(page) == []
    page.get_by_role("button", name=f"Geef deze {everybody} terug aan Kim Bakker").first.click()
    expect(page.get_by_text(f"{everybody} deelnemers staan nu bij Kim Bakker.")).to_be_visible()
    expect(boxes).to_have_count(everybody)


def test_a_name_is_corrected_from_the_page_of_the_person(logged_in, width):
    page = logged_in("klantmanager", width)
    page.locator("tbody a").nth(2).click()
    before = page.locator("h1").inner_text()
    for name in ("Verbeterd", before.split()[0]):
        with page.expect_navigation():
            page.get_by_role("link", name="Naam en nummer verbeteren").click()
        assert seen_by_axe(page) == []
        page.get_by_label("Voornaam").fill(name)
        page.get_by_role("button", name="Bewaren", exact=True).click()
        expect(page.get_by_text("De gegevens zijn verbeterd.")).to_be_visible()
        expect(page.get_by_role("heading", level=1, name=re.compile(f"^{name} "))).to_be_visible()
