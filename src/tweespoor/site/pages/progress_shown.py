"""What the page of how far somebody is shows, and to whom which part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.apps.trajectories.queries import progress as queries
from tweespoor.core.progress import BlockState, Condition, ConditionKind, EvaluationState, HoursCompared
from tweespoor.core.vocabulary import ActivityFamily, LanguageLevel, Purpose, ReasonForLeaving
from tweespoor.site.components.data import KeyFigure
from tweespoor.site.pages.design_questions import ShownQuestions, shown_questions
from tweespoor.site.pages.progress_reader import Reader

MINUTES = 60
TRACKS = (
    (ActivityFamily.LANGUAGE,),
    (ActivityFamily.PARTICIPATION, ActivityFamily.PREPARATION, ActivityFamily.SELF_RELIANCE),
    (ActivityFamily.GUIDANCE, ActivityFamily.AFTERCARE),
)
"""Language above, taking part and what prepares for it below, and what goes along with both."""

BADGES = {
    BlockState.PLANNED: "neutral",
    BlockState.STARTED: "ok",
    BlockState.DONE: "ok",
    BlockState.STOPPED: "danger",
}
MOMENT_BADGES = {
    EvaluationState.HELD: "ok",
    EvaluationState.COMING: "neutral",
    EvaluationState.DUE: "warning",
    EvaluationState.MISSED: "danger",
}
COMING_SHOWN = 2
"""So many evaluations to come are shown."""


@dataclass(frozen=True, kw_only=True)
class ShownBlock:
    """A block as the page shows it; `state` is empty where nothing is registered."""

    id: str
    name: str
    family: str
    when: str
    state: str
    label: str
    badge: str
    since: date | None
    reason: str
    source: str
    key: str
    planned: str
    attended: str
    weeks_open: str
    may_register: bool
    in_plan: bool
    is_due: bool

    @property
    def is_over(self) -> bool:
        """Done or stopped."""
        return self.state in (BlockState.DONE.value, BlockState.STOPPED.value)


@dataclass(frozen=True, kw_only=True)
class ShownCondition:
    """A condition for the next phase: "ja", "nee" or "?", in words, and where what is unknown is answered."""

    mark: str
    text: str
    url: str = ""
    goal_of: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownMoment:
    """An evaluation: when, which, how it stands, and what came of it for who may read that."""

    day: date | None
    label: str
    state: str
    badge: str
    held_on: date | None = None
    concluded: str = ""
    next_step: str = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Everything the page shows of a trajectory that runs; nearly empty where none does."""

    figures: Sequence[KeyFigure] = ()
    phase: str = ""
    phase_note: str = ""
    phase_key: str = ""
    next_phase: str = ""
    next_label: str = ""
    readiness: str = ""
    conditions: Sequence[ShownCondition] = ()
    changes: Sequence[tuple[date, str, str]] = ()
    tracks: Sequence[tuple[str, Sequence[ShownBlock]]] = ()
    others: Sequence[ShownBlock] = ()
    moments: Sequence[ShownMoment] = ()
    past: Sequence[tuple[Trajectory, str]] = ()
    questions: ShownQuestions | None = None
    day: str = ""

    @property
    def blocks(self) -> list[ShownBlock]:
        """Every block shown."""
        return [*(block for _title, found in self.tracks for block in found), *self.others]


