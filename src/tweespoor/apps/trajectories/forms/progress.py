"""Forms about how far somebody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.progress import BlockState
from tweespoor.core.vocabulary import ReasonForLeaving

NOT_REGISTERED = "not-registered"
"""What stands for "no reason registered" in a form: chosen on purpose, never by leaving something out."""

MOST_HOURS = 168


def day_field(label: Any, *, today: date, help_text: Any = "") -> forms.DateField:
    """A day, today where nothing else is chosen."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, initial=today, help_text=help_text)


def reason_choices() -> list[tuple[str, str]]:
    """The reasons for leaving, with "not registered" as an answer of its own."""
    language = language_now()
    named = [(reason.value, reason.label(language)) for reason in ReasonForLeaving]
    return [*named, (NOT_REGISTERED, str(_("Reden niet vastgelegd")))]


def reason_of(value: str) -> ReasonForLeaving | None:
    """The reason that was chosen; None for "not registered"."""
    return None if value == NOT_REGISTERED else ReasonForLeaving(value)


class StandForm(forms.Form):
    """Where somebody stands in a block; without a day that is today, without a reason none is registered."""

    onderdeel = forms.SlugField(max_length=80)
    stand = forms.ChoiceField(choices=[(state.value, state.nl) for state in BlockState])
    dag = forms.DateField(label=_("Sinds"), required=False)
    reden = forms.ChoiceField(required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.fields["reden"].choices = [("", ""), *reason_choices()]  # type: ignore[attr-defined]  # has choices


class StopForm(forms.Form):
    """Since when somebody stopped; why is the button that sends it."""

    dag = forms.DateField()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dag"] = day_field(_("Gestopt op"), today=today)


class HoursForm(forms.Form):
    """The hours attended of a block in the week of a day; 0 is: there was nothing."""

    onderdeel = forms.ChoiceField(label=_("Onderdeel"))
    dag = forms.DateField()
    uren = forms.DecimalField(
        label=_("Uren gevolgd"),
        min_value=0,
        max_value=MOST_HOURS,
        decimal_places=2,
        localize=True,
        help_text=_("In die hele week. Vul 0 in als de deelnemer er niet was."),
        error_messages={"invalid": _("Vul een aantal uren in, bijvoorbeeld 7,5.")},
    )
    vervang = forms.BooleanField(label=_("Vervang wat een ander voor deze week vastlegde"), required=False)

    def __init__(self, *args: Any, blocks: Sequence[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="uren-%s")
        self.fields["onderdeel"].choices = blocks  # type: ignore[attr-defined]  # a field of choices
        self.fields["dag"] = day_field(_("Een dag in die week"), today=today)
        self.order_fields(["onderdeel", "dag", "uren", "vervang"])

    @property
    def minutes(self) -> int:
        """The hours as whole minutes."""
        return round(self.cleaned_data["uren"] * 60)


class PhaseForm(forms.Form):
    """The phase somebody goes to, from when, and why."""

    fase = forms.ChoiceField(label=_("Fase"))
    dag = forms.DateField()
    waarom = forms.CharField(label=_("Waarom"), required=False, max_length=300)
    gezien = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, phases: Sequence[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="fase-%s")
        self.fields["fase"].choices = phases  # type: ignore[attr-defined]  # a field of choices
        self.fields["dag"] = day_field(_("Vanaf"), today=today)
        self.order_fields(["fase", "dag", "waarom", "gezien"])


class GoalForm(forms.Form):
    """Whether the goal of a phase is reached."""

    fase = forms.SlugField(max_length=80)
    gehaald = forms.ChoiceField(choices=[("ja", _("Ja")), ("nee", _("Nee"))])


class AnswerForm(forms.Form):
    """An answer to a question of the design; empty takes back what holds."""

    vraag = forms.SlugField(max_length=100)
    antwoord = forms.SlugField(max_length=80, required=False)


class EvaluationForm(forms.Form):
    """An evaluation that was held."""

    moment = forms.ChoiceField(label=_("Evaluatie"))
    dag = forms.DateField()
    conclusie = forms.CharField(
        label=_("Wat was de conclusie?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Schrijf hier niets over gezondheid."),
    )
    vervolg = forms.CharField(label=_("Wat is de volgende stap?"), required=False, max_length=300)

    def __init__(self, *args: Any, rhythms: Sequence[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="evaluatie-%s")
        self.fields["moment"].choices = rhythms  # type: ignore[attr-defined]  # a field of choices
        self.fields["dag"] = day_field(_("Gehouden op"), today=today)
        self.order_fields(["moment", "dag", "conclusie", "vervolg"])


class StartForm(forms.Form):
    """In which programme somebody starts, and when."""

    programma = forms.ChoiceField(label=_("Programma"))
    dag = forms.DateField()

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="begin-%s")
        self.fields["programma"].choices = programmes  # type: ignore[attr-defined]  # a field of choices
        self.fields["dag"] = day_field(_("Begint op"), today=today)


class EndForm(forms.Form):
    """When a trajectory ended, and why; that nobody registered why is an answer of its own."""

    dag = forms.DateField()
    reden = forms.ChoiceField(label=_("Reden"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="einde-%s")
        self.fields["dag"] = day_field(_("Gestopt op"), today=today)
        self.fields["reden"].choices = [("", _("Kies een reden")), *reason_choices()]  # type: ignore[attr-defined]  # has choices


class ReasonForm(forms.Form):
    """Why a trajectory ended, named afterwards."""

    traject = forms.UUIDField(widget=forms.HiddenInput)
    reden = forms.ChoiceField(label=_("Reden"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, auto_id="reden-%s")
        language = language_now()
        self.fields["reden"].choices = [  # type: ignore[attr-defined]  # a field of choices
            ("", _("Kies een reden")),
            *[(reason.value, reason.label(language)) for reason in ReasonForLeaving],
        ]
