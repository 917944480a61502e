"""Deeds: agreeing prices, setting budgets, registering and withdrawing amounts, and taking tables of costs out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.trajectories.bridge import design_of
from tweespoor.apps.trajectories.models import Budget, PriceAgreement, Programme, Spending
from tweespoor.apps.trajectories.models.costs import INVOICE
from tweespoor.apps.trajectories.queries.costs import OF_THE_PROGRAMME, budget_seen, providers_of
from tweespoor.apps.trajectories.rules import Clash, check_can_manage_costs, check_year
from tweespoor.core.costs import Per

MOST_CENTS = 1_000_000_000
"""EUR 10 million: no price or amount of a programme is higher, so that a slip is noticed."""


@transaction.atomic
def agree_price(
    *,
    programme: Programme,
    provider: Organisation,
    block: str,
    per: Per,
    cents: int,
    since: date,
    until: date | None,
    by: User | None,
    now: datetime,
    key: UUID | None = None,
) -> PriceAgreement:
    """Keep what a provider is paid for a block; a price agreed for a later day takes its place from that day.

    Raises:
        Refused: if the user does not manage these costs, the design has no such block, the provider is no partner, the
            price or a day cannot be, or one was agreed for that day.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_manage_costs(by, municipality=programme.municipality_id)
    _check_part(programme, block=block, provider=provider)
    if not 0 <= cents <= MOST_CENTS:
        raise Refused(_("Deze prijs kan niet. Vul een bedrag van 0 tot 10 miljoen euro in."))
    for day in (since, until):
        if day is not None:
            check_year(day, today=timezone.localdate(now))
    if until is not None and until < since:
        raise Refused(_("Een prijs kan niet eindigen voor hij begint. Kies een latere einddag."))
    _claim(key, by=by, now=now)
    try:
        with transaction.atomic():
            row = PriceAgreement.objects.create(
                programme=programme,
                provider=provider,
                block=block,
                per=per.value,
                cents=cents,
                valid_from=since,
                valid_to=until,
                recorded_at=now,
                recorded_by=by.pk if by else None,
            )
    except IntegrityError:
        raise Refused(_("Vanaf deze dag is er al een prijs met deze aanbieder. Kies een andere dag.")) from None
    _record("price-agreed", row, programme=programme, by=by, now=now, block=block, cents=cents)
    return row


