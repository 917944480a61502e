"""The participant's own pages: coming in with a card or a code, the week in four languages, and not coming."""

from __future__ import annotations

import io
import re
from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from tests.apps.conftest import a_participant, a_user
from tests.apps.test_attendance import Scene
from tests.apps.test_messages import tell
from tests.apps.test_weeks import call_off
from tweespoor.apps.attendance.models import PlannedAbsence
from tweespoor.apps.log.models import Entry
from tweespoor.apps.portal import actions, tasks
from tweespoor.apps.portal.models import OwnCard, SentCode
from tweespoor.core.vocabulary import Role
from tweespoor.core.week import DAY_SLUGS, monday_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def scene(settings):
    settings.SMS_SENDER = ""
    cache.clear()
    return Scene()


@pytest.fixture
def phone():
    """A telephone that nobody logged in with."""
    return Client()


def a_card(scene, person=None):
    return actions.make_card(person=person or scene.anna, by=scene.manager, now=timezone.now())


def enter(phone, letters):
    return phone.post(reverse("own-enter"), {"kaart": letters})


def come_in(scene, phone, person=None):
    enter(phone, a_card(scene, person))
    return phone


def read(browser, name, *args, **query):
    return browser.get(reverse(name, args=args), query, follow=True).content.decode()


def tomorrow_evening(scene):
    day = scene.today + timedelta(days=1)
    return reverse("own-not-coming", args=[day, f"{DAY_SLUGS[day.weekday()]}-evening", scene.group.pk])


def ask(phone, address):
    """Ask for a code, and let the work be done that was put off."""
    response = phone.post(reverse("own-ask-code"), {"adres": address}, follow=True)
    for row in DBTaskResult.objects.filter(task_path__endswith="send_asked_code"):
        tasks.send_asked_code.call(*row.args_kwargs["args"])
        row.delete()
    return response


def a_code(address):
    """The digits of the only mail."""
    [sent] = mail.outbox
    assert sent.to == [address]
    return re.search(r"\d{6}", sent.body)[0]


def test_a_card_opens_the_own_week_and_no_other(scene, phone):
    page = read(come_in(scene, phone), "own-week")
    assert "Anna Voorbeeld" in page
    assert "Bilal" not in page
    assert page.count("19.00–21.30") == 7
    assert "De Brug, Zaal 1" in page


def test_the_own_week_begins_with_today_and_folds_what_has_been(scene, phone):
    page = read(come_in(scene, phone), "own-week")
    first, *folded = page.split("<details", 1)
    assert first.index("Vandaag") < first.index("19.00–21.30")
    assert first.count("19.00–21.30") == 7 - scene.today.weekday()
    assert bool(folded) == (scene.today.weekday() > 0)
    later = read(phone, "own-week", week=monday_of(scene.today) + timedelta(weeks=1))
    assert "Eerder deze week" not in later
    assert later.count("19.00–21.30") == 7


def test_letters_are_read_however_they_are_typed(scene, phone):
    letters = a_card(scene)
    assert enter(phone, f"  {letters.lower().replace('-', ' ')} ").status_code == 302


@pytest.mark.parametrize("letters", ["", "AAAA-BBBB-CCCC-DDDD", "' OR 1=1", "x" * 500])
def test_letters_of_no_card_open_nothing(scene, phone, letters):
    a_card(scene)
    response = enter(phone, letters)
    assert response.status_code == 400
    assert "Deze kaart werkt niet" in response.content.decode()
    assert phone.get(reverse("own-week")).url == reverse("own-start")


def test_what_the_picture_leads_to_opens_nothing_by_itself(scene, phone):
    letters = a_card(scene)
    page = phone.get(reverse("own-card", args=[letters])).content.decode()
    assert "Anna" not in page
    assert f'value="{letters}"' in page
    assert OwnCard.objects.get().used_on is None


def test_a_card_that_is_withdrawn_ends_what_it_opened(scene, phone):
    come_in(scene, phone)
    [card] = OwnCard.objects.all()
    actions.withdraw_card(person=scene.anna, card=card.pk, by=scene.manager, now=timezone.now())
    assert phone.get(reverse("own-week")).url == reverse("own-start")


def test_a_card_ends_after_a_year(scene, phone):
    letters = a_card(scene)
    OwnCard.objects.update(ends_on=scene.today - timedelta(days=1))
    assert enter(phone, letters).status_code == 400


