"""Deeds: carrying out what was chosen for every meeting that something hits, all in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.attendance import actions as attendance
from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.change.actions.taking_back import what_was_settled
from tweespoor.apps.change.queries.meetings import AWAY, Hit, Key, hits_of, registers, rows_called_off
from tweespoor.apps.change.rules import STANDS_IN, Choice, Deed, Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.actions.registering import Answer, save_answers
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries.facts import statements_about
from tweespoor.apps.people.rules import Refused as PeopleRefused
from tweespoor.apps.schedule import actions as schedule
from tweespoor.apps.schedule.models import Disruption, Timetable
from tweespoor.apps.telling.rules import MessageKind
from tweespoor.core.facts import Fact
from tweespoor.core.week import parse_half_days


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was carried out: how many meetings were called off and taken over, and how many messages were asked for."""

    called_off: int
    taken_over: int
    messages: int


@transaction.atomic
def settle(
    *, disruption: Disruption, chosen: Mapping[Key, Choice], by: User, now: datetime, key: UUID | None = None
) -> Done:
    """Call off, or let others take over, the meetings that are hit, as chosen; what is not among the choices stays.

    Raises:
        Refused: if a choice cannot be carried out (any more), or nothing was chosen.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    hits = hits_of(by, disruption=disruption, now=now)
    nothing = Choice(Deed.NOTHING)
    wanted = {hit.session.key: chosen.get(hit.session.key, nothing) for hit in hits}
    if set(chosen) - set(wanted):
        raise Refused(_("Een van de bijeenkomsten is intussen veranderd. Kijk opnieuw wat er geraakt is."))
    _check(hits, wanted)
    if all(each.deed is Deed.NOTHING for each in wanted.values()):
        raise Refused(_("U koos bij alles om niets te doen. Kies bij een bijeenkomst wat er moet gebeuren."))
    try:
        schedule.keep_disruption(disruption, by=by, now=now)
        rows = rows_called_off(hits, chosen=wanted)
        told = sum(attendance.call_off_row(sessions=[hit.session for hit in row], by=by, now=now) for row in rows)
        moved = [hit for hit in hits if wanted[hit.session.key].who]
        told += sum(_take_over(hit, choice=wanted[hit.session.key], by=by, now=now) for hit in moved)
        off = [hit.session for row in rows for hit in row]
        over = {hit.session: wanted[hit.session.key] for hit in moved}
        schedule.note_settled(disruption, settled=what_was_settled(called_off=off, taken_over=over))
    except (schedule.Refused, attendance.Refused) as refusal:
        raise Refused(str(refusal)) from None
    return Done(called_off=sum(len(row) for row in rows), taken_over=len(moved), messages=told)


def _check(hits: list[Hit], wanted: Mapping[Key, Choice]) -> None:
    """Everybody and every room that is to take over is free, and takes over one meeting at a time."""
    taken: set[tuple[object, ...]] = set()
    for hit in hits:
        choice, session = wanted[hit.session.key], hit.session
        if choice not in hit.choices:
            raise Refused(_("Wie of wat u koos, is op een van de dagen niet vrij (meer). Kijk opnieuw en kies anders."))
        if choice.who is None:
            continue
        when = (session.day, session.half_day.slug, choice.who)
        if when in taken:
            raise Refused(_("U koos dezelfde trainer of hetzelfde lokaal voor twee bijeenkomsten tegelijk."))
        taken.add(when)


def _take_over(hit: Hit, *, choice: Choice, by: User, now: datetime) -> int:
    """Keep who or which room takes over; another room is told to who would come."""
    session = hit.session
    trainer = next((each for each in hit.trainers if each.pk == choice.who), None)
    room = next((each for each in hit.rooms if each.pk == choice.who), None)
    assert session.group is not None
    row = schedule.take_over(
        group=session.group, day=session.day, half_day=session.half_day, trainer=trainer, room=room, by=by, now=now
    )
    elsewhere = Session(day=session.day, half_day=session.half_day, group=session.group, stand_in=row)
    if trainer is not None:
        about = f"stands-in:{row.pk}:{now.isoformat()}"
        attendance.tell_giver(elsewhere, user=trainer.user, change=STANDS_IN, about=about, by=by, now=now)
    if room is None:
        return 0
    about = f"elsewhere:{row.pk}:{now.isoformat()}"  # it may come back to a room that was told before
    return attendance.tell_people_of(elsewhere, kind=MessageKind.ELSEWHERE, about=about, by=by, now=now)


@transaction.atomic
def draft_after(*, disruption: Disruption, name: str, by: User, now: datetime, key: UUID | None = None) -> Timetable:
    """Ask the planner for a draft that keeps to what happened.

    Of a job the half-days are registered about the person, where the user registers facts.

    Raises:
        Refused: if a draft cannot be asked for, or somebody else registered when the person cannot just now.
        AlreadyDone: if the request of `key` was carried out before.
    """
    try:
        made = schedule.draft_after(disruption=disruption, name=name, by=by, now=now, key=key)
        if registers(by, disruption=disruption) and disruption.person is not None:
            _register_job(disruption, person=disruption.person, by=by, now=now)
    except (schedule.Refused, PeopleRefused) as refusal:
        raise Refused(str(refusal)) from None
    return made


def struck_by(disruption: Disruption, *, now: datetime) -> frozenset[UUID]:
    """The people whose group or week something breaks; nothing is kept.

    Raises:
        Refused: if there is no timetable in force, or it is about what is not there (any more).
    """
    try:
        return schedule.struck_by(disruption, now=now)
    except schedule.Refused as refusal:
        raise Refused(str(refusal)) from None


def _register_job(disruption: Disruption, *, person: Person, by: User, now: datetime) -> None:
    """Add the half-days of the work to those when the person cannot, from the first day on."""
    held = statements_about(person).get(AWAY)
    before = held.fact.value if held is not None and isinstance(held.fact.value, tuple) else ()
    merged = tuple(half_day.slug for half_day in parse_half_days({*map(str, before), *disruption.half_days}))
    fact = Fact.known(merged, valid_on=disruption.first_day, known_on=timezone.localdate(now), source=_("melding"))
    answer = Answer(slug=AWAY, fact=fact, based_on=held.key if held is not None else "")
    saved = save_answers(person=person, answers=[answer], by=by, now=now)
    if saved.clashes:
        raise Refused(_("Iemand anders legde net vast wanneer deze deelnemer niet kan. Kijk opnieuw."))