@transaction.atomic
def set_budget(
    *,
    programme: Programme,
    year: int,
    cents: int,
    by: User | None,
    now: datetime,
    based_on: str | None = None,
    key: UUID | None = None,
) -> Budget:
    """Say what a programme may cost in a year; said again, it replaces what was said.

    `based_on` is the budget that the user saw (`queries.costs.budget_seen`), empty where there was none;
    None is not compared.

    Raises:
        Clash: if somebody else said something else since the user looked.
        Refused: if the user does not manage these costs, or the amount cannot be.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_manage_costs(by, municipality=programme.municipality_id)
    if not 0 < cents <= MOST_CENTS:
        raise Refused(_("Dit budget kan niet. Vul een bedrag tot 10 miljoen euro in."))
    _claim(key, by=by, now=now)
    Programme.objects.filter(pk=programme.pk).unscoped(why=OF_THE_PROGRAMME).select_for_update().get()
    held = Budget.objects.filter(programme=programme, year=year).first()
    is_other = based_on is not None and budget_seen(programme, year=year) != based_on
    if is_other and held is not None and held.cents != cents:
        raise Clash(both_in_words(theirs=euros(held.cents), mine=euros(cents)))
    values = {"cents": cents, "recorded_at": now, "recorded_by": by.pk if by else None}
    row, _made = Budget.objects.update_or_create(programme=programme, year=year, defaults=values)
    _record("budget-set", row, programme=programme, by=by, now=now, year=year, cents=cents)
    return row


def euros(cents: int) -> str:
    """An amount as it is said in a sentence."""
    return f"€ {number_format(Decimal(cents) / 100, 2)}"


def both_in_words(*, theirs: str, mine: str) -> str:
    """What somebody else said and what the user did, for who comes second."""
    said = {"theirs": theirs, "mine": mine}
    return _("Een ander legde intussen %(theirs)s vast. U vulde %(mine)s in. Bewaar nog eens als dat klopt.") % said


@transaction.atomic
def register_spending(
    *,
    programme: Programme,
    on: date,
    cents: int,
    by: User | None,
    now: datetime,
    provider: Organisation | None = None,
    block: str = "",
    people: Iterable[Person] = (),
    invoice: str = "",
    key: UUID | None = None,
) -> Spending:
    """Keep an amount that was spent; below zero it is a credit. `people` are those it was for.

    Raises:
        Refused: if the user does not manage these costs, the design has no such block, the provider is no partner,
            somebody is not in the programme, the amount or the reference cannot be, or the day has yet to be
            or lies too far back.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_manage_costs(by, municipality=programme.municipality_id)
    _check_part(programme, block=block, provider=provider)
    if cents == 0 or abs(cents) > MOST_CENTS:
        raise Refused(_("Dit bedrag kan niet. Vul een bedrag tot 10 miljoen euro in, niet nul."))
    if on > timezone.localdate(now):
        raise Refused(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
    check_year(on, today=timezone.localdate(now))
    _check_invoice(invoice)
    for_whom = list(people)
    in_programme = set(programme.trajectories.values_list("person_id", flat=True))
    if any(person.pk not in in_programme for person in for_whom):
        raise Refused(_("Deze deelnemer doet niet mee aan dit programma. Kies iemand uit de lijst."))
    _claim(key, by=by, now=now)
    row = Spending.objects.create(
        programme=programme,
        provider=provider,
        block=block,
        spent_on=on,
        cents=cents,
        invoice=invoice,
        recorded_at=now,
        recorded_by=by.pk if by else None,
    )
    row.people.add(*(person.pk for person in for_whom))
    log.record(
        deed="spending-registered",
        on=row,
        by=by.pk if by else None,
        now=now,
        people=[person.pk for person in for_whom],
        organisation=programme.municipality_id,
        detail={"cents": cents, "block": block},
    )
    return row


@transaction.atomic
def withdraw_spending(*, spending: Spending, by: User, now: datetime, key: UUID | None = None) -> None:
    """Say that an amount should not have been registered: it no longer counts, and stays in the history.

    Raises:
        Refused: if the user does not manage these costs, or it was withdrawn before.
        AlreadyDone: if the request of `key` was carried out before.
    """
    programme = spending.programme
    check_can_manage_costs(by, municipality=programme.municipality_id)
    _claim(key, by=by, now=now)
    rows = Spending.objects.filter(pk=spending.pk, withdrawn_at__isnull=True).unscoped(why=OF_THE_PROGRAMME)
    if not rows.update(withdrawn_at=now, withdrawn_by=by.pk):
        raise Refused(_("Deze uitgave was al teruggenomen."))
    _record("spending-withdrawn", spending, programme=programme, by=by, now=now, cents=spending.cents)


def record_costs_exported(*, programme: Programme, people: Iterable[UUID], year: int, by: User, now: datetime) -> None:
    """Keep in the log that a table of costs was taken out, and about whom."""
    log.record(
        deed="costs-exported",
        on=programme,
        by=by.pk,
        now=now,
        people=list(people),
        organisation=programme.municipality_id,
        detail={"year": year},
    )


def _check_part(programme: Programme, *, block: str, provider: Organisation | None) -> None:
    if block and block not in {each.id for each in design_of(programme.design).blocks}:
        raise Refused(_("Dit ontwerp heeft dit onderdeel niet. Kies een onderdeel uit de lijst."))
    if provider is not None and provider.pk not in {each.pk for each in providers_of(programme)}:
        raise Refused(_("Deze organisatie doet niet mee aan dit programma. Kies een partner uit de lijst."))


def _check_invoice(invoice: str) -> None:
    if not invoice:
        return
    try:
        INVOICE(invoice)
    except ValidationError:
        raise Refused(_("Een factuurnummer heeft alleen letters, cijfers en . / _ -, zonder spaties.")) from None


def _claim(key: UUID | None, *, by: User | None, now: datetime) -> None:
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)


def _record(
    deed: str, row: object, *, programme: Programme, by: User | None, now: datetime, **detail: str | int
) -> None:
    log.record(
        deed=deed,
        on=row,
        by=by.pk if by else None,
        now=now,
        organisation=programme.municipality_id,
        detail=detail,
    )
