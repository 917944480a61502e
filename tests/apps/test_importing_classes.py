"""Language classes from a list: columns mapped, every problem by row and cell, all or nothing."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.apps.conftest import a_municipality, a_school, a_user
from tests.apps.dossiers import a_programme
from tests.apps.forms_of_pages import form_of
from tweespoor.apps.schedule.models import LanguageClass, Location
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
        return browser.post(self.start, {"file": SimpleUploadedFile(name, content.encode())}, follow=True)


@pytest.fixture
def scene():
    return Scene()


def bring(browser, scene, page):
    values = form_of(page, having="kolom-name").changed()
    return browser.post(scene.check, {**values, "inlezen": "ja", "idempotency_key": str(uuid4())}, follow=True)


def test_a_provider_reads_in_its_own_classes(scene, log_in):
    browser = log_in(scene.provider)
    page = scene.upload(browser, GOOD)
    assert "2 klassen gelezen, zonder problemen." in page.content.decode()
    assert "Taalhuis Anders" not in page.content.decode()
    assert "2 klassen ingelezen." in bring(browser, scene, page).content.decode()
    rows = {row.name: (row.provider, row.level, row.half_days, row.free_seats) for row in LanguageClass.objects.all()}
    assert rows == {
        "Alfa 1": (scene.school, "alfa-a", ["mon-morning", "wed-morning"], 4),
        "A2 avond": (scene.school, "a2", ["tue-evening"], 0),
    }
    assert "Kies eerst een bestand." in browser.get(scene.check, follow=True).content.decode()


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


def test_a_class_that_is_there_already_stops_all_of_it(scene, log_in):
    browser = log_in(scene.provider)
    LanguageClass.objects.create(
        programme=scene.programme, provider=scene.school, location=scene.place, name="A2 avond", level="a2"
    )
    refused = bring(browser, scene, scene.upload(browser, GOOD))
    assert "Rij 3: Er is al iets met de naam A2 avond." in refused.content.decode()
    assert LanguageClass.objects.count() == 1


def test_columns_with_other_headings_are_mapped_by_hand(scene, log_in):
    browser = log_in(scene.provider)
    page = scene.upload(browser, "Wat;Hoe hoog;Tijd\nKlas X;B1;do middag\n")
    values = form_of(page, having="kolom-name").changed()
    refused = browser.post(scene.check, values)
    assert refused.status_code == 400
    assert "Kies in welke kolom dit staat." in refused.content.decode()
    values |= {"kolom-name": "0", "kolom-level": "1", "kolom-half_days": "2", "inlezen": "ja"}
    browser.post(scene.check, values)
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
