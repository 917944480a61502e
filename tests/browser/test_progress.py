"""How far people are and what it costs, in a browser: accessible, in few taps, on a phone."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}


def seen_by_axe(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def test_the_pages_about_progress_and_costs_are_accessible_and_fit(logged_in, width):
    page = logged_in("klantmanager", width)
    person = page.locator("tbody a").first.get_attribute("href")
    programme = "/programmas/roermond/"
    of_person = ("voortgang/", "voortgang/gestopt/?onderdeel=sport", "kosten/")
    of_programme = ("voortgang/", "kosten/", "doorbraakbudget/")
    for address in (*(person + each for each in of_person), *(programme + each for each in of_programme)):
        page.goto(address)
        assert (address, seen_by_axe(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def test_a_block_is_registered_in_two_taps_and_stopped_in_three(logged_in):
    page = logged_in("klantmanager", PHONE)
    page.goto(page.locator("tbody a").nth(3).get_attribute("href"))
    page.get_by_role("navigation", name="Van deze deelnemer").get_by_role("link", name="Voortgang").click()
    block = page.locator("#onderdeel-workshops")
    block.get_by_role("button", name=re.compile("^(Begonnen|Opnieuw begonnen|Klaar)")).first.click()
    expect(page.get_by_text(re.compile("^Vastgelegd: "))).to_be_visible()
    page.get_by_role("link", name=re.compile("^Gestopt.*Sporten onder begeleiding")).click()
    page.get_by_role("button", name="Te zwaar naast de taalles").click()
    expect(page.locator("#onderdeel-sport")).to_contain_text("Te zwaar naast de taalles")


def test_the_purse_is_asked_and_decided_on_a_phone(logged_in):
    page = logged_in("klantmanager", PHONE)
    page.goto("/programmas/roermond/doorbraakbudget/")
    page.get_by_label("Deelnemer").select_option(index=7)
    page.get_by_label("Bedrag in euro’s").fill("12,50")
    page.get_by_label("Toelichting").fill("schriften")
    page.get_by_role("button", name="Aanvragen").click()
    expect(page.get_by_text("De aanvraag is gedaan.")).to_be_visible()
    page = logged_in("projectleider", PHONE)
    page.goto("/programmas/roermond/doorbraakbudget/")
    asked = page.get_by_role("listitem").filter(has_text="schriften")
    asked.get_by_role("button", name=re.compile("^Toekennen")).click()
    expect(page.get_by_text("Toegekend.", exact=True)).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="schriften")).to_contain_text("Toegekend")


def test_spending_is_held_against_the_budget_and_taken_out_as_a_workbook(logged_in):
    page = logged_in("projectleider")
    page.goto("/programmas/roermond/kosten/")
    expect(page.get_by_role("img", name=re.compile("Gepland en uitgegeven per maand"))).to_be_visible()
    page.get_by_label("Bedrag in euro’s", exact=True).fill("veel")
    page.get_by_role("button", name="Uitgave bewaren").click()
    expect(page.get_by_text("Vul een bedrag in euro’s in, bijvoorbeeld 1.234,50.").first).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("link", name="Download (Excel)").click()
    year = page.get_by_role("heading", level=1).inner_text().split()[-1]
    assert started.value.suggested_filename == f"kosten-roermond-{year}.xlsx"
