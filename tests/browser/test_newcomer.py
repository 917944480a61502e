"""A newcomer's path through the application, and every page looked at by axe."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

LONG = 60_000
ROLES = ("klantmanager", "projectleider", "taalaanbieder", "trainer", "jobcoach", "beleidsmedewerker", "onderzoeker")


def test_a_newcomer_logs_in_plans_roermond_and_finds_a_week_and_a_figure(logged_in):
    page = logged_in("projectleider")
    page.get_by_role("link", name="Roermond en Leudal").click()
    expect(page.get_by_role("heading", name="Roermond en Leudal", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Sporten onder begeleiding 1")).to_be_visible()

    page.get_by_role("link", name="Naar de planner").click()
    page.get_by_role("button", name="Start de planner").click()
    running = page.locator("#planner-progress")
    expect(running).to_contain_text("De planner zoekt de beste groepen.", timeout=LONG)
    expect(running.get_by_text(re.compile(r"^\d+ van \d+$")).first).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Stop en bewaar het beste tot nu toe").click()
    check = page.get_by_role("link", name="Nakijken en publiceren").first
    expect(check).to_be_visible(timeout=LONG)
    check.click()
    expect(page.get_by_role("heading", name="Nakijken en publiceren", level=1)).to_be_visible(timeout=LONG)
    page.get_by_role("button", name=re.compile("^Publiceren")).click()
    expect(page.get_by_text("Het rooster is gepubliceerd.")).to_be_visible()

    page.locator("tbody a").filter(has_text="Sporten").first.click()
    expect(page.get_by_role("heading", name=re.compile("Sporten onder begeleiding"), level=1)).to_be_visible()
    page.locator("tbody a").first.click()
    expect(page.get_by_role("heading", name="De week", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Sporten onder begeleiding").first).to_be_visible()
    expect(page.get_by_text("Formele taalles").first).to_be_visible()

    page.get_by_role("link", name="Monitor").click()
    page.get_by_role("link", name="Figuur 2.5").click()
    expect(page.get_by_role("heading", name=re.compile(r"Figuur 2\.5 .*\(N=105\)"), level=1)).to_be_visible()
    picture = page.locator("figure img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 400
    page.get_by_text("Toon als tabel").click()
    expect(page.get_by_role("row", name=re.compile("^Roermond"))).to_be_visible()


def test_a_case_manager_turns_not_asked_into_an_answer_on_a_phone(logged_in):
    page = logged_in("klantmanager", {"width": 390, "height": 844})
    route = page.get_by_role("link", name="Leerroute invullen")
    for address in page.locator("tbody a").evaluate_all("links => links.map(link => link.href)"):
        page.goto(address)
        expect(page.get_by_role("heading", name="De week", exact=True)).to_be_visible()
        if route.count():
            break
    unknown = page.get_by_role("link", name=re.compile("invullen$"))
    before = unknown.count()
    route.click()
    page.get_by_label("Welke leerroute volgt de deelnemer?").select_option(label="B1-route")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Het antwoord is bewaard.")).to_be_visible()
    expect(unknown).to_have_count(before - 1)
    expect(page.locator("dd").filter(has_text="B1-route")).to_be_visible()


def test_people_are_found_without_a_name_in_the_address(logged_in):
    page = logged_in("klantmanager")
    name = page.locator("tbody a").nth(3).inner_text()
    page.get_by_label("Zoek op naam, nummer, school of klas").fill(name.split()[1][1:])
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    assert name.split()[1][1:].lower() not in page.url.lower()


def test_everything_can_be_read_and_registered_without_javascript(logged_in):
    page = logged_in("klantmanager", java_script_enabled=False)
    page.locator("tbody a").first.click()
    expect(page.get_by_role("heading", name="De week", exact=True)).to_be_visible()
    page.get_by_role("link", name="Reden van uitval invullen").click()
    page.get_by_label("Geen: gevraagd, en het is er niet").check()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Het antwoord is bewaard.")).to_be_visible()


def test_the_language_is_switched_on_any_page(logged_in):
    page = logged_in("projectleider")
    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.get_by_role("link", name="Programmes")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def addresses(page):
    """Every page this user reaches from the main navigation, one of each kind."""
    found = ["/programmas/", "/programmas/roermond/", "/programmas/nederweert/", "/mensen/", "/groepen/", "/monitor/"]
    found += ["/mensen/vijf-minuten/", "/mensen/volledigheid/", "/mensen/?ontbreekt=obstacles&mensen=mijn"]
    found += ["/monitor/2.5/", "/monitor/2.6/", "/programmas/roermond/planner/", "/programmas/nederweert/planner/"]
    for start, kind in (("/mensen/", "/mensen/"), ("/groepen/", "/groepen/")):
        page.goto(start)
        link = page.locator(f'tbody a[href^="{kind}"]').first
        if link.count():
            found.append(link.get_attribute("href"))
            if kind == "/mensen/":
                found.append(f"{found[-1]}feiten/obstacles/")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_wrong_on_any_page_of(role, logged_in, width):
    page = logged_in(role, width)
    wrong = {}
    for address in addresses(page):
        answer = page.goto(address)
        assert answer.status in (200, 404), address
        result = Axe().run(page)
        if result.violations_count:
            wrong[address] = result.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
    assert wrong == {}


def test_axe_finds_nothing_wrong_before_logging_in(open_page, width):
    page = open_page(width)
    for address in ("/inloggen/", "/nergens/"):
        page.goto(address)
        assert Axe().run(page).violations_count == 0
    page.goto("/inloggen/")
    page.get_by_label("Wachtwoord").fill("verkeerd")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_text("Er klopt iets niet.")).to_be_visible()
    assert Axe().run(page).violations_count == 0
