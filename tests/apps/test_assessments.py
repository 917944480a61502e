"""Assessments: instrument, date, result and report, for those whose task needs them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import TODAY, a_municipality, a_participant, a_school, a_user
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import actions
from tweespoor.apps.people.actions.assessments import add_assessment
from tweespoor.core.vocabulary import Assessment, Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0" + bytes(40)


def word(**more):
    """A Word document, or something that looks like one."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def a_zip_bomb():
    file = io.BytesIO(word())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"word/{number}.xml", bytes(10 * 1024 * 1024))
    return file.getvalue()


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "files"
    return settings.PRIVATE_FILES


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def an_assessment(person, user, instrument=Assessment.NOA, *, file=None, name="verslag.pdf", result="goed"):
    return add_assessment(
        person=person,
        instrument=instrument,
        taken_on=date(2021, 2, 1),
        result=result,
        file=io.BytesIO(file) if file else None,
        file_name=name,
        by=user,
        now=timezone.now(),
    )


def sent(content=None, name="verslag.pdf", **said):
    form = {"instrument": "noa", "taken_on": "2021-02-01", "result": "", "idempotency_key": str(uuid4()), **said}
    return {**form, "file": SimpleUploadedFile(name, content)} if content is not None else form


def list_of(person):
    return reverse("assessments", args=[person.pk])


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "Verslag NOA.pdf", "pdf"),
        (PNG, "scan.png", "png"),
        (JPEG, "foto.JPG", "jpg"),
        (word(), "brief.docx", "docx"),
    ],
    ids=["pdf", "png", "jpg", "docx"],
)
def test_a_report_comes_out_as_it_went_in_as_a_file_to_keep(log_in, private_files, content, name, kind):
    roermond = a_municipality()
    person, browser = a_participant(roermond), log_in(a_user(roermond))
    assert browser.post(list_of(person), sent(content, name, result="sterk in techniek")).status_code == 302
    row = person.assessments.get()
    page = browser.get(list_of(person)).content.decode()
    assert "sterk in techniek" in page
    response = browser.get(reverse("assessment-file", args=[person.pk, row.pk]))
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"].startswith("attachment;")
    assert f".{kind}" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    (path,) = kept(private_files)
    assert "verslag" not in path.name.lower()
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"MZ\x90 this is a program", "geen PDF, PNG, JPEG of Word-document"),
        (b"<html><script>alert(1)</script></html>", "geen PDF, PNG, JPEG of Word-document"),
        (b"", "geen PDF, PNG, JPEG of Word-document"),
        (b"PK\x03\x04 broken", "geen PDF, PNG, JPEG of Word-document"),
        (word(**{"word__vbaProject.bin": "macro"}), "geen PDF"),
        (a_zip_bomb(), "geen PDF, PNG, JPEG of Word-document"),
        (PDF + bytes(10 * 1024 * 1024), "groter dan 10 MB"),
    ],
    ids=["program", "page", "empty", "broken", "macros", "bomb", "large"],
)
def test_another_kind_of_file_or_a_large_one_is_refused_and_nothing_is_kept(log_in, private_files, content, message):
    roermond = a_municipality()
    person, browser = a_participant(roermond), log_in(a_user(roermond))
    response = browser.post(list_of(person), sent(content, "verslag.pdf", result="wel ingevuld"))
    assert response.status_code == 400
    assert message in response.content.decode()
    assert "wel ingevuld" in response.content.decode()
    assert not person.assessments.exists()
    assert kept(private_files) == []


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({}, "Vul een uitslag in, of kies een bestand."),
        ({"result": "goed", "taken_on": "2999-01-01"}, "Deze dag is nog niet geweest."),
        ({"result": "goed", "instrument": "horoscoop"}, "horoscoop"),
        ({"result": "goed", "instrument": ""}, "Dit veld is verplicht."),
    ],
)
def test_a_form_filled_in_wrong_says_what_to_do(log_in, said, message):
    roermond = a_municipality()
    person, browser = a_participant(roermond), log_in(a_user(roermond))
    response = browser.post(list_of(person), sent(**said))
    assert response.status_code == 400
    assert message in response.content.decode()
    assert not person.assessments.exists()


