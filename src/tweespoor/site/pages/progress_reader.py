"""Who reads about how far somebody is, and what of it: all of the trajectory, or the blocks that the reader gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories.models import BlockStand, Trajectory
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.apps.trajectories.queries import progress as queries
from tweespoor.core.vocabulary import ActivityKind, Purpose


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads about whom: the person, the trajectories, the sets of facts seen, and the blocks the reader gives.

    `sees_all` is for the person's municipality; who only gives blocks sees these and nothing else.
    """

    user: User
    person: Person
    trajectories: Sequence[Trajectory]
    purposes: frozenset[Purpose]
    may_decide: bool
    sees_all: bool
    given: frozenset[str]

    @property
    def trajectory(self) -> Trajectory | None:
        """The trajectory that runs, or None."""
        return next((each for each in self.trajectories if each.ended_on is None), None)

    @property
    def running(self) -> Trajectory:
        """The trajectory that runs.

        Raises:
            Http404: if none does.
        """
        if self.trajectory is None:
            raise Http404
        return self.trajectory

    @property
    def sees_hours(self) -> bool:
        """Whether the reader may know what the person attended."""
        return Purpose.ATTENDANCE in self.purposes

    def blocks(self, *, language: str) -> list[tuple[str, str]]:
        """The blocks about which the reader registers, with their names."""
        return [
            (each.id, each.label(language))
            for each in queries.blocks_of(self.running)
            if self.may_decide or each.id in self.given
        ]

    def stand_row(self, key: str) -> BlockStand | None:
        """A stand that holds in the running trajectory, by its key; None where there is none any more."""
        found = queries.stand_rows(self.running, user=self.user)
        return next((row for row in found if str(row.pk) == key), None)


def reader_of(user: User, *, person_id: UUID) -> Reader:
    """Who reads about a person.

    Raises:
        Http404: if the user does not see the person, or nothing of the trajectory.
    """
    person = get_object_or_404(people.visible_people(user), pk=person_id)
    purposes = people.purposes_for(user, person=person)
    trajectories = queries.trajectories_of(person)
    running = next((each for each in trajectories if each.ended_on is None), None)
    given = _given(user, person=person, running=running, purposes=purposes)
    sees_all = Purpose.OUTCOMES in purposes
    if not sees_all and not given:
        raise Http404
    return Reader(
        user=user,
        person=person,
        trajectories=trajectories,
        purposes=purposes,
        may_decide=people.may_register(user, person=person),
        sees_all=sees_all,
        given=given,
    )


def gives_blocks(user: User, *, person: Person, running: Trajectory | None, purposes: frozenset[Purpose]) -> bool:
    """Whether the user gives this person some block, and sees no more of the trajectory than that."""
    return bool(_given(user, person=person, running=running, purposes=purposes))


def blocks_shown(
    user: User, *, person: Person, running: Trajectory | None, purposes: frozenset[Purpose]
) -> frozenset[str] | None:
    """The blocks of a trajectory that the user may know this person has: those that the user's organisation gives, by
    the timetable, the class or the signed plan. None where they are all: which blocks somebody has tells of health, of
    money and of the benefit.
    """
    if Purpose.OUTCOMES in purposes:
        return None
    planned = plans.partner_plan(user, person=person)
    agreed = {item.id for item in planned.items} if planned else set()
    return _given(user, person=person, running=running, purposes=purposes) | agreed


def _given(user: User, *, person: Person, running: Trajectory | None, purposes: frozenset[Purpose]) -> frozenset[str]:
    if running is None or Purpose.ATTENDANCE not in purposes or Purpose.OUTCOMES in purposes:
        return frozenset()
    blocks = queries.blocks_of(running)
    trained = schedule.blocks_trained_by(user, person=person) & {each.id for each in blocks}
    if schedule.attends_class_of(user, person=person):
        trained |= {each.id for each in blocks if each.kind is ActivityKind.LANGUAGE_FORMAL}
    return queries.blocks_given(user, person=person, blocks=blocks) | trained
