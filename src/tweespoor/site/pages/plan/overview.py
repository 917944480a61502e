"""A person's plan: where it stands, the proposal where there is none, and all its versions."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.queries import clock, progress, running_trajectory
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.apps.trajectories.rules import Reading, Refused
from tweespoor.core import pips
from tweespoor.site.pages.design_questions import shown_questions
from tweespoor.site.pages.person_links import person_links
from tweespoor.site.pages.plan import show
from tweespoor.site.pages.plan.asking import Asked, asked_for, note_seen, version_asked
from tweespoor.site.pages.plan.own_copy import LANGUAGES
from tweespoor.site.pages.plan.signing_forms import NextForm
from tweespoor.site.pages.plan.steps import progress_of
from tweespoor.site.pages.progress_reader import gives_blocks


def plan_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Where somebody's plan stands, and the one next thing to do; begins a plan."""
    asked = asked_for(request, person_id)
    if request.method == "POST":
        if not asked.may_write:
            raise Http404
        return _begin(request, asked)
    if asked.reading is Reading.OWN_BLOCKS:
        return _partner_page(request, asked)
    return _show(request, asked, form=NextForm(), status=200)


def show_plan(request: HttpRequest, person_id: UUID, *, status: int) -> HttpResponse:
    """The page of a person's plan, for who writes it; `status` says what came of something that was sent."""
    return _show(request, asked_for(request, person_id), form=NextForm(), status=status)


def _show(request: HttpRequest, asked: Asked, *, form: NextForm, status: int) -> HttpResponse:
    person = asked.person
    rows = plans.versions_of(person)
    working, in_force = plans.open_pip_of(person), plans.signed_pip_of(person)
    shown = in_force or working
    today = timezone.localdate()
    trajectory = running_trajectory(person)
    proposal = None if rows else pips.within(plans.proposal_for(person), purposes=asked.purposes)
    pip = proposal or (pips.within(plans.pip_of(shown), purposes=asked.purposes) if shown else pips.Pip())
    context = {
        "person": person,
        "asked": asked,
        "links": person_links(person, purposes=asked.purposes, here="plan"),
        "working": working,
        "in_force": in_force,
        "is_light": pips.is_light(plans.case_of(person)),
        "act_asked": plans.case_of(person).act is not None,
        "steps": progress_of(working) if working and asked.may_write else (),
        "trajectory": trajectory,
        "questions": shown_questions(progress.progress_of(trajectory, on=today, today=today), language=language_now())
        if trajectory is not None and asked.reading is Reading.WHOLE
        else (),
        "is_proposal": proposal is not None,
        "tracks": show.tracks_of(pip, caption=_("Het plan van deze deelnemer"), on=today),
        "goals": show.shown_goals(pip),
        "to_decide": []
        if in_force
        else [each for each in show.not_done(pip) if each.item.departure is pips.Departure.OPEN],
        "versions": show.shown_versions(rows),
        "form": form,
        "languages": LANGUAGES,
        "idempotency_key": uuid4(),
    }
    note_seen(request, asked)
    return render(request, "pages/plan/overview.html", context, status=status)


def _partner_page(request: HttpRequest, asked: Asked) -> HttpResponse:
    pip = plans.partner_plan(request.user, person=asked.person)
    in_force = plans.signed_pip_of(asked.person)
    is_school = plans.is_taught_by(request.user, person=asked.person)
    context = {
        "person": asked.person,
        "is_school": is_school,
        "term": clock.term_of(asked.person, on=timezone.localdate()) if is_school else None,
        "links": person_links(
            asked.person,
            purposes=asked.purposes,
            here="plan",
            gives=gives_blocks(
                request.user,
                person=asked.person,
                running=running_trajectory(asked.person),
                purposes=asked.purposes,
            ),
        ),
        "in_force": in_force,
        "tracks": show.tracks_of(pip, caption=_("Uw onderdelen in het plan"), on=timezone.localdate())
        if pip and pip.items
        else None,
        "shown": [track for track in show.shown_tracks(pip) if track.items] if pip else [],
        "checks": show.shown_checks(
            check for check in pips.checklist(pip, case=plans.live_case(in_force)) if check.fact.is_answered
        )
        if pip and in_force
        else [],
    }
    note_seen(request, asked)
    return render(request, "pages/plan/partner.html", context)


def _begin(request: HttpRequest, asked: Asked) -> HttpResponse:
    is_next = plans.signed_pip_of(asked.person) is not None
    form = NextForm(request.POST)
    if is_next and not form.is_valid():
        return _show(request, asked, form=form, status=400)
    said = form.cleaned_data if is_next else {"reason": "", "reason_text": ""}
    try:
        row = deeds.begin_pip(
            person=asked.person,
            reason=said["reason"],
            reason_text=said["reason_text"],
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        return redirect("plan", person_id=asked.person.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("plan", person_id=asked.person.pk)
    return redirect("plan-step", person_id=asked.person.pk, version=row.number, part="onderdelen")


@require_safe
def version_page(request: HttpRequest, person_id: UUID, version: int) -> HttpResponse:
    """One version: everything in it, what the law asks, what changed since the one before, and who signed."""
    asked, row = version_asked(request, person_id, version)
    seen = plans.seen_plan(row, purposes=asked.purposes)
    is_whole = asked.reading is Reading.WHOLE
    today = timezone.localdate()
    context = {
        "person": asked.person,
        "asked": asked,
        "row": row,
        "badge": show.status_badge(row),
        "is_light": seen.is_light,
        "tracks": show.tracks_of(seen.pip, caption=_("Het plan van deze deelnemer"), on=today),
        "shown": show.shown_tracks(seen.pip),
        "not_done": show.not_done(seen.pip),
        "goals": show.shown_goals(seen.pip),
        "agreements": seen.pip.agreements,
        "checks": show.shown_checks(seen.checks),
        "missing": len(seen.missing),
        "before": seen.before,
        "changes": show.shown_changes(seen.changes),
        "reason": show.shown_versions([row])[0].reason,
        "signatures": show.shown_signatures(plans.signatures_of(row)),
        "is_whole": is_whole,
        "steps": progress_of(row) if asked.may_write and not row.is_final else (),
        "languages": LANGUAGES,
    }
    note_seen(request, asked)
    return render(request, "pages/plan/version.html", context)
