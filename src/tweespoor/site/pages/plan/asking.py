"""Who asks for whose plan, and what of it they may read; nobody else finds it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.trajectories.models import PipVersion
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.apps.trajectories.rules import Reading
from tweespoor.core.vocabulary import Purpose

SHOWN = frozenset({Purpose.BENEFIT, Purpose.NOTES, Purpose.AVAILABILITY, Purpose.FINANCE})
"""The sets of facts that a plan tells of."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody's plan as asked for: the person, and how much of the plan the user reads and writes."""

    person: Person
    purposes: frozenset[Purpose]
    reading: Reading
    may_write: bool


def asked_for(request: HttpRequest, person_id: UUID) -> Asked:
    """The person of that id and how much of the plan the user reads.

    Raises:
        Http404: if the user does not see the person, or nothing of plans.
    """
    person = get_object_or_404(people.visible_people(request.user).select_related("municipality"), pk=person_id)
    purposes = people.purposes_for(request.user, person=person)
    reading = plans.reading_of(purposes)
    if reading is None:
        raise Http404
    may_write = reading is Reading.WHOLE and people.may_register(request.user, person=person)
    return Asked(person=person, purposes=purposes, reading=reading, may_write=may_write)


def version_asked(
    request: HttpRequest, person_id: UUID, number: int, *, whole: bool = False, to_write: bool = False
) -> tuple[Asked, PipVersion]:
    """The same with one version of the plan; `whole` and `to_write` for who reads all of it, or changes it.

    Raises:
        Http404: also if there is no such version, or the user reads or writes less than that.
    """
    asked = asked_for(request, person_id)
    if asked.reading is Reading.OWN_BLOCKS or (whole and asked.reading is not Reading.WHOLE):
        raise Http404
    if to_write and not asked.may_write:
        raise Http404
    version = plans.version_numbered(asked.person, number=number)
    if version is None:
        raise Http404
    return asked, version


def note_seen(request: HttpRequest, asked: Asked) -> None:
    """Write in the log that the user saw what of the plan the user may see."""
    seen = asked.purposes & SHOWN if asked.reading is not Reading.OWN_BLOCKS else {Purpose.LEVEL}
    record_person_seen(person=asked.person, purposes=seen, by=request.user, now=timezone.now())
