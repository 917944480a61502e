"""Something happens while a timetable is in force: what it hits, what can be done, whom to tell, and doing it."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.apps.conftest import a_municipality, a_participant, a_user
from tests.apps.test_attendance import Scene
from tweespoor.apps.attendance.models import CancelledSession
from tweespoor.apps.log.models import Entry
from tweespoor.apps.schedule import models as schedule
from tweespoor.apps.telling.models import Message
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SELECT = re.compile(r'<select[^>]*name="(doe-[^"]+)".*?</select>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]+)"( selected)?>([^<]+)</option>')


class Running(Scene):
    """A group that meets every evening, a class that meets every morning, and who plans the programme."""

    def __init__(self):
        super().__init__()
        self.leader = a_user(self.roermond, Role.PROJECT_LEADER, name="Lies")
        self.tomorrow = self.today + timedelta(days=1)
        self.offer, self.trainer, self.room = self.group.offer, self.group.trainer, self.group.room

    def another_trainer(self, name="Noor Bakker", **columns):
        row = schedule.Trainer.objects.create(programme=self.programme, name=name, max_sessions=5, **columns)
        self.offer.trainers.add(row)
        return row

    def another_room(self, name="Zaal 2", *, capacity=12, place=None):
        row = schedule.Room.objects.create(location=place or self.place, name=name, capacity=capacity)
        self.offer.rooms.add(row)
        return row

    def another_place(self):
        return schedule.Location.objects.create(programme=self.programme, slug="hal", name="De Hal", zone="centrum")

    def page_of(self, happened, *, name="change-happened"):
        return reverse(name, args=[self.programme.slug, happened])

    def asked(self, who, *, days=1):
        last = self.tomorrow + timedelta(days=days - 1)
        return {"wie": str(who.pk), "van": self.tomorrow.isoformat(), "tot": last.isoformat()}


@pytest.fixture
def running():
    return Running()


def choices_on(page):
    """Per field its options in words and what is chosen."""
    return {
        found[1]: {
            "options": {label: value for value, _selected, label in OPTION.findall(found[0])},
            "chosen": next(value for value, selected, _label in OPTION.findall(found[0]) if selected),
        }
        for found in SELECT.finditer(page)
    }


def look(browser, running, happened, who, **more):
    response = browser.get(running.page_of(happened), running.asked(who, **more))
    assert response.status_code == 200
    return response.content.decode()


def carry_out(browser, running, happened, who, *, page, days=1, key=None, **instead):
    sent = {name: field["chosen"] for name, field in choices_on(page).items()} | instead
    sent |= running.asked(who, days=days) | {"idempotency_key": str(key or uuid4())}
    return browser.post(running.page_of(happened, name="change-settle"), sent, follow=True).content.decode()


def test_a_trainer_who_cannot_come_and_nobody_else_is_free_is_called_off_and_told(running, log_in):
    browser = log_in(running.leader)
    page = look(browser, running, "trainer", running.trainer)
    assert "1 bijeenkomst, 1 groep of klas, 2 deelnemers" in page
    assert "Anna Voorbeeld" in page
    [field] = choices_on(page).values()
    assert (field["chosen"], list(field["options"])) == ("afzeggen", ["afzeggen", "niets doen"])
    assert "Van 2 is geen adres bekend" in page
    done = carry_out(browser, running, "trainer", running.trainer, page=page)
    assert "Afgezegd: 1; overgenomen: 0; berichten: 2" in done
    assert "Een trainer kan niet: Jip Smit" in done
    assert CancelledSession.objects.get().day == running.tomorrow
    assert {(row.person_id, row.kind) for row in Message.objects.all()} == {
        (running.anna.pk, "cancelled"),
        (running.bilal.pk, "cancelled"),
    }
    assert Entry.objects.filter(deed="disruption-kept").count() == 1
    assert "Er is geen bijeenkomst die hierdoor niet kan" in look(browser, running, "trainer", running.trainer)


def test_a_trainer_who_is_free_takes_over_and_participants_are_told_nothing(running, log_in):
    noor = running.another_trainer()
    running.another_trainer("Mo de Wit", half_days=["sun-morning"])
    browser = log_in(running.leader)
    page = look(browser, running, "trainer", running.trainer)
    [field] = choices_on(page).values()
    assert set(field["options"]) == {"Noor Bakker neemt over", "afzeggen", "niets doen"}
    assert field["chosen"] == f"trainer:{noor.pk}"
    assert "Noor Bakker (1 bijeenkomst)" in page
    assert "Niemand: voor deelnemers verandert er geen tijd of plaats." in page
    carry_out(browser, running, "trainer", running.trainer, page=page)
    assert "Noor Bakker" in browser.get(running.of_group(day=running.tomorrow)).content.decode()
    assert (CancelledSession.objects.count(), Message.objects.count()) == (0, 0)
    assert choices_on(look(browser, running, "trainer", running.trainer)) == {}
    assert len(choices_on(look(browser, running, "trainer", noor))) == 1


def test_days_in_a_row_that_are_called_off_are_told_once(running, log_in):
    """Seven evenings are seven half-days; over two weeks each of them comes twice."""
    browser = log_in(running.leader)
    page = look(browser, running, "trainer", running.trainer, days=14)
    assert len(choices_on(page)) == 14
    assert "14 berichten" in page
    carry_out(browser, running, "trainer", running.trainer, page=page, days=14)
    assert CancelledSession.objects.count() == 14
    told = Message.objects.filter(person=running.anna)
    assert {row.kind for row in told} == {"paused"}
    assert {(row.until - row.day).days for row in told} == {7}
    assert told.count() == 7


def test_a_closed_room_moves_the_meeting_to_one_that_is_free_and_large_enough_and_people_are_told_where(
    running, log_in
):
    large, _small = running.another_room(), running.another_room("Hok", capacity=1)
    browser = log_in(running.leader)
    page = look(browser, running, "lokaal", running.room)
    [field] = choices_on(page).values()
    assert set(field["options"]) == {"naar De Brug, Zaal 2", "afzeggen", "niets doen"}
    carry_out(browser, running, "lokaal", running.room, page=page)
    assert {(row.kind, row.place) for row in Message.objects.all()} == {("elsewhere", "De Brug, Zaal 2")}
    assert f"{large.name}" in browser.get(running.of_group(day=running.tomorrow)).content.decode()


def test_a_meeting_that_comes_back_to_a_room_is_told_again(running, log_in):
    first, second = running.another_room(), running.another_room("Zaal 3")
    browser = log_in(running.leader)

    def closed(room, *, to):
        page = look(browser, running, "lokaal", room)
        [name] = choices_on(page)
        return carry_out(browser, running, "lokaal", room, page=page, **{name: f"lokaal:{to.pk}"})

    for room, to in ((running.room, first), (first, second), (second, first)):
        assert "overgenomen: 1; berichten: 2" in closed(room, to=to)
    told = Message.objects.order_by("asked_at").values_list("place", flat=True)
    assert list(told)[::2] == ["De Brug, Zaal 2", "De Brug, Zaal 3", "De Brug, Zaal 2"]


def test_a_closed_building_hits_its_classes_too_which_their_school_decides_about(running, log_in):
    hall = running.another_room("Hal 1", place=running.another_place())
    running.another_room()
    browser = log_in(running.leader)
    page = look(browser, running, "gebouw", running.place)
    assert [field["chosen"] for field in choices_on(page).values()] == ["niets", f"lokaal:{hall.pk}"]
    assert "Over deze lessen beslist de taalaanbieder." in page
    assert "Taalschool De Brug (1 les)." in page
    done = carry_out(browser, running, "gebouw", running.place, page=page)
    assert "Afgezegd: 0; overgenomen: 1; berichten: 2" in done


def test_a_closed_school_says_whom_to_speak_to_and_not_that_nothing_changes(running, log_in):
    running.language_class.location = running.another_place()
    running.language_class.save()
    page = look(log_in(running.leader), running, "gebouw", running.language_class.location, days=2)
    assert "voor deelnemers verandert er geen tijd of plaats" not in page
    assert "Nog niemand." in page
    assert "Taalschool De Brug (2 lessen)." in page


def test_nobody_takes_over_two_meetings_at_once(running, log_in):
    noor = running.another_trainer()
    other = schedule.Group.objects.create(
        timetable=running.group.timetable,
        offer=running.offer,
        number=2,
        period=running.group.period,
        room=running.another_room(),
        trainer=running.trainer,
        sessions=running.group.sessions,
    )
    browser = log_in(running.leader)
    page = look(browser, running, "trainer", running.trainer)
    assert sorted(field["chosen"] for field in choices_on(page).values()) == ["afzeggen", f"trainer:{noor.pk}"]
    both = dict.fromkeys(choices_on(page), f"trainer:{noor.pk}")
    refused = carry_out(browser, running, "trainer", running.trainer, page=page, **both)
    assert "voor twee bijeenkomsten tegelijk" in refused
    assert not other.stand_ins.exists()
    assert not schedule.Disruption.objects.exists()


def test_the_messages_follow_the_choices_of_the_address(running, log_in):
    running.another_trainer()
    browser = log_in(running.leader)
    page = look(browser, running, "trainer", running.trainer)
    off = dict.fromkeys(choices_on(page), "afzeggen")
    told = browser.get(running.page_of("trainer"), running.asked(running.trainer) | off).content.decode()
    assert "Gaat niet door" in told
    assert "2 deelnemers, 2 berichten" in told


def test_the_text_is_shown_in_the_languages_of_the_people(running, log_in):
    sara = a_participant(
        running.roermond, name="Sara", act="act-2021", email="sara@v.example", contact_languages=("ara",)
    )
    running.group.participants.add(sara)
    page = look(log_in(running.leader), running, "trainer", running.trainer)
    assert "العربية (1)" in page
    assert 'lang="ar" dir="rtl"' in page


def test_sent_twice_it_is_done_once(running, log_in):
    browser, key = log_in(running.leader), uuid4()
    page = look(browser, running, "trainer", running.trainer)
    carry_out(browser, running, "trainer", running.trainer, page=page, key=key)
    assert "Dit was al gedaan" in carry_out(browser, running, "trainer", running.trainer, page=page, key=key)
    assert schedule.Disruption.objects.count() == 1


def test_what_changed_since_the_page_was_made_is_said_and_nothing_is_done(running, log_in):
    noor = running.another_trainer()
    browser = log_in(running.leader)
    page = look(browser, running, "trainer", running.trainer)
    noor.half_days = ["sun-morning"]
    noor.save()
    assert "niet vrij (meer)" in carry_out(browser, running, "trainer", running.trainer, page=page)
    running.group.delete()
    assert "intussen veranderd" in carry_out(browser, running, "trainer", running.trainer, page=page)
    assert not schedule.Disruption.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"wie": "nergens"}, "Trainer"),
        ({"tot": "2020-01-01"}, "Draai ze om"),
        ({"van": "2020-01-01", "tot": "2020-01-02"}, "te lang geleden"),
        ({"tot": "2999-01-01"}, "hooguit een jaar"),
        ({"van": "morgen"}, "Eerste dag"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(running, log_in, change, sentence):
    response = log_in(running.leader).get(running.page_of("trainer"), running.asked(running.trainer) | change)
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_what_was_not_called_off_in_time_is_called_off_afterwards_and_nobody_is_told(running, log_in):
    yesterday = (running.today - timedelta(days=1)).isoformat()
    asked = {"wie": str(running.trainer.pk), "van": yesterday, "tot": yesterday}
    browser = log_in(running.leader)
    page = browser.get(running.page_of("trainer"), asked).content.decode()
    assert "krijgt niemand bericht" in page
    [field] = choices_on(page)
    sent = asked | {field: "afzeggen", "idempotency_key": str(uuid4())}
    done = browser.post(running.page_of("trainer", name="change-settle"), sent, follow=True).content.decode()
    assert "Afgezegd: 1; overgenomen: 0; berichten: 0" in done
    assert (CancelledSession.objects.count(), Message.objects.count()) == (1, 0)


def test_only_who_plans_the_programme_finds_it(running, log_in):
    other = a_user(a_municipality("Lochem"), Role.PROJECT_LEADER, name="Lot")
    for user in (running.manager, running.provider, other):
        browser = log_in(user)
        assert browser.get(reverse("change", args=[running.programme.slug])).status_code == 404
        assert browser.get(running.page_of("trainer")).status_code == 404
        assert browser.post(running.page_of("trainer", name="change-settle")).status_code == 404
    browser = log_in(running.leader)
    assert "Een trainer kan niet" in browser.get(reverse("change", args=[running.programme.slug])).content.decode()
    assert browser.get(running.page_of("onweer")).status_code == 404


def test_thirty_days_ask_no_more_of_the_database_than_three(running, log_in, django_assert_max_num_queries):
    running.another_trainer()
    browser = log_in(running.leader)
    look(browser, running, "trainer", running.trainer)
    with django_assert_max_num_queries(70) as few:
        look(browser, running, "trainer", running.trainer, days=3)
    with django_assert_max_num_queries(70) as many:
        look(browser, running, "trainer", running.trainer, days=30)
    assert len(many) == len(few)


def lockdown(running, **kinds):
    last = running.tomorrow + timedelta(days=13)
    said = {f"soort-{kind}": treatment for kind, treatment in kinds.items()}
    return {"van": running.tomorrow.isoformat(), "tot": last.isoformat()} | said


def lock_down(browser, running, **kinds):
    sent = lockdown(running, **kinds) | {"idempotency_key": str(uuid4())}
    return browser.post(reverse("change-lock-down", args=[running.programme.slug]), sent, follow=True).content.decode()


def look_at_lockdown(browser, running, **kinds):
    response = browser.get(reverse("change-lockdown", args=[running.programme.slug]), lockdown(running, **kinds))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("kind", "treatment"),
    [
        ("vocational", "stop"),
        ("language-conversation", "stop"),
        ("language-practical", "online"),
        ("applying", "hybrid"),
    ],
)
def test_what_is_proposed_per_kind_is_what_the_report_found(running, log_in, kind, treatment):
    running.offer.kind = kind
    running.offer.save()
    page = log_in(running.leader).get(reverse("change-lockdown", args=[running.programme.slug])).content.decode()
    [select] = re.findall(rf'<select[^>]*name="soort-{kind}".*?</select>', page, re.DOTALL)
    assert re.findall(r'<option value="([^"]+)" selected>', select) == [treatment]


def test_what_stops_is_called_off_and_everybody_is_told_once_per_half_day(running, log_in):
    browser = log_in(running.leader)
    assert "14 berichten" in look_at_lockdown(browser, running, applying="stop")
    assert "Groepen stil: 1;" in lock_down(browser, running, applying="stop")
    assert CancelledSession.objects.count() == 14
    assert Message.objects.filter(person=running.anna, kind="paused").count() == 7


def test_a_group_that_goes_online_says_so_wherever_its_place_stands_and_only_in_those_days(running, log_in):
    browser = log_in(running.leader)
    before = browser.get(running.of_group(day=running.today)).content.decode()
    assert "online of weer op locatie: 1;" in lock_down(browser, running, applying="online")
    assert {(row.kind, row.place) for row in Message.objects.all()} == {("online", "De Brug, Zaal 1")}
    assert Message.objects.count() == 2
    assert "De Brug, Zaal 1" not in browser.get(running.of_group(day=running.tomorrow)).content.decode()
    assert "De Brug, Zaal 1" in before
    assert "De Brug, Zaal 1" in browser.get(running.of_group(day=running.today)).content.decode()
    assert "online van" in browser.get(reverse("group", args=[running.group.pk])).content.decode()
    board = reverse("board", args=[running.programme.slug, running.group.timetable.pk])
    assert "online van" in browser.get(board).content.decode()
    assert "Er is geen bijeenkomst die hierdoor niet kan" in look(browser, running, "lokaal", running.room)
    copied = browser.post(
        reverse("copy-timetable", args=[running.programme.slug, running.group.timetable.pk]), follow=True
    )
    assert "online van" in copied.content.decode()


def test_who_came_online_comes_again_when_it_goes_on_as_it_was(running, log_in):
    browser = log_in(running.leader)
    lock_down(browser, running, applying="online")
    lock_down(browser, running, applying="as-it-was")
    assert {(row.kind, row.place) for row in Message.objects.filter(kind="on-site")} == {("on-site", "De Brug, Zaal 1")}
    assert "De Brug, Zaal 1" in browser.get(running.of_group(day=running.tomorrow)).content.decode()
    assert "berichten: 0." in lock_down(browser, running, applying="as-it-was")


def test_who_cannot_follow_online_stands_there_with_what_would_help_and_of_whom_it_was_not_asked(running, log_in):
    able = {"devices": ("computer",), "internet": True, "digital_skills": "independent"}
    people = {
        "Cor": able,
        "Dina": able | {"devices": ("phone",)},
        "Eva": able | {"digital_skills": "basic"},
        "Fons": {"devices": ("computer",), "internet": True},
        "Gwen": able | {"internet": False},
    }
    members = [a_participant(running.roermond, name=name, act="act-2021", **facts) for name, facts in people.items()]
    running.group.participants.set(members)
    page = look_at_lockdown(log_in(running.leader), running, applying="hybrid")
    cannot, unknown = page.split("Van 1 is niet alles gevraagd")
    cannot = cannot.split("kunnen niet meedoen zonder hulp")[1]
    assert [name for name in people if name in cannot] == ["Dina", "Eva", "Gwen"]
    assert "geen laptop, computer of tablet" in cannot
    assert "te weinig digitale vaardigheid" in cannot
    assert [name for name in people if name in unknown] == ["Fons"]
    assert "digitale vaardigheden" in unknown


def test_groups_of_half_the_size_are_a_draft_of_the_planner(running, log_in):
    done = lock_down(log_in(running.leader), running, applying="half")
    assert "De planner maakt een concept met groepen van de halve grootte" in done
    assert schedule.Timetable.objects.get(status="queued").disruption.treatments == {"applying": "half"}
    assert (CancelledSession.objects.count(), Message.objects.count()) == (0, 0)


def test_a_lockdown_in_which_nobody_meets_is_refused(running, log_in):
    running.group.delete()
    assert "komt geen groep meer bijeen" in lock_down(log_in(running.leader), running)
    other = a_user(a_municipality("Lochem"), Role.PROJECT_LEADER, name="Lot")
    assert log_in(other).get(reverse("change-lockdown", args=[running.programme.slug])).status_code == 404
