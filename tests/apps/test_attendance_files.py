"""Attendance files of language schools: mapped once, checked by row, put on the lists at once, and taken off."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from tests.apps.conftest import a_municipality, a_participant, a_school, a_user
from tests.apps.test_attendance import Scene, a_new_timetable, at_noon, chosen, mark, send
from tweespoor.apps.attendance.models import AttendanceMark, PlannedAbsence
from tweespoor.apps.exchange.models import AttendanceFile, KnownName, SchoolWord
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import sharing
from tweespoor.apps.schedule import models as schedule
from tweespoor.apps.trajectories.models import HoursEntry
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DATA = Path(__file__).resolve().parents[1] / "data"
LONG = {0: "name-given-first", 1: "day", 2: "when", 3: "status"}
MEANS = {"aanwezig": "present", "te laat": "late", "ziek": "authorised", "mg": "authorised", "zb": "unauthorised"}
MEANS |= {"afwezig": "unauthorised", "verlof": "planned", "-": "not-recorded", "1": "present", "0": "unauthorised"}
MEANS |= {"z": "authorised", "v": "planned", "afwezig mg": "authorised"}


class Desk:
    """Somebody with an attendance file, who does what its pages offer."""

    def __init__(self, scene, browser):
        self.scene, self.browser = scene, browser

    def day(self, ago):
        return self.scene.today - timedelta(days=ago)

    def of(self, *rows, head="Naam;Datum;Dagdeel;Status"):
        """A file in the long form; a number in the place of a day is so many days ago."""
        told = [
            ";".join(f"{self.day(cell):%d-%m-%Y}" if isinstance(cell, int) else cell for cell in row) for row in rows
        ]
        return "\r\n".join((head, *told, "")).encode("cp1252")

    def choose(self, content, *, name="presentie.csv", **data):
        sent = {"file": SimpleUploadedFile(name, content), **data}
        self.answer = self.browser.post(reverse("attendance-files"), sent, follow=True)
        return self.answer.content.decode()

    @property
    def row(self):
        return AttendanceFile.objects.order_by("-created_at").first()

    def post(self, name, **data):
        row = self.row
        sent = {"version": row.version, **{key: value for key, value in data.items() if value is not None}}
        self.answer = self.browser.post(reverse(f"attendance-file-{name}", args=[row.pk]), sent, follow=True)
        return html.unescape(self.answer.content.decode())

    def columns(self, targets=None):
        return self.post("columns", **{f"column-{place}": name for place, name in (targets or LONG).items()})

    def words(self, **means):
        page = self.browser.get(reverse("attendance-file-words", args=[self.row.pk])).content.decode()
        asked = re.findall(r'scope="row"[^>]*>“([^”]+)”', html.unescape(page))
        said = {**MEANS, **means}
        return self.post("words", **{f"word-{place}": said[word.lower()] for place, word in enumerate(asked)})

    def check(self):
        return html.unescape(
            self.browser.get(reverse("attendance-file", args=[self.row.pk]), follow=True).content.decode()
        )

    def decide(self, doing, **data):
        return self.post("decide", doe=doing, **data)

    def start(self):
        return self.post("start", idempotency_key=str(uuid4()))

    def to_check(self, content, *, targets=None, **data):
        """Choose a file and say what it needs, up to the page where it is checked."""
        self.choose(content, **data)
        if self.row.status == "columns":
            self.columns(targets)
        return self.words() if self.row.status == "words" else self.check()

    def bring(self, content, *, targets=None, **data):
        self.to_check(content, targets=targets, **data)
        return self.start()


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def desk(scene, log_in):
    return Desk(scene, log_in(scene.provider))


def stands(scene, desk, *, ago):
    """What the list of the class says of a day."""
    return chosen(desk.browser.get(scene.of_class(day=desk.day(ago))).content.decode())


def figures(page):
    """The key figures of a page, by what they are called."""
    found = re.findall(r"<dt[^>]*>\s*(.*?)\s*</dt>\s*<dd[^>]*>\s*(.*?)\s*</dd>", page, re.DOTALL)
    return {re.sub(r"<[^>]+>", "", label): re.sub(r"<[^>]+>", "", value).strip() for label, value in found}


def problems(page):
    """What is wrong by the page where a file is checked: the heading of each problem and what it says."""
    found = re.findall(r'<h3 [^>]*>([^<]+)</h3>\s*<p class="utrecht-paragraph">(.*?)</p>', page, re.DOTALL)
    return [(title, re.sub(r"<[^>]+>", "", why)) for title, why in found]


def test_a_file_of_the_school_comes_on_the_lists_with_the_file_as_its_source(scene, desk):
    page = desk.bring(
        desk.of(
            ("Anna Voorbeeld", 2, "ochtend", "Aanwezig"),
            ("voorbeeld, bilal", 2, "09.00 - 12.00", "te laat"),
            ("Anna Voorbeeld", 1, "och", "ziek"),
            ("Bilal Voorbeeld", 1, "ochtend", "zb"),
        )
    )
    assert "Ingelezen, van 2 deelnemers." in page
    assert stands(scene, desk, ago=2) == {"Anna Voorbeeld": "present", "Bilal Voorbeeld": "late"}
    assert stands(scene, desk, ago=1) == {"Anna Voorbeeld": "authorised", "Bilal Voorbeeld": "unauthorised"}
    assert set(AttendanceMark.objects.values_list("file", "recorded_by")) == {(desk.row.pk, scene.provider.pk)}
    shown = desk.browser.get(scene.of_class(day=desk.day(2))).content.decode()
    assert shown.count("Uit een bestand, ingelezen op") == 2
    hours = HoursEntry.objects.filter(known_until=None)
    assert {row.source for row in hours} == {"presentielijst"}
    assert sum(row.minutes for row in hours) == 2 * 180


def test_illness_comes_in_without_a_reason_and_nothing_of_the_file_is_kept(scene, desk):
    content = desk.of(("Anna Voorbeeld", 1, "ochtend", "Ziek", "griep"), head="Naam;Datum;Dagdeel;Status;Opmerking")
    desk.bring(content)
    assert list(AttendanceMark.objects.values_list("absence", "reason")) == [("authorised", "")]
    row = desk.row
    assert (row.kept, row.words, row.decisions, row.file_name) == (None, {}, {}, "")
    assert "griep" not in json.dumps([entry.detail for entry in Entry.objects.all()])


def test_columns_and_words_are_said_once(scene, desk):
    desk.bring(desk.of(("Anna Voorbeeld", 3, "ochtend", "aanwezig"), ("Bilal Voorbeeld", 3, "ochtend", "mg")))
    page = html.unescape(desk.choose(desk.of(("Anna Voorbeeld", 2, "ochtend", "MG"))))
    assert "Een bestand met deze kopjes is eerder ingelezen." in page
    page = desk.columns()
    assert "Nakijken wat op de lijsten komt" in page  # every word is known: no page of words
    desk.start()
    assert stands(scene, desk, ago=2)["Anna Voorbeeld"] == "authorised"
    assert dict(SchoolWord.objects.values_list("word", "means")) == {"aanwezig": "present", "mg": "authorised"}


def test_a_word_that_can_mean_two_things_is_asked(scene, desk):
    desk.choose(desk.of(("Anna Voorbeeld", 1, "ochtend", "A"), ("Bilal Voorbeeld", 1, "ochtend", "aanwezig")))
    page = desk.columns()
    assert re.search(r'“A” betekent".*?<option value="" selected', page, re.DOTALL)
    refused = desk.post("words", **{"word-0": "", "word-1": "present"})
    assert "Kies bij elk woord wat het betekent." in refused
    assert desk.answer.status_code == 400


def test_the_same_file_again_changes_nothing(scene, desk):
    content = desk.of(("Anna Voorbeeld", 1, "ochtend", "aanwezig"))
    desk.bring(content)
    page = html.unescape(desk.choose(content))
    assert "Dit bestand is al eerder gekozen." in page
    assert AttendanceFile.objects.count() == 1
    page = desk.to_check(content + b"\r\n;;;\r\n")  # the same rows in a file that is another
    assert "Er verandert niets" in page
    assert "Er verandert niets" in desk.start()
    assert AttendanceMark.objects.count() == 1


def test_a_later_file_corrects_an_earlier_one_and_says_so(scene, desk):
    desk.bring(desk.of(("Anna Voorbeeld", 1, "ochtend", "zb")))
    page = desk.to_check(desk.of(("Anna Voorbeeld", 1, "ochtend", "mg")))
    assert figures(page)["Anders dan in een eerder bestand"] == "1"
    desk.start()
    assert stands(scene, desk, ago=1)["Anna Voorbeeld"] == "authorised"


def test_a_tap_is_never_changed_unless_somebody_chooses_so(scene, desk):
    send(desk.browser, scene.of_class(day=desk.day(1)), mark(scene.anna, "present"), mark(scene.bilal, "late"))
    content = desk.of(("Anna Voorbeeld", 1, "ochtend", "zb"), ("Bilal Voorbeeld", 1, "ochtend", "te laat"))
    page = desk.to_check(content)
    assert figures(page)["Anders dan op de lijst"] == "1"
    assert "Op de lijst: <strong>Aanwezig</strong> (Peter" in page
    assert "In het bestand: <strong>Afwezig zonder bericht</strong> (rij 2)" in page
    assert "Er staat nog iets open." in desk.start()
    conflict = re.search(r'value="bestand:([^"]+)"', page)[1]
    desk.decide(f"lijst:{conflict}")
    assert "Er verandert niets" in desk.start()
    desk.decide(f"bestand:{conflict}")
    desk.start()
    assert stands(scene, desk, ago=1) == {"Anna Voorbeeld": "unauthorised", "Bilal Voorbeeld": "late"}
    desk.post("undo", idempotency_key=str(uuid4()))
    assert stands(scene, desk, ago=1) == {"Anna Voorbeeld": "present", "Bilal Voorbeeld": "late"}


def test_what_was_chosen_of_a_tap_is_asked_again_when_somebody_taps_anew(scene, desk):
    send(desk.browser, scene.of_class(day=desk.day(1)), mark(scene.anna, "present"))
    desk.to_check(desk.of(("Anna Voorbeeld", 1, "ochtend", "zb")))
    desk.decide("bestand")
    send(desk.browser, scene.of_class(day=desk.day(1)), mark(scene.anna, "late"))
    assert "Er staat nog iets open." in desk.start()


def test_a_tap_without_connection_that_arrives_after_the_file_holds(scene, desk):
    desk.bring(desk.of(("Anna Voorbeeld", 0, "ochtend", "zb")))
    send(desk.browser, scene.of_class(), mark(scene.anna, "present", age=60))
    assert stands(scene, desk, ago=0)["Anna Voorbeeld"] == "present"


def test_undo_takes_the_file_off_the_lists_with_its_hours_and_it_can_come_in_again(scene, desk):
    content = desk.of(("Anna Voorbeeld", 1, "ochtend", "aanwezig"), ("Bilal Voorbeeld", 1, "ochtend", "verlof"))
    desk.bring(content)
    assert PlannedAbsence.objects.count() == 1
    assert HoursEntry.objects.filter(known_until=None).count() == 1
    page = desk.post("undo", idempotency_key=str(uuid4()))
    assert "Op de lijsten staat weer wat er zonder dit bestand stond." in page
    assert stands(scene, desk, ago=1) == {"Anna Voorbeeld": "", "Bilal Voorbeeld": ""}
    assert (AttendanceMark.objects.count(), PlannedAbsence.objects.count()) == (0, 0)
    assert not HoursEntry.objects.filter(known_until=None).exists()
    assert "Er is niets ongedaan te maken." in desk.post("undo", idempotency_key=str(uuid4()))
    desk.bring(content)
    assert stands(scene, desk, ago=1)["Anna Voorbeeld"] == "present"


def test_planned_absence_is_a_kind_of_its_own(scene, desk):
    page = desk.bring(desk.of(("Anna Voorbeeld", 1, "ochtend", "verlof"), ("Bilal Voorbeeld", 1, "ochtend", "-")))
    assert "Ingelezen, van 1 deelnemer." in page
    assert not AttendanceMark.objects.exists()
    row = PlannedAbsence.objects.get()
    assert (row.person, row.first_day, row.last_day, row.reason) == (scene.anna, desk.day(1), desk.day(1), "")
    assert "Komt niet" in desk.browser.get(scene.of_class(day=desk.day(1))).content.decode()
    assert "Er verandert niets" in desk.to_check(desk.of(("Anna Voorbeeld", 1, "", "verlof")))


def test_a_day_without_a_lesson_names_the_class_and_everybody_in_those_rows(scene, desk):
    page = desk.to_check(
        desk.of(("Anna Voorbeeld", 4, "avond", "aanwezig"), ("Bilal Voorbeeld", 4, "avond", "aanwezig"))
    )
    [problem] = re.findall(r'<li class="tweespoor-mend">(.+?)<form', page, re.DOTALL)
    assert re.search(r"avond, Klas 1</h3>", problem)
    assert "rijen 2, 3" in problem
    assert "Van wie: Anna Voorbeeld, Bilal Voorbeeld<" in problem


def test_every_problem_stands_there_with_its_row_and_its_remedy(scene, desk):
    schedule.Holiday.objects.create(
        programme=scene.programme, kind="holiday", name="Vrij", first_day=desk.day(6), last_day=desk.day(6)
    )
    eva = a_participant(scene.roermond, name="Eva", act="act-2021")
    sharing.share(people=[eva], organisation=scene.school, since=scene.today, now=timezone.now())
    desk.browser.post(scene.of_class(day=desk.day(5), name="class-call-off"))
    content = desk.of(
        ("Anna Voorbeeld", 6, "ochtend", "aanwezig"),  # 2: a day off
        ("Anna Voorbeeld", 4, "avond", "aanwezig"),  # 3: no lesson then
        ("Anna Voorbeeld", "31-02-2026", "ochtend", "aanwezig"),  # 4: no such day
        ("Anna Voorbeeld", "15-05-2021", "ochtend", "aanwezig"),  # 5: long ago
        ("Eva Voorbeeld", 4, "ochtend", "aanwezig"),  # 6: not in the class
        ("Nina Niemand", 4, "ochtend", "aanwezig"),  # 7: nobody
        ("Anna Voorbeeld", 5, "ochtend", "aanwezig"),  # 8: called off
        ("Anna Voorbeeld", 3, "les 2", "aanwezig"),  # 9: no time
        ("Bilal Voorbeeld", 3, "ochtend", "aanwezig"),  # 10
        ("Bilal Voorbeeld", 3, "9:00", "zb"),  # 11: twice
        ("", 3, "ochtend", "aanwezig"),  # 12: of nobody
        ("Anna Voorbeeld", f"{scene.today + timedelta(days=1):%d-%m-%Y}", "ochtend", "aanwezig"),  # 13: to come
    )
    page = desk.to_check(content)
    found = re.findall(r'<p class="utrecht-paragraph">([^<]+) <span class="tweespoor-mend__rows">\(rij (\d+)\)', page)
    said = {int(row): why for why, row in found}
    assert {
        row: next(word for word in why.split(".") if word) for row, why in said.items() if row in (4, 9, 12, 13)
    } == {
        4: "Deze dag bestaat niet",
        9: "Dit is geen dagdeel of tijd",
        12: "In deze rij staat niet van wie het is",
        13: "Deze dag is nog niet geweest",
    }
    assert "is er op dit dagdeel geen les van Klas 1" in said[2]
    assert "is er op dit dagdeel geen les van Klas 1" in said[3]
    assert re.search(r"De les van Klas 1 op .+ is langer dan een jaar geleden", said[5])
    assert "Eva Voorbeeld zit niet in een van deze klassen." in said[6]
    assert "Zeg wie het is" in said[7]
    assert re.search(r"De les van Klas 1 op .+ is afgezegd", said[8])
    assert "Rij 10 zegt iets anders over Bilal Voorbeeld in dezelfde les van Klas 1 op" in said[11]
    assert set(said) == {*range(2, 10), 11, 12, 13}
    assert "Er staat nog iets open." in desk.start()
    assert not AttendanceMark.objects.exists()
    page = desk.decide("rest-weg")
    assert figures(page)["Weggelaten"] == "11"
    desk.start()
    assert list(AttendanceMark.objects.values_list("person", "absence")) == [(scene.bilal.pk, "present")]
    assert desk.row.counts["left_out"] == 11


def test_a_cell_is_mended_in_all_its_rows_and_a_proposal_taken_over(scene, desk):
    day = desk.day(2)
    rows = (("Anna Voorbeeld", f"{day:%d-%m}", "les 1", "aanwezig"), ("Bilal Voorbeeld", f"{day:%d-%m}", "les 1", "zb"))
    page = desk.to_check(desk.of(*rows))
    assert "Hier staat geen jaar bij." in page
    page = desk.decide("alle-voorstellen")
    assert "Hier staat geen jaar bij." not in page
    desk.decide("anders", column=2, text="les 1", anders="ochtend")
    desk.start()
    assert stands(scene, desk, ago=2) == {"Anna Voorbeeld": "present", "Bilal Voorbeeld": "unauthorised"}


def test_a_similar_name_is_a_question_and_said_once_for_all_its_rows(scene, desk):
    content = desk.of(("Billal Voorbeeld", 2, "ochtend", "aanwezig"), ("Billal Voorbeeld", 1, "ochtend", "zb"))
    page = desk.to_check(content)
    assert "(rijen 2, 3)" in page
    who = re.search(r'name="wie" value="([^"]+)"', page)[1]
    assert f"wie:{scene.bilal.pk}" in page
    desk.decide(f"wie:{scene.bilal.pk}", wie=who)
    desk.start()
    assert AttendanceMark.objects.filter(person=scene.bilal).count() == 2


def test_somebody_is_chosen_from_the_lists_and_nobody_else(scene, desk):
    stranger = a_participant(scene.roermond, name="Vreemd", act="act-2021")
    page = desk.to_check(desk.of(("Leerling 12", 1, "ochtend", "aanwezig")))
    who = re.search(r'name="wie" value="([^"]+)"', page)[1]
    assert "Vreemd" not in page
    assert "Deze deelnemer kan het niet zijn." in desk.decide("wie", wie=who, deelnemer=str(stranger.pk))
    desk.decide("wie", wie=who, deelnemer=str(scene.anna.pk))
    desk.start()
    assert AttendanceMark.objects.get().person == scene.anna


def test_two_of_one_name_are_told_apart_by_number_and_asked_without(scene, desk):
    other = a_participant(scene.roermond, name="Anna", act="act-2021")
    sharing.share(people=[other], organisation=scene.school, since=scene.today, now=timezone.now())
    schedule.Enrolment.objects.create(person=other, language_class=scene.language_class)
    head, targets = "Nr;Naam;Datum;Status", {0: "number", 1: "name-given-first", 2: "day", 3: "status"}
    content = desk.of((other.number, "Anna Voorbeeld", 1, "aanwezig"), ("", "Anna Voorbeeld", 2, "aanwezig"), head=head)
    page = desk.to_check(content, targets=targets)
    assert figures(page)["Op de lijsten erbij"] == "1"
    assert {f"wie:{each.pk}" in page for each in (other, scene.anna)} == {True}
    desk.decide("rest-weg")
    desk.start()
    assert AttendanceMark.objects.get().person == other


def test_a_birth_date_tells_two_apart_for_the_municipality_alone(scene, desk, log_in):
    """The school may not see birth dates: a file must not tell which of two it is."""
    born = {"birth-date": Fact.known(timezone.localdate().replace(year=1990, day=1), source="gesprek")}
    other = a_participant(scene.roermond, name="Anna", act="act-2021", **born)
    sharing.share(people=[other], organisation=scene.school, since=scene.today, now=timezone.now())
    schedule.Enrolment.objects.create(person=other, language_class=scene.language_class)
    anna = a_participant(
        scene.roermond,
        name="Anna",
        act="act-2021",
        **{"birth-date": Fact.known(born["birth-date"].value.replace(year=1991), source="gesprek")},
    )
    schedule.Enrolment.objects.create(person=anna, language_class=scene.language_class)
    schedule.Enrolment.objects.filter(person=scene.anna).delete()
    sharing.share(people=[anna], organisation=scene.school, since=scene.today, now=timezone.now())
    head, targets = "Naam;Geb.datum;Datum;Status", {0: "name-given-first", 1: "birth-date", 2: "day", 3: "status"}
    content = desk.of(("Anna Voorbeeld", f"{born['birth-date'].value:%d-%m-%Y}", 1, "aanwezig"), head=head)
    assert figures(desk.to_check(content, targets=targets))["Na te kijken"] == "1"
    manager = Desk(scene, log_in(scene.manager))
    manager.to_check(content, targets=targets, about="classes")
    manager.start()
    assert AttendanceMark.objects.get().person == other


def test_the_wide_form_comes_in_with_a_day_per_column(scene, desk):
    book = Workbook()
    sheet = book.active
    sheet.append(["Presentielijst"])
    sheet.append(["Cursist", desk.day(3), desk.day(2), desk.day(1)])
    sheet.append(["Anna Voorbeeld", 1, "Z", None])
    sheet.append(["Bilal Voorbeeld", 0, 1, "V"])
    file = io.BytesIO()
    book.save(file)
    page = desk.choose(file.getvalue(), name="lijst.xlsx")
    assert page.count('value="of-day" selected') == 3
    desk.columns({0: "name-given-first", 1: "of-day", 2: "of-day", 3: "of-day"})
    desk.words()
    desk.start()
    assert stands(scene, desk, ago=3) == {"Anna Voorbeeld": "present", "Bilal Voorbeeld": "unauthorised"}
    assert stands(scene, desk, ago=2) == {"Anna Voorbeeld": "authorised", "Bilal Voorbeeld": "present"}
    assert PlannedAbsence.objects.get().first_day == desk.day(1)


def test_a_day_without_a_time_holds_for_all_lessons_of_that_day(scene, desk):
    scene.language_class.half_days += [each.replace("morning", "afternoon") for each in scene.language_class.half_days]
    scene.language_class.save()
    desk.bring(desk.of(("Anna Voorbeeld", 1, "", "aanwezig"), ("Bilal Voorbeeld", 1, "middag", "aanwezig")))
    found = sorted((row.person.given_name, row.half_day[4:]) for row in AttendanceMark.objects.select_related("person"))
    assert found == [("Anna", "afternoon"), ("Anna", "morning"), ("Bilal", "afternoon")]


def test_a_class_of_another_name_is_chosen_among_the_own_ones(scene, desk):
    head, targets = "Naam;Groep;Datum;Status", {0: "name-given-first", 1: "class", 2: "day", 3: "status"}
    content = desk.of(("Anna Voorbeeld", "A1-dinsdag", 1, "aanwezig"), head=head)
    page = desk.to_check(content, targets=targets)
    assert "Een klas met de naam “A1-dinsdag” houdt u niet bij." in page
    desk.decide("anders", column=1, text="A1-dinsdag", anders="klas 1")
    desk.start()
    assert AttendanceMark.objects.get().language_class == scene.language_class


def test_a_school_touches_its_own_classes_and_people_alone(scene, desk, log_in):
    other = scene.a_class("Klas 2", provider=a_school("Elders"))
    eva = a_participant(scene.roermond, name="Eva", act="act-2021")
    schedule.Enrolment.objects.create(person=eva, language_class=other)
    content = desk.of(("Eva Voorbeeld", 1, "ochtend", "aanwezig"), ("Anna Voorbeeld", 1, "ochtend", "aanwezig"))
    page = desk.to_check(content)
    assert "Deze deelnemer staat niet op een lijst die u bijhoudt." in page
    assert str(eva.pk) not in page
    manager = Desk(scene, log_in(scene.manager))  # the municipality keeps the lists of both
    manager.bring(content, about="classes")
    assert set(AttendanceMark.objects.values_list("person", "language_class")) == {
        (eva.pk, other.pk),
        (scene.anna.pk, scene.language_class.pk),
    }


def test_nobody_of_elsewhere_or_without_the_task_opens_a_file(scene, desk, log_in):
    desk.to_check(desk.of(("Anna Voorbeeld", 1, "ochtend", "aanwezig")))
    row = desk.row
    names = ("attendance-file", *(f"attendance-file-{step}" for step in ("columns", "words", "check", "sheet")))
    strangers = [
        a_user(a_municipality("Lochem"), name="Lou"),
        a_user(a_school("Elders"), Role.LANGUAGE_PROVIDER, name="Els"),
        scene.manager,  # the municipality has files of its own
        a_user(scene.school, Role.TRAINER, name="Tom"),
    ]
    for stranger in strangers:
        browser = log_in(stranger)
        assert {browser.get(reverse(name, args=[row.pk])).status_code for name in names} == {404}
        for deed in ("decide", "start", "undo", "discard"):
            assert browser.post(reverse(f"attendance-file-{deed}", args=[row.pk]), {"version": 1}).status_code == 404
    administrator = a_user(scene.school, Role.ADMINISTRATOR, name="Ad")
    assert log_in(administrator).get(reverse("attendance-files")).status_code == 404
    assert row.file_name not in log_in(strangers[-1]).get(reverse("attendance-files")).content.decode()
    assert reverse("attendance-files") in log_in(scene.provider).get(reverse("attendance")).content.decode()


def test_what_somebody_else_changed_meanwhile_is_said(scene, desk, log_in):
    desk.to_check(desk.of(("Anna Voorbeeld", 1, "ochtend", "aanwezig")))
    version = desk.row.version
    colleague = Desk(scene, log_in(a_user(scene.school, Role.LANGUAGE_PROVIDER, name="Petra")))
    colleague.decide("terug")
    page = Desk(scene, log_in(scene.provider)).post("start", version=version)
    assert "Petra heeft dit bestand intussen veranderd." in page
    assert not AttendanceMark.objects.exists()


def test_twice_asked_it_comes_in_once(scene, desk):
    desk.to_check(desk.of(("Anna Voorbeeld", 1, "ochtend", "aanwezig")))
    key, version = str(uuid4()), desk.row.version
    assert "Ingelezen" in desk.post("start", idempotency_key=key, version=version)
    assert "Deze opdracht was al gegeven." in desk.post("start", idempotency_key=key, version=version)
    assert AttendanceMark.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said", "status"),
    [
        (b"", "In dit bestand staat niets.", 400),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "Dit is een plaatje, geen lijst.", 400),
        (b"%PDF-1.7 niets", "Dit is een PDF.", 400),
        (b"a;b\n" * 2_501, "het mogen er hooguit 2500 zijn. Lees het per klas of maand in.", 400),
        (b"x" * ((20 << 20) + 1), "Dit bestand is te groot", 413),
    ],
    ids=["empty", "picture", "pdf", "rows", "size"],
)
def test_what_is_no_list_is_refused_with_what_to_do(desk, content, said, status):
    assert said in desk.choose(content)
    assert desk.answer.status_code == status
    assert not AttendanceFile.objects.exists()


def test_a_workbook_that_unpacks_too_large_is_refused(desk):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b" " * (130 << 20))
    assert "uitgepakt veel te groot" in desk.choose(file.getvalue(), name="lijst.xlsx")


def test_a_mapping_without_who_when_or_whether_is_refused_with_what_to_choose(desk):
    desk.choose(desk.of(("Anna Voorbeeld", 1, "ochtend", "aanwezig")))
    assert "Kies in welke kolom de naam of het nummer" in desk.columns({1: "day", 3: "status"})
    assert "Kies in welke kolom de datum staat" in desk.columns({0: "name-given-first", 3: "status"})
    assert "twee keer hetzelfde" in desk.columns({0: "name-given-first", 1: "day", 2: "day", 3: "status"})
    assert "Kies een van de twee." in desk.columns({0: "name-given-first", 1: "day", 2: "of-day", 3: "status"})
    assert desk.answer.status_code == 400


def test_other_headings_can_be_chosen(desk):
    desk.choose(desk.of(("Anna Voorbeeld", 1, "ochtend", "aanwezig")))
    assert desk.browser.get(reverse("attendance-file-sheet", args=[desk.row.pk])).status_code == 200
    assert "In of onder deze rij staat niets." in desk.post("sheet", sheet=0, heading_row=9)
    desk.post("sheet", sheet=0, heading_row=1)
    assert desk.row.heading_row == 1


def test_the_sample_of_a_school_is_brought_in_as_it_is_given(scene, desk):
    """The days of the sample are moved to the last ones, for lists are of the last year."""
    text = (DATA / "attendance-long.csv").read_bytes().decode("cp1252")
    moved = {
        "02-11-2026": f"{desk.day(6):%d-%m-%Y}",
        "2-11-26": f"{desk.day(6):%-d-%-m-%y}",
        "03-11-2026": f"{desk.day(5):%d-%m-%Y}",
        "3 nov. 2026": f"{desk.day(5):%d-%m-%Y}",
        "04-11-2026": f"{desk.day(4):%d-%m-%Y}",
        ";4-11;": f";{desk.day(4):%-d-%-m};",
        "05-11-2026": f"{desk.day(3):%d-%m-%Y}",
        "06-11-2026": f"{desk.day(2):%d-%m-%Y}",
    }
    for before, after in moved.items():
        text = text.replace(before, after)
    targets = {1: "name-family-first", 2: "class", 3: "day", 4: "when", 5: "status"}
    page = desk.to_check(text.encode("cp1252"), targets=targets)
    assert (figures(page)["Op de lijsten erbij"], figures(page)["Na te kijken"]) == ("5", "6")
    desk.decide("alle-voorstellen")
    who = re.search(r'name="wie" value="([^"]*billal[^"]*)"', desk.check())[1]
    desk.decide(f"wie:{scene.bilal.pk}", wie=who)
    desk.decide("rest-weg")
    desk.start()
    assert desk.row.counts == {"added": 7, "changed": 0, "kept": 0, "same": 0, "left_out": 4, "people": 2}


def test_a_file_is_thrown_away_or_forgotten_after_a_week(scene, desk):
    desk.to_check(desk.of(("Anna Voorbeeld", 1, "ochtend", "aanwezig")))
    assert "Er is niets ingelezen." in desk.post("discard")
    desk.to_check(desk.of(("Anna Voorbeeld", 2, "ochtend", "aanwezig")))
    AttendanceFile.objects.filter(status="check").update(created_at=timezone.now() - timedelta(days=8))
    desk.browser.get(reverse("attendance-files"))
    assert set(AttendanceFile.objects.values_list("status", "kept", "file_name")) == {("discarded", None, "")}


def test_every_step_is_in_the_log_without_a_name(scene, desk):
    desk.bring(desk.of(("Anna Voorbeeld", 1, "ochtend", "aanwezig")))
    desk.post("undo", idempotency_key=str(uuid4()))
    entries = Entry.objects.filter(deed__startswith="attendance-file")
    assert [entry.deed for entry in entries.order_by("sequence")] == [
        "attendance-file-uploaded",
        "attendance-file-read",
        "attendance-file-done",
        "attendance-file-taken-out",
        "attendance-file-undone",
    ]
    assert {entry.actor for entry in entries} == {scene.provider.pk}
    read = entries.get(deed="attendance-file-read")
    assert (read.detail["listed"], read.organisation) == ([str(scene.anna.pk)], scene.roermond.pk)
    assert "Voorbeeld" not in json.dumps([entry.detail for entry in entries])


def test_the_check_asks_as_much_of_the_database_for_many_rows_as_for_few(scene, desk):
    asked = []
    for days in (2, 20):
        rows = ((f"{name} Voorbeeld", ago, "ochtend", "aanwezig") for name in ("Anna", "Bilal") for ago in range(days))
        desk.to_check(desk.of(*rows))
        with CaptureQueriesContext(connection) as queries:
            desk.browser.get(reverse("attendance-file-check", args=[desk.row.pk]))
        asked.append(len(queries))
    assert asked[0] == asked[1]


NAMED = {0: "name-given-first", 1: "day", 2: "class", 3: "status"}
OF_GROUPS = "Naam;Datum;Groep;Status"


def test_the_check_asks_as_much_of_the_database_for_many_classes_as_for_few(scene, desk):
    desk.to_check(desk.of(("Amina Ahmed", 1, "ochtend", "aanwezig")))
    page = reverse("attendance-file-check", args=[desk.row.pk])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert desk.browser.get(page).status_code == 200
        return len(queries)

    few = asked()
    for number in range(8):
        schedule.LanguageClass.objects.create(
            programme=scene.programme,
            provider=scene.language_class.provider,
            location=scene.place,
            name=f"Klas {number}",
            level="a1",
            half_days=["mon-morning"],
        )
    assert asked() == few


@pytest.fixture
def tess(scene):
    """The trainer of the scene's group, of an organisation that gives trainings alone."""
    employer = a_school("Werkbedrijf")
    employer.kind = "reintegration"
    employer.save()
    tess = a_user(employer, Role.TRAINER, name="Tess")
    sharing.share_with_trainer(people=[scene.anna, scene.bilal], organisation=employer, user=tess, now=timezone.now())
    scene.group.trainer.organisation, scene.group.trainer.user = employer, tess
    scene.group.trainer.save()
    return tess


