"""The page on which an attendance file is checked before it comes in, and what is said there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.attendance.wording import title_of
from tweespoor.apps.exchange.actions import attendance_files as actions
from tweespoor.apps.exchange.actions import attendance_running as running
from tweespoor.apps.exchange.models import AttendanceFile, FileAbout
from tweespoor.apps.exchange.queries import attendance_check as checks
from tweespoor.apps.exchange.queries import attendance_files as queries
from tweespoor.apps.exchange.queries.attendance_check import Becomes, Outcome, Trouble
from tweespoor.apps.exchange.queries.attendance_files import Told
from tweespoor.apps.exchange.queries.caseload import name_of
from tweespoor.apps.exchange.rules import Overtaken, Refused
from tweespoor.apps.exchange.views.attendance_files import STEPS, open_file, overtaken_at
from tweespoor.apps.exchange.views.caseload_requests import by_whom, number_in, uuid_in
from tweespoor.apps.exchange.wording import attendance_files as wording
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.core.vocabulary import Purpose
from tweespoor.site.components.data import Column, KeyFigure

PAGE_SIZE = 25
SHOWN_ROWS = 8


@dataclass(kw_only=True)
class ShownProblem:
    """The same problem in one or more rows, with what can be done about it.

    `cell` is the column and text that something else can be read for; `answers` are what can stand there. `alike` are
    those it may be, by their id, as they are called.
    """

    title: str
    why: str
    cell: tuple[int, str] | None = None
    proposal: str = ""
    answers: list[str] = field(default_factory=list)
    who: str = ""
    alike: tuple[tuple[UUID, str], ...] = ()
    names_people: bool = True
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def people(self) -> str:
        """Whom it is about, where neither the title nor the sentence says so."""
        names = [str(each.person or each.record.name or each.record.number) for each in self.outcomes]
        return _first(dict.fromkeys(filter(None, names))) if self.names_people else ""

    @property
    def id(self) -> str:
        """What its form's fields are called by."""
        return self.outcomes[0].record.key.replace(":", "-")

    @property
    def keys(self) -> str:
        """The rows, as the form names them."""
        return " ".join(each.record.key for each in self.outcomes)

    @property
    def rows(self) -> str:
        """The rows, as a reader finds them in the file."""
        return _rows(self.outcomes)


@dataclass(frozen=True)
class ShownName:
    """Somebody in the file who is known from an earlier one."""

    outcomes: list[Outcome]

    @property
    def id(self) -> str:
        """What its form's fields are called by."""
        return self.outcomes[0].record.key.replace(":", "-")

    @property
    def who(self) -> str:
        """How the form says which name it is about."""
        return self.outcomes[0].record.who

    @property
    def name(self) -> str:
        """How the file names somebody."""
        record = self.outcomes[0].record
        return f"{record.name} ({record.number})" if record.name and record.number else record.name or record.number

    @property
    def person(self) -> Person:
        """Who it was said to be."""
        assert self.outcomes[0].person is not None
        return self.outcomes[0].person

    @property
    def rows(self) -> str:
        """The rows, as a reader finds them in the file."""
        return _rows(self.outcomes)


def _rows(outcomes: list[Outcome]) -> str:
    found = dict.fromkeys(str(each.record.row) for each in outcomes)
    return ngettext("rij %(rows)s", "rijen %(rows)s", len(found)) % {"rows": _first(found)}


def _first(found: Collection[str]) -> str:
    more = len(found) - SHOWN_ROWS
    first = ", ".join(list(found)[:SHOWN_ROWS])
    return _("%(rows)s en nog %(more)s") % {"rows": first, "more": more} if more > 0 else first


