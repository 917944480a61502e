"""What somebody can do to a plan by hand. Groups are named by their position in the plan."""

from __future__ import annotations

from dataclasses import dataclass

Slots = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class GroupMoved:
    """A group is held at other slots, in another period, room or with another trainer.

    `room` and `trainer` are those wished for; where they are None the present ones stay where they are free, and else
    others that may be used and are free take their place.
    """

    group: int
    period: str
    slots: Slots
    room: str | None = None
    trainer: str | None = None


@dataclass(frozen=True, kw_only=True)
class PersonMoved:
    """A participant goes to a group, out of the group that the same demand was placed in, or (`to` None) out of
    `out_of` to wait."""

    participant: str
    to: int | None = None
    out_of: int | None = None


@dataclass(frozen=True, kw_only=True)
class GroupClosed:
    """A group is not held; everybody in it waits."""

    group: int


@dataclass(frozen=True, kw_only=True)
class GroupOpened:
    """A new group is held, with the participants who wait for it and can come, those first whose demand weighs most."""

    activity: str
    period: str
    slots: Slots
    room: str | None = None
    trainer: str | None = None


Change = GroupMoved | PersonMoved | GroupClosed | GroupOpened
