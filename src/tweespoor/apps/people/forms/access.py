"""Forms about who sees what of a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import Organisation
from tweespoor.core.access import consentable


def _date_field(label: Any, *, today: date) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, initial=today)


class ShareForm(forms.Form):
    """Share a person with an organisation from a day on."""

    organisation = forms.ModelChoiceField(label=_("Organisatie"), queryset=Organisation.objects.none())
    since = forms.DateField()

    def __init__(self, *args: Any, organisations: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="delen-%s")
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]  # a field of models
        self.fields["organisation"].empty_label = _("Kies een organisatie")  # type: ignore[attr-defined]
        self.fields["since"] = _date_field(_("Vanaf"), today=today)


class ConsentForm(forms.Form):
    """What a person consents to, for one organisation."""

    recipient = forms.ModelChoiceField(label=_("Organisatie"), queryset=Organisation.objects.none())
    purposes = forms.MultipleChoiceField(label=_("Welke gegevens"), widget=forms.CheckboxSelectMultiple)
    how = forms.CharField(
        label=_("Hoe gaf de deelnemer toestemming?"),
        max_length=160,
        help_text=_("Bijvoorbeeld: formulier getekend, of verteld met een tolk erbij."),
    )
    given_on = forms.DateField()

    def __init__(self, *args: Any, organisations: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="toestemming-%s")
        language = language_now()
        self.fields["recipient"].queryset = organisations  # type: ignore[attr-defined]  # a field of models
        self.fields["recipient"].empty_label = _("Kies een organisatie")  # type: ignore[attr-defined]
        self.fields["purposes"].choices = [  # type: ignore[attr-defined]  # a field of choices
            (purpose.value, purpose.label(language)) for purpose in consentable()
        ]
        self.fields["given_on"] = _date_field(_("Gegeven op"), today=today)


class EmergencyForm(forms.Form):
    """Whose data somebody needs at once, and why."""

    municipality = forms.ModelChoiceField(label=_("Gemeente"), queryset=Organisation.objects.none())
    number = forms.CharField(label=_("Nummer van de deelnemer"), max_length=20)
    reason = forms.CharField(
        label=_("Waarom heeft u deze gegevens nu nodig?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("De gemeente leest dit en vraagt u er misschien naar."),
    )

    def __init__(self, *args: Any, municipalities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities  # type: ignore[attr-defined]  # a field of models
        self.fields["municipality"].empty_label = _("Kies een gemeente")  # type: ignore[attr-defined]
