"""Asking for an extension (Wi 12), and how long DUO may take to decide."""

from __future__ import annotations

from collections.abc import Sequence

from tweespoor.core.legalclock.case import Kind, View
from tweespoor.core.legalclock.chapters.term import term_of, without_term
from tweespoor.core.legalclock.deadline import Deadline, Mark
from tweespoor.core.legalclock.rule import BI_READ, WI_READ, Rule, end_words
from tweespoor.core.legalclock.terms import Limit, months, weeks
from tweespoor.core.legalclock.words import Words, day
from tweespoor.core.vocabulary import Actor

WINDOW = months(6)
DUO_DECIDES = weeks(8)

_ANSWERS = (Kind.EXTENSION_GRANTED, Kind.EXTENSION_REFUSED)


def _ask(rule: Rule, view: View) -> Sequence[Deadline]:
    term = term_of(view)
    if term is None:
        return without_term(rule, view)
    opens, end = WINDOW.before(term.end), Limit(term.end, inclusive=False)
    asked = view.first(Kind.EXTENSION_ASKED, since=opens)
    said = Words(
        f"Einde van de termijn op {day(term.end).nl} ({rule.article}): aan te vragen vanaf {day(opens).nl}",
        f"End of the term on {day(term.end).en} ({rule.article}): can be asked from {day(opens).en}",
    )
    return [rule.by(view, end=end, said=said + end_words(end), done=asked.on if asked else None, opens=opens)]


def _decide(rule: Rule, view: View) -> Sequence[Deadline]:
    pairs = [
        *enumerate(view.pairs([Kind.EXTENSION_ASKED], settled=_ANSWERS), start=1),
        *enumerate(view.pairs([Kind.APPLICATION_SENT], settled=[Kind.APPLICATION_DECIDED]), start=1),
    ]
    if not pairs:
        return [rule.not_applicable(Words("Geen aanvraag vastgelegd", "No application noted"))]
    found = []
    for place, (asked, answered) in pairs:
        is_extension = asked.kind is Kind.EXTENSION_ASKED
        found.append(
            rule.due(
                view,
                since=asked.on,
                anchor=asked.kind,
                term=DUO_DECIDES,
                done=answered.on if answered else None,
                settled_by=Kind.EXTENSION_GRANTED if is_extension else Kind.APPLICATION_DECIDED,
                key=f"{asked.kind.value}-{place}",
            )
        )
    return found


RULES: tuple[Rule, ...] = (
    Rule(
        id="C11",
        title=Words("Verlenging aanvragen", "Ask for an extension"),
        article="Wi 12, Bi 4.2-4.5, Ri 4.1",
        mark=Mark.READ,
        text_read=WI_READ,
        who=Actor.PERSON,
        consequence=Words(
            "Zonder aanvraag eindigt de termijn; zie hieronder welke gronden kunnen gelden.",
            "Without it the term ends; see below which grounds may apply.",
        ),
        settled_by=Kind.EXTENSION_ASKED,
        chance=True,
        reads=_ask,
    ),
    Rule(
        id="C12",
        title=Words("Besluit van DUO op een aanvraag", "DUO’s decision on an application"),
        article="Bi 4.5, 2.7",
        mark=Mark.READ,
        text_read=BI_READ,
        who=Actor.DUO,
        consequence=Words("Vraag bij DUO na waar het besluit blijft.", "Ask DUO where the decision is."),
        settled_by=Kind.APPLICATION_DECIDED,
        reads=_decide,
    ),
)