@require_GET
def file_check(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Everything that is left to be said before a file can come in, and what will come in."""
    row = open_file(request, file_id)
    if row.status != "check":
        return redirect(STEPS[row.status], file_id=row.pk)
    now = timezone.now()
    check = checks.check(row, request.user, now=now)
    problems = Paginator(_problems(row, check), PAGE_SIZE).get_page(request.GET.get("pagina"))
    conflicts = sorted(check.of(Becomes.CONFLICT), key=lambda each: bool(each.chosen))
    conflict_page = Paginator(conflicts, PAGE_SIZE).get_page(request.GET.get("keuze"))
    recognised = [ShownName(outcomes=each) for each in check.remembered.values()]
    named = {each.pk: each for each in check.people} | {each.person.pk: each.person for each in conflict_page}
    named |= {each.person.pk: each.person for each in recognised}
    record_list_seen(people=list(named.values()), purposes=[Purpose.ATTENDANCE], by=request.user, now=now)
    context = {
        "row": row,
        "check": check,
        "people": _called(check.people, check),
        "figures": _figures(check),
        "recognised": recognised,
        "problem_page": problems,
        "problem_count": len(check.of(Becomes.PROBLEM)),
        "proposals": sum(len(each.outcomes) for each in problems.paginator.object_list if each.proposal),
        "conflict_page": conflict_page,
        "conflicts": [_conflict(each) for each in conflict_page],
        "open_conflicts": len(check.undecided),
        "left_out": len(check.of(Becomes.LEFT_OUT)),
        "summary": _summary(check),
        "head": _head(row),
        "caption": wording.heads(FileAbout(row.about))[0],
        "idempotency_key": uuid4(),
    }
    return render(request, "exchange/attendance_check.html", context)


def _called(people: Iterable[Person], check: checks.Check) -> tuple[tuple[UUID, str], ...]:
    return tuple((one.pk, wording.called(one, by_name=one.pk in check.known_by_name)) for one in people)


def _figures(check: checks.Check) -> list[KeyFigure]:
    figures = [
        KeyFigure(label=_("Op de lijsten erbij"), value=len(check.of(Becomes.ADDED))),
        KeyFigure(label=_("Staat er al zo"), value=len(check.of(Becomes.SAME))),
        KeyFigure(label=_("Anders dan op de lijst"), value=len(check.of(Becomes.CONFLICT))),
        KeyFigure(label=_("Na te kijken"), value=len(check.of(Becomes.PROBLEM))),
        KeyFigure(label=_("Weggelaten"), value=len(check.of(Becomes.LEFT_OUT))),
    ]
    if changed := len(check.of(Becomes.CHANGED)):
        figures.insert(1, KeyFigure(label=_("Anders dan in een eerder bestand"), value=changed))
    return figures


def _head(row: AttendanceFile) -> list[Column]:
    shown = [told for told in Told if told is not Told.NOT_RECORDED]
    _caption, whole, sessions = wording.heads(FileAbout(row.about))
    return [
        Column(label=whole),
        Column(label=sessions, numeric=True),
        *(Column(label=wording.means(told), numeric=True) for told in shown),
    ]


def _summary(check: checks.Check) -> list[tuple[str, list[tuple[str, int]]]]:
    """Per class or group what comes in, with what each number is called: the lessons, and how often each of the
    meanings."""
    of: dict[UUID, Session] = {}
    lessons: dict[UUID, set[object]] = {}
    told: dict[UUID, Counter[Told]] = {}
    for each in check.coming:
        if each.session is not None:
            key = each.session.whole.pk
            of[key] = each.session
            lessons.setdefault(key, set()).add(each.session.key)
            told.setdefault(key, Counter())[each.told] += 1
    kinds = [kind for kind in Told if kind is not Told.NOT_RECORDED]
    several = len({each.programme.pk for each in of.values()}) > 1
    return [
        (
            f"{title_of(each)} ({each.programme.short_name})" if several else title_of(each),
            [
                (_("Bijeenkomsten") if each.group else _("Lessen"), len(lessons[key])),
                *((wording.means(kind), told[key][kind]) for kind in kinds),
            ],
        )
        for key, each in sorted(of.items(), key=lambda item: (item[1].name, item[1].programme.short_name))
    ]


def _problems(row: AttendanceFile, check: checks.Check) -> list[ShownProblem]:
    """The problems, those of most rows first."""
    columns = {column.index: column for column in queries.columns(row)}
    targets = {int(column): target for column, target in row.targets.items()}
    found: dict[tuple[object, ...], ShownProblem] = {}
    for each in check.of(Becomes.PROBLEM):
        key, shown = _problem(each, check, columns=columns, targets=targets)
        found.setdefault(key, shown).outcomes.append(each)
    return sorted(found.values(), key=lambda each: (-len(each.outcomes), each.outcomes[0].record.row))


def _problem(
    each: Outcome,
    check: checks.Check,
    *,
    columns: dict[int, queries.Column],
    targets: dict[int, str],
) -> tuple[tuple[object, ...], ShownProblem]:
    record = each.record
    if not isinstance(each.trouble, Trouble):
        assert each.trouble is not None
        cell, problem = each.trouble, each.trouble.problem
        target = "day" if targets.get(cell.column) == queries.OF_DAY else targets.get(cell.column, "")
        place = columns[cell.column].letter if cell.column in columns else ""
        title = _("Kolom %(column)s, %(what)s: %(text)s") % {
            "column": place,
            "what": wording.target(target).lower() if target else "",
            "text": f"“{cell.text}”" if cell.text else _("leeg"),
        }
        shown = ShownProblem(
            title=title, why=wording.wrong_cell(problem, target_name=target), proposal=problem.proposal
        )
        shown.cell = (cell.column, cell.text) if cell.text else None
        own = record.row if not cell.text else 0
        return ("cell", cell.column, cell.text, problem.wrong, own), shown
    why = wording.trouble(each)
    name = record.name or record.number
    if each.trouble is Trouble.UNKNOWN:
        title = f"{name} ({record.number})" if record.name and record.number else name
        shown = ShownProblem(title=title, why=why, who=record.who, alike=_called(each.alike, check), names_people=False)
        return ("who", record.who), shown
    if each.trouble is Trouble.NO_CLASS:
        shown = ShownProblem(title=record.class_name, why=why, cell=record.class_at[1:])
        shown.answers = list(check.names)
        return ("class", record.class_name), shown
    if each.trouble in (Trouble.NO_LESSON, Trouble.NOT_STOOD_IN, Trouble.TOO_LONG_AGO, Trouble.CALLED_OFF):
        day = date_format(record.day, "l j F Y") if record.day else record.day_at[2]
        part = record.part.label(language_now()) if record.part else f"{record.at:%H.%M}" if record.at else ""
        whole = _(" of ").join(each.whole) or record.class_name
        title = ", ".join(each for each in (day, part, whole) if each)
        shown = ShownProblem(title=title, why=why, cell=record.day_at[1:])
        return (each.trouble, each.about, record.day_at[1:], record.class_name, whole, part), shown
    key = (
        each.trouble,
        each.about,
        record.who,
        record.class_name,
        record.day if each.trouble is not Trouble.NOT_IN_CLASS else "",
    )
    return key, ShownProblem(title=name, why=why, names_people=False)


@dataclass(frozen=True, kw_only=True)
class ShownConflict:
    """A list and a file that say different things of somebody."""

    outcome: Outcome
    when: str
    on_list: str
    by: str
    in_file: str


def _conflict(each: Outcome) -> ShownConflict:
    mark = each.listed.mark if each.listed else None
    assert mark is not None
    assert mark.absence is not None
    by = name_of(uuid_in(mark.by)) or _("iemand met een link")
    return ShownConflict(
        outcome=each,
        when=wording.when(each),
        on_list=wording.means(Told(mark.absence.value)),
        by=_("%(who)s, %(day)s") % {"who": by, "day": date_format(mark.recorded_at, "j F H.i")},
        in_file=wording.means(each.told),
    )


@require_POST
def file_decide(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Mend a cell, say who somebody is, leave rows out, choose what holds, or take all of that back."""
    row = open_file(request, file_id)
    try:
        _decide(request, row)
    except Overtaken as overtaken:
        return overtaken_at(request, row, overtaken)
    except Refused as refusal:
        messages.error(request, str(refusal))
    answer = redirect("attendance-file", file_id=row.pk)
    row.refresh_from_db()
    if row.status == "check":
        answer = redirect("attendance-file-check", file_id=row.pk)
        pages = {name: request.GET[name] for name in ("pagina", "keuze") if request.GET.get(name, "").isdecimal()}
        if pages:
            answer["Location"] += "?" + "&".join(f"{name}={int(value)}" for name, value in pages.items())
    return answer


def _decide(request: HttpRequest, row: AttendanceFile) -> None:
    doing, _colon, about = request.POST.get("doe", "").partition(":")
    about_row = {"row": row, **by_whom(request)}
    match doing:
        case "alle-voorstellen":
            actions.accept_proposals(**about_row)
        case "rest-weg":
            actions.leave_out(rows=None, **about_row)
        case "weg":
            actions.leave_out(rows=request.POST.get("rijen", "").split(), **about_row)
        case "terug":
            actions.take_along(**about_row)
        case "wie":
            chosen = uuid_in(about or request.POST.get("deelnemer", ""))
            if chosen is None:
                raise Refused(_("Kies wie het is, of laat de rijen weg."))
            actions.say_who(who=_text(request, "wie"), person=chosen, **about_row)
        case "niemand":
            actions.say_who(who=_text(request, "wie"), person=None, **about_row)
        case "lijst" | "bestand":
            holds = checks.FROM_LIST if doing == "lijst" else checks.FROM_FILE
            actions.choose(conflict=about, holds=holds, **about_row)
        case "voorstel" | "anders":
            actions.mend(
                column=number_in(request, "column"),
                text=_text(request, "text"),
                to=_text(request, "voorstel" if doing == "voorstel" else "anders"),
                only_row=None,
                **about_row,
            )
        case _:
            raise Refused(_("Kies wat er moet gebeuren."))


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "")


@require_POST
def file_start(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Bring the file in, all of it or nothing."""
    row = open_file(request, file_id)
    try:
        done = running.bring_in(row=row, key=key_of(request), **by_whom(request))
    except Overtaken as overtaken:
        return overtaken_at(request, row, overtaken)
    except Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Deze opdracht was al gegeven."))
    else:
        count = done.counts["people"]
        said = ngettext("Ingelezen, van %(count)s deelnemer.", "Ingelezen, van %(count)s deelnemers.", count)
        messages.success(request, said % {"count": count})
    return redirect("attendance-file", file_id=row.pk)