@pytest.fixture
def trainer_desk(scene, tess, log_in):
    return Desk(scene, log_in(tess))


def stands_of_group(scene, desk, *, ago):
    return chosen(desk.browser.get(scene.of_group(day=desk.day(ago))).content.decode())


def test_a_trainer_brings_in_a_file_of_her_groups_and_the_hours_of_the_training_follow(scene, trainer_desk):
    desk = trainer_desk
    content = desk.of(
        ["Anna Voorbeeld", 1, "Solliciteren 1", "aanwezig"],
        ["Bilal Voorbeeld", 1, "Solliciteren", "mg"],
        head=OF_GROUPS,
    )
    page = desk.to_check(content, targets=NAMED, about="groups")
    assert "Solliciteren 1" in page[page.index("Dit komt op de lijsten") :]
    desk.start()
    assert stands_of_group(scene, desk, ago=1) == {"Anna Voorbeeld": "present", "Bilal Voorbeeld": "authorised"}
    hours = HoursEntry.objects.get(trajectory__person=scene.anna, block="sport")
    assert hours.minutes == 150
    desk.post("undo", idempotency_key=str(uuid4()))
    assert set(stands_of_group(scene, desk, ago=1).values()) == {""}
    assert not HoursEntry.objects.filter(trajectory__person=scene.anna, known_until=None).exists()


