"""The competition's files are read to the letter, faults name their line, and answers are judged by its rules."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweespoor.core.planning import (
    Activity,
    Demand,
    FormatError,
    Group,
    Instance,
    Location,
    Option,
    Participant,
    Period,
    Plan,
    Room,
    Slot,
    Term,
    Trainer,
    Weights,
    check,
)
from tweespoor.core.planning.competition import (
    LEFT_OUT,
    SLOTS,
    Assignment,
    Competition,
    judge,
    read_sln,
    read_tim,
    write_sln,
    write_tim,
)

SEEDS = st.integers(0, 10**9)
EVERY_SLOT = frozenset(range(SLOTS))


def a_competition(**changes: object) -> Competition:
    """Four events, two rooms, one feature: event 3 needs a laboratory, which is room 1. Three students."""
    simple = Competition(
        capacities=(3, 2),
        features=1,
        room_features=(frozenset(), frozenset({0})),
        event_features=(frozenset(), frozenset(), frozenset(), frozenset({0})),
        attendance=(frozenset({0, 1, 2}), frozenset({0, 3}), frozenset({0})),
        available=(EVERY_SLOT,) * 4,
        after=(),
    )
    return replace(simple, **changes)  # type: ignore[arg-type]


def placed(*places: tuple[int, int]) -> Assignment:
    """The slot and room of each event."""
    return Assignment(slots=tuple(slot for slot, _ in places), rooms=tuple(room for _, room in places))


OUT = (LEFT_OUT, LEFT_OUT)


def test_costs_are_as_counted_by_hand() -> None:
    """Student 0 has slots 6, 7, 8 of Monday; student 1 slot 6 and then 1 of Tuesday; student 2 slot 6."""
    verdict = judge(a_competition(), placed((6, 0), (7, 0), (8, 1), (10, 1)))
    assert verdict.valid
    assert (verdict.last_slot, verdict.in_a_row, verdict.single) == (1, 1, 3)
    assert verdict.cost == (0, 5)


def test_four_in_a_row_cost_two_and_nights_part_days() -> None:
    attends = {"attendance": (frozenset({0, 1, 2, 3}), frozenset(), frozenset())}
    four = judge(a_competition(**attends), placed((0, 0), (1, 0), (2, 0), (3, 1)))
    assert (four.in_a_row, four.cost) == (2, (0, 2))
    over_night = judge(a_competition(**attends), placed((7, 0), (8, 0), (9, 0), (10, 1)))
    assert (over_night.in_a_row, over_night.last_slot, over_night.single) == (0, 1, 0)


def test_leaving_out_events_is_allowed_and_counts_their_students() -> None:
    verdict = judge(a_competition(), placed(OUT, (1, 0), (2, 0), OUT))
    assert verdict.valid
    assert verdict.cost == (4, 0)


@pytest.mark.parametrize(
    ("changes", "places", "sentence"),
    [
        ({}, ((0, 0), (0, 1), (2, 0), (1, 1)), "student 0 has events 0 and 1 both in slot 0"),
        ({}, ((0, 1), (1, 0), (2, 0), (3, 1)), "event 0 has 3 students in room 1, which has 2 seats"),
        ({}, ((0, 0), (1, 0), (2, 0), (3, 0)), "event 3 needs feature 0, which room 0 lacks"),
        ({}, ((0, 0), (3, 1), (2, 0), (3, 1)), "events 1 and 3 are both in room 1 in slot 3"),
        (
            {"after": ((2, 3),)},
            ((0, 0), (1, 0), (5, 0), (3, 1)),
            "event 2 is to be before event 3, but they are in slots 5 and 3",
        ),
        (
            {"after": ((1, 3),)},
            ((0, 0), (3, 0), (5, 0), (3, 1)),
            "event 1 is to be before event 3, but they are in slots 3 and 3",
        ),
        (
            {"available": (EVERY_SLOT - {9}, *(EVERY_SLOT,) * 3)},
            ((9, 0), (1, 0), (2, 0), (3, 1)),
            "event 0 is in slot 9, in which it is not available",
        ),
        ({}, ((45, 0), (1, 0), (2, 0), (3, 1)), "event 0 is in slot 45 and room 0, which do not both exist"),
        ({}, ((0, LEFT_OUT), (1, 0), (2, 0), (3, 1)), "event 0 is in slot 0 and room -1, which do not both exist"),
    ],
)
def test_each_broken_rule_is_said_in_a_sentence(
    changes: dict[str, object], places: tuple[tuple[int, int], ...], sentence: str
) -> None:
    assert judge(a_competition(**changes), placed(*places)).broken == (sentence,)


def test_an_order_does_not_bind_an_event_that_is_left_out() -> None:
    assert judge(a_competition(after=((2, 3),)), placed((0, 0), (1, 0), OUT, (3, 1))).valid


def test_an_assignment_of_other_events_is_refused() -> None:
    with pytest.raises(ValueError, match="3 slots and 3 rooms for 4 events"):
        judge(a_competition(), placed((0, 0), (1, 0), (2, 0)))


def a_file(rng: Random) -> str:
    """A small instance as numbers with all sorts of white space between, built without the project's classes."""
    events, rooms, features, students = rng.randint(0, 7), rng.randint(0, 3), rng.randint(0, 2), rng.randint(0, 6)
    order = [[0] * events for _ in range(events)]
    for first, second in combinations(rng.sample(range(events), events), 2):
        if rng.random() < 0.15:
            forward, backward = rng.choice([(1, -1), (1, 0), (0, -1)])
            order[first][second], order[second][first] = forward, backward
    share = rng.choice([0.2, 0.5])
    numbers = [events, rooms, features, students]
    numbers += [rng.randint(0, students + 1) for _ in range(rooms)]
    numbers += [int(rng.random() < share) for _ in range(students * events)]
    numbers += [int(rng.random() < 0.8) for _ in range(rooms * features)]
    numbers += [int(rng.random() < 0.3) for _ in range(events * features)]
    numbers += [int(rng.random() < 0.9) for _ in range(events * SLOTS)]
    numbers += [number for row in order for number in row]
    return "".join(f"{number}{rng.choice([' ', '  ', chr(10), chr(13) + chr(10)])}" for number in numbers)


