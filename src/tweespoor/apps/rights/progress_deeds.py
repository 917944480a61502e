"""Deeds in trajectories and about their costs, as the participant reads them and as the administrator does."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PROGRESS_DEEDS: Mapping[str, tuple[Promise | str, Promise | str]] = {
    "trajectory-started": (
        gettext_lazy("Op %(day)s liet %(who)s u beginnen in een programma."),
        gettext_lazy("liet een deelnemer beginnen"),
    ),
    "trajectory-ended": (
        gettext_lazy("Op %(day)s legde %(who)s vast dat uw traject gestopt is."),
        gettext_lazy("stopte een traject"),
    ),
    "reason-for-leaving-named": (
        gettext_lazy("Op %(day)s legde %(who)s vast waarom uw traject gestopt is."),
        gettext_lazy("legde een reden van stoppen vast"),
    ),
    "progress-brought": (
        gettext_lazy("Op %(day)s nam %(who)s over hoe ver u was."),
        gettext_lazy("nam over hoe ver deelnemers waren"),
    ),
    "stand-registered": (
        gettext_lazy("Op %(day)s legde %(who)s vast hoe ver u bent met een onderdeel."),
        gettext_lazy("legde een stand vast"),
    ),
    "stand-taken-back": (
        gettext_lazy("Op %(day)s nam %(who)s terug wat over een onderdeel was vastgelegd."),
        gettext_lazy("nam een stand terug"),
    ),
    "hours-registered": (
        gettext_lazy("Op %(day)s legde %(who)s vast hoeveel uur u iets volgde."),
        gettext_lazy("legde gevolgde uren vast"),
    ),
    "phase-changed": (
        gettext_lazy("Op %(day)s legde %(who)s vast in welke fase u bent."),
        gettext_lazy("veranderde een fase"),
    ),
    "phase-goal-registered": (
        gettext_lazy("Op %(day)s legde %(who)s vast of u het doel van een fase haalde."),
        gettext_lazy("legde een doel vast"),
    ),
    "design-question-answered": (
        gettext_lazy("Op %(day)s legde %(who)s een besluit over uw traject vast."),
        gettext_lazy("legde een besluit over het traject vast"),
    ),
    "design-answer-taken-back": (
        gettext_lazy("Op %(day)s nam %(who)s een besluit over uw traject terug."),
        gettext_lazy("nam een besluit over het traject terug"),
    ),
    "evaluation-held": (
        gettext_lazy("Op %(day)s bewaarde %(who)s een evaluatie met u."),
        gettext_lazy("bewaarde een evaluatie"),
    ),
    "price-agreed": (
        gettext_lazy("Op %(day)s legde %(who)s een prijs vast."),
        gettext_lazy("legde een prijs vast"),
    ),
    "budget-set": (
        gettext_lazy("Op %(day)s legde %(who)s een budget vast."),
        gettext_lazy("legde een budget vast"),
    ),
    "spending-registered": (
        gettext_lazy("Op %(day)s legde %(who)s een uitgave voor u vast."),
        gettext_lazy("legde een uitgave vast"),
    ),
    "spending-withdrawn": (
        gettext_lazy("Op %(day)s nam %(who)s een uitgave terug."),
        gettext_lazy("nam een uitgave terug"),
    ),
    "costs-exported": (
        gettext_lazy("Op %(day)s haalde %(who)s een overzicht van kosten op waar u in staat."),
        gettext_lazy("haalde een overzicht van kosten op"),
    ),
    "purse-set": (
        gettext_lazy("Op %(day)s legde %(who)s een doorbraakbudget vast."),
        gettext_lazy("legde een doorbraakbudget vast"),
    ),
    "purse-asked": (
        gettext_lazy("Op %(day)s vroeg %(who)s voor u iets uit het doorbraakbudget."),
        gettext_lazy("vroeg iets uit het doorbraakbudget"),
    ),
    "purse-decided": (
        gettext_lazy("Op %(day)s besliste %(who)s over iets dat voor u gevraagd was."),
        gettext_lazy("besliste over een aanvraag"),
    ),
    "purse-request-withdrawn": (
        gettext_lazy("Op %(day)s trok %(who)s in wat voor u gevraagd was."),
        gettext_lazy("trok een aanvraag in"),
    ),
    "cbs-delivery-noted": (
        gettext_lazy("Op %(day)s legde %(who)s een levering aan CBS vast."),
        gettext_lazy("legde een levering aan CBS vast"),
    ),
    "cbs-delivery-withdrawn": (
        gettext_lazy("Op %(day)s trok %(who)s een levering aan CBS in."),
        gettext_lazy("trok een levering aan CBS in"),
    ),
}
