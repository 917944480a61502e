"""A participant gets everything that is kept: nothing is forgotten, and nothing of anybody else is in it."""

from __future__ import annotations

import io
import json
import re

import pypdf
import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from tests.apps.conftest import TODAY, a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_full_dossier
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people.models import Person
from tweespoor.apps.rights.access import Section
from tweespoor.apps.rights.inventory import BELONGS_TO_NOBODY, about_people
from tweespoor.apps.rights.pdf import accessible_pdf
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def our_models():
    return [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("tweespoor.")]


def models_about_people():
    """Every model that hangs from a person, at whatever distance, or names one by an id."""
    reached = {Person}
    while True:
        more = {
            model
            for model in our_models()
            if model not in reached
            and any(field.related_model in reached for field in model._meta.concrete_fields if field.is_relation)
        }
        if not more:
            break
        reached |= more
    named = {
        model
        for model in our_models()
        if any(isinstance(f, models.UUIDField) and "person" in f.name for f in model._meta.concrete_fields)
    }
    return {model._meta.label for model in reached | named}


def test_no_model_about_people_is_forgotten_in_the_overview():
    assert {"people.PersonFact", "schedule.Enrolment_options", "log.Entry"} <= models_about_people()
    there = {kind.model for kind in about_people()} | set(BELONGS_TO_NOBODY)
    assert models_about_people() - there == set()


@pytest.fixture
def anna():
    roermond = a_municipality("Gemeente Roermond")
    robin = a_user(roermond, name="Robin")
    person, _request = a_full_dossier(
        roermond,
        by=robin,
        other=a_municipality("Lochem"),
        name="Anna",
        obstacles=Fact.known(("debts",), valid_on=TODAY, known_on=TODAY, source="gesprek thuis"),
    )
    a_full_dossier(roermond, by=robin, other=a_municipality("Lochem"), name="Bilal")
    return person, robin


def overview(log_in, user, person):
    answer = log_in(user).get(reverse("access-json", args=[person.pk]))
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_the_overview_holds_a_row_of_every_kind_that_is_kept(anna, log_in):
    person, robin = anna
    log_in(robin).get(reverse("person", args=[person.pk]))
    kept = overview(log_in, robin, person)["kept"]
    assert [model for model, kind in kept.items() if not kind["rows"]] == []


def test_the_overview_holds_history_and_sources_and_who_looked(anna, log_in):
    person, robin = anna
    log_in(robin).get(reverse("person", args=[person.pk]))
    data = overview(log_in, robin, person)
    (obstacles,) = [row for row in data["kept"]["people.PersonFact"]["rows"] if row["variable"] == "obstacles"]
    assert (obstacles["value"], obstacles["source"]) == ("debts", "gesprek thuis")
    assert any("keek Robin van Gemeente Roermond naar" in sentence for sentence in data["log_in_words"])


def test_nobody_else_is_in_the_overview(anna, log_in):
    person, robin = anna
    log_in(robin).get(reverse("people"))
    text = json.dumps(overview(log_in, robin, person))
    others = Person.objects.exclude(pk=person.pk)
    assert others.exists()
    listed = Entry.objects.filter(deed="people-listed").get().detail["listed"]
    assert set(listed) == {str(each.pk) for each in Person.objects.all()}
    for other in others:
        assert other.given_name not in text
        assert other.number not in text
        assert str(other.pk) not in text


def test_the_document_is_one_that_a_screen_reader_reads(anna, log_in):
    person, robin = anna
    answer = log_in(robin).get(reverse("access-pdf", args=[person.pk]))
    assert answer["Content-Type"] == "application/pdf"
    document = pypdf.PdfReader(io.BytesIO(answer.content))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert document.metadata.title == "Alles wat Gemeente Roermond over u bewaart"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    tags = set(tags_of(root["/StructTreeRoot"]))
    assert {"/H1", "/Table", "/TH", "/TR", "/TD", "/LI", "/P"} <= tags


def tags_of(node):
    if isinstance(node, pypdf.generic.IndirectObject):
        node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from tags_of(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        yield from tags_of(node.get("/K", []))


def test_the_document_says_in_words_what_is_kept(anna, log_in):
    person, robin = anna
    content = log_in(robin).get(reverse("access-pdf", args=[person.pk])).content
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    for words in ("Anna Voorbeeld", "Schulden", "gesprek thuis", "Taalschool De Brug", "Solliciteren", "Bezwaar"):
        assert words in text
    assert "Bilal" not in text


def a_table(columns, *rows):
    about = {"title": "Alles", "author": "Roermond", "language": "nl", "introduction": [], "nothing": "Niets."}
    content = accessible_pdf(**about, sections=[Section("Uren", columns, rows)])
    return pypdf.PdfReader(io.BytesIO(content)).pages[0]


def test_a_long_word_is_broken_where_it_would_lie_over_the_next_column():
    word = "participatieverklaringstraject"
    text = a_table(("Wat",) * 6, (word,) * 6).extract_text()
    assert word not in text
    assert re.sub(r"[-\u2010\u00ad\s]", "", text).count(word) == 6


def test_what_is_agreed_gets_more_room_than_a_number_and_a_day():
    starts = {}

    def note(text, position, _within, _font, _size):
        if text.strip():
            starts[text.strip()] = position[4]

    agreed = "Begeleiding door de vaste casemanager, elke twee weken een gesprek. " * 20
    page = a_table(("Plan", "Stand", "Getekend", "Reden", "Inhoud"), ("1", "Concept", "nee", "geen", agreed))
    page.extract_text(visitor_text=note)
    assert starts["Inhoud"] < page.mediabox.width * 0.6


def test_letters_without_a_font_do_not_stop_the_document(log_in):
    roermond = a_municipality()
    robin = a_user(roermond)
    person = a_participant(
        roermond, name="Anna", gender=Fact.known("female", valid_on=TODAY, known_on=TODAY, source="\U0010fffd ሰላም")
    )
    assert log_in(robin).get(reverse("access-pdf", args=[person.pk])).content.startswith(b"%PDF")


def test_giving_access_stands_in_the_log(anna, log_in):
    person, robin = anna
    overview(log_in, robin, person)
    entry = Entry.objects.get(deed="access-given")
    assert (entry.person, entry.actor, entry.detail) == (person.pk, robin.pk, {"form": "json"})


def test_only_a_case_manager_of_the_municipality_handles_rights(anna, log_in):
    person, robin = anna
    roermond, school = person.municipality, a_school()
    names = ("access", "access-pdf", "access-json", "person-log", "person-requests", "hand-over")
    addresses = [reverse(name, args=[person.pk]) for name in names]
    others = [
        a_user(a_municipality("Lochem"), name="Lou"),
        a_user(school, Role.TRAINER, name="Jip"),
        *(a_user(roermond, role, name=role.value) for role in Role if role is not Role.CASE_MANAGER),
    ]
    for address in addresses:
        assert log_in(robin).get(address).status_code == 200
        for other in others:
            assert log_in(other).get(address).status_code == 404
