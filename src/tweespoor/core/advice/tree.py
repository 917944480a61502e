"""What a decision tree is: questions with their measure and threshold, and where each answer leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.advice.measures import Measure
from tweespoor.core.advice.thresholds import Text


class Answer(StrEnum):
    """Yes, no, or it depends on what was not asked."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """Whether the report puts it so, or it is our reading of it."""

    REPORT = "report"
    OURS = "ours"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One branch: the question, the number of people it rests on, and the threshold that answers it.

    `counted` says what the number counts, to be read after "12 of 40 people". `against` is the threshold it is held
    to: a share of all people, or with `is_count` a number of them. `yes_from` is whether reaching it means yes (else
    staying below it does). `also` are the thresholds that the number itself depends on. `yes` and `no` name the next
    question or an outcome.
    """

    id: str
    text: Text
    counted: Text
    measure: Measure
    against: str
    yes: str
    no: str
    section: str
    basis: Basis = Basis.REPORT
    also: tuple[str, ...] = ()
    is_count: bool = False
    yes_from: bool = True

    @property
    def thresholds(self) -> tuple[str, ...]:
        """All thresholds that the answer depends on, the one it is held to first."""
        return self.against, *self.also


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Where a tree ends: a few words, fewer to be read beside others, and what the report says of it.

    `side` is what can be said where what was not asked decides only between ends with the same `side`.
    """

    id: str
    text: Text
    short: Text
    meaning: Text
    section: str
    basis: Basis = Basis.REPORT
    side: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the six choices: the question, what the report says, and the tree that leans to one of its sides."""

    id: str
    text: Text
    says: Text
    section: str
    first: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def question_of(self) -> Mapping[str, Question]:
        """The questions by their ids."""
        return {each.id: each for each in self.questions}

    @property
    def outcome_of(self) -> Mapping[str, Outcome]:
        """The outcomes by their ids."""
        return {each.id: each for each in self.outcomes}
