"""The participant's own pages on a telephone: with a card, in four languages, and on the bus without a connection."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.test_attendance import PHONE, seen_by_axe
from tests.browser.waiting import comes_true

NO_PAGE_IS_KEPT = """caches.keys()
    .then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
    .then((kept) => kept.flat().every((each) => !new URL(each.url).pathname.startsWith("/mijn/")))"""

LANGUAGES = ("Nederlands", "English", "العربية", "ትግርኛ")


def come_in_with_a_card(staff, open_page, *, person):
    """A telephone on which somebody came in with a card that a case manager made and gave."""
    staff.goto(f"{person}week/")
    staff.get_by_role("link", name="Eigen pagina van de deelnemer: maak een kaart").click()
    expect(staff.get_by_role("heading", name="Eigen pagina", level=1)).to_be_visible()
    while staff.get_by_role("button", name="Trek in").count():  # those that were given before
        with staff.expect_navigation():
            staff.get_by_role("button", name="Trek in").first.click()
    with staff.expect_download() as asked:
        staff.get_by_role("button", name="Maak een kaart (PDF)").click()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(asked.value.path().read_bytes())).pages)
    letters = re.search(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}", text)[0]
    phone = open_page(PHONE)
    phone.goto("/mijn/")
    phone.get_by_label("De letters van de kaart").fill(letters.lower())
    phone.get_by_role("button", name="Open mijn week").click()
    expect(phone.locator("a[href='/mijn/berichten/']")).to_be_visible()
    return phone


@pytest.fixture
def phone(logged_in, open_page):
    """That of somebody of a group."""
    staff = logged_in("klantmanager")
    staff.goto("/groepen/")
    with staff.expect_navigation():
        staff.locator("tbody a[href^='/groepen/']").first.click()
    person = staff.locator("tbody a[href^='/mensen/']").first.get_attribute("href")
    opened = come_in_with_a_card(staff, open_page, person=person)
    opened.get_by_role("button", name="Nederlands", exact=True).click()
    expect(opened.get_by_role("link", name="Berichten aan mij")).to_be_visible()
    return opened


def test_every_page_is_accessible_in_every_language_and_fits(phone):
    for language in LANGUAGES:
        phone.get_by_role("button", name=language, exact=True).click()
        expect(phone.get_by_role("button", name=language, exact=True)).to_have_attribute("aria-current", "true")
        for address in ("/mijn/week/", "/mijn/berichten/", "/mijn/gegevens/"):
            phone.goto(address)
            assert (language, address, seen_by_axe(phone)) == (language, address, [])
            assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.goto("/mijn/week/")


def test_two_taps_say_that_somebody_does_not_come(phone):
    phone.goto("/mijn/week/")
    cannot = phone.get_by_role("link", name="Ik kan niet komen")
    if not cannot.count():
        with phone.expect_navigation():
            phone.get_by_role("link", name="Volgende week").click()
    cannot.first.click()
    expect(phone.get_by_role("heading", name="Waarom niet?")).to_be_visible()
    assert seen_by_axe(phone) == []
    phone.get_by_role("button", name="Mijn kind").click()
    expect(phone.get_by_text("zien dat u niet komt")).to_be_visible()
    phone.get_by_role("button", name="Ik kom toch").first.click()
    expect(phone.get_by_text("zien dat u komt")).to_be_visible()


def test_the_week_is_read_without_a_connection_and_gone_after_leaving(phone):
    phone.goto("/mijn/week/")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.reload()  # now the pages go by the script that keeps them
    name = phone.locator("main p").nth(1).inner_text()
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", name="Mijn week", level=1)).to_be_visible()
    expect(phone.get_by_text(name, exact=True)).to_be_visible()
    expect(phone.get_by_text("Geen internet.")).to_be_visible()
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Uit: dit is niet mijn telefoon").click()
    expect(phone.get_by_text("Tot ziens")).to_be_visible()
    assert comes_true(phone, NO_PAGE_IS_KEPT)
    phone.goto("/mijn/week/")
    expect(phone.get_by_role("heading", name="Ik heb een kaart")).to_be_visible()


@pytest.mark.parametrize("address", ["/mijn/week/", "/mijn/"])
def test_nothing_is_left_on_the_telephone_once_somebody_is_in_no_more(phone, address):
    phone.goto("/mijn/week/")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.goto("/mijn/berichten/")
    phone.reload()
    assert comes_true(phone, "caches.match('/mijn/berichten/').then((page) => page !== undefined)")
    phone.context.clear_cookies()  # the stay has ended, or the card was withdrawn
    phone.goto(address)
    expect(phone.get_by_role("heading", name="Ik heb een kaart")).to_be_visible()
    assert comes_true(phone, NO_PAGE_IS_KEPT)


def test_coming_in_is_accessible_in_every_language(open_page):
    page = open_page(PHONE)
    page.goto("/mijn/")
    for language in LANGUAGES:
        page.get_by_role("button", name=language, exact=True).click()
        expect(page.get_by_role("button", name=language, exact=True)).to_have_attribute("aria-current", "true")
        assert (language, seen_by_axe(page)) == (language, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("#adres").fill("niemand@voorbeeld.example")
    page.locator("form:has(#adres) button").click()
    expect(page.locator("#cijfers")).to_be_visible()
    assert seen_by_axe(page) == []


def test_weeks_of_everybody_are_accessible_and_fit(logged_in, width):
    page = logged_in("klantmanager", width)
    person = page.locator("tbody a").first.get_attribute("href")
    for address in (f"{person}week/", f"{person}eigen-pagina/", "/weken/"):
        page.goto(address)
        assert (address, seen_by_axe(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
    for kind in ("trainers", "lokalen", "organisaties", "klassen"):
        page.goto("/weken/")
        address = page.locator(f"a[href^='/{kind}/']").first.get_attribute("href")
        page.goto(address)
        expect(page.get_by_role("heading", name="De week", exact=True)).to_be_visible()
        assert (address, seen_by_axe(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def test_an_address_for_the_calendar_is_shown_once_and_opens_without_logging_in(logged_in, open_page):
    page = logged_in("klantmanager")
    page.goto(f"{page.locator('tbody a').first.get_attribute('href')}week/")
    page.get_by_role("button", name="Maak een adres").click()
    expect(page.get_by_role("heading", name="Adres voor de agenda")).to_be_visible()
    assert seen_by_axe(page) == []
    address = page.locator("code").inner_text()
    answer = open_page(PHONE).request.get(address)
    assert answer.status == 200
    assert answer.text().startswith("BEGIN:VCALENDAR")
    page.get_by_role("link", name="Terug naar de week").click()
    page.get_by_role("button", name="Trek in").first.click()
    expect(page.get_by_text("Het adres werkt niet meer.")).to_be_visible()
    assert open_page(PHONE).request.get(address).status == 404
