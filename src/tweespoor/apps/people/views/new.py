"""Adding a participant, with a warning where somebody like that is there already."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.people.actions import NewPerson
from tweespoor.apps.people.actions import adding as deeds
from tweespoor.apps.people.forms.new import NewPersonForm
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import visible_people
from tweespoor.apps.people.queries.alike import people_alike
from tweespoor.apps.people.queries.registering import municipalities_to_add_to, zones_in
from tweespoor.apps.people.rules import Refused
from tweespoor.core.facts import Fact, Value


def new_person(request: HttpRequest) -> HttpResponse:
    """Add a participant; who is like somebody there already is asked once more."""
    municipalities = municipalities_to_add_to(request.user)
    if not municipalities:
        raise Http404
    key = key_of(request)
    if request.method == "POST" and key and visible_people(request.user).filter(pk=key).exists():
        messages.info(request, _("Deze deelnemer was al toegevoegd."))
        return redirect("intake", person_id=key)
    form = NewPersonForm(
        request.POST or None,
        municipalities=municipalities,
        zones=zones_in(municipalities),
        today=timezone.localdate(),
    )
    alike: list[Person] = []
    if request.method == "POST" and form.is_valid():
        if "somebody_else" not in request.POST:
            alike = people_alike(
                municipality=form.chosen_municipality,
                given_name=form.cleaned_data["given_name"],
                family_name=form.cleaned_data["family_name"],
                birth_date=form.cleaned_data["birth_date"],
            )
        if not alike and (added := _add(request, form=form)) is not None:
            return redirect("intake", person_id=added)
    context = {"form": form, "alike": alike, "idempotency_key": key or uuid4()}
    status = 409 if alike else 400 if form.errors else 200
    return render(request, "people/new_person.html", context, status=status)


def _add(request: HttpRequest, *, form: NewPersonForm) -> UUID | None:
    """The new participant's id; None where it could not be, which the form then says."""
    said = form.cleaned_data
    key = key_of(request)
    born: dict[str, Fact[Value]] = {}
    if said["birth_date"]:
        today = timezone.localdate()
        born["birth-date"] = Fact.known(said["birth_date"], valid_on=today, known_on=today, source="aanmelding")
    new = NewPerson(
        id=key or uuid4(),
        number=said["number"],
        given_name=said["given_name"],
        family_name=said["family_name"],
        zone=said["zone"],
        joined_on=said["joined_on"],
        facts=born,
    )
    try:
        deeds.add_person(new=new, municipality=form.chosen_municipality, by=request.user, now=timezone.now(), key=key)
    except AlreadyDone:
        messages.info(request, _("Deze deelnemer was al toegevoegd."))
    except Refused as refused:
        form.add_error("number", str(refused))
        return None
    else:
        messages.success(request, _("De deelnemer is toegevoegd. U kunt met de intake beginnen."))
    return new.id
