"""The offer after the PIP, for asylum status holders (Ri 4.1(1g))."""

from __future__ import annotations

from collections.abc import Sequence

from tweespoor.core.legalclock.case import Kind, View
from tweespoor.core.legalclock.chapters.term import without_term
from tweespoor.core.legalclock.deadline import Deadline, Mark
from tweespoor.core.legalclock.rule import RI_READ, Rule
from tweespoor.core.legalclock.terms import months
from tweespoor.core.legalclock.words import Words
from tweespoor.core.vocabulary import Actor, Route, TargetGroup

OFFER = months(3)
EDUCATION = months(6)


def _offer(rule: Rule, view: View) -> Sequence[Deadline]:
    if view.target_group is TargetGroup.FAMILY_MIGRANT:
        return [rule.not_applicable(Words("Alleen voor asielstatushouders", "For asylum status holders only"))]
    pip = view.first(Kind.PIP)
    if pip is None:
        return without_term(rule, view)
    if view.target_group is None:
        return [rule.unknown(view, "target-group", earliest=OFFER.after(pip.on))]
    route = view.route_on(min(view.on, OFFER.after(pip.on)))
    if route is None:
        return [rule.unknown(view, "route", earliest=OFFER.after(pip.on))]
    if route is Route.EDUCATION:
        started = view.first(Kind.EDUCATION_STARTED)
        return [
            rule.due(
                view,
                since=pip.on,
                anchor=Kind.PIP,
                term=EDUCATION,
                done=started.on if started else None,
                settled_by=Kind.EDUCATION_STARTED,
                title=Words("Onderwijsroute laten beginnen", "Have the education route start"),
                key="onderwijs",
            )
        ]
    made = view.first(Kind.OFFER_MADE)
    return [rule.due(view, since=pip.on, anchor=Kind.PIP, term=OFFER, done=made.on if made else None)]


RULES: tuple[Rule, ...] = (
    Rule(
        id="C08",
        title=Words("Aanbod doen", "Make the offer"),
        article="Ri 4.1(1g)",
        mark=Mark.READ,
        text_read=RI_READ,
        who=Actor.COLLEGE,
        consequence=Words(
            "Later is grond voor verlenging met de duur van het te laat zijn; het college verklaart dat zelf.",
            "Later is a ground for extension by as long as it was late; the college states so itself.",
        ),
        settled_by=Kind.OFFER_MADE,
        reads=_offer,
    ),
)