def test_who_moved_to_another_municipality_is_out(scene, phone):
    come_in(scene, phone)
    scene.anna.closed_on = scene.today
    scene.anna.save()
    assert phone.get(reverse("own-week")).url == reverse("own-start")


def test_who_leaves_is_out(scene, phone):
    come_in(scene, phone)
    assert "Tot ziens" in phone.post(reverse("own-leave")).content.decode()
    assert phone.get(reverse("own-week")).url == reverse("own-start")


def test_a_member_of_staff_who_opens_a_card_is_no_longer_logged_in(scene, log_in):
    browser = log_in(scene.manager)
    enter(browser, a_card(scene))
    assert browser.get(reverse("people")).status_code == 302
    assert "Anna" in read(browser, "own-week")


def test_who_logs_in_as_staff_is_no_participant_any_more(scene, log_in, client):
    come_in(scene, client)
    browser = log_in(scene.manager)
    assert browser.get(reverse("people")).status_code == 200
    assert browser.get(reverse("own-week")).url == reverse("own-start")


def test_who_tries_often_has_to_wait(scene, phone):
    for _try in range(20):
        enter(phone, "AAAA-BBBB-CCCC-DDDD")
    letters = a_card(scene)
    response = enter(phone, letters)
    assert response.status_code == 429
    assert "Wacht een kwartier" in response.content.decode()


def test_a_code_goes_to_the_own_address_and_opens_the_week_once(scene, phone):
    tell(scene.anna, email="Anna@voorbeeld.example")
    ask(phone, "anna@Voorbeeld.example")
    code = a_code("Anna@voorbeeld.example")
    assert "Anna" not in mail.outbox[0].body
    assert phone.post(reverse("own-code"), {"cijfers": code}).url == reverse("own-week")
    assert "Anna Voorbeeld" in read(phone, "own-week")
    other = Client()
    session = other.session
    session["own_pending"] = str(SentCode.objects.get().pk)
    session.save()
    assert other.post(reverse("own-code"), {"cijfers": code}).status_code == 400


def test_a_telephone_number_is_known_however_it_is_written(scene, phone, settings):
    settings.SMS_SENDER = "tests.apps.test_messages.Gateway"
    tell(scene.bilal, phone="06 12345678")
    for typed in ("0612345678", "+31 6 12345678", "06-12345678", "06 12 34 56 78"):
        SentCode.objects.all().delete()
        ask(phone, typed)
        assert SentCode.objects.get().person == scene.bilal, typed


def test_who_asks_for_somebody_unknown_is_told_the_same(scene, phone):
    tell(scene.anna, email="anna@voorbeeld.example")
    pages = []
    for address in ("anna@voorbeeld.example", "niemand@voorbeeld.example"):
        browser = Client()
        response = ask(browser, address)
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode()))
    assert pages[0] == pages[1]
    assert len(mail.outbox) == 1


def test_an_address_that_two_people_share_opens_for_neither(scene, phone):
    for person in (scene.anna, scene.bilal):
        tell(person, email="gezin@voorbeeld.example")
    ask(phone, "gezin@voorbeeld.example")
    assert mail.outbox == []


def test_an_address_that_somebody_no_longer_has_opens_nothing(scene, phone):
    tell(scene.anna, email="oud@voorbeeld.example")
    tell(scene.anna, email="nieuw@voorbeeld.example")
    ask(phone, "oud@voorbeeld.example")
    assert mail.outbox == []


def test_a_code_that_was_guessed_five_times_opens_no_more(scene, phone):
    tell(scene.anna, email="anna@voorbeeld.example")
    ask(phone, "anna@voorbeeld.example")
    code = a_code("anna@voorbeeld.example")
    wrong = "000000" if code != "000000" else "111111"
    for _guess in range(5):
        assert phone.post(reverse("own-code"), {"cijfers": wrong}).status_code == 400
    assert phone.post(reverse("own-code"), {"cijfers": code}).status_code == 400


def test_a_code_ends_after_ten_minutes(scene, phone):
    tell(scene.anna, email="anna@voorbeeld.example")
    ask(phone, "anna@voorbeeld.example")
    past = timezone.now() - timedelta(minutes=20)
    SentCode.objects.update(asked_at=past, ends_at=past + timedelta(minutes=10))
    assert phone.post(reverse("own-code"), {"cijfers": a_code("anna@voorbeeld.example")}).status_code == 400


