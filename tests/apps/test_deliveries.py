"""Deliveries to CBS: what a municipality has to deliver, noting that it did, and who may."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme, start
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations.actions import add_member
from tweespoor.apps.trajectories.models import Delivery
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def town():
    return a_municipality()


@pytest.fixture
def browser(town, log_in):
    return log_in(a_user(town))


def quarters_over(count):
    """The last days of the quarters that are over, the last one first."""
    today = timezone.localdate()
    ends = [
        date(year, month, day)
        for year in range(2022, today.year + 1)
        for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))
    ]
    return [end for end in reversed(ends) if end < today][:count]


def begin(town, *, quarters):
    """Let somebody take part since the first day of the oldest of so many quarters that are over."""
    start(a_participant(town), a_programme(town), started_on=quarters_over(quarters + 1)[-1] + timedelta(days=1))


def deliver(browser, town, *quarters, on=None, **said):
    data = {
        "idempotency_key": str(uuid4()),
        "gemeente": str(town.pk),
        "kwartalen": [each.isoformat() for each in quarters],
        "geleverd_op": (on or timezone.localdate()).isoformat(),
        "kenmerk": "",
        **said,
    }
    return browser.post(reverse("deliveries"), data, follow=True)


def text(answer):
    return " ".join(answer.content.decode().split())


def in_words(day):
    return date_format(day, "j F Y")


def test_a_quarter_stays_in_the_list_of_deadlines_until_it_was_delivered(town, browser):
    begin(town, quarters=2)
    last, before = quarters_over(2)
    html = text(browser.get(reverse("deadline-list")))
    assert html.count("Kwartaallevering aan CBS") == 2
    assert f"tot en met {in_words(before)}" in html
    assert "verlopen" in html
    deliver(browser, town, before)
    html = text(browser.get(reverse("deadline-list")))
    assert f"tot en met {in_words(before)}" not in html
    assert f"tot en met {in_words(last)}" in html
    deliver(browser, town, last)
    assert "Er is nu niets te leveren aan CBS." in text(browser.get(reverse("deadline-list")))


def test_of_many_quarters_the_list_shows_the_last_and_says_how_many_more_are_open(town, browser):
    begin(town, quarters=8)
    html = text(browser.get(reverse("deadline-list")))
    assert html.count("Kwartaallevering aan CBS") == 3
    assert "nog 5 kwartalen staan open" in html
    assert text(browser.get(reverse("deliveries"))).count('name="kwartalen"') == 8


def test_of_several_municipalities_the_list_shows_the_last_quarters_of_all(town, log_in):
    both = a_user(town, Role.PROJECT_LEADER, name="Lou")
    other = a_municipality("Gemeente Weert")
    add_member(email=both.email, name="", password=None, organisation=other, role=Role.PROJECT_LEADER, now=NOW)
    begin(town, quarters=1)
    begin(other, quarters=4)
    html = text(log_in(both).get(reverse("deadline-list")))
    last = in_words(quarters_over(1)[0])
    assert f"(tot en met {last}), {town.name}" in html
    assert f"(tot en met {last}), Gemeente Weert" in html
    assert "nog 2 kwartalen staan open" in html


def test_a_delivery_says_the_day_it_was_made_and_whether_that_was_in_time(town, browser):
    begin(town, quarters=3)
    _last, before, first = quarters_over(3)
    deliver(browser, town, before, on=before + timedelta(days=10), kenmerk="CBS-2026-1")
    html = text(deliver(browser, town, first))
    assert f"gehaald ({in_words(before + timedelta(days=10))})" in html
    assert f"te laat gehaald ({in_words(timezone.localdate())})" in html
    assert "CBS-2026-1" in html


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kwartalen": []}, "Kies minstens één kwartaal."),
        ({"kwartalen": ["2019-12-31"]}, "Dit kwartaal is al geleverd, of hoeft nog niet geleverd te worden."),
        ({"kwartalen": ["morgen"]}, "Dit kwartaal is al geleverd, of hoeft nog niet geleverd te worden."),
        ({"geleverd_op": "2099-01-01"}, "Deze dag is nog niet geweest."),
        ({"geleverd_op": "2022-01-01"}, "De dag van levering ligt niet na het einde van het kwartaal"),
        ({"geleverd_op": "gisteren"}, "geldige datum"),
        ({"kenmerk": "x" * 81}, "80"),
    ],
)
def test_what_cannot_be_is_said_at_its_place_and_nothing_is_kept(town, browser, changed, said):
    begin(town, quarters=2)
    answer = deliver(browser, town, quarters_over(1)[0], **{"kenmerk": "kenmerk-7", **changed})
    assert answer.status_code == 400
    assert said in text(answer)
    assert "kenmerk-7" in text(answer) or "kenmerk" in changed, "what was filled in well is still there"
    assert not Delivery.objects.exists()


def test_the_same_form_sent_twice_counts_once_and_who_comes_second_is_told(town, browser):
    begin(town, quarters=2)
    last, before = quarters_over(2)
    key = str(uuid4())
    deliver(browser, town, last, idempotency_key=key)
    assert deliver(browser, town, last, idempotency_key=key).status_code == 400
    late = deliver(browser, town, last, before)
    assert late.status_code == 400
    assert "is al geleverd" in text(late)
    assert Delivery.objects.count() == 1


def test_what_was_written_down_wrongly_is_withdrawn_kept_and_open_again(town, browser):
    begin(town, quarters=1)
    last = quarters_over(1)[0]
    deliver(browser, town, last)
    row = Delivery.objects.get()
    url = reverse("withdraw-delivery", args=[row.pk])
    html = text(browser.post(url, {"idempotency_key": str(uuid4())}, follow=True))
    assert "staat weer open" in html
    assert f'value="{last.isoformat()}"' in html
    assert browser.post(url, {"idempotency_key": str(uuid4())}).status_code == 400
    assert Delivery.objects.get().withdrawn_at is not None
    deliver(browser, town, last)
    assert Delivery.objects.filter(withdrawn_at__isnull=True).count() == 1
    assert list(
        Entry.objects.filter(deed__startswith="cbs-").order_by("sequence").values_list("deed", "organisation")
    ) == [
        ("cbs-delivery-noted", town.pk),
        ("cbs-delivery-withdrawn", town.pk),
        ("cbs-delivery-noted", town.pk),
    ]


def test_who_has_nobody_taking_part_has_nothing_to_deliver(town, browser):
    assert "Zolang niemand aan een programma meedoet" in text(browser.get(reverse("deliveries")))


def test_deliveries_are_those_of_ones_own_municipality(town, browser, log_in):
    begin(town, quarters=1)
    deliver(browser, town, quarters_over(1)[0])
    row = Delivery.objects.get()
    stranger = log_in(a_user(a_municipality("Weert"), Role.PROJECT_LEADER, name="Lou"))
    assert in_words(quarters_over(1)[0]) not in text(stranger.get(reverse("deliveries")))
    assert deliver(stranger, town, quarters_over(1)[0]).status_code == 404
    assert stranger.post(reverse("withdraw-delivery", args=[row.pk])).status_code == 404
    school = log_in(a_user(a_school(), Role.LANGUAGE_PROVIDER, name="Sam"))
    assert school.get(reverse("deliveries")).status_code == 404
    assert deliver(school, town, quarters_over(1)[0]).status_code == 404
