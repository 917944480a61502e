"""How far somebody is: stands per block, hours planned against attended, phases, and moments of evaluation.

Blocks, phases and conditions come in as plain data; what nobody registered stays apart from what is not so.
"""

from tweespoor.core.progress.evaluations import (
    GRACE_DAYS,
    NOTICE_DAYS,
    Due,
    EvaluationState,
    Held,
    Moment,
    moments,
)
from tweespoor.core.progress.hours import HoursCompared, PlannedWeek, RecordedWeek, compare_hours, monday_of
from tweespoor.core.progress.phases import (
    Change,
    Condition,
    ConditionKind,
    PhaseFacts,
    PhaseSpec,
    Proposal,
    Readiness,
    proposal,
    registered_phase,
)
from tweespoor.core.progress.stands import NOT_REGISTERED, BlockState, Stand, Statement, all_stands, stand

__all__ = [
    "GRACE_DAYS",
    "NOTICE_DAYS",
    "NOT_REGISTERED",
    "BlockState",
    "Change",
    "Condition",
    "ConditionKind",
    "Due",
    "EvaluationState",
    "Held",
    "HoursCompared",
    "Moment",
    "PhaseFacts",
    "PhaseSpec",
    "PlannedWeek",
    "Proposal",
    "Readiness",
    "RecordedWeek",
    "Stand",
    "Statement",
    "all_stands",
    "compare_hours",
    "moments",
    "monday_of",
    "proposal",
    "registered_phase",
    "stand",
]
