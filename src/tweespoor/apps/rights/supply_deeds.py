"""The deeds on what there is to plan with, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from tweespoor.apps.rights.deeds import Deed

SUPPLY_DEEDS: Mapping[str, Deed] = {
    "supply-row-added": Deed(
        gettext_lazy("Op %(day)s voerde %(who)s iets in om mee te plannen."),
        gettext_lazy("voerde iets in om mee te plannen"),
    ),
    "supply-row-changed": Deed(
        gettext_lazy("Op %(day)s veranderde %(who)s iets om mee te plannen."),
        gettext_lazy("veranderde iets om mee te plannen"),
    ),
    "supply-row-removed": Deed(
        gettext_lazy("Op %(day)s haalde %(who)s iets weg om mee te plannen."),
        gettext_lazy("haalde iets weg om mee te plannen"),
    ),
    "supply-row-put-back": Deed(
        gettext_lazy("Op %(day)s zette %(who)s iets terug om mee te plannen."),
        gettext_lazy("zette iets terug om mee te plannen"),
    ),
    "class-set": Deed(
        gettext_lazy("Op %(day)s legde %(who)s vast welke taalcursus u volgt."),
        gettext_lazy("legde vast welke taalcursus iemand volgt"),
    ),
    "classes-read-in": Deed(
        gettext_lazy("Op %(day)s las %(who)s een lijst van taalklassen in."),
        gettext_lazy("las een lijst van taalklassen in"),
    ),
    "classes-taken-back": Deed(
        gettext_lazy("Op %(day)s maakte %(who)s het inlezen van een lijst van taalklassen ongedaan."),
        gettext_lazy("maakte het inlezen van een lijst van taalklassen ongedaan"),
    ),
    "themes-kept": Deed(
        gettext_lazy("Op %(day)s legde %(who)s de thema’s van een training vast."),
        gettext_lazy("legde thema’s van een training vast"),
    ),
    "holidays-added": Deed(
        gettext_lazy("Op %(day)s legde %(who)s vrije dagen vast."), gettext_lazy("legde vrije dagen vast")
    ),
    "travel-times-set": Deed(
        gettext_lazy("Op %(day)s legde %(who)s reistijden vast."), gettext_lazy("legde reistijden vast")
    ),
}
