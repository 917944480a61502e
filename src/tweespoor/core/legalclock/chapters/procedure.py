"""Decisions and objection (Awb), requests and data breaches (GDPR), and figures for CBS."""

from __future__ import annotations

from collections.abc import Sequence

from tweespoor.core.legalclock.case import Event, Kind, View
from tweespoor.core.legalclock.deadline import Deadline, Mark
from tweespoor.core.legalclock.rule import Rule, end_words
from tweespoor.core.legalclock.terms import Term, hours, limit, months, weeks
from tweespoor.core.legalclock.words import Words, day
from tweespoor.core.vocabulary import Actor

OBJECTION = weeks(6)
DECISION = weeks(6)
DECISION_WITH_COMMITTEE = weeks(12)
REQUEST = months(1)
BREACH = hours(72)


def _objection(rule: Rule, view: View) -> Sequence[Deadline]:
    pairs = view.pairs([Kind.DECISION_SENT], settled=[Kind.OBJECTION])
    if not pairs:
        return [rule.not_applicable(Words("Geen beschikking vastgelegd", "No decision noted"))]
    answers = iter(view.all(Kind.OBJECTION_DECIDED))
    found = []
    for place, (sent, objection) in enumerate(pairs, start=1):
        found.append(
            rule.due(
                view,
                since=sent.on,
                anchor=Kind.DECISION_SENT,
                term=OBJECTION,
                done=objection.on if objection else None,
                key=f"bezwaar-{place}",
            )
        )
        if objection is not None:
            decided = next(answers, None)
            found.append(_decision(rule, view, sent=sent, objection=objection, decided=decided, key=f"{place}"))
    return found


def _decision(rule: Rule, view: View, *, sent: Event, objection: Event, decided: Event | None, key: str) -> Deadline:
    """Six weeks (with a committee twelve) after the last day on which objection could be made."""
    last = limit(sent.on, OBJECTION, roll=view.roll)
    term = DECISION_WITH_COMMITTEE if objection.by_committee else DECISION
    end = limit(last.on, term, roll=view.roll)
    said = Words(
        f"Bezwaar van {day(objection.on).nl}; bezwaartermijn tot en met {day(last.on).nl} ({rule.article}), "
        f"{term.words.nl} → {day(end.on).nl}",
        f"Objection of {day(objection.on).en}; objection term to {day(last.on).en} ({rule.article}), "
        f"{term.words.en} → {day(end.on).en}",
    )
    return rule.by(
        view,
        end=end,
        said=said + end_words(end),
        done=decided.on if decided else None,
        title=Words("Beslissen op bezwaar", "Decide on the objection"),
        who=Actor.COLLEGE,
        settled_by=Kind.OBJECTION_DECIDED,
        chance=False,
        key=f"beslissing-{key}",
    )


def _privacy(rule: Rule, view: View) -> Sequence[Deadline]:
    found = [
        *_each(rule, view, Kind.PERSON_REQUEST, Kind.REQUEST_ANSWERED, term=REQUEST, title=rule.title),
        *_each(rule, view, Kind.BREACH, Kind.BREACH_REPORTED, term=BREACH, title=_REPORT),
    ]
    return found or [rule.not_applicable(Words("Geen verzoek of datalek vastgelegd", "No request or breach noted"))]


def _each(rule: Rule, view: View, kind: Kind, settled: Kind, *, term: Term, title: Words) -> list[Deadline]:
    return [
        rule.due(
            view,
            since=event.on,
            anchor=kind,
            term=term,
            done=answer.on if answer else None,
            settled_by=settled,
            title=title,
            key=f"{kind.value}-{place}",
        )
        for place, (event, answer) in enumerate(view.pairs([kind], settled=[settled]), start=1)
    ]


_REPORT = Words("Datalek melden", "Report the data breach")

RULES: tuple[Rule, ...] = (
    Rule(
        id="C22",
        title=Words("Bezwaar maken", "Make objection"),
        article="Awb 6:7, 7:10",
        mark=Mark.KNOWLEDGE,
        act=None,
        who=Actor.PERSON,
        consequence=Words("Een later bezwaar is in de regel niet-ontvankelijk.", "A later objection is not admitted."),
        settled_by=Kind.OBJECTION,
        chance=True,
        outlives=True,
        reads=_objection,
    ),
    Rule(
        id="C23",
        title=Words("Verzoek van de deelnemer beantwoorden", "Answer the participant’s request"),
        article="AVG 12, 33",
        mark=Mark.KNOWLEDGE,
        act=None,
        who=Actor.COLLEGE,
        consequence=Words(
            "Een maand voor een verzoek; 72 uur na de ontdekking van een datalek: het uur telt.",
            "A month for a request; 72 hours after a breach was found: the hour counts.",
        ),
        settled_by=Kind.REQUEST_ANSWERED,
        outlives=True,
        reads=_privacy,
    ),
)
