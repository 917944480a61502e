"""The form that turns "not asked" into an answer."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind, ValueKind, Variable
from tweespoor.core.week import week_grid

OLDEST = date(1900, 1, 1)
LARGEST_NUMBER = 10_000


class FactForm(forms.Form):
    """One question about one person: an answer, or "none"; with the day it is about and who said so.

    What is known already stands in it, so that nothing is asked again.
    """

    answer: forms.Field
    none = forms.BooleanField(label=_("Geen: gevraagd, en het is er niet"), required=False)
    valid_on = forms.DateField(label=_("Geldig op"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    source = forms.CharField(label=_("Bron"), max_length=160, initial=_("gesprek"))

    def __init__(self, *args: Any, variable: Variable, known: Fact[Value], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.variable = variable
        self.today = today
        self.fields["answer"] = _answer_field(variable)
        self.fields["answer"].required = "none" not in self.data
        self.fields["answer"].help_text = _("Is het er niet? Kies dan “geen”.")
        self.fields["answer"].error_messages["required"] = _("Vul een antwoord in, of kies “geen”.")
        self.fields["answer"].initial = _as_initial(known)
        self.fields["none"].initial = known.state is FactState.NONE
        self.fields["valid_on"].initial = today
        self.order_fields(["answer", "none", "valid_on", "source"])

    def clean_answer(self) -> object:
        """Somebody was born, or came to live here, on a day that has been."""
        answer: object = self.cleaned_data["answer"]
        if self.variable.kind is ValueKind.DATE and isinstance(answer, date):
            self._check_has_been(answer)
        return answer

    def clean_valid_on(self) -> date:
        """A fact is about a day that has been."""
        day = cast(date, self.cleaned_data["valid_on"])
        self._check_has_been(day)
        return day

    def _check_has_been(self, day: date) -> None:
        if day > self.today:
            raise forms.ValidationError(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
        if day < OLDEST:
            raise forms.ValidationError(_("Deze dag ligt te ver terug. Controleer het jaar."))

    def clean(self) -> dict[str, Any]:
        """Not both an answer and "none" are given; that one of them is, the answer's field sees to."""
        cleaned = super().clean() or {}
        if "answer" not in cleaned:
            return cleaned
        answered = cleaned["answer"] not in (None, "", [])
        if answered and cleaned.get("none"):
            self.add_error("none", _("U vulde een antwoord in én koos “geen”. Haal een van de twee weg."))
        return cleaned

    def fact(self) -> Fact[Value]:
        """The fact that was filled in; known today."""
        details = {
            "valid_on": self.cleaned_data["valid_on"],
            "known_on": self.today,
            "source": self.cleaned_data["source"],
        }
        if self.cleaned_data["none"]:
            return Fact.none(**details)
        answer = self.cleaned_data["answer"]
        if self.variable.kind is ValueKind.YES_NO:
            return Fact.known(answer == "true", **details)
        if self.variable.kind is ValueKind.SEVERAL:
            return Fact.known(tuple(dict.fromkeys(answer)), **details)
        return Fact.known(answer, **details)


class ShortFactForm(FactForm):
    """The same question where many are answered one after the other: about today, from a conversation."""

    def __init__(self, *args: Any, variable: Variable, today: date, **kwargs: Any) -> None:
        super().__init__(*args, variable=variable, known=Fact.not_asked(), today=today, **kwargs)
        del self.fields["valid_on"]
        del self.fields["source"]

    def clean(self) -> dict[str, Any]:
        """The answer is about today, and somebody told it."""
        return {**super().clean(), "valid_on": self.today, "source": _("gesprek")}

    def fact(self) -> Fact[Value]:
        """The fact that was filled in; known today."""
        self.cleaned_data["source"] = str(self.cleaned_data["source"])
        return super().fact()


def _as_initial(known: Fact[Value]) -> Value | list[str] | None:
    """What is known already, as the form's field shows it."""
    if isinstance(known.value, bool):
        return "true" if known.value else "false"
    return list(known.value) if isinstance(known.value, tuple) else known.value


def _answer_field(variable: Variable) -> forms.Field:
    language = language_now()
    label = variable.question(language)
    match variable.kind:
        case ValueKind.YES_NO:
            yes_no = [("true", _("Ja")), ("false", _("Nee"))]
            return forms.ChoiceField(label=label, choices=yes_no, widget=forms.RadioSelect)
        case ValueKind.ONE:
            choices = [("", _("Kies een antwoord")), *_choices(variable, language)]
            return forms.ChoiceField(label=label, choices=choices)
        case ValueKind.SEVERAL:
            choices = _choices(variable, language)
            return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)
        case ValueKind.NUMBER:
            return forms.IntegerField(label=label, min_value=0, max_value=LARGEST_NUMBER)
        case ValueKind.DATE:
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            return forms.DateField(label=label, widget=widget)
        case ValueKind.TEXT:
            return forms.CharField(label=label, max_length=500)


def _choices(variable: Variable, language: str) -> list[tuple[str, str]]:
    if variable.codes is ActivityKind:
        return [(kind.value, kind.label(language)) for kind in ActivityKind if kind.family in _GROUP_FAMILIES]
    if variable.codes is not None:
        return [(term.value, term.label(language)) for term in variable.codes]
    return [(half_day.slug, half_day.label(language)) for half_day in week_grid()]


_GROUP_FAMILIES = (ActivityFamily.LANGUAGE, ActivityFamily.SELF_RELIANCE, ActivityFamily.PREPARATION)
