"""Pages: today's lists, one list, and the list that a link opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tweespoor.apps.attendance import actions, queries, wording
from tweespoor.apps.attendance.forms import (
    DayForm,
    Unreadable,
    marks_of_boxes,
    marks_of_device,
    reason_choices,
)
from tweespoor.apps.attendance.rules import KEPT_AHEAD, NOT_RECORDED_SINCE
from tweespoor.apps.attendance.views.not_reached import not_reached_shown
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.telling.tasks import send_waiting
from tweespoor.core.vocabulary import Absence, AbsenceReason, Purpose
from tweespoor.core.week import HalfDay

DEVICE = "application/json"
TO_KEEP = "X-Tweespoor-Keep"
"""The header with which a device asks for a list to keep it."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A list in an overview: of what, where it stands, and where it is."""

    title: str
    times: str
    where: str
    family: str
    state: str
    look: str
    count: str
    day: date
    url: str


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The lists of a day, today's where none is asked, and those of the last weeks that wait."""
    if not queries.keeps_lists(request.user):
        raise Http404
    now = timezone.now()
    today = timezone.localdate(now)
    form = DayForm(request.GET) if "dag" in request.GET else DayForm({"dag": today.isoformat()})
    day = form.cleaned_data["dag"] if form.is_valid() else today
    sessions = queries.sessions_between(request.user, first=day, last=day)
    found = queries.lists_of(request.user, sessions=sessions, now=now)
    stood_in = queries.lists_stood_in(request.user, day=day, now=now)
    gone = queries.sessions_replaced(request.user, first=day, last=day)
    unfilled = [
        *queries.not_recorded(request.user, now=now),
        *queries.stood_in_and_not_recorded(request.user, now=now),
    ]
    waiting = sorted(
        (each for each in unfilled if each.session.day != day),
        key=lambda each: (each.session.day, each.session.half_day),
    )
    told = queries.told_by_participants(request.user, now=now)
    record_list_seen(people=[each.person for each in told], purposes=[Purpose.ATTENDANCE], by=request.user, now=now)
    context = {
        "told": [_told(each) for each in told],
        "not_reached": not_reached_shown(request.user, now=now),
        "day": day,
        "is_today": day == today,
        "today": today,
        "form": form,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "rows": rows_of(found),
        "stood_in": rows_of(stood_in),
        "kept_urls": _kept_urls(request.user, shown=day, today=today),
        "replaced": rows_of(queries.lists_of(request.user, sessions=gone, now=now)) if gone else (),
        "waiting": rows_of(waiting),
        "files_url": reverse("attendance-files") if queries.reads_files(request.user) else "",
        "weeks": NOT_RECORDED_SINCE.days // 7,
    }
    return render(request, "attendance/overview.html", context, status=200 if form.is_valid() else 400)


def _kept_urls(user: User, *, shown: date, today: date) -> str | None:
    """The addresses of the lists that the device keeps, with spaces between them; None of who gives no lessons."""
    if not queries.gives_lists(user):
        return None
    return " ".join(url_of(each) for each in queries.sessions_kept(user, shown=shown, today=today))


def _told(absence: queries.PlannedAbsence) -> dict[str, str]:
    """What a participant said of not coming: who, when and why."""
    person = absence.person
    return {
        "name": f"{person.given_name} {person.family_name}",
        "when": wording.day_and_part(absence.first_day, HalfDay.parse(absence.half_day)),
        "why": AbsenceReason(absence.reason).label(language_now()) if absence.reason else "",
    }


def rows_of(found: Sequence[queries.AttendanceList]) -> list[Row]:
    """Lists as an overview shows them; where they are of several programmes, each with its programme: two of those can
    have a class of one name."""
    several = len({each.session.programme.pk for each in found}) > 1
    return [_row_of(each, with_programme=several) for each in found]


def _row_of(found: queries.AttendanceList, *, with_programme: bool) -> Row:
    session, state = found.session, found.standing.state
    where = wording.where(session)
    return Row(
        title=wording.title_of(session),
        times=wording.times(session),
        where=f"{where} · {session.programme.short_name}" if with_programme else where,
        family=session.family,
        state=state.label(language_now()),
        look=wording.LOOKS[state],
        count=wording.counted(found),
        day=session.day,
        url=url_of(session),
    )


