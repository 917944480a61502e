"""What can change between two plans: for a person and for a group."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.planning.data import Group

Slots = tuple[tuple[str, ...], ...]


class Kind(StrEnum):
    """What happens to someone, the worst first."""

    LOSES = "loses"
    MOVES = "moves"
    SWITCHES = "switches"
    EXCHANGES = "exchanges"
    GAINS = "gains"
    ROOM = "room"
    TRAINER = "trainer"


@dataclass(frozen=True, kw_only=True)
class Stay:
    """Someone's place in a group: what, when, where and with whom. `slots` has one tuple per weekly session, sorted."""

    activity: str
    period: str
    slots: Slots
    room: str
    trainer: str

    @classmethod
    def of(cls, group: Group) -> Stay:
        """A place in this group."""
        return cls(
            activity=group.activity,
            period=group.period,
            slots=tuple(sorted(group.slots)),
            room=group.room,
            trainer=group.trainer,
        )

    @property
    def key(self) -> tuple[str, str, Slots]:
        """What and when: where this differs, someone is changed."""
        return self.activity, self.period, self.slots


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that changes for someone: a stay that is lost, moved or gained, or the class (for `SWITCHES`)."""

    kind: Kind
    before: Stay | None = None
    after: Stay | None = None
    class_before: str | None = None
    class_after: str | None = None


class GroupKind(StrEnum):
    """What happens to a group, in the order of telling: it ends, moves with most of its people, begins, goes on."""

    CLOSED = "closed"
    MOVED = "moved"
    OPENED = "opened"
    GOES_ON = "goes-on"


@dataclass(frozen=True, kw_only=True)
class GroupChange:
    """A group that is not as it was, and who joined and left it."""

    kind: GroupKind
    activity: str
    before: Group | None = None
    after: Group | None = None
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
