"""Deeds: answering what a design asks a professional about somebody, and taking an answer back.

A plan that is worked on follows the answer; a signed one never changes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.trajectories.bridge import design_of
from tweespoor.apps.trajectories.bridge import progress as bridge
from tweespoor.apps.trajectories.bridge.pips import pip_in
from tweespoor.apps.trajectories.models import DesignAnswer, PipVersion, Trajectory
from tweespoor.apps.trajectories.models.pips import OPEN
from tweespoor.apps.trajectories.queries.pips import proposal_in
from tweespoor.apps.trajectories.rules import Clash, check_can_decide, check_day
from tweespoor.core import pips
from tweespoor.core.designs import DesignQuestion, questions_of

OF_WHOM_THE_CALLER_SHOWED = "the caller showed that the person is visible"
ENDED = gettext_lazy("Dit traject is gestopt. Over een traject dat gestopt is, beslist u niets meer.")


@transaction.atomic
def answer_design(
    *,
    trajectory: Trajectory,
    question: str,
    answer: str,
    on: date,
    by: User | None,
    now: datetime,
    based_on: str | None = None,
    key: UUID | None = None,
) -> DesignAnswer | None:
    """Answer a question that the design asks about somebody: yes or no, or the block that is chosen.

    Said again today, it corrects what the same user said today; an empty answer takes back what holds, so that what
    held before it does again, or the question is open. `based_on` is the key of the answer that the user saw, empty
    where there was none; None is not compared.

    Raises:
        Refused: if the user does not decide, the trajectory ended, the design does not ask this, it cannot be answered
            so, or the day is not right.
        Clash: if somebody else answered otherwise since the user looked.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_decide(by, person=trajectory.person)
    asked = _asked(trajectory, question)
    if answer and asked.said(answer) is None:
        raise Refused(_("Dit antwoord hoort niet bij de vraag. Kies een antwoord uit de lijst."))
    today = timezone.localdate(now)
    check_day(on, today=today, earliest=trajectory.started_on)
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)
    if Trajectory.objects.select_for_update().get(pk=trajectory.pk).ended_on is not None:
        raise Refused(ENDED)
    rows = DesignAnswer.objects.filter(trajectory=trajectory, question=question).as_known()
    rows = rows.unscoped(why=OF_WHOM_THE_CALLER_SHOWED)
    holding = bridge.answers(rows).get(question)
    _check_nobody_between(holding, asked=asked, answer=answer, based_on=based_on, by=by)
    if not answer and holding is not None and based_on not in (None, str(holding.pk)):
        raise Clash(_("Dit is intussen al veranderd. Hier staat wat er nu geldt."))
    actor = by.pk if by else None
    before = proposal_in(trajectory)
    if not answer:
        if holding is None:
            raise Refused(_("Deze vraag is nog niet beantwoord."))
        holding.known_until = today
        holding.save(update_fields=["known_until"])
        _record("design-answer-taken-back", holding, by=by, now=now)
        _follow(trajectory, before=before, by=by, now=now)
        return None
    rows.filter(known_on=today, recorded_by=actor).update(known_until=today)
    row = DesignAnswer.objects.create(
        trajectory=trajectory,
        question=question,
        answer=answer,
        valid_on=on,
        known_on=today,
        recorded_at=now,
        recorded_by=actor,
    )
    _record("design-question-answered", row, by=by, now=now)
    _follow(trajectory, before=before, by=by, now=now)
    return row


def _follow(trajectory: Trajectory, *, before: pips.Pip, by: User | None, now: datetime) -> None:
    """Take what the answer changes in the design's proposal into the plan that is worked on, where there is one."""
    rows = PipVersion.objects.unscoped(why=OF_WHOM_THE_CALLER_SHOWED).select_for_update(of=("self",))
    row = rows.filter(trajectory=trajectory, status__in=OPEN).first()
    if row is None:
        return
    plan = pip_in(row)
    following = pips.follow(plan, before=before, after=proposal_in(trajectory))
    if following.items == plan.items:
        return
    row.content = pips.to_json(replace(plan, items=following.items))
    row.status, row.discussed_on = pips.PipStatus.DRAFT.value, None
    row.revision += 1
    row.changed_at, row.changed_by = now, by.pk if by else None
    row.save()
    log.record(
        deed="pip-changed",
        on=row,
        by=by.pk if by else None,
        now=now,
        person=row.person_id,
        organisation=trajectory.person.municipality_id,
        detail={"part": "items"},
    )


def _asked(trajectory: Trajectory, question: str) -> DesignQuestion:
    for each in questions_of(design_of(trajectory.design)):
        if each.key == question:
            return each
    raise Refused(_("Het ontwerp van deze deelnemer stelt deze vraag niet. Kies een vraag uit de lijst."))


def _check_nobody_between(
    holding: DesignAnswer | None, *, asked: DesignQuestion, answer: str, based_on: str | None, by: User | None
) -> None:
    if based_on is None or by is None or holding is None:
        return
    if str(holding.pk) == based_on or holding.recorded_by == by.pk or holding.answer == answer:
        return
    language = language_now()
    theirs, mine = asked.said(holding.answer), asked.said(answer)
    said = {
        "theirs": theirs.text(language) if theirs else holding.answer,
        "mine": mine.text(language) if mine else _("niet gevraagd"),
    }
    raise Clash(
        _("Intussen antwoordde een ander: “%(theirs)s”. U koos “%(mine)s”. Kies nog eens als dat klopt.") % said
    )


def _record(deed: str, row: DesignAnswer, *, by: User | None, now: datetime) -> None:
    person = row.trajectory.person
    log.record(
        deed=deed,
        on=row,
        by=by.pk if by else None,
        now=now,
        person=person.pk,
        organisation=person.municipality_id if by is None else None,
        detail={"question": row.question},
    )