def test_only_a_few_codes_are_sent_in_a_while(scene, phone):
    tell(scene.anna, email="anna@voorbeeld.example")
    for _time in range(6):
        ask(phone, "anna@voorbeeld.example")
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [("nl", "ltr", "Mijn week"), ("en", "ltr", "My week"), ("ar", "rtl", "أسبوعي"), ("ti", "ltr", "ሰሙነይ")],
)
def test_the_week_is_there_in_four_languages(scene, phone, language, direction, words):
    phone.post(reverse("own-language"), {"taal": language, "terug": "/mijn/"})
    response = come_in(scene, phone).get(reverse("own-week"))
    page = response.content.decode()
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert words in page
    assert response["Content-Language"] == language
    assert "Ik kan niet komen" not in page or language == "nl"


def test_the_week_begins_in_the_language_in_which_somebody_is_reached(scene, phone):
    tell(scene.anna, **{"contact-languages": ("tir",)})
    assert '<html lang="ti"' in read(come_in(scene, phone), "own-week")


def test_a_language_cannot_lead_elsewhere(phone):
    for there in ("https://elders.example/", "//elders.example/", "/mijn//elders.example", "/mensen/"):
        assert phone.post(reverse("own-language"), {"taal": "ar", "terug": there}).url == reverse("own-start")


def test_not_coming_takes_two_taps_and_is_seen_by_case_manager_and_school(scene, phone, log_in):
    come_in(scene, phone)
    address = tomorrow_evening(scene)
    assert address in read(phone, "own-week", week=scene.today + timedelta(days=1))
    assert "Waarom niet?" in phone.get(address).content.decode()
    page = phone.post(address, {"reden": "children"}, follow=True).content.decode()
    assert "zien dat u niet komt" in page
    assert page.count("U komt niet. Dat hebt u gezegd.") == 1
    browser = log_in(scene.manager)
    overview = browser.get(reverse("attendance")).content.decode()
    assert "Zelf afgemeld" in overview
    assert "Anna Voorbeeld" in overview
    assert "Kinderen of opvang" in overview
    listed = browser.get(scene.of_group(day=scene.today + timedelta(days=1))).content.decode()
    assert "Komt niet, gezegd" in listed
    assert "Komt niet, gezegd" not in browser.get(scene.of_class(day=scene.today + timedelta(days=1))).content.decode()
    own = browser.get(reverse("person-attendance", args=[scene.anna.pk])).content.decode()
    assert "zelf gezegd" in own


def test_who_comes_after_all_takes_it_back(scene, phone):
    come_in(scene, phone)
    address = tomorrow_evening(scene)
    for _time in range(2):  # said twice, it is kept once
        phone.post(address, {"reden": "work"})
    assert PlannedAbsence.objects.count() == 1
    assert "zien dat u komt" in phone.post(address, {"toch": "ja"}, follow=True).content.decode()
    assert PlannedAbsence.objects.standing().count() == 0
    noted = Entry.objects.filter(deed__startswith="own-absence").order_by("sequence")
    assert list(noted.values_list("deed", "person")) == [
        ("own-absence-told", scene.anna.pk),
        ("own-absence-taken-back", scene.anna.pk),
    ]


def test_a_reason_that_is_not_offered_is_asked_again(scene, phone):
    response = come_in(scene, phone).post(tomorrow_evening(scene), {"reden": "illness"})
    assert response.status_code == 400
    assert PlannedAbsence.objects.count() == 0


def test_nobody_says_not_to_come_to_what_is_over_called_off_or_of_others(scene, phone):
    come_in(scene, phone)
    yesterday = scene.today - timedelta(days=1)
    over = reverse("own-not-coming", args=[yesterday, f"{DAY_SLUGS[yesterday.weekday()]}-evening", scene.group.pk])
    assert "al begonnen" in phone.post(over, {"reden": "work"}, follow=True).content.decode()
    call_off(scene, day=scene.today + timedelta(days=1))
    assert "is er niet meer" in phone.post(tomorrow_evening(scene), {"reden": "work"}, follow=True).content.decode()
    scene.group.participants.remove(scene.anna)
    day = scene.today + timedelta(days=2)
    others = reverse("own-not-coming", args=[day, f"{DAY_SLUGS[day.weekday()]}-evening", scene.group.pk])
    assert "is er niet meer" in phone.post(others, {"reden": "work"}, follow=True).content.decode()
    assert PlannedAbsence.objects.count() == 0


def test_what_is_called_off_says_so_and_messages_are_read_again(scene, phone):
    call_off(scene, day=scene.today + timedelta(days=1))
    come_in(scene, phone)
    page = read(phone, "own-week", week=scene.today + timedelta(days=1))
    assert page.count("Gaat niet door") == 1
    told = read(phone, "own-messages")
    assert "U hoeft niet te komen" in told


