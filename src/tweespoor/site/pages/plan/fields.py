"""The fields that forms of a plan share: a day, and hours a week."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.people.rules import Refused
from tweespoor.apps.trajectories.rules import check_year

MOST_HOURS = 60
OTHER_DAY = _("Kies een dag die bestaat, zoals 26-3-2026.")
MOST = _("Een week heeft hooguit 60 uur voor een plan. Controleer het aantal.")


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class _DayField(forms.DateField):
    """A day that can be meant."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, date):
            try:
                check_year(value, today=timezone.localdate())
            except Refused as refused:
                raise forms.ValidationError(str(refused)) from None


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day, as a browser lets one choose it."""
    return _DayField(
        label=label, required=required, widget=_Day(), help_text=help_text, error_messages={"invalid": OTHER_DAY}
    )


def hours_field(label: Any) -> forms.DecimalField:
    """Hours a week, with a comma or a point."""
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(MOST_HOURS),
        decimal_places=2,
        max_digits=6,
        localize=True,
        error_messages={
            "max_value": MOST,
            "min_value": _("Vul 0 of meer uren in."),
            "invalid": _("Vul een getal in, zoals 12 of 7,5."),
        },
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