def test_a_file_of_trainings_says_nothing_of_lessons_and_the_other_way_round(scene, log_in):
    desk = Desk(scene, log_in(scene.manager))
    rows = [["Anna Voorbeeld", 1, "", "aanwezig"]]
    desk.bring(desk.of(*rows, head=OF_GROUPS), targets=NAMED, about="groups")
    assert stands_of_group(scene, desk, ago=1)["Anna Voorbeeld"] == "present"
    assert stands(scene, desk, ago=1)["Anna Voorbeeld"] == ""
    desk.bring(desk.of(*rows, head=OF_GROUPS), targets=NAMED, about="classes")
    assert stands(scene, desk, ago=1)["Anna Voorbeeld"] == "present"
    assert AttendanceMark.objects.count() == 2


def test_hours_of_two_trainings_in_one_week_follow_each(scene, log_in):
    other = scene.another_group("Bewegen", slug="werk", part="afternoon")
    other.participants.set([scene.anna])
    desk = Desk(scene, log_in(scene.manager))
    rows = [["Anna Voorbeeld", 0, name, "aanwezig"] for name in ("Solliciteren", "Bewegen 1")]
    desk.bring(desk.of(*rows, head=OF_GROUPS), targets=NAMED, about="groups")
    found = dict(HoursEntry.objects.filter(trajectory__person=scene.anna).values_list("block", "minutes"))
    assert found == {"sport": 150, "werk": 180}
    desk.post("undo", idempotency_key=str(uuid4()))
    assert not HoursEntry.objects.filter(trajectory__person=scene.anna, known_until=None).exists()


