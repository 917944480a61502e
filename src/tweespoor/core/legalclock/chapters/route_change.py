"""Changing route within eighteen months (Bi 5.4), and scaling down from B1 to A2 (Wi 17(3), Bi 5.5)."""

from __future__ import annotations

from collections.abc import Sequence

from tweespoor.core.legalclock.case import Kind, View
from tweespoor.core.legalclock.chapters.term import term_of, without_term
from tweespoor.core.legalclock.deadline import Deadline, Mark, Status
from tweespoor.core.legalclock.rule import BI_READ, Rule, question
from tweespoor.core.legalclock.terms import months
from tweespoor.core.legalclock.words import Words, hours
from tweespoor.core.vocabulary import Actor, HoursKind, Route

CHANGE = months(18)
REMINDERS = (months(15), months(17))
"""When to remind of it: our own choice, no law."""

SCALING_MINUTES = 600 * 60


def _change(rule: Rule, view: View) -> Sequence[Deadline]:
    term = term_of(view)
    if term is None:
        return without_term(rule, view)
    end = CHANGE.after(term.start)
    if view.route_on(min(view.on, end)) is Route.EDUCATION:
        why = Words(
            "Van de onderwijsroute naar B1 kan altijd", "From the education route to B1 is possible at any time"
        )
        return [rule.not_applicable(why)]
    anchor = Words("Begin van de termijn", "Start of the term")
    reminders = tuple(each.after(term.start) for each in REMINDERS)
    return [
        rule.due(view, since=term.start, anchor=anchor, term=CHANGE, done=None, inclusive=False, reminders=reminders)
    ]


def nt2_minutes(view: View) -> int:
    """The minutes of Dutch lessons so far."""
    return sum(each.minutes for each in view.hours_of(HoursKind.NT2))


def _scaling(rule: Rule, view: View) -> Sequence[Deadline]:
    route = view.route
    if route is None:
        return [rule.unknown(view, "route")]
    if route is not Route.B1:
        return [rule.not_applicable(Words("Alleen in de B1-route", "In the B1 route only"))]
    if not view.hours_of(HoursKind.NT2):
        return [rule.unknown(view, "hours")]
    return [_counter(rule, view)]


def _counter(rule: Rule, view: View) -> Deadline:
    """How far the 600 hours are; from there on it asks."""
    considered = view.first(Kind.SCALING_CONSIDERED)
    followed = nt2_minutes(view)
    said = hours(followed) + Words(f" NT2 van 600 ({rule.article})", f" NT2 of 600 ({rule.article})")
    if considered is not None:
        return rule.says(Status.MET, said, met_on=considered.on)
    if followed < SCALING_MINUTES:
        return rule.says(Status.NOT_STARTED, said)
    if view.case.effort.value is False:
        return rule.not_applicable(said + Words(": onvoldoende inzet", ": effort not sufficient"))
    asked = () if view.case.effort.is_answered else (question("effort"),)
    said += Words(
        ": bespreek of A2 beter past; het gaat nooit vanzelf", ": discuss whether A2 fits better; never automatic"
    )
    return rule.says(Status.RUNNING, said, ask=asked)


RULES: tuple[Rule, ...] = (
    Rule(
        id="C09",
        title=Words("Wisselen van leerroute", "Change route"),
        article="Bi 5.4",
        mark=Mark.READ,
        text_read=BI_READ,
        who=Actor.COLLEGE,
        consequence=Words(
            "Daarna kan alleen nog van de onderwijsroute naar B1 gewisseld worden.",
            "After it one can change from the education route to B1 only.",
        ),
        settled_by=Kind.ROUTE_CHANGED,
        chance=True,
        reads=_change,
        note=Words(
            "Of de laatste dag zelf nog meetelt is te bevestigen; hier telt die niet mee.",
            "Whether the last day itself counts is to be confirmed; here it does not.",
        ),
    ),
    Rule(
        id="C10",
        title=Words("Afschalen van B1 naar A2 bespreken", "Consider scaling down from B1 to A2"),
        article="Wi 17(3), Bi 5.5",
        mark=Mark.READ,
        text_read=BI_READ,
        who=Actor.COLLEGE,
        consequence=Words(
            "Kan vanaf 600 uur NT2 bij voldoende inzet, zonder de grens van 18 maanden.",
            "Possible from 600 hours NT2 with sufficient effort, without the limit of 18 months.",
        ),
        settled_by=Kind.SCALING_CONSIDERED,
        chance=True,
        reads=_scaling,
    ),
)
