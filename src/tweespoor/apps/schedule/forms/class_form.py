"""The form of a language class, with its own hours where the organisation wants them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.schedule.forms.fields import HalfDaysField, SomeField, choices_of, whole
from tweespoor.apps.schedule.forms.hours import OwnHours
from tweespoor.apps.schedule.forms.seen import SupplyForm
from tweespoor.apps.schedule.queries.supply import changeable_rows, may_change_supply, providers_of, schools_of
from tweespoor.apps.schedule.queries.supply_use import in_programme
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.core.vocabulary import LanguageLevel
from tweespoor.core.week import parse_half_days


class ClassForm(OwnHours, SupplyForm):
    """A language class of a provider."""

    provider = forms.ChoiceField(label=_("Taalaanbieder"))
    name = forms.CharField(label=_("Naam van de klas"), max_length=120)
    code = forms.CharField(
        label=_("Code van de taalaanbieder"),
        max_length=40,
        required=False,
        help_text=_("Als die er is. Daaraan herkent Tweespoor de klas in een lijst, ook als de naam verandert."),
    )
    level = forms.ChoiceField(label=_("Taalniveau"))
    location = forms.ChoiceField(label=_("Gebouw"))
    half_days = HalfDaysField(label=_("Wanneer de klas les heeft"))
    free_seats = whole(_("Vrije plaatsen"), least=0, most=100)
    switch_from = SomeField(
        label=_("Wie mag naar deze klas wisselen?"),
        help_text=_("De deelnemers van deze klassen mag de planner hierheen verplaatsen, als er plaats is."),
    )

    def prepare(self) -> None:
        """The providers the user may name, levels, buildings, other classes, and the hours of each half-day."""
        may_all = may_change_supply(self.user, programme=self.programme)
        schools = providers_of(self.programme) if may_all else schools_of(self.user, programme=self.programme)
        language = language_now()
        self.choose("provider", choices_of(schools))
        self.choose("level", [(each.value, each.label(language)) for each in LanguageLevel])
        self.choose("location", choices_of(in_programme(self.programme)["locations"]))
        rows = changeable_rows(self.user, programme=self.programme, kind=SupplyKind.CLASSES).current()
        rows = rows.exclude(pk=self.row.pk) if self.row else rows
        self.choose("switch_from", [(str(each.pk), f"{each.name} ({each.provider.name})") for each in rows])
        if self.row and (self.is_detailed or self.row.hours):
            half_days = parse_half_days(self.row.half_days)
            self.ask_hours([(each.slug, each.label(language)) for each in half_days], own=self.row.hours)

    def clean(self) -> dict[str, Any]:
        """The own hours of each half-day that the class still has, as they are kept."""
        given = super().clean() or self.cleaned_data
        given["hours"] = self.hours_of(given.get("half_days", ()), given=given)
        return given

    def values(self) -> dict[str, Any]:
        """The columns; classes of other providers that may switch here stay, though their provider alone sees them."""
        found = super().values()
        if self.row:
            shown = {key for key, _label in self.fields["switch_from"].choices}  # type: ignore[attr-defined]  # has choices
            kept = {str(key) for key in self.row.switch_from.values_list("pk", flat=True)} - shown
            found["switch_from"] = sorted(kept | set(found["switch_from"]))
        return found
