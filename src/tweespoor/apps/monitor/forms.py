"""The form above a figure: as of which date, and whether small numbers are hidden."""

from __future__ import annotations

from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

OLDEST = date(1990, 1, 1)


class ViewForm(forms.Form):
    """As of which date the figures are drawn."""

    peildatum = forms.DateField(label=_("Peildatum"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    afschermen = forms.BooleanField(label=_("Kleine aantallen afschermen"), required=False)

    def clean_peildatum(self) -> date:
        """A date that figures can be about."""
        day = cast(date, self.cleaned_data["peildatum"])
        if day < OLDEST:
            raise forms.ValidationError(_("Deze peildatum ligt te ver terug. Controleer het jaar."))
        return day
