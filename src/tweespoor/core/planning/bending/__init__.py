"""Bend a plan by hand: a group to another time, room or trainer, a person to another group; and what follows of it.

    outcome = bend(instance, plan=plan, change=GroupMoved(group=3, period="p1", slots=(("ma-o",),)))
    outcome.dropped, outcome.short, outcome.score

Only the people of the instance are judged and counted, so that an instance with those whom a change touches is enough.
"""

from tweespoor.core.planning.bending.changes import Change, GroupClosed, GroupMoved, GroupOpened, PersonMoved
from tweespoor.core.planning.bending.fitting import Misfits, what_does_not_fit
from tweespoor.core.planning.bending.judging import Short
from tweespoor.core.planning.bending.outcome import CannotBe, Dropped, Outcome, bend

__all__ = [
    "CannotBe",
    "Change",
    "Dropped",
    "GroupClosed",
    "GroupMoved",
    "GroupOpened",
    "Misfits",
    "Outcome",
    "PersonMoved",
    "Short",
    "bend",
    "what_does_not_fit",
]
