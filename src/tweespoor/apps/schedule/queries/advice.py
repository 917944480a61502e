"""What the advice about a programme rests on. Numbers only: the caller has checked who may see those of a programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import facts_of_all
from tweespoor.apps.people.queries.caseloads import managers_of
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.models import Enrolment, LanguageClass, Timetable, TimetableStatus
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import people_of, people_of_all
from tweespoor.core.advice import VARIABLES, Evidence, PlannerFound

ONLY_NUMBERS = "the advice counts people and shows none"
MADE = (TimetableStatus.DRAFT, TimetableStatus.PUBLISHED, TimetableStatus.REPLACED)


def advice_evidence(programmes: Iterable[Programme], *, as_of: date) -> Evidence:
    """Everybody in these programmes now, with what the advice asks of them; inflow is counted up to `as_of`."""
    ids = people_of_all(programmes)
    with whole_registry(why=ONLY_NUMBERS):
        enrolments = list(Enrolment.objects.filter(person__in=ids).prefetch_related("options"))
        wanted = {row.language_class_id for row in enrolments}
        wanted |= {option.pk for row in enrolments for option in row.options.all()}
        return bridge.advice_evidence(
            list(Person.objects.filter(pk__in=ids).order_by("number")),
            facts=facts_of_all(ids, variables=VARIABLES),
            managers=managers_of(ids),
            enrolments=enrolments,
            classes=list(LanguageClass.objects.filter(pk__in=wanted)),
            as_of=as_of,
        )


def provider_names(evidence: Evidence) -> dict[str, str]:
    """What the language providers in the evidence are called, by their ids."""
    wanted = {each.provider for each in evidence.classes}
    return {str(row.pk): row.name for row in Organisation.objects.filter(pk__in=wanted)}


def planner_found(programme: Programme) -> PlannerFound | None:
    """What the newest timetable of a programme could place, and what stood in the way of the rest; None without one."""
    timetable = Timetable.objects.filter(programme=programme, status__in=MADE).order_by("-asked_at").first()
    if timetable is None:
        return None
    with whole_registry(why=ONLY_NUMBERS):
        groups = timetable.groups.select_related("period")
        periods = {group.period_id: group.period for group in groups}
        placed_people = timetable.groups.filter(participants__isnull=False).values("participants").distinct().count()
        reasons = Counter(
            reason for each in timetable.unplaced.values_list("reasons", flat=True) for reason in dict.fromkeys(each)
        )
        return PlannerFound(
            people=len(people_of(programme)),
            placed_people=placed_people,
            demanded=timetable.demanded or 0,
            placed=timetable.placed or 0,
            groups=len(groups),
            weeks=_weeks([(period.starts_on, period.weeks) for period in periods.values()]),
            waits=tuple(reasons.most_common()),
        )


def _weeks(periods: list[tuple[date, int]]) -> int:
    """From the first day of the first period with a group to the last of the last."""
    if not periods:
        return 0
    first = min(starts_on for starts_on, _weeks in periods)
    return max((starts_on - first).days // 7 + weeks for starts_on, weeks in periods)
