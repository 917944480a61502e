"""From what the apps know to what the components show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import KnownFact
from tweespoor.apps.people.wording import shown_value
from tweespoor.apps.schedule.models import Group, Unplaced
from tweespoor.apps.schedule.queries import COURSE, Appointment, meetings
from tweespoor.apps.schedule.wording import reasons_in_words
from tweespoor.apps.trajectories.queries import DesignPicture
from tweespoor.core.completeness import OF_DESIGN
from tweespoor.core.designs import DatedPlan, Load, Span
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import VARIABLES
from tweespoor.core.week import HalfDay
from tweespoor.core.week import week_grid as working_week
from tweespoor.site.components.data import ShownFact, TrackBar, TrackPhase, Tracks, WeekEntry, WeekGrid


def fact_addresses(person: Person) -> Callable[[str], str]:
    """Where each of a person's facts is answered, by its variable; a page has a hundred of them. Which language course
    somebody follows is answered where one chooses a class."""
    before, after = reverse("register-fact", args=[person.pk, "SLUG"]).split("SLUG")
    course = reverse("language-course", args=[person.pk])
    return lambda slug: course if slug == COURSE else f"{before}{slug}{after}"


def shown_fact(known: KnownFact, *, url: str, language: str) -> ShownFact:
    """The fact in words; `url` is where it is answered, empty for those who do not register."""
    slug = known.variable.slug
    return ShownFact(
        label=known.variable.label(language),
        state=known.fact.state,
        text=shown_value(known.fact, slug=slug, language=language),
        valid_on=known.fact.valid_on,
        source=known.fact.source,
        url=url,
    )


def week_grid(
    appointments: Iterable[Appointment],
    *,
    caption: str,
    availability: Fact[Value] | None,
    may_open: Collection[UUID],
    language: str,
) -> WeekGrid:
    """Somebody's appointments as the week component shows them; only groups of `may_open` are links.

    `availability` is what is known of the half-days on which the person cannot come, None where the reader may not
    see it. Only where it was asked, the other half-days that it is asked of are free.
    """
    entries: dict[HalfDay, list[WeekEntry]] = defaultdict(list)
    away = set()
    for each in appointments:
        if each.away:
            away.add(each.half_day)
            continue
        begins, ends = each.hours
        entries[each.half_day].append(
            WeekEntry(
                title=each.title_en if language == "en" else each.title_nl,
                family=each.family,
                place=each.place,
                who=each.with_whom,
                times=f"{begins:%H.%M} – {ends:%H.%M}",
                url=reverse("group", args=[each.group]) if each.group in may_open else "",
            )
        )
    is_asked = availability is not None and availability.is_answered
    free = frozenset(working_week()) - away if is_asked else frozenset()
    return WeekGrid(caption=caption, entries=entries, unavailable=frozenset(away), free=free)


def euros(cents: int) -> str:
    """An amount in whole euros."""
    return f"€ {number_format(round(cents / 100), use_l10n=True)}"


def span_text(span: Span) -> str:
    """A range of whole numbers: one number, "at most", or from and to."""
    if span.min is None:
        return _("hooguit %(most)s") % {"most": span.max}
    return str(span.max) if span.is_exact else f"{span.min}–{span.max}"


def load_text(loads: Sequence[Load], *, and_unknown: bool = False) -> str:
    """Hours a week over some weeks: from the least to the most; a dash where there are none.

    A question mark stands for hours that nobody knows, beside those known.
    """
    least = min((load.min_hours for load in loads), default=0)
    most = max((load.max_hours for load in loads), default=0)
    if most == 0:
        return "?" if and_unknown else "–"
    numbers = [number_format(hours, 0 if hours == int(hours) else 1) for hours in sorted({least, most})]
    return "–".join(numbers) + (" + ?" if and_unknown else "")


def design_tracks(picture: DesignPicture, *, language: str) -> Tracks:
    """A design as the two-track component shows it."""
    return Tracks(
        caption=picture.design.title.text(language),
        phases=[
            TrackPhase(name=phase.label.text(language), start_week=phase.start_week, end_week=phase.end_week)
            for phase in picture.phases
        ],
        bars=[
            TrackBar(
                label=bar.label.text(language),
                family=bar.track.value,
                start_week=bar.start_week,
                end_week=bar.end_week,
                hours_min=bar.hours.min_hours if bar.hours else None,
                hours_max=bar.hours.max_hours if bar.hours else None,
            )
            for bar in picture.bars
        ],
    )


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """What has to be asked first; `url` is empty where no fact answers it, because a professional decides."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ShownPlan:
    """A person's trajectory: its tracks, its phase (on `day`, empty where that is today), why the design would not be
    for this person (where it is not), what is still to be asked, and what is left out."""

    tracks: Tracks
    phase: str
    day: str
    refusals: tuple[str, ...]
    questions: tuple[ShownQuestion, ...]
    left_out: tuple[tuple[str, str], ...]


