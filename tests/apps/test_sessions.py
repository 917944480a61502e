"""Sessions that end by themselves, and what was typed meanwhile: not lost, and never shown to somebody else."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_participant, a_user
from tweespoor.apps.people.models import PersonFact
from tweespoor.core.vocabulary import Role
from tweespoor.site.typed.refill import refill

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PASSWORD = "a long enough password"
MINUTE = 60


@pytest.fixture
def municipality():
    return a_municipality()


@pytest.fixture
def user(municipality):
    return a_user(municipality)


@pytest.fixture
def form(municipality):
    """A form that a case manager fills in."""
    return reverse("register-fact", args=[a_participant(municipality).pk, "speaking-level"])


def log_in(client, user, **more):
    return client.post(reverse("login"), {"username": user.email, "password": PASSWORD, **more})


def later(client, *, seconds, of=("seen_at", "began_at")):
    """As if the session had been left alone for that long."""
    session = client.session
    for name in of:
        session[name] = session.get(name, timezone.now().timestamp()) - seconds
    session.save()


def is_logged_in(client):
    return "_auth_user_id" in client.session


def at_work(client, user, page):
    """Log in and open a page."""
    log_in(client, user)
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, page, fields, **headers):
    return client.post(page, fields, headers={"referer": f"http://testserver{page}", **headers})


def test_a_session_ends_after_half_an_hour_of_nothing(client, user):
    at_work(client, user, reverse("people"))
    later(client, seconds=29 * MINUTE, of=["seen_at"])
    assert client.get(reverse("people")).status_code == 200
    later(client, seconds=31 * MINUTE, of=["seen_at"])
    answer = client.get(reverse("people"))
    assert answer.headers["Location"] == f"{reverse('login')}?next={reverse('people')}"
    assert not is_logged_in(client)


def test_a_session_ends_after_twelve_hours_whatever_was_done(client, user):
    at_work(client, user, reverse("people"))
    later(client, seconds=12 * 60 * MINUTE + 1, of=["began_at"])
    assert client.get(reverse("people")).status_code == 302


def test_working_keeps_a_session_and_a_part_that_refreshes_itself_does_not(client, user):
    at_work(client, user, reverse("people"))
    for _each in range(3):
        later(client, seconds=20 * MINUTE, of=["seen_at"])
        assert client.get(reverse("people")).status_code == 200
    later(client, seconds=20 * MINUTE, of=["seen_at"])
    assert client.get(reverse("people"), headers={"hx-request": "true"}).status_code == 200
    later(client, seconds=11 * MINUTE, of=["seen_at"])
    assert client.get(reverse("people")).status_code == 302


def test_a_page_is_no_write_while_somebody_works(client, user):
    at_work(client, user, reverse("account"))
    before = client.session.get("seen_at")
    client.get(reverse("account"))
    assert client.session.get("seen_at") == before


def test_what_was_sent_in_an_ended_session_stands_in_the_form_after_logging_in(client, user, form):
    at_work(client, user, form)
    later(client, seconds=31 * MINUTE)
    answer = send(client, form, {"state": "known", "value": "b1", "valid_on": "2021-02-01"})
    assert answer.headers["Location"].startswith(reverse("login"))
    assert not PersonFact.objects.filter(valid_on="2021-02-01").exists()
    answer = log_in(client, user, next=form)
    assert answer.headers["Location"] == form
    page = client.get(form).content.decode()
    assert "Wat u had getypt, staat er weer" in page
    assert 'value="2021-02-01"' in page
    again = client.get(form).content.decode()
    assert "Wat u had getypt" not in again
    assert "2021-02-01" not in again


def test_the_log_in_page_leads_back_to_the_form(client, user, form):
    at_work(client, user, form)
    later(client, seconds=31 * MINUTE)
    answer = client.post(form, {"valid_on": "2021-02-01"}, follow=True)
    assert f'name="next" value="{form}"' in answer.content.decode()


def test_somebody_else_on_the_same_machine_never_sees_it(client, municipality, user, form):
    at_work(client, user, form)
    later(client, seconds=31 * MINUTE)
    send(client, form, {"valid_on": "2021-02-01"})
    assert "2021-02-01" in str(dict(client.session))
    log_in(client, a_user(municipality, name="Ander"), next=form)
    page = client.get(form)
    assert page.status_code == 200
    assert "2021-02-01" not in page.content.decode()
    client.post(reverse("logout"))
    log_in(client, user)
    assert "2021-02-01" not in client.get(form).content.decode()


def test_what_somebody_unknown_sends_is_not_kept(client, form):
    client.post(form, {"valid_on": "2021-02-01"})
    assert "2021-02-01" not in str(dict(client.session))


def test_passwords_codes_and_files_are_never_kept(client, user):
    page = reverse("account_change_password")
    at_work(client, user, page)
    later(client, seconds=31 * MINUTE)
    fields = {
        "oldpassword": "geheim-een",
        "password1": "geheim-twee",
        "code": "geheim-drie",
        "bsn": "geheim-vier",
        "csrfmiddlewaretoken": "geheim-vijf",
        "note": "gewoon",
        "file": SimpleUploadedFile("x.txt", b"geheim-zes"),
    }
    send(client, page, fields)
    kept = str(dict(client.session))
    assert "gewoon" in kept
    assert "geheim" not in kept


def test_too_much_to_keep_is_not_kept_and_breaks_nothing(client, user, form):
    at_work(client, user, form)
    later(client, seconds=31 * MINUTE)
    assert send(client, form, {"note": "x" * 200_000}).status_code == 302
    assert "typed" not in client.session


def test_a_form_with_a_token_from_before_logging_in_again_is_not_lost(user, form):
    browser = Client(enforce_csrf_checks=True)

    def token(page):
        html = browser.get(page).content.decode()
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]

    login = {"username": user.email, "password": PASSWORD}
    browser.post(reverse("login"), {**login, "csrfmiddlewaretoken": token(reverse("login"))})
    old = token(form)
    browser.post(reverse("logout"), {"csrfmiddlewaretoken": old})
    browser.post(reverse("login"), {**login, "csrfmiddlewaretoken": token(reverse("login"))})
    fields = {"csrfmiddlewaretoken": old, "valid_on": "2021-02-01"}
    answer = send(browser, form, fields)
    assert answer.headers["Location"] == form
    assert "2021-02-01" in browser.get(form).content.decode()
    from_elsewhere = browser.post(form, fields, headers={"origin": "https://evil.example"})
    assert from_elsewhere.status_code == 403
    assert "2021-02-01" not in browser.get(form).content.decode()


def test_a_button_pressed_in_an_ended_session_is_not_carried_out_but_said(client, municipality):
    administrator = a_user(municipality, Role.ADMINISTRATOR)
    colleague = a_user(municipality)
    page = reverse("user", args=[colleague.pk])
    at_work(client, administrator, page)
    later(client, seconds=31 * MINUTE)
    answer = client.post(
        reverse("switch-off-user", args=[colleague.pk]),
        {"sure": "1"},
        headers={"referer": f"http://testserver{page}"},
    )
    assert answer.headers["Location"] == f"{reverse('login')}?next={page.replace('/', '%2F')}"
    colleague.refresh_from_db()
    assert colleague.is_active
    log_in(client, administrator)
    client.get(page)
    assert "is niet uitgevoerd" in client.get(page).content.decode()


def test_a_part_of_a_page_in_an_ended_session_sends_the_whole_page_to_log_in_and_back(client, user):
    at_work(client, user, reverse("people"))
    later(client, seconds=31 * MINUTE)
    here = "http://testserver/mensen/?sorteer=naam"
    answer = client.get(reverse("monitor"), headers={"hx-request": "true", "hx-current-url": here})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == f"{reverse('login')}?next=%2Fmensen%2F%3Fsorteer%3Dnaam"
    fetched = client.get(reverse("monitor"), headers={"accept": "application/json"})
    assert fetched.status_code == 401
    assert fetched.json() == {"login": f"{reverse('login')}?next=%2Fmonitor%2F"}


def test_logging_out_of_an_ended_session_is_logging_out(client, user):
    at_work(client, user, reverse("people"))
    later(client, seconds=31 * MINUTE)
    answer = client.post(reverse("logout"), headers={"referer": "http://testserver/mensen/"})
    assert answer.headers["Location"] == reverse("login")


def test_a_page_of_another_site_is_never_where_one_is_sent(client, user, form):
    at_work(client, user, form)
    later(client, seconds=31 * MINUTE)
    answer = client.post(form, {"valid_on": "2021-02-01"}, headers={"referer": "https://evil.example/x"})
    assert answer.headers["Location"] == f"{reverse('login')}?next={form.replace('/', '%2F')}"
    assert log_in(client, user, next="https://evil.example/").headers["Location"] == reverse("start")


PAGE = """<!doctype html>
<form method="post" action="/taal/"><select name="a"><option value="1">x</option></select></form>
<form method="post"><input type="hidden" name="h" value="own"><input name="a" value="&lt;old&gt;"><input name="b">
<input type="checkbox" name="c" value="1" checked><input type="checkbox" name="c" value="2">
<input type="radio" name="r" value="x" checked><input type="radio" name="r" value="y">
<select name="s"><option value="" selected>-</option><option value="z">Z</option></select>
<textarea name="t">old &amp; text</textarea><input type="password" name="p" value=""></form><p>a &amp; b &#39;</p>"""


