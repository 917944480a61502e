"""The term of three years (Wi 11), what DUO does around its end, and a new term after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tweespoor.core.legalclock.case import Event, Kind, View
from tweespoor.core.legalclock.deadline import Deadline, Mark, Status
from tweespoor.core.legalclock.rule import RI_READ, WI_READ, Rule, end_words
from tweespoor.core.legalclock.terms import Limit, add_months, months, years
from tweespoor.core.legalclock.words import Words, day
from tweespoor.core.vocabulary import Actor

THREE_YEARS = years(3)
LETTER_BEFORE_END = months(2)
NEW_TERMS = (6, 12, 18, 24)
"""The lengths in months of a new term, by what was done (Ri 7.4)."""


@dataclass(frozen=True)
class CourseTerm:
    """The term of a case: from its start to its end, that day not included; `extended` is by how many months.

    `later` are extensions that DUO granted only after the term was over: each counts as a term of its own.
    """

    start: date
    original_end: date
    end: date
    extended: int
    later: tuple[Event, ...]


def term_from(view: View, start: date) -> CourseTerm:
    """A term of three years from a day, with the extensions that were granted before it was over."""
    original = end = THREE_YEARS.after(start)
    later, extended = [], 0
    for event in view.all(Kind.EXTENSION_GRANTED):
        if event.on >= end:
            later.append(event)
        elif event.months:
            extended += event.months
            end = add_months(original, extended)
        elif event.until and event.until > end:
            end = event.until
    return CourseTerm(start, original, end, extended, tuple(later))


def term_of(view: View) -> CourseTerm | None:
    """The term of the act of 2021: it starts the day after the first PIP, and never again."""
    pip = view.first(Kind.PIP)
    return term_from(view, pip.on + timedelta(days=1)) if pip else None


def without_term(rule: Rule, view: View) -> list[Deadline]:
    """What a rule about the term says where there is none."""
    if view.answer(Kind.PIP).is_answered:
        return [rule.says(Status.NOT_STARTED, Words("Begint met het PIP", "Starts with the PIP"))]
    return [rule.unknown(view, "pip")]


def end_of_term(rule: Rule, view: View, *, term: CourseTerm, anchor: Words) -> list[Deadline]:
    """The end of a term, as long as nothing was settled, and those of extensions granted too late for it."""
    done = view.first(Kind.DUTY_MET)
    met = done.on if done else None
    start, end = day(term.start), Limit(term.end, inclusive=False)
    said = anchor + Words(
        f" ({rule.article}): termijn van {start.nl} tot {day(term.original_end).nl}",
        f" ({rule.article}): term from {start.en} to {day(term.original_end).en}",
    )
    if term.end != term.original_end:
        said += Words(f", verlengd tot {day(term.end).nl}", f", extended to {day(term.end).en}")
    found = [rule.by(view, end=end, said=said + end_words(end), done=met)]
    for place, event in enumerate(term.later, start=1):
        found.append(_granted_late(rule, view, term=term, event=event, done=met, key=f"{place}"))
    return found


def _granted_late(rule: Rule, view: View, *, term: CourseTerm, event: Event, done: date | None, key: str) -> Deadline:
    until = event.until or add_months(term.end, event.months or 0)
    said = Words(
        f"Verlenging gekregen op {day(event.on).nl}, na het einde van de termijn → {day(until).nl}",
        f"Extension granted on {day(event.on).en}, after the end of the term → {day(until).en}",
    )
    return rule.by(view, end=Limit(until, inclusive=False), said=said, done=done, key=f"verlenging-{key}")


def _three_years(rule: Rule, view: View) -> Sequence[Deadline]:
    term, pip = term_of(view), view.first(Kind.PIP)
    if term is None or pip is None:
        return without_term(rule, view)
    anchor = Words(f"PIP van {day(pip.on).nl}", f"PIP of {day(pip.on).en}")
    return end_of_term(rule, view, term=term, anchor=anchor)


def _letter(rule: Rule, view: View) -> Sequence[Deadline]:
    term = term_of(view)
    if term is None:
        return without_term(rule, view)
    on = LETTER_BEFORE_END.before(term.original_end)
    said = Words(
        f"Einde van de termijn op {day(term.original_end).nl}, 2 maanden eerder → {day(on).nl}",
        f"End of the term on {day(term.original_end).en}, 2 months before → {day(on).en}",
    )
    letter = view.first(Kind.INFORMATION_LETTER)
    return [rule.by(view, end=Limit(on), said=said, done=letter.on if letter else None)]


def _new_term(rule: Rule, view: View) -> Sequence[Deadline]:
    given = view.all(Kind.NEW_TERM)
    if not given:
        term = term_of(view)
        if term is None:
            return without_term(rule, view)
        said = Words("Alleen als de termijn voorbij is zonder resultaat", "Only if the term is over without result")
        if view.on < term.end:
            return [rule.not_applicable(said)]
        done = view.first(Kind.DUTY_MET)
        if done is not None and done.on < term.end:
            return [rule.not_applicable(said)]
        waiting = Words(
            f"De termijn liep tot {day(term.end).nl}: DUO stelt een nieuwe termijn van 6, 12, 18 of 24 maanden",
            f"The term ran to {day(term.end).en}: DUO sets a new term of 6, 12, 18 or 24 months",
        )
        return [rule.says(Status.NOT_STARTED, waiting, settled_by=Kind.NEW_TERM)]
    return [_one_new_term(rule, view, event=event, place=place) for place, event in enumerate(given, start=1)]


def _one_new_term(rule: Rule, view: View, *, event: Event, place: int) -> Deadline:
    key = f"{place}" if place > 1 else ""
    if event.months is None and event.until is None:
        said = Words("Niet bekend: vraag de lengte van de nieuwe termijn", "Not known: ask how long the new term is")
        return rule.says(Status.UNKNOWN, said, key=key)
    end = event.until or add_months(event.on, event.months or 0)
    done = view.first(Kind.DUTY_MET)
    said = Words(
        f"Nieuwe termijn van {day(event.on).nl} ({rule.article}) → {day(end).nl}",
        f"New term of {day(event.on).en} ({rule.article}) → {day(end).en}",
    )
    limit = Limit(end, inclusive=False)
    return rule.by(view, end=limit, said=said + end_words(limit), done=done.on if done else None, key=key)


RULES: tuple[Rule, ...] = (
    Rule(
        id="C07",
        title=Words("Inburgeren binnen de termijn", "Integrate within the term"),
        article="Wi 11",
        mark=Mark.READ,
        text_read=WI_READ,
        who=Actor.PERSON,
        consequence=Words(
            "Na de termijn stelt DUO een nieuwe termijn. Over een boete beslist een mens (zie het feitendossier).",
            "After the term DUO sets a new one. A human decides on a fine (see the file of facts).",
        ),
        settled_by=Kind.DUTY_MET,
        reads=_three_years,
        note=Words("De termijn begint niet opnieuw als het PIP verandert.", "It never restarts when the PIP changes."),
    ),
    Rule(
        id="C18",
        title=Words("Informatiebrief van DUO", "Information letter of DUO"),
        article="DUO, werkwijze",
        mark=Mark.STATED,
        who=Actor.DUO,
        consequence=Words(
            "De gemeente kan melden dat het te laat zijn niet verwijtbaar is.",
            "The municipality may report that being late is not culpable.",
        ),
        settled_by=Kind.INFORMATION_LETTER,
        reads=_letter,
    ),
    Rule(
        id="C19",
        title=Words("Nieuwe termijn na te laat inburgeren", "New term after integrating too late"),
        article="Ri 7.4",
        mark=Mark.READ,
        text_read=RI_READ,
        who=Actor.DUO,
        consequence=Words(
            "De lengte hangt af van wat al is gedaan: 6, 12, 18 of 24 maanden.",
            "Its length depends on what was done: 6, 12, 18 or 24 months.",
        ),
        settled_by=Kind.DUTY_MET,
        reads=_new_term,
    ),
)
