"""Compile the search once, outside of anybody's budget of seconds."""

from __future__ import annotations

from functools import cache

from tweespoor.core.planning.bounds import BoundSearch
from tweespoor.core.planning.engine.compiled import is_compiled, note_compiled
from tweespoor.core.planning.generate import generate
from tweespoor.core.planning.greedy import greedy
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.search import Search

__all__ = ["FIRST_TIME", "compile_search", "is_compiled"]

FIRST_TIME = "The first plan after an update takes about a minute longer: the planner is compiled once."
"""What to tell who waits, unless it `is_compiled`."""
PEOPLE, ITERATIONS = 20, 200
"""A puzzle so small that solving it takes no time, and large enough to pass through everything that is compiled."""


@cache
def compile_search() -> None:
    """See to it that search and bound are compiled: about a minute once after an update, and nothing afterwards."""
    if is_compiled():
        return
    puzzle = Puzzle(generate(people=PEOPLE, seed=1))
    table = greedy(puzzle)
    Search(table, seed=1).steps(1, heat=1.0, goal=0)
    BoundSearch(puzzle, upper=lambda: table.cost, stopped=lambda: False).run(iterations=ITERATIONS)
    note_compiled()
