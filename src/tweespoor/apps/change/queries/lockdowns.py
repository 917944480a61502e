"""Reads: what a lockdown hits, per kind of activity of the timetable in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tweespoor.apps.attendance import queries as attendance
from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.change.lockdown import Treatment, default_of
from tweespoor.apps.change.queries.meetings import COUNTED, ToTell, is_to_come, meetings_between, reached
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule.models import Disruption, Group, GroupMode, TimetableStatus
from tweespoor.apps.schedule.queries import ends_before
from tweespoor.apps.telling.rules import MessageKind
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import ActivityKind

MODES = {
    Treatment.ONLINE: GroupMode.ONLINE,
    Treatment.HYBRID: GroupMode.HYBRID,
    Treatment.AS_IT_WAS: GroupMode.ON_SITE,
}
"""The treatments that change where the people of a group are."""

OF_MODE = {
    GroupMode.ONLINE: MessageKind.ONLINE,
    GroupMode.HYBRID: MessageKind.HYBRID,
    GroupMode.ON_SITE: MessageKind.ON_SITE,
}
"""What people are told whose group will be there."""


@dataclass(frozen=True, kw_only=True)
class Locked:
    """A group that meets during a lockdown: its meetings, those of them still to come, and who would come to one."""

    group: Group
    treatment: Treatment
    meetings: tuple[Session, ...]
    to_come: tuple[Session, ...]
    expected: frozenset[UUID]

    @property
    def rows(self) -> list[list[Session]]:
        """Its meetings, those at one half-day together, and those that are over apart."""
        rows: dict[tuple[str, bool], list[Session]] = {}
        for each in self.meetings:
            rows.setdefault((each.half_day.slug, each in self.to_come), []).append(each)
        return list(rows.values())

    @property
    def changes_mode(self) -> bool:
        """Its people will be elsewhere than they were."""
        return self.treatment in MODES and any(each.mode is not MODES[self.treatment] for each in self.meetings)


def kinds_in_force(programme: Programme) -> list[ActivityKind]:
    """The kinds of activity of the groups in force, in the order of the vocabulary."""
    with whole_registry(why=COUNTED):
        rows = Group.objects.filter(timetable__programme=programme, timetable__status=TimetableStatus.PUBLISHED)
        held = set(rows.order_by().values_list("offer__kind", flat=True))
    return [kind for kind in ActivityKind if kind.value in held]


def groups_in_force(programme: Programme, *, today: date) -> list[Group]:
    """The groups in force of periods that are not over, by training."""
    with whole_registry(why=COUNTED):
        rows = Group.objects.filter(timetable__programme=programme, timetable__status=TimetableStatus.PUBLISHED)
        found = rows.select_related("offer", "period", "timetable__programme").order_by(
            "offer__name_nl", "period__starts_on", "number"
        )
        return [row for row in found if ends_before(row.period) > today]


def locked_by(user: User, *, disruption: Disruption, now: datetime) -> list[Locked]:
    """The groups that meet during a lockdown, with what is done with each; of what is not said, the default."""
    assert disruption.last_day is not None
    found = meetings_between(user, programme=disruption.programme, first=disruption.first_day, last=disruption.last_day)
    of: dict[UUID, list[Session]] = {}
    for each in found:
        if each.group is not None and disruption.group_id in (None, each.group.pk):
            of.setdefault(each.group.pk, []).append(each)
    with whole_registry(why=COUNTED):
        expected = attendance.people_expected([each for sessions in of.values() for each in sessions])
    return [
        Locked(
            group=sessions[0].whole,
            treatment=treatment_of(disruption, kind=ActivityKind(sessions[0].whole.offer.kind)),
            meetings=tuple(sessions),
            to_come=tuple(each for each in sessions if is_to_come(each, now=now)),
            expected=frozenset(person for each in sessions for person in expected[each.key]),
        )
        for sessions in of.values()
    ]


def treatment_of(disruption: Disruption, *, kind: ActivityKind) -> Treatment:
    """What is done with a kind of activity."""
    said = disruption.treatments.get(kind.value)
    return Treatment(said) if said else default_of(kind).treatment


def kind_of_message(locked: Locked) -> MessageKind | None:
    """What the people of a group are told; nothing, where it goes on as it was, or a draft will tell them."""
    if locked.treatment is Treatment.STOP:
        return MessageKind.PAUSED
    if not locked.changes_mode:
        return None
    return OF_MODE[MODES[locked.treatment]]


def told_by(groups: list[Locked]) -> list[ToTell]:
    """Who is told what, when a lockdown is carried out."""
    asked: dict[MessageKind, list[tuple[Session, date, frozenset[UUID]]]] = {}
    for locked in groups:
        kind = kind_of_message(locked)
        if kind is MessageKind.PAUSED:
            for row in locked.rows:
                if row[0] not in locked.to_come:
                    continue
                told = MessageKind.CANCELLED if len(row) == 1 else MessageKind.PAUSED
                asked.setdefault(told, []).append((row[0], row[-1].day, locked.expected))
        elif kind is not None and locked.to_come:
            asked.setdefault(kind, []).append((locked.to_come[0], locked.to_come[-1].day, locked.expected))
    return [_to_tell(kind, lines) for kind, lines in asked.items()]


def _to_tell(kind: MessageKind, lines: list[tuple[Session, date, frozenset[UUID]]]) -> ToTell:
    everybody = {person for _session, _until, people in lines for person in people}
    languages, unreachable = reached(everybody)
    session, until, _people = lines[0]
    return ToTell(
        kind=kind,
        messages=sum(len(people) for _session, _until, people in lines),
        people=len(everybody),
        languages=languages,
        unreachable=unreachable,
        example=session,
        until=until,
        place=where_of(session),
    )


def where_of(session: Session) -> str:
    """Where a meeting is when people come to it."""
    assert session.room is not None
    return f"{session.room.location.name}, {session.room.name}"


def by_kind(groups: list[Locked]) -> Mapping[ActivityKind, list[Locked]]:
    """The groups per kind of activity."""
    found: dict[ActivityKind, list[Locked]] = {}
    for locked in groups:
        found.setdefault(ActivityKind(locked.group.offer.kind), []).append(locked)
    return found
