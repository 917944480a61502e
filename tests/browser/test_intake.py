"""The intake on a phone at a kitchen table: saved at once, also after the connection was lost; and looked at by axe."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}


def somebody(page, place):
    """The address of a participant of the list."""
    page.goto("/mensen/")
    return page.locator("tbody a").nth(place).get_attribute("href")


def status(page, item):
    return page.locator(f'[data-item="{item}"] [data-status]')


def test_answers_are_saved_as_they_are_given_and_not_asked_again(logged_in):
    page = logged_in("klantmanager", PHONE)
    person = somebody(page, 0)
    page.goto(f"{person}intake/geld/")
    page.get_by_role("group", name="Heeft de deelnemer een eigen bankrekening?").get_by_label("Ja").check()
    expect(status(page, "bank-account")).to_have_text(re.compile(r"^bewaard om \d\d\.\d\d uur$"))
    expect(page.locator("[data-progress]")).to_have_text("1 van 4 gevraagd")
    page.reload()
    known = page.locator('[data-item="bank-account"]')
    expect(known.locator(".tweespoor-fact--known")).to_have_text("ja")
    expect(known).to_contain_text("gesprek")
    known.get_by_role("button", name="Nog zo").click()
    expect(status(page, "bank-account")).to_have_text(re.compile("^bewaard om"))


def test_what_is_answered_without_a_connection_is_saved_when_it_is_back_and_once(logged_in):
    page = logged_in("klantmanager", PHONE)
    person = somebody(page, 1)
    page.goto(f"{person}intake/doelen/")
    page.route("**/intake/doelen/**", lambda route: route.abort())
    page.get_by_label("Wat wil de deelnemer bereiken, in eigen woorden?").last.fill("Een eigen bakkerij")
    page.get_by_label("Wat is de eerste stap, in eigen woorden?").last.fill("Een stage")
    page.get_by_label("Waar is de deelnemer goed in, in eigen woorden?").last.focus()
    expect(status(page, "own-goal")).to_contain_text("er is geen verbinding")
    expect(status(page, "first-step")).to_contain_text("er is geen verbinding")
    page.unroute("**/intake/doelen/**")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(status(page, "own-goal")).to_have_text(re.compile("^bewaard om"))
    expect(status(page, "first-step")).to_have_text(re.compile("^bewaard om"))
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.goto(f"{person}geschiedenis/own-goal/")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_what_waits_on_the_device_is_sent_when_the_page_is_opened_again(logged_in):
    page = logged_in("klantmanager", PHONE)
    person = somebody(page, 2)
    page.goto(f"{person}intake/doelen/")
    page.route("**/intake/doelen/**", lambda route: route.abort())
    page.get_by_label("Wat wil de deelnemer bereiken, in eigen woorden?").last.fill("Kok worden")
    page.get_by_label("Wat is de eerste stap, in eigen woorden?").last.focus()
    expect(status(page, "own-goal")).to_contain_text("er is geen verbinding")
    page.unroute("**/intake/doelen/**")
    page.goto(f"{person}intake/doelen/")
    expect(page.locator('[data-item="own-goal"] .tweespoor-fact--known')).to_have_text("Kok worden")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_what_is_answered_after_the_session_ended_is_saved_after_logging_in_again(logged_in):
    page = logged_in("klantmanager", PHONE)
    person = somebody(page, 5)
    page.goto(f"{person}intake/doelen/")
    page.context.clear_cookies(name="tweespoor-demo-session")
    page.get_by_label("Wat wil de deelnemer bereiken, in eigen woorden?").last.fill("Kapper worden")
    page.get_by_label("Wat is de eerste stap, in eigen woorden?").last.focus()
    expect(status(page, "own-goal")).to_contain_text("u bent uitgelogd")
    page.goto("/inloggen/")
    page.get_by_role("button", name="Inloggen als klantmanager", exact=True).click()
    page.wait_for_url(lambda url: "/inloggen/" not in url)
    page.goto(f"{person}intake/doelen/")
    expect(page.locator('[data-item="own-goal"] .tweespoor-fact--known')).to_have_text("Kapper worden")


def test_the_same_user_in_two_windows_never_clashes_with_itself(logged_in):
    one, other = logged_in("klantmanager", PHONE), logged_in("klantmanager", PHONE)
    person = somebody(one, 3)
    for page in (one, other):
        page.goto(f"{person}intake/reizen/")
    one.get_by_role("group", name="Kan de deelnemer een auto gebruiken?").get_by_label("Ja").check()
    expect(status(one, "car")).to_have_text(re.compile("^bewaard om"))
    other.get_by_role("group", name="Kan de deelnemer een auto gebruiken?").get_by_label("Nee").check()
    expect(status(other, "car")).to_have_text(re.compile("^bewaard om"))
    one.reload()
    expect(one.locator('[data-item="car"] .tweespoor-fact--known')).to_have_text("nee")


def test_an_answer_given_meanwhile_by_another_is_shown_beside_ones_own(logged_in):
    page = logged_in("klantmanager", PHONE)
    person = somebody(page, 6)
    page.goto(f"{person}intake/persoon/")
    item = page.locator('[data-item="gender"]')
    # The form is older than what the demonstration registered, as if both were open at once.
    page.evaluate("document.querySelector('input[name=gender-key]').value = ''")
    item.get_by_text("Wijzigen").click()
    item.get_by_label("Anders", exact=True).check()
    expect(status(page, "gender")).to_contain_text("Intussen antwoordde iemand anders")
    expect(item.get_by_role("button", name=re.compile("^Houd"))).to_be_visible()
    item.get_by_role("button", name="Gebruik “Anders”").click()
    expect(status(page, "gender")).to_have_text(re.compile("^bewaard om"))
    page.reload()
    expect(item.locator(".tweespoor-fact--known")).to_have_text("Anders")


def test_a_step_works_without_javascript(logged_in):
    page = logged_in("klantmanager", PHONE, java_script_enabled=False)
    person = somebody(page, 4)
    page.goto(f"{person}intake/gezondheid/")
    page.get_by_role("group", name="Is de deelnemer onder behandeling?").get_by_label("Nee").check()
    page.get_by_role("group", name="Wat betekent de gezondheid voor het meedoen?").get_by_label("Geen").check()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text(re.compile(r"2 antwoorden bewaard om \d\d\.\d\d uur\."))).to_be_visible()
    expect(page.get_by_text("2 van 5 gevraagd")).to_be_visible()


STEPS = ("persoon", "contact", "taal", "opleiding", "beschikbaar", "belemmeringen", "leefgebieden", "doelen")


OF_A_TRAINER = ("", "intake/", "intake/taal/", "toetsen/", "geschiedenis/", "geschiedenis/speaking-level/")


def may_open(role, address):
    """A trainer opens what is about language; a case manager everything."""
    of_a_person = address.removeprefix("/mensen/").partition("/")
    return role == "klantmanager" or (of_a_person[0] != "nieuw" and of_a_person[2] in OF_A_TRAINER)


@pytest.mark.parametrize("role", ["klantmanager", "trainer"])
def test_axe_finds_nothing_wrong_in_the_dossier_and_the_intake(role, logged_in, width):
    page = logged_in(role, width)
    # Not the first of a case manager's people, a newcomer whose gender nobody asked yet.
    person = somebody(page, 4 if role == "klantmanager" else 0)
    wrong = {}
    addresses = [person, f"{person}intake/", f"{person}toetsen/", f"{person}geschiedenis/"]
    addresses += [f"{person}geschiedenis/speaking-level/", f"{person}feiten/gender/corrigeren/", "/mensen/nieuw/"]
    addresses += [f"{person}intake/{step}/" for step in STEPS]
    for address in addresses:
        assert page.goto(address).status == (200 if may_open(role, address) else 404), address
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        result = Axe().run(page)
        if result.violations_count:
            wrong[address] = result.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
    assert wrong == {}
