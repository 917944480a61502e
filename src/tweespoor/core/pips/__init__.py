"""The plan of one person (PIP): proposed from a design, completed by what the law asks, changed in conversation.

`propose` makes a first plan of blocks and facts that are handed in; `checklist` says of everything the law asks
whether it is known, none or not decided, with its article; `differences` tells two versions apart in words, and
`decision` writes the paragraphs of the decision (beschikking). `follow` takes an answer to a question of the design
into a plan that is worked on; `in_force` says which plan holds on a day. `to_json` and `from_json` keep a plan as a
document.
"""

from tweespoor.core.pips.checking import Check, Standing, checklist, missing
from tweespoor.core.pips.data import (
    Agreement,
    Case,
    Departure,
    Goal,
    GoalTerm,
    Item,
    Origin,
    Party,
    Phase,
    Pip,
    PipStatus,
    ReasonForChange,
    Stretch,
    Track,
    Who,
)
from tweespoor.core.pips.decision import Decided, Paragraph, decision
from tweespoor.core.pips.differences import Change, ChangeKind, differences
from tweespoor.core.pips.following import follow
from tweespoor.core.pips.holding import Signed, held, in_force, is_in_week, left_free
from tweespoor.core.pips.proposing import OfferedBlock, propose, renewed
from tweespoor.core.pips.requirements import (
    LIGHT,
    REQUIREMENTS,
    TO_CONFIRM,
    Requirement,
    is_light,
    required,
    requirement,
)
from tweespoor.core.pips.storage import PARTS, InvalidPip, fingerprint, from_json, to_json
from tweespoor.core.pips.within import PURPOSE_OF, for_partner, within
from tweespoor.core.pips.wording import Words, answer_in_words, day_in_words, hours_in_words, period_in_words

__all__ = [
    "LIGHT",
    "PARTS",
    "PURPOSE_OF",
    "REQUIREMENTS",
    "TO_CONFIRM",
    "Agreement",
    "Case",
    "Change",
    "ChangeKind",
    "Check",
    "Decided",
    "Departure",
    "Goal",
    "GoalTerm",
    "InvalidPip",
    "Item",
    "OfferedBlock",
    "Origin",
    "Paragraph",
    "Party",
    "Phase",
    "Pip",
    "PipStatus",
    "ReasonForChange",
    "Requirement",
    "Signed",
    "Standing",
    "Stretch",
    "Track",
    "Who",
    "Words",
    "answer_in_words",
    "checklist",
    "day_in_words",
    "decision",
    "differences",
    "fingerprint",
    "follow",
    "for_partner",
    "from_json",
    "held",
    "hours_in_words",
    "in_force",
    "is_in_week",
    "is_light",
    "left_free",
    "missing",
    "period_in_words",
    "propose",
    "renewed",
    "required",
    "requirement",
    "to_json",
    "within",
]
