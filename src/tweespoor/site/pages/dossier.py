"""One person's page: who, how far, what is known and not asked, this week, and what to ask next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Caseload, Person
from tweespoor.apps.people.queries import caseloads
from tweespoor.apps.people.queries.assessments import assessments_of, instruments_for
from tweespoor.apps.people.queries.registering import StepProgress, intake_steps
from tweespoor.apps.people.rules import can_assign
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.rights import queries as rights
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.models import PipVersion
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.core.access import EMERGENCY_PURPOSES
from tweespoor.core.completeness import applies, order_of
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import STEPS, Assessment, LanguageSkill, Purpose
from tweespoor.site.components.data import KeyFigure, ShownFact, ShownQuestion
from tweespoor.site.pages.deadline_rows import next_deadlines
from tweespoor.site.pages.person_links import person_links
from tweespoor.site.pages.progress_reader import blocks_shown, gives_blocks
from tweespoor.site.pages.show import (
    fact_addresses,
    shown_fact,
    shown_group,
    shown_plan,
    shown_value,
    shown_waiting,
    week_grid,
)

FEW = 7
"""So many questions that were not asked stand open; more are folded away."""

SHOWN_AT_ONCE = 3


@dataclass(frozen=True, kw_only=True)
class FactPanel:
    """What is known of one step of the intake, and what is still to be asked; `url` is that of the step."""

    title: str
    facts: tuple[ShownFact, ...]
    open_questions: tuple[ShownQuestion, ...]
    answered: int
    total: int
    url: str

    @property
    def note(self) -> str:
        """How much of the step was asked."""
        return _("%(answered)s van %(total)s gevraagd") % {"answered": self.answered, "total": self.total}

    @property
    def is_long(self) -> bool:
        """There are too many open questions to show them all at once."""
        return len(self.open_questions) > FEW


def person_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person: the week, the trajectory, and what is known and not asked."""
    person = get_object_or_404(people.visible_people(request.user).select_related("municipality"), pk=person_id)
    today = timezone.localdate()
    language = language_now()
    held = people.facts_held(person)
    purposes = people.purposes_for(request.user, person=person, held=held)
    known = people.facts_within(person, purposes=purposes, held=held)
    by_slug = {each.variable.slug: each.fact for each in known}
    by_task = not _by_emergency_alone(purposes)
    courses = trajectories.courses_of(person) if by_task else []
    last = next(iter(courses), None)
    trajectory = last if last is not None and last.ended_on is None else None
    shows_week = by_task and person.closed_on is None
    timetable = schedule.published_timetable(trajectory.programme) if trajectory else None
    periods = schedule.periods_of(trajectory.programme) if trajectory else []
    chosen = _chosen(request.GET.get("periode", ""), periods=periods, today=today)
    period = periods[chosen] if periods else None
    availability = by_slug.get("unavailable-half-days")
    away = availability.value if availability else ()
    groups = list(schedule.groups_of_person(person, timetable=timetable, for_user=request.user))
    own_groups = {group.pk for group in groups if group.may_open}
    week = (
        schedule.week_of_person(
            person, timetable=timetable, groups=groups, period=period, away=away if isinstance(away, tuple) else ()
        )
        if shows_week
        else ()
    )
    may_register = people.may_register(request.user, person=person)
    may_handle = rights.handles_rights(request.user, person=person)
    day = schedule.day_shown(periods, today=today)
    carers = caseloads.carers_of(person)
    steps = intake_steps(known)
    progress = trajectories.progress_of(trajectory, on=day, today=today, held=held) if trajectory else None
    gives = gives_blocks(request.user, person=person, running=trajectory, purposes=purposes)
    blocks = blocks_shown(request.user, person=person, running=trajectory, purposes=purposes) if trajectory else None
    context = {
        "person": person,
        "trajectory": trajectory,
        "stopped": last if trajectory is None else None,
        "timetable": timetable,
        "periods": [(place + 1, each, place == chosen) for place, each in enumerate(periods)],
        "period": period,
        "shows_week": shows_week,
        "week": week_grid(
            week,
            caption=_("De week van deze deelnemer"),
            availability=availability,
            may_open=own_groups,
            language=language,
        ),
        "availability": availability,
        "appointments": len([each for each in week if not each.away]),
        "groups": [shown_group(group, may_open=group.pk in own_groups, language=language) for group in groups],
        "waiting": [
            shown_waiting(each, with_reasons=Purpose.AVAILABILITY in purposes, language=language)
            for each in schedule.waiting_for(person, timetable=timetable)
        ],
        "plan": shown_plan(
            progress.plan,
            person=person,
            on=day,
            is_today=day == today,
            with_reasons=Purpose.BENEFIT in purposes,
            only=blocks,
            registered=progress.phase if progress.is_registered else "",
            language=language,
        )
        if progress
        else None,
        "figures": [
            *_figures(
                by_slug,
                steps=steps,
                person=person,
                purposes=purposes,
                versions=progress.plans.versions if progress else None,
                language=language,
            ),
            *_progress_figure(progress, person=person, sees_all=Purpose.OUTCOMES in purposes, gives=gives),
        ],
        "links": person_links(person, purposes=purposes, here="person", gives=gives),
        "next_question": _next_question(steps, facts=by_slug, person=person, language=language)
        if may_register
        else None,
        "may_see_deadlines": Purpose.BENEFIT in purposes,
        "deadlines": next_deadlines(
            person,
            held=held,
            courses=courses,
            said=progress.said if progress else {},
            purposes=purposes,
            may_note=may_register,
            today=today,
            language=language,
        ),
        "panels": _panels(known, person=person, may_register=may_register, language=language),
        "is_own": any(row.user_id == request.user.pk for row in carers),
        "carers": carers if people.sees_municipality(request.user) else (),
        "give_from": _give_from(carers, user=request.user)
        if can_assign(request.user, municipality=person.municipality_id)
        else "",
        "may_own": person.closed_on is None
        and can_assign(request.user, municipality=person.municipality_id, as_case_manager=True),
        "may_register": may_register,
        "handles_rights": may_handle,
        "marks": rights.marks_on(person) if may_handle else (),
        "current": rights.hand_over_of(person) if may_handle else None,
        "idempotency_key": uuid4(),
    }
    shown = {each.variable.purpose for each in known if each.fact.is_answered}
    record_person_seen(person=person, purposes=shown, by=request.user, now=timezone.now())
    return render(request, "pages/person.html", context)


