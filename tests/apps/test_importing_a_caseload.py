"""A caseload list from file to people: looked at, mended, brought in, taken out again."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, TODAY, a_municipality, a_participant, a_school, a_user
from tweespoor.apps.exchange import tasks
from tweespoor.apps.exchange.actions import caseload as actions
from tweespoor.apps.exchange.models import Import
from tweespoor.apps.exchange.queries import lists
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.people import actions as people_actions
from tweespoor.apps.people.actions.identity import correct_identity, identity_of
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.people.queries import facts_of_all
from tweespoor.apps.rights.actions import register_request
from tweespoor.apps.rights.rules import RequestKind
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import CorrectionReason, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DATA = Path(__file__).resolve().parent.parent / "data"
HEAD = "Nr;Voornaam;Achternaam;Geboortedatum;Geslacht;Taalniveau"


def a_list(*rows, head=HEAD):
    return "\r\n".join((head, *rows)).encode("cp1252")


class Importing:
    """Somebody at work with a list, as a browser does it."""

    def __init__(self, user):
        self.user = user
        self.browser = Client()
        self.browser.force_login(user)
        self.row = None

    def upload(self, content, name="lijst.csv", **data):
        answer = self.browser.post(reverse("imports"), {"file": SimpleUploadedFile(name, content), **data}, follow=True)
        self.row = Import.objects.filter(organisation__memberships__user=self.user).order_by("-created_at").first()
        return answer

    def post(self, page, **data):
        self.row.refresh_from_db()
        sent = {"version": self.row.version, **data}
        answer = self.browser.post(reverse(page, args=[self.row.pk]), sent, follow=True)
        self.row.refresh_from_db()
        return answer

    def choose_sheet(self):
        return self.post("import-sheet", sheet=self.row.sheet, heading_row=self.row.heading_row)

    def choose_columns(self, **instead):
        page = self.browser.get(reverse("import-columns", args=[self.row.pk])).content.decode()
        chosen = {
            name: value
            for name, options in re.findall(r'<select[^>]*name="(column-\d+)"[^>]*>(.*?)</select>', page, re.DOTALL)
            for value in re.findall(r'value="([^"]*)" selected', options)
        }
        return self.post("import-columns", **{"list_day": TODAY.isoformat(), **chosen, **instead})

    def to_check(self, content):
        self.upload(content)
        self.choose_sheet()
        return self.choose_columns()

    def page(self):
        return self.browser.get(reverse("import", args=[self.row.pk]), follow=True).content.decode()

    def start(self):
        answer = self.post("import-start", idempotency_key=str(uuid4()))
        self.work_off()
        return answer

    def work_off(self):
        tasks.bring_in_caseload.call(str(self.row.pk))
        self.row.refresh_from_db()


@pytest.fixture
def roermond(db):
    return a_municipality()


@pytest.fixture
def robin(roermond):
    return Importing(a_user(roermond))


def names(municipality):
    return sorted(f"{p.given_name} {p.family_name}" for p in Person.objects.filter(municipality=municipality))


def test_a_list_goes_in_and_everybody_is_there_with_what_the_list_says(robin, roermond):
    robin.to_check(a_list("7;Amal;Barakat;1-2-1990;v;A1", "8;Dawit;Tesfay;15-07-1988;m;onb."))
    assert Person.objects.count() == 0
    robin.start()
    assert robin.row.status == "done"
    amal = Person.objects.get(number="7")
    assert (amal.given_name, amal.family_name, amal.municipality) == ("Amal", "Barakat", roermond)
    facts = facts_of_all([amal.pk])[amal.pk]
    assert {slug: fact.value for slug, fact in facts.items()} == {
        "birth-date": date(1990, 2, 1),
        "gender": "female",
        "speaking-level": "a1",
    }
    assert {fact.valid_on for fact in facts.values()} == {TODAY}
    dawit = Person.objects.get(number="8")
    assert "speaking-level" not in facts_of_all([dawit.pk])[dawit.pk]
    assert "2" in robin.page()


def test_every_problem_is_shown_by_row_and_cell_with_a_proposal(robin):
    robin.upload((DATA / "caseload-windows.csv").read_bytes())
    assert robin.row.heading_row == 3
    robin.choose_sheet()
    page = robin.choose_columns().content.decode()
    seen = [
        " ".join(re.sub(r"<[^>]+>", "", text).split()) for text in re.findall(r"<h3[^>]*>(.*?)</h3>", page, re.DOTALL)
    ]
    assert set(seen) == {
        "Taalniveau: “A1+”",
        "Geb.datum: “31-02-1990”",
        "Geb.datum: “01/02/90”",
        "Geslacht: “vrw”",
        "Taalniveau: “0-A1”",
        "Taalniveau: “C9”",
        "Geb.datum: “34”",
        "Land van herkomst: “Marokko”",
        "Belemmeringen: “gezondheid”",
    }
    assert "Neem “Vrouw” over" in page
    assert "Neem “01-02-1990” over" in page
    assert "(rij 6)" in page
    assert "2 rijen worden weggelaten" in page
    assert "Deze rij is woord voor woord gelijk aan rij 5." in page
    assert "Dit is een rij met totalen." in page


def test_a_list_with_problems_does_not_go_in_until_each_is_settled(robin, roermond):
    robin.to_check((DATA / "caseload-windows.csv").read_bytes())
    assert "Er staan nog vragen open." in robin.start().content.decode()
    assert (robin.row.status, Person.objects.count()) == ("check", 0)
    robin.post("import-mend", doe="alle-voorstellen")
    robin.post("import-mend", column=3, text="31-02-1990", doe="anders", anders="28-02-1990")
    robin.post("import-mend", doe="rest-leeg")
    robin.start()
    assert robin.row.status == "done"
    assert names(roermond) == [
        "Amal Barakat",
        "Dawit Tesfay",
        "Hodan Warsame",
        "Mohammed Al-Haddad",
        "René Voorbeeld",
        "Zeynep Yildiz",
    ]
    mohammed = Person.objects.get(number="1003")
    facts = facts_of_all([mohammed.pk])[mohammed.pk]
    assert facts["birth-date"].value == date(1990, 2, 28)
    assert "obstacles" not in facts
    zeynep = Person.objects.get(number="1004")
    assert not facts_of_all([zeynep.pk])[zeynep.pk]["obstacles"].is_known
    rene = Person.objects.get(number="1006")
    assert "birth-date" not in facts_of_all([rene.pk])[rene.pk]


def test_a_bare_number_among_birth_dates_is_asked_about_and_never_a_day_by_itself(robin):
    page = robin.to_check(a_list("7;Amal;Barakat;43210;v;A1")).content.decode()
    assert "Geboortedatum: “43210”" in page
    assert "Excel telt dagen zo." in page
    robin.start()
    assert (robin.row.status, Person.objects.count()) == ("check", 0)
    robin.post("import-mend", column=3, text="43210", doe="voorstel", voorstel="20-04-2018")
    robin.start()
    amal = Person.objects.get(number="7")
    assert facts_of_all([amal.pk])[amal.pk]["birth-date"].value == date(2018, 4, 20)


def test_a_mend_can_be_for_one_row_only_and_be_taken_back(robin):
    robin.to_check(a_list("1;Amal;A;1-2-1990;vrw;A1", "2;Dina;B;1-2-1991;vrw;A1"))
    page = robin.post("import-mend", column=4, text="vrw", waar="2", doe="voorstel", voorstel="Vrouw").content.decode()
    assert "(rij 3)" in page
    robin.post("import-mend", column=4, text="vrw", waar="2", doe="terug")
    assert "rijen 2, 3" in robin.page()


def test_what_is_typed_in_a_cells_place_is_read_as_strictly(robin):
    robin.to_check(a_list("1;Amal;A;31-02-1990;v;A1"))
    answer = robin.post("import-mend", column=3, text="31-02-1990", doe="anders", anders="30-02-1990")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Deze dag bestaat niet." in page
    assert 'value="30-02-1990"' in page


def test_a_row_without_a_name_is_named_by_itself_or_left_out(robin, roermond):
    page = robin.to_check(a_list("1;;;1-2-1990;v;A1", "2;;;1-3-1990;v;A1", "3;Omar;C;1-4-1990;m;A1")).content.decode()
    assert page.count("In deze rij staat geen naam.") == 2
    robin.post("import-mend", column=1, text="", waar="2", doe="anders", anders="Amal")
    robin.post("import-decide", row=3, doe="skip")
    robin.start()
    assert names(roermond) == ["Amal ", "Omar C"]


def test_a_row_taken_for_totals_can_be_taken_along_and_is_then_checked_like_any_other(robin, roermond):
    robin.to_check(a_list("1;Amal;A;1-2-1990;v;A1", "Totaal;Som;;;;"))
    robin.post("import-decide", row=3, doe="new")
    robin.start()
    assert names(roermond) == ["Amal A", "Som "]
    robin.upload(a_list("1;Amal;A;1-2-1990;v;A1", "Totaal;;;;;"))
    robin.choose_sheet()
    robin.choose_columns()
    page = robin.post("import-decide", row=3, doe="new").content.decode()
    assert "In deze rij staat geen naam." in page


def test_choosing_other_columns_again_keeps_what_was_mended_in_the_rest(robin):
    robin.to_check(a_list("1;Amal;A;1-2-1990;vrw;C9"))
    robin.post("import-mend", column=4, text="vrw", doe="voorstel", voorstel="Vrouw")
    robin.post("import-mend", column=5, text="C9", doe="leeg")
    robin.choose_columns(**{"column-5": "speaking-level-at-start"})
    assert [each["text"] for each in robin.row.mends] == ["vrw"]


def test_a_workbook_with_merged_headings_is_read_as_people_see_it(robin):
    robin.upload((DATA / "caseload-merged-headings.xlsx").read_bytes(), "lijst.xlsx")
    assert (robin.row.sheet, robin.row.heading_row) == (0, 4)
    robin.choose_sheet()
    page = robin.choose_columns().content.decode()
    assert "Dagdelen per week: “6,5”" in page
    assert "Hier staat een formule zonder uitkomst." in page
    assert "Geboortedatum: “33000”" in page
    robin.post("import-mend", column=3, text="33000", doe="voorstel", voorstel="07-05-1990")
    robin.post("import-mend", doe="rest-leeg")
    robin.start()
    karim = Person.objects.get(number="2004")
    assert facts_of_all([karim.pk])[karim.pk]["birth-date"].value == date(1990, 5, 7)
    assert Person.objects.count() == 4


def test_columns_are_chosen_once_and_remembered_for_the_same_headings(robin):
    robin.upload(a_list("7;Amal;Barakat;x", head="Code;Wie;Familie;Iets"))
    robin.choose_sheet()
    robin.choose_columns(**{"column-0": "number", "column-1": "given-name", "column-2": "family-name"})
    robin.upload(a_list("8;Dina;Barakat;x", head="Code;Wie;Familie;Iets"))
    robin.choose_sheet()
    page = robin.browser.get(reverse("import-columns", args=[robin.row.pk])).content.decode()
    assert "eerder ingelezen" in page
    assert page.count(" selected") == 4
    assert "Nummer" in re.search(r'value="number" selected>([^<]*)', page)[0]


def test_an_age_is_no_birth_date_and_a_citizen_service_number_is_never_kept(robin):
    rows = ["7;Amal;Barakat;36;111222333", "8;Dina;Barakat;30;123456782", "9;Farah;Barakat;31;999994669"]
    robin.upload(a_list(*rows, head="Nr;Voornaam;Achternaam;Leeftijd;Kenmerk"))
    assert "111222333" not in str(lists.sheets(robin.row))
    assert "36" in str(lists.sheets(robin.row))
    robin.choose_sheet()
    page = robin.browser.get(reverse("import-columns", args=[robin.row.pk])).content.decode()
    assert "Een leeftijd verandert elk jaar en is geen geboortedatum." in page
    assert 'name="column-3"' not in page


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("7;Amel;Barakat;1-2-1990;v;A2", "Zelfde mens als Amal Barakat (7)"),
        ("99;Mohammed;Al Haddad;5-5-1985;m;A2", "Zelfde mens als Muhammad El-Hadad (12)"),
        (";Barakat;Amal;;v;A2", "Zelfde mens als Amal Barakat (7)"),
        ("99;Mohamed;El Haddad;onb.;m;A2", "Zelfde mens als Muhammad El-Hadad (12)"),
    ],
)
def test_somebody_known_is_recognised_and_never_merged_by_itself(robin, roermond, row, why):
    a_known_amal(roermond)
    known = a_participant(roermond, name="Muhammad", number="12", birth_date=date(1985, 5, 5))
    Person.objects.filter(pk=known.pk).update(family_name="El-Hadad")
    page = robin.to_check(a_list(row)).content.decode()
    assert why in page
    assert "Er staan nog vragen open." in robin.start().content.decode()
    assert Person.objects.count() == 2


def a_known_amal(municipality, **facts):
    amal = a_participant(
        municipality, name="Amal", number="7", birth_date=date(1990, 2, 1), speaking_level="a1", **facts
    )
    Person.objects.filter(pk=amal.pk).update(family_name="Barakat")
    return amal


def test_the_same_person_gets_only_the_answers_that_differ_and_keeps_what_was_known(robin, roermond):
    amal = a_known_amal(roermond, gender="female")
    before = set(amal.facts.values_list("pk", flat=True))
    robin.upload(a_list("7;Amal;Barakat;1-2-1990;v;A2"))
    robin.choose_sheet()
    robin.choose_columns()
    robin.post("import-decide", row=2, doe=f"same:{amal.pk}")
    robin.start()
    assert robin.row.counts == {"rows": 1, "new": 0, "same": 1, "left_out": 0, "facts": 1}
    assert before < set(amal.facts.values_list("pk", flat=True))
    assert amal.facts.count() == 4
    assert facts_of_all([amal.pk])[amal.pk]["speaking-level"].value == "a2"
    amal.refresh_from_db()
    assert str(amal) == "Amal Barakat"


def test_an_older_list_does_not_change_what_is_known_since(robin, roermond):
    amal = a_known_amal(roermond)
    robin.upload(a_list("7;Amal;Barakat;1-2-1990;;A0"))
    robin.choose_sheet()
    robin.choose_columns(list_day=(TODAY - timedelta(days=400)).isoformat())
    robin.post("import-decide", doe="zelfde-nummers")
    robin.start()
    assert robin.row.counts["facts"] == 1
    assert facts_of_all([amal.pk])[amal.pk]["speaking-level"].value == "a1"


def test_the_same_number_with_another_name_is_not_taken_along_with_the_sure_ones(robin, roermond):
    a_known_amal(roermond)
    page = robin.to_check(a_list("7;Piet;Bakker;3-3-1970;m;B1")).content.decode()
    assert "zelfde nummer, andere naam" in page
    assert 'value="zelfde-nummers"' not in page
    robin.post("import-decide", row=2, doe="new")
    robin.start()
    assert names(roermond) == ["Amal Barakat", "Piet Bakker"]
    assert Person.objects.get(given_name="Piet").number == "T00001"


def test_nobody_of_another_municipality_is_matched_or_can_be_pointed_at(robin, roermond):
    elsewhere = a_known_amal(a_municipality("Lochem"))
    page = robin.to_check(a_list("7;Amal;Barakat;1-2-1990;v;A2", "7;Dina;Barakat;1-1-1980;v;A2")).content.decode()
    assert "Dit nummer staat ook in rij 2." in page
    assert "Zelfde mens als" not in page
    answer = robin.post("import-decide", row=3, doe=f"same:{elsewhere.pk}").content.decode()
    assert "Kies iemand die erbij staat." in answer
    robin.post("import-decide", row=3, doe="skip")
    robin.start()
    assert names(roermond) == ["Amal Barakat"]
    assert elsewhere.facts.count() == 2


def test_rows_that_may_be_one_person_wait_for_somebody_to_say(robin, roermond):
    page = robin.to_check(
        a_list("1;Mohamed;Ali;1-2-1990;m;A1", "2;Muhammad;Aly;1-2-1990;m;A1", "3;Piet;Bakker;1-2-1990;m;A1")
    ).content.decode()
    assert page.count("misschien over dezelfde persoon") == 1
    robin.post("import-decide", row=3, doe="skip")
    robin.start()
    assert names(roermond) == ["Mohamed Ali", "Piet Bakker"]


def test_a_list_goes_in_as_a_whole_or_not_at_all(robin, roermond):
    robin.to_check(a_list("1;Amal;A;1-2-1990;v;A1", "2;Dina;B;1-2-1991;v;A1"))
    robin.post("import-start", idempotency_key=str(uuid4()))
    a_participant(roermond, name="Snel", number="2")
    robin.work_off()
    assert robin.row.status == "check"
    assert names(roermond) == ["Snel Voorbeeld"]
    page = robin.page()
    assert "Intussen is er iets veranderd bij de deelnemers. Er is niets ingelezen." in page
    assert "zelfde nummer, andere naam" in page


def test_started_twice_it_goes_in_once(robin, roermond):
    robin.to_check(a_list("1;Amal;A;1-2-1990;v;A1"))
    key = str(uuid4())
    for _time in range(2):
        robin.post("import-start", idempotency_key=key)
    robin.work_off()
    robin.work_off()
    assert names(roermond) == ["Amal A"]


def test_a_second_list_waits_for_the_first(robin, roermond):
    first = Importing(a_user(roermond, name="Kim"))
    first.to_check(a_list("1;Amal;A;1-2-1990;v;A1"))
    first.post("import-start", idempotency_key=str(uuid4()))
    robin.to_check(a_list("2;Dina;B;1-2-1991;v;A1"))
    answer = robin.post("import-start", idempotency_key=str(uuid4()))
    assert "Er wordt al een lijst ingelezen." in answer.content.decode()
    assert robin.row.status == "check"
    first.work_off()
    robin.start()
    assert names(roermond) == ["Amal A", "Dina B"]


def test_progress_is_shown_while_a_list_goes_in(robin):
    robin.to_check(a_list("1;Amal;A;1-2-1990;v;A1"))
    robin.post("import-start", idempotency_key=str(uuid4()))
    page = robin.page()
    assert "Het inlezen begint zo." in page
    progress = reverse("import-progress", args=[robin.row.pk])
    assert f'hx-get="{progress}"' in page
    assert "0 van 1 rijen" in robin.browser.get(progress).content.decode()
    robin.work_off()
    assert robin.browser.get(progress)["HX-Refresh"] == "true"


def test_an_import_that_lost_its_worker_can_be_started_again(robin, roermond):
    robin.to_check(a_list("1;Amal;A;1-2-1990;v;A1"))
    robin.post("import-start", idempotency_key=str(uuid4()))
    Import.objects.update(status="running", heard_at=timezone.now() - timedelta(minutes=6))
    assert "Het inlezen is onderbroken." in robin.page()
    robin.start()
    assert names(roermond) == ["Amal A"]


def test_the_same_file_twice_is_recognised(robin, roermond):
    content = a_list("1;Amal;A;1-2-1990;v;A1")
    robin.to_check(content)
    assert "hetzelfde als dat van deze import" in robin.upload(content).content.decode()
    robin.start()
    page = robin.upload(content, "andere-naam.csv").content.decode()
    assert "hetzelfde als dat van deze import" in page
    assert Import.objects.count() == 1
    assert names(roermond) == ["Amal A"]


def test_undoing_takes_out_what_came_in_and_nothing_else(robin, roermond):
    amal = a_known_amal(roermond)
    content = a_list("7;Amal;Barakat;1-2-1990;v;A2", "8;Dina;Barakat;1-1-1980;v;A2")
    robin.to_check(content)
    robin.post("import-decide", row=2, doe=f"same:{amal.pk}")
    robin.start()
    assert (Person.objects.count(), amal.facts.count()) == (2, 4)
    page = robin.post("import-undo", idempotency_key=str(uuid4())).content.decode()
    assert "ongedaan gemaakt" in page
    assert names(roermond) == ["Amal Barakat"]
    assert facts_of_all([amal.pk])[amal.pk]["speaking-level"].value == "a1"
    assert amal.facts.count() == 2
    robin.to_check(content)
    assert robin.row.status == "check"


@pytest.mark.parametrize("about", ["new", "known"])
def test_undoing_is_refused_once_something_was_registered_on_top(robin, roermond, about):
    amal = a_known_amal(roermond)
    robin.to_check(a_list("7;Amal;Barakat;1-2-1990;v;A2", "8;Dina;Barakat;1-1-1980;v;A2"))
    robin.post("import-decide", row=2, doe=f"same:{amal.pk}")
    robin.start()
    person = amal if about == "known" else Person.objects.get(number="8")
    people_actions.register_fact(
        person=person, slug="speaking-level", fact=Fact.known("b1"), by=robin.user, now=timezone.now()
    )
    answer = robin.post("import-undo", idempotency_key=str(uuid4()))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Ongedaan maken kan niet" in page
    assert f"({person.number})" in page
    assert Person.objects.count() == 2


def test_a_doubtful_row_stands_beside_what_is_known_to_tell_by(robin, roermond):
    a_known_amal(roermond)
    dina = a_participant(roermond, name="Dina", number="8")
    Person.objects.filter(pk=dina.pk).update(family_name="Haile")
    page = robin.to_check(a_list(";Amal;Barakat;;v;A2", ";Dina;Haile;1-1-1980;v;A2")).content.decode()
    assert "Bekend: Amal Barakat (7), geboren op 1 februari 1990." in page
    assert "Bekend: Dina Haile (8), geboortedatum niet bekend." in page


def test_somebody_with_the_same_name_and_another_birth_date_is_somebody_else(robin, roermond):
    a_known_amal(roermond)
    robin.to_check(a_list(";Amal;Barakat;3-4-1991;v;A2"))
    robin.start()
    assert names(roermond) == ["Amal Barakat", "Amal Barakat"]


def corrected_name(dina, *, by):
    now = identity_of(dina)
    right = replace(now, family_name="Baraka")
    correct_identity(
        person=dina,
        identity=right,
        based_on=now.mark,
        reason=CorrectionReason.MISTYPED,
        by=by,
        now=timezone.now(),
    )


def requested(dina, *, by):
    register_request(person=dina, kind=RequestKind.OBJECTION, received_on=TODAY, note="", by=by, now=timezone.now())


@pytest.mark.parametrize("deed", [corrected_name, requested])
def test_undoing_is_refused_once_somebody_was_renamed_or_asked_for_something(robin, roermond, deed):
    robin.to_check(a_list("8;Dina;Barakat;1-1-1980;v;A2"))
    robin.start()
    dina = Person.objects.get()
    robin.browser.get(reverse("person", args=[dina.pk]))
    deed(dina, by=robin.user)
    answer = robin.post("import-undo", idempotency_key=str(uuid4()))
    assert answer.status_code == 409
    assert "(8)" in answer.content.decode()
    assert Person.objects.count() == 1


def test_that_somebody_was_only_looked_at_does_not_keep_an_import_from_being_undone(robin):
    robin.to_check(a_list("8;Dina;Barakat;1-1-1980;v;A2"))
    robin.start()
    for page in ("person", "history", "person-log"):
        robin.browser.get(reverse(page, args=[Person.objects.get().pk]))
    assert "ongedaan gemaakt" in robin.post("import-undo", idempotency_key=str(uuid4())).content.decode()
    assert not Person.objects.exists()


def test_undoing_is_refused_once_somebody_was_shared(robin, roermond):
    robin.to_check(a_list("8;Dina;Barakat;1-1-1980;v;A2"))
    robin.start()
    people_actions.share(people=Person.objects.all(), organisation=a_school(), since=TODAY, now=NOW)
    assert robin.post("import-undo", idempotency_key=str(uuid4())).status_code == 409
    assert Person.objects.count() == 1


def test_the_second_of_two_people_with_the_same_import_is_told(robin, roermond):
    robin.to_check(a_list("1;Amal;A;1-2-1990;vrw;A1"))
    kim = Importing(a_user(roermond, name="Kim"))
    kim.row = robin.row
    stale = {"version": robin.row.version, "column": 4, "text": "vrw", "doe": "leeg"}
    robin.post("import-mend", column=4, text="vrw", doe="voorstel", voorstel="Vrouw")
    answer = kim.browser.post(reverse("import-mend", args=[kim.row.pk]), stale)
    assert answer.status_code == 409
    assert "Robin heeft deze import intussen veranderd. Uw keuze is niet bewaard." in answer.content.decode()
    robin.row.refresh_from_db()
    assert [each["to"] for each in robin.row.mends] == ["Vrouw"]


def test_the_log_says_who_brought_whom_in_without_a_name(robin):
    robin.to_check(a_list("7;Amal;Barakat;1-2-1990;v;A1"))
    robin.start()
    amal = Person.objects.get()
    about = Entry.objects.get(person=amal.pk, deed="person-imported")
    assert about.actor == robin.user.pk
    robin.post("import-undo", idempotency_key=str(uuid4()))
    deeds = set(Entry.objects.values_list("deed", flat=True))
    assert {"import-uploaded", "import-started", "import-done", "import-undone", "person-import-undone"} <= deeds
    assert not [entry for entry in Entry.objects.all() if "Amal" in str(entry.detail)]


def test_nothing_of_the_file_is_kept_once_it_is_in_or_thrown_away_or_too_old(robin):
    robin.to_check(a_list("1;Amal;A;1-2-1990;vrw;A1"))
    robin.post("import-mend", column=4, text="vrw", doe="voorstel", voorstel="Vrouw")
    assert robin.row.kept
    robin.start()
    robin.upload(a_list("2;Dina;A;1-2-1990;v;A1"), name="wachtlijst.csv")
    assert "wachtlijst.csv" in robin.browser.get(reverse("imports")).content.decode()
    robin.post("import-discard")
    assert "wachtlijst.csv" not in robin.browser.get(reverse("imports")).content.decode()
    robin.upload(a_list("3;Dina;A;1-2-1990;v;A1"))
    Import.objects.filter(pk=robin.row.pk).update(created_at=timezone.now() - timedelta(days=31))
    robin.browser.get(reverse("imports"))
    for row in Import.objects.all():
        assert (row.kept, row.mends, row.decisions, row.file_name) == (None, [], {}, "")
    assert sorted(Import.objects.values_list("status", flat=True)) == ["discarded", "discarded", "done"]


@pytest.mark.parametrize(
    "role", [Role.PROJECT_LEADER, Role.TRAINER, Role.POLICY_OFFICER, Role.RESEARCHER, Role.ADMINISTRATOR]
)
def test_who_does_not_register_here_finds_no_import(robin, roermond, role):
    robin.upload(a_list("1;Amal;A;1-2-1990;v;A1"))
    other = Importing(a_user(roermond, role, name="Ander"))
    assert other.browser.get(reverse("imports")).status_code == 404
    assert other.browser.get(reverse("import", args=[robin.row.pk])).status_code == 404


def test_an_import_of_another_municipality_looks_like_one_that_is_not_there(robin):
    robin.to_check(a_list("1;Amal;A;1-2-1990;v;A1"))
    stranger = Importing(a_user(a_municipality("Lochem")))
    for name in ("import", "import-sheet", "import-columns", "import-check", "import-progress"):
        assert stranger.browser.get(reverse(name, args=[robin.row.pk])).status_code == 404
    for name in ("import-mend", "import-decide", "import-start", "import-undo", "import-discard"):
        assert stranger.browser.post(reverse(name, args=[robin.row.pk]), {"version": 1}).status_code == 404
    robin.row.refresh_from_db()
    assert robin.row.status == "check"


def a_bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
        file.writestr("xl/worksheets/sheet1.xml", b"0" * (60 << 20))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ((DATA / "picture.xlsx").read_bytes(), "Dit is een plaatje, geen lijst."),
        (b"%PDF-1.7 ...", "Dit is een PDF."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "van voor 2007 (.xls)"),
        (b"PK\x03\x04 broken", "beschadigd"),
        (b"   \r\n", "In dit bestand staat niets."),
        (b"a;b\x00;c\r\n1;2;3", "geen tekst en geen Excel-bestand"),
        (b";".join(b"k%d" % i for i in range(3000)), "In rij 1 staan te veel kolommen"),
        (b"naam;x\r\nAmal;" + b"y" * (3 << 20), "In rij 2 staat een cel met te veel tekst"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(robin, content, message):
    answer = robin.upload(content, "lijst.xlsx")
    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert Import.objects.count() == 0


def test_a_zip_bomb_is_refused_before_it_is_unpacked(robin):
    answer = robin.upload(a_bomb(), "lijst.xlsx")
    assert answer.status_code == 400
    assert "uitgepakt veel te groot" in answer.content.decode()


def test_a_file_past_the_limit_is_refused_while_it_comes_in(robin):
    answer = robin.upload(b"a;b\r\n" * (5 << 20))
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "Dit bestand is te groot: het mag hooguit 20 MB zijn." in page
    assert Import.objects.count() == 0


def test_without_the_token_against_forgery_nothing_is_taken_in(roermond):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(a_user(roermond))
    sent = {"file": SimpleUploadedFile("lijst.csv", a_list("1;Amal;A;1-2-1990;v;A1"))}
    assert browser.post(reverse("imports"), sent).status_code == 403
    assert Import.objects.count() == 0


def exported(browser, **query):
    answer = browser.get(reverse("people-csv"), query)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_list_of_people_goes_out_with_what_its_reader_may_see_and_nothing_more(log_in, roermond):
    school = a_school()
    known = {"act": "act-2021", "speaking_level": "a1", "obstacles": ("debts",), "gender": "female"}
    amal = a_participant(roermond, name="Amal", number="1", **known)
    a_participant(roermond, name="Dina", number="2", obstacles=Fact.none(valid_on=TODAY))
    people_actions.share(people=[amal], organisation=school, since=TODAY, now=NOW)
    head, *rows = exported(log_in(a_user(roermond)))
    own = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert set(own) == {"Amal", "Dina"}
    assert own["Amal"]["Persoonlijke belemmeringen"] == "Schulden of geldzaken"
    assert own["Dina"]["Persoonlijke belemmeringen"] == "geen"
    assert own["Dina"]["Geslacht"] == ""
    head, *rows = exported(log_in(a_user(school, Role.LANGUAGE_PROVIDER)))
    assert [row[:3] for row in rows] == [["1", "Amal", "Voorbeeld"]]
    assert "Niveau spreken" in head
    assert not {"Persoonlijke belemmeringen", "Geslacht", "Bijstandsuitkering"} & set(head)
    assert Entry.objects.filter(deed="people-exported").count() == 2


def test_who_has_several_roles_takes_out_of_each_person_what_the_role_there_may_see(log_in, roermond):
    lochem, school = a_municipality("Lochem"), a_school()
    a_participant(roermond, name="Amal", obstacles=("debts",), speaking_level="a1")
    shared = a_participant(lochem, name="Bilal", act="act-2021", obstacles=("debts",), speaking_level="a2")
    people_actions.share(people=[shared], organisation=school, since=TODAY, now=NOW)
    both = a_user(roermond)
    organisations.add_member(
        email=both.email, name=both.name, password=None, organisation=school, role=Role.LANGUAGE_PROVIDER, now=NOW
    )
    head, *rows = exported(log_in(both))
    told = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert {name: (row["Persoonlijke belemmeringen"], row["Niveau spreken"]) for name, row in told.items()} == {
        "Amal": ("Schulden of geldzaken", "A1"),
        "Bilal": ("", "A2"),
    }


def test_no_cell_of_the_list_runs_as_a_formula(log_in, roermond):
    for place, name in enumerate(('=HYPERLINK("x")', "+1", "-1", "@SUM(1)", "\tx", "\rx", " =1")):
        a_participant(roermond, name=name, number=f"n{place}")
    rows = exported(log_in(a_user(roermond)))[1:]
    assert len(rows) == 7
    assert all(row[1].startswith("'") for row in rows)


def test_what_went_out_comes_in_again_as_it_was(robin, roermond, log_in):
    a_participant(
        roermond,
        name="Amal",
        number="1",
        birth_date=date(1990, 2, 1),
        speaking_level="alfa-b",
        obstacles=("debts", "family-abroad"),
        on_benefit=False,
        unavailable_half_days=("mon-morning", "fri-evening"),
        weekly_half_days=4,
        gender="female",
    )
    text = log_in(a_user(roermond)).get(reverse("people-csv")).content
    page = robin.to_check(text).content.decode()
    assert "Cellen die niet kloppen" not in page
    robin.post("import-decide", doe="zelfde-nummers")
    robin.start()
    assert robin.row.counts == {"rows": 1, "new": 0, "same": 1, "left_out": 0, "facts": 0}


def test_who_sees_no_single_person_takes_no_list_out(log_in, roermond):
    a_participant(roermond)
    assert log_in(a_user(roermond, Role.RESEARCHER)).get(reverse("people-csv")).status_code == 404


def test_the_page_of_people_leads_there(log_in, roermond):
    a_participant(roermond)
    assert reverse("imports") in log_in(a_user(roermond)).get(reverse("people")).content.decode()
    leader = log_in(a_user(roermond, Role.PROJECT_LEADER)).get(reverse("people")).content.decode()
    assert reverse("imports") not in leader
    assert reverse("people-csv") in leader


def test_a_batch_of_facts_is_found_back_by_its_import_alone(robin, roermond):
    other = a_participant(roermond, gender="male")
    robin.to_check(a_list("1;Amal;A;1-2-1990;v;A1"))
    robin.start()
    first, last = actions.bridge.fact_id_range(robin.row)
    ours = PersonFact.objects.filter(pk__range=(first, last))
    assert ours.count() == 3
    assert not ours.filter(person=other).exists()
