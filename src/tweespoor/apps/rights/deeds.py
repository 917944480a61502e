"""What a deed is in words, and the deeds on trajectories and their terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Deed:
    """A deed as the participant reads it ("Op ... keek ... naar ...") and as the administrator does."""

    told: Promise | str
    short: Promise | str


TRAJECTORY_DEEDS: Mapping[str, Deed] = {
    "case-event-noted": Deed(
        gettext_lazy("Op %(day)s legde %(who)s een gebeurtenis vast die telt voor uw termijnen."),
        gettext_lazy("legde een gebeurtenis vast"),
    ),
    "case-event-withdrawn": Deed(
        gettext_lazy("Op %(day)s trok %(who)s een gebeurtenis in die niet klopte."),
        gettext_lazy("trok een gebeurtenis in"),
    ),
    "hours-noted": Deed(gettext_lazy("Op %(day)s legde %(who)s uren van u vast."), gettext_lazy("legde uren vast")),
    "hours-withdrawn": Deed(
        gettext_lazy("Op %(day)s trok %(who)s uren in die niet klopten."), gettext_lazy("trok uren in")
    ),
    "hours-checked": Deed(
        gettext_lazy("Op %(day)s ging %(who)s na of uren van u meetellen."), gettext_lazy("ging uren na")
    ),
    "cases-brought": Deed(
        gettext_lazy("Op %(day)s legde %(who)s vast wat er eerder in uw inburgering gebeurde."),
        gettext_lazy("legde eerdere gebeurtenissen vast"),
    ),
}
