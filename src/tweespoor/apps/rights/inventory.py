"""Where what belongs to a person, and to a municipality, is kept: one table of every model.

The access request, leaving and retention all read it; a test walks the models, so that none is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.log.queries import entries_about, entries_of
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One model: how its rows are reached from a person's id and from a municipality's; empty where they are not.

    `leaves_out` are columns that never leave the installation.
    """

    model: str
    label: Promise | str
    person: tuple[str, ...] = ()
    municipality: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()

    @property
    def rows(self) -> QuerySet[Any]:
        """All rows there are, in the model's own order."""
        model = apps.get_model(self.model)
        return model._base_manager.order_by(*(model._meta.ordering or ["pk"]))

    @property
    def table(self) -> str:
        """The name of the file of an export."""
        return apps.get_model(self.model)._meta.db_table.replace("_", "-")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that leave the installation."""
        names = (field.attname for field in apps.get_model(self.model)._meta.concrete_fields)
        return tuple(name for name in names if name not in self.leaves_out)


def _one(model: str, label: Promise | str, **paths: str | tuple[str, ...]) -> Kind:
    return Kind(
        model=model, label=label, **{key: (path,) if isinstance(path, str) else path for key, path in paths.items()}
    )


def _of_trajectory(model: str, label: Promise | str) -> Kind:
    """What is registered in somebody's trajectory."""
    return _one(model, label, person="trajectory__person", municipality="trajectory__person__municipality")


