"""Reads for giving people to a colleague: whose people, to whom, and what was given lately."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where, visible_organisations
from tweespoor.apps.people.models import PersonQuerySet, Transfer
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
    counted = rows.select_related("giver", "receiver", "done_by", "municipality").annotate(
        people=Count("caseloads"), left=Count("caseloads", filter=Q(caseloads__until__isnull=True))
    )
    return counted.filter(Q(done_at__gt=now - SHOWN_FOR) | Q(left__gt=0))


def received_lately(user: User, *, now: datetime) -> list[Transfer]:
    """What others gave the user in the last week, and is still with the user."""
    rows = transfers_seen_by(user, now=now).filter(receiver=user, done_at__gt=now - TOLD_FOR, left__gt=0)
    return list(rows.exclude(done_by=user))


def transfer_for(user: User, *, transfer: UUID, now: datetime) -> Transfer | None:
    """One of these."""
    return transfers_seen_by(user, now=now).filter(pk=transfer).first()


def may_end(user: User, *, transfer: Transfer) -> bool:
    """Whether the user had a part in a transfer, and still divides people there."""
    has_part = user.pk in (transfer.giver_id, transfer.receiver_id, transfer.done_by_id)
    return has_part and can_assign(user, municipality=transfer.municipality_id)
