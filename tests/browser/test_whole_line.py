"""The whole line, once: an intake, a plan, a drag, publishing, attendance without a connection, a lesson that is off,
and what the participant reads of it in Arabic."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.test_attendance import PHONE, not_noted_yet, open_a_list, seen_by_axe
from tests.browser.test_board import DESK, a_draft, a_movable_card
from tests.browser.test_own_pages import come_in_with_a_card

ARABIC = re.compile("[\u0600-\u06ff]")


def asks_for_the_language(page):
    """Somebody of a group, whose contact language the case manager asks: Arabic."""
    page.goto("/groepen/")
    with page.expect_navigation():
        page.locator("tbody a[href^='/groepen/']").first.click()
    with page.expect_navigation():
        page.locator("tbody a[href^='/mensen/']").first.click()
    person = page.url
    page.goto(f"{person}feiten/contact-languages/")
    page.get_by_label("Arabisch", exact=True).check()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Het antwoord is bewaard.")).to_be_visible()
    return person


def publish_a_dragged_draft(page):
    a_draft(page, "Hele lijn")
    board = page.url.split("?")[0]
    card, _before, place = a_movable_card(page)
    page.locator(f"[id='kaart-{card['group']}-{card['session']}']").hover()
    page.mouse.down()
    target = page.locator(f"[data-half-day='{place}']")
    target.hover()
    target.hover()
    expect(page.locator("#gevolgen [data-carry-out]")).to_be_visible()
    page.mouse.up()
    expect(page.get_by_text("Gedaan. U kunt dit ongedaan maken.")).to_be_visible()
    page.goto(f"{board}nakijken/")
    page.get_by_role("button", name=re.compile("^Publiceren")).click()
    expect(page.get_by_text("Het rooster is gepubliceerd.")).to_be_visible()


def somebody_stays_away_while_the_connection_is_gone(page):
    open_a_list(page, to_fill_in=True)
    page.route(
        "**/aanwezigheid/**", lambda route: route.abort() if route.request.method == "POST" else route.fallback()
    )
    not_noted_yet(page).last.get_by_text("Zonder bericht afwezig", exact=True).click()
    expect(page.get_by_text("Nog niet verstuurd: 1")).to_be_visible()
    page.unroute("**/aanwezigheid/**")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()


def call_off(page, *, meeting):
    """Call off what a participant could say not to come to."""
    day, half_day, whole = meeting.strip("/").split("/")[-3:]
    for kind in ("klas", "groep"):
        address = f"/aanwezigheid/{kind}/{whole}/{day}/{half_day}/"
        if page.request.get(address).ok:
            page.goto(address)
            page.get_by_role("button", name=re.compile("Ging niet door|Zeg af en stuur bericht")).click()
            expect(page.get_by_text("Bewaard. Wie zou komen")).to_be_visible()
            return day
    raise AssertionError(f"nobody keeps the list of {meeting}")


def test_from_intake_to_what_a_participant_reads_in_arabic(logged_in, open_page):
    staff = logged_in("klantmanager", DESK)
    person = asks_for_the_language(staff)
    publish_a_dragged_draft(logged_in("projectleider", DESK))
    somebody_stays_away_while_the_connection_is_gone(logged_in("klantmanager", PHONE))

    phone = come_in_with_a_card(staff, open_page, person=person)
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    phone.goto(f"/mijn/week/?week={date.today() + timedelta(days=7)}")
    day = call_off(staff, meeting=phone.locator("a[href^='/mijn/niet/']").first.get_attribute("href"))

    phone.goto(f"/mijn/week/?week={day}")
    off = phone.locator(".tweespoor-mine__off")
    expect(off).to_have_count(1)
    assert ARABIC.search(off.inner_text())
    assert seen_by_axe(phone) == []
    phone.goto("/mijn/berichten/")
    told = phone.locator(".tweespoor-mine__message").filter(has_text=str(date.fromisoformat(day).day)).first
    expect(told).to_be_visible()
    assert ARABIC.search(told.inner_text())

    phone.goto(f"/mijn/week/?week={date.today() + timedelta(days=7)}")
    phone.locator("a[href^='/mijn/niet/']").first.click()
    with phone.expect_navigation():
        phone.locator(".tweespoor-mine__reason").first.click()
    expect(phone.locator(".tweespoor-mine__away")).to_have_count(1)
    staff.goto("/aanwezigheid/")
    expect(staff.get_by_role("heading", name="Zelf afgemeld")).to_be_visible()
