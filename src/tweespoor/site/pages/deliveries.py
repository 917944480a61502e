"""What the municipality itself owes CBS: the quarters to deliver, and noting that one was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people import queries as people
from tweespoor.apps.trajectories.actions import deliveries as deeds
from tweespoor.apps.trajectories.forms.deliveries import DeliveryForm
from tweespoor.apps.trajectories.models import Delivery
from tweespoor.apps.trajectories.queries import deliveries as queries
from tweespoor.apps.trajectories.queries.deliveries import Owed
from tweespoor.core.legalclock import Deadline
from tweespoor.site.pages.deadline_rows import badge_of, due_words, standing
from tweespoor.site.pages.doing import do

NEXT = 3
"""So many quarters stand in the list of deadlines; the others on the page of deliveries."""


@dataclass(frozen=True, kw_only=True)
class ShownQuarter:
    """One quarter in words: which, by when, and where it stands."""

    name: str
    due: str
    standing: str
    kind: str
    delivery: Delivery | None = None


@dataclass(frozen=True, kw_only=True)
class ShownMunicipality:
    """What one municipality owes: the form that settles what is open, what comes, and what was delivered."""

    key: UUID
    name: str
    coming: Sequence[ShownQuarter]
    delivered: Sequence[ShownQuarter]
    form: DeliveryForm | None


def deliveries_page(request: HttpRequest) -> HttpResponse:
    """What is to be delivered to CBS, and noting that it was."""
    if not people.sees_municipality(request.user):
        raise Http404
    if request.method != "POST":
        return _page(request)
    today = timezone.localdate()
    owed = _chosen(request, today=today)
    form = _form(request, owed, today=today)
    if not form.is_valid():
        return _page(request, wrong={str(owed.municipality.pk): form}, status=400)
    given = form.cleaned_data

    def deed() -> None:
        deeds.note_deliveries(
            municipality=owed.municipality,
            quarters=given["kwartalen"],
            delivered_on=given["geleverd_op"],
            reference=given["kenmerk"],
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )

    said = _("De levering is vastgelegd.")
    shown = (str(owed.municipality.pk), form)
    return do(request, deed, said=said, form=shown, page=partial(_page, request), then=reverse("deliveries"))


@require_POST
def withdraw_delivery(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Say that a delivery was written down wrongly."""
    row = queries.delivery_seen(request.user, delivery_id=delivery_id)
    if row is None:
        raise Http404

    def deed() -> None:
        deeds.withdraw_delivery(delivery=row, by=request.user, now=timezone.now(), key=key_of(request))

    said = _("De levering is ingetrokken. Het kwartaal staat weer open.")
    return do(request, deed, said=said, page=partial(_page, request), then=reverse("deliveries"))


def open_deliveries(request: HttpRequest, *, today: date) -> tuple[list[ShownQuarter], int]:
    """The last quarters to deliver, of all the user's municipalities, for the list of deadlines; and how many more
    there are."""
    owed = queries.owed_to_cbs(request.user, on=today)
    found = [(quarter, one.municipality.name, each) for one in owed for quarter, each in one.open]
    found.sort(key=lambda each: each[:2])
    last = [_shown(quarter, each, municipality=name if len(owed) > 1 else "") for quarter, name, each in found[-NEXT:]]
    return last, len(found) - len(last)


def _page(request: HttpRequest, *, wrong: dict[str, DeliveryForm] | None = None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    shown = [
        _municipality(each, today=today, wrong=wrong or {}) for each in queries.owed_to_cbs(request.user, on=today)
    ]
    context = {"municipalities": shown, "several": len(shown) > 1, "today": today, "idempotency_key": uuid4()}
    return render(request, "pages/deliveries.html", context, status=status)


def _municipality(owed: Owed, *, today: date, wrong: dict[str, DeliveryForm]) -> ShownMunicipality:
    rows = {row.quarter: row for row in owed.deliveries}
    open_ = [quarter for quarter, _deadline in owed.open]
    told = [(quarter, _shown(quarter, each, delivery=rows.get(quarter))) for quarter, each in owed.deadlines.items()]
    form = wrong.get(str(owed.municipality.pk)) or (_form(None, owed, today=today) if open_ else None)
    return ShownMunicipality(
        key=owed.municipality.pk,
        name=owed.municipality.name,
        coming=[row for quarter, row in told if quarter not in open_ and row.delivery is None],
        delivered=[row for _quarter, row in reversed(told) if row.delivery is not None],
        form=form,
    )


def _form(request: HttpRequest | None, owed: Owed, *, today: date) -> DeliveryForm:
    # The last one first: it is what is delivered most often.
    quarters = [(quarter, _to_deliver(quarter, each)) for quarter, each in reversed(owed.open)]
    chosen = [quarters[0][0].isoformat()] if len(quarters) == 1 else []
    return DeliveryForm(
        request.POST if request else None,
        initial={"geleverd_op": today, "kwartalen": chosen},
        quarters=quarters,
        today=today,
        auto_id=f"id-{owed.municipality.pk}-%s",
    )


def _to_deliver(quarter: date, each: Deadline) -> str:
    said = {
        "quarter": _quarter_words(quarter),
        "due": due_words(each),
        "standing": standing(each, language=language_now()),
    }
    return _("%(quarter)s, uiterlijk %(due)s: %(standing)s") % said


def _chosen(request: HttpRequest, *, today: date) -> Owed:
    """The municipality that the form is of."""
    key = request.POST.get("gemeente", "")
    for each in queries.owed_to_cbs(request.user, on=today):
        if str(each.municipality.pk) == key:
            return each
    raise Http404


def _shown(quarter: date, each: Deadline, *, municipality: str = "", delivery: Delivery | None = None) -> ShownQuarter:
    name = _quarter_words(quarter)
    return ShownQuarter(
        name=f"{name}, {municipality}" if municipality else name,
        due=due_words(each),
        standing=standing(each, language=language_now()),
        kind=badge_of(each),
        delivery=delivery,
    )


def _quarter_words(quarter: date) -> str:
    """The third quarter of 2026, with its last day."""
    said = {"number": (quarter.month - 1) // 3 + 1, "year": quarter.year, "day": date_format(quarter, "j F Y")}
    return _("Kwartaal %(number)s van %(year)s (tot en met %(day)s)") % said