def _by_emergency_alone(purposes: frozenset[Purpose]) -> bool:
    """Whether the reader sees the person because of an emergency and for no task: then there is no week to see either,
    nor a trajectory. No role sees what an emergency shows without more."""
    return purposes == EMERGENCY_PURPOSES


def _give_from(carers: Sequence[Caseload], *, user: User) -> str:
    """From whose care the page that gives people to a colleague starts: one's own first; empty where nobody cares."""
    own_first = sorted(carers, key=lambda row: row.user_id != user.pk)
    return str(own_first[0].user_id) if own_first else ""


def _chosen(asked: str, *, periods: Sequence[schedule.Period], today: date) -> int:
    """The place of the period asked for by its number, or of today's."""
    if asked.isascii() and asked.isdigit() and 1 <= int(asked[:4]) <= len(periods):
        return int(asked[:4]) - 1
    return schedule.period_on(periods, on=today)


def _figures(
    facts: Mapping[str, Fact[Value]],
    *,
    steps: Sequence[StepProgress],
    person: Person,
    purposes: frozenset[Purpose],
    versions: Sequence[PipVersion] | None,
    language: str,
) -> list[KeyFigure]:
    """What a case manager looks for first: levels, obstacles, the plan, the intake, and assessments.

    `versions` are all of the person's plans, where the caller read them already.
    """
    found = []
    if "speaking-level" in facts:
        found.append(_levels(facts, language=language))
    if "obstacles" in facts:
        found.append(_obstacles(facts["obstacles"], person=person, language=language))
    if plans.reading_of(purposes) is not None:
        found.append(_plan(person, purposes=purposes, versions=versions))
    if steps:
        asked, total = sum(each.asked for each in steps), sum(each.total for each in steps)
        found.append(
            KeyFigure(
                label=_("Intake"),
                value=_("%(asked)s van %(total)s") % {"asked": asked, "total": total},
                note=_("vragen gesteld"),
                url=reverse("intake", args=[person.pk]),
            )
        )
    if instruments_for(purposes):
        found.append(_assessments(person, purposes=purposes, language=language))
    return found


def _progress_figure(
    progress: trajectories.Progress | None, *, person: Person, sees_all: bool, gives: bool
) -> list[KeyFigure]:
    """How far the person is, for who may see that; who only gives some blocks gets no more than the way there."""
    url = reverse("progress", args=[person.pk])
    if gives:
        return [KeyFigure(label=_("Voortgang"), value=_("uw onderdelen"), url=url)]
    if not sees_all:
        return []
    if progress is None:
        return [KeyFigure(label=_("Voortgang"), value=_("geen traject"), url=url)]
    blocks = [each for each in progress.blocks if each.block.in_plan or each.stand.is_registered]
    value = _("%(over)s van %(all)s") % {"over": len([e for e in blocks if e.stand.is_over]), "all": len(blocks)}
    figure = KeyFigure(label=_("Voortgang"), value=value, note=_("onderdelen klaar of gestopt"), url=url)
    return [figure, *_questions_figure(progress, url=f"{url}#beslissen")]


def _questions_figure(progress: trajectories.Progress, *, url: str) -> list[KeyFigure]:
    """How much was answered of what the design leaves to a professional; nothing where it asks nothing."""
    waiting, answered = len(progress.open_questions), len(progress.settled_questions)
    if not waiting and not answered:
        return []
    value = _("%(asked)s van %(total)s") % {"asked": answered, "total": waiting + answered}
    return [KeyFigure(label=_("Oordelen en keuzes"), value=value, note=_("vragen van het ontwerp"), url=url)]