def test_what_is_known_and_who_saw_it_is_there_of_oneself_alone(scene, phone, log_in):
    tell(scene.anna, **{"speaking-level": "a1"})
    Client().force_login(scene.manager)
    log_in(scene.manager).get(reverse("person", args=[scene.anna.pk]))
    page = read(come_in(scene, phone), "own-known")
    assert "A1" in page
    assert "Karin" in page
    assert "Bilal" not in page


def test_a_participant_makes_an_address_for_the_calendar(scene, phone):
    page = come_in(scene, phone).post(reverse("own-calendar")).content.decode()
    address = re.search(r"http://testserver(/agenda/[\w-]+\.ics)", page)[1]
    assert Client().get(address).status_code == 200


def test_without_signing_in_no_page_opens(scene, phone):
    for name in ("own-week", "own-messages", "own-known"):
        assert phone.get(reverse(name)).url == reverse("own-start")
    assert phone.post(tomorrow_evening(scene), {"reden": "work"}).url == reverse("own-start")
    assert PlannedAbsence.objects.count() == 0


def test_a_stay_ends_after_a_month(scene, phone):
    come_in(scene, phone)
    session = phone.session
    session["own_since"] = (timezone.now() - timedelta(days=31)).timestamp()
    session.save()
    assert phone.get(reverse("own-week")).url == reverse("own-start")


def test_the_card_is_a_document_in_the_own_language_with_its_letters(scene, log_in, phone):
    browser = log_in(scene.manager)
    response = browser.post(reverse("make-own-card", args=[scene.anna.pk]), {"taal": "en"})
    assert response["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    letters = re.search(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}", text)[0]
    assert "Anna" in text
    assert "camera" in text
    assert enter(phone, letters).status_code == 302
    [card] = OwnCard.objects.all()
    browser = log_in(scene.manager)
    assert "laatst gebruikt op" in browser.get(reverse("own-cards", args=[scene.anna.pk])).content.decode()
    browser.post(reverse("make-own-card", args=[scene.anna.pk]), {"intrekken": card.pk})
    assert enter(Client(), letters).status_code == 400


def test_only_who_registers_about_a_person_makes_cards(scene, log_in):
    for user in (scene.provider, a_user(scene.roermond, Role.POLICY_OFFICER, name="Bea")):
        browser = log_in(user)
        assert browser.post(reverse("make-own-card", args=[scene.anna.pk]), {"taal": "nl"}).status_code == 404
        assert browser.get(reverse("own-cards", args=[scene.anna.pk])).status_code == 404
    assert OwnCard.objects.count() == 0


def test_there_is_an_end_to_cards(scene, log_in):
    for _card in range(3):
        a_card(scene)
    page = log_in(scene.manager).post(reverse("make-own-card", args=[scene.anna.pk]), {"taal": "nl"}, follow=True)
    assert "Er zijn al 3 kaarten" in page.content.decode()


def test_weeks_are_turned_as_far_as_is_useful(scene, phone):
    come_in(scene, phone)
    for week in ("1900-01-01", "9999-12-31", "onzin"):
        assert phone.get(reverse("own-week"), {"week": week}).status_code == 200


def test_a_telephone_can_keep_the_pages(scene, phone):
    manifest = phone.get(reverse("own-manifest"))
    assert manifest.json()["start_url"] == "/mijn/week/"
    worker = phone.get(reverse("own-worker"))
    assert worker["Content-Type"].startswith("text/javascript")


def test_somebody_without_any_lesson_reads_so(scene, phone):
    person = a_participant(scene.roermond, name="Dawit", act="act-2021")
    page = read(come_in(scene, phone, person), "own-week")
    assert "Deze week is er geen les of training." in page


def test_a_lesson_of_this_evening_is_still_to_come(scene, phone, monkeypatch):
    """At noon one says not to come in the evening, and no more to the lesson of the morning."""
    come_in(scene, phone)
    noon = timezone.make_aware(datetime.combine(scene.today, time(12)))
    monkeypatch.setattr(timezone, "now", lambda: noon)
    half_day = DAY_SLUGS[scene.today.weekday()]
    page = read(phone, "own-week")
    assert reverse("own-not-coming", args=[scene.today, f"{half_day}-evening", scene.group.pk]) in page
    assert f"{scene.today.isoformat()}/{half_day}-morning" not in page
