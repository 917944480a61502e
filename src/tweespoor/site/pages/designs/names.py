"""What the sections and fields of a design are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SECTION_NAMES = {
    "phases": _("Fase"),
    "blocks": _("Bouwsteen"),
    "alternatives": _("Keuze"),
    "alternations": _("Afwisseling"),
    "weekly_totals": _("Week als geheel"),
    "cadences": _("Ritme"),
    "targets": _("Doel"),
    "costs": _("Kosten"),
    "staff": _("Medewerker"),
}
"""One part of each section."""

SECTION_TITLES = {
    "phases": _("Fasen"),
    "blocks": _("Bouwstenen"),
    "alternatives": _("Keuzes"),
    "alternations": _("Afwisselingen"),
    "weekly_totals": _("De week als geheel"),
    "cadences": _("Ritmes"),
    "targets": _("Doelen"),
    "costs": _("Kosten"),
    "staff": _("Medewerkers"),
}
"""The sections as headings."""

ADD = {
    "phases": _("Fase toevoegen"),
    "blocks": _("Bouwsteen toevoegen"),
    "alternatives": _("Keuze toevoegen"),
    "alternations": _("Afwisseling toevoegen"),
    "weekly_totals": _("Week als geheel toevoegen"),
    "cadences": _("Ritme toevoegen"),
    "targets": _("Doel toevoegen"),
    "costs": _("Kosten toevoegen"),
    "staff": _("Medewerker toevoegen"),
}
"""What the links say that add a part."""

HOW = {"added": _("toegevoegd"), "removed": _("weggehaald"), "changed": _("gewijzigd")}
"""What happened to a part."""

FIELD_NAMES = {
    "title": _("Naam"),
    "summary": _("In één zin"),
    "participants": _("Deelnemers"),
    "approach": _("Aanpak"),
    "joining": _("Meedoen is"),
    "weekly_limit_hours": _("Grens: uren per week"),
    "budget_cents": _("Budget in centen"),
    "half_day_hours": _("Uren in een dagdeel"),
    "label": _("Naam"),
    "kind": _("Soort activiteit"),
    "also": _("Gaat ook over"),
    "form": _("Vorm"),
    "everyone": _("Voor iedereen"),
    "intensity": _("Hoeveel"),
    "when": _("Wanneer"),
    "group": _("De groep"),
    "provider": _("Wat voor organisatie"),
    "provider_name": _("Naam van de organisatie"),
    "conditions": _("Voorwaarden"),
    "duration": _("Duur"),
    "goal": _("Doel aan het eind"),
    "levels": _("Niveaus"),
    "counts_for": _("Telt voor de wet"),
    "after": _("Pas na"),
    "dayparts": _("Dagdelen"),
    "avoid": _("Liever niet op"),
    "note": _("Toelichting"),
    "source": _("Bron"),
    "blocks": _("Bouwstenen"),
    "chosen_by": _("Wie kiest"),
    "between": _("Afwisselend"),
    "turn_weeks": _("Weken per beurt"),
    "minutes": _("Minuten per week"),
    "phases": _("Fasen"),
    "from_week": _("Vanaf week"),
    "length": _("Hoe lang"),
    "size": _("Groepsgrootte"),
    "every": _("telkens na"),
    "within": _("uiterlijk binnen"),
    "who": _("Wie doet dit"),
    "percent": _("Procent"),
    "people": _("Aantal mensen"),
    "cents": _("Bedrag in centen"),
    "per": _("Per"),
    "block": _("Bouwsteen"),
    "role": _("Rol"),
    "count": _("Hoeveel mensen"),
    "minutes_per_week": _("Minuten per week"),
}
"""The fields of a design and its parts, where two versions are shown beside each other."""