def url_of(session: queries.Session, *, name: str = "attendance") -> str:
    """Where the list of a session is, or what is done with it."""
    kind = "group" if session.group else "class"
    return reverse(f"{kind}-{name}", args=[session.whole.pk, session.day, session.half_day.slug])


@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest, day: date, half_day: str, **which: UUID) -> HttpResponse:
    """The list of one session; sent, its marks are kept. Who stands in keeps that of the meeting she takes over."""
    with queries.list_kept(request.user, day=day, half_day=_half_day(half_day), **which) as (session, reader):
        if session is None:
            raise Http404
        now = timezone.now()
        found = queries.attendance_list(reader, session=session, now=now)
        if request.method == "POST":
            return _record(request, found, then=url_of(session), reader=reader, by=request.user)
        people = [each.person for each in found.listed]
        record_list_seen(people=people, purposes=[Purpose.ATTENDANCE], by=request.user, now=now)
        context = {
            **_shown(found),
            **(_to_keep(session, now=now) if TO_KEEP in request.headers else {}),
            "owner": str(request.user.pk),
            "stands_in": reader != request.user,
            "is_replaced": session.is_replaced,
            "call_off_url": url_of(session, name="call-off"),
            "link_url": url_of(session, name="link"),
            "links": queries.links_of(session, now=now),
        }
        return render(request, "attendance/list.html", context)


def _to_keep(session: queries.Session, *, now: datetime) -> dict[str, Any]:
    """Of a list that a device keeps: when it opens, where its day is yet to come."""
    today = timezone.localdate(now)
    return {"may_fill_in": True, "opens_on": session.day} if today < session.day <= today + KEPT_AHEAD else {}


