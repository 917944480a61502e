"""Deeds: letting people go on in another version of their design, and putting them back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.trajectories.actions.designs import Refused, claim
from tweespoor.apps.trajectories.models import DesignMove, DesignVersion, Trajectory
from tweespoor.apps.trajectories.queries.designs import movable


@transaction.atomic
def move_people(
    *,
    version: DesignVersion,
    trajectories: Iterable[UUID],
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> tuple[UUID, int]:
    """Let people go on in this version of the design they are in; the deed's id, by which it is undone, and how many.

    Raises:
        Refused: if the user makes no designs of the organisation, or nobody was chosen who can move.
        AlreadyDone: if the request of `key` was carried out before.
    """
    claim(version.organisation, by=by, now=now, key=key)
    rows = list(movable(version).filter(pk__in=list(trajectories)).select_related("design", "person"))
    if not rows:
        raise Refused(_("Kies eerst wie er naar deze versie gaan."))
    batch = uuid4()
    DesignMove.objects.bulk_create(
        DesignMove(
            batch=batch,
            person=row.person,
            trajectory=row,
            before=row.design,
            after=version,
            moved_at=now,
            moved_by=by.pk,
        )
        for row in rows
    )
    Trajectory.objects.filter(pk__in=[row.pk for row in rows]).update(design=version)
    _record_move(rows, version=version, by=by, now=now, back=False)
    return batch, len(rows)


@transaction.atomic
def move_back(*, batch: UUID, by: User, now: datetime, key: UUID | None = None) -> int:
    """Put everybody of one deed back in the version they came from, as far as they are still where they went.

    Raises:
        Refused: if the user makes no designs of the organisation, or there is nobody to put back.
        AlreadyDone: if the request of `key` was carried out before.
    """
    moves = DesignMove.objects.filter(batch=batch, undone_at=None).select_related("after__organisation", "trajectory")
    rows = [move for move in moves if move.trajectory.design_id == move.after_id and not move.trajectory.ended_on]
    if not rows:
        raise Refused(_("Er is niemand om terug te zetten."))
    version = rows[0].after
    claim(version.organisation, by=by, now=now, key=key)
    for move in rows:
        Trajectory.objects.filter(pk=move.trajectory_id).update(design=move.before_id)
    DesignMove.objects.filter(pk__in=[move.pk for move in rows]).update(undone_at=now)
    _record_move([move.trajectory for move in rows], version=version, by=by, now=now, back=True)
    return len(rows)


def _record_move(rows: Sequence[Trajectory], *, version: DesignVersion, by: User, now: datetime, back: bool) -> None:
    log.record(
        deed="people-moved",
        on=version,
        by=by.pk,
        now=now,
        people=[row.person_id for row in rows],
        organisation=version.organisation_id,
        detail={"slug": version.slug, "version": version.version, "back": back},
    )