def test_in_a_file_of_trainings_a_meeting_is_of_the_timetable_that_was_in_force(scene, log_in):
    a_new_timetable(scene, on=at_noon(scene.today - timedelta(days=3)))
    desk = Desk(scene, log_in(scene.manager))
    page = desk.to_check(
        desk.of(
            ["Anna Voorbeeld", 4, "Solliciteren 1", "aanwezig"],
            ["Anna Voorbeeld", 2, "Solliciteren 1", "aanwezig"],
            head=OF_GROUPS,
        ),
        targets=NAMED,
        about="groups",
    )
    assert "komt Solliciteren 1 op dit dagdeel niet bijeen, volgens het rooster dat toen gold" in page
    desk.decide("rest-weg")
    desk.start()
    assert AttendanceMark.objects.get().day == desk.day(4)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["Anna Voorbeeld", 1, "Yoga", "aanwezig"], "Een groep met de naam “Yoga” houdt u niet bij."),
        (["Carla Voorbeeld", 1, "Solliciteren", "aanwezig"], "staat niet op een lijst die u bijhoudt"),
        (["Bilal Voorbeeld", 1, "Bewegen", "aanwezig"], "Bilal Voorbeeld zit niet in Bewegen."),
        (["Anna Voorbeeld", 400, "Solliciteren", "aanwezig"], "langer dan een jaar geleden"),
    ],
)
def test_a_problem_with_a_training_is_said_in_the_words_of_trainings(scene, trainer_desk, row, said):
    scene.another_group("Bewegen", slug="werk", part="afternoon")
    page = trainer_desk.to_check(trainer_desk.of(row, head=OF_GROUPS), targets=NAMED, about="groups")
    assert said in page


