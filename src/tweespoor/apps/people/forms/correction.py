"""The form that says that an answer was wrong, and what is right."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.forms.facts import FactForm
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import CorrectionReason, Variable


class CorrectionForm(FactForm):
    """The right answer, "none", or that it should never have been registered; and why the old one was wrong."""

    def __init__(self, *args: Any, variable: Variable, known: Fact[Value], today: date, **kwargs: Any) -> None:
        super().__init__(*args, variable=variable, known=known, today=today, **kwargs)
        language = language_now()
        self.fields["taken_back"] = forms.BooleanField(
            label=_("Neem het antwoord terug: het had hier niet mogen staan"), required=False
        )
        self.fields["reason"] = forms.ChoiceField(
            label=_("Waarom klopte het niet?"),
            choices=[("", _("Kies een reden")), *[(each.value, each.label(language)) for each in CorrectionReason]],
        )
        self.fields["answer"].required = "none" not in self.data and "taken_back" not in self.data
        self.fields["answer"].help_text = _("Wat had er moeten staan?")
        self.fields["valid_on"].initial = known.valid_on or today
        self.fields["source"].initial = known.source
        self.order_fields(["reason", "answer", "none", "taken_back", "valid_on", "source"])

    def fact(self) -> Fact[Value]:
        """What is right; not asked where the answer is taken back."""
        return Fact.not_asked() if self.cleaned_data["taken_back"] else super().fact()

    @property
    def why(self) -> CorrectionReason:
        """The reason that was chosen."""
        return CorrectionReason(self.cleaned_data["reason"])