def shown(reader: Reader, *, today: date, language: str, now: datetime) -> Shown:
    """What the reader sees; that it was seen is kept in the log."""
    seen = [each for each in (Purpose.OUTCOMES, Purpose.ATTENDANCE, Purpose.NOTES) if each in reader.purposes]
    record_person_seen(person=reader.person, purposes=seen, by=reader.user, now=now)
    past = [(each, _reason(each, language=language)) for each in reader.trajectories if each.ended_on is not None]
    trajectory = reader.trajectory
    if trajectory is None:
        return Shown(past=past if reader.sees_all else ())
    day = schedule.day_shown(schedule.periods_of(trajectory.programme), today=today)
    found = queries.progress_of(trajectory, on=day, today=today)
    blocks = [
        _block(each, reader=reader, language=language)
        for each in found.blocks
        if reader.sees_all or each.block.id in reader.given
    ]
    tracks = [
        (title, sorted([each for each in blocks if each.family in families and _is_shown(each)], key=_order))
        for title, families in zip((_("Taal"), _("Meedoen"), _("Begeleiding")), TRACKS, strict=True)
    ]
    if not reader.sees_all:
        return Shown(
            tracks=[each for each in tracks if each[1]],
            others=[each for each in blocks if not _is_shown(each)],
            day="" if day == today else date_format(day, "j F Y"),
        )
    labels = queries.phase_labels(trajectory, language=language)
    going = found.proposal
    return Shown(
        figures=_figures(found, reader=reader, label=labels[found.phase]),
        phase=labels[found.phase],
        phase_note=_("vastgelegd") if found.is_registered else _("volgens de datums van het plan; niet vastgelegd"),
        phase_key=str(found.kept.changes[0].pk) if found.kept.changes else "",
        next_phase=going.following if going else "",
        next_label=labels[going.following] if going else "",
        readiness=going.readiness.value if going else "",
        conditions=[_condition(each, found=found, reader=reader, language=language) for each in going.conditions]
        if going
        else (),
        changes=[
            (each.valid_on, labels.get(each.phase, each.phase), each.why if Purpose.NOTES in reader.purposes else "")
            for each in found.kept.changes
        ],
        tracks=[each for each in tracks if each[1]],
        others=[each for each in blocks if not _is_shown(each)],
        moments=_moments(found, reader=reader, language=language),
        past=past,
        questions=shown_questions(found, language=language),
        day="" if day == today else date_format(day, "j F Y"),
    )


def _order(block: ShownBlock) -> int:
    """What waits for an answer first, then what runs, what has yet to begin, and what is over."""
    if block.is_over:
        return 3
    return 0 if block.is_due else 1 if block.state else 2


def _is_shown(block: ShownBlock) -> bool:
    return block.in_plan or bool(block.state)


def _reason(row: Trajectory, *, language: str) -> str:
    return ReasonForLeaving(row.reason_for_leaving).label(language) if row.reason_for_leaving else ""


def _figures(found: queries.Progress, *, reader: Reader, label: str) -> list[KeyFigure]:
    planned = [each for each in found.blocks if each.block.in_plan or each.stand.is_registered]
    over = len([each for each in planned if each.stand.is_over])
    open_ones = len([each for each in found.blocks if each.is_due])
    figures = [
        KeyFigure(label=_("Fase"), value=label, note="" if found.is_registered else _("niet vastgelegd")),
        KeyFigure(
            label=_("Onderdelen klaar of gestopt"),
            value=_("%(over)s van %(all)s") % {"over": over, "all": len(planned)},
            note=ngettext("%(count)s niet vastgelegd", "%(count)s niet vastgelegd", open_ones) % {"count": open_ones}
            if open_ones
            else "",
        ),
    ]
    if reader.sees_hours:
        figures.append(_hours_figure(found.hours))
    coming = next((each for each in found.moments if each.state is not EvaluationState.HELD), None)
    if coming is not None and coming.due is not None:
        value = date_format(coming.due, "j F Y")
        note = state_in_words(coming.state)
        figures.append(KeyFigure(label=_("Volgende evaluatie"), value=value, note=note))
    return figures


def _hours_figure(hours: HoursCompared) -> KeyFigure:
    if not hours.recorded:
        return KeyFigure(label=_("Uren gevolgd"), value=_("niet vastgelegd"))
    planned = _span(hours.of_least, hours.of_most)
    value = _("%(attended)s van %(planned)s") % {"attended": _hours(hours.attended_of), "planned": planned}
    return KeyFigure(label=_("Uren gevolgd"), value=value, note=_("in de weken die zijn vastgelegd"))


def _hours(minutes: int) -> str:
    return number_format(minutes / MINUTES, 0 if minutes % MINUTES == 0 else 1)


def _span(least: int, most: int) -> str:
    return _hours(least) if least == most else f"{_hours(least)}–{_hours(most)}"


