"""Deeds: let trainers see the people of their groups and classes, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.sharing import share_with_trainer
from tweespoor.apps.schedule.models import LanguageClass, Trainer
from tweespoor.apps.schedule.queries import classes_administered, people_trained_by, possible_teachers
from tweespoor.apps.schedule.rules import Refused
from tweespoor.apps.trajectories.models import Programme

WHY = "it decides what a trainer sees, over all municipalities she works for, and shows nobody"


def share_with_trainers(*, programme: Programme, now: datetime) -> None:
    """Let every trainer of a programme who logs in see the people of her groups and classes in the timetables in
    force."""
    givers = Trainer.objects.filter(programme=programme, user__isnull=False, organisation__isnull=False)
    pairs = {(row.user, row.organisation) for row in givers.select_related("user", "organisation")}
    for taught in programme.language_classes.select_related("provider").prefetch_related("teachers"):
        pairs |= {(teacher, taught.provider) for teacher in taught.teachers.all()}
    for user, organisation in sorted(pairs, key=lambda pair: (str(pair[0].pk), str(pair[1].pk))):
        _share(user, organisation=organisation, now=now)


def _share(user: User, *, organisation: Organisation, now: datetime, is_mended: bool = False) -> None:
    with whole_registry(why=WHY):
        people = list(people_trained_by(user, organisation=organisation))
        share_with_trainer(people=people, organisation=organisation, user=user, now=now, is_mended=is_mended)


@transaction.atomic
def set_teachers(
    *, language_class: LanguageClass, teachers: Iterable[UUID], by: User, now: datetime, key: UUID | None = None
) -> None:
    """Link the users who teach a class: with the role of trainer they see the people of their own classes alone.

    Who is linked no more loses sight of them after the time that `core.access` states; at once, where the link was
    made today.

    Raises:
        Refused: if `by` is no administrator of the class's provider, or one of them is no trainer there.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not classes_administered(by).filter(pk=language_class.pk).exists():
        raise Refused(_("U bent geen beheerder van de taalaanbieder van deze klas."))
    wanted = set(teachers)
    possible = {user.pk: user for user in possible_teachers(language_class)}
    if not wanted <= possible.keys():
        raise Refused(_("Alleen wie bij deze taalaanbieder de rol trainer heeft, kan aan een klas gekoppeld worden."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    before = set(language_class.teachers.values_list("pk", flat=True))
    if before == wanted:
        return
    language_class.teachers.set(wanted)
    for user in sorted(before ^ wanted):
        _share(possible[user], organisation=language_class.provider, now=now, is_mended=True)
    detail = {"teachers": sorted(str(user) for user in wanted)}
    log.record(
        deed="teachers-set",
        on=language_class,
        by=by.pk,
        now=now,
        organisation=language_class.provider_id,
        detail=detail,
    )