INVENTORY: tuple[Kind, ...] = (
    _one("people.Person", _("Deelnemers"), person="pk", municipality="municipality"),
    _one(
        "people.PersonFact", _("Gegevens, met hun geschiedenis"), person="person", municipality="person__municipality"
    ),
    _one("people.Sharing", _("Gedeeld met"), person="person", municipality="person__municipality"),
    _one("people.Consent", _("Toestemming"), person="person", municipality="person__municipality"),
    _one("people.EmergencyAccess", _("Noodtoegang"), person="person", municipality="person__municipality"),
    _one(
        "people.Assessment",
        _("Toetsen"),
        person="person",
        municipality="person__municipality",
        leaves_out="file",
    ),
    _one("people.Caseload", _("Klantmanagers"), person="person", municipality="person__municipality"),
    _one(
        "people.PostponedQuestion",
        _("Vragen die later gesteld worden"),
        person="person",
        municipality="person__municipality",
    ),
    _one("trajectories.Trajectory", _("Trajecten"), person="person", municipality="person__municipality"),
    _one("trajectories.PipVersion", _("Plannen (PIP)"), person="person", municipality="person__municipality"),
    _one("trajectories.PipSignature", _("Wie een plan tekende"), person="person", municipality="person__municipality"),
    _of_trajectory("trajectories.BlockStand", _("Stand per onderdeel")),
    _of_trajectory("trajectories.HoursEntry", _("Uren gevolgd")),
    _of_trajectory("trajectories.PhaseChange", _("Fasen")),
    _of_trajectory("trajectories.PhaseGoal", _("Doelen van fasen")),
    _of_trajectory("trajectories.DesignAnswer", _("Wat over de deelnemer beslist is")),
    _of_trajectory("trajectories.EvaluationMoment", _("Evaluaties")),
    _one(
        "trajectories.StandElsewhere",
        _("Voortgang bij een andere gemeente"),
        person="person",
        municipality="person__municipality",
    ),
    _one(
        "trajectories.PurseRequest",
        _("Gevraagd uit het doorbraakbudget"),
        person="person",
        municipality="purse__programme__municipality",
    ),
    _one(
        "trajectories.Spending_people",
        _("Uitgaven voor de deelnemer"),
        person="person",
        municipality="spending__programme__municipality",
    ),
    _one(
        "trajectories.CaseEvent",
        _("Gebeurtenissen voor de termijnen"),
        person="person",
        municipality="person__municipality",
    ),
    _one("trajectories.SpentHours", _("Uren van de Z-route"), person="person", municipality="person__municipality"),
    _one(
        "trajectories.DesignMove",
        _("Naar een andere versie van het ontwerp"),
        person="person",
        municipality="person__municipality",
    ),
    _one("schedule.Enrolment", _("Taalklas"), person="person", municipality="person__municipality"),
    _one("schedule.PastEnrolment", _("Taalklassen van eerder"), person="person", municipality="person__municipality"),
    _one(
        "schedule.Enrolment_options",
        _("Taalklassen waar de deelnemer ook heen kan"),
        person="enrolment__person",
        municipality="enrolment__person__municipality",
    ),
    _one("schedule.Seat", _("Groepen"), person="person", municipality="person__municipality"),
    _one("schedule.Unplaced", _("Wacht op een groep"), person="person", municipality="person__municipality"),
    _one(
        "schedule.Bottleneck",
        _("Wat iemand meer zou moeten kunnen, om meer mensen te plaatsen"),
        person="person",
        municipality="timetable__programme__municipality",
    ),
    _one(
        "schedule.ChangedSeat",
        _("Met de hand verplaatst in een concept"),
        person="person",
        municipality="person__municipality",
    ),
    _one(
        "schedule.Disruption",
        _("Wat er in een programma veranderde"),
        person="person",
        municipality="programme__municipality",
    ),
    _one("attendance.AttendanceMark", _("Aanwezigheid"), person="person", municipality="person__municipality"),
    _one("attendance.PlannedAbsence", _("Geplande afwezigheid"), person="person", municipality="person__municipality"),
    _one(
        "portal.OwnCard",
        _("Kaarten voor de eigen pagina’s"),
        person="person",
        municipality="person__municipality",
        leaves_out="digest",
    ),
    _one(
        "portal.OwnLink",
        _("Accounts voor de eigen pagina’s"),
        person="person",
        municipality="person__municipality",
        leaves_out="digest",
    ),
    _one(
        "portal.SentCode",
        _("Gevraagde codes voor de eigen pagina’s"),
        person="person",
        municipality="person__municipality",
        leaves_out="digest",
    ),
    _one(
        "weeks.CalendarFeed",
        _("Adressen van de week voor een agenda"),
        person="person",
        municipality=(
            "person__municipality",
            "group__timetable__programme__municipality",
            "language_class__programme__municipality",
            "room__location__programme__municipality",
            "trainer__programme__municipality",
            "organisation",
        ),
        leaves_out="digest",
    ),
    _one("telling.Message", _("Berichten"), person="person", municipality="person__municipality"),
    _one("telling.Notice", _("Berichten aan collega’s"), municipality="programme__municipality"),
    _one("rights.Request", _("Verzoeken"), person="person", municipality="municipality"),
    _one("rights.HandOver", _("Overdrachten"), person=("person", "new_person"), municipality=("sender", "receiver")),
    _one(
        "rights.ProposalItem",
        _("Voorgesteld om te verwijderen"),
        person="person",
        municipality="proposal__municipality",
    ),
    _one("exchange.ImportedPerson", _("Ingelezen uit een lijst"), person="person", municipality="source__organisation"),
    _one(
        "exchange.KnownName",
        _("Herkend in bestanden met aanwezigheid"),
        person="person",
        municipality="person__municipality",
        leaves_out="digest",
    ),
    _one("log.Entry", _("Wie zag en deed wat"), person="person", municipality="organisation"),
    _one("rights.Proposal", _("Voorstellen om te verwijderen"), municipality="municipality"),
    _one("rights.KeptPerson", _("Bewaard voor cijfers, zonder naam"), municipality="programme__municipality"),
    _one("rights.KeptFact", _("Antwoorden bewaard voor cijfers"), municipality="kept__programme__municipality"),
    _one("organisations.Organisation", _("De organisatie"), municipality="pk"),
    _one("organisations.Membership", _("Rollen van medewerkers"), municipality="organisation"),
    _one("organisations.User", _("Medewerkers"), municipality="memberships__organisation", leaves_out="password"),
    _one("people.Transfer", _("Mensen doorgegeven tussen klantmanagers"), municipality="municipality"),
    _one("people.SavedView", _("Bewaarde weergaven van medewerkers"), municipality="user__memberships__organisation"),
    _one("exchange.Import", _("Ingelezen lijsten"), municipality="organisation", leaves_out=("kept", "mends")),
    _one(
        "exchange.AttendanceFile",
        _("Ingelezen bestanden van aanwezigheid"),
        municipality="organisation",
        leaves_out=("kept", "mends", "decisions"),
    ),
    _one("exchange.ClassImport", _("Ingelezen lijsten van klassen"), municipality="programme__municipality"),
    _one("exchange.SchoolWord", _("Onthouden woorden van taalscholen"), municipality="organisation"),
    _one("exchange.ColumnMapping", _("Onthouden kolommen"), municipality="organisation"),
    _one("accounts.Invitation", _("Uitnodigingen"), municipality="organisation"),
    _one("accounts.IdentityProvider", _("Eigen inlogdienst"), municipality="organisation"),
    _one("trajectories.Programme", _("Programma’s"), municipality="municipality"),
    _one("trajectories.Programme_partners", _("Partners"), municipality="programme__municipality"),
    _one(
        "trajectories.DesignVersion",
        _("Ontwerpen"),
        municipality="organisation",
    ),
    _one("trajectories.PriceAgreement", _("Afgesproken prijzen"), municipality="programme__municipality"),
    _one("trajectories.Budget", _("Budgetten"), municipality="programme__municipality"),
    _one("trajectories.Spending", _("Uitgaven"), municipality="programme__municipality"),
    _one("trajectories.Purse", _("Doorbraakbudgetten"), municipality="programme__municipality"),
    _one("trajectories.Delivery", _("Leveringen aan CBS"), municipality="municipality"),
    _one("trajectories.DesignDraft", _("Concepten van ontwerpen"), municipality="organisation"),
    _one("trajectories.DraftText", _("Teksten van concepten"), municipality="draft__organisation"),
    _one("schedule.Location", _("Gebouwen"), municipality="programme__municipality", leaves_out="picture"),
    _one("schedule.Zone", _("Zones van de regio"), municipality="programme__municipality"),
    _one("schedule.TravelFactors", _("Hoe snel men reist"), municipality="programme__municipality"),
    _one("schedule.TravelTime", _("Reistijden"), municipality="programme__municipality"),
    _one("schedule.Room", _("Lokalen"), municipality="location__programme__municipality"),
    _one("schedule.Trainer", _("Trainers"), municipality="programme__municipality"),
    _one("schedule.LanguageClass", _("Taalklassen"), municipality="programme__municipality"),
    _one(
        "schedule.LanguageClass_teachers",
        _("Docenten van taalklassen"),
        municipality="languageclass__programme__municipality",
    ),
    _one(
        "schedule.LanguageClass_switch_from",
        _("Van welke klas men naar welke mag wisselen"),
        municipality="from_languageclass__programme__municipality",
    ),
    _one("schedule.Period", _("Perioden"), municipality="programme__municipality"),
    _one("schedule.Holiday", _("Vakanties en vrije dagen"), municipality="programme__municipality"),
    _one("schedule.Offer", _("Trainingen"), municipality="programme__municipality"),
    _one("schedule.Offer_rooms", _("Lokalen van trainingen"), municipality="offer__programme__municipality"),
    _one("schedule.Offer_trainers", _("Trainers van trainingen"), municipality="offer__programme__municipality"),
    _one("schedule.Offer_after", _("Volgorde van trainingen"), municipality="from_offer__programme__municipality"),
    _one("schedule.Theme", _("Thema’s van trainingen"), municipality="offer__programme__municipality"),
    _one("schedule.Timetable", _("Roosters"), municipality="programme__municipality"),
    _one("schedule.Group", _("Groepen van roosters"), municipality="timetable__programme__municipality"),
    _one(
        "schedule.BoardChange",
        _("Wat met de hand in concepten veranderd is"),
        municipality="timetable__programme__municipality",
    ),
    _one(
        "schedule.StandIn",
        _("Wie of welk lokaal een bijeenkomst overnam"),
        municipality="group__timetable__programme__municipality",
    ),
    _one(
        "attendance.CancelledSession",
        _("Afgezegde bijeenkomsten"),
        municipality=("group__timetable__programme__municipality", "language_class__programme__municipality"),
    ),
    _one(
        "attendance.AttendanceLink",
        _("Links naar lijsten van aanwezigheid"),
        municipality=("group__timetable__programme__municipality", "language_class__programme__municipality"),
        leaves_out="digest",
    ),
)
"""Every model whose rows belong to a person or a municipality, people first."""

