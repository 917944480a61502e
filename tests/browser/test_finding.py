"""Finding somebody while typing, and answering the week's eight questions, as a case manager does it."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


def test_people_are_found_while_one_types_and_by_another_spelling(logged_in):
    page = logged_in("klantmanager")
    rows = page.locator("tbody tr")
    everybody = rows.count()
    first = page.locator("tbody a").nth(5)
    given_name = first.inner_text().split()[0]
    search = page.get_by_label("Zoek op naam, nummer, school of klas")
    search.press_sequentially(given_name)
    expect(page.get_by_role("link", name=re.compile(f"^{given_name} ")).first).to_be_visible()
    expect(rows).not_to_have_count(everybody)
    search.fill("")
    search.press_sequentially(" ")
    expect(rows).to_have_count(everybody)
    doubled = re.sub(r"([lmnr])", r"\1\1", given_name)
    search.fill(doubled if doubled != given_name else given_name.replace("s", "ss"))
    expect(page.get_by_role("link", name=re.compile(f"^{given_name} ")).first).to_be_visible()
    expect(rows).not_to_have_count(everybody)
    assert given_name.lower() not in page.url.lower()
    assert Axe().run(page).violations_count == 0
    search.fill("zzzqx")
    expect(page.get_by_text("Niemand gevonden")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="0 deelnemers").first).to_be_attached()
    assert Axe().run(page).violations_count == 0


def test_the_whole_list_of_who_was_found_comes_by_its_button_and_by_the_enter_key(logged_in, width):
    page = logged_in("klantmanager", width)
    search = page.get_by_label("Zoek op naam, nummer, school of klas")
    asked = page.locator("[data-label='Gevraagd']")
    rows = page.locator("tbody tr")
    every_number = page.locator("tbody td").first.inner_text()[:2]
    for ask in (lambda: page.get_by_role("button", name="Hele lijst tonen").click(), lambda: search.press("Enter")):
        search.press_sequentially(every_number)
        expect(rows).to_have_count(10)
        expect(asked).to_have_count(0)
        fitting = int(re.search(r"(\d+) deelnemers", page.locator("#gevonden [data-announce]").inner_text())[1])
        expect(page.get_by_role("status").filter(has_text="U ziet 1 tot en met 10").first).to_be_attached()
        with page.expect_navigation():
            ask()
        expect(rows).to_have_count(min(fitting, 25))
        expect(asked).to_have_count(min(fitting, 25))
        expect(search).to_have_value(every_number)
        search.fill("")


def test_an_answer_on_the_spot_makes_room_for_the_next_question(logged_in, width):
    page = logged_in("klantmanager", width)
    page.get_by_role("link", name="Vijf minuten: acht vragen").click()
    questions = page.locator(".tweespoor-question")
    expect(questions).to_have_count(8)
    standing = page.locator("#vijf-minuten-stand")
    asked = int(re.search(r"Open vragen: (\d+)", standing.inner_text())[1])
    none = page.get_by_label("Geen: gevraagd, en het is er niet")
    question = questions.filter(has=none).first
    name = question.get_attribute("id")
    question.get_by_role("button", name=re.compile("^Bewaren")).click()
    expect(page.locator(f"[id='{name}']").get_by_text("Er klopt iets niet.")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.locator(f"[id='{name}']").locator(none).check()
    page.locator(f"[id='{name}']").get_by_role("button", name=re.compile("^Bewaren")).click()
    expect(standing).to_contain_text(f"Het antwoord is bewaard. Open vragen: {asked - 1}")
    expect(page.locator(f"[id='{name}']")).to_have_count(0)
    expect(questions).to_have_count(8)
    expect(page.locator("h2:focus")).to_have_count(1)


def test_a_question_is_answered_and_put_off_without_javascript(logged_in):
    page = logged_in("klantmanager", java_script_enabled=False)
    page.get_by_role("link", name="Vijf minuten: acht vragen").click()
    page.get_by_role("button", name=re.compile("^Weet ik niet, later")).last.click()
    expect(page.get_by_text("Deze vraag komt over een week terug.")).to_be_visible()
    none = page.get_by_label("Geen: gevraagd, en het is er niet")
    question = page.locator(".tweespoor-question").filter(has=none).last
    question.locator(none).check()
    question.get_by_role("button", name=re.compile("^Bewaren")).click()
    expect(page.get_by_text("Het antwoord is bewaard.")).to_be_visible()
