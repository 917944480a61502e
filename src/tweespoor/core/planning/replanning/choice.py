"""A choice of periods and people: an instance in which only those can change, and the plan back among all the rest.

Outside the choice stays what a plan has there, whether it still fits or not: every group of another period, and of the
chosen periods the groups with somebody in them who was not chosen, with those people. Whoever was chosen may join the
latter where there is a seat. The lessons of a class are in all periods, so that nobody changes class where only some
periods were chosen.

What still fits of it is in the instance and pinned. What does not (someone who left, a room that was closed) is out of
it, and leaves its room, trainer, seats and the weeks of its people taken. Where nothing is kept in the chosen periods,
all that is kept is treated so: then nothing is pinned, and the part can be solved as a puzzle of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tweespoor.core.planning.bending.fitting import what_does_not_fit
from tweespoor.core.planning.data import Activity, Demand, Group, Instance, Option, Participant, Plan
from tweespoor.core.planning.pins import GroupPin, PersonPin, Pins

Slots = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The ids of the periods and people that take part; None is all of them."""

    periods: frozenset[str] | None = None
    people: frozenset[str] | None = None

    def has_period(self, period: str) -> bool:
        """The period takes part."""
        return self.periods is None or period in self.periods

    def has_person(self, name: str) -> bool:
        """The person takes part."""
        return self.people is None or name in self.people

    def keeps(self, group: Group) -> bool:
        """The group stays at its time, in its room and with its trainer."""
        return not self.has_period(group.period) or not all(self.has_person(name) for name in group.participants)

    def keeps_class(self, name: str) -> bool:
        """Somebody stays in the class of the plan."""
        return self.periods is not None or not self.has_person(name)

    def keeps_seat(self, group: Group, name: str) -> bool:
        """Somebody stays in the group."""
        return not self.has_period(group.period) or not self.has_person(name)


@dataclass(frozen=True, kw_only=True)
class AsBefore(Choice):
    """What is outside a choice, as far as it is in an earlier plan too: all the rest is open, for everybody."""

    choice: Choice
    before: Plan

    @cached_property
    def _members(self) -> dict[tuple[object, ...], frozenset[str]]:
        return {_key(group): frozenset(group.participants) for group in self.before.groups}

    def has_period(self, period: str) -> bool:
        """Every period takes part."""
        return True

    def has_person(self, name: str) -> bool:
        """Everybody takes part."""
        return True

    def keeps_class(self, name: str) -> bool:
        """As the choice does."""
        return self.choice.keeps_class(name)

    def keeps_seat(self, group: Group, name: str) -> bool:
        """Somebody had this seat before, outside the choice."""
        return self.choice.keeps_seat(group, name) and name in self._members.get(_key(group), ())

    def keeps(self, group: Group) -> bool:
        """The group was held before, outside the choice."""
        return self.choice.keeps(group) and _key(group) in self._members


@dataclass(frozen=True, kw_only=True)
class Part:
    """The instance in which only what was chosen can change; `keep` are the promises to give to the planner with it.

    `places` are the positions in the whole plan of the groups of the instance's `previous`: first those that are kept.
    """

    instance: Instance
    keep: Pins
    choice: Choice
    plan: Plan
    pinned: frozenset[int]
    places: tuple[int, ...]

    def whole(self, found: Plan) -> Plan:
        """A plan of the part among everything that was kept."""
        taken: dict[int, Group] = {}
        free = dict(enumerate(found.groups))
        for place in sorted(self.pinned):
            same = next(number for number, each in free.items() if _key(each) == _key(self.plan.groups[place]))
            taken[place] = free.pop(same)
        kept = [
            self._with_those_who_came(place, taken.get(place))
            for place, group in enumerate(self.plan.groups)
            if self.choice.keeps(group)
        ]
        classes = {name: where for name, where in self.plan.classes.items() if self.choice.keeps_class(name)}
        return Plan(groups=(*kept, *free.values()), classes={**classes, **found.classes})

    def _with_those_who_came(self, place: int, found: Group | None) -> Group:
        group = self.plan.groups[place]
        if found is None or not self.choice.has_period(group.period):
            return group
        stays = tuple(name for name in group.participants if self.choice.keeps_seat(group, name))
        came = {name for name in found.participants if self.choice.has_person(name)}
        there = came - {_stand_in(name, place) for name in group.participants}
        if {*stays} | there == {*group.participants}:
            return group
        return replace(group, participants=(*stays, *sorted(there - {*stays})), outside=found.outside)


