"""Reads of how far people were at the municipality that handed them over. The caller has checked who reads whom."""

from __future__ import annotations

from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models import StandElsewhere
from tweespoor.apps.trajectories.queries.answers import OF_WHOM_THE_CALLER_SEES


def stands_elsewhere(person: Person) -> list[StandElsewhere]:
    """Where somebody stood in each block elsewhere, what was passed on last first."""
    return list(person.stands_elsewhere.unscoped(why=OF_WHOM_THE_CALLER_SEES))
