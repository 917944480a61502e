"""Explain a plan: why demands are open, and which single concessions would help most, shown by plans.

found = explain(instance, plan=plan, stop=Budget(seconds=60))
print(found.sentence(found.concessions[0], language="nl"))
"""

from tweespoor.core.planning.concessions.explanation import Explanation, Finding, PlanDoesNotFit, Step, explain
from tweespoor.core.planning.concessions.kinds import (
    KINDS,
    ClassOpened,
    Concession,
    EveningFreed,
    EveningOpened,
    FreeSeat,
    LessonMoved,
    OutsideSeat,
    ParticipantHalfDay,
    RoomHalfDay,
    RoomLarger,
    SmallerMinimum,
    TrainerHalfDay,
    TrainerSession,
    TravelFurther,
    ZoneTransport,
)
from tweespoor.core.planning.concessions.words import LANGUAGES, Gain, guess, sentence

__all__ = [
    "KINDS",
    "LANGUAGES",
    "ClassOpened",
    "Concession",
    "EveningFreed",
    "EveningOpened",
    "Explanation",
    "Finding",
    "FreeSeat",
    "Gain",
    "LessonMoved",
    "OutsideSeat",
    "ParticipantHalfDay",
    "PlanDoesNotFit",
    "RoomHalfDay",
    "RoomLarger",
    "SmallerMinimum",
    "Step",
    "TrainerHalfDay",
    "TrainerSession",
    "TravelFurther",
    "ZoneTransport",
    "explain",
    "guess",
    "sentence",
]
