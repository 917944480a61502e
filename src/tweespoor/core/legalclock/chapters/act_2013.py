"""The act of 2013: three years from DUO's date, and the participation statement within a year."""

from __future__ import annotations

from collections.abc import Sequence

from tweespoor.core.legalclock.case import Kind, View
from tweespoor.core.legalclock.chapters.term import end_of_term, term_from
from tweespoor.core.legalclock.deadline import Deadline, Mark, Status
from tweespoor.core.legalclock.rule import ACT_2013_STARTS, Rule
from tweespoor.core.legalclock.terms import years
from tweespoor.core.legalclock.words import Words, day
from tweespoor.core.vocabulary import Act, Actor

PVT_TERM = years(1)


def _statement(rule: Rule, view: View) -> Sequence[Deadline]:
    registered = view.answer(Kind.REGISTRATION)
    if not registered.is_answered:
        return [rule.unknown(view, "registration")]
    if registered.value is None:
        return [rule.says(Status.NOT_STARTED, Words("Begint bij de inschrijving", "Starts at the registration"))]
    signed = view.first(Kind.PVT_SIGNED)
    return [
        rule.due(
            view, since=registered.value, anchor=Kind.REGISTRATION, term=PVT_TERM, done=signed.on if signed else None
        )
    ]


def _three_years(rule: Rule, view: View) -> Sequence[Deadline]:
    start = view.answer(Kind.DUO_TERM)
    if not start.is_answered:
        return [rule.unknown(view, "duo-term")]
    if start.value is None:
        return [rule.says(Status.NOT_STARTED, Words("Begint op de datum van DUO", "Starts on DUO’s date"))]
    anchor = Words(f"Begin bij DUO op {day(start.value).nl}", f"Start at DUO on {day(start.value).en}")
    return end_of_term(rule, view, term=term_from(view, start.value), anchor=anchor)


RULES: tuple[Rule, ...] = (
    Rule(
        id="C24",
        title=Words("Participatieverklaring tekenen", "Sign the participation statement"),
        article="Wet inburgering (2013)",
        mark=Mark.STATED,
        act=Act.ACT_2013,
        valid_from=ACT_2013_STARTS,
        who=Actor.PERSON,
        consequence=Words("Het hoort bij de plicht onder de wet van 2013.", "It belongs to the duty under this act."),
        settled_by=Kind.PVT_SIGNED,
        reads=_statement,
    ),
    Rule(
        id="C25",
        title=Words("Inburgeren binnen drie jaar", "Integrate within three years"),
        article="Wet inburgering (2013)",
        mark=Mark.STATED,
        act=Act.ACT_2013,
        valid_from=ACT_2013_STARTS,
        who=Actor.PERSON,
        consequence=Words("Over een boete of een nieuwe termijn beslist DUO.", "DUO decides on a fine or a new term."),
        settled_by=Kind.DUTY_MET,
        reads=_three_years,
        note=Words(
            "Of de laatste dag zelf meetelt is te bevestigen; hier telt die niet mee.",
            "Whether the last day itself counts is to be confirmed; here it does not.",
        ),
    ),
)
