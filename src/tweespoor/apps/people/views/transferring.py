"""Giving people to a colleague: one, some, or all; and giving them back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.log.queries import was_done
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people.actions import transferring as deeds
from tweespoor.apps.people.forms.transferring import GiveForm
from tweespoor.apps.people.queries import transfers as queries
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.people.seen import record_list_seen


@dataclass(frozen=True)
class Carer:
    """Somebody's people in one municipality; `key` is how an address names them."""

    user: User
    municipality: Organisation

    @property
    def key(self) -> str:
        """The municipality and the user."""
        return f"{self.municipality.pk}:{self.user.pk}"


def give_people(request: HttpRequest) -> HttpResponse:
    """Choose whose people, who of them, and which colleague; below it what was given lately."""
    municipalities = queries.divided_by(request.user)
    if not municipalities:
        raise Http404
    carers = [Carer(user, each) for each in municipalities for user in queries.carers_in(each)]
    carer = _chosen(carers, asked=request.POST.get("van") or request.GET.get("van", ""), user=request.user)
    people = list(
        queries.people_of_carer(request.user, carer=carer.user, municipality=carer.municipality) if carer else []
    )
    colleagues = queries.case_managers_of(carer.municipality) if carer else []
    form = GiveForm(
        request.POST or None,
        colleagues=[each for each in colleagues if carer is None or each.pk != carer.user.pk],
        people=people,
        initial={"people": request.GET.getlist("persoon")},
    )
    if request.method == "POST" and was_done(key_of(request), by=request.user.pk):
        messages.info(request, _("Dit was al gedaan."))
        return redirect("give-people")
    if request.method == "POST" and carer and form.is_valid() and _give(request, form=form, carer=carer):
        return redirect(f"{reverse('give-people')}?van={carer.key}")
    record_list_seen(people=people, purposes=[], by=request.user, now=timezone.now())
    context = {
        "carer": carer,
        "carers": [(each, _named(each, alone=len(municipalities) == 1)) for each in carers],
        "is_self": carer is not None and carer.user.pk == request.user.pk,
        "people": people,
        "form": form,
        "transfers": queries.transfers_seen_by(request.user, now=timezone.now())[: queries.LISTED],
        "idempotency_key": uuid4(),
    }
    return render(request, "people/give.html", context, status=400 if form.errors else 200)


def _chosen(carers: list[Carer], *, asked: str, user: User) -> Carer | None:
    """Whom the address names, or else the user, or else the first; None where nobody has people."""
    by_key = {each.key: each for each in carers}
    own = next((each for each in carers if each.user.pk == user.pk), None)
    return by_key.get(asked) or own or next(iter(carers), None)


def _named(carer: Carer, *, alone: bool) -> str:
    return carer.user.name if alone else f"{carer.user.name} ({carer.municipality.name})"


def _give(request: HttpRequest, *, form: GiveForm, carer: Carer) -> bool:
    """Whether it is done; what is wrong otherwise stands in the form."""
    receiver = form.chosen_receiver
    try:
        count = deeds.give_people(
            people=form.chosen_people(),
            municipality=carer.municipality,
            giver=carer.user,
            receiver=receiver,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    else:
        _say_given(request, count=count, to=receiver)
    return True


@require_POST
def give_back(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Give the people of a transfer back to who had them."""
    transfer = queries.transfer_for(request.user, transfer=transfer_id, now=timezone.now())
    if transfer is None:
        raise Http404
    try:
        count = deeds.give_back(transfer=transfer, by=request.user, now=timezone.now(), key=key_of(request))
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _say_given(request, count=count, to=transfer.giver)
    return redirect("give-people")


def _say_given(request: HttpRequest, *, count: int, to: User) -> None:
    said = ngettext("%(count)s deelnemer staat nu bij %(name)s.", "%(count)s deelnemers staan nu bij %(name)s.", count)
    messages.success(request, said % {"count": count, "name": to.name})
