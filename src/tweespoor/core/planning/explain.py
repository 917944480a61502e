"""Why a demand is not met: for each activity that would meet it, what stands in the way of the nearest possibility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.planning.greedy import best_opening
from tweespoor.core.planning.puzzle import Offer, Puzzle, bits
from tweespoor.core.planning.timetable import Meeting, Timetable


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
    LOAD_USED = "load-used"
    ORDER = "order"
    TRAVEL_BETWEEN = "travel-between"
    GROUP_FULL = "group-full"
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
    Reason.LOAD_USED: "the participant's other groups fill the week",
    Reason.ORDER: "it would not be in the right order with the participant's other activities",
    Reason.TRAVEL_BETWEEN: "there is no time to travel between it and what comes before or after on that day",
    Reason.GROUP_FULL: "the group is full",
    Reason.LEVELS_APART: "the group's levels are too far from the participant's",
    Reason.GENDER: "the group would not be of one gender, which someone asks for",
    Reason.TOO_FEW_OTHERS: "too few others can come at that time",
    Reason.NO_TRAINER: "no trainer is left at that time",
    Reason.NO_ROOM: "no room within reach is left at that time",
    Reason.MOST_GROUPS: "no more groups of it may be held",
    Reason.NOT_WORTH_IT: "it would cost more points than it gains",
    Reason.NOT_TRIED: "planning ended before it came to this",
}


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """The nearest possibility of an activity, and all that stands in its way there.

    `period` and `slots` say when; both are empty where the reasons hold at any time (`forced`). `in_group` says
    whether it is a group of the plan, or one that could be opened.
    """

    activity: str
    reasons: tuple[Reason, ...]
    forced: bool = False
    in_group: bool = False
    period: str = ""
    slots: tuple[tuple[str, ...], ...] = ()

    @property
    def sentence(self) -> str:
        """The reasons in one English sentence."""
        when = f" ({self.period}, {' and '.join('+'.join(session) for session in self.slots)})" if self.period else ""
        return f"{self.activity}{when}: {'; '.join(SENTENCES[reason] for reason in self.reasons)}"


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """A demand without a group. `forced` where no plan at all could meet it, whatever the others do."""

    participant: str
    demand: int
    weight: int
    nearest: tuple[Nearest, ...]

    @property
    def forced(self) -> bool:
        """Nobody could place it."""
        return all(each.forced for each in self.nearest)


def explain_unplaced(table: Timetable) -> tuple[Unplaced, ...]:
    """A reason for every demand the timetable leaves open, in the order of the participants."""
    instance = table.puzzle.instance
    return tuple(
        Unplaced(
            participant=participant.id,
            demand=index,
            weight=demand.weight,
            nearest=tuple(
                _nearest(table, number, activity=table.puzzle.activity_at[option.activity]) for option in demand.any_of
            ),
        )
        for number, participant in enumerate(instance.participants)
        for index, demand in enumerate(participant.demands)
        if index not in table.met[number]
    )


def never_possible(puzzle: Puzzle, number: int, *, activity: int) -> Reason | None:
    """Why this person can never be in a group of this activity, whatever the plan; None where it can be."""
    each, person = puzzle.instance.activities[activity], puzzle.people[number]
    offers = puzzle.holdable[activity]
    lessons = [puzzle.lessons_of(choice) for choice in person.choices]
    high = each.level_max if each.level_max is not None else person.level
    near = [offer for offer in offers if any(person.near >> puzzle.room_location[room] & 1 for room in offer.rooms)]
    free = [o for o in near if not o.mask & person.away[o.period] and any(not o.mask & week for week in lessons)]
    possible = [offer for offer in free if offer.people >> number & 1]
    obstacles = {
        Reason.CANNOT_BE_HELD: not offers,
        Reason.LEVEL_OUTSIDE: not each.level_min <= person.level <= high,
        Reason.TOO_FAR: not near,
        Reason.NEVER_FREE: not free,
        Reason.WEEKLY_LOAD: not possible,
        Reason.TOO_FEW_EVER: all(o.people.bit_count() < puzzle.least_members(activity) for o in possible),
    }
    return next((reason for reason, stands in obstacles.items() if stands), None)


def _nearest(table: Timetable, number: int, *, activity: int) -> Nearest:
    puzzle = table.puzzle
    name = puzzle.instance.activities[activity].id
    never = never_possible(puzzle, number, activity=activity)
    if never is not None:
        return Nearest(activity=name, reasons=(never,), forced=puzzle.complete)
    misses = [
        *((_reasons_in(table, number, group=group), True, group.offer) for group in table.groups
          if group.offer.activity == activity and group.offer.people >> number & 1),
        *((_reasons_with(table, number, offer=offer), False, offer) for offer in puzzle.offers_of[activity]
          if offer.people >> number & 1),
    ]  # fmt: skip
    reasons, in_group, offer = min(misses, key=_distance)
    return Nearest(
        activity=name,
        reasons=reasons,
        in_group=in_group,
        period=puzzle.instance.periods[offer.period].id,
        slots=tuple(tuple(puzzle.instance.slots[slot].id for slot in session) for session in offer.sessions),
    )


def _distance(miss: tuple[tuple[Reason, ...], bool, Offer]) -> tuple[int, bool, bool, int]:
    """Fewest reasons first; among those a group there is, then what only its cost stands in the way of."""
    reasons, in_group, offer = miss
    return len(reasons), not in_group, reasons != (Reason.NOT_WORTH_IT,), offer.number


def _own_misses(table: Timetable, number: int, *, offer: Offer) -> Iterator[Reason]:
    """What of the person's own week stands in the way."""
    puzzle, placed = table.puzzle, table.placed[number]
    if table.taken[offer.period][number] & offer.mask:
        yield Reason.OTHER_GROUP
    if puzzle.lessons_of(table.attends[number]) & offer.mask:
        yield Reason.LESSONS
    week = table.week(number, period=offer.period)
    if week.bit_count() + offer.size > puzzle.people[number].most:
        yield Reason.LOAD_USED
    earlier = any(placed[each].offer.period >= offer.period for each in puzzle.after[offer.activity] if each in placed)
    later = any(placed[each].offer.period <= offer.period for each in puzzle.before[offer.activity] if each in placed)
    if earlier or later:
        yield Reason.ORDER


