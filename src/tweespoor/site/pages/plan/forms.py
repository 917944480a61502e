"""The forms of a plan: few fields a step, each with what it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.facts import Fact, Value
from tweespoor.core.pips import (
    Agreement,
    Goal,
    GoalTerm,
    Item,
    Origin,
    Requirement,
    Stretch,
    Who,
)
from tweespoor.core.vocabulary import ActivityKind, Language, ValueKind
from tweespoor.site.pages.plan.fields import day_field, hours_field

LONGEST = 500
SHORT_GOALS, LONG_GOALS, FREE_AGREEMENTS = 3, 2, 3
MINUTES = 60

Partners = Sequence[tuple[str, str]]
"""The organisations that can give a block: id and name."""


class ItemForm(forms.Form):
    """One block: whether the person does it, from when to when, how much, where, and who does what."""

    starts_on = day_field(_("Vanaf"))
    ends_on = day_field(_("Tot en met"), help_text=_("Leeg: het heeft geen einde."))
    least = hours_field(_("Uren per week, minstens"))
    most = hours_field(_("Uren per week, hoogstens"))
    organisation = forms.ChoiceField(label=_("Bij wie"), required=False)
    doing = forms.CharField(
        label=_("Wie doet wat"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bijvoorbeeld: de deelnemer belt de school, de klantmanager gaat de eerste keer mee."),
    )

    def __init__(self, data: Any, *, item: Item, partners: Partners) -> None:
        stretch = item.agreed or item.proposed
        initial = {"organisation": item.organisation, "doing": item.doing}
        if stretch is not None:
            initial |= {
                "starts_on": stretch.starts_on,
                "ends_on": stretch.ends_on,
                "least": _as_hours(stretch.least),
                "most": _as_hours(stretch.most),
            }
        super().__init__(data, prefix=f"blok-{item.id}", initial=initial)
        self.item = item
        self.partners = _with_own(partners, item=item)
        _offer(self, self.partners)
        sent = data.getlist("doet") if data is not None else None
        self.does = item.id in sent if sent is not None else item.agreed is not None

    def clean(self) -> dict[str, Any]:
        """What is done has a beginning, and an end after it; the most hours are not less than the least."""
        cleaned = super().clean() or {}
        if self.does and not self.errors:
            _check_stretch(self, cleaned)
        return cleaned

    def agreed(self) -> Item:
        """The item as this form has it."""
        said = self.cleaned_data
        phase = (self.item.agreed or self.item.proposed or Stretch(phase="", starts_on=date.min)).phase
        chosen = said["organisation"]
        return replace(
            self.item,
            agreed=_stretch(said, phase=phase) if self.does else None,
            organisation=chosen,
            organisation_name=dict(self.partners).get(chosen, ""),
            doing=said["doing"].strip(),
        )


class NewItemForm(forms.Form):
    """A block that the design does not have; nothing is added while its name is empty."""

    name = forms.CharField(label=_("Wat"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("Soort"), required=False)
    starts_on = day_field(_("Vanaf"))
    ends_on = day_field(_("Tot en met"))
    least = hours_field(_("Uren per week, minstens"))
    most = hours_field(_("Uren per week, hoogstens"))
    organisation = forms.ChoiceField(label=_("Bij wie"), required=False)

    def __init__(self, data: Any, *, partners: Partners) -> None:
        super().__init__(data, prefix="nieuw")
        language = language_now()
        kinds = [(each.value, each.label(language)) for each in ActivityKind]
        cast(forms.ChoiceField, self.fields["kind"]).choices = [("", _("Kies een soort")), *kinds]
        _offer(self, partners)

    def clean(self) -> dict[str, Any]:
        """What is added has a kind and a beginning."""
        cleaned = super().clean() or {}
        if cleaned.get("name") and not self.errors:
            if not cleaned.get("kind"):
                self.add_error("kind", _("Kies welk soort onderdeel dit is."))
            _check_stretch(self, cleaned)
        return cleaned

    def added(self, *, items: Sequence[Item], phase: str, partners: Partners) -> tuple[Item, ...]:
        """The item to add, or none."""
        said = self.cleaned_data
        if not said["name"].strip():
            return ()
        name, chosen = said["name"].strip(), said["organisation"]
        number = 1 + max([int(each.id.removeprefix("eigen-")) for each in items if each.origin is Origin.ADDED] or [0])
        return (
            Item(
                id=f"eigen-{number}",
                name_nl=name,
                name_en=name,
                kind=ActivityKind(said["kind"]),
                origin=Origin.ADDED,
                agreed=_stretch(said, phase=phase),
                organisation=chosen,
                organisation_name=dict(partners).get(chosen, ""),
            ),
        )


class GoalsForm(forms.Form):
    """Goals for soon and for later, in the participant's own words."""

    def __init__(self, data: Any, *, goals: Iterable[Goal]) -> None:
        super().__init__(data, prefix="doel")
        held = list(goals)
        for term, count, label in (
            (GoalTerm.SHORT, SHORT_GOALS, _("Over drie maanden wil ik …")),
            (GoalTerm.LONG, LONG_GOALS, _("Later wil ik …")),
        ):
            said = [goal.words for goal in held if goal.term is term]
            sent = [name for name in data or () if name.startswith(f"doel-{term.value}-")]
            for place in range(max(count, len(said), len(sent))):
                self.fields[f"{term.value}-{place}"] = forms.CharField(
                    label=label if place == 0 else _("En ook"),
                    required=False,
                    max_length=LONGEST,
                    initial=said[place] if place < len(said) else "",
                    widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
                    help_text=_("In de eigen woorden van de deelnemer.") if place == 0 else "",
                )
        language = language_now()
        self.fields["language"] = forms.ChoiceField(
            label=_("In welke taal is dit gezegd?"),
            required=False,
            choices=[("", _("niet genoteerd")), *[(each.value, each.label(language)) for each in Language]],
            initial=next((goal.language for goal in held if goal.language), ""),
        )

    def goals(self) -> tuple[Goal, ...]:
        """The goals that were filled in."""
        language = self.cleaned_data["language"]
        return tuple(
            Goal(term=term, words=words.strip(), language=language)
            for term in GoalTerm
            for name, words in self.cleaned_data.items()
            if name.startswith(f"{term.value}-") and words.strip()
        )


