"""Deeds: proposing what is deleted because its term is over, and deleting it after confirmation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.actions.assessments import forget_files
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import table_of_facts
from tweespoor.apps.rights.figures import FIGURE_VARIABLES, kept_value
from tweespoor.apps.rights.models import KeptFact, KeptPerson, Proposal, ProposalItem
from tweespoor.apps.rights.queries import (
    Due,
    due_of,
    due_of_installation,
    end_of,
    note_variables,
    old_records,
    visible_proposals,
)
from tweespoor.apps.rights.rules import ProposalStatus, Refused
from tweespoor.apps.rights.terms import DOSSIER, KEYS, LOGS, NOTES, REQUESTS, kept_since
from tweespoor.apps.schedule.models import Timetable
from tweespoor.apps.trajectories.actions import pips


@transaction.atomic
@whole_registry(why="it deletes of the own municipality what the law says")
def propose_deletion(*, municipality: Organisation, by: User | None, now: datetime) -> Proposal | None:
    """Propose what a municipality no longer keeps; an open proposal is replaced. None where nothing is to go."""
    due = due_of(municipality, today=timezone.localtime(now).date())
    return _propose(municipality, due=due, by=by, now=now)


@transaction.atomic
def propose_deletion_for_installation(*, now: datetime) -> Proposal | None:
    """Propose what is no longer kept for all organisations together."""
    return _propose(None, due=due_of_installation(today=timezone.localtime(now).date()), by=None, now=now)


def _propose(municipality: Organisation | None, *, due: list[Due], by: User | None, now: datetime) -> Proposal | None:
    earlier = Proposal.objects.filter(municipality=municipality, status=ProposalStatus.OPEN)
    earlier.update(status=ProposalStatus.REPLACED, settled_at=now)
    if not due:
        return None
    proposal = Proposal.objects.create(municipality=municipality, made_on=timezone.localtime(now).date(), made_at=now)
    ProposalItem.objects.bulk_create(
        ProposalItem(
            proposal=proposal,
            kind=each.kind,
            person=each.person,
            rows=each.rows,
            ended_on=each.ended_on,
            over_on=each.over_on,
            held=each.held,
        )
        for each in due
    )
    log.record(
        deed="retention-proposed",
        on=proposal,
        by=by.pk if by else None,
        now=now,
        organisation=municipality.pk if municipality else None,
        detail={"items": len(due)},
    )
    return proposal


@transaction.atomic
@whole_registry(why="it deletes of the own municipality what the law says")
def carry_out(
    *, proposal: Proposal, leaving: Collection[UUID] = (), by: User, now: datetime, key: UUID | None = None
) -> int:
    """Delete what was proposed, but for the items in `leaving` and those that are held; how many items were done.

    What is due is asked again, so that nothing goes whose term started anew. Figures of the past stay the same.

    Raises:
        Refused: if the user does not confirm deletion here, or the proposal is no longer open.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    row = visible_proposals(by).select_for_update(of=("self",)).filter(pk=proposal.pk).first()
    if row is None or row.municipality is None:
        raise Refused(_("U kunt dit voorstel niet uitvoeren."))
    if row.status != ProposalStatus.OPEN:
        raise Refused(_("Dit voorstel is al uitgevoerd of vervangen."))
    still = {
        (due.kind, due.person) for due in due_of(row.municipality, today=timezone.localtime(now).date()) if not due.held
    }
    items = [item for item in row.items.all() if item.pk not in leaving and (item.kind, item.person) in still]
    deeds = [_delete(item, municipality=row.municipality, by=by, now=now) for item in items]
    return _finish(row, items=items, deeds=deeds, by=by.pk, now=now)


@transaction.atomic
def carry_out_for_installation(*, proposal: Proposal, now: datetime) -> int:
    """Delete the oldest part of the log and old keys of forms; for whoever runs the installation.

    Raises:
        Refused: if the proposal is not one for the installation, or no longer open.
    """
    row = Proposal.objects.select_for_update().filter(pk=proposal.pk, municipality=None).first()
    if row is None or row.status != ProposalStatus.OPEN:
        raise Refused(_("Dit voorstel is al uitgevoerd of vervangen."))
    today = timezone.localtime(now).date()
    items = list(row.items.all())
    for item in items:
        before = end_of(kept_since(item.kind, today=today))
        if item.kind == LOGS:
            log.prune(before=before, by=None, now=now)
        elif item.kind == KEYS:
            log.forget_requests(before=before, by=None, now=now)
    return _finish(row, items=items, deeds=[], by=None, now=now)


def _finish(row: Proposal, *, items: list[ProposalItem], deeds: list[log.Deed], by: UUID | None, now: datetime) -> int:
    ProposalItem.objects.filter(pk__in=[item.pk for item in items]).update(done=True)
    row.status, row.settled_at, row.settled_by = ProposalStatus.DONE.value, now, by
    row.save(update_fields=["status", "settled_at", "settled_by"])
    done = log.Deed(
        deed="retention-carried-out",
        on=row,
        by=by,
        now=now,
        organisation=row.municipality_id,
        detail={"items": len(items)},
    )
    log.record_all([*deeds, done])
    return len(items)


def _delete(item: ProposalItem, *, municipality: Organisation, by: User, now: datetime) -> log.Deed:
    """Delete what an item names, and say so in the log with the random id alone."""
    deed = {DOSSIER: "dossier-erased", NOTES: "notes-erased", REQUESTS: "records-erased"}[item.kind]
    if item.kind == REQUESTS:
        for rows in old_records(municipality, before=kept_since(REQUESTS, today=timezone.localtime(now).date())):
            rows.delete()
    elif item.person is not None:
        person = Person.objects.get(pk=item.person, municipality=municipality)
        if item.kind == DOSSIER:
            _erase(person, now=now)
        else:
            person.facts.filter(variable__in=note_variables()).delete()
            pips.erase_words(person=person, now=now)
    return log.Deed(
        deed=deed,
        on=item,
        by=by.pk,
        now=now,
        person=item.person,
        organisation=municipality.pk,
        detail={"rows": item.rows},
    )


def _erase(person: Person, *, now: datetime) -> None:
    """Delete a dossier and everything that hangs from it; what figures count stays, without the person."""
    _keep_for_figures(person, now=now)
    key = str(person.pk)
    programmes = person.trajectories.values("programme")
    for timetable in Timetable.objects.filter(programme__in=programmes):
        if timetable.switches.pop(key, None) is not None:
            timetable.save(update_fields=["switches"])
        if key in (chosen := timetable.choice.get("people") or []):
            chosen.remove(key)
            timetable.save(update_fields=["choice"])
    forget_files(person)
    person.delete()


def _keep_for_figures(person: Person, *, now: datetime) -> None:
    today = timezone.localtime(now).date()
    table = table_of_facts(Person.objects.filter(pk=person.pk))
    counted = [row for row in table if row.variable in FIGURE_VARIABLES]
    for programme in set(person.trajectories.values_list("programme", flat=True)):
        kept = KeptPerson.objects.create(programme_id=programme, joined_on=person.joined_on)
        KeptFact.objects.bulk_create(
            KeptFact(
                kept=kept,
                variable=fact.variable,
                state=fact.state,
                value=kept_value(fact.variable, fact.value, since=person.joined_on, until=today),
                valid_on=fact.valid_on,
                known_on=fact.known_on,
                known_until=fact.known_until,
            )
            for fact in counted
        )
