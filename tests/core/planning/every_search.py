"""Every search there is, for a moment, on small instances of the seeds given."""

from __future__ import annotations

import sys

from tests.core.planning.builders import an_instance
from tests.core.planning.test_planning_competition_solve import a_full_week

from tweespoor.core.planning import Budget
from tweespoor.core.planning.bounds import BoundSearch
from tweespoor.core.planning.competition import solve
from tweespoor.core.planning.greedy import greedy
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.search import Search, can_search


def try_seed(seed: int) -> None:
    """Search and bound a small puzzle; for one seed in five, answer a competition instance."""
    puzzle = Puzzle(an_instance(seed, people=1 + seed % 9))
    if can_search(puzzle):
        search = Search(greedy(puzzle), seed=seed)
        for heat in (400.0, 4.0):
            search.steps(60, heat=heat, goal=0)
    bounds = BoundSearch(puzzle, upper=lambda: 10**6, stopped=lambda: False)
    bounds.run(iterations=250)
    if seed % 5 == 0:
        solve(a_full_week(seed, students=seed % 13), stop=Budget(work=1), seed=1)


if __name__ == "__main__":
    for number in range(int(sys.argv[1]), int(sys.argv[2])):
        try_seed(number)