def shown_plan(
    plan: DatedPlan,
    *,
    person: Person,
    on: date,
    is_today: bool,
    with_reasons: bool,
    language: str,
    registered: str = "",
    only: frozenset[str] | None = None,
) -> ShownPlan:
    """A person's dated plan as its page shows it, with where the person is on a day: in the phase `registered`, where
    one is.

    `with_reasons` is for readers who may know the facts that decide: why a block is not for somebody tells of
    benefit, target group or how long the person has been here. `only` are the blocks the reader may know of.
    """
    week = (on - plan.start).days // 7 + 1
    last = max([1, *(max(block.weeks) for block in plan.blocks if block.weeks)])
    phases = [phase for phase in plan.phases if phase.start <= on] or list(plan.phases[:1])
    day = "" if is_today else date_format(on, "j F Y")
    labels = {phase.phase.id: phase.phase.label.text(language) for phase in plan.phases}
    return ShownPlan(
        tracks=Tracks(
            caption=_("Het traject van deze deelnemer") if only is None else _("Uw onderdelen in het traject"),
            phases=[
                TrackPhase(
                    name=phase.phase.label.text(language),
                    start_week=_week_of(phase.start, plan=plan),
                    end_week=_week_of(phase.end, plan=plan) if phase.end else None,
                )
                for phase in plan.phases
            ],
            bars=[
                TrackBar(
                    label=block.block.label.text(language),
                    family=block.block.kind.family.value,
                    start_week=block.weeks[0],
                    end_week=block.weeks[-1] if block.end else None,
                    hours_min=block.hours.min_hours if block.hours else None,
                    hours_max=block.hours.max_hours if block.hours else None,
                )
                for block in plan.blocks
                if block.weeks and (only is None or block.block.id in only)
            ],
            current_week=week if 1 <= week <= last else None,
            current_day=day,
        ),
        phase=labels.get(registered, phases[-1].phase.label.text(language)),
        day="" if registered in labels else day,
        refusals=tuple(refusal.text(language) for refusal in plan.refusals if with_reasons),
        questions=tuple(
            ShownQuestion(
                text=question.text.text(language),
                url=_answered_at(question.about, person=person),
            )
            for question in plan.questions
        ),
        left_out=tuple(
            (each.block.label.text(language), each.reason.text(language)) for each in plan.left_out if with_reasons
        ),
    )


def _answered_at(about: str, *, person: Person) -> str:
    """Where a question is answered: on the page of the progress where a professional decides, else as a fact."""
    if about.startswith("phase-goal-"):
        return reverse("progress", args=[person.pk]) + "#fase"
    if about.startswith(OF_DESIGN):
        return reverse("progress", args=[person.pk]) + "#beslissen"
    return reverse("register-fact", args=[person.pk, about]) if any(each.slug == about for each in VARIABLES) else ""


def _week_of(day: date, *, plan: DatedPlan) -> int:
    return (day - plan.start).days // 7 + 1


@dataclass(frozen=True, kw_only=True)
class ShownGroup:
    """A group as a person's page lists it; `url` is empty where the reader may not open it."""

    name: str
    when: str
    period: str
    url: str


def shown_group(group: Group, *, may_open: bool, language: str) -> ShownGroup:
    """A group in words."""
    return ShownGroup(
        name=group.offer.name_en if language == "en" else group.offer.name_nl,
        when=", ".join(half_day.label(language) for half_day in meetings(group)),
        period=group.period.name,
        url=reverse("group", args=[group.pk]) if may_open else "",
    )


@dataclass(frozen=True, kw_only=True)
class ShownWaiting:
    """A training somebody waits for, and why."""

    name: str
    why: str


def shown_waiting(row: Unplaced, *, with_reasons: bool, language: str) -> ShownWaiting:
    """What the planner said of a demand it could not place, in words; reasons tell of somebody's availability."""
    return ShownWaiting(
        name=row.offer.name_en if language == "en" else row.offer.name_nl,
        why=reasons_in_words(row.reasons) if with_reasons else "",
    )