BELONGS_TO_NOBODY: dict[str, str] = {
    "organisations.Region": "shared by municipalities; holds a name only",
    "log.Mention": "finds entries of the log back from a person; the entries themselves hold the same ids",
    "log.Chain": "proves the log of the whole installation; holds hashes only",
    "log.DoneRequest": "random keys of forms sent, forgotten after some weeks; holds nothing of what was sent",
}
"""Models that leave with nobody, and why."""


def rows_of_person(kind: Kind, person: UUID) -> QuerySet[Any]:
    """The rows of one kind that are about a person."""
    if kind.model == "log.Entry":
        return entries_about(person).order_by("sequence")
    return kind.rows.filter(_any(kind.person, person)).distinct()


def rows_of_municipality(kind: Kind, municipality: Organisation) -> QuerySet[Any]:
    """The rows of one kind that belong to a municipality."""
    if kind.model == "log.Entry":
        return log_of(municipality).order_by("sequence")
    return kind.rows.filter(_any(kind.municipality, municipality.pk)).distinct()


def log_of(organisation: Organisation) -> QuerySet[Any]:
    """The log about an organisation's people, or of what its members did for it."""
    return entries_of(
        organisation=organisation.pk,
        members=User.objects.filter(memberships__organisation=organisation).values_list("pk", flat=True),
        people=Person.objects.filter(municipality=organisation).order_by().values("pk"),
    )


def about_people() -> tuple[Kind, ...]:
    """The kinds that are about a person."""
    return tuple(kind for kind in INVENTORY if kind.person)


def of_municipalities() -> tuple[Kind, ...]:
    """The kinds that belong to a municipality."""
    return tuple(kind for kind in INVENTORY if kind.municipality)


def plain_rows(kind: Kind, rows: QuerySet[Any]) -> Iterator[dict[str, Any]]:
    """Rows as JSON holds them: every column that leaves, by its name."""
    for row in rows.values(*kind.columns).iterator(2000):
        yield {column: _plain(row[column]) for column in kind.columns}


def _any(paths: tuple[str, ...], value: UUID) -> Q:
    condition = Q()
    for path in paths:
        condition |= Q(**{path: value})
    return condition


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
    return value
