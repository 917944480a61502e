"""The form above a figure: as of which date, and whether small numbers are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

OLDEST = date(1990, 1, 1)


class ViewForm(forms.Form):
    """As of which date the figures are drawn."""

    peildatum = forms.DateField(label=_("Peildatum"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    afschermen = forms.BooleanField(label=_("Kleine aantallen afschermen"), required=False)

    def __init__(self, *args: Any, fixed_days: Sequence[date] = (), **kwargs: Any) -> None:
        """With `fixed_days` one of these is chosen, and small numbers are always hidden."""
        super().__init__(*args, **kwargs)
        if fixed_days:
            choices = [(day.isoformat(), date_format(day, "j F Y")) for day in fixed_days]
            self.fields["peildatum"].widget = forms.Select(choices=choices)
            del self.fields["afschermen"]

    def clean_peildatum(self) -> date:
        """A date that figures can be about."""
        day = cast(date, self.cleaned_data["peildatum"])
        if day < OLDEST:
            raise forms.ValidationError(_("Deze peildatum ligt te ver terug. Controleer het jaar."))
        return day
