"""Deeds: let trainers see the people of their groups, and no others."""

from __future__ import annotations

from datetime import datetime

from tweespoor.apps.people.sharing import share_with_trainer
from tweespoor.apps.schedule.models import Trainer
from tweespoor.apps.schedule.queries import people_trained_by
from tweespoor.apps.trajectories.models import Programme


def share_with_trainers(*, programme: Programme, now: datetime) -> None:
    """Let every trainer of a programme who logs in see the people of her groups in the timetables in force."""
    rows = Trainer.objects.filter(programme=programme, user__isnull=False, organisation__isnull=False)
    for row in rows.select_related("user", "organisation"):
        people = people_trained_by(row.user, organisation=row.organisation)
        share_with_trainer(people=people, organisation=row.organisation, user=row.user, now=now)
