"""The list of programmes, and one programme's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.people import queries as people
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import costs, designs
from tweespoor.core.vocabulary import ActivityFamily, LanguageLevel, Role
from tweespoor.site.components.data import Column, KeyFigure
from tweespoor.site.pages.advice import may_see_advice
from tweespoor.site.pages.show import design_tracks, euros, load_text, span_text

NUMBER_ROLES = (Role.CASE_MANAGER, Role.PROJECT_LEADER, Role.POLICY_OFFICER)
"""Roles that see exact numbers of their own municipality's people."""


@dataclass(frozen=True)
class ProgrammeRow:
    """One line of the list."""

    programme: Programme
    approach: str
    people: int
    groups: int
    placed: int | None
    demanded: int | None


@dataclass(frozen=True)
class HoursRow:
    """Hours a week in one phase: per family its name and hours, and in all."""

    phase: str
    hours: tuple[tuple[str, str], ...]
    total: str


@dataclass(frozen=True)
class LevelCount:
    """How many people of a programme speak at a level; no level means that nobody asked."""

    label: str
    count: int


def programme_list(request: HttpRequest) -> HttpResponse:
    """The programmes the user's organisations run or take part in."""
    programmes = trajectories.with_numbers(trajectories.visible_programmes(request.user))
    in_force = schedule.in_force_by_programme(programmes)
    rows = [
        ProgrammeRow(
            programme=programme,
            approach=trajectories.approach_of(programme),
            people=programme.people_now,
            groups=in_force[programme.pk].group_count if programme.pk in in_force else 0,
            placed=in_force[programme.pk].placed if programme.pk in in_force else None,
            demanded=in_force[programme.pk].demanded if programme.pk in in_force else None,
        )
        for programme in programmes
    ]
    columns = [
        Column(label=_("Programma")),
        Column(label=_("Gemeente")),
        Column(label=_("Aanpak")),
        Column(label=_("Deelnemers"), numeric=True),
        Column(label=_("Groepen"), numeric=True),
        Column(label=_("Wensen geplaatst")),
    ]
    may_start = designs.designers(request.user).exists()
    return render(request, "pages/programmes.html", {"rows": rows, "columns": columns, "may_start": may_start})


def programme_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme: its design on two tracks, its people, groups and hours a week."""
    programme = get_object_or_404(trajectories.visible_programmes(request.user), slug=slug)
    language = language_now()
    picture = trajectories.design_picture(programme)
    timetable = schedule.published_timetable(programme)
    count = len(trajectories.people_of(programme))
    may_see_people = people.visible_people(request.user).filter(municipality=programme.municipality).exists()
    is_own = programme.municipality_id in organisations_where(request.user, roles=NUMBER_ROLES)
    context = {
        "programme": programme,
        "design": picture.design,
        "summary": picture.design.summary.text(language),
        "tracks": design_tracks(picture, language=language),
        "figures": _key_figures(
            programme, picture=picture, timetable=timetable, people_count=count, may_see_people=may_see_people
        ),
        "hours_columns": [
            Column(label=_("Fase")),
            *(Column(label=family.label(language), numeric=True) for family in ActivityFamily),
            Column(label=_("Totaal"), numeric=True),
        ],
        "hours_rows": _hours(picture, language=language),
        "hours_unknown": [block.label.text(language) for block in picture.hours.unknown_in(picture.hours.weeks)],
        "duality": picture.duality,
        "cost": picture.cost,
        "cost_known": euros(picture.cost.known.max),
        "cost_reference": euros(picture.cost.reference),
        "levels": _levels(programme, language=language) if is_own else (),
        "people_count": count,
        "timetable": timetable,
        "groups": schedule.published_groups(request.user).filter(timetable=timetable) if timetable else (),
        "may_see_people": may_see_people,
        "is_own": is_own,
        "sees_costs": costs.sees_all_costs(request.user, municipality=programme.municipality_id)
        or costs.sees_own_costs(request.user, programme=programme),
        "may_change": designs.may_edit(request.user, organisation=programme.municipality_id),
        "may_plan": schedule.may_plan(request.user, programme=programme),
        "sees_themes": schedule.sees_themes(request.user, programme=programme),
        "sees_supply": bool(schedule.kinds_seen(request.user, programme=programme)),
        "may_see_advice": may_see_advice(request.user, programme=programme),
    }
    return render(request, "pages/programme.html", context)


def _key_figures(
    programme: Programme,
    *,
    picture: trajectories.DesignPicture,
    timetable: schedule.Timetable | None,
    people_count: int,
    may_see_people: bool,
) -> list[KeyFigure]:
    target = picture.design.participants.target.value
    figures = [
        KeyFigure(
            label=_("Deelnemers"),
            value=people_count,
            note=_("beoogd: %(target)s") % {"target": span_text(target)} if target else "",
            url=reverse("people") + f"?programma={programme.slug}" if may_see_people else "",
        )
    ]
    if timetable is not None:
        groups = schedule.groups_of(timetable).count()
        figures += [
            KeyFigure(label=_("Groepen"), value=groups),
            KeyFigure(
                label=_("Wensen geplaatst"),
                value=timetable.placed or 0,
                note=_("van %(demanded)s") % {"demanded": timetable.demanded},
            ),
        ]
    dual, weeks = picture.duality.share_of_weeks
    figures.append(
        KeyFigure(
            label=_("Taal en meedoen tegelijk"),
            value=ngettext("%(dual)s week", "%(dual)s weken", dual) % {"dual": dual},
            note=_("van %(weeks)s") % {"weeks": weeks},
        )
    )
    return figures


def _hours(picture: trajectories.DesignPicture, *, language: str) -> list[HoursRow]:
    rows = []
    for phase in picture.phases:
        weeks = range(phase.start_week, phase.shown_until + 1)
        unknown = {block.kind.family for block in picture.hours.unknown_in(weeks)}
        hours = tuple(
            (
                family.label(language),
                load_text([picture.hours.family(family, week=week) for week in weeks], and_unknown=family in unknown),
            )
            for family in ActivityFamily
        )
        totals = [picture.hours.total(week=week) for week in weeks]
        rows.append(
            HoursRow(
                phase=phase.label.text(language),
                hours=hours,
                total=load_text(totals, and_unknown=bool(unknown)),
            )
        )
    return rows


def _levels(programme: Programme, *, language: str) -> Sequence[LevelCount]:
    counts = trajectories.answers_of(programme, variable="speaking-level")
    rows = [
        LevelCount(level.label(language), counts.answers[level.value])
        for level in LanguageLevel
        if level.value in counts.answers
    ]
    if counts.none:
        rows.append(LevelCount(_("geen"), counts.none))
    if counts.not_asked:
        rows.append(LevelCount(_("niet gevraagd"), counts.not_asked))
    return rows
