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
    save_modes,
)
from tweespoor.apps.schedule.bridge.bottlenecks import DoesNotFit, Gained, as_if, bottlenecks
from tweespoor.apps.schedule.bridge.choosing import (
    NOT_CHOSEN,
    Chosen,
    board_chosen,
    chosen_no_longer_fits,
    chosen_of,
    plan_chosen,
)
from tweespoor.apps.schedule.bridge.evidence import advice_evidence
from tweespoor.apps.schedule.bridge.going_on import Found, go_on
from tweespoor.apps.schedule.bridge.others import Clash, clashes
from tweespoor.apps.schedule.bridge.pins import PinsInTheWay, pins_of, pins_on_what_is_gone, save_pins
from tweespoor.apps.schedule.bridge.puzzles import (
    LEVEL_NOT_ASKED,
    Puzzle,
    UnplacedRow,
    load_puzzle,
    save_groups,
    save_unplaced,
    unplaced_rows,
    without_level_rows,
)
from tweespoor.apps.schedule.bridge.striking import Struck, after_it, not_over, repair, strike
from tweespoor.apps.schedule.bridge.together import PeriodsCross, periods_in_order, plan_together

__all__ = [
    "LEVEL_NOT_ASKED",
    "NOT_CHOSEN",
    "Bent",
    "Board",
    "CannotBe",
    "Chosen",
    "Clash",
    "DoesNotFit",
    "Found",
    "Gained",
    "Leaves",
    "Misfit",
    "NoLongerFits",
    "PeriodsCross",
    "PinsInTheWay",
    "Puzzle",
    "Shortage",
    "Struck",
    "UnplacedRow",
    "Wanted",
    "advice_evidence",
    "after_it",
    "as_if",
    "bend",
    "board_chosen",
    "board_of",
    "bottlenecks",
    "chosen_no_longer_fits",
    "chosen_of",
    "clashes",
    "differences",
    "go_on",
    "load_puzzle",
    "no_longer_fits",
    "not_over",
    "periods_in_order",
    "pins_of",
    "pins_on_what_is_gone",
    "plan_chosen",
    "plan_together",
    "repair",
    "save_groups",
    "save_modes",
    "save_pins",
    "save_unplaced",
    "strike",
    "unplaced_rows",
    "without_level_rows",
]
