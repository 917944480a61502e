"""Pages about one person's rights: who saw the data, everything that is kept, requests, moving."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.rights import actions, queries
from tweespoor.apps.rights.forms import HandOverForm, RequestForm, SettleForm
from tweespoor.apps.rights.rules import InformedHow, Refused
from tweespoor.apps.rights.views.asking import person_of
from tweespoor.apps.rights.wording import told_by_day
from tweespoor.core.vocabulary import Act
from tweespoor.site.components.data import Column

PAGE_SIZE = 200


def person_log(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who saw and did what, in plain words, to show to the participant or print."""
    person = person_of(request, person_id)
    page = Paginator(queries.log_about(person), PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {"person": person, "page": page, "days": told_by_day(page.object_list)}
    actions.record_log_seen(person=person, by=request.user, now=timezone.now())
    return render(request, "rights/person_log.html", context)


def access(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Give a participant everything that is kept."""
    person = person_of(request, person_id)
    record_person_seen(person=person, purposes=(), by=request.user, now=timezone.now())
    return render(request, "rights/access.html", {"person": person})


def access_file(request: HttpRequest, person_id: UUID, form: str) -> HttpResponse:
    """Everything that is kept, as a file."""
    person = person_of(request, person_id)
    file = actions.give_access(person=person, form=form, by=request.user, now=timezone.now())
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def person_requests(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The requests of a person, and a form for a new one."""
    person = person_of(request, person_id)
    form = RequestForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            actions.register_request(
                person=person,
                kind=form.request_kind(),
                received_on=form.cleaned_data["received_on"],
                note=form.cleaned_data["note"],
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except AlreadyDone:
            messages.info(request, _("Dit verzoek was al vastgelegd."))
        else:
            messages.success(request, _("Het verzoek is vastgelegd."))
        return redirect("person-requests", person_id=person.pk)
    context = {
        "person": person,
        "form": form,
        "requests": queries.requests_of(person),
        "columns": [
            Column(label=_("Verzoek")),
            Column(label=_("Ontvangen op")),
            Column(label=_("Afhandelen voor of op")),
            Column(label=_("Afgehandeld")),
        ],
        "today": timezone.localdate(),
        "idempotency_key": key_of(request) or uuid4(),
    }
    record_person_seen(person=person, purposes=(), by=request.user, now=timezone.now())
    return render(request, "rights/person_requests.html", context, status=400 if form.errors else 200)


def settle_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write down how a request was settled."""
    asked = get_object_or_404(queries.visible_requests(request.user), pk=request_id)
    form = SettleForm(request.POST or None, received_on=asked.received_on, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle_request(
                request=asked,
                outcome=form.chosen_outcome(),
                done_on=form.cleaned_data["done_on"],
                answer=form.cleaned_data["answer"],
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except (AlreadyDone, Refused):
            messages.info(request, _("Dit verzoek is al afgehandeld."))
        else:
            messages.success(request, _("De uitkomst is bewaard."))
        return redirect("requests")
    context = {
        "asked": asked,
        "person": queries.names_of_people([asked.person], for_user=request.user).get(asked.person),
        "form": form,
        "idempotency_key": key_of(request) or uuid4(),
    }
    return render(request, "rights/settle_request.html", context, status=400 if form.errors else 200)


def hand_over(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Propose to hand a person over to another municipality, or see where that stands."""
    person = person_of(request, person_id)
    receivers = list(queries.receiving_municipalities(person))
    act = queries.act_of(person.pk)
    form = HandOverForm(request.POST or None, receivers=receivers, act=act, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_hand_over(
                person=person,
                receiver=next(each for each in receivers if str(each.pk) == form.cleaned_data["receiver"]),
                informed_on=form.cleaned_data["informed_on"],
                informed_how=InformedHow(form.cleaned_data["informed_how"]),
                consented=form.cleaned_data["consented"],
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except AlreadyDone:
            messages.info(request, _("Deze overdracht was al voorgesteld."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("De overdracht is voorgesteld. De andere gemeente ziet het voorstel nu."))
        return redirect("hand-over", person_id=person.pk)
    context = {
        "person": person,
        "form": form,
        "current": queries.hand_over_of(person),
        "has_receivers": bool(receivers),
        "hours_go": act is Act.ACT_2021,
        "idempotency_key": key_of(request) or uuid4(),
    }
    record_person_seen(person=person, purposes=(), by=request.user, now=timezone.now())
    return render(request, "rights/hand_over.html", context, status=400 if form.errors else 200)


@require_POST
def withdraw_hand_over(request: HttpRequest, hand_over_id: UUID) -> HttpResponse:
    """Take back a proposal that the other municipality has not accepted."""
    row = get_object_or_404(queries.visible_hand_overs(request.user), pk=hand_over_id)
    person = person_of(request, row.person)
    try:
        actions.withdraw(hand_over=row, by=request.user, now=timezone.now(), key=key_of(request))
    except (AlreadyDone, Refused):
        messages.info(request, _("Deze overdracht is al afgehandeld."))
    else:
        messages.success(request, _("De overdracht is ingetrokken."))
    return redirect("hand-over", person_id=person.pk)
