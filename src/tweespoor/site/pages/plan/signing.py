"""The end of the conversation: read the plan once more, mark it as discussed, sign it on screen; or throw it away."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.models import PipVersion
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.apps.trajectories.rules import Refused
from tweespoor.core import pips
from tweespoor.site.pages.plan import show
from tweespoor.site.pages.plan.asking import Asked, note_seen, version_asked
from tweespoor.site.pages.plan.own_copy import LANGUAGES
from tweespoor.site.pages.plan.signing_forms import DiscussedForm, SignForm
from tweespoor.site.pages.plan.steps import LAST, progress_of


def sign_page(request: HttpRequest, person_id: UUID, version: int) -> HttpResponse:
    """The check list, the plan once more, and the signatures."""
    asked, row = version_asked(request, person_id, version, to_write=True)
    if row.is_final:
        return redirect("plan-version", person_id=person_id, version=version)
    form = SignForm(request.POST or None, case_manager=request.user.name, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        refused = _sign(request, row=row, form=form)
        if not refused:
            return redirect("plan-version", person_id=person_id, version=version)
        form.add_error(None, refused)
    elif request.method == "POST" and not request.POST:
        form = SignForm({}, case_manager=request.user.name, today=timezone.localdate())
    return _show(request, asked, row=row, form=form)


def _sign(request: HttpRequest, *, row: PipVersion, form: SignForm) -> str:
    """Sign the plan; says why it was refused, nothing where it was not."""
    said = form.cleaned_data
    revision = request.POST.get("revisie", "")
    try:
        deeds.sign_pip(
            version=row,
            signing=deeds.Signing(
                participant=said["participant"].strip(),
                without=said["without"].strip(),
                case_manager=said["case_manager"].strip(),
                signed_on=said["signed_on"],
                interpreter=said["interpreter"] == "ja",
                language=said["language"],
            ),
            based_on=int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else 0,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit plan was al getekend."))
    except Refused as refusal:
        return str(refusal)
    else:
        messages.success(request, _("Het plan is getekend. Geef de deelnemer een eigen exemplaar mee."))
    return ""


def _show(request: HttpRequest, asked: Asked, *, row: PipVersion, form: SignForm) -> HttpResponse:
    seen = plans.seen_plan(row, purposes=asked.purposes)
    open_ones = [each for each in show.not_done(seen.pip) if each.item.departure is pips.Departure.OPEN]
    context = {
        "person": asked.person,
        "row": row,
        "badge": show.status_badge(row),
        "steps": progress_of(row, current=LAST),
        "is_light": seen.is_light,
        "shown": show.shown_tracks(seen.pip),
        "to_decide": open_ones,
        "goals": show.shown_goals(seen.pip),
        "agreements": seen.pip.agreements,
        "checks": show.shown_checks(seen.checks),
        "missing": [each.label(show.language_now()) for each in seen.missing],
        "changes": show.shown_changes(seen.changes),
        "before": seen.before,
        "discussed": DiscussedForm(today=timezone.localdate()),
        "form": form,
        "languages": LANGUAGES,
        "idempotency_key": uuid4(),
        "sign_key": key_of(request) or uuid4(),
    }
    note_seen(request, asked)
    return render(request, "pages/plan/sign.html", context, status=400 if form.errors else 200)


@require_POST
def mark_discussed(request: HttpRequest, person_id: UUID, version: int) -> HttpResponse:
    """Keep the day on which the plan was talked through."""
    _asked, row = version_asked(request, person_id, version, to_write=True)
    form = DiscussedForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        messages.error(request, _("Kies op welke dag het plan besproken is."))
        return redirect("plan-sign", person_id=person_id, version=version)
    try:
        deeds.mark_discussed(
            version=row, on=form.cleaned_data["on"], by=request.user, now=timezone.now(), key=key_of(request)
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al bewaard."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Het plan staat op besproken."))
    return redirect("plan-sign", person_id=person_id, version=version)


def discard(request: HttpRequest, person_id: UUID, version: int) -> HttpResponse:
    """Ask once, in words, and then throw a plan away that is not signed."""
    asked, row = version_asked(request, person_id, version, to_write=True)
    if request.method == "POST":
        try:
            deeds.discard_pip(version=row, by=request.user, now=timezone.now(), key=key_of(request))
        except AlreadyDone:
            messages.info(request, _("Het plan was al weggegooid."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Het plan is weggegooid."))
        return redirect("plan", person_id=person_id)
    context = {"person": asked.person, "row": row, "idempotency_key": uuid4()}
    return render(request, "pages/plan/discard.html", context)