def an_answer(rng: Random, *, events: int, rooms: int) -> Assignment:
    """Places in a few slots, so that there is something to clash."""
    usual = rng.sample(range(SLOTS), 6)
    return placed(
        *((rng.choice(usual), rng.randrange(rooms)) if rooms and rng.random() < 0.9 else OUT for _ in range(events))
    )


class Plainly:
    """The competition's description once more, on the bare numbers of the files."""

    def __init__(self, text: str, answer: str) -> None:
        numbers = iter(map(int, text.split()))

        def table(rows: int, columns: int) -> list[list[int]]:
            return [[next(numbers) for _ in range(columns)] for _ in range(rows)]

        [[n, r, f, s]] = table(1, 4)
        [self.seats] = table(1, r)
        self.attends, self.has, self.needs = table(s, n), table(r, f), table(n, f)
        self.available, self.order = table(n, SLOTS), table(n, n)
        self.slot, self.room = zip(*[map(int, line.split()) for line in answer.splitlines()], strict=True) or ((), ())
        self.events = [event for event in range(n) if self.slot[event] >= 0]

    def breaches(self) -> int:
        found = 0
        for event in self.events:
            room = self.room[event]
            found += sum(row[event] for row in self.attends) > self.seats[room]
            found += sum(need > has for need, has in zip(self.needs[event], self.has[room], strict=True))
            found += not self.available[event][self.slot[event]]
        for one, other in combinations(self.events, 2):
            together = self.slot[one] == self.slot[other]
            found += together and self.room[one] == self.room[other]
            found += together * sum(row[one] and row[other] for row in self.attends)
            before = 1 in (self.order[one][other], -self.order[other][one])
            later = 1 in (self.order[other][one], -self.order[one][other])
            found += (before and self.slot[one] >= self.slot[other]) + (later and self.slot[other] >= self.slot[one])
        return found

    def cost(self) -> tuple[int, int]:
        distance = sum(sum(row) - sum(row[event] for event in self.events) for row in self.attends)
        soft = 0
        for row in self.attends:
            taken = {self.slot[event] for event in self.events if row[event]}
            week = "".join("x" if slot in taken else "." for slot in range(SLOTS))
            for day in (week[start : start + 9] for start in range(0, SLOTS, 9)):
                soft += day.endswith("x") + (day.count("x") == 1)
                soft += sum(len(run) - 2 for run in day.split(".") if len(run) > 2)
        return distance, soft


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS)
def test_files_are_judged_as_a_plain_reading_of_them_does(seed: int) -> None:
    rng = Random(seed)
    text = a_file(rng)
    competition = read_tim(text)
    answer = an_answer(rng, events=competition.events, rooms=competition.rooms)
    verdict = judge(competition, answer)
    if competition.events:
        plain = Plainly(text, write_sln(answer))
        assert (len(verdict.broken), verdict.cost) == (plain.breaches(), plain.cost())
    assert verdict.cost == (verdict.distance, verdict.last_slot + verdict.in_a_row + verdict.single)


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS)
def test_what_is_written_is_read_back(seed: int) -> None:
    rng = Random(seed)
    competition = read_tim(a_file(rng))
    assert read_tim(write_tim(competition)) == competition
    answer = an_answer(rng, events=competition.events, rooms=competition.rooms)
    assert read_sln(write_sln(answer), competition=competition) == answer


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS)
def test_what_a_search_asks_is_what_the_rules_say(seed: int) -> None:
    """An event alone keeps the rules just where `rooms_for` and `slots_for` say; two in a slot where none clashes."""
    competition = read_tim(a_file(Random(seed)))
    nothing = placed(*[OUT] * competition.events)

    def with_events(*chosen: tuple[int, int, int]) -> bool:
        slots, rooms = list(nothing.slots), list(nothing.rooms)
        for event, slot, room in chosen:
            slots[event], rooms[event] = slot, room
        return judge(competition, Assignment(slots=tuple(slots), rooms=tuple(rooms))).valid

    for event in range(competition.events):
        rooms = {room for room in range(competition.rooms) for slot in range(SLOTS) if with_events((event, slot, room))}
        if competition.slots_for(event):
            assert rooms == set(competition.rooms_for(event))
        for room in competition.rooms_for(event):
            slots = {slot for slot in range(SLOTS) if with_events((event, slot, room))}
            assert slots == set(competition.slots_for(event))
        missed = judge(competition, nothing).distance
        assert missed == sum(len(competition.students_of(event)) for event in range(competition.events))
    apart = replace(competition, after=(), available=(EVERY_SLOT,) * competition.events)
    roomy = replace(apart, capacities=(9, 9), room_features=(frozenset(range(9)),) * 2)
    assert not any(event in roomy.clashes_of(event) for event in range(roomy.events))
    for one, other in combinations(range(roomy.events), 2):
        together = [OUT] * roomy.events
        together[one], together[other] = (0, 0), (0, 1)
        assert judge(roomy, placed(*together)).valid == (other not in roomy.clashes_of(one))


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_the_roosterpuzzel_with_fixed_groups_costs_the_same(seed: int) -> None:
    rng = Random(seed)
    competition = read_tim(a_file(rng))
    answer = an_answer(rng, events=competition.events, rooms=competition.rooms)
    verdict = judge(competition, answer)
    report = check(as_roosterpuzzel(competition), as_plan(competition, answer))
    kinds = (Term.UNPLACED, Term.LATE, Term.THIRD_IN_ROW, Term.SINGLE_SESSION_DAY)
    expected = (verdict.distance, verdict.last_slot, verdict.in_a_row, verdict.single)
    clash = any(breach.startswith("student") for breach in verdict.broken)
    assert clash == any(breach.rule == 6 for breach in report.broken)
    if not clash:
        assert tuple(report.breakdown[kind] for kind in kinds) == expected


