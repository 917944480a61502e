"""What people choose from, as arrays: ways of attending class, seats, and the items of their demands."""

from __future__ import annotations

import numpy as np

from tweespoor.core.planning.bounds.market import MOST_ITEMS, PARTS, Numbers, Option, by_day, cut, numbers
from tweespoor.core.planning.puzzle import Puzzle

SEVERAL_DAYS = -1
"""The item of a seat with sessions on several days."""
ANY = -1
"""The activity of an item for which the order of activities does not matter."""


def wish_arrays(puzzle: Puzzle, *, options: list[Option]) -> dict[str, Numbers]:
    """Everything that is per person."""
    first, total = [0], 0
    for person in puzzle.people:
        total += len(person.weights)
        first.append(total)
    return {
        "person_level": numbers(person.level for person in puzzle.people),
        "person_gender": numbers(person.gender for person in puzzle.people),
        "person_most": numbers(person.most for person in puzzle.people),
        "person_class": numbers(person.choices[0] for person in puzzle.people),
        "demand_from": numbers(first),
        "demand_weight": PARTS * numbers(weight for person in puzzle.people for weight in person.weights),
        **_ways(puzzle),
        **_seats(puzzle, options=options, first=first),
    }


def shape(mask: int, *, lonely: int, third: int) -> int:
    """What a day with these slots attended costs, in points."""
    return lonely * (mask.bit_count() == 1) + third * (mask & mask << 1 & mask << 2).bit_count()


def _ways(puzzle: Puzzle) -> dict[str, Numbers]:
    """Per person the different lessons they can have, and per such way the classes that have them."""
    weights = puzzle.instance.weights
    per_person: list[int] = [0]
    lessons: list[int] = []
    classes: list[list[int]] = []
    costs: list[int] = []
    for number, person in enumerate(puzzle.people):
        found: dict[int, list[int]] = {}
        for choice in person.choices:
            found.setdefault(puzzle.lessons_of(choice), []).append(choice)
        lessons += found
        classes += found.values()
        for choice in (choice for each in found.values() for choice in each):
            moved = weights.moved * puzzle.leaves_class(number, choice=choice)
            costs.append(moved + weights.switch * (choice != person.choices[0]))
        per_person.append(len(lessons))
    rows = {mask: by_day(puzzle, mask) for mask in {0, *lessons}}
    lonely, third = weights.single_session_day, weights.third_in_row
    attend_from, attend_class = cut(classes)
    return {
        "way_from": numbers(per_person),
        "way_lessons": np.array([rows[mask] for mask in lessons or [0]], dtype=np.int64),
        "way_count": numbers(mask.bit_count() for mask in lessons),
        "way_shape": PARTS * numbers(sum(shape(m, lonely=lonely, third=third) for m in rows[way]) for way in lessons),
        "attend_from": attend_from,
        "attend_class": attend_class,
        "attend_cost": PARTS * numbers(costs),
    }


def _seats(puzzle: Puzzle, *, options: list[Option], first: list[int]) -> dict[str, Numbers]:
    """Every seat, by person, then demand, then option; and per option its seats."""
    weights = puzzle.instance.weights
    found = sorted(
        (person, puzzle.people[person].demand_of[option.offer.activity], number)
        for number, option in enumerate(options)
        for person in option.people
    )
    costs = []
    per_option: list[list[int]] = [[] for _ in options]
    seat_from = np.zeros(len(puzzle.people) + 1, dtype=np.int64)
    for seat, (number, _, option) in enumerate(found):
        offer = options[option].offer
        same = puzzle.kept(number, activity=offer.activity, period=offer.period, sessions=offer.sessions)
        dislike = weights.dislike * puzzle.people[number].dislikes[offer.activity]
        costs.append(dislike + weights.late * offer.late - weights.moved * same)
        per_option[option].append(seat)
        seat_from[number + 1] += 1
    option_from, option_seats = cut(per_option)
    asking = puzzle.asking
    return {
        "seat_from": np.cumsum(seat_from),
        "seat_person": numbers(person for person, _, _ in found),
        "seat_option": numbers(option for _, _, option in found),
        "seat_demand": numbers(first[person] + demand for person, demand, _ in found),
        "seat_cost": PARTS * numbers(costs),
        "seat_asks": numbers(asking[options[o].offer.activity] >> person & 1 for person, _, o in found),
        "option_from": option_from,
        "option_seats": option_seats,
        **_items(puzzle, options=options, seats=found, first=first),
    }


Item = tuple[int, int, int]
"""The demand, how many slots it takes, and the activity where its order among others matters."""


def _items(
    puzzle: Puzzle, *, options: list[Option], seats: list[tuple[int, int, int]], first: list[int]
) -> dict[str, Numbers]:
    """The items of every person, and the item of every seat."""
    items: list[dict[Item, int]] = [{} for _ in puzzle.people]
    seat_item = []
    for number, demand, option in seats:
        offer = options[option].offer
        if len(offer.sessions) > 1:
            seat_item.append(SEVERAL_DAYS)
            continue
        ordered = _has_an_order(puzzle, number, activity=offer.activity)
        item = (demand, offer.size, offer.activity if ordered else ANY)
        seat_item.append(items[number].setdefault(item, len(items[number])))
    rows = [_item_rows(puzzle, list(each)) for each in items]
    item_from, item_size = cut([[size for _, size, _ in each] for each in items])
    return {
        "seat_item": numbers(seat_item),
        "item_from": item_from,
        "item_size": item_size,
        "item_demand": numbers(first[n] + demand for n, each in enumerate(items) for demand, _, _ in each),
        "item_activity": numbers(activity for each in items for _, _, activity in each),
        "item_clash": numbers(clash for row in rows for clash, _, _ in row),
        "item_before": numbers(before for row in rows for _, before, _ in row),
        "item_after": numbers(after for row in rows for _, _, after in row),
    }


def _has_an_order(puzzle: Puzzle, number: int, *, activity: int) -> bool:
    """The person asks for another activity that this one must follow or precede."""
    asked = puzzle.people[number].demand_of
    return any(other in asked for other in (*puzzle.after[activity], *puzzle.before[activity]))


def _item_rows(puzzle: Puzzle, items: list[Item]) -> list[tuple[int, int, int]]:
    """Per item the masks of the items of the same demand, of those that must come before it, and after it."""
    if len(items) > MOST_ITEMS:
        return [(0, 0, 0)] * len(items)
    rows = []
    for demand, _, activity in items:
        clash = sum(1 << n for n, (other, _, _) in enumerate(items) if other == demand)
        earlier = puzzle.after[activity] if activity != ANY else ()
        later = puzzle.before[activity] if activity != ANY else ()
        before = sum(1 << n for n, (_, _, other) in enumerate(items) if other in earlier)
        after = sum(1 << n for n, (_, _, other) in enumerate(items) if other in later)
        rows.append((clash, before, after))
    return rows
