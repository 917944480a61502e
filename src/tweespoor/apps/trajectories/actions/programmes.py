"""Deeds: adding designs and programmes, and starting people in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.trajectories.actions.designs import keep_version, owned_by
from tweespoor.apps.trajectories.models import DesignVersion, Programme, Trajectory
from tweespoor.apps.trajectories.queries.designs import may_edit
from tweespoor.apps.trajectories.queries.programmes import programme_seen
from tweespoor.apps.trajectories.rules import Clash
from tweespoor.core.designs import pilot_text, read_design

LONGEST_ADDRESS = 50
NOT_ADDRESSES = frozenset({"nieuw"})
"""What stands in the place of a programme's slug for another page."""


@dataclass(frozen=True, kw_only=True)
class ProgrammeSaid:
    """What a form says of a programme."""

    name: str
    short_name: str
    starts_on: date
    partners: Sequence[Organisation]


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
    by: User | None = None,
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
    actor = by.pk if by else None
    log.record(deed="programme-added", on=programme, by=actor, now=now, organisation=municipality.pk)
    return programme


@transaction.atomic
def start_programme(
    *,
    municipality: Organisation,
    said: ProgrammeSaid,
    design: DesignVersion | str,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> Programme:
    """Start a programme of a municipality, in a design of its own, or as one of the nine pilots (by its id) was.

    Raises:
        Refused: if the user is no project leader there, or another programme there is called so.
        UnknownDesign: if there is no such pilot.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    Organisation.objects.select_for_update().get(pk=municipality.pk)  # one at a time: a name is given once
    _check(municipality, said=said, by=by)
    if isinstance(design, str):
        design = save_design(slug=design, text=pilot_text(design), now=now, organisation=municipality)
    while True:
        address = _free_address(said.name)
        try:
            with transaction.atomic():
                return add_programme(
                    slug=address,
                    name=said.name,
                    short_name=said.short_name,
                    municipality=municipality,
                    partners=said.partners,
                    design=design,
                    starts_on=said.starts_on,
                    now=now,
                    by=by,
                )
        except IntegrityError:
            if address == _free_address(said.name):
                raise  # it is not that another municipality took the address just now


@transaction.atomic
def change_programme(
    *,
    programme: Programme,
    said: ProgrammeSaid,
    based_on: str,
    in_use: Callable[[Programme], Collection[UUID]],
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> None:
    """Let a programme say something else of itself; its address stays.

    `based_on` is what the user saw (`queries.programme_seen`), `in_use` tells which organisations must stay its
    partners; it is asked once nobody else can change the programme.

    Raises:
        Refused: if the user is no project leader there, another programme there is called so, or a partner that is in
            use would go.
        Clash: if somebody else changed the programme since the user looked.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = Programme.objects.unscoped(why="of the user's own municipality, which is checked").select_for_update()
    programme = row.get(pk=programme.pk)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    Organisation.objects.select_for_update().get(pk=programme.municipality_id)
    _check(programme.municipality, said=said, by=by, besides=programme)
    if programme_seen(programme) != based_on:
        raise Clash(_("Iemand anders veranderde dit programma ondertussen. Kijk wat er nu staat, en bewaar opnieuw."))
    must_stay = {*in_use(programme)} - {each.pk for each in said.partners}
    going = [each.name for each in programme.partners.all() if each.pk in must_stay]
    if going:
        names = {"names": ", ".join(going)}
        raise Refused(
            _("%(names)s: hier zijn nog taalklassen of trainers van in dit programma. Haal die eerst weg.") % names
        )
    programme.name, programme.short_name, programme.starts_on = said.name, said.short_name, said.starts_on
    programme.save(update_fields=["name", "short_name", "starts_on"])
    programme.partners.set(said.partners)
    log.record(deed="programme-changed", on=programme, by=by.pk, now=now, organisation=programme.municipality_id)


def _check(municipality: Organisation, *, said: ProgrammeSaid, by: User, besides: Programme | None = None) -> None:
    if not may_edit(by, organisation=municipality.pk):
        raise Refused(_("U maakt geen programma’s van deze gemeente."))
    others = Programme.objects.unscoped(why="of the user's own municipality").filter(municipality=municipality)
    others = others.exclude(pk=besides.pk) if besides else others
    if others.filter(Q(name__iexact=said.name) | Q(short_name__iexact=said.short_name)).exists():
        raise Refused(_("Er is al een programma van deze gemeente met deze naam of korte naam. Kies een andere."))


def _free_address(name: str) -> str:
    """An address for a programme that none has: its name, with a number where that is taken."""
    base = slugify(name)[:LONGEST_ADDRESS].strip("-") or "programma"
    taken = Programme.objects.unscoped(why="an address is of one programme in the whole installation")
    tried = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(each for each in tried if each not in NOT_ADDRESSES and not taken.filter(slug=each).exists())


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
