"""Reads for giving people to a colleague: whose people, to whom, and what was given lately."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where, visible_organisations
from tweespoor.apps.people.models import Caseload, PersonQuerySet, Transfer
from tweespoor.apps.people.queries import NAMES, visible_people
from tweespoor.apps.people.queries.caseloads import in_care_of
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, can_assign
from tweespoor.core.vocabulary import Role

SHOWN_FOR = timedelta(days=30)
LENT_FOR = timedelta(days=366)
"""So long people can be given back at once who are still where they went: longer than most are away."""

TOLD_FOR = timedelta(days=7)
LISTED = 50


def divided_by(user: User) -> list[Organisation]:
    """The municipalities over whose case managers the user divides people."""
    return list(visible_organisations(user).filter(pk__in=organisations_where(user, roles=MUNICIPAL_ROLES)))


def case_managers_of(municipality: Organisation) -> list[User]:
    """The case managers of a municipality who can log in, by name."""
    rows = User.objects.filter(
        memberships__organisation=municipality, memberships__role=Role.CASE_MANAGER.value, is_active=True
    )
    return list(rows.distinct().order_by("name", "email"))


def carers_in(municipality: Organisation) -> list[User]:
    """Everybody who has people of a municipality in care, also who can log in no more; and its case managers."""
    rows = User.objects.filter(caseloads__until__isnull=True, caseloads__person__municipality=municipality)
    there = {user.pk: user for user in [*case_managers_of(municipality), *rows.distinct()]}
    return sorted(there.values(), key=lambda user: (user.name, user.email))


def people_of_carer(user: User, *, carer: User, municipality: Organisation) -> PersonQuerySet:
    """The people of a municipality in somebody's care, as far as `user` sees them."""
    rows = visible_people(user).filter(municipality=municipality, pk__in=in_care_of(carer))
    return rows.order_by(*NAMES)


def transfers_seen_by(user: User, *, now: datetime) -> QuerySet[Transfer]:
    """What was given from, to or by the user, the newest first: lately, and longer ago what can still be given back;
    `left` says how many are where they went."""
    part = Q(giver=user) | Q(receiver=user) | Q(done_by=user)
    rows = Transfer.objects.filter(
        part, done_at__gt=now - LENT_FOR, municipality__in=organisations_where(user, roles=MUNICIPAL_ROLES)
    )
    touched = Caseload.objects.filter(
        Q(transfer=OuterRef("pk")) | Q(given_away=OuterRef("pk")) | Q(given_back=OuterRef("pk"))
    )
    counted = rows.select_related("giver", "receiver", "done_by", "municipality").annotate(
        people=_how_many(touched), left=_how_many(can_be_given_back())
    )
    return counted.filter(Q(done_at__gt=now - SHOWN_FOR) | Q(left__gt=0))


def _how_many(rows: QuerySet[Caseload]) -> Coalesce:
    """How many people these rows are about, in a query of transfers."""
    counted = rows.order_by().annotate(of=Value(1)).values("of").annotate(n=Count("person", distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)


def can_be_given_back(of: Transfer | None = None) -> QuerySet[Caseload]:
    """The care of who received people in a transfer, of those who can be given back: they came with it; or whoever
    received them had them already, and the giver has them no more. Without a transfer: in a query of transfers."""

    def its(field: str, *, inside: bool = False) -> Any:
        if of is not None:
            return getattr(of, field)
        return OuterRef(OuterRef(field)) if inside else OuterRef(field)

    same = Caseload.objects.filter(person=OuterRef("person"))
    returned = same.filter(given_back=its("pk", inside=True), user=OuterRef("user"))
    given = same.filter(given_away=its("pk", inside=True), given_back__isnull=True)
    has_them = same.filter(user=its("giver_id", inside=True), until__isnull=True)
    return Caseload.objects.filter(
        Q(transfer=its("pk")) | Exists(returned) | (Exists(given) & ~Exists(has_them)),
        user=its("receiver_id"),
        until__isnull=True,
    )


def came_with(transfer: Transfer) -> Q:
    """Which of these are care that began with the transfer: it ends when they are given back."""
    return Q(transfer=transfer) | Exists(
        Caseload.objects.filter(person=OuterRef("person"), user=OuterRef("user"), given_back=transfer)
    )


def received_lately(user: User, *, now: datetime) -> list[Transfer]:
    """What others gave the user in the last week, and is still with the user."""
    lately = Transfer.objects.filter(receiver=user, done_at__gt=now - TOLD_FOR).exclude(done_by=user)
    ids = list(lately.values_list("pk", flat=True))
    # Every list of people asks this, and mostly there are none: what is left of them is only then worth finding out.
    return list(transfers_seen_by(user, now=now).filter(pk__in=ids, left__gt=0)) if ids else []


def transfer_for(user: User, *, transfer: UUID, now: datetime) -> Transfer | None:
    """One of these."""
    return transfers_seen_by(user, now=now).filter(pk=transfer).first()


def may_end(user: User, *, transfer: Transfer) -> bool:
    """Whether the user had a part in a transfer, and still divides people there."""
    has_part = user.pk in (transfer.giver_id, transfer.receiver_id, transfer.done_by_id)
    return has_part and can_assign(user, municipality=transfer.municipality_id)
