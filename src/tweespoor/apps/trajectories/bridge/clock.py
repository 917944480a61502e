"""Rows and facts -> a case of the legal clock: the only place that knows where its anchors come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tweespoor.apps.trajectories.bridge.designs import design_of, personal_plan
from tweespoor.apps.trajectories.models import CaseEvent, HoursEntry, SpentHours, Trajectory
from tweespoor.core.designs import Block, HoursFor, counts_for
from tweespoor.core.facts import Fact, Value
from tweespoor.core.legalclock import Agreement, Case, Event, Hours, Words
from tweespoor.core.progress import monday_of
from tweespoor.core.vocabulary import Actor, CaseEventKind, HoursKind, ReasonForLeaving, Role, Route

Facts = Mapping[str, Fact[Value]]
BlockKinds = Mapping[str, HoursKind | None]
"""Per block for which hours of the law it counts; None for none of them."""

LOOK_BACK = timedelta(weeks=13)
"""An agreement of a programme that nobody wrote down as kept is shown so long: our choice, it is no law."""

ANCHORS: Mapping[CaseEventKind, str] = {
    CaseEventKind.NOTICE: "duty-notice-on",
    CaseEventKind.REGISTRATION: "settled-on",
    CaseEventKind.BENEFIT: "benefit-started-on",
    CaseEventKind.BIRTH_DATE: "birth-date",
    CaseEventKind.DUO_TERM: "duo-term-started-on",
}
"""Which fact about a person holds the day of an event that is asked of everybody."""

PIP_VARIABLE = "pip-established-on"

QUESTIONS: Mapping[str, str] = {
    **{kind.value: slug for kind, slug in ANCHORS.items()},
    CaseEventKind.PIP.value: PIP_VARIABLE,
    "act": "act",
    "target-group": "target-group",
    "route": "route",
    "progress-talks": "progress-talks",
    "effort": "sufficient-effort",
}
"""The variable that answers a question of the clock."""

LEFT = "reason-for-leaving"

VARIABLES = frozenset({*QUESTIONS.values(), "on-benefit", "participation-hours-cap", LEFT})
"""Every fact that the clock reads."""


def case_of(
    *,
    facts: Facts,
    events: Iterable[CaseEvent],
    hours: Iterable[SpentHours],
    agreements: Iterable[Agreement] = (),
    attended: Iterable[Hours] = (),
    left: Iterable[tuple[str, date]] = (),
) -> Case:
    """The case that these facts and rows make; `attended` are hours that progress adds (`attended_hours`), `left` the
    reasons with which trajectories ended, and when."""
    rows = list(events)
    dated = [_event(row) for row in rows if row.kind != CaseEventKind.AGREEMENT_KEPT]
    none = {kind for kind, slug in ANCHORS.items() if _answer(facts, slug).is_answered}
    for kind, slug in ANCHORS.items():
        day = _answer(facts, slug).value
        if isinstance(day, date):
            dated.append(Event(kind=kind, on=day, evidence=_answer(facts, slug).source))
    if _answer(facts, "on-benefit").value is False:
        none.add(CaseEventKind.BENEFIT)
    pips, has_none = pip_events(facts)
    if has_none:
        none.add(CaseEventKind.PIP)
    known = [*dated, *pips, *_endings(facts, left=left)]
    cap = _answer(facts, "participation-hours-cap")
    return Case(
        act=_text(facts, "act"),
        target_group=_text(facts, "target-group"),
        route=_text(facts, "route"),
        events=tuple(known),
        none=frozenset(none - {each.kind for each in known}),
        hours=(*(_hours(row) for row in hours), *attended),
        agreements=tuple(agreements),
        progress_talks=_of_type(_answer(facts, "progress-talks"), int),
        medical_cap=Fact.known(60 * cap.value) if isinstance(cap.value, int) else Fact.not_asked(),
        effort=_of_type(_answer(facts, "sufficient-effort"), bool),
    )


def _endings(facts: Facts, *, left: Iterable[tuple[str, date]]) -> list[Event]:
    """That the duty ended, where the reason for leaving says so: of a trajectory, or as an answer about the person."""
    told = _answer(facts, LEFT)
    answered = [(told.value, told.valid_on)] if isinstance(told.value, str) and told.valid_on else []
    found = []
    for slug, on in (*left, *answered):
        reason = ReasonForLeaving.of(slug)
        if reason.ends_the_duty:
            kind = CaseEventKind.DIED if reason is ReasonForLeaving.DIED else CaseEventKind.DUTY_ENDED
            found.append(Event(kind=kind, on=on, evidence=reason.nl))
    return found


def attended_hours(
    rows: Iterable[HoursEntry],
    *,
    kinds: Mapping[UUID, BlockKinds],
    typed: Iterable[SpentHours],
    municipality: str,
) -> list[Hours]:
    """Hours attended, as registered in progress, that the ledger does not hold yet; `kinds` are those of each
    trajectory's blocks.

    Hours that were written down here count up to and including their day: of that kind only weeks that began after the
    last such day are added, so that nothing is counted twice. Those that another municipality handed over end the weeks
    before that of their last day, of which it said all there is; in that one week there may be hours on both sides.
    Whether participation counts nobody has checked.
    """
    until: dict[HoursKind, date] = {}
    for each in typed:
        kind = HoursKind(each.kind)
        last = monday_of(each.on) - timedelta(days=1) if each.handed_over else each.on
        until[kind] = max(until.get(kind, last), last)
    found = []
    for row in rows:
        told = kinds[row.trajectory_id].get(row.block)
        if told is None or not row.minutes or (told in until and row.week <= until[told]):
            continue
        found.append(
            Hours(
                kind=told,
                on=row.week + timedelta(days=6),
                minutes=row.minutes,
                municipality=municipality,
                ground="Bi 3.14",
                evidence=row.source,
            )
        )
    return found


def kind_of(block: Block) -> HoursKind | None:
    """For which hours of the law a block counts; of several the most particular."""
    kinds = {
        HoursFor.PVT: HoursKind.PVT,
        HoursFor.MAP: HoursKind.MAP,
        HoursFor.COURSE: HoursKind.NT2,
        HoursFor.PARTICIPATION: HoursKind.PARTICIPATION,
    }
    return next((kind for hours_for, kind in kinds.items() if counts_for(block, hours_for)), None)


def pip_events(facts: Facts) -> tuple[list[Event], bool]:
    """When the PIP was established, and whether it is known not to have been.

    The one place where that is read: from the fact; a later PIP, after a move, is an event of the case.
    """
    fact = _answer(facts, PIP_VARIABLE)
    if isinstance(fact.value, date):
        return [Event(kind=CaseEventKind.PIP, on=fact.value, evidence=fact.source)], False
    return [], fact.is_answered


def agreements_of(row: Trajectory, *, facts: Facts, kept: Iterable[CaseEvent], on: date) -> list[Agreement]:
    """What a trajectory's design agrees on for its person: of each rhythm the last day that came, and the next.

    A day is kept where somebody wrote so down after the day before it.
    """
    if not design_of(row.design).cadences:
        return []
    days: dict[str, list[Any]] = {}
    for each in personal_plan(row, facts=facts).cadences:
        days.setdefault(each.cadence.id, []).append(each)
    done = [(event.about, event.on) for event in kept if event.kind == CaseEventKind.AGREEMENT_KEPT]
    found = []
    for slug, dated in days.items():
        past = sum(1 for each in dated if each.due <= on)
        shown = range(max(0, past - 1), min(past + 1, len(dated)))
        for place in shown:
            if dated[place].due < on - LOOK_BACK:
                continue
            since = dated[place - 1].due if place else row.started_on
            met = next((day for about, day in done if about == slug and since < day <= max(dated[place].due, on)), None)
            found.append(_agreement(dated[place], place=place, done=met))
    return found


def _agreement(dated: Any, *, place: int, done: date | None) -> Agreement:
    cadence = dated.cadence
    return Agreement(
        id=f"{cadence.id}-{place + 1}",
        label=Words(cadence.label.text("nl"), cadence.label.text("en")),
        due=dated.due,
        done=done,
        who=Actor.COLLEGE if Role.CASE_MANAGER in cadence.who or not cadence.who else Actor.PARTNER,
        source=cadence.source,
    )


def _event(row: CaseEvent) -> Event:
    written = timezone.localdate(row.recorded_at)
    return Event(
        kind=CaseEventKind(row.kind),
        on=row.on,
        known_on=max(written, row.on),
        until=row.until,
        months=row.months,
        route=Route(row.route) if row.route else None,
        by_committee=row.by_committee,
        evidence=row.evidence,
    )


def _hours(row: SpentHours) -> Hours:
    checked: Fact[bool] = Fact.not_asked() if row.dutch_environment is None else Fact.known(row.dutch_environment)
    return Hours(
        kind=HoursKind(row.kind),
        on=row.on,
        minutes=row.minutes,
        municipality=row.municipality,
        ground=row.ground,
        evidence=row.evidence,
        dutch_environment=checked,
    )


def _answer(facts: Facts, slug: str) -> Fact[Value]:
    return facts.get(slug, Fact.not_asked())


def _text(facts: Facts, slug: str) -> Fact[str]:
    return _of_type(_answer(facts, slug), str)


def _of_type(fact: Fact[Value], kind: type) -> Fact[Any]:
    return Fact.known(fact.value) if isinstance(fact.value, kind) else Fact.not_asked()
