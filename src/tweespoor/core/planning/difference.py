"""What changes for whom between two plans of one instance, as data and as Dutch and English sentences.

A person is changed whose groups (activity, period and slots) or class differ. Another room or trainer for the same
group is told too, and does not count as a change. Told are the instance's participants; whoever left is not among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from tweespoor.core.planning.data import Group, Instance, Participant, Plan
from tweespoor.core.planning.replanning.changes import Change, GroupChange, GroupKind, Kind, Stay
from tweespoor.core.planning.replanning.wording import Wording

Key = tuple[str, str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, kw_only=True)
class PersonDifference:
    """All that changes for one participant, the worst first."""

    participant: str
    changes: tuple[Change, ...]

    @property
    def kind(self) -> Kind:
        """The worst that happens."""
        return self.changes[0].kind

    @property
    def changed(self) -> bool:
        """Groups, times or class differ; not only the room or the trainer."""
        return any(change.kind not in (Kind.ROOM, Kind.TRAINER) for change in self.changes)


@dataclass(frozen=True, kw_only=True)
class Totals:
    """How many participants lose something; else are moved, switched or get something instead; else only gain; else
    only see another room or trainer."""

    lose: int
    moved: int
    gain: int
    elsewhere: int


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Between two plans: what changes per participant, those who lose first, and per group."""

    people: tuple[PersonDifference, ...]
    groups: tuple[GroupChange, ...]
    instance: Instance = field(repr=False, compare=False)

    @property
    def changed(self) -> tuple[str, ...]:
        """The participants whose groups, times or class differ."""
        return tuple(each.participant for each in self.people if each.changed)

    @property
    def totals(self) -> Totals:
        """How many participants there are of each sort, each counted once, by the worst that happens."""
        count = Counter(each.kind for each in self.people)
        return Totals(
            lose=count[Kind.LOSES],
            moved=count[Kind.MOVES] + count[Kind.SWITCHES] + count[Kind.EXCHANGES],
            gain=count[Kind.GAINS],
            elsewhere=count[Kind.ROOM] + count[Kind.TRAINER],
        )

    def sentences(self, *, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each participant for whom something changes, with a sentence per change; `language` is nl or en."""
        wording = Wording(self.instance, language=language)
        return tuple((each.participant, tuple(map(wording.of_change, each.changes))) for each in self.people)

    def group_sentences(self, *, language: str) -> tuple[str, ...]:
        """A sentence per group that changes."""
        return tuple(map(Wording(self.instance, language=language).of_group, self.groups))

    def summary(self, *, language: str) -> str:
        """The totals in a sentence."""
        totals = self.totals
        wording = Wording(self.instance, language=language)
        return wording.of_totals(lose=totals.lose, moved=totals.moved, gain=totals.gain, elsewhere=totals.elsewhere)


def difference(instance: Instance, *, before: Plan, after: Plan) -> Difference:
    """What changes for the instance's participants, and for groups, when `after` takes the place of `before`."""
    then, now = _stays(before), _stays(after)
    people = []
    for number, participant in enumerate(instance.participants):
        mine = then.get(participant.id, []), now.get(participant.id, [])
        classes = _class(participant, plan=before), _class(participant, plan=after)
        changes = tuple(_changes(participant, before=mine[0], after=mine[1], classes=classes))
        if changes:
            worst_first = sorted(changes, key=lambda change: tuple(Kind).index(change.kind))
            told = PersonDifference(participant=participant.id, changes=tuple(worst_first))
            people.append((tuple(Kind).index(told.kind), number, told))
    groups = sorted(_groups(before, after), key=lambda each: (tuple(GroupKind).index(each.kind), each.activity))
    return Difference(
        people=tuple(told for _, _, told in sorted(people, key=lambda each: each[:2])),
        groups=tuple(groups),
        instance=instance,
    )


def changed_people(instance: Instance, *, before: Plan, after: Plan) -> tuple[str, ...]:
    """The participants whose groups (activity, period and slots) or class differ, in the instance's order."""
    then, now = _stays(before), _stays(after)
    return tuple(
        each.id
        for each in instance.participants
        if Counter(stay.key for stay in then.get(each.id, ())) != Counter(stay.key for stay in now.get(each.id, ()))
        or _class(each, plan=before) != _class(each, plan=after)
    )


def _stays(plan: Plan) -> dict[str, list[Stay]]:
    """What everybody attends; who is in a group twice attends it once."""
    stays: dict[str, list[Stay]] = {}
    for group in plan.groups:
        for name in dict.fromkeys(group.participants):
            stays.setdefault(name, []).append(Stay.of(group))
    return stays


def _class(participant: Participant, *, plan: Plan) -> str | None:
    return plan.classes.get(participant.id, participant.class_id)


def _changes(
    participant: Participant, *, before: list[Stay], after: list[Stay], classes: tuple[str | None, str | None]
) -> Iterator[Change]:
    if classes[0] != classes[1]:
        yield Change(kind=Kind.SWITCHES, class_before=classes[0], class_after=classes[1])
    gone, come = list(before), list(after)
    _pairs(gone, come, lambda one, two: one == two)
    for then, now in _pairs(gone, come, lambda one, two: one.key == two.key):
        if then.room != now.room:
            yield Change(kind=Kind.ROOM, before=then, after=now)
        if then.trainer != now.trainer:
            yield Change(kind=Kind.TRAINER, before=then, after=now)
    for then, now in _pairs(gone, come, lambda one, two: one.activity == two.activity):
        yield Change(kind=Kind.MOVES, before=then, after=now)
    demand_of = {option.activity: n for n, demand in enumerate(participant.demands) for option in demand.any_of}
    for then, now in _pairs(gone, come, lambda one, two: _for_one_demand(one, two, demand_of=demand_of)):
        yield Change(kind=Kind.EXCHANGES, before=then, after=now)
    yield from (Change(kind=Kind.LOSES, before=stay) for stay in gone)
    yield from (Change(kind=Kind.GAINS, after=stay) for stay in come)


def _for_one_demand(one: Stay, two: Stay, *, demand_of: dict[str, int]) -> bool:
    demand = demand_of.get(one.activity)
    return demand is not None and demand == demand_of.get(two.activity)


def _pairs(gone: list[Stay], come: list[Stay], alike: Callable[[Stay, Stay], bool]) -> list[tuple[Stay, Stay]]:
    """Take those that are alike out of both lists, two by two."""
    pairs = []
    for then in list(gone):
        now = next((each for each in come if alike(then, each)), None)
        if now is not None:
            gone.remove(then)
            come.remove(now)
            pairs.append((then, now))
    return pairs


def _groups(before: Plan, after: Plan) -> Iterator[GroupChange]:
    """Every group that is new, ends, moves, or goes on with other people, another room or another trainer."""
    gone, come = list(before.groups), list(after.groups)
    for alike in (_same, _same_place, _same_time, _same_people):
        for then in list(gone):
            close = [each for each in come if alike(then, each)]
            if not close:
                continue
            found = max(close, key=partial(_shared, then))
            gone.remove(then)
            come.remove(found)
            change = _of_group(then, found)
            if change is not None:
                yield change
    for then in gone:
        yield GroupChange(kind=GroupKind.CLOSED, activity=then.activity, before=then, left=then.participants)
    for now in come:
        yield GroupChange(kind=GroupKind.OPENED, activity=now.activity, after=now, joined=now.participants)


def _same(one: Group, two: Group) -> bool:
    return Stay.of(one) == Stay.of(two) and {*one.participants} == {*two.participants}


def _same_time(one: Group, two: Group) -> bool:
    return Stay.of(one).key == Stay.of(two).key


def _same_place(one: Group, two: Group) -> bool:
    return _same_time(one, two) and one.room == two.room


def _same_people(one: Group, two: Group) -> bool:
    """The same activity for at least half of the people of either."""
    most = max(len(one.participants), len(two.participants))
    return one.activity == two.activity and 0 < most <= 2 * _shared(one, two)


def _shared(one: Group, two: Group) -> int:
    return len({*one.participants} & {*two.participants})


def _of_group(then: Group, now: Group) -> GroupChange | None:
    joined = tuple(name for name in now.participants if name not in then.participants)
    left = tuple(name for name in then.participants if name not in now.participants)
    moved = not _same_time(then, now)
    if not (moved or joined or left or (then.room, then.trainer) != (now.room, now.trainer)):
        return None
    kind = GroupKind.MOVED if moved else GroupKind.GOES_ON
    return GroupChange(kind=kind, activity=then.activity, before=then, after=now, joined=joined, left=left)
