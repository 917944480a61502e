"""Language classes from a list: columns mapped, every problem by row and cell, all or nothing."""

from __future__ import annotations

import io
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from tests.apps.conftest import a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme
from tests.apps.forms_of_pages import form_of
from tweespoor.apps.exchange.models import ClassImport
from tweespoor.apps.log.models import Entry
from tweespoor.apps.schedule.models import Enrolment, LanguageClass, Location
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

GOOD = """Klas;Niveau;Dagdelen;Vrije plaatsen;Gebouw
Alfa 1;Alfa A;ma ochtend, wo ochtend;4;Leerhuis
A2 avond;A2;dinsdagavond;;
"""


class Scene:
    """A programme with a building and two schools."""

    def __init__(self) -> None:
        self.roermond, self.school, self.other = a_municipality(), a_school(), a_school("Taalhuis Anders")
        self.programme = a_programme(self.roermond, partners=[self.school, self.other])
        self.provider = a_user(self.school, Role.LANGUAGE_PROVIDER)
        self.place = Location.objects.create(programme=self.programme, slug="leerhuis", name="Leerhuis", zone="centrum")
        self.start = reverse("class-import", args=[self.programme.slug])
        self.check = reverse("class-import-check", args=[self.programme.slug])

    def upload(self, browser, content, *, name="klassen.csv"):
        return browser.post(
            self.start,
            {"file": SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())},
            follow=True,
        )


@pytest.fixture
def scene():
    return Scene()


def bring(browser, scene, page, **changes):
    values = form_of(page, having="kolom-name").changed(**changes)
    return browser.post(scene.check, {**values, "inlezen": "ja", "idempotency_key": str(uuid4())}, follow=True)


def undo(browser, scene):
    address, *_older = re.findall(r'action="([^"]+/ongedaan/)"', browser.get(scene.start).content.decode())
    return browser.post(address, {"idempotency_key": str(uuid4())}, follow=True)


def said_of_classes():
    """What every class says, of which those that were taken away say nothing."""
    return {
        row.name: (row.level, row.half_days, row.hours, row.free_seats, row.code)
        for row in LanguageClass.objects.current()
    }


def enrol_somebody(scene):
    """One participant in the class in the evening."""
    language_class = LanguageClass.objects.get(name="A2 avond")
    Enrolment.objects.create(person=a_participant(scene.roermond), language_class=language_class)


def shown(page):
    """Per class what changes, as the page says it."""
    return [tuple(change) for change in page.context["changes"]]


def test_a_provider_reads_in_its_own_classes(scene, log_in):
    browser = log_in(scene.provider)
    page = scene.upload(browser, GOOD)
    assert "2 klassen gelezen, zonder problemen. Nieuw: 2. Veranderd: 0. Al zo: 0." in page.content.decode()
    assert "Taalhuis Anders" not in page.content.decode()
    told = bring(browser, scene, page).content.decode()
    assert "Ingelezen. Nieuwe klassen: 2. Veranderde klassen: 0." in told
    rows = {row.name: (row.provider, row.level, row.half_days, row.free_seats) for row in LanguageClass.objects.all()}
    assert rows == {
        "Alfa 1": (scene.school, "alfa-a", ["mon-morning", "wed-morning"], 4),
        "A2 avond": (scene.school, "a2", ["tue-evening"], 0),
    }
    assert "Kies eerst een bestand." in browser.get(scene.check, follow=True).content.decode()


