"""Deeds: several drafts side by side, and publishing one after holding it against what is registered now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.actions.board import WHY, draft_for, happened_before, instance_of
from tweespoor.apps.schedule.actions.disruptions import carry_out
from tweespoor.apps.schedule.actions.planning import UNDER_WAY, keep_concession, publish
from tweespoor.apps.schedule.models import Group, Seat, Timetable, TimetableStatus, Unplaced
from tweespoor.apps.schedule.queries import may_plan, published_timetable
from tweespoor.apps.schedule.queries.board import concession_of, names_of_things
from tweespoor.apps.schedule.queries.choosing import is_overtaken
from tweespoor.apps.schedule.queries.concerned import concerned_by
from tweespoor.apps.schedule.queries.dates import ends_before
from tweespoor.apps.schedule.queries.moments import moments_told
from tweespoor.apps.schedule.queries.together import made_with
from tweespoor.apps.schedule.rules import Refused
from tweespoor.apps.schedule.wording import lines_of_classes, lines_of_groups
from tweespoor.apps.telling.actions import tell_changed
from tweespoor.apps.telling.notices import tell_colleagues
from tweespoor.apps.telling.rules import Concern
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.planning.difference import Difference

LONGEST_NAME = 80
COPIED = ("seconds", "seed", "elapsed", "score", "bound", "breakdown", "placed", "demanded", "unavoidable", "method")

COPIED_OF_GROUPS = (
    "offer_id",
    "number",
    "period_id",
    "room_id",
    "trainer_id",
    "sessions",
    "outside",
    "pins",
    "mode",
    "mode_since",
    "mode_until",
)


class DoesNotFit(Exception):
    """A timetable that is not published as it stands: `found` says what no longer fits."""

    def __init__(self, found: bridge.NoLongerFits) -> None:
        self.found = found
        super().__init__("the timetable no longer fits")


@transaction.atomic
def copy_timetable(*, timetable: Timetable, name: str, by: User, now: datetime, key: UUID | None = None) -> Timetable:
    """Make a draft that begins as this timetable; the timetable itself stays as it is.

    Raises:
        Refused: if the user does not plan this programme, or the timetable is not ready.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_plan(by, programme=timetable.programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    if timetable.status not in (TimetableStatus.DRAFT, TimetableStatus.PUBLISHED, TimetableStatus.REPLACED):
        raise Refused(_("Van een rooster dat nog niet klaar is, kan geen concept gemaakt worden."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    copy = Timetable.objects.create(
        programme=timetable.programme,
        status=TimetableStatus.DRAFT,
        asked_at=now,
        asked_by=by.pk,
        heard_at=now,
        name=_clean(name)[:LONGEST_NAME],
        based_on=timetable,
        switches=dict(timetable.switches),
        happened=timetable.happened if timetable.status == TimetableStatus.DRAFT else None,
        choice=timetable.choice if timetable.status == TimetableStatus.DRAFT else {},
        **{field: getattr(timetable, field) for field in COPIED},
    )
    with whole_registry(why=WHY):
        keep_concession(concession_of(timetable), timetable=copy)
        seats = []
        board = bridge.board_of(timetable)
        for row in board.groups:
            twin = Group.objects.create(timetable=copy, **{field: getattr(row, field) for field in COPIED_OF_GROUPS})
            seats += [
                Seat(group_id=twin.pk, person_id=person, pinned=(row.pk, person) in board.pinned)
                for person in board.members(row.pk)
            ]
        Seat.objects.bulk_create(seats)
        Unplaced.objects.bulk_create(
            Unplaced(
                timetable=copy,
                person_id=each.person_id,
                offer_id=each.offer_id,
                reasons=each.reasons,
                forced=each.forced,
                sessions=each.sessions,
            )
            for each in timetable.unplaced.all()
        )
    log.record(deed="timetable-copied", on=copy, by=by.pk, now=now)
    return copy


def _clean(name: str) -> str:
    """The name without the character that a database cannot keep."""
    return name.replace("\x00", "").strip()


@transaction.atomic
def name_draft(*, timetable: Timetable, name: str, by: User, now: datetime) -> None:
    """Give a draft a name, to tell it from the others.

    Raises:
        Refused: if the user does not plan this programme, the timetable is no draft, or the name is too long.
    """
    draft = draft_for(timetable, by=by, now=now)
    name = _clean(name)
    if len(name) > LONGEST_NAME:
        raise Refused(_("Een naam van een concept heeft hooguit %(most)s tekens.") % {"most": LONGEST_NAME})
    draft.name = name
    draft.save(update_fields=["name"])
    log.record(deed="timetable-named", on=draft, by=by.pk, now=now)


@transaction.atomic
def discard(*, timetable: Timetable, by: User, now: datetime) -> None:
    """Throw a draft away.

    Raises:
        Refused: if the user does not plan this programme, the timetable is no draft, or the planner goes on from it.
    """
    draft = draft_for(timetable, by=by, now=now)
    if draft.copies.filter(keeps_to_base=True, status__in=UNDER_WAY).exists():
        raise Refused(_("De planner gaat nu van dit concept verder. Wacht tot hij klaar is, of laat hem stoppen."))
    log.record(deed="timetable-discarded", on=draft, by=by.pk, now=now)
    with whole_registry(why="whoever left a municipality leaves no rows behind in a draft"):
        draft.delete()


def what_no_longer_fits(timetable: Timetable) -> bridge.NoLongerFits:
    """Hold a timetable against what is registered now; after something happened, what is over stays as it was.

    Of a draft for some periods and people all the rest stays, as far as it is in force now.
    """
    with whole_registry(why=WHY):
        board = bridge.board_of(timetable)
        past = timetable.disruption
        if past is not None:
            board = bridge.not_over(board, disruption=past, today=timezone.localdate())
        happened = happened_before(timetable)
        known = bridge.reckon_with(instance_of(timetable, people=None), happened)
        chosen = bridge.chosen_of(timetable) if timetable.status == TimetableStatus.DRAFT else None
        if chosen is None:
            found = bridge.no_longer_fits(board, instance=known.instance)
        else:
            in_force = published_timetable(timetable.programme)
            before = bridge.board_of(in_force) if in_force else None
            found = bridge.chosen_no_longer_fits(board, instance=known.instance, chosen=chosen, before=before)
        return bridge.with_what_happened(found, known=known, disruption=happened)


def what_changes(before: Timetable | None, after: Timetable) -> Difference:
    """What changes for whom when one timetable takes the place of another, or of none."""
    with whole_registry(why=WHY):
        boards = bridge.board_of(before) if before else None, bridge.board_of(after)
        return bridge.differences(*boards, instance=instance_of(after, people=None))


@transaction.atomic
def publish_what_fits(
    *, timetable: Timetable, leave_out: bool, by: User, now: datetime, key: UUID | None = None
) -> Difference:
    """Publish a timetable that still fits, or with `leave_out` what of it still fits, all in one transaction.

    A draft that was made with drafts of other programmes is published with those, as they reckon with each other.
    Everybody for whom something changes is told. Returns what changes for whom against the timetable that was in force.

    Raises:
        DoesNotFit: if something does not fit any more, and it is not to be left out.
        Refused: as `publish` does.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_plan(by, programme=timetable.programme):
        raise Refused(_("U kunt voor dit programma geen rooster publiceren."))
    with whole_registry(why="two programmes of a municipality are not published at the same moment"):
        programmes = Programme.objects.filter(municipality=timetable.programme.municipality_id)
        list(programmes.select_for_update().order_by("pk"))
    rows = Timetable.objects.select_for_update(of=["self"]).select_related("programme")
    wanted = [each.pk for each in (timetable, *made_with(timetable))]
    found_now = {each.pk: each for each in rows.filter(pk__in=wanted)}
    if len(found_now) < len(wanted):
        raise Refused(_("Een van deze concepten is intussen weggegooid. Kijk opnieuw na wat er nog is."))
    locked = [found_now[each] for each in wanted]
    _check_none_is_overtaken(locked[1:])
    found = [what_no_longer_fits(each) for each in locked]
    if not leave_out and not all(each.nothing for each in found):
        raise DoesNotFit(next(each for each in found if not each.nothing))
    with whole_registry(why=WHY):
        for each, misfits in zip(locked, found, strict=True):
            if not misfits.nothing:
                _leave_out(each, misfits)
    changed = _put_in_force(locked[0], by=by, now=now, key=key)
    for each in locked[1:]:
        _put_in_force(each, by=by, now=now, key=None)
    return changed


def _check_none_is_overtaken(drafts: Iterable[Timetable]) -> None:
    """Of drafts that are published with another, none would turn back what was published since.

    Raises:
        Refused: if one would; it names the programme.
    """
    for draft in drafts:
        if is_overtaken(draft):
            raise Refused(
                _(
                    "Sinds het concept van %(programme)s gemaakt is, is daar een ander rooster gepubliceerd. Samen "
                    "publiceren kan dan niet. Gooi dat concept weg, of plan de programma’s opnieuw samen."
                )
                % {"programme": draft.programme.name}
            )


def _put_in_force(timetable: Timetable, *, by: User, now: datetime, key: UUID | None) -> Difference:
    before = published_timetable(timetable.programme)
    changed = what_changes(before, timetable)
    happened = happened_before(timetable)
    publish(timetable=timetable, by=by, now=now, key=key)
    carry_out(happened, by=by, now=now)
    _tell(timetable, changed, before=before, by=by, now=now)
    return changed


def _tell(timetable: Timetable, changed: Difference, *, before: Timetable | None, by: User, now: datetime) -> None:
    """Tell everybody for whom something changes what that is, and the colleagues it concerns, in the same transaction.

    The messages are sent afterwards. They say from which day on: the first of the periods that are not over, or today
    where one has begun.
    """
    today = timezone.localtime(now).date()
    periods = [period for period in timetable.programme.periods.current() if ends_before(period) > today]
    if not periods:
        return
    about = f"timetable:{timetable.pk}:{now.isoformat()}"
    since = max(today, min(period.starts_on for period in periods))
    tell_changed(
        moments_told(changed, before=before, after=timetable, now=now),
        about=about,
        since=since,
        by=by.pk,
        now=now,
        organisation=timetable.programme.municipality_id,
    )
    colleagues = concerned_by(changed, after=timetable, by=by)
    with translation.override(settings.LANGUAGE_CODE):
        names = names_of_things(timetable, before)
        concerned = {
            Concern.TRAINS: {
                user: lines_of_groups(changed, trainers=ids, names=names) for user, ids in colleagues.trainers.items()
            },
            Concern.TEACHES: {user: lines_of_classes(classes) for user, classes in colleagues.teachers.items()},
        }
    tell_colleagues(concerned, programme=timetable.programme, about=about, since=since, by=by.pk, now=now)


def _leave_out(timetable: Timetable, found: bridge.NoLongerFits) -> None:
    for misfit in found.groups:
        misfit.group.delete()
    for group, members in found.kept.items():
        Seat.objects.filter(group=group).exclude(person__in=members).delete()
        Group.objects.unscoped(why=WHY).filter(pk=group).update(outside=found.outside[group])
    known = set(timetable.unplaced.values_list("person", "offer"))
    Unplaced.objects.bulk_create(
        Unplaced(timetable=timetable, person_id=each.person, offer_id=each.offer, reasons=list(each.reasons))
        for each in dict.fromkeys((*found.people, *found.with_groups))
        if each.reasons and (each.person, each.offer) not in known
    )
    for person in found.switches:
        timetable.switches.pop(str(person), None)
    timetable.placed = Seat.objects.filter(group__timetable=timetable).count()
    timetable.save(update_fields=["switches", "placed"])
