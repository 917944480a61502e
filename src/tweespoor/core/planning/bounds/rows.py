"""Limits that more than one offer shares, because their groups need the same rooms or trainers (rule 10)."""

from __future__ import annotations

from collections import defaultdict

from tweespoor.core.planning.bounds.market import Numbers, Option, cut, numbers
from tweespoor.core.planning.puzzle import Puzzle, bits

Row = tuple[dict[int, int], int]
"""How much of the limit a group of each option takes, and the limit."""


def row_arrays(puzzle: Puzzle, *, options: list[Option]) -> dict[str, Numbers]:
    """The rows of a market, and per option its use of them."""
    rows = rows_of(puzzle, options=options)
    uses: list[list[tuple[int, int]]] = [[] for _ in options]
    for number, (amounts, _) in enumerate(rows):
        for option, amount in amounts.items():
            uses[option].append((number, amount))
    use_from, use_row = cut([[row for row, _ in each] for each in uses])
    return {
        "use_from": use_from,
        "use_row": use_row,
        "use_amount": numbers(amount for each in uses for _, amount in each),
        "row_most": numbers(most for _, most in rows),
    }


def rows_of(puzzle: Puzzle, *, options: list[Option]) -> list[Row]:
    """Rooms and trainers per slot, and trainers' sessions per period; those that could ever bind."""
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    per_period: dict[int, list[int]] = defaultdict(list)
    for number, option in enumerate(options):
        per_period[option.offer.period].append(number)
        for slot in bits(option.offer.mask):
            at[option.offer.period, slot].append(number)
    rows: list[Row] = []
    for here in at.values():
        rows += _shared(here, needs=[frozenset(options[n].rooms) for n in here], options=options)
        rows += _shared(here, needs=[frozenset(options[n].offer.trainers) for n in here], options=options)
    for here in per_period.values():
        needs = [frozenset(options[n].offer.trainers) for n in here]
        for family in _families(needs):
            amounts = {n: len(options[n].offer.sessions) for n, need in zip(here, needs, strict=True) if need <= family}
            rows.append((amounts, sum(_most_sessions(puzzle, trainer) for trainer in family)))
    return [row for row in rows if _can_bind(row, options=options)]


def _most_sessions(puzzle: Puzzle, trainer: int) -> int:
    each = puzzle.instance.trainers[trainer]
    free = puzzle.mask(each.slots).bit_count()
    return free if each.max_sessions is None else min(free, each.max_sessions)


def _shared(here: list[int], *, needs: list[frozenset[int]], options: list[Option]) -> list[Row]:
    """Of the rooms or trainers that options at one time need: a set of them holds no more groups than its number."""
    rows = []
    for family in _families(needs):
        inside = {n: 1 for n, need in zip(here, needs, strict=True) if need <= family}
        if len({options[n].offer.number for n in inside}) > 1:
            rows.append((inside, len(family)))
    return rows


def _families(needs: list[frozenset[int]]) -> list[frozenset[int]]:
    """The sets that are needed, and all of them together."""
    return sorted({*needs, frozenset[int]().union(*needs)}, key=sorted)


def _can_bind(row: Row, *, options: list[Option]) -> bool:
    amounts, most = row
    return sum(amount * options[number].most for number, amount in amounts.items()) > most
