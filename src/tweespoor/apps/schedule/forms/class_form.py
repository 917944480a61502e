"""The form of a language class, with its own hours where the organisation wants them."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.schedule.forms.fields import HalfDaysField, SomeField, choices_of, whole
from tweespoor.apps.schedule.forms.seen import SupplyForm
from tweespoor.apps.schedule.queries.supply import changeable_rows, may_change_supply, providers_of, schools_of
from tweespoor.apps.schedule.queries.supply_use import in_programme
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.core.vocabulary import LanguageLevel
from tweespoor.core.week import HalfDay, parse_half_days


class ClassForm(SupplyForm):
    """A language class of a provider."""

    provider = forms.ChoiceField(label=_("Taalaanbieder"))
    name = forms.CharField(label=_("Naam van de klas"), max_length=120)
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
        asks_hours = self.row and (self.is_detailed or self.row.hours)
        for half_day in parse_half_days(self.row.half_days) if asks_hours else ():
            self._ask_hours(half_day, language=language)

    def _ask_hours(self, half_day: HalfDay, *, language: str) -> None:
        own = self.row.hours.get(half_day.slug, ("", ""))
        label = half_day.label(language)
        for name, said, value in (("begin", _("begint om"), own[0]), ("einde", _("eindigt om"), own[1])):
            field = forms.TimeField(
                label=f"{label} {gettext(str(said))}",
                required=False,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )
            field.initial = value
            self.fields[f"{name}-{half_day.slug}"] = field

    def clean(self) -> dict[str, Any]:
        """The own hours of each half-day that the class still has, as they are kept.

        Raises:
            ValidationError: if there is a begin without an end, or the end is not after it.
        """
        given = super().clean() or self.cleaned_data
        hours = {}
        for slug in given.get("half_days", ()):
            begin, end = given.get(f"begin-{slug}"), given.get(f"einde-{slug}")
            if begin is None and end is None:
                continue
            if begin is None or end is None:
                empty = "begin" if begin is None else "einde"
                self.add_error(f"{empty}-{slug}", _("Vul begin en einde allebei in, of geen van beide."))
            elif begin >= end:
                self.add_error(f"einde-{slug}", _("Het einde ligt niet na het begin. Kies een latere tijd."))
            else:
                hours[slug] = [_written(begin), _written(end)]
        given["hours"] = hours
        return given

    def values(self) -> dict[str, Any]:
        """The columns; classes of other providers that may switch here stay, though their provider alone sees them."""
        found = super().values()
        if self.row:
            shown = {key for key, _label in self.fields["switch_from"].choices}  # type: ignore[attr-defined]  # has choices
            kept = {str(key) for key in self.row.switch_from.values_list("pk", flat=True)} - shown
            found["switch_from"] = sorted(kept | set(found["switch_from"]))
        return found


def _written(moment: time) -> str:
    return f"{moment:%H:%M}"
