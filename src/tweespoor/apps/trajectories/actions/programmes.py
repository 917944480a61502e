"""Deeds: adding designs and programmes, and starting people in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models import DesignVersion, Programme, Trajectory
from tweespoor.core.designs import read_design


@transaction.atomic
def save_design(*, slug: str, text: str, now: datetime) -> DesignVersion:
    """Keep a design as its next version; the same text again is the version there is.

    Raises:
        DesignError: if the text is no design; nothing is kept.
    """
    read_design(text, name=slug)
    latest = DesignVersion.objects.filter(slug=slug).order_by("-version").first()
    if latest is not None and latest.text == text:
        return latest
    version = latest.version + 1 if latest else 1
    row = DesignVersion.objects.create(slug=slug, version=version, text=text, saved_at=now)
    log.record(deed="design-saved", on=row, by=None, now=now, detail={"slug": slug, "version": version})
    return row


@transaction.atomic
def add_programme(
    *,
    slug: str,
    name: str,
    short_name: str,
    municipality: Organisation,
    partners: Sequence[Organisation],
    design: DesignVersion,
    starts_on: date,
    now: datetime,
) -> Programme:
    """Add a programme of a municipality and its partners."""
    programme = Programme.objects.create(
        slug=slug,
        name=name,
        short_name=short_name,
        municipality=municipality,
        design=design,
        starts_on=starts_on,
    )
    programme.partners.set(partners)
    log.record(deed="programme-added", on=programme, by=None, now=now)
    return programme


@transaction.atomic
def start_trajectories(
    *, programme: Programme, people: Iterable[Person], started: Mapping[UUID, date], now: datetime
) -> None:
    """Let people start in a programme, each on their own day, in the design version of today."""
    rows = [
        Trajectory(person=person, programme=programme, design=programme.design, started_on=started[person.pk])
        for person in people
    ]
    Trajectory.objects.bulk_create(rows)
    log.record(deed="trajectories-started", on=programme, by=None, now=now, detail={"people": len(rows)})
