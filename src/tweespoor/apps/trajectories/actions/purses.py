"""Deeds: opening a purse for breakthroughs, asking from it, and deciding at once within what it holds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.trajectories.actions.costs import MOST_CENTS, both_in_words, euros
from tweespoor.apps.trajectories.bridge import costs as bridge
from tweespoor.apps.trajectories.models import Programme, Purse, PurseRequest
from tweespoor.apps.trajectories.queries.costs import purse_seen
from tweespoor.apps.trajectories.rules import Clash, check_can_ask_purse, check_can_manage_costs
from tweespoor.core.costs import Need, RequestState, Shortfall, shortfall


@transaction.atomic
def open_purse(
    *,
    programme: Programme,
    cents: int,
    per_person_cents: int | None,
    by: User | None,
    now: datetime,
    based_on: str | None = None,
    key: UUID | None = None,
) -> Purse:
    """Open a purse for a programme; where one runs, what it holds is changed, and what was approved stays.

    `based_on` is the purse that the user saw (`queries.costs.purse_seen`), empty where there was none;
    None is not compared.

    Raises:
        Clash: if somebody else said something else since the user looked.
        Refused: if the user does not manage these costs, an amount cannot be, or more than it holds is approved.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_manage_costs(by, municipality=programme.municipality_id)
    if not 0 < cents <= MOST_CENTS:
        raise Refused(_("Dit bedrag kan niet. Vul een bedrag tot 10 miljoen euro in."))
    if per_person_cents is not None and not 0 < per_person_cents <= cents:
        raise Refused(_("Het meeste per deelnemer kan niet meer zijn dan het hele budget."))
    _claim(key, by=by, now=now)
    actor, today = by.pk if by else None, timezone.localdate(now)
    row = programme.purses.select_for_update().filter(until__isnull=True).first()
    is_other = based_on is not None and purse_seen(row) != based_on
    if row is not None and is_other and (row.cents, row.per_person_cents) != (cents, per_person_cents):
        raise Clash(both_in_words(theirs=_said(row.cents, row.per_person_cents), mine=_said(cents, per_person_cents)))
    if row is None:
        row = Purse(programme=programme, since=today)
    elif cents < _approved(row):
        raise Refused(_("Er is al meer toegekend dan dit bedrag. Vul een hoger bedrag in."))
    row.cents, row.per_person_cents, row.recorded_at, row.recorded_by = cents, per_person_cents, now, actor
    row.save()
    log.record(
        deed="purse-set", on=row, by=actor, now=now, organisation=programme.municipality_id, detail={"cents": cents}
    )
    return row


@transaction.atomic
def ask_purse(
    *,
    purse: Purse,
    person: Person,
    need: Need,
    what: str,
    cents: int,
    by: User | None,
    now: datetime,
    key: UUID | None = None,
) -> PurseRequest:
    """Ask an amount for somebody who takes part in the programme.

    Raises:
        Refused: if the user does not ask for this person, the person does not take part, or the amount cannot be.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_ask_purse(by, municipality=person.municipality_id)
    if not person.trajectories.filter(programme=purse.programme_id, ended_on__isnull=True).exists():
        raise Refused(_("Deze deelnemer doet nu niet mee aan dit programma. Kies iemand uit de lijst."))
    if not 0 < cents <= purse.cents:
        raise Refused(_("Dit bedrag is meer dan er in het doorbraakbudget zit. Vul een lager bedrag in."))
    _claim(key, by=by, now=now)
    row = PurseRequest.objects.create(
        purse=purse,
        person=person,
        need=need.value,
        what=what,
        cents=cents,
        asked_at=now,
        asked_by=by.pk if by else None,
    )
    _record("purse-asked", row, by=by, now=now)
    return row


@transaction.atomic
def decide_purse(
    *, request: PurseRequest, approve: bool, by: User | None, now: datetime, why: str = "", key: UUID | None = None
) -> None:
    """Approve or decline what was asked; approved within what the purse holds and what one person gets at the most.

    Raises:
        Refused: if the user does not decide, it was decided before, or there is too little left.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_manage_costs(by, municipality=request.purse.programme.municipality_id)
    _claim(key, by=by, now=now)
    purse = Purse.objects.select_for_update().get(pk=request.purse_id)
    with whole_registry(why="what is left of a purse counts every request"):
        rows = bridge.requests(PurseRequest.objects.filter(purse=purse))
        mine = next((each for each in rows if each.key == str(request.pk)), None)
        lacking = shortfall(bridge.purse(purse), rows, mine) if mine else Shortfall.DECIDED
    if lacking is Shortfall.DECIDED or (approve and lacking is not None):
        raise Refused(shortfall_in_words(lacking))
    _settle(request, RequestState.APPROVED if approve else RequestState.DECLINED, by=by, now=now, why=why)
    _record("purse-decided", request, by=by, now=now)


@transaction.atomic
def withdraw_request(*, request: PurseRequest, by: User, now: datetime, key: UUID | None = None) -> None:
    """Take back what one asked oneself, while nobody decided.

    Raises:
        Refused: if somebody else asked it, or it was decided.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _claim(key, by=by, now=now)
    row = PurseRequest.objects.visible_to(by).select_for_update(of=("self",)).get(pk=request.pk)
    if row.asked_by != by.pk:
        raise Refused(_("Alleen wie het vroeg, kan de aanvraag intrekken."))
    if row.state != RequestState.ASKED:
        raise Refused(shortfall_in_words(Shortfall.DECIDED))
    _settle(row, RequestState.WITHDRAWN, by=by, now=now, why="")
    _record("purse-request-withdrawn", row, by=by, now=now)


def shortfall_in_words(lacking: Shortfall) -> str:
    """Why a request cannot be approved, in a sentence."""
    if lacking is Shortfall.PURSE:
        return _("Er zit niet genoeg meer in het doorbraakbudget. Wijs de aanvraag af of verhoog het budget.")
    if lacking is Shortfall.PERSON:
        return _("Met dit bedrag komt de deelnemer boven het meeste per deelnemer.")
    return _("Over deze aanvraag is al beslist. Ververs de pagina om te zien wat er nu staat.")


def _settle(row: PurseRequest, state: RequestState, *, by: User | None, now: datetime, why: str) -> None:
    row.state, row.why, row.decided_at, row.decided_by = state.value, why, now, by.pk if by else None
    row.save(update_fields=["state", "why", "decided_at", "decided_by"])


def _approved(purse: Purse) -> int:
    with whole_registry(why="what is approved from a purse counts every request"):
        rows = PurseRequest.objects.filter(purse=purse, state=RequestState.APPROVED.value)
        return sum(rows.values_list("cents", flat=True))


def _claim(key: UUID | None, *, by: User | None, now: datetime) -> None:
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)


def _record(deed: str, row: PurseRequest, *, by: User | None, now: datetime) -> None:
    log.record(
        deed=deed,
        on=row,
        by=by.pk if by else None,
        now=now,
        person=row.person_id,
        organisation=row.person.municipality_id,
        detail={"need": row.need, "cents": row.cents, "state": row.state},
    )


def _said(cents: int, per_person_cents: int | None) -> str:
    """What a purse holds, and the most per participant where there is one."""
    if per_person_cents is None:
        return euros(cents)
    most = {"amount": euros(cents), "most": euros(per_person_cents)}
    return _("%(amount)s (hooguit %(most)s per deelnemer)") % most