def test_a_form_sent_twice_keeps_one_assessment_and_one_file(log_in, private_files):
    roermond = a_municipality()
    person, browser, request = a_participant(roermond), log_in(a_user(roermond)), str(uuid4())
    for _time in range(2):
        assert browser.post(list_of(person), sent(PDF, idempotency_key=request)).status_code == 302
    assert person.assessments.count() == 1
    assert len(kept(private_files)) == 1


def test_a_name_that_would_lead_elsewhere_is_made_harmless():
    roermond = a_municipality()
    row = an_assessment(a_participant(roermond), a_user(roermond), file=PDF, name='../../etc/"pass\r\nwd".exe')
    assert row.file_name == "pass--wd.pdf"
    assert not set(row.file_name) & set('/\\"\r\n')
    assert ".." not in row.file.name


def test_a_school_sees_language_tests_and_no_work_assessments(log_in):
    roermond, school = a_municipality(), a_school()
    robin, person = a_user(roermond), a_participant(roermond, act="act-2021")
    actions.share(people=[person], organisation=school, since=TODAY, now=timezone.now())
    toa = an_assessment(person, robin, Assessment.TOA, file=PDF, result="A2 spreken")
    noa = an_assessment(person, robin, Assessment.NOA, file=PDF, result="praktisch")
    browser = log_in(a_user(school, Role.LANGUAGE_PROVIDER))
    page = browser.get(list_of(person)).content.decode()
    assert "A2 spreken" in page
    assert "praktisch" not in page
    assert browser.get(reverse("assessment-file", args=[person.pk, toa.pk])).status_code == 200
    assert browser.get(reverse("assessment-file", args=[person.pk, noa.pk])).status_code == 404
    assert browser.post(list_of(person), sent(result="B1", instrument="toa")).status_code == 404
    assert browser.get(reverse("remove-assessment", args=[person.pk, toa.pk])).status_code == 404


def test_a_form_from_elsewhere_is_refused_here_too(client):
    roermond = a_municipality()
    person = a_participant(roermond)
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.force_login(a_user(roermond))
    assert elsewhere.get(list_of(person)).status_code == 200
    assert elsewhere.post(list_of(person), sent(PDF)).status_code == 403
    assert client.get(list_of(person)).status_code == 302
    assert not person.assessments.exists()


def test_a_report_is_found_at_its_own_person_only(log_in):
    roermond, lochem = a_municipality(), a_municipality("Lochem")
    anna, bilal = a_participant(roermond, name="Anna"), a_participant(lochem, name="Bilal")
    row = an_assessment(anna, a_user(roermond), file=PDF)
    ours, theirs = log_in(a_user(roermond)), a_user(lochem)
    assert ours.get(reverse("assessment-file", args=[anna.pk, row.pk])).status_code == 200
    assert ours.get(reverse("assessment-file", args=[anna.pk, uuid4()])).status_code == 404
    ours.force_login(theirs)
    for person in (anna, bilal):
        assert ours.get(reverse("assessment-file", args=[person.pk, row.pk])).status_code == 404


def test_an_assessment_of_somebody_else_is_taken_away_with_its_report_after_one_question(log_in, private_files):
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    row = an_assessment(person, robin, file=PDF)
    browser = log_in(robin)
    address = reverse("remove-assessment", args=[person.pk, row.pk])
    assert "Dit kunt u niet terugdraaien." in browser.get(address).content.decode()
    assert len(kept(private_files)) == 1
    assert browser.post(address).status_code == 302
    assert not person.assessments.exists()
    assert kept(private_files) == []
    assert Entry.objects.filter(deed="assessment-removed", person=person.pk, actor=robin.pk).exists()


def test_who_took_a_report_along_stands_in_the_log_without_its_name(log_in):
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    row = an_assessment(person, robin, file=PDF, name="Amina Voorbeeld.pdf")
    log_in(robin).get(reverse("assessment-file", args=[person.pk, row.pk]))
    entry = Entry.objects.get(deed="assessment-file-read")
    assert (entry.actor, entry.person, entry.detail) == (robin.pk, person.pk, {"instrument": "noa"})
