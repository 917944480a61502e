"""A plan made in one conversation on a phone, and the participant's own copy in four languages; looked at by axe."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
LANGUAGES = {"nl": "Mijn plan", "en": "My plan", "ar": "خطتي", "ti": "ውጥነይ"}


def somebody_with(page, *, word):
    """The address of the plan of the first participant of a programme whose plan says this word."""
    page.goto("/mensen/?programma=roermond")
    addresses = [link.get_attribute("href") for link in page.locator("tbody a").all()]
    for address in addresses:
        page.goto(f"{address}plan/")
        if page.get_by_text(word, exact=True).count():
            return f"{address}plan/"
    raise AssertionError(f"nobody's plan says {word}")


def complaints(page):
    """What axe finds wrong, but for the tracks' own scrolling picture, which other tests look at."""
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in Axe().run(page).response["violations"]]


def wider_than_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_plan_is_made_and_signed_in_one_conversation_on_a_phone(logged_in):
    page = logged_in("klantmanager", PHONE)
    address = somebody_with(page, word="Nog geen plan")
    assert complaints(page) == []
    page.get_by_role("button", name="Begin het plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat de deelnemer doet")
    page.locator("summary", has_text="Wijzigen").first.click()
    page.get_by_label("Wie doet wat").first.fill("de deelnemer belt de school")
    assert complaints(page) == []
    assert not wider_than_the_screen(page)
    page.get_by_role("button", name="Bewaren en verder").click()
    page.get_by_label("Over drie maanden wil ik …").fill("met de bus durven")
    page.get_by_label("In welke taal is dit gezegd?").select_option("Nederlands")
    assert complaints(page) == []
    page.get_by_role("button", name="Bewaren en verder").click()
    page.get_by_label("Doet wat").first.fill("belt de school")
    assert complaints(page) == []
    page.get_by_role("button", name="Bewaren en verder").click()
    assert complaints(page) == []
    page.get_by_role("button", name="Bewaren en verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bespreken en tekenen")
    page.get_by_label("Naam van de deelnemer").fill("Amina Voorbeeld")
    page.get_by_role("group", name="Was er een tolk bij?").get_by_label("nee").check()
    assert complaints(page) == []
    assert not wider_than_the_screen(page)
    page.get_by_role("button", name="Teken het plan").click()
    expect(page.get_by_text("Het plan is getekend.")).to_be_visible()
    expect(page.get_by_text("de deelnemer belt de school")).to_be_visible()
    assert complaints(page) == []
    page.goto(address)
    expect(page.get_by_text("Het plan dat geldt")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_own_copy_reads_well_in_every_language(logged_in, language):
    page = logged_in("klantmanager", PHONE)
    page.goto(f"{somebody_with(page, word='Ondertekend')}1/eigen/{language}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(LANGUAGES[language])
    html = page.locator("html")
    expect(html).to_have_attribute("lang", language)
    expect(html).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    row = page.locator(".tweespoor-own__row").first
    picture, words = row.locator(".tweespoor-own__picture").bounding_box(), row.locator("p").first.bounding_box()
    assert (picture["x"] > words["x"]) is (language == "ar")
    assert not wider_than_the_screen(page)
    assert complaints(page) == []