def test_a_trainer_sees_no_file_of_a_colleague_and_reads_in_for_her_own_groups_alone(scene, tess, trainer_desk, log_in):
    content = trainer_desk.of(["Anna Voorbeeld", 1, "Solliciteren", "aanwezig"], head=OF_GROUPS)
    trainer_desk.to_check(content, targets=NAMED, about="groups")
    own = trainer_desk.row
    address = reverse("attendance-file-check", args=[own.pk])
    assert trainer_desk.browser.get(address).status_code == 200
    organisation = tess.memberships.get().organisation
    tom_user = a_user(organisation, Role.TRAINER, name="Tom")
    tom = Desk(scene, log_in(tom_user))
    assert tom.browser.get(address).status_code == 404
    assert own.file_name not in tom.browser.get(reverse("attendance-files")).content.decode()
    for deed in ("start", "discard", "undo", "decide"):
        sent = {"version": own.version, "doe": "rest-weg", "idempotency_key": str(uuid4())}
        assert tom.browser.post(reverse(f"attendance-file-{deed}", args=[own.pk]), sent).status_code == 404
    petra = log_in(a_user(organisation, Role.LANGUAGE_PROVIDER, name="Petra"))
    assert petra.get(address).status_code == 404
    assert own.file_name not in petra.get(reverse("attendance-files")).content.decode()
    log_in(tom_user)
    page = tom.to_check(content, targets=NAMED, about="groups")  # the same file, of which nobody is on his lists
    assert problems(page) == [
        (
            "Anna Voorbeeld",
            "Deze deelnemer staat niet op een lijst die u bijhoudt. Zeg wie het is, of laat de rijen weg. (rij 2)",
        )
    ]
    assert figures(page) == {
        "Op de lijsten erbij": "0",
        "Staat er al zo": "0",
        "Anders dan op de lijst": "0",
        "Na te kijken": "1",
        "Weggelaten": "0",
    }
    assert (re.findall(r"<option", page), str(scene.anna.pk) in page) == ([], False)  # nobody to choose from
    assert "Dit komt op de lijsten" not in page
    assert not AttendanceMark.objects.exists()


