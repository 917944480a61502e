"""The search keeps people's weeks twice: by person, and as sets of people that are cut fast. They must say the same."""

from __future__ import annotations

import numpy as np
from tests.core.planning.builders import an_instance

from tweespoor.core.planning import generate
from tweespoor.core.planning.engine.state import PEOPLE_A_WORD
from tweespoor.core.planning.engine.world import DAY_SLOTS, Numbers
from tweespoor.core.planning.greedy import greedy
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.search import Search

Numbered = set[tuple[int, ...]]


def test_sets_of_people_stay_in_step_with_their_weeks() -> None:
    search = Search(greedy(Puzzle(generate(150, seed=3))), seed=1)
    search.steps(400, heat=20.0, goal=0)
    assert_in_step(search)
    assert max(number for *_, number in members(search._state.wanting)) > 2 * PEOPLE_A_WORD


def test_sets_of_people_stay_in_step_where_classes_change() -> None:
    for seed in range(20):
        puzzle = Puzzle(an_instance(seed, people=9))
        if puzzle.offers:
            search = Search(greedy(puzzle), seed=seed)
            search.steps(100, heat=400.0, goal=0)
            assert_in_step(search)


def assert_in_step(search: Search) -> None:
    """Who waits, who is busy and who does not bear more, worked out from the lists and weeks of each."""
    world, state = search._world, search._state
    waiting: Numbered = set()
    busy: Numbered = set()
    laden: Numbered = set()
    for activity, start in enumerate(world.wishers_from[:-1].tolist()):
        for wish in state.waiting[start : start + state.waiting_count[activity]].tolist():
            waiting.add((activity, int(world.wish_person[wish])))
    for (number, period, day), mask in np.ndenumerate(state.busy):
        busy |= {(period, day, slot, number) for slot in range(int(world.flags[DAY_SLOTS])) if mask >> slot & 1}
    for (number, period), load in np.ndenumerate(state.load):
        left = world.person_most[number] - load - world.lesson_count[state.attends[number]]
        laden |= {(period, size, number) for size in range(state.laden.shape[1]) if size > left}
    assert members(state.wanting) == waiting
    assert members(state.absent) == busy
    assert members(state.laden) == laden


def members(sets: Numbers) -> Numbered:
    """Where each set stands and the number of someone in it; a word holds `PEOPLE_A_WORD` people."""
    return {
        (*at, word * PEOPLE_A_WORD + bit)
        for (*at, word), people in np.ndenumerate(sets)
        for bit in range(PEOPLE_A_WORD)
        if int(people) >> bit & 1
    }
