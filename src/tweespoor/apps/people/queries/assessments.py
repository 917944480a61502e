"""Reads of assessments, on behalf of a user: each instrument belongs to a set of fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Assessment, Person
from tweespoor.apps.people.queries import may_register, purposes_for
from tweespoor.core.vocabulary import Assessment as Instrument
from tweespoor.core.vocabulary import Purpose

ABOUT_LANGUAGE = frozenset(
    {
        Instrument.LEARNABILITY_TEST,
        Instrument.BUREAU_ICE,
        Instrument.TOA,
        Instrument.BASIC_READING_WRITING,
        Instrument.ZINZIZ,
    }
)


def purpose_of(instrument: Instrument) -> Purpose:
    """The set of fields an instrument belongs to: learnability and language to the level, others to work."""
    return Purpose.LEVEL if instrument in ABOUT_LANGUAGE else Purpose.WORK


def purposes_of(instruments: Iterable[str]) -> set[Purpose]:
    """The sets of fields that these instruments belong to."""
    return {purpose_of(Instrument(each)) for each in instruments}


def instruments_for(purposes: Collection[Purpose]) -> tuple[Instrument, ...]:
    """The instruments whose results somebody with these sets of fields sees."""
    return tuple(each for each in Instrument if purpose_of(each) in purposes)


def assessments_of(person: Person, *, purposes: Collection[Purpose]) -> QuerySet[Assessment]:
    """The assessments of a person that somebody with these sets of fields sees, newest first."""
    return person.assessments.filter(instrument__in=[each.value for each in instruments_for(purposes)])


def visible_assessment(user: User, *, person: Person, assessment: UUID) -> Assessment | None:
    """One of them, or None where there is none that the user sees."""
    purposes = purposes_for(user, person=person)
    return assessments_of(person, purposes=purposes).filter(pk=assessment).first()


def may_register_instrument(user: User, *, person: Person, instrument: Instrument) -> bool:
    """Whether the user registers results of this instrument about this person."""
    return may_register(user, person=person) and purpose_of(instrument) in purposes_for(user, person=person)
