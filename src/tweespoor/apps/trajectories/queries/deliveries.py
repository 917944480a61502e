"""Reads of what municipalities owe CBS and delivered, on behalf of a user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.people.rules import MUNICIPAL_ROLES
from tweespoor.apps.trajectories.models import Delivery, Trajectory
from tweespoor.core.legalclock import Deadline, Status, municipal_deadlines


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What one municipality owes CBS: by the last day of each quarter its deadline, the oldest first; and what was
    noted of deliveries."""

    municipality: Organisation
    deadlines: Mapping[date, Deadline]
    deliveries: Sequence[Delivery]

    @property
    def open(self) -> list[tuple[date, Deadline]]:
        """The quarters that are over and not delivered, with their deadlines."""
        is_open = (Status.PASSED, Status.RUNNING)
        return [(quarter, each) for quarter, each in self.deadlines.items() if each.status in is_open]


def owed_to_cbs(user: User, *, on: date) -> list[Owed]:
    """Per municipality whose people the user sees as a whole, what it owes CBS on a day."""
    ids = organisations_where(user, roles=MUNICIPAL_ROLES)
    return [owed_by(each, on=on) for each in Organisation.objects.filter(pk__in=ids)]


def owed_by(municipality: Organisation, *, on: date) -> Owed:
    """What a municipality owes CBS on a day: the quarters since its first trajectory, none before there was one."""
    rows = list(municipality.deliveries.filter(withdrawn_at__isnull=True))
    started = Trajectory.objects.filter(programme__municipality=municipality)
    since = started.aggregate(first=Min("started_on"))["first"]
    if since is None or since > on:
        return Owed(municipality=municipality, deadlines={}, deliveries=rows)
    delivered = {row.quarter: row.delivered_on for row in rows}
    deadlines = municipal_deadlines(on=on, since=since, delivered=delivered)
    return Owed(municipality=municipality, deadlines=deadlines, deliveries=rows)


def delivery_seen(user: User, *, delivery_id: UUID) -> Delivery | None:
    """A delivery of a municipality whose people the user sees as a whole; None where there is none to see."""
    ids = organisations_where(user, roles=MUNICIPAL_ROLES)
    rows = Delivery.objects.select_related("municipality")
    return rows.filter(pk=delivery_id, municipality__in=ids).first()
