"""For whom a building block is meant: conditions that are met, not met, or cannot be judged yet.

A fact that was not asked never decides a condition: the verdict is then open, with the question that would settle it.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tweespoor.core.designs.values import Label
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import LanguageLevel, variable

Facts = Mapping[str, Fact[Value]]
"""What is known about a person: facts by the slug of their variable; a missing one was not asked."""


@dataclass(frozen=True)
class Question:
    """What has to be asked before a condition can be judged; `about` is the key of the fact that answers it."""

    about: str
    text: Label


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is known about a condition: met (from and until a date), not met with a reason, or an open question.

    `since` is included, `until` is not; None is without a limit.
    """

    met: bool | None
    reason: Label | None = None
    question: Question | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Settled:
    """Lives in the municipality for less than, or at least, a number of months."""

    less_than_months: int | None = None
    at_least_months: int | None = None

    @property
    def key(self) -> str:
        """The fact that answers it."""
        return "settled-on"

    def judge(self, facts: Facts, *, on: date) -> Verdict:
        """Met in the part of time that lies before, or after, so many months in the municipality."""
        fact = facts.get(self.key)
        if fact is None or not fact.is_answered:
            return _ask(self.key)
        if not isinstance(fact.value, date):
            return _refuse("woont nog niet in de gemeente", "does not live in the municipality yet")
        if self.less_than_months is not None:
            until = add_months(fact.value, self.less_than_months)
            if until <= on:
                return _refuse(
                    f"woont {self.less_than_months} maanden of langer in de gemeente",
                    f"has lived in the municipality for {self.less_than_months} months or longer",
                )
            return Verdict(met=True, until=until)
        return Verdict(met=True, since=add_months(fact.value, self.at_least_months or 0))


@dataclass(frozen=True)
class LevelBetween:
    """Speaks Dutch at a level within these bounds, both included; None is no bound."""

    lowest: LanguageLevel | None = None
    highest: LanguageLevel | None = None

    @property
    def key(self) -> str:
        """The fact that answers it."""
        return "speaking-level"

    def judge(self, facts: Facts, *, on: date) -> Verdict:
        """Judged by the speaking level now."""
        fact = facts.get(self.key)
        if fact is None or not fact.is_answered:
            return _ask(self.key)
        if not fact.is_known:
            return _refuse("heeft geen niveau van spreken", "has no speaking level")
        level = LanguageLevel.of(str(fact.value))
        if self.lowest and level.rank < self.lowest.rank:
            return _refuse(f"spreekt lager dan {self.lowest.nl}", f"speaks below {self.lowest.en}")
        if self.highest and level.rank > self.highest.rank:
            return _refuse(f"spreekt hoger dan {self.highest.nl}", f"speaks above {self.highest.en}")
        return Verdict(met=True)


@dataclass(frozen=True)
class OneOf:
    """A fact about the person is one of these answers (for several answers: at least one of them is)."""

    variable: str
    values: tuple[str, ...]

    @property
    def key(self) -> str:
        """The fact that answers it."""
        return self.variable

    def judge(self, facts: Facts, *, on: date) -> Verdict:
        """Judged by the answers of the fact; "none" is no answer of the list."""
        fact = facts.get(self.key)
        if fact is None or not fact.is_answered:
            return _ask(self.key)
        answers = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        if any(answer in self.values for answer in answers):
            return Verdict(met=True)
        asked = variable(self.variable)
        terms = [(asked.codes.of(v) if asked.codes else None) for v in self.values]
        return _refuse(
            f"{asked.nl}: niet {' of '.join(t.nl if t else '' for t in terms)}",
            f"{asked.en}: not {' or '.join(t.en if t else '' for t in terms)}",
        )


@dataclass(frozen=True)
class OnBenefit:
    """Is on benefit, or is not."""

    expected: bool = True

    @property
    def key(self) -> str:
        """The fact that answers it."""
        return "on-benefit"

    def judge(self, facts: Facts, *, on: date) -> Verdict:
        """Judged by the benefit now; "none" is no benefit."""
        fact = facts.get(self.key)
        if fact is None or not fact.is_answered:
            return _ask(self.key)
        if (fact.value is True) == self.expected:
            return Verdict(met=True)
        if self.expected:
            return _refuse("heeft geen bijstandsuitkering", "is not on benefit")
        return _refuse("heeft een bijstandsuitkering", "is on benefit")


@dataclass(frozen=True)
class AgeBetween:
    """Is of an age in years within these bounds, both included."""

    youngest: int
    oldest: int

    @property
    def key(self) -> str:
        """The fact that answers it."""
        return "birth-date"

    def judge(self, facts: Facts, *, on: date) -> Verdict:
        """Judged by the age on the day the block could start."""
        fact = facts.get(self.key)
        if fact is None or not fact.is_answered or not isinstance(fact.value, date):
            return _ask(self.key)
        born = fact.value
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        if self.youngest <= age <= self.oldest:
            return Verdict(met=True)
        return _refuse(
            f"is {age} jaar, niet {self.youngest} tot en met {self.oldest}",
            f"is {age} years old, not {self.youngest} to {self.oldest}",
        )


@dataclass(frozen=True)
class GoalReached:
    """The goal of an earlier phase is reached; answered by the fact `phase-goal-<phase>`."""

    phase: str

    @property
    def key(self) -> str:
        """The fact that answers it."""
        return f"phase-goal-{self.phase}"

    def judge(self, facts: Facts, *, on: date) -> Verdict:
        """Open until somebody says whether the goal is reached."""
        return _judge_yes_no(
            facts.get(self.key),
            question=Question(
                self.key,
                Label(
                    f"Is het doel van fase '{self.phase}' gehaald?",
                    f"Is the goal of phase '{self.phase}' reached?",
                ),
            ),
            refusal=Label("het doel van de fase is niet gehaald", "the goal of the phase is not reached"),
        )


@dataclass(frozen=True)
class Judgement:
    """A professional decides; answered by the fact `judgement-<id>`."""

    id: str
    text: Label

    @property
    def key(self) -> str:
        """The fact that answers it."""
        return f"judgement-{self.id}"

    @property
    def question(self) -> Question:
        """What the professional is asked."""
        return Question(self.key, Label(f"{self.text.nl}?", f"{self.text.en}?"))

    def judge(self, facts: Facts, *, on: date) -> Verdict:
        """Open until the professional has decided."""
        return _judge_yes_no(
            facts.get(self.key),
            question=self.question,
            refusal=Label(f"niet van toepassing: {self.text.nl}", f"does not apply: {self.text.en}"),
        )


Condition = Settled | LevelBetween | OneOf | OnBenefit | AgeBetween | GoalReached | Judgement
"""One condition; all conditions of a block must be met."""


def add_months(day: date, months: int) -> date:
    """The same day of the month a number of months later, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _judge_yes_no(fact: Fact[Value] | None, *, question: Question, refusal: Label) -> Verdict:
    if fact is None or not fact.is_answered:
        return Verdict(met=None, question=question)
    if fact.value is True:
        return Verdict(met=True)
    return Verdict(met=False, reason=refusal)


def _ask(slug: str) -> Verdict:
    asked = variable(slug)
    return Verdict(met=None, question=Question(slug, Label(asked.question_nl, asked.question_en)))


def _refuse(nl: str, en: str) -> Verdict:
    return Verdict(met=False, reason=Label(nl, en))
