"""The forms of the intake: one per question, each with an answer, "geen" or "niet gevraagd"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.actions.registering import Answer
from tweespoor.apps.people.forms.facts import answer_choices, answer_field, as_initial, as_value, check_day
from tweespoor.apps.people.queries.registering import Item
from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.vocabulary import ValueKind, Variable

MOST_BUTTONS = 6
"""So many answers stand as buttons, to be given in one tap; more stand in a list."""

GIVEN = "answer"
CHOSEN = "="

SOURCES = (
    ("gesprek", _("gesprek")),
    ("huisbezoek", _("huisbezoek")),
    ("telefoongesprek", _("telefoongesprek")),
    ("document", _("document")),
    ("taaltoets", _("taaltoets")),
    ("taalschool", _("taalschool")),
    ("DUO", _("DUO")),
    ("maatschappelijke begeleiding", _("maatschappelijke begeleiding")),
    ("familie of partner", _("familie of partner")),
)


class SourceForm(forms.Form):
    """Where the answers of a step come from, and which day they are about: asked once per step."""

    source = forms.ChoiceField(label=_("Waar komen deze antwoorden vandaan?"), choices=SOURCES)
    day = forms.DateField(
        label=_("Over welke dag gaan ze?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Mapping[str, Any] | None, *, today: date) -> None:
        super().__init__(data, initial={"source": SOURCES[0][0], "day": today}, prefix="bron")
        self.today = today

    def clean_day(self) -> date:
        """A day that has been."""
        day = cast(date, self.cleaned_data["day"])
        check_day(day, today=self.today)
        return day


class ItemForm(forms.Form):
    """One question: a group of buttons for the state, and a field where the answer is more than a tap.

    What was typed counts, also where its button was not pressed: without script nobody presses it for you.
    """

    def __init__(self, data: Mapping[str, Any] | None, *, item: Item, today: date) -> None:
        super().__init__(data, prefix=item.variable.slug)
        self.item, self.today = item, today
        self.base = item.fact
        self.is_inline = _is_inline(item.variable)
        state = forms.ChoiceField(
            label=item.variable.question(language_now()),
            choices=_states(item, inline=self.is_inline),
            widget=forms.RadioSelect,
            required=False,
            initial=_initial_state(item.fact, inline=self.is_inline),
        )
        self.fields["state"] = state
        if not self.is_inline:
            self.fields["answer"] = answer_field(item.variable)
            self.fields["answer"].required = False
            self.fields["answer"].initial = as_initial(item.fact)
        if item.variable.dated:
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            self.fields["day"] = forms.DateField(
                label=_("Op welke dag (van de toets, het besluit)?"),
                widget=widget,
                required=False,
                initial=item.fact.valid_on,
            )

    @property
    def slug(self) -> str:
        """The question's name."""
        return self.item.variable.slug

    @property
    def key_shown(self) -> str:
        """The key of the statement that the form showed; empty where there was none, or it is no key."""
        try:
            return str(UUID(str(self.data.get(f"{self.slug}-key", ""))))
        except ValueError:
            return ""

    @property
    def is_left(self) -> bool:
        """The reader chose to keep what somebody else answered."""
        return bool(self.data.get(f"{self.slug}-key") == "keep")

    def clean(self) -> dict[str, Any]:
        """What was said: an answer, none, or nothing; never an answer and none together."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        state, value = self._said()
        if not self.is_inline and state == FactState.NONE and value is not None and value != self.base.value:
            self.add_error("state", _("U vulde een antwoord in én koos “geen”. Haal een van de twee weg."))
        if state == GIVEN and value is None:
            self.add_error("answer", _("Vul een antwoord in, of kies “geen”."))
        self._check_days()
        return cleaned

    def _check_days(self) -> None:
        for name in ("day", "answer"):
            day = self.cleaned_data.get(name)
            if isinstance(day, date):
                try:
                    check_day(day, today=self.today)
                except forms.ValidationError as problem:
                    self.add_error(name, problem)

    def _said(self) -> tuple[str, Value | None]:
        """The state pressed, and the value given."""
        state = self.cleaned_data.get("state") or ""
        if self.is_inline:
            chosen = state.removeprefix(CHOSEN) if state.startswith(CHOSEN) else None
            return (GIVEN if chosen is not None else state), chosen and as_value(self.item.variable, chosen)
        answer = self.cleaned_data.get("answer")
        return state, None if answer in (None, "", []) else as_value(self.item.variable, answer)

    def answer(self, *, source: str, day: date) -> Answer | None:
        """The answer to keep; None where the question was left as it was."""
        fact = self._fact(source=source, day=self.cleaned_data.get("day") or day)
        if not fact.is_answered and not (self.item.can_take_back and self.base.is_answered):
            return None
        if (fact.state, fact.value) != (self.base.state, self.base.value):
            return Answer(slug=self.slug, fact=fact, based_on=self.key_shown)
        other_day = self.cleaned_data.get("day")
        if fact.is_answered and other_day and other_day != self.base.valid_on:
            return Answer(slug=self.slug, fact=fact, based_on=self.key_shown, confirms=True)
        return None

    def confirmation(self, *, source: str, day: date, today: date) -> Answer | None:
        """That what is known was asked again, and still is so."""
        if not self.base.is_answered:
            return None
        fact = replace(self.base, valid_on=day, known_on=today, source=source)
        return Answer(slug=self.slug, fact=fact, based_on=self.key_shown, confirms=True)

    def _fact(self, *, source: str, day: date) -> Fact[Value]:
        state, value = self._said()
        details = {"valid_on": day, "known_on": self.today, "source": source}
        if state == FactState.NONE:
            return Fact.none(**details)
        typed = value is not None and value != self.base.value
        if state == GIVEN or typed:
            return Fact.known(cast(Value, value), **details)
        return Fact.not_asked()


def _is_inline(variable: Variable) -> bool:
    if variable.kind is ValueKind.YES_NO:
        return True
    return variable.kind is ValueKind.ONE and len(answer_choices(variable)) <= MOST_BUTTONS


def _states(item: Item, *, inline: bool) -> list[tuple[str, Any]]:
    variable = item.variable
    choices: list[tuple[str, Any]] = [(GIVEN, _("Antwoord"))]
    if variable.kind is ValueKind.YES_NO:
        choices = [("=true", _("Ja")), *([] if variable.no_is_none else [("=false", _("Nee"))])]
    elif inline:
        choices = [(CHOSEN + slug, label) for slug, label in answer_choices(variable)]
    if variable.kind is not ValueKind.YES_NO or variable.no_is_none:
        choices.append((FactState.NONE.value, _("Geen")))
    if item.can_take_back or not item.fact.is_answered:
        choices.append((FactState.NOT_ASKED.value, _("Niet gevraagd")))
    return choices


def _initial_state(fact: Fact[Value], *, inline: bool) -> str:
    if not fact.is_known:
        return fact.state.value
    return f"{CHOSEN}{as_initial(fact)}" if inline else GIVEN