@require_POST
def call_off(request: HttpRequest, day: date, half_day: str, **which: UUID) -> HttpResponse:
    """Say that a session does not take place, or does after all."""
    session = _session(request, day, half_day, **which)
    deed: Callable[..., None] = actions.take_back_call_off if "toch" in request.POST else actions.call_off
    try:
        deed(session=session, by=request.user, now=timezone.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        send_waiting.enqueue()
        messages.success(request, _("Bewaard. Wie zou komen en te bereiken is, krijgt een bericht."))
    return redirect(url_of(session))


@require_POST
def make_link(request: HttpRequest, day: date, half_day: str, **which: UUID) -> HttpResponse:
    """Make a link to the list for somebody without an account, which is shown once; or withdraw one."""
    session = _session(request, day, half_day, **which)
    if "intrekken" in request.POST:
        return _withdraw(request, session)
    try:
        secret = actions.make_link(session=session, by=request.user, now=timezone.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(url_of(session))
    context = {
        "title": wording.title_of(session),
        "when": wording.when(session),
        "back": url_of(session),
        "link": request.build_absolute_uri(reverse("attendance-by-link", args=[secret])),
    }
    return render(request, "attendance/link.html", context)


def _withdraw(request: HttpRequest, session: queries.Session) -> HttpResponse:
    try:
        link = UUID(request.POST["intrekken"])
        actions.withdraw_link(session=session, link=link, by=request.user, now=timezone.now())
    except (ValueError, actions.Refused):
        messages.error(request, _("Deze link werkt al niet meer."))
    else:
        messages.success(request, _("De link werkt niet meer."))
    return redirect(url_of(session))


@login_not_required
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The list that a link opens, without an account: names and marks of one session, for as long as the link lasts."""
    now = timezone.now()
    link = queries.standing_link(secret, now=now)
    if link is None:
        return render(request, "attendance/link_gone.html", status=404)
    with queries.as_its_maker(link) as maker:
        session = queries.session_of_link(link, maker=maker)
        if session is None or maker is None:
            return render(request, "attendance/link_gone.html", status=404)
        found = queries.attendance_list(maker, session=session, now=now)
        if request.method == "POST":
            return _record(request, found, then=request.path, reader=maker, by=None, link=link)
        actions.record_link_opened(link=link, people=[each.person for each in found.listed], now=now)
        context = {**_shown(found), "owner": "link", "ends_at": link.ends_at}
        response = render(request, "attendance/list_of_link.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _session(request: HttpRequest, day: date, half_day: str, **which: UUID) -> queries.Session:
    session = queries.session_then(request.user, day=day, half_day=_half_day(half_day), **which)
    if session is None:
        raise Http404
    return session


def _half_day(slug: str) -> HalfDay:
    try:
        return HalfDay.parse(slug)
    except ValueError:
        raise Http404 from None


def _record(
    request: HttpRequest, found: queries.AttendanceList, *, then: str, reader: User, **who: Any
) -> HttpResponse:
    """Keep the marks that were sent, by a device or a form; a device is told how the list stands then."""
    now = timezone.now()
    is_device = request.content_type == DEVICE
    try:
        if is_device:
            marks = marks_of_device(request.body)
        else:
            marks = marks_of_boxes(
                request.POST.dict(), listed=[each.person.pk for each in found.listed], key=key_of(request)
            )
        kept = actions.record_marks(on=found, marks=marks, now=now, **who)
    except Unreadable as wrong:
        return JsonResponse({"error": str(wrong)}, status=400)
    except actions.Refused as refusal:
        if is_device:
            return JsonResponse({"error": str(refusal)}, status=409)
        messages.error(request, str(refusal))
        return redirect(then)
    if is_device:
        return JsonResponse(
            {
                "kept": [str(key) for key in kept.kept],
                "refused": {str(key): why for key, why in kept.refused.items()},
                "count": wording.counted(queries.attendance_list(reader, session=found.session, now=now)),
            }
        )
    _say(request, kept)
    return redirect(then)


def _say(request: HttpRequest, kept: actions.Recorded) -> None:
    count = len(kept.kept)
    if count:
        said = ngettext("Bewaard: %(count)s deelnemer.", "Bewaard: %(count)s deelnemers.", count)
        messages.success(request, said % {"count": count})
    elif not kept.refused:
        messages.info(request, _("Er was niets veranderd."))
    for why in dict.fromkeys(kept.refused.values()):
        messages.error(request, why)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer on a person's row."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Person:
    """A row of the list: name, what was marked, the answers, what was said beforehand, and where a mark
    is from that was not tapped."""

    id: str
    name: str
    was: str
    reason: str
    options: tuple[Option, ...]
    planned: str
    source: str


def _shown(found: queries.AttendanceList) -> dict[str, Any]:
    session, language = found.session, language_now()
    state = found.standing.state
    return {
        "title": wording.title_of(session),
        "when": wording.when(session),
        "where": wording.where(session),
        "family": session.family,
        "state": state.label(language),
        "look": wording.LOOKS[state],
        "count": wording.counted(found),
        "is_cancelled": found.is_cancelled,
        "hidden": found.hidden,
        "may_fill_in": queries.may_fill_in(session, now=timezone.now()) and not found.is_cancelled,
        "people": [_person(each, language=language) for each in found.listed],
        "reasons": reason_choices(),
        "idempotency_key": uuid4(),
        "day": session.day,
        "is_to_come": session.day > timezone.localdate(),
    }


def _person(each: queries.Listed, *, language: str) -> Person:
    absence = each.mark.absence.value if each.mark and each.mark.absence else ""
    reason = each.mark.reason.value if each.mark and each.mark.reason else ""
    return Person(
        id=str(each.person.pk),
        name=f"{each.person.given_name} {each.person.family_name}",
        was=f"{absence}:{reason}",
        reason=reason,
        options=(
            *(Option(value=value.value, label=_short(value), is_chosen=value.value == absence) for value in Absence),
            Option(value="", label=_("Niet ingevuld"), is_chosen=not absence),
        ),
        planned=_planned(each),
        source=wording.source_of(each.mark),
    )


def _short(absence: Absence) -> str:
    """An answer in a word or two, for a thumb."""
    return {
        Absence.PRESENT: _("Aanwezig"),
        Absence.LATE: _("Te laat"),
        Absence.AUTHORISED: _("Met bericht afwezig"),
        Absence.UNAUTHORISED: _("Zonder bericht afwezig"),
    }[absence]


def _planned(each: queries.Listed) -> str:
    if each.planned is None:
        return ""
    return _("Komt niet, gezegd tot en met %(day)s.") % {"day": date_format(each.planned.last_day, "j F")}
