"""How far the people of a programme are: per phase, who could go on, what is due, and what nobody registered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import MUNICIPAL_ROLES
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.progress import EvaluationState, Readiness
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.components.data import Column, KeyFigure
from tweespoor.site.pages.programmes import NUMBER_ROLES
from tweespoor.site.pages.progress_shown import MOMENT_BADGES, state_in_words

ONLY_NUMBERS = "people are counted; those named are only those whom the reader sees"


@dataclass(frozen=True)
class Named:
    """Somebody in a list: the name and what about the person; where the page of the progress is."""

    name: str
    about: str
    url: str


@dataclass(frozen=True, kw_only=True)
class PhaseRow:
    """A phase with how many people are in it, of whom so many registered; `url` lists them."""

    label: str
    count: int
    registered: int
    url: str


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many people something holds for, under a heading, and those of them whom the reader sees."""

    label: str
    count: int
    people: Sequence[Named]
    badge: str = "neutral"


@require_GET
def programme_progress(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the people of a programme are."""
    programme = get_object_or_404(trajectories.visible_programmes(request.user), slug=slug)
    if programme.municipality_id not in organisations_where(request.user, roles=NUMBER_ROLES):
        raise Http404
    today = timezone.localdate()
    day = schedule.day_shown(schedule.periods_of(programme), today=today)
    with whole_registry(why=ONLY_NUMBERS):
        found = trajectories.progress_in(programme, on=day, today=today)
    names = _names(request, programme, ids=[each.trajectory.person_id for each in found])
    language = language_now()
    lists = _Lists(found, names=names, language=language)
    ready, asks = lists.could_go_on(Readiness.READY), lists.could_go_on(Readiness.ASK)
    due, missed = lists.evaluations(EvaluationState.DUE), lists.evaluations(EvaluationState.MISSED)
    open_blocks = lists.not_registered()
    context = {
        "programme": programme,
        "day": "" if day == today else date_format(day, "j F Y"),
        "figures": [
            KeyFigure(label=_("Deelnemers"), value=len(found)),
            KeyFigure(label=_("Kunnen naar de volgende fase"), value=ready.count, url="#verder" if ready.count else ""),
            KeyFigure(
                label=_("Evaluatie aan de beurt"),
                value=due.count,
                note=_("%(count)s niet gehouden") % {"count": missed.count} if missed.count else "",
                url="#evaluaties" if due.count or missed.count else "",
            ),
            KeyFigure(
                label=_("Met iets dat niet vastgelegd is"),
                value=len([each for each in found if any(block.is_due for block in each.blocks)]),
                url="#niet-vastgelegd" if open_blocks else "",
            ),
        ],
        "columns": [
            Column(label=_("Fase")),
            Column(label=_("Deelnemers"), numeric=True),
            Column(label=_("Waarvan vastgelegd"), numeric=True),
        ],
        "phases": _phases(programme, found, sees_people=bool(names), language=language),
        "going": [each for each in (ready, asks) if each.count],
        "evaluations": [each for each in (missed, due) if each.count],
        "open_blocks": open_blocks,
        "questions": lists.open_questions(),
    }
    return render(request, "pages/programme_progress.html", context)


def _names(request: HttpRequest, programme: Programme, *, ids: Iterable[UUID]) -> Mapping[UUID, Person]:
    """Those of these people whom the reader sees, with the name; that they were listed is kept in the log."""
    if programme.municipality_id not in organisations_where(request.user, roles=MUNICIPAL_ROLES):
        return {}
    seen = list(people.visible_people(request.user).filter(pk__in=list(ids)))
    record_list_seen(people=seen, purposes=[Purpose.OUTCOMES], by=request.user, now=timezone.now())
    return {person.pk: person for person in seen}


def _phases(
    programme: Programme, found: Sequence[trajectories.Progress], *, sees_people: bool, language: str
) -> list[PhaseRow]:
    rows = []
    for phase, label in trajectories.phases_of(programme, language=language):
        here = [each for each in found if each.phase == phase]
        url = reverse("people") + f"?programma={programme.slug}&fase={phase}"
        rows.append(
            PhaseRow(
                label=label,
                count=len(here),
                registered=len([each for each in here if each.is_registered]),
                url=url if sees_people and here else "",
            )
        )
    return rows


class _Lists:
    """The lists of the page, made of how far everybody is."""

    def __init__(self, found: Sequence[trajectories.Progress], *, names: Mapping[UUID, Person], language: str) -> None:
        self.found = sorted(found, key=lambda each: str(names.get(each.trajectory.person_id, "")))
        self.names = names
        self.language = language

    def could_go_on(self, readiness: Readiness) -> Count:
        """Who could go to the next phase, or of whom something must be asked before anybody can tell."""
        rows = [each for each in self.found if each.proposal and each.proposal.readiness is readiness]
        label = _("Alle voorwaarden gelden") if readiness is Readiness.READY else _("Eerst iets vragen")
        badge = "ok" if readiness is Readiness.READY else "warning"
        named = [self._named(each, about=self._next(each), anchor="fase") for each in rows]
        return Count(label=label, count=len(rows), people=[each for each in named if each], badge=badge)

    def evaluations(self, state: EvaluationState) -> Count:
        """Of whom an evaluation is due, or was missed."""
        rows = [(each, moment) for each in self.found for moment in each.moments if moment.state is state]
        named = []
        for each, moment in rows:
            labels = trajectories.rhythm_labels(each.trajectory, language=self.language)
            day = date_format(moment.due, "j F Y") if moment.due else ""
            about = f"{labels.get(moment.rhythm, moment.rhythm)}, {day}"
            named.append(self._named(each, about=about, anchor="evaluaties"))
        return Count(
            label=state_in_words(state).capitalize(),
            count=len({each.trajectory.pk for each, _moment in rows}),
            people=[each for each in named if each],
            badge=MOMENT_BADGES[state],
        )

    def not_registered(self) -> list[Count]:
        """Per block how many people began it by the plan without anybody registering where they stand."""
        rows: dict[tuple[int, str], list[tuple[trajectories.Progress, date | None]]] = {}
        for each in self.found:
            for place, block in enumerate(each.blocks):
                if block.is_due:
                    rows.setdefault((place, block.block.label(self.language)), []).append((each, block.block.start))
        return [
            Count(
                label=label,
                count=len(who),
                people=[
                    named
                    for each, start in who
                    if (named := self._named(each, about=_since(start), anchor="")) is not None
                ],
            )
            for (_place, label), who in sorted(rows.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ]

    def open_questions(self) -> list[Count]:
        """Per question of the design of how many people nobody answered it."""
        rows: dict[str, list[trajectories.Progress]] = {}
        for each in self.found:
            for question in each.open_questions:
                rows.setdefault(question.text.text(self.language), []).append(each)
        return [
            Count(
                label=label,
                count=len(who),
                people=[
                    named for each in who if (named := self._named(each, about="", anchor="beslissen")) is not None
                ],
            )
            for label, who in sorted(rows.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ]

    def _next(self, each: trajectories.Progress) -> str:
        labels = {phase.phase.id: phase.phase.label.text(self.language) for phase in each.plan.phases}
        following = each.proposal.following if each.proposal else ""
        return _("naar %(phase)s") % {"phase": labels.get(following, following)}

    def _named(self, each: trajectories.Progress, *, about: str, anchor: str) -> Named | None:
        person = self.names.get(each.trajectory.person_id)
        if person is None:
            return None
        url = reverse("progress", args=[person.pk]) + (f"#{anchor}" if anchor else "")
        return Named(str(person), about, url)


def _since(start: date | None) -> str:
    return _("volgens plan sinds %(day)s") % {"day": date_format(start, "j F Y")} if start else ""
