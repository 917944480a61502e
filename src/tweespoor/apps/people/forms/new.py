"""The form of a new participant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.models import Organisation, OrganisationQuerySet
from tweespoor.apps.people.forms.facts import check_day


class NewPersonForm(forms.Form):
    """Who it is, in which municipality, and since when; the rest is for the intake."""

    municipality = forms.ModelChoiceField(label=_("Gemeente"), queryset=None, empty_label=None)
    number = forms.CharField(label=_("Nummer in uw administratie"), max_length=20)
    given_name = forms.CharField(label=_("Voornaam"), max_length=80)
    family_name = forms.CharField(label=_("Achternaam"), max_length=80)
    birth_date = forms.DateField(
        label=_("Geboortedatum"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Zo ziet u of iemand er al is."),
    )
    joined_on = forms.DateField(
        label=_("Deelnemer sinds"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    zone = forms.ChoiceField(label=_("Wijk of kern"), required=False)

    def __init__(
        self, *args: Any, municipalities: OrganisationQuerySet, zones: Sequence[str], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = cast(forms.ModelChoiceField, self.fields["municipality"])
        field.queryset = municipalities
        if len(municipalities) == 1:
            field.initial = municipalities[0].pk
            field.widget = forms.HiddenInput()
        choices = [("", _("Nog niet bekend")), *[(zone, zone) for zone in zones]]
        cast(forms.ChoiceField, self.fields["zone"]).choices = choices
        self.fields["joined_on"].initial = today

    def clean_birth_date(self) -> date | None:
        """A day that has been."""
        return self._day("birth_date")

    def clean_joined_on(self) -> date | None:
        """A day that has been."""
        return self._day("joined_on")

    def _day(self, name: str) -> date | None:
        day = cast(date | None, self.cleaned_data[name])
        if day is not None:
            check_day(day, today=self.today)
        return day

    @property
    def chosen_municipality(self) -> Organisation:
        """The municipality chosen."""
        return cast(Organisation, self.cleaned_data["municipality"])
