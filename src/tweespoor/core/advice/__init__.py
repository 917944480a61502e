"""The decision tree of the evaluation and its six choices, answered from a programme's own data.

    for advice in advise(evidence, thresholds={"group-size": 10}):
        advice.outcome, advice.path, advice.changes, advice.to_ask

Every answer holds whatever the people would say who were not asked; where it would not, the answer is that it cannot
be said, and whom to ask what. The trees are data (`choices.py`), the numbers behind them lie between bounds
(`measures.py`), and one evaluator follows them (`evaluate.py`). See docs/advice.md.
"""

from tweespoor.core.advice.choices import CHOICES, GROUP_OR_INDIVIDUAL
from tweespoor.core.advice.evaluate import Advice, Change, Finding, Groups, advise, evaluate, groups_that_could_meet
from tweespoor.core.advice.evidence import AdviceError, Bar, Evidence, Inflow, PlannerFound, WaitFound, inflow
from tweespoor.core.advice.measures import Measured, Missing, Spread
from tweespoor.core.advice.participants import CASE_MANAGER, CLASS, VARIABLES, LanguageClass, Participant
from tweespoor.core.advice.scopes import Scope, Whom, scopes
from tweespoor.core.advice.thresholds import DEFAULTS, THRESHOLD_OF, THRESHOLDS, Text, Threshold, Unit
from tweespoor.core.advice.tree import Answer, Basis, Choice, Outcome, Question

__all__ = [
    "CASE_MANAGER",
    "CHOICES",
    "CLASS",
    "DEFAULTS",
    "GROUP_OR_INDIVIDUAL",
    "THRESHOLDS",
    "THRESHOLD_OF",
    "VARIABLES",
    "Advice",
    "AdviceError",
    "Answer",
    "Bar",
    "Basis",
    "Change",
    "Choice",
    "Evidence",
    "Finding",
    "Groups",
    "Inflow",
    "LanguageClass",
    "Measured",
    "Missing",
    "Outcome",
    "Participant",
    "PlannerFound",
    "Question",
    "Scope",
    "Spread",
    "Text",
    "Threshold",
    "Unit",
    "WaitFound",
    "Whom",
    "advise",
    "evaluate",
    "groups_that_could_meet",
    "inflow",
    "scopes",
]
