"""The self-reliance route (Z): hours and a final conversation (Bi 3.14, 5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tweespoor.core.legalclock.case import Kind, View
from tweespoor.core.legalclock.chapters.term import term_of, without_term
from tweespoor.core.legalclock.deadline import Deadline, Mark
from tweespoor.core.legalclock.ledger import Ledger, ledger
from tweespoor.core.legalclock.rule import BI_READ, Rule, end_words
from tweespoor.core.legalclock.terms import Limit
from tweespoor.core.legalclock.words import Words, day, hours
from tweespoor.core.vocabulary import Actor, Route, TargetGroup


def _hours_and_talk(rule: Rule, view: View) -> Sequence[Deadline]:
    term = term_of(view)
    if term is None:
        return without_term(rule, view)
    route = view.route_on(min(view.on, term.end))
    if route is None:
        return [rule.unknown(view, "route")]
    if route is not Route.SELF_RELIANCE:
        return [rule.not_applicable(Words("Alleen in de Z-route", "In the Z route only"))]
    if view.target_group is None:
        return [rule.unknown(view, "target-group")]
    kept = ledger(view.case, on=view.on)
    end = Limit(term.end, inclusive=False)
    talk = view.first(Kind.Z_TALK)
    reached = _reached(kept, with_participation=view.target_group is TargetGroup.STATUS_HOLDER)
    done = max(reached, talk.on) if reached and talk else None
    said = _so_far(kept) + Words(
        f" ({rule.article}), voor {day(term.end).nl}", f" ({rule.article}), by {day(end.on).en}"
    )
    return [rule.by(view, end=end, said=said + end_words(end), done=done)]


def _reached(kept: Ledger, *, with_participation: bool) -> date | None:
    days = [kept.course.reached_on, *([kept.participation.reached_on] if with_participation else [])]
    known = [each for each in days if each is not None]
    return max(known) if len(known) == len(days) else None


def _so_far(kept: Ledger) -> Words:
    said = hours(kept.course.counted) + Words(
        f" les van {kept.course.norm // 60}", f" lessons of {kept.course.norm // 60}"
    )
    if kept.participation.norm:
        norm = hours(kept.participation.norm)
        said += Words(", ", ", ") + hours(kept.participation.counted)
        said += Words(f" participatie van {norm.nl}", f" participation of {norm.en}")
    return said + Words(", met eindgesprek", ", with the final conversation")


RULES: tuple[Rule, ...] = (
    Rule(
        id="C14",
        title=Words("Uren van de Z-route en eindgesprek", "Hours of the Z route and final conversation"),
        article="Bi 3.14, 5.4",
        mark=Mark.READ,
        text_read=BI_READ,
        who=Actor.COLLEGE,
        consequence=Words(
            "Het eindgesprek mag niet aan een partner worden overgelaten.",
            "The final conversation may not be left to a partner.",
        ),
        settled_by=Kind.Z_TALK,
        reads=_hours_and_talk,
        note=Words(
            "PVT en MAP tellen mee in de participatie-uren; uren NT2 en KNM uit een andere route gaan van de norm af.",
            "PVT and MAP count as participation; NT2 and KNM hours of another route are deducted.",
        ),
    ),
)
