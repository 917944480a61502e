"""What a list of language classes holds, and what is wrong with its cells, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tweespoor.apps.exchange.queries.classes import CellTrouble, Reason, Unreadable
from tweespoor.apps.exchange.wording import caseload
from tweespoor.core.tabular import Wrong


def target(name: str) -> str:
    """What a column holds."""
    return {
        "name": _("Naam van de klas"),
        "level": _("Taalniveau"),
        "half_days": _("Wanneer de klas les heeft"),
        "free_seats": _("Vrije plaatsen"),
        "location": _("Gebouw"),
    }[name]


def trouble(cell: CellTrouble) -> str:
    """What is wrong with a cell, and what to do."""
    match cell.target, cell.problem.wrong:
        case _target, Wrong.NO_NAME | Wrong.NOT_NONE:
            said = _("Hier staat niets. Vul in: %(what)s.") % {"what": target(cell.target)}
        case "name", Wrong.WRONG_FORM:
            said = _("Deze klas staat al eerder in de lijst. Laat er één staan.")
        case "location", Wrong.NOT_IN_LIST:
            said = _("Dit gebouw is er niet in dit programma. Schrijf de naam zoals hij bij Gebouwen staat.")
        case "half_days", Wrong.NOT_IN_LIST:
            said = _("Dit is geen dagdeel. Schrijf bijvoorbeeld: ma ochtend, wo middag.")
        case _target, wrong:
            said = caseload.wrong(wrong)
    if cell.problem.proposal:
        said = _("%(said)s Bedoelt u %(proposal)s?") % {"said": said, "proposal": cell.problem.proposal}
    return said


def unreadable(problem: Unreadable) -> str:
    """Why a file cannot be read, and what to do."""
    if problem.reason is Reason.TOO_MANY_ROWS:
        return _("Deze lijst is te lang: hooguit %(limit)s klassen per keer.") % {"limit": problem.limit}
    return caseload.unreadable(problem)
