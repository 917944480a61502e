"""Rows <-> the roosterpuzzel, and evidence for the advice."""

from tweespoor.apps.schedule.bridge.boards import (
    Bent,
    Board,
    CannotBe,
    Leaves,
    Misfit,
    NoLongerFits,
    Shortage,
    Wanted,
    bend,
    board_of,
    differences,
    no_longer_fits,
    pins_of,
)
from tweespoor.apps.schedule.bridge.bottlenecks import DoesNotFit, Gained, as_if, bottlenecks
from tweespoor.apps.schedule.bridge.going_on import Found, go_on
from tweespoor.apps.schedule.bridge.puzzles import (
    Puzzle,
    UnplacedRow,
    advice_evidence,
    load_puzzle,
    save_groups,
    save_unplaced,
    unplaced_rows,
    without_level_rows,
)

__all__ = [
    "Bent",
    "Board",
    "CannotBe",
    "DoesNotFit",
    "Found",
    "Gained",
    "Leaves",
    "Misfit",
    "NoLongerFits",
    "Puzzle",
    "Shortage",
    "UnplacedRow",
    "Wanted",
    "advice_evidence",
    "as_if",
    "bend",
    "board_of",
    "bottlenecks",
    "differences",
    "go_on",
    "load_puzzle",
    "no_longer_fits",
    "pins_of",
    "save_groups",
    "save_unplaced",
    "unplaced_rows",
    "without_level_rows",
]
