"""The deeds on the board and on drafts of timetables, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from tweespoor.apps.rights.deeds import Deed

BOARD_DEEDS: Mapping[str, Deed] = {
    "bottlenecks-asked": Deed(
        gettext_lazy("Op %(day)s zocht %(who)s naar knelpunten van een rooster."),
        gettext_lazy("zocht naar knelpunten van een rooster"),
    ),
    "board-changed": Deed(
        gettext_lazy("Op %(day)s veranderde %(who)s een concept van een rooster."),
        gettext_lazy("veranderde een concept van een rooster"),
    ),
    "board-change-undone": Deed(
        gettext_lazy("Op %(day)s maakte %(who)s een verandering van een concept ongedaan."),
        gettext_lazy("maakte een verandering van een concept ongedaan"),
    ),
    "board-change-redone": Deed(
        gettext_lazy("Op %(day)s deed %(who)s een verandering van een concept opnieuw."),
        gettext_lazy("deed een verandering van een concept opnieuw"),
    ),
    "group-pinned": Deed(
        gettext_lazy("Op %(day)s legde %(who)s vast wat van een groep blijft."),
        gettext_lazy("legde vast wat van een groep blijft"),
    ),
    "timetable-copied": Deed(
        gettext_lazy("Op %(day)s maakte %(who)s een concept van een rooster."),
        gettext_lazy("maakte een concept van een rooster"),
    ),
    "timetable-named": Deed(
        gettext_lazy("Op %(day)s gaf %(who)s een concept een naam."), gettext_lazy("gaf een concept een naam")
    ),
    "timetable-discarded": Deed(
        gettext_lazy("Op %(day)s gooide %(who)s een concept van een rooster weg."),
        gettext_lazy("gooide een concept van een rooster weg"),
    ),
    "disruption-kept": Deed(
        gettext_lazy("Op %(day)s legde %(who)s vast dat er iets veranderde in het rooster."),
        gettext_lazy("legde een verandering in het rooster vast"),
    ),
    "disruption-taken-back": Deed(
        gettext_lazy("Op %(day)s nam %(who)s terug wat na een verandering in het rooster was uitgevoerd."),
        gettext_lazy("nam een verandering in het rooster terug"),
    ),
    "meeting-given-back": Deed(
        gettext_lazy("Op %(day)s gaf %(who)s een bijeenkomst de eigen trainer of het eigen lokaal terug."),
        gettext_lazy("gaf een bijeenkomst de eigen trainer of het eigen lokaal terug"),
    ),
    "meeting-taken-over": Deed(
        gettext_lazy("Op %(day)s regelde %(who)s een andere trainer of een ander lokaal voor een bijeenkomst."),
        gettext_lazy("regelde een andere trainer of een ander lokaal"),
    ),
    "group-mode-set": Deed(
        gettext_lazy("Op %(day)s legde %(who)s vast of een groep online is."),
        gettext_lazy("legde vast of een groep online is"),
    ),
}
