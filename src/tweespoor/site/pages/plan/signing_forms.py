"""The forms by which a plan goes on: a next version, discussed, signed."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.pips import ReasonForChange
from tweespoor.core.vocabulary import Language
from tweespoor.site.pages.plan.fields import day_field


class NextForm(forms.Form):
    """Why there is a new version."""

    reason = forms.ChoiceField(label=_("Waarom komt er een nieuw plan?"))
    reason_text = forms.CharField(
        label=_("Toelichting"), required=False, max_length=300, help_text=_("Zonder medische gegevens.")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        language = language_now()
        reasons = [(each.value, each.label(language)) for each in ReasonForChange]
        cast(forms.ChoiceField, self.fields["reason"]).choices = [("", _("Kies een reden")), *reasons]


class DiscussedForm(forms.Form):
    """On which day the plan was talked through."""

    on = day_field(_("Besproken op"), required=True)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})


class SignForm(forms.Form):
    """Who signs, on which day, and whether an interpreter was there."""

    use_required_attribute = False  # what is still empty is not wrong yet

    participant = forms.CharField(
        label=_("Naam van de deelnemer"),
        required=False,
        max_length=160,
        help_text=_("De deelnemer typt hier de eigen naam. Dat is de handtekening."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    without = forms.CharField(
        label=_("Tekent de deelnemer niet? Schrijf waarom"),
        required=False,
        max_length=300,
        help_text=_("De gemeente stelt het plan dan zelf vast. De deelnemer kan bezwaar maken."),
    )
    case_manager = forms.CharField(label=_("Naam van de klantmanager"), max_length=160)
    interpreter = forms.ChoiceField(
        label=_("Was er een tolk bij?"),
        choices=[("ja", _("ja")), ("nee", _("nee"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of er een tolk bij was.")},
    )
    language = forms.ChoiceField(label=_("In welke taal vertaalde de tolk?"), required=False)
    signed_on = day_field(_("Getekend op"), required=True)

    def __init__(self, data: Any = None, *, case_manager: str, today: date) -> None:
        super().__init__(data, initial={"case_manager": case_manager, "signed_on": today})
        self.today = today
        language = language_now()
        languages = [(each.value, each.label(language)) for each in Language]
        cast(forms.ChoiceField, self.fields["language"]).choices = [("", _("geen tolk")), *languages]

    def clean_signed_on(self) -> date:
        """A day that has been."""
        day = cast(date, self.cleaned_data["signed_on"])
        if day > self.today:
            raise forms.ValidationError(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
        return day

    def clean(self) -> dict[str, Any]:
        """Either the participant signs, or there is a reason why not; an interpreter has a language."""
        cleaned = super().clean() or {}
        participant, without = (cleaned.get("participant") or "").strip(), (cleaned.get("without") or "").strip()
        if not participant and not without:
            self.add_error("participant", _("Vul de naam in, of schrijf waarom de deelnemer niet tekent."))
        elif participant and without:
            self.add_error("without", _("De deelnemer tekent. Haal dit leeg, of haal de naam weg."))
        if cleaned.get("interpreter") == "ja" and not cleaned.get("language"):
            self.add_error("language", _("Kies de taal van de tolk."))
        return cleaned
