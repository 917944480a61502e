"""A deadline as a page shows it: in words, with its certainty and the one action that settles it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.apps.trajectories.queries.clock import CLOCK, question_variable, reading_of
from tweespoor.core.facts import Fact, Value
from tweespoor.core.legalclock import Deadline, Mark, Question, Status
from tweespoor.core.legalclock import day as day_words
from tweespoor.core.vocabulary import CaseEventKind, Purpose

SOON = 28
"""A deadline within so many days is near."""


@dataclass(frozen=True)
class Link:
    """An action: its words and where it is done; without an address nobody here can do it."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ShownDeadline:
    """One deadline in words."""

    key: str
    rule: str
    title: str
    status: str
    standing: str
    kind: str
    due: str
    last_day: date | None
    who: str
    derivation: str
    consequence: str
    article: str
    mark: str
    mark_words: str
    text_read: str
    actions: tuple[Link, ...]


def shown_deadline(deadline: Deadline, *, person: Person, may_note: bool, language: str) -> ShownDeadline:
    """A deadline in words; the actions are there for who notes what happens."""
    read = deadline.text_read
    return ShownDeadline(
        key=deadline.key,
        rule=deadline.rule if deadline.rule != "A" else "",
        title=deadline.title.text(language),
        status=deadline.status.value,
        standing=standing(deadline, language=language),
        kind=badge_of(deadline),
        due=due_words(deadline),
        last_day=deadline.last_day,
        who=deadline.who.label(language),
        derivation=deadline.derivation.text(language),
        consequence=deadline.consequence.text(language),
        article=deadline.article,
        mark=deadline.mark.value if deadline.mark is not Mark.AGREED else "",
        mark_words=deadline.mark.words.text(language),
        text_read=date_format(read, "j F Y") if read else "",
        actions=_actions(deadline, person=person, language=language) if may_note else (),
    )


def due_words(deadline: Deadline) -> str:
    """The day, "tot" where that day itself is out; empty where no day is known."""
    if deadline.due is None:
        if deadline.earliest is None:
            return ""
        return _("op zijn vroegst %(day)s") % {"day": date_format(deadline.earliest, "j F Y")}
    day = date_format(deadline.due, "j F Y")
    return day if deadline.limit and deadline.limit.inclusive else _("tot %(day)s") % {"day": day}


def standing(deadline: Deadline, *, language: str) -> str:
    """The status with what belongs to it: the days left, the day it was met."""
    word = deadline.status.words.text(language)
    if deadline.chance and deadline.status is Status.PASSED:
        return _("voorbij")
    if deadline.met_on:
        return f"{word} ({date_format(deadline.met_on, 'j F Y')})"
    left = deadline.days_left
    if deadline.status is Status.RUNNING and left is not None:
        return _("laatste dag") if left == 0 else ngettext("nog %(n)s dag", "nog %(n)s dagen", left) % {"n": left}
    if deadline.status is Status.NOT_STARTED and deadline.opens:
        return _("vanaf %(day)s") % {"day": day_words(deadline.opens).text(language)}
    return word


def badge_of(deadline: Deadline) -> str:
    """How a status looks: what nobody may miss is red, what is near or not known orange."""
    match deadline.status:
        case Status.PASSED:
            return "neutral" if deadline.chance else "danger"
        case Status.RUNNING:
            left = deadline.days_left
            return "warning" if left is None or left <= SOON else "neutral"
        case Status.UNKNOWN | Status.SUSPENDED | Status.MET_LATE:
            return "warning"
        case Status.MET:
            return "ok"
    return "neutral"


def _actions(deadline: Deadline, *, person: Person, language: str) -> tuple[Link, ...]:
    """What settles it: the question that is open, or writing down that it happened."""
    asked = [question_link(each, person=person, language=language) for each in deadline.ask]
    links = [each for each in asked if each is not None]
    if links or not deadline.is_open:
        return tuple(links)
    if deadline.rule == "A":
        slug = deadline.key.removeprefix("A-").rpartition("-")[0]
        query = urlencode({"soort": CaseEventKind.AGREEMENT_KEPT.value, "over": slug})
        return (Link(_("Leg vast dat dit gebeurd is"), f"{reverse('note-event', args=[person.pk])}?{query}"),)
    kind = deadline.settled_by
    if kind is None:
        return ()
    return (event_link(kind, person=person, language=language),)


def event_link(kind: CaseEventKind, *, person: Person, language: str) -> Link:
    """Where an event of a kind is written down: as an answer where it is one, else as an event."""
    slug = question_variable(kind.value)
    text = _("Leg vast: %(label)s") % {"label": kind.label(language).lower() if language != "nl" else kind.nl}
    if slug:
        return Link(text, reverse("register-fact", args=[person.pk, slug]))
    return Link(text, f"{reverse('note-event', args=[person.pk])}?{urlencode({'soort': kind.value})}")


def question_link(question: Question, *, person: Person, language: str) -> Link | None:
    """Where a question of the clock is answered."""
    text = _("Vraag %(what)s") % {"what": question.words.text(language)}
    slug = question_variable(question.about)
    if slug:
        return Link(text, reverse("register-fact", args=[person.pk, slug]))
    if question.about in ("hours", "environment"):
        return Link(_("Leg uren vast"), reverse("note-hours", args=[person.pk]))
    if question.about == "unburdening":
        return event_link(CaseEventKind.UNBURDENING_STARTED, person=person, language=language)
    return None


def next_deadlines(
    person: Person,
    *,
    held: Mapping[str, Fact[Value]],
    courses: Sequence[Trajectory],
    said: Mapping[str, Fact[Value]],
    purposes: frozenset[Purpose],
    may_note: bool,
    today: date,
    language: str,
) -> Sequence[ShownDeadline]:
    """The two deadlines that come first, for the dossier; none where the reader may not see them, or the dossier is
    closed.

    `held` is all that is known of the person, `courses` are the person's trajectories and `said` is what was said in
    the one that runs.
    """
    if CLOCK not in purposes or person.closed_on is not None:
        return ()
    reading = reading_of(person, purposes=purposes, on=today, held=held, courses=courses, said=said)
    return [shown_deadline(each, person=person, may_note=may_note, language=language) for each in reading.next[:2]]
