"""Fields of the forms of what there is to plan with: half-days as a grid, and coordinates as people copy them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.travel import Place, place_of_rd
from tweespoor.core.week import DAY_NAMES, parse_half_days, week_grid

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_LEAST_RD = 1000
_NETHERLANDS = (50.5, 53.8, 3.0, 7.5)


class HalfDayGrid(forms.CheckboxSelectMultiple):
    """Shown as a grid: a row per day, a column per part of the day."""


class HalfDaysField(forms.MultipleChoiceField):
    """Half-days of the week, cleaned to their slugs in order of time.

    With `all_is_always` all of them together are kept as an empty list, which means that any will do.
    """

    def __init__(self, *, label: Any, all_is_always: bool = False, **more: Any) -> None:
        super().__init__(label=label, widget=HalfDayGrid, **more)
        self.all_is_always = all_is_always
        self.error_messages["required"] = _("Kies minstens één dagdeel.")

    def name_choices(self) -> None:
        """Name the half-days in the language of the page."""
        language = language_now()
        self.choices = [
            (each.slug, f"{DAY_NAMES[language][each.day - 1]} {each.part.en if language == 'en' else each.part.nl}")
            for each in week_grid()
        ]

    def clean(self, value: Any) -> list[str]:
        """The slugs, in order of time.

        Raises:
            ValidationError: if one is no half-day of the week, or none is ticked.
        """
        slugs = [each.slug for each in parse_half_days(super().clean(value))]
        return [] if self.all_is_always and len(slugs) == len(week_grid()) else slugs

    def prepare_value(self, value: Any) -> Any:
        """What is ticked: of an empty list that means always, all of them."""
        if self.all_is_always and value is not None and not list(value):
            return [each.slug for each in week_grid()]
        return value


class SomeField(forms.MultipleChoiceField):
    """Several of what there is, by their ids; cleaned to a sorted list."""

    def __init__(self, *, label: Any, help_text: Any = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple)

    def clean(self, value: Any) -> list[str]:
        """The ids, sorted."""
        return sorted(super().clean(value))


class CoordinatesField(forms.CharField):
    """A place as people copy it from a map: latitude and longitude, or RD coordinates; cleaned to a place."""

    def clean(self, value: Any) -> Place | None:  # type: ignore[override]  # a place, not text
        """The place; None where nothing was typed.

        Raises:
            ValidationError: if these are not two coordinates within the Netherlands.
        """
        text = super().clean(value).strip()
        if not text:
            return None
        numbers = _NUMBER.findall(text)
        if len(numbers) == 1 and "," in numbers[0]:
            numbers = numbers[0].split(",")
        place = _place([float(each.replace(",", ".")) for each in numbers])
        if place is None:
            raise forms.ValidationError(
                _(
                    "Vul twee getallen in Nederland in: breedte en lengte (zoals 51.19, 5.99) "
                    "of RD-coördinaten (zoals 197000 356000)."
                )
            )
        return place


def _place(numbers: Sequence[float]) -> Place | None:
    if len(numbers) != 2:
        return None
    first, second = numbers
    if first > _LEAST_RD:
        try:
            return place_of_rd(first, second)
        except ValueError:
            return None
    south, north, west, east = _NETHERLANDS
    return Place(first, second) if south <= first <= north and west <= second <= east else None


def whole(label: Any, *, least: int = 1, most: int = 200, help_text: Any = "", required: bool = True) -> Any:
    """A field of a whole number within limits."""
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=help_text, required=required)


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A field of a day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def choices_of(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """Rows as choices, by their ids."""
    return [(str(row.pk), str(row)) for row in rows]
