"""Whose people are whose, one's own views of the list, and the questions one put off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Caseload, Person, PersonQuerySet, PostponedQuestion, SavedView


def in_care_of(user: User) -> QuerySet[Caseload]:
    """The ids of the people in a user's care now, for a condition on people."""
    return Caseload.objects.filter(user=user, until__isnull=True).values("person")


def own_people(people: PersonQuerySet, *, user: User) -> PersonQuerySet:
    """Of these people those in a user's care now."""
    return people.filter(pk__in=in_care_of(user))


def has_caseload(user: User) -> bool:
    """Whether anybody is in the user's care."""
    return Caseload.objects.filter(user=user, until__isnull=True).exists()


def carers_of(person: Person) -> list[Caseload]:
    """In whose care a person is now, with who that is and from whom the person came."""
    rows = Caseload.objects.filter(person=person, until__isnull=True)
    return list(rows.select_related("user", "transfer__giver").order_by("user__name"))


def saved_views(user: User) -> list[SavedView]:
    """The user's own views of the list of people, by name."""
    return list(SavedView.objects.filter(user=user))


def put_off(user: User, *, on: date) -> list[tuple[UUID, str]]:
    """The questions, each a person and a variable, that are not put to the user on a date."""
    rows = PostponedQuestion.objects.filter(user=user, until__gt=on)
    return list(rows.values_list("person_id", "variable"))


def managers_of(people: Iterable[UUID]) -> dict[UUID, UUID]:
    """Per person the id of who has the person in care now; of several, who has had so longest."""
    rows = Caseload.objects.filter(person__in=list(people), until__isnull=True).order_by("-since", "id")
    return dict(rows.values_list("person_id", "user_id"))
