"""Why a demand is not met: for each activity that would meet it, what stands in the way of the nearest possibility."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from tweespoor.core.planning.data import Instance, Plan
from tweespoor.core.planning.insertion import insert_best
from tweespoor.core.planning.loading import timetable_of
from tweespoor.core.planning.obstacles import Outlook, Possibility
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.reasons import CLAUSES, SENTENCES, Reason
from tweespoor.core.planning.times import Time
from tweespoor.core.planning.timetable import Timetable

__all__ = ["SENTENCES", "Nearest", "Reason", "Unplaced", "explain_unplaced", "never_possible", "reasons_in"]

NEEDED = {"nl": "nog {count} nodig", "en": "{count} more needed"}


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """The nearest possibility of an activity, and all that stands in its way there.

    `obstacles` is what has to be taken away, all of it and nothing else, for the participant to be placed just there
    (`without`). `reasons` is the same, or what holds at any time where nobody could place the demand (`forced`).
    `period`, `slots` and `location` say when and where; all are empty where there is no possibility whatever. `room`
    and `trainer` are those of the group; they are empty for a group that could be opened (`in_group` is false).
    `language_class` is the class to switch to, empty for the present one. `lacking` counts how many others too few
    there would be, `loss` the points by which the score would get worse.
    """

    activity: str
    reasons: tuple[Reason, ...]
    forced: bool = False
    in_group: bool = False
    period: str = ""
    slots: tuple[tuple[str, ...], ...] = ()
    participant: str = ""
    obstacles: tuple[Reason, ...] = ()
    location: str = ""
    room: str = ""
    trainer: str = ""
    language_class: str = ""
    lacking: int = 0
    loss: int = 0

    @property
    def sentence(self) -> str:
        """The reasons in one English sentence."""
        return self.sentence_in("en")

    def sentence_in(self, language: str) -> str:
        """The reasons in one sentence, in Dutch (`nl`) or English (`en`)."""
        named = self.period and not {*self.reasons} <= {*EVER}
        when = f" ({self.period}, {' & '.join('+'.join(session) for session in self.slots)})" if named else ""
        needed = f" ({NEEDED[language].format(count=self.lacking)})" if named and self.lacking else ""
        return f"{self.activity}{when}: {'; '.join(CLAUSES[language][reason] for reason in self.reasons)}{needed}"


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """A demand without a group. `forced` where no plan at all could meet it, whatever the others do.

    `nearest` has one possibility for each activity that would meet it; `also` has others where one obstacle stands in
    the way as well, one for each further reason that would be enough to take away.
    """

    participant: str
    demand: int
    weight: int
    nearest: tuple[Nearest, ...]
    also: tuple[Nearest, ...] = field(default=())

    @property
    def forced(self) -> bool:
        """Nobody could place it."""
        return all(each.forced for each in self.nearest)


def reasons_in(instance: Instance, *, plan: Plan) -> tuple[Unplaced, ...]:
    """The reasons for every demand that a valid plan leaves open, in the order of the participants.

    Raises:
        ValueError: if the plan has a group that cannot be held.
    """
    return explain_unplaced(timetable_of(Puzzle(instance), plan=plan))


def explain_unplaced(table: Timetable) -> tuple[Unplaced, ...]:
    """The reasons for every demand the timetable leaves open, in the order of the participants."""
    outlook = Outlook(table)
    return tuple(
        _unplaced(outlook, number, demand=index)
        for number, participant in enumerate(table.puzzle.instance.participants)
        for index in range(len(participant.demands))
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


EVER = {
    Reason.CANNOT_BE_HELD: {Reason.CANNOT_BE_HELD, Reason.NO_ROOM, Reason.NO_TRAINER},
    Reason.LEVEL_OUTSIDE: {Reason.LEVEL_OUTSIDE},
    Reason.TOO_FAR: {Reason.TOO_FAR},
    Reason.NEVER_FREE: {Reason.UNAVAILABLE, Reason.LESSONS, Reason.CLASS_FULL},
    Reason.WEEKLY_LOAD: {Reason.LOAD_USED},
    Reason.TOO_FEW_EVER: {Reason.TOO_FEW_OTHERS},
}
"""What holds whatever the plan, with the obstacles of a possibility that it comes down to."""
TELLING = (
    Reason.GROUP_FULL, Reason.ROOM_FULL, Reason.NO_TRAINER, Reason.NO_ROOM, Reason.MOST_GROUPS, Reason.GENDER,
    Reason.LEVELS_APART, Reason.CLASS_FULL, Reason.TOO_FEW_OTHERS, Reason.LESSONS, Reason.OTHER_GROUP, Reason.ORDER,
    Reason.TRAVEL_BETWEEN, Reason.LOAD_USED, Reason.UNAVAILABLE, Reason.TOO_FAR, Reason.LEVEL_OUTSIDE,
    Reason.CANNOT_BE_HELD,
)  # fmt: skip
"""Of equally near possibilities, those come first that the people who plan can do most about."""


def _unplaced(outlook: Outlook, number: int, *, demand: int) -> Unplaced:
    puzzle = outlook.puzzle
    participant = puzzle.instance.participants[number]
    nearest, also = [], []
    for option in participant.demands[demand].any_of:
        found = _nearest(outlook, number, activity=puzzle.activity_at[option.activity])
        nearest.append(found[0])
        also.extend(found[1:])
    return Unplaced(
        participant=participant.id,
        demand=demand,
        weight=participant.demands[demand].weight,
        nearest=tuple(nearest),
        also=tuple(also),
    )


def _nearest(outlook: Outlook, number: int, *, activity: int) -> list[Nearest]:
    """The nearest possibility; and where one obstacle is in its way, the nearest for each other single obstacle."""
    puzzle = outlook.puzzle
    never = never_possible(puzzle, number, activity=activity)
    best: dict[frozenset[Reason], Possibility] = {}
    fewest: list[float] = [inf]
    for possibility in outlook.possibilities(number, activity=activity, at_most=lambda: fewest[0]):
        if not possibility.obstacles:
            return [_possible_now(outlook, number, activity=activity)]
        fewest[0] = min(fewest[0], len(possibility.obstacles))
        known = best.get(possibility.obstacles)
        if known is None or _rank(possibility) < _rank(known):
            best[possibility.obstacles] = possibility
    if not best:
        name = puzzle.instance.activities[activity].id
        reasons = (never or Reason.CANNOT_BE_HELD,)
        return [Nearest(activity=name, reasons=reasons, obstacles=reasons, forced=puzzle.complete,
                        participant=puzzle.instance.participants[number].id)]  # fmt: skip
    ranked = sorted(best.values(), key=lambda each: (len(each.obstacles), *_told(each, never=never), *_rank(each)))
    first, *others = ranked
    singles = [each for each in others if len(each.obstacles) == 1] if len(first.obstacles) == 1 else []
    return [_named(outlook, number, possibility=each, never=never) for each in (first, *singles)]


def _rank(possibility: Possibility) -> tuple[int, bool, int, int, int]:
    """Among possibilities with the same obstacles: the least lacking, a group there is, the earliest."""
    time = possibility.time
    return possibility.lacking, possibility.group is None, possibility.choice, time.period, time.mask & -time.mask


def _told(possibility: Possibility, *, never: Reason | None) -> tuple[bool, list[int]]:
    """What holds whatever the plan comes first, then what can be done most about."""
    forced = never is not None and bool(EVER[never] & possibility.obstacles)
    return not forced, sorted(TELLING.index(reason) for reason in possibility.obstacles)


def _possible_now(outlook: Outlook, number: int, *, activity: int) -> Nearest:
    """The best of the possibilities that nothing stands in the way of, but perhaps its cost."""
    table, standing, mark = outlook.table, set(outlook.table.groups), len(outlook.table.changes)
    free = outlook.possibilities(number, activity=activity, at_most=lambda: 0)
    times = {(each.time.period, each.time.sessions) for each in free if not each.obstacles}
    gain = insert_best(table, number, activity=activity, times=times) or 0
    group, choice = table.placed[number][activity], table.attends[number]
    table.back_to(mark)
    offer, place = group.offer, outlook.puzzle.room_location[group.room]
    time = Time(activity, offer.period, offer.sessions, offer.mask)
    way = Possibility(time, place, group if group in standing else None, choice, frozenset())
    reason = Reason.NOT_TRIED if gain > 0 else Reason.NOT_WORTH_IT
    return _named(outlook, number, possibility=way, only=reason, loss=max(0, -gain))


def _named(
    outlook: Outlook,
    number: int,
    *,
    possibility: Possibility,
    never: Reason | None = None,
    only: Reason | None = None,
    loss: int = 0,
) -> Nearest:
    """The possibility with names for numbers, in the words that hold at any time where those are true."""
    puzzle, time, group = outlook.puzzle, possibility.time, possibility.group
    instance = puzzle.instance
    obstacles = tuple(sorted(possibility.obstacles, key=list(Reason).index)) if only is None else (only,)
    reasons = (never,) if never is not None and EVER[never] & possibility.obstacles else obstacles
    changes = possibility.choice != outlook.table.attends[number]
    return Nearest(
        activity=instance.activities[time.activity].id,
        reasons=reasons,
        forced=never is not None and puzzle.complete,
        in_group=group is not None,
        period=instance.periods[time.period].id,
        slots=tuple(tuple(instance.slots[slot].id for slot in session) for session in time.sessions),
        participant=instance.participants[number].id,
        obstacles=obstacles,
        location=instance.locations[possibility.location].id,
        room=instance.rooms[group.room].id if group is not None else "",
        trainer=instance.trainers[group.trainer].id if group is not None else "",
        language_class=instance.classes[possibility.choice].id if changes and possibility.choice >= 0 else "",
        lacking=possibility.lacking,
        loss=loss,
    )
