"""Forms about requests, hand-overs and the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.rights.rules import InformedHow, Outcome, RequestKind, to_consent
from tweespoor.core.vocabulary import Act

OLDEST = date(2000, 1, 1)
LONGEST_NOTE = 2000


class _DayHasBeen(forms.DateField):
    """A day that has been, not too long ago."""

    def __init__(self, *, label: Any, today: date) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, widget=widget, initial=today)
        self.today = today

    def clean(self, value: Any) -> date:
        day = cast(date, super().clean(value))
        if day > self.today:
            raise forms.ValidationError(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
        if day < OLDEST:
            raise forms.ValidationError(_("Deze dag ligt te ver terug. Controleer het jaar."))
        return day


class RequestForm(forms.Form):
    """What a participant asked, and when."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("Wat vraagt de deelnemer?"), choices=RequestKind.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Toelichting"),
        help_text=_("In het kort: welk gegeven klopt niet, of waartegen is het bezwaar."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"] = _DayHasBeen(label=_("Ontvangen op"), today=today)
        self.order_fields(["kind", "received_on", "note"])

    def request_kind(self) -> RequestKind:
        """What was asked."""
        return RequestKind(self.cleaned_data["kind"])


class SettleForm(forms.Form):
    """How a request was settled, and when."""

    use_required_attribute = False
    outcome = forms.ChoiceField(label=_("Uitkomst"), choices=Outcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Wat is er geantwoord?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, received_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.received_on = received_on
        self.fields["done_on"] = _DayHasBeen(label=_("Afgehandeld op"), today=today)
        self.order_fields(["outcome", "done_on", "answer"])

    def clean_done_on(self) -> date:
        """A request is settled after it came in."""
        day = cast(date, self.cleaned_data["done_on"])
        if day < self.received_on:
            raise forms.ValidationError(_("Deze dag ligt voor de ontvangst van het verzoek."))
        return day

    def chosen_outcome(self) -> Outcome:
        """How it was settled."""
        return Outcome(self.cleaned_data["outcome"])


class HandOverForm(forms.Form):
    """To which municipality a person goes, how the person was told, and to what the person agreed."""

    use_required_attribute = False
    informed_how = forms.ChoiceField(
        label=_("Hoe is het de deelnemer verteld?"), choices=InformedHow.choices, widget=forms.RadioSelect
    )
    consented = forms.MultipleChoiceField(
        label=_("De deelnemer vindt goed dat dit ook meegaat"),
        help_text=_("Zonder toestemming gaat dit niet mee. Vraag het per onderwerp."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, receivers: Iterable[Organisation], act: Act | None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Kies een gemeente")), *((str(each.pk), each.name) for each in receivers)]
        self.fields["receiver"] = forms.ChoiceField(label=_("Naar welke gemeente?"), choices=choices)
        self.fields["informed_on"] = _DayHasBeen(label=_("Verteld aan de deelnemer op"), today=today)
        cast(forms.MultipleChoiceField, self.fields["consented"]).choices = to_consent(act)
        self.order_fields(["receiver", "informed_on", "informed_how", "consented"])


class AcceptForm(forms.Form):
    """The number a person gets in the receiving municipality."""

    use_required_attribute = False
    number = forms.CharField(label=_("Nummer van de deelnemer bij uw gemeente"), max_length=20)


class LogForm(forms.Form):
    """Which entries of the log are shown."""

    handeling = forms.ChoiceField(label=_("Wat er gebeurde"), required=False)
    vanaf = forms.DateField(
        label=_("Vanaf"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    tot_en_met = forms.DateField(
        label=_("Tot en met"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, deeds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["handeling"]).choices = [("", _("Alles")), *deeds]
