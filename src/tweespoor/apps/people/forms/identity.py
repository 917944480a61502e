"""The form that corrects who somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.actions.identity import Identity
from tweespoor.apps.people.forms.facts import check_day
from tweespoor.core.vocabulary import CorrectionReason


class IdentityForm(forms.Form):
    """Names, number, date of birth and zone as they are; why the date of birth was wrong, where another is given."""

    given_name = forms.CharField(label=_("Voornaam"), max_length=80)
    family_name = forms.CharField(label=_("Achternaam"), max_length=80)
    number = forms.CharField(label=_("Nummer in uw administratie"), max_length=20)
    born_on = forms.DateField(
        label=_("Geboortedatum"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.ChoiceField(
        label=_("Waarom klopte de geboortedatum niet?"),
        required=False,
        help_text=_("Alleen als u de geboortedatum verandert."),
    )
    zone = forms.ChoiceField(label=_("Wijk of kern"), required=False)

    def __init__(self, *args: Any, now: Identity, zones: Sequence[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(now), **kwargs)
        self.now, self.today = now, today
        zone = cast(forms.ChoiceField, self.fields["zone"])
        zone.choices = [("", _("Nog niet bekend")), *[(each, each) for each in sorted({*zones, now.zone} - {""})]]
        reason = cast(forms.ChoiceField, self.fields["reason"])
        language = language_now()
        reason.choices = [("", _("Kies een reden")), *[(each.value, each.label(language)) for each in CorrectionReason]]
        reason.error_messages["required"] = _("Kies waarom de oude geboortedatum niet klopte.")
        if now.born_on is None:
            del self.fields["reason"]
        elif self.is_bound:
            reason.required = self.data.get("born_on") != now.born_on.isoformat()

    def clean_born_on(self) -> date | None:
        """A day that has been."""
        day = cast(date | None, self.cleaned_data["born_on"])
        if day is not None:
            check_day(day, today=self.today)
        return day

    def identity(self) -> Identity:
        """Who the form says somebody is."""
        said = self.cleaned_data
        return Identity(
            given_name=said["given_name"],
            family_name=said["family_name"],
            number=said["number"],
            zone=said["zone"],
            born_on=said["born_on"],
        )

    @property
    def why(self) -> CorrectionReason:
        """The reason that was chosen."""
        return CorrectionReason(self.cleaned_data.get("reason") or CorrectionReason.OTHER)


def _initial(now: Identity) -> dict[str, Any]:
    return {
        "given_name": now.given_name,
        "family_name": now.family_name,
        "number": now.number,
        "zone": now.zone,
        "born_on": now.born_on,
    }
