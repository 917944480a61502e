"""Deeds: adding designs and programmes, and starting people in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.actions.designs import keep_version, owned_by
from tweespoor.apps.trajectories.models import DesignVersion, Programme, Trajectory
from tweespoor.core.designs import read_design


@transaction.atomic
def save_design(*, slug: str, text: str, now: datetime, organisation: Organisation | None = None) -> DesignVersion:
    """Keep a design as the next version of its organisation; the same text again is the version there is.

    A design without an organisation is taken by the first programme that follows it.

    Raises:
        DesignError: if the text is no design; nothing is kept.
    """
    read_design(text, name=slug)
    row = keep_version(slug=slug, text=text, organisation=organisation, now=now)
    if row.saved_at == now:
        log.record(deed="design-saved", on=row, by=None, now=now, detail={"slug": slug, "version": row.version})
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
    """Add a programme of a municipality and its partners; the design becomes the municipality's own."""
    programme = Programme.objects.create(
        slug=slug,
        name=name,
        short_name=short_name,
        municipality=municipality,
        design=owned_by(municipality, design=design, now=now),
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
