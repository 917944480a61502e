"""The clock: all rules together, from a case to its deadlines in order of urgency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tweespoor.core.legalclock.case import Agreement, Case, Kind, View
from tweespoor.core.legalclock.chapters import (
    act_2013,
    benefit,
    chain,
    ending,
    extension,
    offer,
    participation,
    pip,
    procedure,
    route_change,
    term,
    z_route,
)
from tweespoor.core.legalclock.deadline import Deadline, Mark, Question, Status
from tweespoor.core.legalclock.rule import Rule, standing
from tweespoor.core.legalclock.terms import Limit
from tweespoor.core.legalclock.words import Words, day

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *pip.RULES,
            *term.RULES,
            *offer.RULES,
            *route_change.RULES,
            *extension.RULES,
            *participation.RULES,
            *z_route.RULES,
            *benefit.RULES,
            chain.CBS,
            *ending.RULES,
            *procedure.RULES,
            *act_2013.RULES,
        ),
        key=lambda rule: (rule.id, rule.valid_from),
    )
)
"""Every rule, C01 to C25; there is no C06."""

_ENDED = Words("De plicht eindigde eerder, op ", "The duty ended before, on ")


@dataclass(frozen=True)
class Reading:
    """What the clock says of a case on a day: deadlines by urgency, and what to ask, each question once.

    `ended_on` is the day the duty was met or ended; None while it goes on.
    """

    on: date
    deadlines: tuple[Deadline, ...]
    questions: tuple[Question, ...]
    ended_on: date | None = None

    def of(self, rule: str) -> tuple[Deadline, ...]:
        """The deadlines of one rule."""
        return tuple(each for each in self.deadlines if each.rule == rule)

    @property
    def next(self) -> tuple[Deadline, ...]:
        """What somebody must see to: open, with a day that is known, the most urgent first."""
        dated = (each for each in self.deadlines if each.is_open and each.limit is not None)
        return tuple(each for each in dated if not self.is_gone(each))

    def is_gone(self, deadline: Deadline) -> bool:
        """Whether a day passed about which nobody can do anything any more: a chance that is gone, or a duty that was
        missed before the duty to integrate itself ended."""
        if deadline.status is not Status.PASSED:
            return False
        return deadline.chance or (self.ended_on is not None and deadline.rule not in _OUTLIVING)


def read(case: Case, *, on: date, roll: bool = False) -> Reading:
    """Judge a case on a day, each rule by the text in force at its anchor event.

    `roll` moves short terms from weekends and holidays (Algemene termijnenwet): to be confirmed, and so off.
    """
    view = View(case, on, roll=roll)
    ended = _ended_on(view)
    found = [each for rule in RULES for each in _of_rule(rule, view, ended=ended)]
    found += [_agreed(each, on=on) for each in case.agreements]
    deadlines = tuple(sorted(found, key=lambda each: each.urgency))
    return Reading(on, deadlines, _once(each for deadline in deadlines for each in deadline.ask), ended)


def _of_rule(rule: Rule, view: View, *, ended: date | None) -> Iterable[Deadline]:
    if rule.act is not None and view.act is None:
        return [rule.unknown(view, "act")] if not rule.edition else []
    if rule.act is not None and view.act is not rule.act:
        why = Words("Valt onder de andere wet", "Falls under the other act")
        return [rule.not_applicable(why)] if not rule.edition else []
    found = rule.reads(rule, view)
    if rule.outlives or ended is None:
        return found
    return [_until_the_end(each, ended=ended) for each in found]


_OUTLIVING = frozenset(rule.id for rule in RULES if rule.outlives)
"""Rules that go on when the duty has ended."""

_STAYS = (Status.MET, Status.MET_LATE, Status.NOT_APPLICABLE)


def _ended_on(view: View) -> date | None:
    """The day the duty was met or ended; None while it goes on."""
    met = view.first(Kind.DUTY_MET)
    ends = [each for each in (ending.duty_ended_on(view), met.on if met else None) if each is not None]
    return min(ends) if ends else None


def _until_the_end(deadline: Deadline, *, ended: date) -> Deadline:
    """What was still to come when the duty was met, or ended, no longer holds; what was over by then stays."""
    if deadline.status in _STAYS:
        return deadline
    last = deadline.last_day
    if last is not None and last < ended:
        return deadline
    return replace(
        deadline, status=Status.NOT_APPLICABLE, derivation=_ENDED + day(ended), days_left=None, ask=(), limit=None
    )


def _agreed(agreement: Agreement, *, on: date) -> Deadline:
    """A day agreed on, as a deadline among the others."""
    limit = Limit(agreement.due)
    status = standing(limit, done=agreement.done, on=on)
    return Deadline(
        key=f"A-{agreement.id}",
        rule="A",
        title=agreement.label,
        article=agreement.source,
        mark=Mark.AGREED,
        text_read=None,
        who=agreement.who,
        consequence=Words("Eigen afspraak van het programma.", "The programme’s own agreement."),
        status=status,
        derivation=Words(f"Afgesproken → {day(agreement.due).nl}", f"Agreed → {day(agreement.due).en}"),
        limit=limit,
        met_on=agreement.done,
        days_left=(agreement.due - on).days if status is Status.RUNNING else None,
    )


def _once(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple({each.about: each for each in questions}.values())


def rule_of(rule: str) -> tuple[Rule, ...]:
    """The editions of a rule, the oldest first."""
    return tuple(each for each in RULES if each.id == rule)