def _levels(facts: Mapping[str, Fact[Value]], *, language: str) -> KeyFigure:
    speaking, *others = sorted(LanguageSkill, key=lambda skill: skill is not LanguageSkill.SPEAKING)
    slug = f"{speaking.value}-level"
    known = [
        f"{skill.label(language).lower()} {shown_value(fact, slug=f'{skill.value}-level', language=language)}"
        for skill in others
        if (fact := facts[f"{skill.value}-level"]).is_answered
    ]
    return KeyFigure(
        label=_("Spreekt"), value=shown_value(facts[slug], slug=slug, language=language), note=", ".join(known)
    )


def _plan(person: Person, *, purposes: frozenset[Purpose], versions: Sequence[PipVersion] | None) -> KeyFigure:
    """Where the plan stands: none, worked on, or signed on a day; what is worked on concerns the municipality alone."""
    in_force, at_hand = plans.standing_pips_of(person, versions=versions)
    working = at_hand if Purpose.BENEFIT in purposes else None
    number = _("versie %(number)s") % {"number": in_force.number} if in_force else ""
    at_work = _("versie %(number)s in de maak") % {"number": working.number} if working else ""
    if in_force is not None and in_force.signed_on is not None:
        value, notes = date_format(in_force.signed_on, "j F Y"), [_("getekend"), number, at_work]
    else:
        value, notes = _("concept") if working else _("geen plan"), [at_work]
    return KeyFigure(
        label=_("Plan"),
        value=value,
        note=", ".join(note for note in notes if note),
        url=reverse("plan", args=[person.pk]),
    )


def _obstacles(fact: Fact[Value], *, person: Person, language: str) -> KeyFigure:
    words = shown_value(fact, slug="obstacles", language=language)
    count = len(fact.value) if isinstance(fact.value, tuple) else 0
    return KeyFigure(
        label=_("Belemmeringen"),
        value=count or words,
        note=words if count else "",
        url=reverse("intake-step", args=[person.pk, "belemmeringen"]),
    )


def _assessments(person: Person, *, purposes: frozenset[Purpose], language: str) -> KeyFigure:
    rows = list(assessments_of(person, purposes=purposes)[: SHOWN_AT_ONCE + 1])
    said = [f"{Assessment(row.instrument).label(language)} {date_format(row.taken_on, 'j F Y')}" for row in rows]
    more = " …" if len(rows) > SHOWN_AT_ONCE else ""
    return KeyFigure(
        label=_("Toetsen"),
        value=said[0] if said else _("geen vastgelegd"),
        note=", ".join(said[1:SHOWN_AT_ONCE]) + more,
        url=reverse("assessments", args=[person.pk]),
    )


def _next_question(
    steps: Sequence[StepProgress], *, facts: Mapping[str, Fact[Value]], person: Person, language: str
) -> ShownQuestion | None:
    """The question that weighs most of those that nobody asked and that are asked of this person; None without one."""
    open_ones = [
        (variable, each.step)
        for each in steps
        for variable in each.open_questions
        if applies(variable.slug, facts=facts, takes_part=True)
    ]
    if not open_ones:
        return None
    variable, step = min(open_ones, key=lambda pair: order_of(pair[0].slug))
    url = reverse("intake-step", args=[person.pk, step.slug]) + f"#vraag-{variable.slug}"
    return ShownQuestion(variable.question(language), url)


def _panels(known: Sequence[people.KnownFact], *, person: Person, may_register: bool, language: str) -> list[FactPanel]:
    """What the reader sees, by step of the intake; what is not of the intake stands last."""
    by_slug = {each.variable.slug: each for each in known}
    obstacles = by_slug.pop("obstacles", None)
    addresses = fact_addresses(person) if may_register else _no_address
    panels = []
    for step in STEPS:
        seen = [by_slug.pop(each.slug) for each in step.variables if each.slug in by_slug]
        whole = obstacles if step.slug == "belemmeringen" and obstacles and obstacles.fact.is_answered else None
        url = reverse("intake-step", args=[person.pk, step.slug])
        panels.append(_panel(step.label(language), seen, whole, addresses=addresses, url=url))
    panels.append(_panel(_("Verloop"), list(by_slug.values()), None, addresses=addresses, url=""))
    return [panel for panel in panels if panel.total]


def _panel(
    title: str,
    seen: Sequence[people.KnownFact],
    whole: people.KnownFact | None,
    *,
    addresses: Callable[[str], str],
    url: str,
) -> FactPanel:
    """One panel; `whole` is the one fact that says what all its answers say together, where there is one."""
    language = language_now()
    answered = [each for each in seen if each.fact.is_answered]
    unasked = [each.variable for each in seen if not each.fact.is_answered]
    return FactPanel(
        title=title,
        facts=tuple(
            shown_fact(each, url=addresses(each.variable.slug), language=language)
            for each in ([whole] if whole else answered)
        ),
        open_questions=tuple(ShownQuestion(each.label(language), addresses(each.slug)) for each in unasked),
        answered=len(answered),
        total=len(seen),
        url=url,
    )


def _no_address(_slug: str) -> str:
    """Nobody who only reads is led to a question."""
    return ""