def test_the_list_of_the_next_period_shows_what_changed_cell_by_cell_and_brings_it_in(scene, log_in):
    browser = log_in(scene.provider)
    bring(browser, scene, scene.upload(browser, GOOD))
    later = """Klas;Niveau;Dagdelen;Vrije plaatsen
alfa 1;Alfa B;ma ochtend, do 13.15-16.00;2
A2 avond;A2;dinsdagavond;
A1 nieuw;A1;vr ochtend;6
"""
    page = scene.upload(browser, later)
    assert shown(page) == [
        (2, "Alfa 1", "Naam van de klas", "Alfa 1", "alfa 1"),
        (2, "Alfa 1", "Taalniveau", "Alfa A", "Alfa B"),
        (2, "Alfa 1", "Wanneer de klas les heeft", *TIMES_OF_ALFA),
        (2, "Alfa 1", "Vrije plaatsen", "4", "2"),
    ]
    assert "Nieuw: 1. Veranderd: 1. Al zo: 1." in page.content.decode()
    assert "Veranderde klassen: 1." in bring(browser, scene, page).content.decode()
    assert said_of_classes() == {
        "alfa 1": ("alfa-b", ["mon-morning", "thu-afternoon"], {"thu-afternoon": ["13:15", "16:00"]}, 2, ""),
        "A2 avond": ("a2", ["tue-evening"], {}, 0, ""),
        "A1 nieuw": ("a1", ["fri-morning"], {}, 6, ""),
    }
    assert LanguageClass.objects.get(name="alfa 1").location == scene.place


TIMES_OF_ALFA = ("maandagochtend, woensdagochtend", "maandagochtend, donderdagmiddag 13.15–16.00")


def test_a_list_can_be_taken_back_and_what_was_changed_since_stays(scene, log_in):
    browser = log_in(scene.provider)
    bring(browser, scene, scene.upload(browser, GOOD))
    first = said_of_classes()
    more = "Klas;Niveau;Dagdelen;Vrije plaatsen\nAlfa 1;Alfa B;do ochtend;2\nErbij;A1;vr ochtend;6\n"
    bring(browser, scene, scene.upload(browser, more))
    LanguageClass.objects.filter(name="Alfa 1").update(free_seats=9)
    back = undo(browser, scene).content.decode()
    assert "1 klas is weer zoals die was." in back
    assert "Van deze klassen bleef staan wat daarna veranderd is: Alfa 1." in back
    kept = (*first["Alfa 1"][:3], 9, "")
    assert said_of_classes() == {**first, "Alfa 1": kept}
    assert "2 klassen zijn weer zoals die waren." in undo(browser, scene).content.decode()
    assert said_of_classes() == {}
    assert "ongedaan gemaakt op" in browser.get(scene.start).content.decode()
    deeds = Entry.objects.filter(deed__startswith="classes-").values_list("deed", flat=True)
    assert sorted(deeds) == ["classes-read-in"] * 2 + ["classes-taken-back"] * 2


def test_a_list_whose_new_class_has_pupils_is_not_taken_back_by_half(scene, log_in):
    browser = log_in(scene.provider)
    bring(browser, scene, scene.upload(browser, GOOD))
    enrol_somebody(scene)
    before = said_of_classes()
    refused = undo(browser, scene).content.decode()
    assert (
        "A2 avond: In deze klas zit nog 1 deelnemer. Zet die eerst in een andere klas. Er is niets veranderd."
        in refused
    )
    assert said_of_classes() == before


def test_a_class_with_pupils_whose_lessons_move_is_told_before(scene, log_in):
    browser = log_in(scene.provider)
    bring(browser, scene, scene.upload(browser, GOOD))
    enrol_somebody(scene)
    page = scene.upload(browser, "Klas;Niveau;Dagdelen\nA2 avond;A2;wo avond\n")
    assert "De lessen van 1 deelnemer in deze klas komen op een ander moment." in page.content.decode()
    assert "Niet in de lijst, en blijven zoals ze zijn: Alfa 1." in " ".join(page.content.decode().split())


def test_a_class_is_known_by_its_code_when_its_name_changed(scene, log_in):
    browser = log_in(scene.provider)
    bring(browser, scene, scene.upload(browser, "Code;Klas;Niveau;Dagdelen\nK1;Groep rood;A1;ma ochtend\n"))
    page = scene.upload(
        browser, "Code;Klas;Niveau;Dagdelen\nk1;Groep blauw;A1;ma ochtend\nK2;Groep rood;A2;di ochtend\n"
    )
    assert [change[2:] for change in shown(page) if change[2] == "Naam van de klas"] == [
        ("Naam van de klas", "Groep rood", "Groep blauw")
    ]
    bring(browser, scene, page)
    known = LanguageClass.objects.current().order_by("name").values_list("name", "level", "code")
    assert list(known) == [("Groep blauw", "a1", "k1"), ("Groep rood", "a2", "K2")]


