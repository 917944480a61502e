"""Participants, the facts about them, and with which organisations they are shared."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people.rules import people_filter
from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import VARIABLES

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User

_STATES = [(state.value, state.value) for state in (FactState.KNOWN, FactState.NONE)]


class PersonQuerySet(models.QuerySet["Person"]):
    """Reads of participants; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> PersonQuerySet:
        """The people whom one of the user's roles needs; see `people.rules`."""
        return self.filter(people_filter(user)).distinct()


class Person(models.Model):
    """A participant. Belongs to one municipality at a time, the controller of the data (GDPR, art. 4(7)).

    `closed_on` is the day the person moved on to another municipality, where the person has a dossier of its own: what
    is here stays, and nothing is added.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    number = models.CharField(max_length=20)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    zone = models.SlugField(max_length=60, blank=True)
    joined_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["family_name", "given_name", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="person_number_per_municipality"),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class PersonFact(models.Model):
    """One answer about one person. A newer row takes its place; no row at all means: not asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="facts")
    variable = models.CharField(max_length=60, choices=[(v.slug, v.nl) for v in VARIABLES])
    state = models.CharField(max_length=10, choices=_STATES)
    value_type = models.CharField(max_length=10, blank=True)
    value = models.TextField(blank=True)
    valid_on = models.DateField()
    known_on = models.DateField()
    source = models.CharField(max_length=160, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-valid_on", "-known_on", "-recorded_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["person", "variable", "-valid_on", "-known_on"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(state=FactState.KNOWN.value) & ~Q(value_type=""))
                | (Q(state=FactState.NONE.value) & Q(value_type="") & Q(value="")),
                name="a_fact_has_a_value_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variable}: {self.state}"


class Sharing(models.Model):
    """An organisation that needs a person for its task, while it lasts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sharings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sharings")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["since"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organisation"], name="one_sharing_per_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.organisation_id}"
