"""What there is to plan with, in a browser: accessible, fits a phone, and entered in a minute."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
START = "/programmas/roermond/waarmee-plannen/"
LISTS = ("taalklassen", "trainingen", "trainers", "gebouwen", "lokalen", "perioden", "vakanties", "zones")


def seen_by_axe(page):
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def test_the_pages_of_what_to_plan_with_are_accessible_and_fit(logged_in, width):
    page = logged_in("projectleider", width)
    addresses = [
        "",
        "reistijden/",
        "feestdagen/",
        *(f"{kind}/" for kind in LISTS),
        "lokalen/nieuw/",
        "trainingen/nieuw/",
    ]
    for address in [*(START + each for each in addresses), "/programmas/roermond/klassen-inlezen/"]:
        page.goto(address)
        assert (address, seen_by_axe(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]
    for kind in ("taalklassen", "trainingen", "trainers"):
        page.goto(f"{START}{kind}/")
        with page.expect_navigation():
            page.locator("tbody th a").first.click()
        assert (kind, seen_by_axe(page)) == (kind, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def test_a_room_is_entered_taken_away_and_put_back_on_a_phone(logged_in):
    page = logged_in("projectleider", PHONE)
    page.goto("/programmas/roermond/")
    page.get_by_role("link", name="Waarmee plannen").click()
    page.get_by_role("link", name="Lokalen").click()
    page.get_by_role("link", name="Nieuw lokaal").click()
    page.get_by_label("Naam van het lokaal").fill("Lokaal 9.99")
    page.get_by_label("Voor hoeveel mensen").fill("9")
    page.get_by_label("dinsdag middag").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Bewaard: Lokaal 9.99.")).to_be_visible()
    page.get_by_role("link", name="Lokaal 9.99").click()
    page.get_by_role("link", name="Weghalen").click()
    page.get_by_role("button", name="Weghalen").click()
    page.get_by_role("button", name=re.compile("^Zet terug.*Lokaal 9.99")).click()
    expect(page.get_by_role("link", name="Lokaal 9.99")).to_be_visible()
