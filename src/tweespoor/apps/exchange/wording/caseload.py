"""What the core's codes say to a reader: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tweespoor.apps.exchange.models import ImportStatus
from tweespoor.apps.organisations.language import language_now
from tweespoor.core.tabular import PERSON_TARGETS, Odd, Problem, Reason, Unreadable, Wrong
from tweespoor.core.vocabulary import variable

MEGABYTE = 1 << 20


def unreadable(problem: Unreadable) -> str:
    """Why a file cannot be read, where, and what to do."""
    place = {"row": problem.row, "column": problem.column, "limit": problem.limit, "size": problem.limit // MEGABYTE}
    return _why_unreadable()[problem.reason] % place


def _why_unreadable() -> dict[Reason, str]:
    return {
        Reason.EMPTY: _("In dit bestand staat niets. Kies het bestand met de lijst."),
        Reason.TOO_LARGE: _(
            "Dit bestand is te groot: het mag hooguit %(size)s MB zijn. Haal plaatjes en bladen weg die niet nodig "
            "zijn, of sla het blad met de lijst op als CSV."
        ),
        Reason.PICTURE: _("Dit is een plaatje, geen lijst. Kies het Excel- of CSV-bestand met de lijst."),
        Reason.PDF: _("Dit is een PDF. Vraag de lijst als Excel- of CSV-bestand."),
        Reason.DOCUMENT: _(
            "Dit is een tekstdocument of een presentatie. Zet de lijst in Excel en sla die op als .xlsx of CSV."
        ),
        Reason.OLD_EXCEL: _(
            "Dit is een Excel-bestand van voor 2007 (.xls). Open het in Excel en kies Opslaan als, "
            "Excel-werkmap (.xlsx)."
        ),
        Reason.OTHER_SPREADSHEET: _(
            "Dit is een spreadsheet van een andere soort. Open het bestand en sla het op als Excel-werkmap (.xlsx) "
            "of CSV."
        ),
        Reason.WEB_PAGE: _(
            "Dit is een webpagina, ook al heet het misschien .xls. Open het bestand in Excel en sla het op als "
            "Excel-werkmap (.xlsx)."
        ),
        Reason.ARCHIVE: _("Dit is een ingepakt bestand. Pak het eerst uit, en kies dan het Excel- of CSV-bestand."),
        Reason.ENCRYPTED: _(
            "Dit bestand heeft een wachtwoord. Open het in Excel, haal het wachtwoord weg en sla het opnieuw op."
        ),
        Reason.BROKEN: _("Dit Excel-bestand is beschadigd. Open het in Excel, sla het opnieuw op en probeer het weer."),
        Reason.UNPACKS_TOO_LARGE: _(
            "Dit Excel-bestand is uitgepakt veel te groot. Sla het blad met de lijst op als CSV."
        ),
        Reason.ENTITIES: _(
            "In dit Excel-bestand staan verwijzingen die er niet in horen. Open het in Excel en sla het opnieuw op."
        ),
        Reason.NOT_TEXT: _("Dit bestand is geen tekst en geen Excel-bestand. Sla de lijst op als .xlsx of als CSV."),
        Reason.TOO_MANY_COLUMNS: _(
            "In rij %(row)s staan te veel kolommen: het mogen er hooguit %(limit)s zijn. Haal de kolommen weg die niet "
            "nodig zijn."
        ),
        Reason.TOO_MANY_ROWS: _(
            "De lijst heeft te veel rijen: het mogen er hooguit %(limit)s zijn. Verdeel de lijst over meer bestanden."
        ),
        Reason.TOO_MANY_CELLS: _(
            "De lijst heeft te veel cellen: het mogen er hooguit %(limit)s zijn. Haal kolommen weg die niet nodig zijn."
        ),
        Reason.LONG_CELL: _(
            "In rij %(row)s staat een cel met te veel tekst: het mogen hooguit %(limit)s tekens zijn. Kort de tekst "
            "in. "
            "In een CSV-bestand kan er ook een aanhalingsteken ontbreken."
        ),
    }


def wrong(problem: Problem | Wrong) -> str:
    """What is wrong with a cell, and what may stand there."""
    return _why_wrong()[problem.wrong if isinstance(problem, Problem) else problem]


def _why_wrong() -> dict[Wrong, str]:
    return {
        Wrong.NOT_IN_LIST: _("Dit is geen van de antwoorden die er zijn."),
        Wrong.NO_DATE: _("Dit is geen datum. Schrijf een datum als 01-02-1990."),
        Wrong.NO_SUCH_DAY: _("Deze dag bestaat niet. Vraag na welke dag het is."),
        Wrong.MONTH_FIRST: _("Hier staat de maand misschien voor de dag."),
        Wrong.SHORT_YEAR: _("Het jaar heeft twee cijfers. Uit welke eeuw is het?"),
        Wrong.ONLY_YEAR: _("Dit is alleen een jaar. Zonder dag en maand is het geen datum."),
        Wrong.SERIAL: _("Dit is een getal, geen datum. Excel telt dagen zo. Is dit de dag die bedoeld is?"),
        Wrong.AGE: _("Dit is een leeftijd. Daaruit volgt geen datum. Laat de cel leeg, dan blijft het een open vraag."),
        Wrong.FUTURE: _("Deze dag is nog niet geweest."),
        Wrong.TOO_LONG_AGO: _("Deze dag ligt te ver terug. Controleer het jaar."),
        Wrong.NO_NUMBER: _("Dit is geen getal."),
        Wrong.NO_WHOLE_NUMBER: _("Dit is geen heel getal."),
        Wrong.NUMBER_TOO_LARGE: _("Dit getal is te groot."),
        Wrong.NO_YES_OR_NO: _("Dit is geen ja of nee."),
        Wrong.BETWEEN_LEVELS: _("Dit ligt tussen twee niveaus. Het niveau dat is gehaald, telt."),
        Wrong.NOT_NONE: _("Dit heeft iedereen: “geen” kan hier niet. Laat de cel leeg als het niet bekend is."),
        Wrong.TOO_LONG: _("Deze tekst is te lang."),
        Wrong.WRONG_FORM: _("Dit heeft niet de vorm die hier hoort. Controleer de cel."),
        Wrong.FORMULA: _("Hier staat een formule zonder uitkomst. Open het bestand in Excel en sla het opnieuw op."),
        Wrong.FORMULA_ERROR: _("De formule in deze cel gaf een fout."),
        Wrong.CITIZEN_NUMBER: _(
            "Dit lijkt een burgerservicenummer. Dat hoort niet in deze lijst. Laat de cel leeg of geef een ander "
            "nummer."
        ),
        Wrong.NO_NAME: _("In deze rij staat geen naam. Vul er een in, of laat de rij weg."),
    }


def odd(what: Odd, *, row: int) -> str:
    """What is odd about a row."""
    like = {"row": row}
    return {
        Odd.TOTAL: _("Dit is een rij met totalen."),
        Odd.HEADING_AGAIN: _("Hier staan de kopjes nog een keer."),
        Odd.DOUBLE: _("Deze rij is woord voor woord gelijk aan rij %(row)s.") % like,
        Odd.NUMBER_TWICE: _("Dit nummer staat ook in rij %(row)s.") % like,
        Odd.PERHAPS_DOUBLE: _("Deze rij gaat misschien over dezelfde persoon als rij %(row)s.") % like,
    }[what]


def failed(code: str) -> str:
    """Why an import that was started did not come in."""
    return {
        "changed": _(
            "Intussen is er iets veranderd bij de deelnemers. Er is niets ingelezen. Kijk de vragen opnieuw na."
        ),
        "number-taken": _(
            "Een van de nummers is intussen aan iemand anders gegeven. Er is niets ingelezen. Kijk de vragen opnieuw "
            "na."
        ),
        "lost": _("Het inlezen is onderbroken. Er is niets ingelezen. Start het opnieuw."),
        "broken": _("Het inlezen is niet gelukt. Er is niets ingelezen. Probeer het opnieuw, of vraag de beheerder."),
    }.get(code, "")


def status(code: str) -> tuple[str, str]:
    """Where an import stands, and how that looks."""
    return {
        ImportStatus.SHEET: (_("Blad kiezen"), "warning"),
        ImportStatus.COLUMNS: (_("Kolommen kiezen"), "warning"),
        ImportStatus.CHECK: (_("Nakijken"), "warning"),
        ImportStatus.QUEUED: (_("Wacht"), "neutral"),
        ImportStatus.RUNNING: (_("Wordt ingelezen"), "neutral"),
        ImportStatus.DONE: (_("Ingelezen"), "ok"),
        ImportStatus.UNDONE: (_("Ongedaan gemaakt"), "neutral"),
        ImportStatus.DISCARDED: (_("Weggegooid"), "neutral"),
    }[ImportStatus(code)]


def target(slug: str) -> str:
    """What a column holds, in the language of the page."""
    if slug not in PERSON_TARGETS:
        return variable(slug).label(language_now())
    return {
        "number": _("Nummer"),
        "given-name": _("Voornaam"),
        "name-prefix": _("Tussenvoegsel"),
        "family-name": _("Achternaam"),
        "name-family-first": _("Naam (achternaam, voornaam)"),
        "name-given-first": _("Naam (voornaam achternaam)"),
        "zone": _("Wijk of plaats"),
        "joined-on": _("Doet mee sinds"),
    }[slug]


def answers(targets: Iterable[str]) -> dict[str, list[str]]:
    """The answers there are, of each target that has a list of them."""
    found = {}
    for slug in sorted(set(targets) - set(PERSON_TARGETS) - {""}):
        codes = variable(slug).codes
        if codes is not None:
            found[slug] = [term.label(language_now()) for term in codes]
    return found


def never_taken(code: str) -> str:
    """Why a column is not taken over."""
    return {
        "age": _("Een leeftijd verandert elk jaar en is geen geboortedatum. Deze kolom wordt niet ingelezen."),
        "citizen-number": _("Een burgerservicenummer hoort niet in een lijst. Deze kolom wordt niet ingelezen."),
    }.get(code, "")