def test_a_language_school_reads_no_trainings_in(scene, desk):
    desk.choose(desk.of(["Anna Voorbeeld", 1, "ochtend", "aanwezig"]), about="groups")
    assert desk.row.about == "classes"


def test_who_a_name_was_said_to_be_is_known_in_the_next_file_and_can_be_changed(scene, desk):
    name = "Moeder van Sam"
    page = desk.to_check(desk.of((name, 2, "ochtend", "aanwezig")))
    assert "Herkend van de vorige keer" not in page
    desk.decide("wie", wie=re.search(r'name="wie" value="([^"]+)"', page)[1], deelnemer=scene.anna.pk)
    desk.start()
    page = desk.to_check(desk.of((name, 1, "ochtend", "aanwezig")))
    assert f"“{name}” is Anna Voorbeeld ({scene.anna.number})" in page[page.index("Herkend van de vorige keer") :]
    page = desk.decide("wie", wie=re.search(r'name="wie" value="([^"]+)"', page)[1], deelnemer=scene.bilal.pk)
    assert "Herkend van de vorige keer" not in page
    desk.start()
    assert stands(scene, desk, ago=1) == {"Anna Voorbeeld": "", "Bilal Voorbeeld": "present"}
    assert f"“{name}” is Bilal Voorbeeld" in desk.to_check(desk.of((name, 3, "ochtend", "aanwezig")))
    kept = list(KnownName.objects.values())
    assert [row["person_id"] for row in kept] == [scene.anna.pk, scene.bilal.pk]
    assert not any("moeder" in str(value).lower() for row in kept for value in row.values())