def _block(each: queries.BlockProgress, *, reader: Reader, language: str) -> ShownBlock:
    block, stand, hours = each.block, each.stand, each.hours
    when = ""
    if block.start is not None:
        start = date_format(block.start, "j F Y")
        end = date_format(block.end, "j F Y") if block.end else _("geen einddatum")
        when = f"{start} – {end}"
    attended = ""
    if reader.sees_hours and hours.recorded:
        attended = _("%(attended)s van %(planned)s uur gevolgd") % {
            "attended": _hours(hours.attended_of),
            "planned": _span(hours.of_least, hours.of_most),
        }
    elif reader.sees_hours and hours.attended:
        attended = _("%(attended)s uur gevolgd") % {"attended": _hours(hours.attended)}
    missing = hours.not_recorded if reader.sees_hours and block.least is not None else 0
    return ShownBlock(
        id=block.id,
        name=block.label(language),
        family=block.kind.family.value,
        when=when,
        state=stand.state.value if stand.state else "",
        label=stand.state.label(language) if stand.state else _("niet vastgelegd"),
        badge=BADGES[stand.state] if stand.state else "neutral",
        since=stand.since,
        reason=_stopped_because(each, language=language),
        source=stand.source,
        key=stand.key,
        planned="" if block.least is None or block.most is None else _span(block.least, block.most),
        attended=attended,
        weeks_open=ngettext("%(count)s week niet vastgelegd", "%(count)s weken niet vastgelegd", missing)
        % {"count": missing}
        if missing
        else "",
        may_register=reader.may_decide or block.id in reader.given,
        in_plan=block.in_plan,
        is_due=each.is_due,
    )


def _stopped_because(each: queries.BlockProgress, *, language: str) -> str:
    if each.stand.state is not BlockState.STOPPED:
        return ""
    return each.stand.reason.label(language) if each.stand.reason else _("reden niet vastgelegd")


def _condition(each: Condition, *, found: queries.Progress, reader: Reader, language: str) -> ShownCondition:
    mark = {True: "ja", False: "nee", None: "?"}[each.met]
    person = reader.person
    if each.kind is ConditionKind.TIME:
        assert each.on is not None
        return ShownCondition(mark=mark, text=_("De fase duurt tot en met %(day)s") % {"day": date_format(each.on)})
    if each.kind is ConditionKind.GOAL:
        goal = next(phase.phase.goal for phase in found.plan.phases if phase.phase.id == each.about)
        text = goal.text(language) if goal else ""
        return ShownCondition(mark=mark, text=_("Doel van de fase: %(goal)s") % {"goal": text}, goal_of=each.about)
    if each.kind is ConditionKind.LEVEL:
        wanted = LanguageLevel(each.about).label(language)
        now = LanguageLevel(str(each.level.value)).label(language) if each.level.is_known else _("niet gevraagd")
        url = reverse("register-fact", args=[person.pk, "speaking-level"]) if reader.may_decide else ""
        return ShownCondition(
            mark=mark, text=_("Spreekt minstens %(wanted)s; nu: %(now)s") % {"wanted": wanted, "now": now}, url=url
        )
    block = next(each_.block for each_ in found.blocks if each_.block.id == each.about)
    state = each.stand.state.label(language).lower() if each.stand.state else _("niet vastgelegd")
    text = _("%(block)s: %(state)s") % {"block": block.label(language), "state": state}
    return ShownCondition(mark=mark, text=text, url=f"#onderdeel-{each.about}" if each.met is None else "")


def state_in_words(state: EvaluationState) -> str:
    """How an evaluation stands."""
    return {
        EvaluationState.HELD: _("gehouden"),
        EvaluationState.COMING: _("komt nog"),
        EvaluationState.DUE: _("nu aan de beurt"),
        EvaluationState.MISSED: _("niet gehouden"),
    }[state]


def _moments(found: queries.Progress, *, reader: Reader, language: str) -> list[ShownMoment]:
    labels = queries.rhythm_labels(found.trajectory, language=language)
    rows: dict[str, Any] = {str(row.pk): row for row in found.kept.evaluations}
    made, coming = [], 0
    for each in found.moments:
        if each.state is EvaluationState.COMING:
            coming += 1
            if coming > COMING_SHOWN:
                continue
        row = rows.get(each.held.key) if each.held else None
        reads = row is not None and Purpose.NOTES in reader.purposes
        made.append(
            ShownMoment(
                day=each.due or (each.held.on if each.held else None),
                label=labels.get(each.rhythm, each.rhythm),
                state=state_in_words(each.state),
                badge=MOMENT_BADGES[each.state],
                held_on=each.held.on if each.held else None,
                concluded=row.concluded if row and reads else "",
                next_step=row.next_step if row and reads else "",
            )
        )
    return made
