"""Trajectory designs: dual trajectories as data, with the nine pilots of the evaluation.

A design is written as YAML (docs/designs.md; the schema is `schema()`), read with `read_design`, looked at with
`check`, `weekly_hours`, `duality`, `cost_per_person`, `tracks` and `compare`, and made out for a person with
`instantiate`. `offers`, `classes` and `demands` say what the timetable needs.
"""

from tweespoor.core.designs.checks import check
from tweespoor.core.designs.comparison import ACTIVITY_ROWS, Cell, Comparison, Row, compare
from tweespoor.core.designs.conditions import Facts, Question
from tweespoor.core.designs.costs import REFERENCE_CENTS, CostPart, CostPerPerson, cost_per_person
from tweespoor.core.designs.data import (
    About,
    Alternation,
    Alternatives,
    Answer,
    Approach,
    Block,
    Cadence,
    Cost,
    Design,
    Form,
    Joining,
    Observation,
    Participants,
    Phase,
    Staff,
    Statement,
    Target,
    WeeklyTotal,
)
from tweespoor.core.designs.dated_plan import (
    DatedCadence,
    DatedPhase,
    DatedPlan,
    DatedTotal,
    LeftOut,
    PlannedBlock,
    Undecided,
)
from tweespoor.core.designs.demands import Demand, Wish, demands
from tweespoor.core.designs.duality import Duality, WeekCount, duality
from tweespoor.core.designs.findings import DesignError, Finding, Severity
from tweespoor.core.designs.hours import Load, WeeklyHours, weekly_hours
from tweespoor.core.designs.instantiation import instantiate
from tweespoor.core.designs.offers import ClassSpec, OfferSpec, PlanningDefaults, classes, defaults, offers
from tweespoor.core.designs.pilot_files import PILOT_IDS, UnknownDesign, pilot, pilot_text, pilots
from tweespoor.core.designs.reading import read_design
from tweespoor.core.designs.structure import schema
from tweespoor.core.designs.tracks import Bar, PhaseBar, phase_bars, tracks
from tweespoor.core.designs.values import (
    Duration,
    Given,
    Intensity,
    IntensityUnit,
    Label,
    Per,
    Span,
    TimeUnit,
    Version,
)
from tweespoor.core.designs.wording import given_in_words, hours_in_words, in_words
from tweespoor.core.designs.writing import design_data, write_design

__all__ = [
    "ACTIVITY_ROWS",
    "PILOT_IDS",
    "REFERENCE_CENTS",
    "About",
    "Alternation",
    "Alternatives",
    "Answer",
    "Approach",
    "Bar",
    "Block",
    "Cadence",
    "Cell",
    "ClassSpec",
    "Comparison",
    "Cost",
    "CostPart",
    "CostPerPerson",
    "DatedCadence",
    "DatedPhase",
    "DatedPlan",
    "DatedTotal",
    "Demand",
    "Design",
    "DesignError",
    "Duality",
    "Duration",
    "Facts",
    "Finding",
    "Form",
    "Given",
    "Intensity",
    "IntensityUnit",
    "Joining",
    "Label",
    "LeftOut",
    "Load",
    "Observation",
    "OfferSpec",
    "Participants",
    "Per",
    "Phase",
    "PhaseBar",
    "PlannedBlock",
    "PlanningDefaults",
    "Question",
    "Row",
    "Severity",
    "Span",
    "Staff",
    "Statement",
    "Target",
    "TimeUnit",
    "Undecided",
    "UnknownDesign",
    "Version",
    "WeekCount",
    "WeeklyHours",
    "WeeklyTotal",
    "Wish",
    "check",
    "classes",
    "compare",
    "cost_per_person",
    "defaults",
    "demands",
    "design_data",
    "duality",
    "given_in_words",
    "hours_in_words",
    "in_words",
    "instantiate",
    "offers",
    "phase_bars",
    "pilot",
    "pilot_text",
    "pilots",
    "read_design",
    "schema",
    "tracks",
    "weekly_hours",
    "write_design",
]