def test_what_was_said_of_a_name_goes_with_the_file_and_with_the_person(scene, desk):
    def say(ago):
        page = desk.to_check(desk.of(("Moeder van Sam", ago, "ochtend", "aanwezig")))
        desk.decide("wie", wie=re.search(r'name="wie" value="([^"]+)"', page)[1], deelnemer=scene.anna.pk)
        desk.start()
        assert KnownName.objects.count() == 1

    say(1)
    desk.post("undo", idempotency_key=str(uuid4()))
    assert not KnownName.objects.exists()
    assert "Herkend" not in desk.to_check(desk.of(("Moeder van Sam", 2, "ochtend", "aanwezig")))
    desk.post("discard")
    say(3)
    schedule.Enrolment.objects.filter(person=scene.anna).delete()
    scene.anna.delete()
    assert not KnownName.objects.exists()


def test_a_name_is_known_to_who_said_it_and_not_to_another_organisation(scene, desk, log_in):
    page = desk.to_check(desk.of(("Moeder van Sam", 2, "ochtend", "aanwezig")))
    desk.decide("wie", wie=re.search(r'name="wie" value="([^"]+)"', page)[1], deelnemer=scene.anna.pk)
    desk.start()
    hall = Desk(scene, log_in(scene.manager))
    page = hall.to_check(hall.of(("Moeder van Sam", 1, "ochtend", "aanwezig")), about="classes")
    assert "staat niet op een lijst die u bijhoudt" in page
    assert "Herkend van de vorige keer" not in page
    scene.anna.sharings.all().delete()
    desk = Desk(scene, log_in(scene.provider))
    page = desk.to_check(desk.of(("Moeder van Sam", 1, "ochtend", "aanwezig")))
    assert "Herkend van de vorige keer" not in page
    assert "Anna" not in page