def part_of(instance: Instance, *, plan: Plan, choice: Choice) -> Part:
    """The instance in which only what was chosen can change, its `previous` the plan as far as it still fits."""
    return _Narrowing(instance, plan=plan, choice=choice).part()


def _key(group: Group) -> tuple[object, ...]:
    return group.activity, group.period, tuple(sorted(group.slots)), group.room, group.trainer


def _stand_in(name: str, place: int) -> str:
    return f"{name}/{place}"


def _slots(groups: Iterable[Group]) -> dict[str, set[str]]:
    """The slots of groups, per period."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        found[group.period].update(slot for session in group.slots for slot in session)
    return found


class _Narrowing:
    """What is kept of a plan, sorted into what still fits (`fits`: by place in the plan) and what does not."""

    def __init__(self, instance: Instance, *, plan: Plan, choice: Choice) -> None:
        self.instance, self.plan, self.choice = instance, plan, choice
        self.activities = {each.id: each for each in instance.activities}
        self.people = {each.id: each for each in instance.participants}
        self.kept = [place for place, group in enumerate(plan.groups) if choice.keeps(group)]
        self.seats = {place: self._seats(plan.groups[place]) for place in self.kept}
        self.fits, self.stay_at_school = self._what_fits()

    def _seats(self, group: Group) -> tuple[str, ...]:
        return tuple(name for name in group.participants if self.choice.keeps_seat(group, name))

    def _what_fits(self) -> tuple[dict[int, tuple[str, ...]], frozenset[str]]:
        """Per group that can still be held the people who can still be in it; and whose switch of class cannot be."""
        among = any(self.choice.has_period(self.plan.groups[place].period) for place in self.kept)
        kept = self.kept if among else []
        groups = tuple(replace(self.plan.groups[place], participants=self.seats[place]) for place in kept)
        found = what_does_not_fit(self.instance, plan=replace(self.plan, groups=groups))
        gone = {number for number, _ in found.groups}
        stay = [place for number, place in enumerate(kept) if number not in gone]
        fits = zip(stay, found.plan.groups, strict=True)
        held = {place: group.participants for place, group in fits if self.plan.groups[place].participants}
        return held, frozenset(found.switches)

    def part(self) -> Part:
        """The part, put together."""
        stand_ins = {place: tuple(self._stand_ins(place)) for place in self.fits}
        free = [place for place, group in enumerate(self.plan.groups) if not self.choice.keeps(group)]
        return Part(
            instance=self._instance(stand_ins, free=free),
            keep=self._promises(stand_ins),
            choice=self.choice,
            plan=self.plan,
            pinned=frozenset(self.fits),
            places=(*self.fits, *free),
        )

    def _instance(self, stand_ins: Mapping[int, Collection[Participant]], *, free: Iterable[int]) -> Instance:
        whole = self.instance
        return replace(
            whole,
            rooms=tuple(replace(each, taken_in=self._also(each.taken_in, room=each.id)) for each in whole.rooms),
            trainers=tuple(
                replace(each, taken_in=self._also(each.taken_in, trainer=each.id)) for each in whole.trainers
            ),
            classes=tuple(
                replace(each, free_seats=max(0, each.free_seats - self._net[each.id])) for each in whole.classes
            ),
            activities=tuple(self._activity(each) for each in whole.activities),
            participants=(
                *(self._person(each) for each in whole.participants if self._takes_part(each)),
                *(each for place in self.fits for each in stand_ins[place]),
            ),
            previous=Plan(
                groups=(
                    *(self._group(place, stand_ins=stand_ins[place]) for place in self.fits),
                    *(self.plan.groups[place] for place in free),
                ),
                classes={
                    name: where
                    for name, where in self.plan.classes.items()
                    if name in self.people and not self.choice.keeps_class(name)
                },
            ),
        )

    def _group(self, place: int, *, stand_ins: Iterable[Participant]) -> Group:
        """A kept group: those who stay, who stands in for others, and whoever may go."""
        names = (*self.fits[place], *(each.id for each in stand_ins), *self._free_members(place))
        return replace(self.plan.groups[place], participants=names)

    def _free_members(self, place: int) -> tuple[str, ...]:
        kept = {*self.seats[place]}
        return tuple(name for name in self.plan.groups[place].participants if name not in kept)

    def _promises(self, stand_ins: Mapping[int, Collection[Participant]]) -> Pins:
        groups = [self.plan.groups[place] for place in self.fits]
        return Pins(
            groups=tuple(
                GroupPin(
                    activity=each.activity,
                    period=each.period,
                    slots=each.slots,
                    room=each.room,
                    trainer=each.trainer,
                )
                for each in groups
            ),
            people=tuple(
                PersonPin(participant=name, activity=self.plan.groups[place].activity)
                for place, fit in self.fits.items()
                for name in (*fit, *(each.id for each in stand_ins[place]))
            ),
        )

    # What does not fit any more

    def _also(self, taken: Mapping[str, Slots], *, room: str = "", trainer: str = "") -> dict[str, Slots]:
        """What others have of a room or trainer, and what is held there that does not fit."""
        here = [place for place in self.kept if room == self.plan.groups[place].room or trainer == self._trainer(place)]
        theirs = _slots(self.plan.groups[place] for place in here if place not in self.fits)
        ours = _slots(self.plan.groups[place] for place in here if place in self.fits)
        now = {p: {*taken.get(p, ())} | theirs.get(p, set()) - ours.get(p, set()) for p in (*taken, *theirs)}
        return self._known_slots(now)

    def _trainer(self, place: int) -> str:
        return self.plan.groups[place].trainer

    def _known_slots(self, slots: Mapping[str, Collection[str]]) -> dict[str, Slots]:
        """In the order of the week; without periods and slots that are no more."""
        periods = {each.id for each in self.instance.periods}
        found = {
            period: tuple(each.id for each in self.instance.slots if each.id in names)
            for period, names in slots.items()
            if period in periods
        }
        return {period: names for period, names in found.items() if names}

    def _activity(self, each: Activity) -> Activity:
        """With room for as many groups as are not held anyhow."""
        if each.max_groups is None:
            return each
        held = [place in self.fits for place in self.kept if self.plan.groups[place].activity == each.id]
        return replace(each, max_groups=max(held.count(True), each.max_groups - held.count(False)))

    def _stand_ins(self, place: int) -> Iterator[Participant]:
        """Somebody in the seat of each who does not fit in a group any more, and fits there as the others do."""
        group = self.plan.groups[place]
        activity = self.activities[group.activity]
        room = next(each for each in self.instance.rooms if each.id == group.room)
        zone = next(each.zone for each in self.instance.locations if each.id == room.location)
        others = (*self.fits[place], *group.participants)
        like = next((self.people[name] for name in others if name in self.people), None)
        level = activity.level_min if like is None else max(like.level, activity.level_min)
        seats = min(activity.max_size, room.capacity) - len(self.fits[place])
        gone = [name for name in self.seats[place] if name not in self.fits[place]]
        for name in gone[: max(0, seats)]:
            yield Participant(
                id=_stand_in(name, place),
                level=level if activity.level_max is None else min(level, activity.level_max),
                gender=like.gender if like is not None else "unknown",
                zone=zone,
                demands=(Demand(weight=0, any_of=(Option(activity=activity.id),)),),
            )

    # People

    @cached_property
    def _net(self) -> Counter[str]:
        """How many more people are in each class than in the instance, of those who keep their class."""
        net: Counter[str] = Counter()
        for name, where in self.plan.classes.items():
            person = self.people.get(name)
            if person is not None and self.choice.keeps_class(name) and where != person.class_id:
                net[where] += 1
                net[person.class_id or ""] -= 1
        return net

    @cached_property
    def _fitting(self) -> dict[str, list[Group]]:
        found: dict[str, list[Group]] = defaultdict(list)
        for place, names in self.fits.items():
            for name in names:
                found[name].append(self.plan.groups[place])
        return found

    @cached_property
    def _elsewhere(self) -> dict[str, list[Group]]:
        """Per person the kept groups of which the person's seat does not fit."""
        found: dict[str, list[Group]] = defaultdict(list)
        for place in self.kept:
            for name in self.seats[place]:
                if name not in self.fits.get(place, ()):
                    found[name].append(self.plan.groups[place])
        return found

    def _takes_part(self, person: Participant) -> bool:
        return self.choice.has_person(person.id) or person.id in self._fitting

    def _person(self, person: Participant) -> Participant:
        kept, lost = self._fitting.get(person.id, []), self._elsewhere.get(person.id, [])
        if self.choice.keeps_class(person.id):
            moved = None if person.id in self.stay_at_school else self.plan.classes.get(person.id)
            person = replace(person, class_id=moved or person.class_id, class_options=())
        if not self.choice.has_person(person.id):
            return replace(person, demands=tuple(_met(person.demands, kept)))
        busy, own = _slots(lost), _slots(kept)
        every = {each.id for each in self.instance.slots}
        away = {
            each.id: ({*person.unavailable_in.get(each.id, ())} | busy.get(each.id, set()) - own.get(each.id, set()))
            if self.choice.has_period(each.id)
            else every - own.get(each.id, set())
            for each in self.instance.periods
        }
        return replace(
            person,
            unavailable_in=self._known_slots(away),
            demands=tuple(self._still_open(person.demands, kept=kept, lost=lost)),
        )

    def _still_open(
        self, demands: Iterable[Demand], *, kept: Collection[Group], lost: Collection[Group]
    ) -> Iterator[Demand]:
        """What is not met in groups that are out of the instance, and can still come before or after them; with what is
        met in a group that is kept, for that comes when it came."""
        had, held = {group.activity for group in lost}, {group.activity for group in kept}
        for demand in demands:
            if had & {option.activity for option in demand.any_of}:
                continue
            options = tuple(
                option
                for option in demand.any_of
                if option.activity in held or self._in_order(option.activity, lost=lost)
            )
            if options:
                yield replace(demand, any_of=options)

    def _in_order(self, activity: str, *, lost: Iterable[Group]) -> bool:
        """In whichever chosen period it is held, the activity comes after and before what it has to."""
        order = {each.id: number for number, each in enumerate(self.instance.periods)}
        chosen = [order[each.id] for each in self.instance.periods if self.choice.has_period(each.id)]
        for group in lost:
            then = order.get(group.period, -1)
            other = self.activities.get(group.activity)
            too_early = group.activity in self.activities[activity].after and any(now <= then for now in chosen)
            too_late = other is not None and activity in other.after and any(now >= then for now in chosen)
            if too_early or too_late:
                return False
        return True


def _met(demands: Iterable[Demand], groups: Iterable[Group]) -> Iterator[Demand]:
    """What is met in these groups, and nothing else."""
    held = {group.activity for group in groups}
    for demand in demands:
        options = tuple(option for option in demand.any_of if option.activity in held)
        if options:
            yield replace(demand, any_of=options)