def test_every_kind_of_field_is_put_back_and_nothing_else_changes():
    fields = {
        "a": ['<script>"'],
        "c": ["2"],
        "r": ["y"],
        "s": ["z"],
        "t": ["</textarea><b>"],
        "h": ["evil"],
        "p": ["x"],
    }
    page = refill(PAGE, action="/hier/", page="/hier/", fields=fields, notice="<p>terug</p>")
    assert page is not None
    assert '<input name="a" value="&lt;script&gt;&quot;">' in page
    assert '<input name="b">' in page
    assert '<input type="checkbox" name="c" value="1">' in page
    assert '<input type="checkbox" name="c" value="2" checked>' in page
    assert '<input type="radio" name="r" value="x">' in page
    assert '<input type="radio" name="r" value="y" checked>' in page
    assert '<option value="">-</option><option value="z" selected>Z</option>' in page
    assert "&lt;/textarea&gt;&lt;b&gt;</textarea>" in page
    assert "old &amp; text" not in page
    assert 'name="h" value="own"' in page
    assert '<input type="password" name="p" value="">' in page
    assert page.endswith("<p>a &amp; b &#39;</p>")
    assert page.count("<p>terug</p>") == 1
    assert '<select name="a"><option value="1">x</option></select>' in page


def test_a_page_without_that_form_is_left_alone():
    assert refill(PAGE, action="/elders/", page="/hier/", fields={"a": ["x"]}, notice="") is None


def test_the_cookie_outlives_the_session_so_that_it_is_known_whose_it_was():
    assert django_settings.SESSION_COOKIE_AGE > django_settings.SESSION_LONGEST_SECONDS
