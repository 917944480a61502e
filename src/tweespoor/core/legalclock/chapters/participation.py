"""The participation statement (PVT) and the labour-market module (MAP) (Bi 3.1-3.2, Ri 3.1, Wi 8(3))."""

from __future__ import annotations

from collections.abc import Sequence

from tweespoor.core.legalclock.case import Kind, View
from tweespoor.core.legalclock.chapters.term import CourseTerm, term_of, without_term
from tweespoor.core.legalclock.deadline import Deadline, Mark, Status
from tweespoor.core.legalclock.rule import BI_OLD_READ, Rule, end_words, question
from tweespoor.core.legalclock.terms import Limit
from tweespoor.core.legalclock.words import Words, day, hours
from tweespoor.core.vocabulary import Actor, HoursKind, Route

PVT_MINUTES = 12 * 60
MAP_MINUTES = 40 * 60


def _modules(rule: Rule, view: View) -> Sequence[Deadline]:
    term = term_of(view)
    if term is None:
        return without_term(rule, view)
    found = [
        _module(
            rule, view, term=term, kind=HoursKind.PVT, need=PVT_MINUTES, talk=Kind.PVT_SIGNED, key="pvt", title=_PVT
        )
    ]
    route = view.route_on(min(view.on, term.end))
    if route is None:
        found.append(rule.unknown(view, "route", key="map"))
    elif route is Route.EDUCATION:
        found.append(rule.not_applicable(Words("Geen MAP in de onderwijsroute (Wi 8(3))", "No MAP there"), key="map"))
    else:
        found.append(
            _module(
                rule, view, term=term, kind=HoursKind.MAP, need=MAP_MINUTES, talk=Kind.MAP_TALK, key="map", title=_MAP
            )
        )
    return found


def _module(
    rule: Rule, view: View, *, term: CourseTerm, kind: HoursKind, need: int, talk: Kind, key: str, title: Words
) -> Deadline:
    """Hours and a conversation or signature, both before the end of the term."""
    entries = view.hours_of(kind)
    closing = view.first(talk)
    followed, reached = 0, None
    for each in entries:
        followed += each.minutes
        if reached is None and followed >= need:
            reached = each.on
    end = Limit(term.end, inclusive=False)
    said = hours(followed) + Words(f" van {need // 60} ({rule.article})", f" of {need // 60} ({rule.article})")
    said += Words(f", voor het einde van de termijn → {day(term.end).nl}", f", before the end → {day(term.end).en}")
    done = max(closing.on, reached) if closing and reached else None
    if closing is not None and closing.on <= end.last_day and not entries:
        asked = Words("Gesprek of handtekening is er; ", "The talk or signature is there; ")
        return rule.says(
            Status.UNKNOWN, asked + said, limit=end, ask=(question("hours"),), settled_by=talk, title=title, key=key
        )
    return rule.by(view, end=end, said=said + end_words(end), done=done, settled_by=talk, title=title, key=key)


_PVT = Words("PVT: 12 uur en ondertekening", "PVT: 12 hours and signing")
_MAP = Words("MAP: 40 uur praktijk en eindgesprek", "MAP: 40 practical hours and final conversation")

RULES: tuple[Rule, ...] = (
    Rule(
        id="C13",
        title=Words("PVT en MAP afronden", "Complete PVT and MAP"),
        article="Bi 3.1-3.2, Ri 3.1, Wi 8(3)",
        mark=Mark.READ,
        text_read=BI_OLD_READ,
        who=Actor.BOTH,
        consequence=Words("Zonder PVT en MAP is aan de plicht niet voldaan.", "Without them the duty is not met."),
        reads=_modules,
    ),
)
