"""A rule of law: where it stands, since when, who must act, and the function from a case to its deadlines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tweespoor.core.legalclock.case import View
from tweespoor.core.legalclock.deadline import Deadline, Mark, Question, Status
from tweespoor.core.legalclock.terms import Limit, Term, limit
from tweespoor.core.legalclock.words import Words, day, of_code
from tweespoor.core.vocabulary import Act, Actor, CaseEventKind

ACT_2013_STARTS = date(2013, 1, 1)
ACT_2021_STARTS = date(2022, 1, 1)

WI, BI, RI = "Wi", "Bi", "Ri"
WI_READ = date(2023, 1, 1)
BI_READ = date(2026, 4, 2)
BI_OLD_READ = date(2022, 1, 1)
RI_READ = date(2026, 4, 18)
RI_OLD_READ = date(2023, 4, 1)
"""The dates of the consolidated texts that were read; a newer one of the act, of 21-10-2025, has not been read."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A dated rule. A case is judged by the edition in force at its anchor event.

    `article` is short (Bi 5.3(1)), `text_read` the date of the text it was read in. `outlives` says that it goes on
    when the duty ends. `chance` that it closes a possibility, not a duty. `note` says what is not certain.
    """

    id: str
    title: Words
    article: str
    mark: Mark
    who: Actor
    consequence: Words
    reads: Callable[[Rule, View], Sequence[Deadline]]
    act: Act | None = Act.ACT_2021
    text_read: date | None = None
    valid_from: date = ACT_2021_STARTS
    valid_to: date | None = None
    edition: str = ""
    settled_by: CaseEventKind | None = None
    chance: bool = False
    outlives: bool = False
    note: Words = field(default_factory=Words)

    def in_force(self, anchor: date) -> bool:
        """Whether this edition was the law on a day."""
        return self.valid_from <= anchor and (self.valid_to is None or anchor <= self.valid_to)

    def says(self, status: Status, derivation: Words, *, key: str = "", **more: object) -> Deadline:
        """A deadline of this rule with a status."""
        fields = {
            "title": self.title,
            "who": self.who,
            "settled_by": self.settled_by,
            "chance": self.chance,
            **more,
        }
        return Deadline(
            key="-".join(part for part in (self.id, self.edition, key) if part),
            rule=self.id,
            article=self.article,
            mark=self.mark,
            text_read=self.text_read,
            consequence=self.consequence,
            status=status,
            derivation=derivation,
            **fields,  # type: ignore[arg-type] # the fields of Deadline, by name
        )

    def not_applicable(self, why: Words, *, key: str = "") -> Deadline:
        """It does not hold for this case, and why."""
        return self.says(Status.NOT_APPLICABLE, why, key=key)

    def unknown(self, view: View, *about: str, earliest: date | None = None, key: str = "") -> Deadline:
        """It cannot be told before something is asked."""
        asked = tuple(question(each) for each in about)
        labels = [each.words for each in asked]
        said = Words("Niet bekend: vraag ", "Not known: ask ") + Words(
            " en ".join(each.nl for each in labels), " and ".join(each.en for each in labels)
        )
        if earliest is not None:
            said += Words(f". Op zijn vroegst {day(earliest).nl}", f". At the earliest {day(earliest).en}")
        return self.says(Status.UNKNOWN, said, ask=asked, earliest=earliest, key=key)

    def due(
        self,
        view: View,
        *,
        since: date,
        anchor: Words | CaseEventKind,
        term: Term,
        done: date | None,
        inclusive: bool = True,
        **more: object,
    ) -> Deadline:
        """A deadline so long after an anchor event, settled on `done` or not yet."""
        end = limit(since, term, inclusive=inclusive, roll=view.roll)
        said = derivation(anchor, since, article=self.article, term=term, end=end)
        return self.by(view, end=end, said=said, done=done, **more)

    def by(self, view: View, *, end: Limit, said: Words, done: date | None, **more: object) -> Deadline:
        """A deadline by a day, settled on `done` or not yet; `opens` is the first day it can be met."""
        opens = more.get("opens")
        status = standing(end, done=done, on=view.on, opens=opens if isinstance(opens, date) else None)
        given = more.get("settled_by", self.settled_by)
        kind = given if isinstance(given, CaseEventKind) else None
        asked = _asks_for(view, kind) if status is Status.PASSED and "ask" not in more else ()
        left = (end.last_day - view.on).days if status in (Status.RUNNING, Status.NOT_STARTED) else None
        return self.says(status, said, **{"limit": end, "met_on": done, "days_left": left, "ask": asked, **more})  # type: ignore[arg-type]


def standing(end: Limit, *, done: date | None, on: date, opens: date | None = None) -> Status:
    """Where a deadline stands on a day."""
    if done is not None:
        return Status.MET if done <= end.last_day else Status.MET_LATE
    if on > end.last_day:
        return Status.PASSED
    return Status.NOT_STARTED if opens is not None and on < opens else Status.RUNNING


def derivation(anchor: Words | CaseEventKind, since: date, *, article: str, term: Term, end: Limit) -> Words:
    """How a day was found, in a sentence."""
    label = of_code(anchor) if isinstance(anchor, CaseEventKind) else anchor
    start, last, length = day(since), day(end.on), term.words
    preposition = "of" if anchor is CaseEventKind.NOTICE else "on"
    said = Words(
        f"{label.nl} op {start.nl} ({article}), {length.nl} → {last.nl}",
        f"{label.en} {preposition} {start.en} ({article}), {length.en} → {last.en}",
    )
    return said + end_words(end)


def end_words(end: Limit) -> Words:
    """What is to be said of the end of a term: whether that day counts, and whether it was moved."""
    said = Words() if end.inclusive else Words(" (die dag telt niet meer mee)", " (that day itself no longer counts)")
    if end.rolled:
        said += Words(
            ", verschoven naar de volgende werkdag (Algemene termijnenwet, te bevestigen)",
            ", moved to the next working day (Algemene termijnenwet, to be confirmed)",
        )
    return said


_QUESTIONS = {
    "act": Words("onder welke wet de deelnemer valt", "which act the participant falls under"),
    "target-group": Words("of de deelnemer asielstatushouder is", "whether the participant is a status holder"),
    "route": Words("welke leerroute de deelnemer volgt", "which route the participant follows"),
    "notice": Words("de dag van de kennisgeving van DUO", "the day of DUO’s notice"),
    "registration": Words("sinds wanneer de deelnemer is ingeschreven", "since when the participant is registered"),
    "pip": Words("op welke dag het PIP is vastgesteld", "on which day the PIP was established"),
    "benefit": Words("wanneer de bijstand begon", "when the benefit started"),
    "birth-date": Words("de geboortedatum", "the date of birth"),
    "duo-term": Words("wanneer de termijn bij DUO begon", "when the term at DUO started"),
    "progress-talks": Words("hoeveel voortgangsgesprekken in het PIP staan", "how many progress talks the PIP has"),
    "hours": Words("de gevolgde uren", "the hours followed"),
    "effort": Words("of de deelnemer zich voldoende heeft ingezet", "whether the participant made sufficient effort"),
    "unburdening": Words("of het ontzorgen is begonnen", "whether the unburdening started"),
    "environment": Words(
        "of de participatie in een Nederlandstalige omgeving was", "whether participation was in a Dutch environment"
    ),
}


def question(about: str) -> Question:
    """The question that is asked about an event or variable."""
    return Question(about, _QUESTIONS[about])


def _asks_for(view: View, kind: CaseEventKind | None) -> tuple[Question, ...]:
    """Of a term that is over: whether it was met is asked where nobody said so."""
    if kind is None or kind.value not in _QUESTIONS or view.answer(kind).is_answered:
        return ()
    return (question(kind.value),)
