"""The form that turns "not asked" into an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.vocabulary import LONGEST_TEXT, ActivityFamily, ActivityKind, Purpose, ValueKind, Variable
from tweespoor.core.vocabulary.variables.reading import email, phone, postcode, year
from tweespoor.core.week import week_grid

OLDEST = date(1900, 1, 1)


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
        self.fields["answer"] = answer_field(variable)
        ticked = self.fields["none"].widget.value_from_datadict(self.data, self.files, self.add_prefix("none"))
        self.fields["answer"].required = not ticked
        self.fields["answer"].help_text = _("Is het er niet? Kies dan “geen”.")
        self.fields["answer"].error_messages["required"] = _("Vul een antwoord in, of kies “geen”.")
        self.fields["answer"].initial = as_initial(known)
        self.fields["none"].initial = known.state is FactState.NONE
        self.fields["valid_on"].initial = today
        self.order_fields(["answer", "none", "valid_on", "source"])

    def clean_answer(self) -> object:
        """Somebody was born, or came to live here, on a day that has been."""
        answer: object = self.cleaned_data["answer"]
        if self.variable.kind is ValueKind.DATE and isinstance(answer, date):
            check_day(answer, today=self.today)
        return answer

    def clean_valid_on(self) -> date:
        """A fact is about a day that has been."""
        day = cast(date, self.cleaned_data["valid_on"])
        check_day(day, today=self.today)
        return day

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
        return Fact.known(as_value(self.variable, answer), **details)


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


def as_value(variable: Variable, answer: Any) -> Value:
    """What a field's answer is as a value; an answer ticked twice counts once, a year typed twice is twins."""
    if variable.kind is ValueKind.YES_NO:
        return bool(answer == "true")
    if variable.kind is ValueKind.SEVERAL:
        return tuple(answer) if variable.accepts is year else tuple(dict.fromkeys(answer))
    return cast(Value, answer)


def check_day(day: date, *, today: date) -> None:
    """Refuse a day that has not been, or that lies too far back to be meant.

    Raises:
        ValidationError: saying which.
    """
    if day > today:
        raise forms.ValidationError(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
    if day < OLDEST:
        raise forms.ValidationError(_("Deze dag ligt te ver terug. Controleer het jaar."))


def as_initial(known: Fact[Value]) -> Value | list[str] | None:
    """What is known already, as the form's field shows it."""
    if isinstance(known.value, bool):
        return "true" if known.value else "false"
    return list(known.value) if isinstance(known.value, tuple) else known.value


def answer_field(variable: Variable) -> forms.Field:
    """The field in which a variable's question is answered."""
    label = variable.question(language_now())
    match variable.kind:
        case ValueKind.YES_NO | ValueKind.ONE:
            return _choice_field(variable, label=label)
        case ValueKind.SEVERAL:
            if variable.accepts is year:
                return YearsField(label=label, max_length=200)
            choices = answer_choices(variable)
            return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)
        case ValueKind.NUMBER:
            return forms.IntegerField(label=label, min_value=0, max_value=variable.most)
        case ValueKind.DATE:
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            return forms.DateField(label=label, widget=widget)
        case ValueKind.TEXT:
            return _text_field(variable, label=label)


def _choice_field(variable: Variable, *, label: str) -> forms.Field:
    if variable.kind is ValueKind.YES_NO:
        yes_no = [("true", _("Ja")), *([] if variable.no_is_none else [("false", _("Nee"))])]
        return forms.ChoiceField(label=label, choices=yes_no, widget=forms.RadioSelect)
    return forms.ChoiceField(label=label, choices=[("", _("Kies een antwoord")), *answer_choices(variable)])


def _text_field(variable: Variable, *, label: str) -> forms.Field:
    checks = [_checking(variable.accepts)] if variable.accepts else []
    in_own_words = variable.purpose is Purpose.NOTES or variable.slug.endswith("-goal")
    widget = forms.Textarea(attrs={"rows": 2}) if in_own_words else forms.TextInput
    return forms.CharField(label=label, max_length=LONGEST_TEXT, validators=checks, widget=widget)


def _checking(accepts: Callable[[str], object]) -> Callable[[str], None]:
    def check(text: str) -> None:
        try:
            accepts(text)
        except ValueError:
            raise forms.ValidationError(_EXPECTED.get(accepts, _EXPECTED[year])) from None

    return check


_EXPECTED: dict[Callable[[str], object], Any] = {
    postcode: _("Vul een postcode in zoals 6041 AB."),
    phone: _("Vul een telefoonnummer in zoals 06 12345678."),
    email: _("Vul een e-mailadres in zoals naam@voorbeeld.nl."),
    year: _("Vul jaren in met een komma ertussen, zoals 2015, 2018."),
}


class YearsField(forms.CharField):
    """Years with commas between them, as a list; a year stands twice where twins were born."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text=_EXPECTED[year], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The list as it is typed."""
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        """The list; empty where nothing was typed."""
        return [part.strip() for part in super().to_python(value).split(",") if part.strip()]

    def run_validators(self, value: Any) -> None:
        """Each must be a year in which somebody can have been born."""
        for part in value:
            _checking(year)(part)
            if int(part) > timezone.localdate().year:
                raise forms.ValidationError(_("Dit jaar moet nog komen: %(year)s.") % {"year": part})


def answer_choices(variable: Variable) -> list[tuple[str, str]]:
    """The answers a variable with a list can have, in the language of the page."""
    language = language_now()
    if variable.codes is ActivityKind:
        return [(kind.value, kind.label(language)) for kind in ActivityKind if kind.family in _GROUP_FAMILIES]
    if variable.codes is not None:
        return [(term.value, term.label(language)) for term in variable.codes]
    return [(half_day.slug, half_day.label(language)) for half_day in week_grid()]


_GROUP_FAMILIES = (ActivityFamily.LANGUAGE, ActivityFamily.SELF_RELIANCE, ActivityFamily.PREPARATION)
