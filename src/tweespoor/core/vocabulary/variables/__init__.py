"""The variables of which facts about people are kept: those of the intake by step, and what came of it."""

from __future__ import annotations

from tweespoor.core.vocabulary.code import UnknownTerm
from tweespoor.core.vocabulary.variables.definition import (
    LONGEST_TEXT,
    InvalidValue,
    Purpose,
    ValueKind,
    Variable,
)
from tweespoor.core.vocabulary.variables.obstacles import KINDS, OBSTACLES, obstacle_variable
from tweespoor.core.vocabulary.variables.outcomes import OUTCOMES
from tweespoor.core.vocabulary.variables.steps import STEPS, Step, step

__all__ = [
    "KINDS",
    "LONGEST_TEXT",
    "OBSTACLES",
    "STEPS",
    "VARIABLES",
    "InvalidValue",
    "Purpose",
    "Step",
    "ValueKind",
    "Variable",
    "obstacle_variable",
    "step",
    "variable",
]

VARIABLES: tuple[Variable, ...] = (*(each for step in STEPS for each in step.variables), OBSTACLES, *OUTCOMES)

_BY_SLUG = {variable.slug: variable for variable in VARIABLES}


def variable(slug: str) -> Variable:
    """The variable of that slug.

    Raises:
        UnknownTerm: if there is none, naming the variables there are.
    """
    try:
        return _BY_SLUG[slug]
    except KeyError:
        raise UnknownTerm(f"{slug!r} is not a variable; there are {', '.join(_BY_SLUG)}") from None
