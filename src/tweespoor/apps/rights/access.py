"""Everything that is kept about one person: as data, and in words for a document (GDPR, art. 15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people.bridge import fact_of
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.wording import shown_value
from tweespoor.apps.rights.access_attendance import ATTENDANCE_TABLES
from tweespoor.apps.rights.access_trajectories import TRAJECTORY_TABLES, question_in_words
from tweespoor.apps.rights.inventory import Kind, about_people, plain_rows, rows_of_person
from tweespoor.apps.rights.names import Names, names_for
from tweespoor.apps.rights.terms import term
from tweespoor.apps.rights.wording import told_by_day
from tweespoor.apps.schedule.models import Group
from tweespoor.apps.trajectories.queries.pips import plan_in_words
from tweespoor.core.vocabulary import VARIABLES, CaseEventKind, HoursKind, Purpose, ReasonForLeaving
from tweespoor.core.vocabulary import Assessment as Instrument
from tweespoor.core.week import HalfDay


@dataclass(frozen=True)
class Section:
    """A part of the document: a title, a table, and sentences."""

    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Overview:
    """Everything about one person: `data` for a file, `sections` for people to read."""

    data: dict[str, Any]
    sections: tuple[Section, ...]


def overview(person: Person, *, now: datetime) -> Overview:
    """Everything that is kept about a person; the caller has checked who asks."""
    data = {
        "made_at": now.isoformat(),
        "person": str(person.pk),
        "number": person.number,
        "controller": person.municipality.name,
        "kept": {
            kind.model: {"label": str(kind.label), "rows": [_own(row) for row in _rows(kind, person)]}
            for kind in about_people()
        },
    }
    names = _names(person)
    sections = []
    for kind in about_people():
        title = str(kind.label)
        if kind.model == "log.Entry":
            sentences = [line for day in told_by_day(rows_of_person(kind, person.pk)) for line in day.lines]
            sections.append(Section(title, sentences=tuple(sentences)))
            data["log_in_words"] = sentences
            continue
        columns, cells = TABLES[kind.model]
        rows = tuple(cells(row, names) for row in rows_of_person(kind, person.pk))
        sections.append(Section(title, columns=tuple(str(column) for column in columns()), rows=rows))
    return Overview(data, tuple(sections))


def _rows(kind: Kind, person: Person) -> Iterator[dict[str, Any]]:
    return plain_rows(kind, rows_of_person(kind, person.pk))


def _own(row: dict[str, Any]) -> dict[str, Any]:
    """The row without the other people of a list that the person stood in."""
    if not isinstance(row.get("detail"), dict):
        return row
    return {**row, "detail": {key: value for key, value in row["detail"].items() if key != "listed"}}


def _names(person: Person) -> Names:
    kinds = [kind for kind in about_people() if "recorded_by" in kind.columns]
    recorded = {
        user for kind in kinds for user in rows_of_person(kind, person.pk).values_list("recorded_by", flat=True)
    }
    return names_for(actors=recorded, organisations=Organisation.objects.values_list("pk", flat=True))


Cells = Callable[[Any, Names], tuple[str, ...]]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "–"


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H.i")


def _person(row: Person, names: Names) -> tuple[str, ...]:
    return (str(row), row.number, names.organisation(row.municipality_id), row.zone or "–", _day(row.joined_on))


def _fact(row: Any, names: Names) -> tuple[str, ...]:
    language = language_now()
    labels = {variable.slug: variable.label(language) for variable in VARIABLES}
    value = shown_value(fact_of(row), slug=row.variable, language=language) if row.variable in labels else row.value
    by = names.user(row.recorded_by) if row.recorded_by else "–"
    label = labels.get(row.variable, row.variable)
    return (label, value, _day(row.valid_on), _day(row.known_on), row.source or "–", by)


def _sharing(row: Any, names: Names) -> tuple[str, ...]:
    return (names.organisation(row.organisation_id), _day(row.since), _day(row.until))


def _consent(row: Any, names: Names) -> tuple[str, ...]:
    purpose = Purpose(row.purpose).label(language_now())
    return (names.organisation(row.organisation_id), purpose, row.how, _day(row.given_on), _day(row.withdrawn_on))


def _emergency(row: Any, names: Names) -> tuple[str, ...]:
    return (row.user.name, row.reason, _moment(row.begun_at), _moment(row.ends_at))


def _assessment(row: Any, names: Names) -> tuple[str, ...]:
    label = Instrument(row.instrument).label(language_now())
    return (label, _day(row.taken_on), row.result or "–", row.file_name or "–")


def _caseload(row: Any, names: Names) -> tuple[str, ...]:
    return (row.user.name, _day(row.since), _day(row.until))


def _postponed(row: Any, names: Names) -> tuple[str, ...]:
    labels = {variable.slug: variable.label(language_now()) for variable in VARIABLES}
    asked = labels.get(row.variable) or question_in_words(row.person, row.variable) or row.variable
    return (asked, row.user.name, _day(row.until))


def _imported(row: Any, names: Names) -> tuple[str, ...]:
    finished = row.source.finished_at
    return (names.organisation(row.source.organisation_id), _moment(finished) if finished else "–")


def _trajectory(row: Any, _names: Names) -> tuple[str, ...]:
    reason = ReasonForLeaving(row.reason_for_leaving).label(language_now()) if row.reason_for_leaving else "–"
    return (row.programme.name, _day(row.started_on), _day(row.ended_on), reason)


def _pip(row: Any, names: Names) -> tuple[str, ...]:
    said = "\n".join(plan_in_words(row, language=language_now()))
    return (str(row.number), row.get_status_display(), _day(row.signed_on), row.get_reason_display() or "–", said)


def _pip_signature(row: Any, _names: Names) -> tuple[str, ...]:
    interpreter = _("ja") if row.interpreter else _("nee")
    return (str(row.version.number), row.get_party_display(), row.name, _day(row.signed_on), interpreter)


def _case_event(row: Any, _names: Names) -> tuple[str, ...]:
    label = CaseEventKind(row.kind).label(language_now())
    withdrawn = _day(row.withdrawn_at.date()) if row.withdrawn_at else "–"
    return (label, _day(row.on), _day(row.until), row.evidence or "–", withdrawn)


def _spent_hours(row: Any, _names: Names) -> tuple[str, ...]:
    label = HoursKind(row.kind).label(language_now())
    withdrawn = _day(row.withdrawn_at.date()) if row.withdrawn_at else "–"
    spent = number_format(row.minutes / 60, 2 if row.minutes % 60 else 0)
    return (label, _day(row.on), spent, row.municipality, row.ground, row.evidence or "–", withdrawn)


def _move(row: Any, _names: Names) -> tuple[str, ...]:
    undone = timezone.localdate(row.undone_at) if row.undone_at else None
    return (str(row.before), str(row.after), _day(timezone.localdate(row.moved_at)), _day(undone))


def _enrolment(row: Any, names: Names) -> tuple[str, ...]:
    return (*_class(row.language_class, names), _day(row.since))


def _past_enrolment(row: Any, names: Names) -> tuple[str, ...]:
    return (*_class(row.language_class, names), _day(row.since), _day(row.until))


def _option(row: Any, names: Names) -> tuple[str, ...]:
    return _class(row.languageclass, names)


def _class(row: Any, names: Names) -> tuple[str, ...]:
    return (row.name, names.organisation(row.provider_id), row.location.name, _half_days(row.half_days))


def _group(row: Any, _names: Names) -> tuple[str, ...]:
    group: Group = row.group
    slugs = [slug for session in group.sessions for slug in session]
    offer = group.offer.name_en if language_now() == "en" else group.offer.name_nl
    start = _day(group.period.starts_on)
    return (offer, _half_days(slugs), f"{group.room.location.name}, {group.room.name}", group.trainer.name, start)


def _unplaced(row: Any, _names: Names) -> tuple[str, ...]:
    offer = row.offer.name_en if language_now() == "en" else row.offer.name_nl
    return (offer, _day(timezone.localtime(row.timetable.asked_at).date()))


def _bottleneck(row: Any, _names: Names) -> tuple[str, ...]:
    words = {"participant-half-day": _("een dagdeel meer kunnen"), "travel-further": _("verder kunnen reizen")}
    return (words.get(row.kind, row.kind), _day(timezone.localtime(row.timetable.asked_at).date()))


def _changed_seat(row: Any, _names: Names) -> tuple[str, ...]:
    offer = row.offer.name_en if language_now() == "en" else row.offer.name_nl
    day = _day(timezone.localtime(row.change.made_at).date())
    return (offer, _("in een groep") if row.joined else _("uit een groep"), day)


def _request(row: Any, _names: Names) -> tuple[str, ...]:
    return (
        row.get_kind_display(),
        _day(row.received_on),
        _day(row.due_on),
        _day(row.done_on),
        row.get_outcome_display() or "–",
        row.note or "–",
        row.answer or "–",
    )


def _hand_over(row: Any, names: Names) -> tuple[str, ...]:
    parties = (names.organisation(row.sender_id), names.organisation(row.receiver_id))
    return (*parties, _day(row.informed_on), row.get_informed_how_display(), row.get_status_display())


def _item(row: Any, _names: Names) -> tuple[str, ...]:
    return (str(term(row.kind).label), _day(row.ended_on), _day(row.over_on), _("ja") if row.done else _("nee"))


def _half_days(slugs: Sequence[str]) -> str:
    return ", ".join(HalfDay.parse(slug).label(language_now()) for slug in slugs)


def _class_columns() -> Sequence[str]:
    return (_("Klas"), _("School"), _("Waar"), _("Wanneer"))


TABLES: Mapping[str, tuple[Callable[[], Sequence[str]], Cells]] = {
    "people.Person": (
        lambda: (_("Naam"), _("Nummer"), _("Gemeente"), _("Wijk of kern"), _("Deelnemer sinds")),
        _person,
    ),
    "people.PersonFact": (
        lambda: (_("Wat"), _("Antwoord"), _("Geldig op"), _("Bekend op"), _("Bron"), _("Vastgelegd door")),
        _fact,
    ),
    "people.Sharing": (lambda: (_("Organisatie"), _("Sinds"), _("Tot")), _sharing),
    "people.Consent": (
        lambda: (_("Organisatie"), _("Welke gegevens"), _("Hoe"), _("Gegeven op"), _("Ingetrokken op")),
        _consent,
    ),
    "people.EmergencyAccess": (lambda: (_("Wie"), _("Reden"), _("Vanaf"), _("Tot")), _emergency),
    "people.Assessment": (lambda: (_("Toets"), _("Gemaakt op"), _("Uitslag"), _("Verslag")), _assessment),
    "people.Caseload": (lambda: (_("Klantmanager"), _("Sinds"), _("Tot")), _caseload),
    "people.PostponedQuestion": (lambda: (_("Vraag"), _("Klantmanager"), _("Uitgesteld tot")), _postponed),
    "trajectories.Trajectory": (
        lambda: (_("Programma"), _("Begonnen op"), _("Gestopt op"), _("Reden")),
        _trajectory,
    ),
    "trajectories.PipVersion": (
        lambda: (_("Plan"), _("Stand"), _("Getekend op"), _("Reden"), _("Wat erin staat")),
        _pip,
    ),
    "trajectories.PipSignature": (
        lambda: (_("Plan"), _("Wie"), _("Naam"), _("Getekend op"), _("Tolk erbij")),
        _pip_signature,
    ),
    **TRAJECTORY_TABLES,
    "trajectories.CaseEvent": (
        lambda: (_("Gebeurtenis"), _("Vanaf"), _("Tot"), _("Bewijs"), _("Ingetrokken op")),
        _case_event,
    ),
    "trajectories.SpentHours": (
        lambda: (_("Soort"), _("Tot"), _("Uren"), _("Gemeente"), _("Grond"), _("Bewijs"), _("Ingetrokken op")),
        _spent_hours,
    ),
    "trajectories.DesignMove": (
        lambda: (_("Van versie"), _("Naar versie"), _("Op"), _("Teruggezet op")),
        _move,
    ),
    "schedule.Enrolment": (lambda: (*_class_columns(), _("Sinds")), _enrolment),
    "schedule.PastEnrolment": (lambda: (*_class_columns(), _("Van"), _("Tot en met")), _past_enrolment),
    "schedule.Enrolment_options": (_class_columns, _option),
    "schedule.Seat": (
        lambda: (_("Training"), _("Wanneer"), _("Waar"), _("Trainer"), _("Vanaf")),
        _group,
    ),
    "schedule.Unplaced": (lambda: (_("Training"), _("Rooster van")), _unplaced),
    "schedule.Bottleneck": (lambda: (_("Wat"), _("Rooster van")), _bottleneck),
    "schedule.ChangedSeat": (lambda: (_("Training"), _("Wat"), _("Op")), _changed_seat),
    **ATTENDANCE_TABLES,
    "rights.Request": (
        lambda: (
            _("Verzoek"),
            _("Ontvangen op"),
            _("Afhandelen voor of op"),
            _("Afgehandeld op"),
            _("Uitkomst"),
            _("Toelichting"),
            _("Antwoord"),
        ),
        _request,
    ),
    "exchange.ImportedPerson": (lambda: (_("Lijst van"), _("Ingelezen op")), _imported),
    "rights.HandOver": (
        lambda: (_("Van"), _("Naar"), _("Verteld op"), _("Hoe verteld"), _("Stand")),
        _hand_over,
    ),
    "rights.ProposalItem": (
        lambda: (_("Soort"), _("Plicht geëindigd op"), _("Termijn voorbij op"), _("Verwijderd")),
        _item,
    ),
}
"""Per kind about people (other than the log, which is told in sentences): its columns and how a row fills them."""
