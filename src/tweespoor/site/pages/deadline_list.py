"""The deadlines of all one's people: near or passed first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person, PersonQuerySet
from tweespoor.apps.people.queries import caseloads
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.trajectories.queries import clock
from tweespoor.core.legalclock import Deadline, Reading, Status
from tweespoor.site.components.data import Column
from tweespoor.site.pages.deadline_rows import ShownDeadline, shown_deadline
from tweespoor.site.pages.deliveries import open_deliveries

PAGE_SIZE = 50
BATCH = 1000

KINDS: dict[str, tuple[str, frozenset[str]]] = {
    "pip": (gettext_noop("PIP en intake"), frozenset({"C01", "C02", "C03", "C04", "C05"})),
    "aanbod": (gettext_noop("Aanbod"), frozenset({"C08"})),
    "leerroute": (gettext_noop("Leerroute"), frozenset({"C09", "C10"})),
    "termijn": (gettext_noop("Termijn en verlenging"), frozenset({"C07", "C11", "C12", "C18", "C19", "C25"})),
    "uren": (gettext_noop("Uren, PVT en MAP"), frozenset({"C13", "C14", "C24"})),
    "gesprekken": (gettext_noop("Gesprekken en afspraken"), frozenset({"C15", "A"})),
    "overig": (gettext_noop("Overig"), frozenset({"C16", "C20", "C21", "C22", "C23"})),
}
"""The kinds a list can be narrowed down to, with the rules of each; A is a programme's own agreement."""

LONG_AGO = timedelta(days=182)
"""What was over longer ago stands at the end of the list."""

WITHIN = {"4": 28, "13": 91, "52": 364}
"""How many weeks ahead the list looks, in days; 4 where nothing else is asked."""


@dataclass(frozen=True)
class Row:
    """One deadline of one person."""

    person: Person
    shown: ShownDeadline


@dataclass(frozen=True)
class Choice:
    """A filter to choose: its words, its address, and whether it is the one chosen."""

    label: str
    url: str
    chosen: bool
    count: int | None = None


@require_safe
def deadline_list(request: HttpRequest) -> HttpResponse:
    """What is passed or near, over one's own people or all of one's municipalities."""
    if not people.sees_municipality(request.user):
        raise Http404
    today, language = timezone.localdate(), language_now()
    own = caseloads.has_caseload(request.user) and request.GET.get("wie") != "iedereen"
    kind = request.GET.get("soort", "")
    weeks = request.GET.get("weken", "")
    weeks = weeks if weeks in WITHIN else "4"
    found, unknown = _due(_people(request.user, own=own), user=request.user, today=today, days=WITHIN[weeks])
    chosen = [pair for pair in found if kind not in KINDS or pair[1].rule in KINDS[kind][1]]
    page = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("pagina"))
    registers = people.registers(request.user)
    listed = {person.pk: person for person, _deadline in page.object_list}
    record_list_seen(people=list(listed.values()), purposes={clock.CLOCK}, by=request.user, now=timezone.now())
    municipal, more = open_deliveries(request, today=today)
    asked = {"soort": kind if kind in KINDS else "", "weken": weeks, "wie": "" if own else "iedereen"}
    context = {
        "rows": [
            Row(person, shown_deadline(each, person=person, may_note=registers, language=language))
            for person, each in page.object_list
        ],
        "page": page,
        "head": [Column(label=each) for each in (_("Deelnemer"), _("Termijn"), _("Wanneer"), _("Stand"), _("Wie"))],
        "passed": sum(1 for _person, each in found if each.status is Status.PASSED),
        "long_ago": sum(1 for _person, each in found if _is_long_ago(each, today=today)),
        "near": sum(1 for _person, each in found if each.status is Status.RUNNING),
        "unknown": unknown,
        "kinds": _kinds(asked, found=found),
        "periods": _periods(asked),
        "whose": _whose(asked, own=own) if caseloads.has_caseload(request.user) else (),
        "municipal": municipal,
        "more_municipal": more,
        "today": today,
    }
    return render(request, "pages/deadline_list.html", context)


def _people(user: User, *, own: bool) -> PersonQuerySet:
    seen = people.people_of_municipalities(user).filter(closed_on__isnull=True)
    return caseloads.own_people(seen, user=user) if own else seen


def _due(seen: PersonQuerySet, *, user: User, today: date, days: int) -> tuple[list[tuple[Person, Deadline]], int]:
    """What is passed or comes within so many days, the most urgent first; and of how many people too little is known.

    People are read some at a time, so that many of them never have to be in memory at once.
    """
    found: list[tuple[Person, Deadline]] = []
    unknown = 0
    ids = list(seen.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = list(seen.filter(pk__in=ids[start : start + BATCH]))
        readings = clock.readings_of(batch, for_user=user, on=today)
        for person in batch:
            reading = readings.get(person.pk)
            if reading is None:
                continue
            found += [(person, each) for each in _near(reading, today=today, until=today + timedelta(days=days))]
            unknown += any(each.status is Status.UNKNOWN for each in reading.deadlines)
    found.sort(key=lambda pair: _order(*pair, today=today))
    return found, unknown


def _order(person: Person, deadline: Deadline, *, today: date) -> tuple[int, int, date, str, str, str]:
    """The most urgent first; what was over long ago, and was met or not, comes last: it drowns what can be saved."""
    rank, day, key = deadline.urgency
    return int(_is_long_ago(deadline, today=today)), rank, day, person.family_name, person.given_name, key


def _is_long_ago(deadline: Deadline, *, today: date) -> bool:
    last = deadline.last_day
    return deadline.status is Status.PASSED and last is not None and last < today - LONG_AGO


def _near(reading: Reading, *, today: date, until: date) -> Iterator[Deadline]:
    """What is passed, what runs out by a day, what to speak of by now, and what waits for somebody without a day."""
    for each in reading.deadlines:
        if not each.is_open or reading.is_gone(each):
            continue
        last = each.last_day or each.earliest
        waits = each.status is Status.SUSPENDED or (each.status is Status.RUNNING and last is None)
        is_spoken_of = any(day <= today for day in each.reminders)
        if waits or is_spoken_of or (last is not None and last <= until):
            yield each


def _query(asked: dict[str, str], **changed: str) -> str:
    kept = {key: value for key, value in {**asked, **changed}.items() if value}
    return f"{reverse('deadline-list')}?{urlencode(kept)}" if kept else reverse("deadline-list")


def _kinds(asked: dict[str, str], *, found: list[tuple[Person, Deadline]]) -> list[Choice]:
    counts = {slug: sum(1 for _person, each in found if each.rule in rules) for slug, (_label, rules) in KINDS.items()}
    every = Choice(_("Alles"), _query(asked, soort=""), not asked["soort"], len(found))
    return [
        every,
        *(
            Choice(_(label), _query(asked, soort=slug), asked["soort"] == slug, counts[slug])
            for slug, (label, _rules) in KINDS.items()
            if counts[slug] or asked["soort"] == slug
        ),
    ]


def _periods(asked: dict[str, str]) -> list[Choice]:
    words = {"4": _("vier weken"), "13": _("een kwartaal"), "52": _("een jaar")}
    return [Choice(label, _query(asked, weken=slug), asked["weken"] == slug) for slug, label in words.items()]


def _whose(asked: dict[str, str], *, own: bool) -> list[Choice]:
    return [
        Choice(_("Mijn mensen"), _query(asked, wie=""), own),
        Choice(_("Iedereen"), _query(asked, wie="iedereen"), not own),
    ]