def says(desk, person, *, ago):
    """Bring a file in which somebody says whom a name means; returns it."""
    page = desk.to_check(desk.of(("Moeder van Sam", ago, "ochtend", "aanwezig")))
    desk.decide("wie", wie=re.search(r'name="wie" value="([^"]+)"', page)[1], deelnemer=person.pk)
    desk.start()
    return desk.row


def undo(desk, row):
    sent = {"idempotency_key": str(uuid4())}
    page = desk.browser.post(reverse("attendance-file-undo", args=[row.pk]), sent, follow=True).content.decode()
    assert "Op de lijsten staat weer wat er zonder dit bestand stond." in page


def known_as(desk, *, ago):
    """Whom a next file recognises by the name; empty where it recognises nobody."""
    page = desk.to_check(desk.of(("Moeder van Sam", ago, "ochtend", "te laat")))
    desk.post("discard")
    found = re.search(r"“Moeder van Sam” is ([^(]+) \(", page)
    return found[1] if found else ""


def test_undo_of_a_file_that_said_otherwise_of_a_name_restores_what_was_said_before(scene, desk):
    says(desk, scene.anna, ago=1)
    second = says(desk, scene.bilal, ago=2)
    assert known_as(desk, ago=3) == "Bilal Voorbeeld"
    undo(desk, second)
    assert known_as(desk, ago=4) == "Anna Voorbeeld"


def test_undo_of_files_in_whatever_order_leaves_the_last_that_is_still_in(scene, desk):
    first = says(desk, scene.anna, ago=1)
    second = says(desk, scene.bilal, ago=2)
    third = says(desk, scene.anna, ago=3)
    undo(desk, second)
    assert known_as(desk, ago=4) == "Anna Voorbeeld"
    undo(desk, third)
    assert known_as(desk, ago=5) == "Anna Voorbeeld"
    fourth = says(desk, scene.bilal, ago=6)
    undo(desk, first)
    assert known_as(desk, ago=7) == "Bilal Voorbeeld"
    undo(desk, fourth)
    assert known_as(desk, ago=8) == ""
    assert not KnownName.objects.exists()


def test_undo_of_a_file_that_said_the_same_of_a_name_forgets_it_not(scene, desk):
    says(desk, scene.anna, ago=1)
    second = says(desk, scene.anna, ago=2)
    undo(desk, second)
    assert known_as(desk, ago=3) == "Anna Voorbeeld"


def test_undo_restores_a_name_of_somebody_whom_the_school_may_see_again(scene, desk):
    """What was said of a name comes back also where who undoes it cannot see the person at that moment."""
    says(desk, scene.anna, ago=1)
    second = says(desk, scene.bilal, ago=2)
    scene.anna.sharings.all().delete()
    undo(desk, second)
    assert known_as(desk, ago=3) == ""
    sharing.share(people=[scene.anna], organisation=scene.school, since=scene.today, now=timezone.now())
    assert known_as(desk, ago=4) == "Anna Voorbeeld"


def test_undo_of_a_file_between_two_brings_nothing_back_that_the_last_replaced(scene, desk):
    says(desk, scene.anna, ago=1)
    second = says(desk, scene.anna, ago=2)
    says(desk, scene.bilal, ago=3)
    undo(desk, second)
    scene.bilal.sharings.all().delete()
    assert known_as(desk, ago=4) == ""  # nobody says that it is Anna any more