def test_who_may_switch_comes_in_with_the_list_also_from_a_class_further_on(scene, log_in):
    browser = log_in(scene.provider)
    rows = "A;A1;ma ochtend;B\nB;A1;di ochtend;\nC;A1;wo ochtend;Weg\n"
    page = scene.upload(browser, f"Klas;Niveau;Dagdelen;Wisselen vanuit\n{rows}")
    assert [trouble[:2] for trouble in page.context["troubles"]] == [(4, "D")]
    page = scene.upload(browser, f"Klas;Niveau;Dagdelen;Wisselen vanuit\n{rows.replace('Weg', '')}")
    bring(browser, scene, page)
    assert {row.name: [each.name for each in row.switch_from.all()] for row in LanguageClass.objects.all()} == {
        "A": ["B"],
        "B": [],
        "C": [],
    }
    undo(browser, scene)
    assert said_of_classes() == {}


def test_a_list_that_would_do_something_else_by_now_is_shown_again(scene, log_in):
    browser = log_in(scene.provider)
    bring(browser, scene, scene.upload(browser, GOOD))
    page = scene.upload(browser, GOOD.replace(";4;", ";5;"))
    LanguageClass.objects.filter(name="Alfa 1").update(level="b1")
    refused = bring(browser, scene, page)
    assert refused.status_code == 409
    assert "of de klassen zijn intussen veranderd." in refused.content.decode()
    assert [change[2:] for change in shown(refused)] == [
        ("Taalniveau", "B1", "Alfa A"),
        ("Vrije plaatsen", "4", "5"),
    ]
    assert LanguageClass.objects.get(name="Alfa 1").level == "b1"
    bring(browser, scene, refused)
    assert said_of_classes()["Alfa 1"][0] == "alfa-a"


def test_the_sheet_with_the_classes_is_found_and_another_can_be_chosen(scene, log_in):
    browser = log_in(scene.provider)
    page = scene.upload(browser, BOOK, name="klassen.xlsx")
    assert "1 klas gelezen" in page.content.decode()
    assert "Nieuw blad" in page.content.decode()
    assert "Lang blad" not in page.content.decode()
    chosen = browser.post(scene.check, form_of(page, having="blad").changed(blad="2"), follow=True)
    assert [cells[0] for _row, cells in chosen.context["added"]] == ["Uit blad drie"]
    nothing = browser.post(scene.check, {"blad": "0"}, follow=True)
    assert "Op dit blad is geen klas gelezen." in nothing.content.decode()
    assert browser.post(scene.check, {"blad": "99"}, follow=True).status_code == 200


def a_book():
    """Notes, the classes, other classes, and a sheet too long to be a list of classes."""
    book = Workbook()
    book.active.title = "Uitleg"
    book.active.append(["Lees dit eerst"])
    for name, rows in {
        "Klassen": [("Klas", "Niveau", "Dagdelen", "Gebouw"), ("Uit blad twee", "A1", "ma ochtend", "Leerhuis")],
        "Nieuw blad": [("Klas", "Niveau", "Dagdelen"), ("Uit blad drie", "A2", "di ochtend")],
        "Lang blad": [("Klas", "Niveau")] * 400,
    }.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


BOOK = a_book()


