"""Builders of the domain's own nouns for the applications' tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests.apps.demonstrations import load_once
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import actions as people
from tweespoor.apps.people import sharing
from tweespoor.apps.trajectories.queries import programme_named
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import OrganisationKind, Purpose, Role, ValueKind

NOW = datetime(2021, 2, 15, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
TEXTS = {"phone": "06 12345678", "postcode": "6041 AB", "email": "anna@voorbeeld.example"}


def a_municipality(name="Roermond"):
    return organisations.add_organisation(name=name, kind=OrganisationKind.MUNICIPALITY)


def a_school(name="Taalschool De Brug"):
    return organisations.add_organisation(name=name, kind=OrganisationKind.LANGUAGE_PROVIDER)


def a_user(organisation, role=Role.CASE_MANAGER, *, name="Robin"):
    return organisations.add_member(
        email=f"{name.lower()}-{uuid4().hex[:6]}@demo.tweespoor.example",
        name=name,
        password="a long enough password",
        organisation=organisation,
        role=role,
        now=NOW,
    )


def a_participant(municipality, *, name="Amina", number=None, consents=(Purpose.HEALTH, Purpose.ATTENDANCE), **facts):
    """A participant with facts given as `speaking_level="a1"`; a `Fact` is kept as it is.

    Consents to the municipality having these sets, as far as no act gives a ground for them.
    """
    new = people.NewPerson(
        id=uuid4(),
        number=number or uuid4().hex[:8],
        given_name=name,
        family_name="Voorbeeld",
        zone="centrum",
        joined_on=date(2020, 1, 6),
        facts={
            slug.replace("_", "-"): fact if isinstance(fact, Fact) else Fact.known(fact, valid_on=TODAY)
            for slug, fact in facts.items()
        },
    )
    person = people.add_people(people=[new], municipality=municipality, by=None, now=NOW)[0]
    sharing.give_consent(person=person, organisation=municipality, purposes=consents, how="verteld", on=TODAY, now=NOW)
    return person


def an_answer(variable):
    """A value that a variable can have."""
    if variable.codes:
        first = next(iter(variable.codes)).value
        return (first,) if variable.kind is ValueKind.SEVERAL else first
    return {
        ValueKind.YES_NO: True,
        ValueKind.NUMBER: 3,
        ValueKind.DATE: date(2000, 1, 1),
        ValueKind.TEXT: TEXTS.get(variable.slug, "iets"),
        ValueKind.SEVERAL: ("2015",) if variable.slug.endswith("-years") else ("mon-morning",),
    }[variable.kind]


@pytest.fixture
def log_in(client):
    """Log somebody in and hand back the browser."""

    def _log_in(user):
        client.force_login(user)
        return client

    return _log_in


def key() -> UUID:
    return uuid4()


@pytest.fixture
def hengelo():
    """The programme of Hengelo, loaded and planned."""
    load_once("hengelo")
    return programme_named("hengelo")


@pytest.fixture
def leader(hengelo, log_in):
    """Its project leader, logged in."""
    return log_in(User.objects.get(email=f"{Role.PROJECT_LEADER.value}@demo.tweespoor.example"))


@pytest.fixture
def draft(hengelo, leader):
    """A draft that begins as the timetable in force."""
    leader.post(reverse("copy-timetable", args=["hengelo", hengelo.timetables.get().pk]), {"naam": "Proef"})
    return hengelo.timetables.get(status="draft")
