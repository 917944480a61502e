"""Participants, the facts about them, and with which organisations they are shared."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import CorrectionReason, Purpose

if TYPE_CHECKING:
    from datetime import date

    from tweespoor.apps.organisations.models import User

_STATES = [(state.value, state.value) for state in FactState]


class PersonQuerySet(ScopedQuerySet["Person"]):
    """Reads of participants; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User, *, purpose: Purpose | None = None) -> PersonQuerySet:
        """The people whom one of the user's roles needs, and those the user has emergency access to; with `purpose`
        those of whom the user may see that set of facts. See `people.rules` and `core.access`."""
        return self._scoped().filter(people_filter(user) if purpose is None else purpose_filter(user, purpose=purpose))


class Person(models.Model):
    """A participant. Belongs to one municipality at a time, the controller of the data (GDPR, art. 4(7)).

    `closed_on` is the day the person moved on to another municipality, where the person has a dossier of its own: what
    is here stays, and nothing is added. `name_key` and `sound_key` are what a search looks in: made of names and number
    by `people.bridge.search_keys`, in the deeds that write those. Each `asked_` is how many questions of that set of
    fields were asked, of those that completeness counts: what a list is sorted by, kept by `people.actions.asked`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    number = models.CharField(max_length=20)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    zone = models.SlugField(max_length=60, blank=True)
    joined_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    name_key = models.TextField(default="", editable=False)
    sound_key = models.TextField(default="", editable=False)
    asked_basic = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_level = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_availability = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_benefit = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_obstacles = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_outcomes = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["family_name", "given_name", "number"]
        indexes: ClassVar = [
            models.Index(fields=["family_name", "given_name", "number"], name="people_in_order_of_name"),
            models.Index(fields=["number", "family_name", "given_name"], name="people_in_order_of_number"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "number"], name="person_number_per_municipality"),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class PersonFactQuerySet(models.QuerySet["PersonFact"]):
    """Reads of answers."""

    def as_known(self, on: date | None = None) -> PersonFactQuerySet:
        """The answers that count as known on a day (now, where none is given): made by then, not yet found wrong."""
        if on is None:
            return self.filter(known_until__isnull=True)
        return self.filter(Q(known_until__isnull=True) | Q(known_until__gt=on), known_on__lte=on)


class PersonFact(models.Model):
    """One answer about one person; no row at all means: not asked.

    A newer row takes its place from the day that one is about (a change). A row that `corrects` it says that it was
    wrong: it counts as known until the day of the correction and never after. A correction whose state is "not asked"
    takes the answer back; it never counts itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="facts")
    variable = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=_STATES)
    value_type = models.CharField(max_length=10, blank=True)
    value = models.TextField(blank=True)
    valid_on = models.DateField()
    known_on = models.DateField()
    known_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=160, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="corrected_by"
    )
    reason = models.CharField(max_length=20, blank=True, choices=[(each.value, each.nl) for each in CorrectionReason])

    objects = PersonFactQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-valid_on", "-known_on", "-recorded_at", "-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["person", "variable", "-valid_on", "-known_on", "known_until"], name="what_holds_of_somebody"
            ),
            models.Index(Lower("value"), condition=Q(variable__in=["email", "phone"]), name="found_by_address"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(state=FactState.KNOWN.value) & ~Q(value_type=""))
                | (Q(state__in=[FactState.NONE.value, FactState.NOT_ASKED.value]) & Q(value_type="") & Q(value="")),
                name="a_fact_has_a_value_or_none",
            ),
            models.CheckConstraint(
                condition=(Q(corrects__isnull=True) & Q(reason="") & ~Q(state=FactState.NOT_ASKED.value))
                | (Q(corrects__isnull=False) & ~Q(reason="")),
                name="a_correction_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(known_until__isnull=True) | Q(known_until__gte=models.F("known_on")),
                name="a_fact_is_known_before_it_is_corrected",
            ),
            models.CheckConstraint(
                condition=~Q(state=FactState.NOT_ASKED.value) | Q(known_until=models.F("known_on")),
                name="what_was_taken_back_never_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variable}: {self.state}"


from tweespoor.apps.people.models.access import Consent, EmergencyAccess, Sharing  # noqa: E402 - about a Person
from tweespoor.apps.people.models.assessments import Assessment  # noqa: E402 - it belongs to a Person
from tweespoor.apps.people.models.caseload import (  # noqa: E402 - of a Person
    Caseload,
    PostponedQuestion,
    SavedView,
    Transfer,
)
from tweespoor.apps.people.models.visibility import people_filter, purpose_filter  # noqa: E402 - about a Person

__all__ = [
    "Assessment",
    "Caseload",
    "Consent",
    "EmergencyAccess",
    "Person",
    "PersonFact",
    "PersonFactQuerySet",
    "PersonQuerySet",
    "PostponedQuestion",
    "SavedView",
    "Sharing",
    "Transfer",
]
