"""The roosterpuzzel: divide people over groups, and groups over half-days, rooms and trainers, at the lowest score.

    result = solve(instance, stop=Budget(seconds=60), seed=1, progress=show, cancelled=asked_to_stop)
    report = check(instance, result.plan)

Files are read and written by `read_instance`, `read_plan`, `write_instance` and `write_plan`; an application builds an
`Instance` from the dataclasses here.
"""

from tweespoor.core.planning.data import (
    Activity,
    Demand,
    Group,
    Instance,
    LanguageClass,
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
)
from tweespoor.core.planning.explain import SENTENCES, Nearest, Reason, Unplaced
from tweespoor.core.planning.fields import FormatError
from tweespoor.core.planning.generate import generate
from tweespoor.core.planning.reading import read_instance, read_plan
from tweespoor.core.planning.result import Budget, Phase, Progress, Result, Status, StoppedBy
from tweespoor.core.planning.rules import Breach, Report, check
from tweespoor.core.planning.solve import greedy_plan, solve
from tweespoor.core.planning.warming import FIRST_TIME, is_compiled
from tweespoor.core.planning.writing import write_instance, write_plan

__all__ = [
    "FIRST_TIME",
    "SENTENCES",
    "Activity",
    "Breach",
    "Budget",
    "Demand",
    "FormatError",
    "Group",
    "Instance",
    "LanguageClass",
    "Location",
    "Nearest",
    "Option",
    "Participant",
    "Period",
    "Phase",
    "Plan",
    "Progress",
    "Reason",
    "Report",
    "Result",
    "Room",
    "Slot",
    "Status",
    "StoppedBy",
    "Term",
    "Trainer",
    "Unplaced",
    "Weights",
    "check",
    "generate",
    "greedy_plan",
    "is_compiled",
    "read_instance",
    "read_plan",
    "solve",
    "write_instance",
    "write_plan",
]
