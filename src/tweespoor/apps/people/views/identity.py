"""The page that corrects who somebody is: a name that was misspelt, a wrong number or date of birth."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.people.actions.identity import SomebodyCameBetween, correct_identity, identity_of
from tweespoor.apps.people.forms.identity import IdentityForm
from tweespoor.apps.people.queries import may_register, visible_people
from tweespoor.apps.people.queries.registering import zones_in
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.core.vocabulary import Purpose


def identity_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Correct names, number, zone and date of birth; the second of two savers sees what the first one wrote."""
    person = get_object_or_404(visible_people(request.user), pk=person_id)
    if not may_register(request.user, person=person):
        raise Http404
    now = identity_of(person)
    form = IdentityForm(
        request.POST or None, now=now, zones=zones_in([person.municipality]), today=timezone.localdate()
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            changed = correct_identity(
                person=person,
                identity=form.identity(),
                based_on=request.POST.get("based_on", ""),
                reason=form.why,
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except AlreadyDone:
            messages.info(request, _("Dit was al bewaard."))
            return redirect("person", person_id=person.pk)
        except SomebodyCameBetween as between:
            theirs = between.now
        except Refused as refusal:
            form.add_error("number", str(refusal))
        else:
            messages.success(request, _("De gegevens zijn verbeterd.") if changed else _("Er is niets veranderd."))
            return redirect("person", person_id=person.pk)
    record_person_seen(person=person, purposes=[Purpose.BASIC], by=request.user, now=timezone.now())
    is_shown_again = request.method == "POST" and theirs is None
    context = {
        "person": person,
        "form": form,
        "theirs": theirs,
        "based_on": request.POST.get("based_on", "") if is_shown_again else (theirs or now).mark,
        "idempotency_key": uuid4(),
    }
    status = 409 if theirs else 400 if form.errors else 200
    return render(request, "people/identity.html", context, status=status)
