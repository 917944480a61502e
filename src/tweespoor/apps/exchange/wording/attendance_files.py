"""What an attendance file holds, what its words mean, and what is wrong with its rows, in words."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tweespoor.apps.attendance.wording import title_of
from tweespoor.apps.exchange.models import FileAbout, FileStatus
from tweespoor.apps.exchange.queries.attendance_check import Outcome, Trouble
from tweespoor.apps.exchange.queries.attendance_files import LIMITS
from tweespoor.apps.exchange.wording import caseload
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.models import Person
from tweespoor.core.tabular import Problem, Reason, Told, Unreadable, Wrong


def target(name: str) -> str:
    """What a column holds."""
    return {
        "number": _("Nummer van de deelnemer in Tweespoor"),
        "given-name": _("Voornaam"),
        "name-prefix": _("Tussenvoegsel"),
        "family-name": _("Achternaam"),
        "name-family-first": _("Naam (achternaam, voornaam)"),
        "name-given-first": _("Naam (voornaam achternaam)"),
        "birth-date": _("Geboortedatum"),
        "class": _("Klas of groep"),
        "day": _("Datum van de les of training"),
        "when": _("Dagdeel of tijd"),
        "status": _("Of iemand er was"),
        "of-day": _("Dit is een dag: eronder staat wie er was"),
    }[name]


def called(person: Person, *, by_name: bool) -> str:
    """How somebody is told from others of that name: with the number, but where the reader knows the name alone."""
    return str(person) if by_name else f"{person} ({person.number})"


def means(told: Told) -> str:
    """What a word for presence comes down to."""
    return {
        Told.PRESENT: _("Aanwezig"),
        Told.LATE: _("Te laat"),
        Told.AUTHORISED: _("Afwezig met bericht"),
        Told.UNAUTHORISED: _("Afwezig zonder bericht"),
        Told.PLANNED: _("Vooraf geplande afwezigheid"),
        Told.NOT_RECORDED: _("Niet geregistreerd: niet inlezen"),
    }[told]


def status(code: str) -> tuple[str, str]:
    """Where a file stands, and how that looks."""
    return {
        FileStatus.COLUMNS: (_("Kolommen kiezen"), "warning"),
        FileStatus.WORDS: (_("Woorden kiezen"), "warning"),
        FileStatus.CHECK: (_("Nakijken"), "warning"),
        FileStatus.DONE: (_("Ingelezen"), "ok"),
        FileStatus.UNDONE: (_("Ongedaan gemaakt"), "neutral"),
        FileStatus.DISCARDED: (_("Weggegooid"), "neutral"),
    }[FileStatus(code)]


def unreadable(problem: Unreadable) -> str:
    """Why a file cannot be read, and what to do."""
    if problem.reason is Reason.TOO_MANY_ROWS and problem.limit == LIMITS.rows:
        said = _("Dit bestand heeft te veel rijen: het mogen er hooguit %(limit)s zijn. Lees het per klas of maand in.")
        return said % {"limit": problem.limit}
    return caseload.unreadable(problem)


def wrong_cell(problem: Problem, *, target_name: str) -> str:
    """What is wrong with a cell, and what to do."""
    match target_name, problem.wrong:
        case "when", Wrong.NOT_IN_LIST:
            return _("Dit is geen dagdeel of tijd. Schrijf bijvoorbeeld: ochtend, middag, avond of 09.30.")
        case _name, Wrong.SHORT_YEAR:
            return _("Hier staat geen jaar bij. Is dit de dag die bedoeld is?")
        case _name, Wrong.NO_NAME:
            return _("In deze rij staat niet van wie het is. Laat de rij weg, of verbeter het bestand.")
        case _name, Wrong.FUTURE:
            return _("Deze dag is nog niet geweest. Controleer de datum.")
        case _name, Wrong.NO_DATE:
            return _("Dit is geen datum. Schrijf een datum als 02-11-2026.")
        case _name, wrong:
            return caseload.wrong(wrong)


def heads(about: FileAbout) -> tuple[str, str, str]:
    """What a table of what comes in is called, and its columns of what it is of and how many there are."""
    return {
        FileAbout.CLASSES: (_("Per klas"), _("Klas"), _("Lessen")),
        FileAbout.GROUPS: (_("Per groep"), _("Groep"), _("Bijeenkomsten")),
        FileAbout.BOTH: (_("Per klas en groep"), _("Klas of groep"), _("Lessen of bijeenkomsten")),
    }[about]


def trouble(outcome: Outcome) -> str:
    """Why rows that can be read cannot come in, and what to do."""
    name = str(outcome.person) if outcome.person else outcome.record.name
    day = date_format(outcome.record.day, "l j F Y") if outcome.record.day else outcome.record.day_at[2]
    named = title_of(outcome.session) if outcome.session else outcome.record.class_name
    whole = _(" of ").join(outcome.whole) or named or _no_name(outcome.about)
    about = {"name": name, "day": day, "class": outcome.record.class_name, "whole": whole, "row": outcome.like_row}
    otherwise = {FileAbout.CLASSES: {}, FileAbout.GROUPS: _of_trainings(), FileAbout.BOTH: _of_either()}
    found = {**_of_lessons(), **otherwise[outcome.about]}
    return found[_kind(outcome)] % about


def _no_name(about: FileAbout) -> str:
    """What a class or group is called of which the row says no name, and somebody in none."""
    return {
        FileAbout.CLASSES: _("een van deze klassen"),
        FileAbout.GROUPS: _("een van deze groepen"),
        FileAbout.BOTH: _("een van deze klassen of groepen"),
    }[about]


def _of_lessons() -> dict[Trouble, str]:
    return {
        Trouble.UNKNOWN: _(
            "Deze deelnemer staat niet op een lijst die u bijhoudt. Zeg wie het is, of laat de rijen weg."
        ),
        Trouble.NOT_IN_CLASS: _(
            "%(name)s zit niet in %(whole)s. Schrijf de deelnemer eerst in bij de klas, of laat de rijen weg."
        ),
        Trouble.NO_LESSON: _(
            "Op %(day)s is er op dit dagdeel geen les van %(whole)s. Controleer de datum, of pas eerst de lestijden of "
            "vrije dagen van de klas aan."
        ),
        Trouble.NOT_STOOD_IN: _(
            "Van %(whole)s houdt u op %(day)s op dit dagdeel de lijst niet bij: u viel toen niet in, of het is langer "
            "dan drie maanden geleden. Laat de rijen weg."
        ),
        Trouble.NO_CLASS: _("Een klas met de naam “%(class)s” houdt u niet bij. Kies de klas die bedoeld is."),
        Trouble.WHICH_CLASS: _(
            "%(name)s heeft op %(day)s les in meer klassen: %(whole)s. Zet in het bestand een kolom met de klas of het "
            "dagdeel, of laat de rijen weg."
        ),
        Trouble.CALLED_OFF: _(
            "De les van %(whole)s op %(day)s is afgezegd. Ging hij toch door? Zeg dat eerst op de lijst van die les. "
            "Anders laat u de rijen weg."
        ),
        Trouble.TOO_LONG_AGO: _(
            "De les van %(whole)s op %(day)s is langer dan een jaar geleden. Controleer het jaar, of laat de rijen weg."
        ),
        Trouble.TWICE: _(
            "Rij %(row)s zegt iets anders over %(name)s in dezelfde les van %(whole)s op %(day)s. Laat een van de twee "
            "rijen weg."
        ),
    }


def _of_trainings() -> dict[Trouble, str]:
    """What is said otherwise of groups."""
    return {
        Trouble.NOT_IN_CLASS: _(
            "%(name)s zit niet in %(whole)s. Zet in het bestand de groep die bedoeld is en kies het opnieuw, of laat "
            "de rijen weg."
        ),
        Trouble.NO_LESSON: _(
            "Op %(day)s komt %(whole)s op dit dagdeel niet bijeen, volgens het rooster dat toen gold. Controleer de "
            "datum, of laat de rijen weg."
        ),
        Trouble.NO_CLASS: _("Een groep met de naam “%(class)s” houdt u niet bij. Kies de groep die bedoeld is."),
        Trouble.WHICH_CLASS: _(
            "%(name)s is op %(day)s in meer groepen: %(whole)s. Zet in het bestand een kolom met de groep of het "
            "dagdeel, of laat de rijen weg."
        ),
        Trouble.CALLED_OFF: _(
            "De bijeenkomst van %(whole)s op %(day)s is afgezegd. Ging zij toch door? Zeg dat eerst op haar lijst. "
            "Anders laat u de rijen weg."
        ),
        Trouble.TOO_LONG_AGO: _(
            "De bijeenkomst van %(whole)s op %(day)s is langer dan een jaar geleden. Controleer het jaar, of laat de "
            "rijen weg."
        ),
        Trouble.TWICE: _(
            "Rij %(row)s zegt iets anders over %(name)s in dezelfde bijeenkomst van %(whole)s op %(day)s. Laat een van "
            "de twee rijen weg."
        ),
    }


def _of_either() -> dict[Trouble, str]:
    """What is said otherwise of a row that can be about a class or a group."""
    return {
        Trouble.NOT_IN_CLASS: _(
            "%(name)s zit niet in %(whole)s. Zet in het bestand de klas of groep die bedoeld is en kies het opnieuw, "
            "of laat de rijen weg."
        ),
        Trouble.NO_LESSON: _(
            "Op %(day)s is er op dit dagdeel geen les of bijeenkomst van %(whole)s. Controleer de datum, of laat de "
            "rijen weg."
        ),
        Trouble.NO_CLASS: _(
            "Een klas of groep met de naam “%(class)s” houdt u niet bij. Kies de klas of groep die bedoeld is."
        ),
        Trouble.WHICH_CLASS: _(
            "%(name)s heeft op %(day)s meer lessen of bijeenkomsten: %(whole)s. Zet in het bestand een kolom met de "
            "klas of groep, of met het dagdeel, of laat de rijen weg."
        ),
        Trouble.TOO_LONG_AGO: _(
            "De les of bijeenkomst van %(whole)s op %(day)s is langer dan een jaar geleden. Controleer het jaar, of "
            "laat de rijen weg."
        ),
    }


def _kind(outcome: Outcome) -> Trouble:
    assert isinstance(outcome.trouble, Trouble)
    return outcome.trouble


def when(outcome: Outcome) -> str:
    """Of which lesson it is: maandagochtend 2 november 2026, Klas 1."""
    session = outcome.session
    assert session is not None
    separator = " " if language_now() == "nl" else ", "
    day = f"{session.half_day.label(language_now())}{separator}{date_format(session.day, 'j F Y')}"
    return f"{day}, {title_of(session)}"
