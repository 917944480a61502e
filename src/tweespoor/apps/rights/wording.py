"""The log in plain words: for the participant in whole sentences, for the administrator in a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.rights.attendance_deeds import ATTENDANCE_DEEDS
from tweespoor.apps.rights.board_deeds import BOARD_DEEDS
from tweespoor.apps.rights.deeds import TRAJECTORY_DEEDS, Deed
from tweespoor.apps.rights.names import Names, names_of
from tweespoor.apps.rights.progress_deeds import PROGRESS_DEEDS
from tweespoor.apps.rights.supply_deeds import SUPPLY_DEEDS
from tweespoor.core.vocabulary import Purpose, UnknownTerm, variable

DEEDS: Mapping[str, Deed] = {
    "person-seen": Deed(gettext_lazy("Op %(day)s keek %(who)s naar %(what)s."), gettext_lazy("bekeek een deelnemer")),
    "people-listed": Deed(
        gettext_lazy("Op %(day)s zag %(who)s u in een lijst, met %(what)s."), gettext_lazy("bekeek een lijst")
    ),
    "log-seen": Deed(
        gettext_lazy("Op %(day)s keek %(who)s wie uw gegevens heeft gezien."), gettext_lazy("bekeek het logboek")
    ),
    "fact-registered": Deed(
        gettext_lazy("Op %(day)s legde %(who)s iets over u vast: %(variable)s."), gettext_lazy("legde een gegeven vast")
    ),
    "person-shared": Deed(
        gettext_lazy("Op %(day)s kreeg %(object)s toegang tot een deel van uw gegevens."),
        gettext_lazy("deelde een deelnemer"),
    ),
    "people-added": Deed(
        gettext_lazy("Op %(day)s zette %(who)s u op de lijst van deelnemers."), gettext_lazy("voegde deelnemers toe")
    ),
    "access-given": Deed(
        gettext_lazy("Op %(day)s maakte %(who)s voor u een overzicht van al uw gegevens."),
        gettext_lazy("maakte een overzicht voor inzage"),
    ),
    "request-received": Deed(
        gettext_lazy("Op %(day)s schreef %(who)s op dat u een verzoek deed."), gettext_lazy("legde een verzoek vast")
    ),
    "request-settled": Deed(
        gettext_lazy("Op %(day)s handelde %(who)s een verzoek van u af."), gettext_lazy("handelde een verzoek af")
    ),
    "hand-over-proposed": Deed(
        gettext_lazy("Op %(day)s stelde %(who)s voor om uw gegevens over te dragen aan een andere gemeente."),
        gettext_lazy("stelde een overdracht voor"),
    ),
    "hand-over-withdrawn": Deed(
        gettext_lazy("Op %(day)s trok %(who)s de overdracht van uw gegevens in."),
        gettext_lazy("trok een overdracht in"),
    ),
    "hand-over-accepted": Deed(
        gettext_lazy("Op %(day)s nam %(who)s uw gegevens over van een andere gemeente."),
        gettext_lazy("nam een deelnemer over"),
    ),
    "hand-over-declined": Deed(
        gettext_lazy("Op %(day)s besloot %(who)s uw gegevens niet over te nemen."),
        gettext_lazy("nam een deelnemer niet over"),
    ),
    "dossier-erased": Deed(
        gettext_lazy("Op %(day)s verwijderde %(who)s uw dossier."), gettext_lazy("verwijderde een dossier")
    ),
    "notes-erased": Deed(
        gettext_lazy("Op %(day)s verwijderde %(who)s de notities over u."), gettext_lazy("verwijderde notities")
    ),
    "records-erased": Deed(
        gettext_lazy("Op %(day)s verwijderde %(who)s oude verzoeken."), gettext_lazy("verwijderde oude verzoeken")
    ),
    "retention-proposed": Deed(
        gettext_lazy("Op %(day)s stelde %(who)s voor om gegevens te verwijderen."),
        gettext_lazy("stelde voor te verwijderen"),
    ),
    "retention-carried-out": Deed(
        gettext_lazy("Op %(day)s bevestigde %(who)s dat gegevens verwijderd worden."),
        gettext_lazy("bevestigde een voorstel"),
    ),
    "data-taken-along": Deed(
        gettext_lazy("Op %(day)s haalde %(who)s alle gegevens van de gemeente op."),
        gettext_lazy("haalde alle gegevens op"),
    ),
    "log-pruned": Deed(
        gettext_lazy("Op %(day)s verwijderde %(who)s het oudste deel van het logboek."),
        gettext_lazy("verwijderde oude regels van het logboek"),
    ),
    "requests-forgotten": Deed(
        gettext_lazy("Op %(day)s verwijderde %(who)s kenmerken van oude formulieren."),
        gettext_lazy("verwijderde kenmerken van formulieren"),
    ),
    "design-saved": Deed(
        gettext_lazy("Op %(day)s bewaarde %(who)s een ontwerp."), gettext_lazy("bewaarde een ontwerp")
    ),
    "draft-started": Deed(gettext_lazy("Op %(day)s begon %(who)s een ontwerp."), gettext_lazy("begon een ontwerp")),
    "design-published": Deed(
        gettext_lazy("Op %(day)s publiceerde %(who)s een ontwerp."), gettext_lazy("publiceerde een ontwerp")
    ),
    "draft-thrown-away": Deed(gettext_lazy("Op %(day)s wiste %(who)s een concept."), gettext_lazy("wiste een concept")),
    "people-moved": Deed(
        gettext_lazy("Op %(day)s zette %(who)s u over naar een andere versie van uw traject."),
        gettext_lazy("zette deelnemers over naar een andere versie"),
    ),
    "programme-added": Deed(
        gettext_lazy("Op %(day)s maakte %(who)s een programma."), gettext_lazy("maakte een programma")
    ),
    "programme-changed": Deed(
        gettext_lazy("Op %(day)s veranderde %(who)s de gegevens van een programma."),
        gettext_lazy("veranderde de gegevens van een programma"),
    ),
    "trajectories-started": Deed(
        gettext_lazy("Op %(day)s liet %(who)s deelnemers beginnen."), gettext_lazy("liet deelnemers beginnen")
    ),
    "supply-added": Deed(
        gettext_lazy("Op %(day)s legde %(who)s trainingen en lokalen vast."),
        gettext_lazy("legde trainingen en lokalen vast"),
    ),
    "trainer-linked": Deed(
        gettext_lazy("Op %(day)s koppelde %(who)s een trainer."), gettext_lazy("koppelde een trainer")
    ),
    "teachers-set": Deed(
        gettext_lazy("Op %(day)s koppelde %(who)s docenten aan een klas."),
        gettext_lazy("koppelde docenten aan een klas"),
    ),
    **TRAJECTORY_DEEDS,
    **SUPPLY_DEEDS,
    **BOARD_DEEDS,
    "timetable-asked": Deed(
        gettext_lazy("Op %(day)s vroeg %(who)s om een rooster."), gettext_lazy("vroeg om een rooster")
    ),
    "timetable-stopped": Deed(gettext_lazy("Op %(day)s stopte %(who)s de planner."), gettext_lazy("stopte de planner")),
    "timetable-planned": Deed(
        gettext_lazy("Op %(day)s maakte %(who)s een rooster."), gettext_lazy("maakte een rooster")
    ),
    "timetable-published": Deed(
        gettext_lazy("Op %(day)s publiceerde %(who)s een rooster."), gettext_lazy("publiceerde een rooster")
    ),
    "consent-given": Deed(
        gettext_lazy("Op %(day)s legde %(who)s vast dat u toestemming gaf."), gettext_lazy("legde toestemming vast")
    ),
    "consent-withdrawn": Deed(
        gettext_lazy("Op %(day)s legde %(who)s vast dat u toestemming introk."),
        gettext_lazy("legde vast dat toestemming is ingetrokken"),
    ),
    "consents-brought": Deed(
        gettext_lazy("Op %(day)s legde %(who)s vast waarvoor deelnemers eerder toestemming gaven."),
        gettext_lazy("legde eerdere toestemmingen vast"),
    ),
    "sharing-ended": Deed(
        gettext_lazy("Op %(day)s stopte %(who)s het delen van uw gegevens met een organisatie."),
        gettext_lazy("stopte het delen van een deelnemer"),
    ),
    "emergency-access-opened": Deed(
        gettext_lazy("Op %(day)s opende %(who)s noodtoegang tot uw gegevens."), gettext_lazy("opende noodtoegang")
    ),
    "emergency-access-failed": Deed(
        gettext_lazy("Op %(day)s probeerde %(who)s noodtoegang te openen."),
        gettext_lazy("probeerde noodtoegang te openen"),
    ),
    "emergency-access-reviewed": Deed(
        gettext_lazy("Op %(day)s bekeek %(who)s waarom iemand noodtoegang tot uw gegevens had."),
        gettext_lazy("bekeek een noodtoegang"),
    ),
    "facts-registered": Deed(
        gettext_lazy("Op %(day)s legde %(who)s antwoorden van u vast."), gettext_lazy("legde antwoorden vast")
    ),
    "fact-corrected": Deed(
        gettext_lazy("Op %(day)s verbeterde %(who)s iets dat over u was vastgelegd: %(variable)s."),
        gettext_lazy("verbeterde een gegeven"),
    ),
    "assessment-added": Deed(
        gettext_lazy("Op %(day)s bewaarde %(who)s een toets van u."), gettext_lazy("bewaarde een toets")
    ),
    "assessment-removed": Deed(
        gettext_lazy("Op %(day)s haalde %(who)s een toets van u weg."), gettext_lazy("haalde een toets weg")
    ),
    "assessment-file-read": Deed(
        gettext_lazy("Op %(day)s haalde %(who)s het verslag van een toets van u op."),
        gettext_lazy("haalde een verslag van een toets op"),
    ),
    "caseload-added": Deed(
        gettext_lazy("Op %(day)s kreeg u een vaste klantmanager."), gettext_lazy("gaf een deelnemer een klantmanager")
    ),
    "caseload-ended": Deed(
        gettext_lazy("Op %(day)s had u deze klantmanager niet meer."),
        gettext_lazy("haalde een deelnemer bij een klantmanager weg"),
    ),
    "people-given": Deed(
        gettext_lazy("Op %(day)s gaf %(who)s deelnemers door aan een andere klantmanager."),
        gettext_lazy("gaf deelnemers door aan een collega"),
    ),
    "person-renamed": Deed(
        gettext_lazy("Op %(day)s verbeterde %(who)s uw naam of nummer."), gettext_lazy("verbeterde een naam of nummer")
    ),
    "question-postponed": Deed(
        gettext_lazy("Op %(day)s stelde %(who)s een vraag aan u uit."), gettext_lazy("stelde een vraag uit")
    ),
    "pip-begun": Deed(gettext_lazy("Op %(day)s begon %(who)s uw plan."), gettext_lazy("begon een plan")),
    "pip-changed": Deed(gettext_lazy("Op %(day)s veranderde %(who)s uw plan."), gettext_lazy("veranderde een plan")),
    "pip-discussed": Deed(
        gettext_lazy("Op %(day)s schreef %(who)s op dat uw plan met u besproken is."),
        gettext_lazy("besprak een plan"),
    ),
    "pip-signed": Deed(gettext_lazy("Op %(day)s is uw plan getekend."), gettext_lazy("liet een plan tekenen")),
    "pip-discarded": Deed(
        gettext_lazy("Op %(day)s gooide %(who)s een plan weg dat nog niet getekend was."),
        gettext_lazy("gooide een plan weg"),
    ),
    "pip-given": Deed(
        gettext_lazy("Op %(day)s maakte %(who)s een document van uw plan."),
        gettext_lazy("maakte een document van een plan"),
    ),
    "logged-in": Deed(gettext_lazy("Op %(day)s logde %(who)s in."), gettext_lazy("logde in")),
    "user-invited": Deed(
        gettext_lazy("Op %(day)s nodigde %(who)s een medewerker uit."), gettext_lazy("nodigde een gebruiker uit")
    ),
    "invitation-accepted": Deed(
        gettext_lazy("Op %(day)s nam %(who)s een uitnodiging aan."), gettext_lazy("nam een uitnodiging aan")
    ),
    "invitation-sent-again": Deed(
        gettext_lazy("Op %(day)s stuurde %(who)s een uitnodiging opnieuw."),
        gettext_lazy("stuurde een uitnodiging opnieuw"),
    ),
    "invitation-withdrawn": Deed(
        gettext_lazy("Op %(day)s trok %(who)s een uitnodiging in."), gettext_lazy("trok een uitnodiging in")
    ),
    "provider-set": Deed(
        gettext_lazy("Op %(day)s stelde %(who)s een inlogdienst in."), gettext_lazy("stelde een inlogdienst in")
    ),
    "provider-removed": Deed(
        gettext_lazy("Op %(day)s haalde %(who)s een inlogdienst weg."), gettext_lazy("haalde een inlogdienst weg")
    ),
    "import-started": Deed(
        gettext_lazy("Op %(day)s begon %(who)s een lijst in te lezen."),
        gettext_lazy("begon een lijst in te lezen"),
    ),
    "import-done": Deed(
        gettext_lazy("Op %(day)s las %(who)s een lijst in."),
        gettext_lazy("las een lijst in"),
    ),
    "import-undone": Deed(
        gettext_lazy("Op %(day)s maakte %(who)s het inlezen van een lijst ongedaan."),
        gettext_lazy("maakte inlezen ongedaan"),
    ),
    "person-imported": Deed(
        gettext_lazy("Op %(day)s las %(who)s een lijst in waar u op staat."),
        gettext_lazy("las een deelnemer in"),
    ),
    "person-import-undone": Deed(
        gettext_lazy("Op %(day)s maakte %(who)s het inlezen van een lijst met u ongedaan."),
        gettext_lazy("maakte het inlezen van een deelnemer ongedaan"),
    ),
    "people-exported": Deed(
        gettext_lazy("Op %(day)s haalde %(who)s een lijst op waar u op staat."),
        gettext_lazy("haalde een lijst van deelnemers op"),
    ),
    "import-uploaded": Deed(
        gettext_lazy("Op %(day)s zette %(who)s een lijst klaar om in te lezen."),
        gettext_lazy("zette een lijst klaar"),
    ),
    "import-discarded": Deed(
        gettext_lazy("Op %(day)s gooide %(who)s een lijst weg zonder die in te lezen."),
        gettext_lazy("gooide een lijst weg"),
    ),
    "import-forgotten": Deed(
        gettext_lazy("Op %(day)s verwijderde Tweespoor een lijst die te lang klaarstond."),
        gettext_lazy("verwijderde een oude lijst"),
    ),
    **{slug: Deed(told, short) for slug, (told, short) in {**PROGRESS_DEEDS, **ATTENDANCE_DEEDS}.items()},
}
"""Every deed that is ever recorded, in words; a test sees to it."""

SAW: Mapping[Purpose, Promise | str] = {
    Purpose.BASIC: gettext_lazy("uw basisgegevens"),
    Purpose.CONTACT: gettext_lazy("uw contactgegevens"),
    Purpose.LEVEL: gettext_lazy("uw taalniveau"),
    Purpose.ATTENDANCE: gettext_lazy("uw aanwezigheid"),
    Purpose.AVAILABILITY: gettext_lazy("wanneer u kunt"),
    Purpose.WORK: gettext_lazy("uw werk en wensen"),
    Purpose.BENEFIT: gettext_lazy("uw uitkering en leerroute"),
    Purpose.FINANCE: gettext_lazy("uw geldzaken"),
    Purpose.OBSTACLES: gettext_lazy("wat voor u lastig is"),
    Purpose.HEALTH: gettext_lazy("uw gezondheid"),
    Purpose.OUTCOMES: gettext_lazy("wat u doet en bereikt"),
    Purpose.NOTES: gettext_lazy("uw doelen en de notities over u"),
}
"""Each set of facts as the participant calls it."""


@dataclass(frozen=True)
class Day:
    """The sentences of one day."""

    day: date
    lines: tuple[str, ...]


def told_by_day(entries: Iterable[Entry]) -> tuple[Day, ...]:
    """The entries as sentences for the participant, grouped per day; what happened often is said once, how often."""
    rows = list(entries)
    names = names_of(rows)
    days: dict[date, Counter[str]] = {}
    for row in rows:
        day = timezone.localtime(row.at).date()
        days.setdefault(day, Counter())[_told(row, names, day=day)] += 1
    return tuple(Day(day, tuple(_often(line, count) for line, count in lines.items())) for day, lines in days.items())


def _often(line: str, count: int) -> str:
    if count == 1:
        return line
    return _("%(line)s (%(count)s keer)") % {"line": line, "count": count}


def _told(entry: Entry, names: Names, *, day: date) -> str:
    deed = DEEDS.get(entry.deed)
    template = str(deed.told) if deed else _("Op %(day)s deed %(who)s iets met uw gegevens.")
    return template % {
        "day": date_format(day, "j F Y"),
        "who": names.who(entry),
        "what": saw(entry),
        "variable": _variable(entry),
        "object": names.organisation(_object(entry)) or _("een organisatie"),
    }


def saw(entry: Entry) -> str:
    """The sets of facts that were read, in the participant's words; name and number are always among what is seen."""
    known = {purpose.value: words for purpose, words in SAW.items()}
    words = [str(known[slug]) for slug in entry.detail.get("purposes", ()) if slug in known]
    if not words:
        return _("uw naam en nummer")
    *first, last = words
    return _("%(first)s en %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def short(entry: Entry) -> str:
    """The deed in a few words, as the administrator reads it; its slug where it has none."""
    return str(DEEDS[entry.deed].short) if entry.deed in DEEDS else entry.deed


def deeds() -> list[tuple[str, str]]:
    """Every kind of deed with its few words, in the order of the words."""
    return sorted(((slug, str(deed.short)) for slug, deed in DEEDS.items()), key=lambda each: each[1])


def read_sets(entry: Entry) -> str:
    """The sets of facts that were read, by their names."""
    language = language_now()
    known = {purpose.value: purpose.label(language) for purpose in Purpose}
    return ", ".join(known.get(slug, slug) for slug in entry.detail.get("purposes", ()))


def people_count(count: int) -> str:
    """How many participants."""
    return ngettext("%(count)s deelnemer", "%(count)s deelnemers", count) % {"count": count}


def _variable(entry: Entry) -> str:
    slug = str(entry.detail.get("variable", ""))
    try:
        return variable(slug).label(language_now())
    except UnknownTerm:
        return slug


def _object(entry: Entry) -> UUID | None:
    return UUID(entry.object_id) if entry.object_type == "organisation" and entry.object_id else None