def test_a_project_leader_is_asked_about_the_provider_whose_classes_the_list_names(scene, log_in):
    browser = log_in(a_user(scene.roermond, Role.PROJECT_LEADER))
    for name, provider in (("Zon", scene.other), ("Maan", scene.school)):
        LanguageClass.objects.create(
            programme=scene.programme, provider=provider, location=scene.place, name=name, level="a1"
        )
    page = scene.upload(browser, "Klas;Niveau;Dagdelen\nzon;A1;ma ochtend\n")
    assert page.context["form"]["provider"].value() == str(scene.other.pk)
    bring(browser, scene, page)
    assert {row.name: row.half_days for row in LanguageClass.objects.all()} == {"zon": ["mon-morning"], "Maan": []}


def test_a_list_of_another_provider_is_not_taken_back(scene, log_in):
    browser = log_in(scene.provider)
    bring(browser, scene, scene.upload(browser, GOOD))
    elsewhere = log_in(a_user(scene.other, Role.LANGUAGE_PROVIDER))
    brought = ClassImport.objects.get()
    address = reverse("class-import-undo", args=[scene.programme.slug, brought.pk])
    assert elsewhere.post(address).status_code == 404
    assert elsewhere.post(reverse("class-import-undo", args=[scene.programme.slug, uuid4()])).status_code == 404
    assert len(said_of_classes()) == 2


def test_every_problem_is_named_by_row_and_cell_and_nothing_comes_in(scene, log_in):
    browser = log_in(scene.provider)
    rows = ("Goed;A1;ma ochtend;1;", ";Z9;nooit;veel;Elders", "Goed;A1;vr middag;2;")
    bad = "\n".join(("Klas;Niveau;Dagdelen;Vrije plaatsen;Gebouw", *rows, ""))
    page = scene.upload(browser, bad)
    said = [(row, letter) for row, letter, _text, _why in page.context["troubles"]]
    assert said == [(3, "A"), (3, "B"), (3, "C"), (3, "D"), (3, "E"), (4, "A")]
    assert "Rij 3, kolom D (“veel”): Dit is geen heel getal." in page.content.decode()
    refused = bring(browser, scene, page)
    assert refused.status_code == 400
    assert LanguageClass.objects.count() == 0


def test_a_row_that_cannot_be_stops_all_of_it(scene, log_in):
    browser = log_in(scene.provider)
    for name, code in (("Eén", "K1"), ("Twee", "")):
        LanguageClass.objects.create(
            programme=scene.programme, provider=scene.school, location=scene.place, name=name, code=code, level="a2"
        )
    before = said_of_classes()
    rows = "K1;Twee;A1;ma ochtend\nK9;Negen;A1;di ochtend\n"
    refused = bring(browser, scene, scene.upload(browser, f"Code;Klas;Niveau;Dagdelen\n{rows}"))
    assert refused.status_code == 400
    assert (
        "Rij 2: Er is al iets met de naam Twee. Kies een andere naam. Er is niets ingelezen."
        in refused.content.decode()
    )
    assert said_of_classes() == before


def test_columns_with_other_headings_are_mapped_by_hand(scene, log_in):
    browser = log_in(scene.provider)
    page = scene.upload(browser, "Wat;Hoe hoog;Tijd\nKlas X;B1;do middag\n")
    values = form_of(page, having="kolom-name").changed()
    refused = browser.post(scene.check, values)
    assert refused.status_code == 400
    assert "Kies in welke kolom dit staat." in refused.content.decode()
    values |= {"kolom-name": "0", "kolom-level": "1", "kolom-half_days": "2"}
    bring(browser, scene, browser.post(scene.check, values))
    assert LanguageClass.objects.get().name == "Klas X"


@pytest.mark.parametrize(
    ("content", "said"), [("", "In dit bestand staat niets."), ("%PDF-1.7\n%x", "PDF"), ("a;b\n" * 400, "te lang")]
)
def test_a_file_that_is_no_list_is_refused_with_a_remedy(scene, log_in, content, said):
    page = scene.upload(log_in(scene.provider), content)
    assert page.status_code == 400
    assert said in page.content.decode()


def test_a_case_manager_reads_nothing_in(scene, log_in):
    assert log_in(a_user(scene.roermond, Role.CASE_MANAGER)).get(scene.start).status_code == 404