def _reasons_in(table: Timetable, number: int, *, group: Meeting) -> tuple[Reason, ...]:
    reasons = tuple(_misses_in(table, number, group=group))
    gains = not reasons and table.join_gain(number, group=group) > 0
    return reasons or ((Reason.NOT_TRIED,) if gains else (Reason.NOT_WORTH_IT,))


def _reasons_with(table: Timetable, number: int, *, offer: Offer) -> tuple[Reason, ...]:
    reasons = tuple(_misses_with(table, number, offer=offer))
    opening = None if reasons else best_opening(table, offer)
    gains = opening is not None and number in opening.members
    return reasons or ((Reason.NOT_TRIED,) if gains else (Reason.NOT_WORTH_IT,))


def _misses_in(table: Timetable, number: int, *, group: Meeting) -> Iterator[Reason]:
    """What keeps the person out of a group there is."""
    puzzle, offer, person = table.puzzle, group.offer, table.puzzle.people[number]
    own = tuple(_own_misses(table, number, offer=offer))
    yield from own
    place = puzzle.room_location[group.room]
    if not person.near >> place & 1:
        yield Reason.TOO_FAR
    elif not own and puzzle.rushed and not table.in_time(number, period=offer.period, visit=(offer.mask, place)):
        yield Reason.TRAVEL_BETWEEN
    if group.count >= group.most:
        yield Reason.GROUP_FULL
    most = puzzle.instance.activities[offer.activity].max_level_spread
    if most is not None and max(person.level, group.high) - min(person.level, group.low) > most:
        yield Reason.LEVELS_APART
    asks = group.asking or puzzle.asking[offer.activity] >> number & 1
    if asks and group.genders[person.gender] < group.count:
        yield Reason.GENDER


def _misses_with(table: Timetable, number: int, *, offer: Offer) -> Iterator[Reason]:
    """What keeps a group from being opened for the person."""
    puzzle = table.puzzle
    own = tuple(_own_misses(table, number, offer=offer))
    yield from own
    if not table.may_open(offer.activity):
        yield Reason.MOST_GROUPS
    if not table.free_trainers(offer):
        yield Reason.NO_TRAINER
    near = puzzle.people[number].near
    rooms = [room for room in table.free_rooms(offer) if near >> puzzle.room_location[room] & 1]
    if not rooms:
        yield Reason.NO_ROOM
    elif not own and not any(
        table.can_come(number, offer=offer, location=puzzle.room_location[room]) for room in rooms
    ):
        yield Reason.TRAVEL_BETWEEN
    spread = puzzle.instance.activities[offer.activity].max_level_spread
    level = puzzle.people[number].level
    others = [
        other
        for other in bits(table.candidates(offer) & ~(1 << number))
        if spread is None or abs(puzzle.people[other].level - level) <= spread
    ]
    if len(others) + 1 < puzzle.least_members(offer.activity):
        yield Reason.TOO_FEW_OTHERS