def as_roosterpuzzel(competition: Competition) -> Instance:
    """Each event an activity of its own, each student somebody who demands just those."""
    slots = tuple(
        Slot(id=f"{day}-{hour}", day=day, start=60 * (8 + hour), end=60 * (9 + hour), late=hour == 8)
        for day in range(1, 6)
        for hour in range(9)
    )
    return Instance(
        name="competition",
        slots=slots,
        periods=(Period(id="week", weeks=1),),
        levels=("any",),
        zones=("town",),
        travel=((0,),),
        locations=(Location(id="university", zone="town"),),
        rooms=tuple(
            Room(id=str(n), location="university", capacity=seats) for n, seats in enumerate(competition.capacities)
        ),
        trainers=tuple(Trainer(id=str(n)) for n in range(competition.events)),
        classes=(),
        activities=tuple(Activity(id=str(n), weeks=1, min_size=0, max_size=99) for n in range(competition.events)),
        participants=tuple(
            Participant(
                id=str(n),
                level=0,
                gender="v",
                zone="town",
                demands=tuple(Demand(weight=1, any_of=(Option(activity=str(event)),)) for event in sorted(events)),
            )
            for n, events in enumerate(competition.attendance)
        ),
        weights=Weights(late=1, third_in_row=1, single_session_day=1),
    )


