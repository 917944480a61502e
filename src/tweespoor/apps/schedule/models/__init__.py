"""What there is to plan with, and the timetables made of it.

Half-days are stored as their slugs (`mon-morning`), in lists.
"""

from tweespoor.apps.schedule.models.boards import BoardChange, Bottleneck, ChangedSeat
from tweespoor.apps.schedule.models.classes import Enrolment, LanguageClass, PastEnrolment
from tweespoor.apps.schedule.models.disruptions import Disruption, DisruptionKind, StandIn
from tweespoor.apps.schedule.models.holidays import Holiday, HolidayKind
from tweespoor.apps.schedule.models.kept import SupplyQuerySet
from tweespoor.apps.schedule.models.levels import LEVELS
from tweespoor.apps.schedule.models.offers import Offer, Period, Trainer
from tweespoor.apps.schedule.models.places import Location, Room, TravelFactors, TravelTime, Zone
from tweespoor.apps.schedule.models.themes import Theme
from tweespoor.apps.schedule.models.timetables import (
    Group,
    GroupMode,
    GroupQuerySet,
    Seat,
    Timetable,
    TimetableStatus,
    Unplaced,
)

__all__ = [
    "LEVELS",
    "BoardChange",
    "Bottleneck",
    "ChangedSeat",
    "Disruption",
    "DisruptionKind",
    "Enrolment",
    "Group",
    "GroupMode",
    "GroupQuerySet",
    "Holiday",
    "HolidayKind",
    "LanguageClass",
    "Location",
    "Offer",
    "PastEnrolment",
    "Period",
    "Room",
    "Seat",
    "StandIn",
    "SupplyQuerySet",
    "Theme",
    "Timetable",
    "TimetableStatus",
    "Trainer",
    "TravelFactors",
    "TravelTime",
    "Unplaced",
    "Zone",
]
