"""What a participant reads and says: the week, not coming, messages, and what is known."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from babel.dates import format_date
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.portal import actions, queries
from tweespoor.apps.rights.queries import log_about
from tweespoor.apps.rights.wording import told_by_day
from tweespoor.apps.schedule.views.pictures import picture_response
from tweespoor.apps.telling.models import Message
from tweespoor.apps.telling.own_messages import message_text, subject_of
from tweespoor.apps.telling.queries import own_messages
from tweespoor.apps.telling.rules import MessageKind
from tweespoor.apps.weeks import actions as feeds
from tweespoor.apps.weeks.queries import Meeting, Whose, changed_for, days_off, first_day_from, meetings_between
from tweespoor.apps.weeks.rules import Refused, WeekKind
from tweespoor.core.vocabulary import Purpose
from tweespoor.core.week import add_weeks, monday_of
from tweespoor.site.components.data import ShownFact
from tweespoor.site.pages.own import own_pages_words as words
from tweespoor.site.pages.own.entering import card_just_used, for_participant
from tweespoor.site.pages.plan.own_copy import LANGUAGES, CopyLanguage
from tweespoor.site.pages.show import shown_fact
from tweespoor.site.pages.weeks.own_changes import own_changes
from tweespoor.site.pages.weeks.own_week import OwnDay, OwnMeeting, own_meeting, own_week
from tweespoor.site.pages.weeks.reading import last_of

AHEAD, BEHIND = 12, 2
"""So many weeks ahead and back a participant turns the pages."""

LINES = 60


@for_participant
@require_safe
def week_page(request: HttpRequest, *, person: Person, language: CopyLanguage) -> HttpResponse:
    """The own week: what, when, where, with whom and how to get there."""
    whose = Whose(WeekKind.PERSON, person)
    now = timezone.localtime()
    this = monday_of(now.date())
    monday = _monday(request, whose, this=this)
    last = last_of(monday)
    found = meetings_between(whose, first=monday, last=last)
    week = own_week(found, off=days_off(whose, first=monday, last=last), monday=monday, language=language)
    links = {each.key: each for each in _days_with_links(found, now=(now.date(), now.time()))}
    is_this_week = monday == this
    past = [each for each in week.days if is_this_week and each.day < now.date()]
    days = [_day(each, links=links, today=now.date()) for each in week.days if each not in past]
    earlier = [each for day in past if (each := _day(day, links=links, today=now.date()))["is_shown"]]
    context = {
        **_around(request, language=language, here="week"),
        "person": person,
        "week": week,
        "changed": own_changes(changed_for(person, now=timezone.now()), language=language),
        "days": days,
        "earlier": earlier,
        "is_over": bool(earlier) and not any(each["is_shown"] for each in days),
        "is_this_week": is_this_week,
        "before": f"?week={add_weeks(monday, weeks=-1)}" if monday > add_weeks(this, weeks=-BEHIND) else "",
        "after": f"?week={add_weeks(monday, weeks=1)}" if monday < add_weeks(this, weeks=AHEAD) else "",
        "municipality": person.municipality.name,
        "has_account": bool(queries.links_of(person)),
        "links_to": queries.account_to_link(person) if card_just_used(request, now=timezone.now()) else None,
    }
    return render(request, "pages/own/own_pages_week.html", context)


@for_participant
@require_safe
def place_picture(request: HttpRequest, location_id: UUID, *, person: Person, language: CopyLanguage) -> FileResponse:
    """The picture of the way to a building to which the participant has to come in the weeks that can be read."""
    this = monday_of(timezone.localdate())
    first, last = add_weeks(this, weeks=-BEHIND), last_of(add_weeks(this, weeks=AHEAD))
    place = queries.place_of_week(person, location=location_id, first=first, last=last)
    if place is None:
        raise Http404
    return picture_response(place.picture)


@for_participant
@require_http_methods(["GET", "HEAD", "POST"])
def not_coming(
    request: HttpRequest, day: date, half_day: str, whole: UUID, *, person: Person, language: CopyLanguage
) -> HttpResponse:
    """Say in a second tap why one does not come; or that one comes after all."""
    meeting = queries.own_meeting(person, day=day, half_day=half_day, whole=whole)
    if meeting is None:
        context = {**_around(request, language=language, here="week"), "path": reverse("own-week"), "said": words.GONE}
        return render(request, "pages/own/own_pages_gone.html", context, status=404)
    if meeting.is_off:
        messages.warning(request, str(words.GONE))
        return redirect("own-week")
    back = f"{reverse('own-week')}?week={monday_of(day)}"
    if request.method != "POST":
        return _ask_why(request, meeting, language=language, back=back)
    now = timezone.now()
    if "toch" in request.POST:
        actions.take_back_absence(person=person, session=meeting.session, now=now)
        messages.success(request, str(words.COMES))
        return redirect(back)
    reason = next((each for each in words.REASONS if each.value == request.POST.get("reden")), None)
    if reason is None:
        return _ask_why(request, meeting, language=language, back=back, status=400)
    try:
        actions.tell_absence(person=person, session=meeting.session, reason=reason, now=now)
    except actions.Refused:
        messages.error(request, str(words.BEGUN))
    else:
        messages.success(request, str(words.TOLD))
    return redirect(back)


@for_participant
@require_safe
def messages_page(request: HttpRequest, *, person: Person, language: CopyLanguage) -> HttpResponse:
    """What the participant was told, newest first."""
    rows = [_told(row, language=language) for row in own_messages(person)]
    context = {**_around(request, language=language, here="messages"), "rows": rows}
    return render(request, "pages/own/own_pages_messages.html", context)


@for_participant
@require_safe
def known_page(request: HttpRequest, *, person: Person, language: CopyLanguage) -> HttpResponse:
    """What is known about the participant, and who saw it; the words of both are Dutch or English."""
    page = Paginator(log_about(person), LINES).get_page(1)
    context = {
        **_around(request, language=language, here="known"),
        "person": person,
        "facts": _facts(person),
        "days": told_by_day(page.object_list),
        "municipality": person.municipality.name,
        "is_foreign": language.code not in ("nl", "en"),
    }
    return render(request, "pages/own/own_pages_known.html", context)


@for_participant
@require_POST
def open_calendar(request: HttpRequest, *, person: Person, language: CopyLanguage) -> HttpResponse:
    """Make an address for the calendar of this telephone."""
    try:
        secret = feeds.open_feed(
            whose=Whose(WeekKind.PERSON, person), language=language.code, by=None, now=timezone.now()
        )
    except Refused:
        messages.error(request, str(words.TOO_MANY))
        return redirect("own-week")
    url = request.build_absolute_uri(reverse("calendar-feed", args=[secret]))
    context = {
        **_around(request, language=language, here="week"),
        "subscribe": f"webcal://{url.split('://', 1)[1]}",
        "url": url,
    }
    return render(request, "pages/own/own_pages_calendar.html", context)


def _around(request: HttpRequest, *, language: CopyLanguage, here: str) -> dict[str, Any]:
    return {"language": language, "languages": LANGUAGES, "here": here, "path": request.get_full_path()}


def _monday(request: HttpRequest, whose: Whose, *, this: date) -> date:
    """The week that is asked for, as far as one can turn the pages; else this week, or the next in which there is
    something."""
    try:
        asked = monday_of(date.fromisoformat(request.GET["week"]))
    except (KeyError, ValueError, OverflowError):
        coming = first_day_from(whose, today=this)
        asked = monday_of(coming) if coming else this
    return min(max(asked, add_weeks(this, weeks=-BEHIND)), add_weeks(this, weeks=AHEAD))


class _Link:
    """Where a participant says not to come to a meeting."""

    def __init__(self, meeting: Meeting) -> None:
        session = meeting.session
        self.key = f"{session.day.isoformat()}-{session.half_day.slug}-{session.whole.pk}"
        self.url = reverse("own-not-coming", args=[session.day, session.half_day.slug, session.whole.pk])


def _days_with_links(found: list[Meeting], *, now: tuple[Any, Any]) -> list[_Link]:
    """Of the meetings that are still to begin and were not called off."""
    return [_Link(each) for each in found if not each.is_off and (each.session.day, each.session.hours[0]) > now]


def _day(day: OwnDay, *, links: dict[str, _Link], today: date) -> dict[str, Any]:
    return {
        "name": day.name,
        "notes": day.notes,
        "is_today": day.day == today,
        "is_shown": bool(day.meetings or day.notes),
        "meetings": [(each, links[each.key].url if each.key in links else "") for each in day.meetings],
    }


def _ask_why(
    request: HttpRequest, meeting: Meeting, *, language: CopyLanguage, back: str, status: int = 200
) -> HttpResponse:
    shown: OwnMeeting = own_meeting(meeting, language=language)
    context = {
        **_around(request, language=language, here="week"),
        "meeting": shown,
        "day": format_date(meeting.session.day, "EEEE d MMMM", locale=language.locale),
        "reasons": [(each.value, said, words.ICONS[each]) for each, said in words.REASONS.items()],
        "back": back,
    }
    return render(request, "pages/own/own_pages_not_coming.html", context, status=status)


def _told(row: Message, *, language: CopyLanguage) -> dict[str, str]:
    kind = MessageKind(row.kind)
    return {
        "subject": subject_of(kind, language=language.code),
        "text": message_text(row, language=language.code),
        "day": format_date(timezone.localtime(row.asked_at).date(), "d MMMM y", locale=language.locale),
        "icon": {MessageKind.CANCELLED: "warning", MessageKind.CHANGED: "info"}.get(kind, "ok"),
    }


def _facts(person: Person) -> list[ShownFact]:
    """Everything that is known: a participant may know all of it."""
    language = language_now()
    known = people.facts_within(person, purposes=frozenset(Purpose))
    return [shown_fact(each, url="", language=language) for each in known if each.fact.is_answered]