def as_plan(competition: Competition, answer: Assignment) -> Plan:
    groups = []
    for event, (slot, room) in enumerate(zip(answer.slots, answer.rooms, strict=True)):
        students = competition.students_of(event)
        if students and slot != LEFT_OUT:
            groups.append(
                Group(
                    activity=str(event),
                    period="week",
                    slots=((f"{slot // 9 + 1}-{slot % 9}",),),
                    room=str(room),
                    trainer=str(event),
                    participants=tuple(map(str, students)),
                )
            )
    return Plan(groups=tuple(groups))


ONE_EVENT = "1 1 1 1\n5\n1\n1\n0\n" + "1 " * 45 + "\n0\n"
"""Seven lines: counts, seats, attendance, features of the room, features needed, availability, order."""


FOR = " for the events, rooms, features and students it begins with"


@pytest.mark.parametrize(
    ("line", "content", "fault"),
    [
        (1, "1 1 1", "the file has 53 numbers; 58 are needed" + FOR),
        (1, "1 1 one 1", "line 1: the number of features: expected a whole number, found 'one'"),
        (1, "1 1 1 -1", "line 1: the number of students: expected 0 to 100000, found -1"),
        (1, "9999999 1 1 1", "line 1: the number of events: expected 0 to 100000, found 9999999"),
        (
            1,
            "2 1 1 1",
            "the file has 54 numbers; 104 are needed" + FOR,
        ),
        (2, "5.5", "line 2: the seats of room 0: expected a whole number, found '5.5'"),
        (3, "2", "line 3: attendance of student 0 in event 0: expected 0 to 1, found 2"),
        (4, "-1", "line 4: room 0 having feature 0: expected 0 to 1, found -1"),
        (5, "\u0661", "line 5: event 0 needing feature 0: expected a whole number, found '\u0661'"),
        (6, "1 " * 44 + "7", "line 6: availability of event 0 in slot 44: expected 0 to 1, found 7"),
        (7, "1", "order of events 0 and 0: event 0 is to be before itself"),
        (7, "-2", "line 7: order of events 0 and 0: expected -1 to 1, found -2"),
        (
            7,
            "0 0",
            "the file has 55 numbers; 54 are needed" + FOR,
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_place(line: int, content: str, fault: str) -> None:
    assert read_tim(ONE_EVENT).events == 1
    lines = ONE_EVENT.splitlines()
    lines[line - 1] = content
    with pytest.raises(FormatError) as caught:
        read_tim("\n".join(lines))
    assert str(caught.value) == fault


def test_two_events_each_before_the_other_are_refused() -> None:
    text = write_tim(a_competition(after=((1, 2),)))
    lines = text.splitlines()
    lines[-2] = "0 1 0 0"
    with pytest.raises(FormatError, match="order of events 1 and 2: event 1 is to be before event 2 and after it"):
        read_tim("\n".join(lines))


@pytest.mark.parametrize("text", ["", "   \n", "1 1", "x", "\ufeff1 1 1 1", "\0"])
def test_a_file_that_is_no_instance_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match=r"the number of|the file has"):
        read_tim(text)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("0 0\n", "the file has 1 lines of a slot and a room for 4 events"),
        ("0 0\n1 0\n2 0\n3 1\n4 1\n", "the file has 5 lines of a slot and a room for 4 events"),
        ("0 0\n1\n2 0\n3 1\n", "line 2: expected two whole numbers, a slot and a room, found '1'"),
        ("0 0\n1 0\n\n2 0\n3 a\n", "line 5: expected two whole numbers, a slot and a room, found '3 a'"),
        ("0 0\n1 0\n2 2\n3 1\n", "line 3: slot 2, room 2: slots are 0 to 44, rooms 0 to 1"),
        ("45 0\n1 0\n2 0\n3 1\n", "line 1: slot 45, room 0: slots are 0 to 44, rooms 0 to 1"),
        ("0 0\n1 0\n-1 0\n3 1\n", "line 3: slot -1, room 0: an event that is left out has -1 for both"),
    ],
)
def test_a_broken_answer_is_refused_with_its_line(answer: str, fault: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_sln(answer, competition=a_competition())
    assert str(caught.value) == fault
