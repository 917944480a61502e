"""What can stand in the way of a demand, each with its clause in Dutch and in English."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What stands in the way. The first six can be seen without any plan: nobody could place the demand."""

    CANNOT_BE_HELD = "cannot-be-held"
    LEVEL_OUTSIDE = "level-outside"
    TOO_FAR = "too-far"
    NEVER_FREE = "never-free"
    WEEKLY_LOAD = "weekly-load"
    TOO_FEW_EVER = "too-few-ever"
    OTHER_GROUP = "other-group"
    LESSONS = "lessons"
    UNAVAILABLE = "unavailable"
    LOAD_USED = "load-used"
    ORDER = "order"
    TRAVEL_BETWEEN = "travel-between"
    CLASS_FULL = "class-full"
    GROUP_FULL = "group-full"
    ROOM_FULL = "room-full"
    LEVELS_APART = "levels-apart"
    GENDER = "gender"
    TOO_FEW_OTHERS = "too-few-others"
    NO_TRAINER = "no-trainer"
    NO_ROOM = "no-room"
    MOST_GROUPS = "most-groups"
    NOT_WORTH_IT = "not-worth-it"
    NOT_TRIED = "not-tried"


SENTENCES = {
    Reason.CANNOT_BE_HELD: "no room and trainer are available for it at the same time in a period that is long enough",
    Reason.LEVEL_OUTSIDE: "the participant's level is outside the activity's levels",
    Reason.TOO_FAR: "it is only held further away than the participant can travel",
    Reason.NEVER_FREE: "the participant is never free when it can be held",
    Reason.WEEKLY_LOAD: "lessons alone leave no room for it in the participant's week",
    Reason.TOO_FEW_EVER: "at no time can enough people come to make a group",
    Reason.OTHER_GROUP: "the participant is in another group at that time",
    Reason.LESSONS: "the participant has lessons at that time",
    Reason.UNAVAILABLE: "the participant is not available at that time",
    Reason.LOAD_USED: "the participant's other groups fill the week",
    Reason.ORDER: "it would not be in the right order with the participant's other activities",
    Reason.TRAVEL_BETWEEN: "there is no time to travel between it and what comes before or after on that day",
    Reason.CLASS_FULL: "the class that would leave the participant free then has no free seat",
    Reason.GROUP_FULL: "the group is full",
    Reason.ROOM_FULL: "the group's room holds no more people",
    Reason.LEVELS_APART: "the group's levels are too far from the participant's",
    Reason.GENDER: "the group would not be of one gender, which someone asks for",
    Reason.TOO_FEW_OTHERS: "too few others can come at that time",
    Reason.NO_TRAINER: "no trainer is left at that time",
    Reason.NO_ROOM: "no room within reach is left at that time",
    Reason.MOST_GROUPS: "no more groups of it may be held",
    Reason.NOT_WORTH_IT: "it would cost more points than it gains",
    Reason.NOT_TRIED: "planning ended before it came to this",
}
"""One English clause per reason."""

DUTCH = {
    Reason.CANNOT_BE_HELD: "er is nooit tegelijk een ruimte en een trainer vrij",
    Reason.LEVEL_OUTSIDE: "het taalniveau past niet bij deze training",
    Reason.TOO_FAR: "de training is verder weg dan de deelnemer kan reizen",
    Reason.NEVER_FREE: "de deelnemer kan nooit op een moment waarop de training kan",
    Reason.WEEKLY_LOAD: "de week is met de taallessen al vol",
    Reason.TOO_FEW_EVER: "er zijn nooit genoeg mensen die op hetzelfde moment kunnen",
    Reason.OTHER_GROUP: "de deelnemer zit dan in een andere groep",
    Reason.LESSONS: "de deelnemer heeft dan taalles",
    Reason.UNAVAILABLE: "de deelnemer is dan niet beschikbaar",
    Reason.LOAD_USED: "andere groepen vullen de week al",
    Reason.ORDER: "een andere training moet eerst komen",
    Reason.TRAVEL_BETWEEN: "er is te weinig reistijd tussen twee afspraken op die dag",
    Reason.CLASS_FULL: "de taalklas waarmee het wel zou kunnen is vol",
    Reason.GROUP_FULL: "de groep is vol",
    Reason.ROOM_FULL: "de ruimte van de groep is vol",
    Reason.LEVELS_APART: "het taalniveau ligt te ver van dat van de groep",
    Reason.GENDER: "de groep zou gemengd zijn, en dat wil iemand niet",
    Reason.TOO_FEW_OTHERS: "te weinig anderen kunnen op dat moment",
    Reason.NO_TRAINER: "er is dan geen trainer vrij",
    Reason.NO_ROOM: "er is dan geen ruimte vrij die dichtbij genoeg is",
    Reason.MOST_GROUPS: "er mogen niet meer groepen van deze training komen",
    Reason.NOT_WORTH_IT: "een extra groep kost meer dan zij oplevert",
    Reason.NOT_TRIED: "de planner was hier nog niet aan toe",
}
"""One Dutch clause per reason."""

CLAUSES = {"nl": DUTCH, "en": SENTENCES}
"""The clauses by language."""
