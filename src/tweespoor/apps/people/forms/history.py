"""The two days of which a dossier is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_DAY = {"type": "date"}


class DaysForm(forms.Form):
    """The day the answers are about, and the day on which they were known; both today where nothing was asked."""

    over = forms.DateField(
        label=_("Over welke dag?"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    bekend = forms.DateField(
        label=_("Wat wij wisten op"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )

    def __init__(self, data: Mapping[str, Any] | None, *, today: date) -> None:
        super().__init__(data, initial={"over": today, "bekend": today})
        self.today = today

    def days(self) -> tuple[date, date]:
        """The day it is about and the day it was known; today where none, or no day, was given."""
        if not self.is_bound or not self.is_valid():
            return self.today, self.today
        return self.cleaned_data["over"] or self.today, self.cleaned_data["bekend"] or self.today
