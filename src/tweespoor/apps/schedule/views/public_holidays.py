"""A page that proposes the public holidays of this year and the next, and adds those that are free."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.schedule import actions, queries
from tweespoor.apps.schedule.forms.supply import PublicHolidaysForm
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.apps.schedule.views.supply import kind_among, programme_with_supply
from tweespoor.apps.schedule.views.supply_shown import WORDS


@require_http_methods(["GET", "POST"])
def public_holidays(request: HttpRequest, slug: str) -> HttpResponse:
    """Tick which public holidays are free."""
    programme, _kinds = programme_with_supply(request, slug)
    kind_among(SupplyKind.HOLIDAYS.value, queries.kinds_changed(request.user, programme=programme))
    language = language_now()
    proposed = queries.proposed_holidays(programme, today=timezone.localdate())
    choices = [(each.on.isoformat(), f"{each.label(language)}, {date_format(each.on, 'l j F Y')}") for each in proposed]
    names = {each.on: each.label("nl") for each in proposed}
    form = PublicHolidaysForm(
        request.POST if request.method == "POST" else None,
        choices=choices,
        initial={"days": [each.on.isoformat() for each in proposed if each.slug not in queries.OFTEN_WORKED]},
    )
    if request.method == "POST" and form.is_valid():
        days = [date.fromisoformat(each) for each in form.cleaned_data["days"]]
        try:
            added = actions.add_public_holidays(
                programme=programme,
                days={day: names[day] for day in days},
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except AlreadyDone:
            messages.info(request, _("Dit was al bewaard."))
        else:
            said = ngettext("%(count)s vrije dag bewaard.", "%(count)s vrije dagen bewaard.", added)
            messages.success(request, said % {"count": added})
        return redirect("supply-list", slug=slug, kind=SupplyKind.HOLIDAYS.value)
    context = {
        "programme": programme,
        "words": WORDS[SupplyKind.HOLIDAYS],
        "kind": SupplyKind.HOLIDAYS,
        "form": form,
        "choices": choices,
        "idempotency_key": uuid4(),
    }
    return render(request, "schedule/public_holidays.html", context, status=400 if form.errors else 200)
