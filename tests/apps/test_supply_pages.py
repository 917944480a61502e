"""What there is to plan with: entered, changed, taken away and put back on screen, each by whom it is."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme
from tests.apps.forms_of_pages import forms_of
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations.actions import add_organisation
from tweespoor.apps.schedule import actions, bridge
from tweespoor.apps.schedule.models import (
    Enrolment,
    Group,
    Holiday,
    LanguageClass,
    Location,
    Offer,
    Period,
    Room,
    Timetable,
    TimetableStatus,
    Trainer,
    TravelTime,
    Zone,
)
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.core.vocabulary import OrganisationKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Scene:
    """A programme with a building, a room, a training, a trainer, two schools, and a group in a room in force."""

    def __init__(self) -> None:
        self.roermond, self.school, self.other_school = a_municipality(), a_school(), a_school("Taalhuis Anders")
        self.work = add_organisation(name="De Werkschakel", kind=OrganisationKind.SHELTERED_WORK)
        self.programme = a_programme(self.roermond, partners=[self.school, self.other_school, self.work])
        self.leader = a_user(self.roermond, Role.PROJECT_LEADER, name="Lies")
        self.manager = a_user(self.roermond, Role.CASE_MANAGER, name="Karin")
        self.provider = a_user(self.school, Role.LANGUAGE_PROVIDER, name="Pia")
        self.trainer_user = a_user(self.work, Role.TRAINER, name="Tom")
        for slug in ("centrum", "noord"):
            Zone.objects.create(programme=self.programme, slug=slug, name=slug.capitalize())
        self.place = Location.objects.create(programme=self.programme, slug="leerhuis", name="Leerhuis", zone="centrum")
        self.room = Room.objects.create(location=self.place, name="Lokaal 2.04", capacity=12)
        self.trainer, self.colleague = (
            Trainer.objects.create(
                programme=self.programme, organisation=self.work, user=user, name=name, max_sessions=4
            )
            for name, user in (("Tom", self.trainer_user), ("Sara", None))
        )
        self.own, self.theirs = (
            LanguageClass.objects.create(
                programme=self.programme,
                provider=school,
                location=self.place,
                name=name,
                level="a1",
                half_days=["mon-morning"],
            )
            for name, school in (("Klas Rood", self.school), ("Klas Blauw", self.other_school))
        )
        self.offer = Offer.objects.create(
            programme=self.programme,
            slug="sport",
            name_nl="Sport",
            name_en="Sport",
            kind="sport",
            weeks=4,
            min_size=1,
            max_size=10,
            level_min="a1",
            level_max="b1",
            max_level_spread=3,
            max_groups=2,
        )
        self.offer.rooms.add(self.room)
        self.offer.trainers.add(self.trainer)
        self.period = Period.objects.create(
            programme=self.programme, name="Blok 1", starts_on=date(2026, 9, 7), weeks=8
        )

    def in_force(self):
        timetable = Timetable.objects.create(
            programme=self.programme, status=TimetableStatus.PUBLISHED, asked_at=NOW, seconds=1
        )
        group = Group.objects.create(
            timetable=timetable,
            offer=self.offer,
            number=1,
            period=self.period,
            room=self.room,
            trainer=self.trainer,
            sessions=[["tue-morning"]],
        )
        group.participants.add(*(a_participant(self.roermond, name=name) for name in ("Anna", "Bilal")))

    def url(self, name, *parts):
        return reverse(name, args=[self.programme.slug, *parts])


@pytest.fixture
def scene():
    return Scene()


def form_values(response):
    """What a browser sends of the form that knows what it was shown."""
    return next(form for form in forms_of(response) if "gezien" in form.values).changed()


def text(response):
    return response.content.decode()


def filled(browser, url, **changed):
    """The form of a page as a browser would send it, with some fields changed."""
    values = form_values(browser.get(url))
    return {**values, "idempotency_key": str(uuid4()), **changed}


NEW = {
    "gebouwen": {"name": "Werkplaats", "zone": "noord"},
    "perioden": {"name": "Blok 2", "starts_on": "2026-11-02", "weeks": "6"},
    "vakanties": {"name": "Herfst", "kind": "school-holiday", "first_day": "2026-10-17", "last_day": "2026-10-25"},
    "zones": {"name": "Roermond 6041", "slug": "6041", "coordinates": "51.19, 5.99"},
}


def new_values(scene, kind):
    more = {
        "lokalen": {
            "location": str(scene.place.pk),
            "name": "Lokaal 3",
            "capacity": "8",
            "half_days": ["mon-morning", "tue-evening"],
        },
        "trainers": {
            "name": "Noor",
            "organisation": str(scene.work.pk),
            "user": "",
            "half_days": ["mon-morning"],
            "max_sessions": "3",
            "offers": [str(scene.offer.pk)],
        },
        "taalklassen": {
            "provider": str(scene.school.pk),
            "name": "Klas Groen",
            "level": "a2",
            "location": str(scene.place.pk),
            "half_days": ["wed-morning"],
            "free_seats": "3",
            "switch_from": [str(scene.own.pk)],
        },
        "trainingen": {
            "name_nl": "Fietsles",
            "kind": "practical",
            "sessions": "1",
            "length": "1",
            "weeks": "6",
            "min_size": "4",
            "max_size": "8",
            "level_min": "a0",
            "level_max": "b1",
            "max_level_spread": "3",
            "max_groups": "2",
            "outside_seats": "2",
            "group_cost": "200",
            "half_days": ["mon-morning"],
            "rooms": [str(scene.room.pk)],
            "trainers": [str(scene.trainer.pk)],
            "after": [str(scene.offer.pk)],
        },
    }
    return {**NEW, **more}[kind]


KINDS = ["taalklassen", "trainingen", "trainers", "gebouwen", "lokalen", "perioden", "vakanties", "zones"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_project_leader_adds_takes_away_and_puts_back_a_thing_of_every_kind(scene, log_in, kind):
    browser = log_in(scene.leader)
    values = {**new_values(scene, kind), "idempotency_key": str(uuid4())}
    name = values.get("name") or values["name_nl"]
    answer = browser.post(scene.url("supply-add", kind), values, follow=True)
    assert answer.status_code == 200
    assert f"Bewaard: {name}." in text(answer)
    row = next(each for each in answer.context["rows"] if each.name == name)
    assert Entry.objects.filter(deed="supply-row-added", object_id=str(row.key), actor=scene.leader.pk).count() == 1
    assert "al bewaard" in text(browser.post(scene.url("supply-add", kind), values, follow=True))
    assert browser.get(scene.url("supply-row", kind, row.key)).status_code == 200
    key = str(uuid4())
    gone = browser.post(
        scene.url("supply-remove", kind, row.key), {"gezien": "ja", "idempotency_key": key}, follow=True
    )
    assert name not in [each.name for each in gone.context["rows"]]
    assert "Zet terug" in text(gone)
    back = browser.post(scene.url("supply-put-back", kind, row.key), {"idempotency_key": str(uuid4())}, follow=True)
    assert name in [each.name for each in back.context["rows"]]
    assert {"supply-row-removed", "supply-row-put-back"} <= set(Entry.objects.values_list("deed", flat=True))


def test_what_is_entered_is_what_the_planner_reads_and_what_is_taken_away_is_not(scene, log_in):
    browser = log_in(scene.leader)
    for kind in ("lokalen", "taalklassen", "trainingen"):
        browser.post(scene.url("supply-add", kind), new_values(scene, kind))
    instance = bridge.load_puzzle(scene.programme, wishes={}).instance
    room = next(each for each in instance.rooms if each.capacity == 8)
    assert room.slots == ("mon-morning", "tue-evening")
    new = next(each for each in instance.activities if each.weeks == 6)
    assert (new.outside_seats, new.after, new.slots) == (2, (str(scene.offer.pk),), ("mon-morning",))
    browser.post(scene.url("supply-remove", "lokalen", scene.room.pk), {"gezien": "ja"})
    instance = bridge.load_puzzle(scene.programme, wishes={}).instance
    assert str(scene.room.pk) not in {each.id for each in instance.rooms}
    assert next(each for each in instance.activities if each.id == str(scene.offer.pk)).rooms == ()


def test_people_of_a_class_may_switch_to_the_class_that_takes_them(scene, log_in):
    anna = a_participant(scene.roermond, speaking_level="a1")
    Enrolment.objects.create(person=anna, language_class=scene.own)
    log_in(scene.leader).post(scene.url("supply-add", "taalklassen"), new_values(scene, "taalklassen"))
    instance = bridge.load_puzzle(scene.programme, wishes={anna.pk: ()}).instance
    assert instance.participants[0].class_options == (str(LanguageClass.objects.get(name="Klas Groen").pk),)


def test_a_case_manager_reads_everything_and_changes_nothing(scene, log_in):
    browser = log_in(scene.manager)
    assert "Lokaal 2.04" in text(browser.get(scene.url("supply-list", "lokalen")))
    page = browser.get(scene.url("supply-row", "lokalen", scene.room.pk))
    assert page.status_code == 200
    assert '<form class="tweespoor-form"' not in text(page)
    assert browser.get(scene.url("supply-add", "lokalen")).status_code == 404
    assert browser.post(scene.url("supply-remove", "lokalen", scene.room.pk)).status_code == 404
    assert browser.post(scene.url("travel-times"), {}).status_code == 404


def test_a_language_provider_keeps_its_own_classes_and_meets_no_others(scene, log_in):
    browser = log_in(scene.provider)
    page = text(browser.get(scene.url("supply-list", "taalklassen")))
    assert "Klas Rood" in page
    assert "Klas Blauw" not in page
    assert browser.get(scene.url("supply-row", "taalklassen", scene.theirs.pk)).status_code == 404
    assert browser.get(scene.url("supply-list", "lokalen")).status_code == 404
    url = scene.url("supply-row", "taalklassen", scene.own.pk)
    assert "Klas Blauw" not in text(browser.get(url))
    assert browser.post(url, filled(browser, url, free_seats="5")).status_code == 302
    scene.own.refresh_from_db()
    assert scene.own.free_seats == 5
    stolen = {**new_values(scene, "taalklassen"), "provider": str(scene.other_school.pk)}
    assert browser.post(scene.url("supply-add", "taalklassen"), stolen).status_code == 400
    assert LanguageClass.objects.count() == 2


def test_a_provider_who_changes_its_class_keeps_who_of_other_schools_may_switch_to_it(scene, log_in):
    scene.own.switch_from.add(scene.theirs)
    browser = log_in(scene.provider)
    url = scene.url("supply-row", "taalklassen", scene.own.pk)
    browser.post(url, filled(browser, url, free_seats="5"))
    assert list(scene.own.switch_from.all()) == [scene.theirs]


def test_a_provider_lets_only_its_own_people_switch(scene):
    values = {"switch_from": [str(scene.theirs.pk)], "provider": str(scene.school.pk)}
    with pytest.raises(actions.Refused, match="eigen organisatie"):
        actions.change_row(
            programme=scene.programme,
            kind=SupplyKind.CLASSES,
            row_id=scene.own.pk,
            values=values,
            based_on=None,
            by=scene.provider,
            now=NOW,
        )
    assert not scene.own.switch_from.exists()


def test_a_trainer_sees_her_own_availability_and_nobody_elses(scene, log_in):
    browser = log_in(scene.trainer_user)
    page = text(browser.get(scene.url("supply-list", "trainers")))
    assert "Tom" in page
    assert "Sara" not in page
    assert browser.get(scene.url("supply-row", "trainers", scene.colleague.pk)).status_code == 404
    assert browser.post(scene.url("supply-row", "trainers", scene.trainer.pk), {}).status_code == 404
    assert browser.get(scene.url("supply-list", "taalklassen")).status_code == 404


def test_another_municipality_finds_nothing_here(scene, log_in):
    stranger = a_user(a_municipality("Lochem"), Role.PROJECT_LEADER)
    browser = log_in(stranger)
    assert browser.get(scene.url("supply")).status_code == 404
    assert browser.get(scene.url("supply-row", "lokalen", scene.room.pk)).status_code == 404


def test_who_comes_second_sees_both_and_keeps_hers_by_saying_so_once_more(scene, log_in):
    browser = log_in(scene.leader)
    url = scene.url("supply-row", "lokalen", scene.room.pk)
    mine = filled(browser, url, capacity="20")
    Room.objects.filter(pk=scene.room.pk).update(capacity=15)
    answer = browser.post(url, mine)
    assert answer.status_code == 409
    assert "nu staat er 15, u vulde 20 in" in text(answer)
    scene.room.refresh_from_db()
    assert scene.room.capacity == 15
    again = form_values(answer)
    assert browser.post(url, again).status_code == 302
    scene.room.refresh_from_db()
    assert scene.room.capacity == 20


def test_a_change_that_the_timetable_in_force_does_not_fit_is_said_before_it_is_kept(scene, log_in):
    scene.in_force()
    browser = log_in(scene.leader)
    url = scene.url("supply-row", "lokalen", scene.room.pk)
    assert "Lokaal 2.04 is gebruikt door 1 groep" in text(browser.get(url))
    answer = browser.post(url, filled(browser, url, capacity="1", half_days=["mon-morning"]))
    assert answer.status_code == 409
    assert "Sport 1: het moment van deze groep valt er dan buiten, er zijn 2 mensen" in text(answer)
    scene.room.refresh_from_db()
    assert scene.room.capacity == 12
    assert browser.post(url, form_values(answer)).status_code == 302
    scene.room.refresh_from_db()
    assert (scene.room.capacity, scene.room.half_days) == (1, ["mon-morning"])


def test_nothing_that_is_used_is_taken_away_without_being_said(scene, log_in):
    scene.in_force()
    browser = log_in(scene.leader)
    url = scene.url("supply-remove", "lokalen", scene.room.pk)
    assert "gebruikt door 1 groep" in text(browser.get(url))
    assert browser.post(url, {"idempotency_key": str(uuid4())}).status_code == 409
    assert Room.objects.current().count() == 1
    assert browser.post(url, {"idempotency_key": str(uuid4()), "gezien": "ja"}).status_code == 302
    assert Room.objects.current().count() == 0
    assert Group.objects.get().room == scene.room
    period = browser.post(scene.url("supply-remove", "perioden", scene.period.pk), {"gezien": "ja"})
    assert period.status_code == 400
    assert "Publiceer eerst een ander rooster" in text(period)


def test_a_class_with_people_in_it_and_a_building_with_rooms_stay(scene, log_in):
    Enrolment.objects.create(person=a_participant(scene.roermond), language_class=scene.own)
    browser = log_in(scene.leader)
    refused = browser.post(scene.url("supply-remove", "taalklassen", scene.own.pk), {"gezien": "ja"})
    assert "In deze klas zit nog 1 deelnemer" in text(refused)
    refused = browser.post(scene.url("supply-remove", "gebouwen", scene.place.pk), {"gezien": "ja"})
    assert "nog 1 lokalen en 2 taalklassen" in text(refused)
    assert LanguageClass.objects.current().count() == 2


@pytest.mark.parametrize(
    ("kind", "changed", "said"),
    [
        ("perioden", {"starts_on": "2026-11-03"}, "Dit is geen maandag."),
        ("perioden", {"starts_on": "2026-10-05"}, "Deze weken vallen samen met Blok 1."),
        ("vakanties", {"last_day": "2026-10-01"}, "De laatste dag ligt voor de eerste."),
        ("vakanties", {"kind": "closing"}, "Kies welk gebouw dicht is."),
        ("lokalen", {"half_days": []}, "Kies minstens één dagdeel."),
        ("lokalen", {"name": "lokaal 2.04"}, "Er is al iets met de naam lokaal 2.04."),
        ("lokalen", {"capacity": "0"}, "capacity"),
        ("trainingen", {"max_size": "2"}, "Dit is minder dan het minste."),
        ("trainingen", {"level_max": "alfa-a"}, "Dit niveau is lager dan het eerste."),
        ("zones", {"coordinates": "5.99, 51.19"}, "Vul twee getallen in Nederland in"),
        ("zones", {"coordinates": "overal"}, "Vul twee getallen in Nederland in"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_kept(scene, log_in, kind, changed, said):
    answer = log_in(scene.leader).post(scene.url("supply-add", kind), {**new_values(scene, kind), **changed})
    assert answer.status_code == 400
    assert said in text(answer)
    assert not Entry.objects.filter(deed="supply-row-added").exists()


def test_a_class_has_its_own_hours_where_they_differ(scene, log_in):
    browser = log_in(scene.leader)
    url = scene.url("supply-row", "taalklassen", scene.own.pk)
    assert "begint om" not in text(browser.get(url))
    hours = {"begin-mon-morning": "09:30", "einde-mon-morning": "12:15"}
    assert browser.post(f"{url}?tijden=ja", filled(browser, f"{url}?tijden=ja", **hours)).status_code == 302
    assert "maandagochtend 09.30–12.15" in text(browser.get(scene.url("supply-list", "taalklassen")))
    wrong = browser.post(url, filled(browser, url, **{"begin-mon-morning": "13:00"}))
    assert "Het einde ligt niet na het begin." in text(wrong)
    half = browser.post(url, filled(browser, url, **{"begin-mon-morning": ""}))
    assert "Vul begin en einde allebei in" in text(half)


def test_lessons_that_would_run_on_into_another_half_day_are_said_before_they_are_kept(scene, log_in):
    Enrolment.objects.create(person=a_participant(scene.roermond), language_class=scene.own)
    browser = log_in(scene.leader)
    url = f"{scene.url('supply-row', 'taalklassen', scene.own.pk)}?tijden=ja"
    longer = {"begin-mon-morning": "09:00", "einde-mon-morning": "12:30"}
    assert browser.post(url, filled(browser, url, **longer)).status_code == 302
    answer = browser.post(url, filled(browser, url, **{"einde-mon-morning": "14:00"}))
    assert answer.status_code == 409
    assert "De lessen van 1 deelnemer in deze klas lopen door in een ander dagdeel." in text(answer)
    assert browser.post(url, form_values(answer)).status_code == 302
    scene.own.refresh_from_db()
    assert scene.own.hours == {"mon-morning": ["09:00", "14:00"]}


def test_a_training_has_its_own_hours_per_part_of_the_day_and_keeps_them_when_something_else_changes(scene, log_in):
    browser = log_in(scene.leader)
    url = scene.url("supply-row", "trainingen", scene.offer.pk)
    assert "begint om" not in text(browser.get(url))
    hours = {"begin-morning": "09:45", "einde-morning": "11:45"}
    assert browser.post(f"{url}?tijden=ja", filled(browser, f"{url}?tijden=ja", **hours)).status_code == 302
    assert browser.post(url, filled(browser, url, max_size="11")).status_code == 302
    assert "ochtend 09.45–11.45" in text(browser.get(scene.url("supply-list", "trainingen")))
    wrong = browser.post(url, filled(browser, url, **{"einde-morning": "9"}))
    assert wrong.status_code == 400
    assert "Vul begin en einde allebei in" not in text(wrong)  # it was filled in, only not as a time
    late = browser.post(url, filled(browser, url, **{"begin-morning": "13:00"}))
    assert "Het einde ligt niet na het begin." in text(late)
    on = browser.post(url, filled(browser, url, **{"einde-morning": "13:15"}))
    assert "Dit valt ook in de middag: die duurt van 13.00 tot 16.00. Kies een andere tijd." in text(on)
    assert browser.post(url, filled(browser, url, **{"einde-morning": "13:00"})).status_code == 302


def test_a_new_training_starts_from_the_design_or_from_its_kind(scene, log_in):
    browser = log_in(scene.leader)
    which = browser.get(scene.url("supply-add", "trainingen"))
    block, label = which.context["blocks"][0]
    form = browser.get(scene.url("supply-add", "trainingen") + f"?onderdeel={block}").context["form"]
    assert (form["slug"].value(), form["name_nl"].value()) == (block, label)
    form = browser.get(scene.url("supply-add", "trainingen") + "?soort=language-conversation").context["form"]
    assert (form["min_size"].value(), form["max_size"].value(), form["group_cost"].value()) == (2, 4, 80)


def test_public_holidays_are_proposed_once(scene, log_in):
    browser = log_in(scene.leader)
    url = scene.url("public-holidays")
    page = browser.get(url)
    days = [value for value, _label in page.context["choices"]]
    assert len(days) >= 9
    answer = browser.post(url, {"days": days[:3], "idempotency_key": str(uuid4())}, follow=True)
    assert "3 vrije dagen bewaard." in text(answer)
    assert Holiday.objects.filter(kind="public-holiday").count() == 3
    assert not set(days[:3]) & {value for value, _label in browser.get(url).context["choices"]}


def test_travel_times_are_typed_or_reckoned_and_clashes_are_shown(scene, log_in):
    browser = log_in(scene.leader)
    Zone.objects.filter(slug="centrum").update(latitude=51.19, longitude=5.99)
    Zone.objects.filter(slug="noord").update(latitude=51.28, longitude=5.99)
    url = scene.url("travel-times")
    one, other = Zone.objects.get(slug="centrum"), Zone.objects.get(slug="noord")
    there = f"m-{one.pk}-{other.pk}"
    assert browser.post(url, filled(browser, url, **{there: "25"})).status_code == 302
    assert TravelTime.objects.get(origin="centrum", destination="noord").minutes == 25
    factors = {"means": "bicycle", "bicycle": "5", "car": "2", "public_transport": "4"}
    browser.post(scene.url("compute-travel"), factors)
    found = {(row.origin, row.destination): row.minutes for row in TravelTime.objects.all()}
    assert found == {
        ("centrum", "noord"): 25,
        ("noord", "centrum"): 51,
        ("centrum", "centrum"): 0,
        ("noord", "noord"): 0,
    }
    mine = filled(browser, url, **{there: "30"})
    TravelTime.objects.filter(origin="noord", destination="centrum").update(minutes=44)
    answer = browser.post(url, mine)
    assert answer.status_code == 409
    assert "Centrum – Noord</strong>: nu staat er 25, u vulde 30 in" in text(answer)
    assert TravelTime.objects.get(origin="centrum", destination="noord").minutes == 25
    assert browser.post(url, filled(browser, url, **{there: "-3"})).status_code == 400


@pytest.mark.parametrize("kind", ["taalklassen", "trainingen", "trainers"])
def test_a_longer_list_asks_the_database_no_more(scene, log_in, kind, django_assert_num_queries):
    browser = log_in(scene.leader)
    url = scene.url("supply-list", kind)
    browser.get(url)
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    count = len(few)
    for number in range(5):
        values = {**new_values(scene, kind), "name": f"Naam {number}", "name_nl": f"Naam {number}"}
        assert browser.post(scene.url("supply-add", kind), values).status_code == 302
    browser.get(url)
    with django_assert_num_queries(count):
        browser.get(url)