class AgreementForm(forms.Form):
    """One agreement: who, what, by when; empty takes it away."""

    who = forms.ChoiceField(label=_("Wie"))
    what = forms.CharField(
        label=_("Doet wat"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    by = day_field(_("Uiterlijk op"))

    def __init__(self, data: Any, *, place: int, agreement: Agreement | None) -> None:
        initial = {"who": Who.PARTICIPANT.value}
        if agreement is not None:
            initial = {"who": agreement.who.value, "what": agreement.what, "by": cast(Any, agreement.by)}
        super().__init__(data, prefix=f"afspraak-{place}", initial=initial)
        language = language_now()
        cast(forms.ChoiceField, self.fields["who"]).choices = [(each.value, each.label(language)) for each in Who]
        self.is_new = agreement is None

    def agreements(self) -> tuple[Agreement, ...]:
        """The agreement, or none."""
        said = self.cleaned_data
        if not said["what"].strip():
            return ()
        return (Agreement(who=Who(said["who"]), what=said["what"].strip(), by=said["by"]),)


def agreement_forms(data: Any, *, agreements: Sequence[Agreement]) -> list[AgreementForm]:
    """A form for each agreement and some for new ones; of what was sent, a form for each that was on the page."""
    sent = [name for name in data or () if name.startswith("afspraak-") and name.endswith("-what")]
    return [
        AgreementForm(data, place=place, agreement=agreements[place] if place < len(agreements) else None)
        for place in range(len(agreements) + FREE_AGREEMENTS if data is None else len(sent))
    ]


KNOWN, NONE, OPEN = "known", "none", "open"


class AnswerForm(forms.Form):
    """What was decided about one thing that the law asks: a value, that there is none, or not decided yet."""

    def __init__(self, data: Any, *, requirement: Requirement, fact: Fact[Value]) -> None:
        super().__init__(data, prefix=requirement.slug)
        language = language_now()
        self.requirement = requirement
        none = requirement.none_nl if language == "nl" else requirement.none_en
        states = [(KNOWN, _("beslist")), (OPEN, _("nog niet beslist"))]
        if requirement.may_be_none:
            states.insert(1, (NONE, none))
        self.fields["state"] = forms.ChoiceField(
            label=requirement.question(language),
            choices=states,
            widget=forms.RadioSelect,
            initial=KNOWN if fact.is_known else NONE if fact.is_answered else OPEN,
        )
        self.fields["answer"] = self._answer_field(fact, language=language)

    def _answer_field(self, fact: Fact[Value], *, language: str) -> forms.Field:
        asked = self.requirement
        about: dict[str, Any] = {"label": asked.label(language), "required": False}
        about["initial"] = fact.value if fact.is_known else asked.least or None
        match asked.kind:
            case ValueKind.NUMBER:
                unit = asked.unit_nl if language == "nl" else asked.unit_en
                return forms.IntegerField(**about, min_value=1, max_value=asked.most, help_text=unit)
            case ValueKind.YES_NO:
                initial = "" if fact.value is None else ("ja" if fact.value else "nee")
                about["initial"] = initial
                return forms.ChoiceField(**about, choices=[("", _("Kies")), ("ja", _("ja")), ("nee", _("nee"))])
            case ValueKind.ONE:
                codes = [(each.value, each.label(language)) for each in asked.codes or ()]
                return forms.ChoiceField(**about, choices=[("", _("Kies")), *codes])
        return forms.CharField(**about, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        """What is decided has an answer."""
        cleaned = super().clean() or {}
        if cleaned.get("state") == KNOWN and cleaned.get("answer") in (None, "") and not self.errors:
            self.add_error("answer", _("Vul in wat er beslist is, of kies “nog niet beslist”."))
        return cleaned

    def fact(self) -> Fact[Value]:
        """The answer."""
        state, answer = self.cleaned_data["state"], self.cleaned_data["answer"]
        if state == NONE:
            return Fact.none()
        if state == OPEN:
            return Fact.not_asked()
        if self.requirement.kind is ValueKind.YES_NO:
            return Fact.known(answer == "ja")
        return Fact.known(answer.strip() if isinstance(answer, str) else answer)


def _as_hours(minutes: int | None) -> Decimal | int | None:
    if minutes is None or minutes % MINUTES == 0:
        return None if minutes is None else minutes // MINUTES
    return round(Decimal(minutes) / MINUTES, 2)


def _with_own(partners: Partners, *, item: Item) -> Partners:
    """Who can give a block: also who was to give it before, where that organisation is no partner any more."""
    if not item.organisation or item.organisation in dict(partners):
        return partners
    return [*partners, (item.organisation, item.organisation_name)]


def _offer(form: forms.Form, partners: Partners) -> None:
    field = cast(forms.ChoiceField, form.fields["organisation"])
    field.choices = [("", _("nog niet gekozen")), *partners]


def _check_stretch(form: forms.Form, said: dict[str, Any]) -> None:
    start, end, least, most = (said.get(name) for name in ("starts_on", "ends_on", "least", "most"))
    if start is None:
        form.add_error("starts_on", _("Kies vanaf welke dag."))
    elif end is not None and end < start:
        form.add_error("ends_on", _("Kies een dag na het begin."))
    if least is not None and most is not None and most < least:
        form.add_error("most", _("Dit is minder dan “minstens”. Controleer de uren."))


def _stretch(said: dict[str, Any], *, phase: str) -> Stretch:
    least, most = said["least"], said["most"]
    least, most = (least if least is not None else most), (most if most is not None else least)
    return Stretch(
        phase=phase,
        starts_on=said["starts_on"],
        ends_on=said["ends_on"],
        least=None if least is None else round(least * MINUTES),
        most=None if most is None else round(most * MINUTES),
    )
