"""For whom a block is meant, as fields: one set of fields per kind of condition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.core.designs import (
    AgeBetween,
    Condition,
    Design,
    GoalReached,
    Judgement,
    Label,
    LevelBetween,
    OnBenefit,
    OneOf,
    Settled,
    short_name,
)
from tweespoor.core.vocabulary import Education, LanguageLevel, Learnability, Obstacle, Route, TargetGroup
from tweespoor.site.pages.designs.forms.fields import codes, several

ONE_OF = {
    "learnability": (_("Leerbaarheid is een van"), Learnability),
    "target-group": (_("Doelgroep is een van"), TargetGroup),
    "education-in-origin": (_("Opleiding in land van herkomst is een van"), Education),
    "route": (_("Leerroute is een van"), Route),
    "obstacles": (_("Heeft een van deze belemmeringen"), Obstacle),
}
NAMES = (
    "settled_less",
    "settled_least",
    "level_lowest",
    "level_highest",
    "benefit",
    "age_min",
    "age_max",
    *(f"one_of_{slug}" for slug in ONE_OF),
    "goal",
    "judgement_nl",
    "judgement_en",
)
"""The fields of the conditions, in the order in which they are shown."""


def condition_fields(design: Design, *, language: str) -> dict[str, forms.Field]:
    """The fields of all kinds of condition; all left empty is: for everybody."""
    months = {"min_value": 1, "max_value": 1200, "required": False}
    ages = {"min_value": 0, "max_value": 120, "required": False}
    levels = [("", _("maakt niet uit")), *codes(LanguageLevel, language=language)]
    goals = [("", _("maakt niet uit")), *((phase.id, phase.label.text(language)) for phase in design.phases)]
    fields: dict[str, forms.Field] = {
        "settled_less": forms.IntegerField(label=_("Woont korter dan zoveel maanden in de gemeente"), **months),
        "settled_least": forms.IntegerField(label=_("Woont minstens zoveel maanden in de gemeente"), **months),
        "level_lowest": forms.ChoiceField(label=_("Spreekt minstens"), choices=levels, required=False),
        "level_highest": forms.ChoiceField(label=_("Spreekt hooguit"), choices=levels, required=False),
        "benefit": forms.ChoiceField(
            label=_("Bijstandsuitkering"),
            choices=[("", _("maakt niet uit")), ("yes", _("heeft bijstand")), ("no", _("heeft geen bijstand"))],
            required=False,
        ),
        "age_min": forms.IntegerField(label=_("Leeftijd van"), **ages),
        "age_max": forms.IntegerField(label=_("Leeftijd tot en met"), **ages),
    }
    for slug, (label, terms) in ONE_OF.items():
        field = several(label)
        field.choices = codes(terms, language=language)
        fields[f"one_of_{slug}"] = field
    fields["goal"] = forms.ChoiceField(label=_("Heeft het doel van deze fase gehaald"), choices=goals, required=False)
    fields["judgement_nl"] = forms.CharField(
        label=_("Een professional beslist: deze zin klopt"), max_length=300, required=False
    )
    fields["judgement_en"] = forms.CharField(label=_("Dezelfde zin in het Engels"), max_length=300, required=False)
    return fields


def condition_initial(conditions: tuple[Condition, ...]) -> dict[str, Any]:
    """Conditions as form values; of two of one kind the first."""
    found: dict[str, Any] = {}
    for condition in reversed(conditions):
        found |= _shown(condition)
    return found


def _shown(condition: Condition) -> dict[str, Any]:  # noqa: PLR0911 - one answer per kind of condition
    match condition:
        case Settled():
            name = "settled_less" if condition.less_than_months is not None else "settled_least"
            return {name: condition.less_than_months or condition.at_least_months}
        case LevelBetween():
            bounds = {"level_lowest": condition.lowest, "level_highest": condition.highest}
            return {name: level.value if level else "" for name, level in bounds.items()}
        case OneOf():
            return {f"one_of_{condition.variable}": list(condition.values)}
        case OnBenefit():
            return {"benefit": "yes" if condition.expected else "no"}
        case AgeBetween():
            return {"age_min": condition.youngest, "age_max": condition.oldest}
        case GoalReached():
            return {"goal": condition.phase}
    text = condition.text
    return {"judgement_nl": text.nl, "judgement_en": text.en if text.en != text.nl else ""}


def build_conditions(form: forms.Form, *, before: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The conditions that were typed in; what was not changed stays as it was, in its order."""
    if not set(NAMES) & set(form.changed_data):
        return before
    shown: dict[str, Condition] = {}
    extra: list[Condition] = []
    for condition in before:
        kind = _kind(condition)
        if kind in shown:
            extra.append(condition)
        shown.setdefault(kind, condition)
    typed = {_kind(condition): condition for condition in _typed(form, before=shown)}
    kept = [typed[kind] for kind in shown if kind in typed]
    return (*kept, *(each for kind, each in typed.items() if kind not in shown), *extra)


def _kind(condition: Condition) -> str:
    return next(iter(_shown(condition)))


def _typed(form: forms.Form, *, before: dict[str, Condition]) -> Iterator[Condition]:
    data = form.cleaned_data
    if data.get("settled_less"):
        yield Settled(less_than_months=data["settled_less"])
    if data.get("settled_least"):
        yield Settled(at_least_months=data["settled_least"])
    low, high = (LanguageLevel(data[name]) if data.get(name) else None for name in ("level_lowest", "level_highest"))
    if low or high:
        yield LevelBetween(low, high)
    if data.get("benefit"):
        yield OnBenefit(data["benefit"] == "yes")
    if data.get("age_min") is not None or data.get("age_max") is not None:
        yield AgeBetween(data.get("age_min") or 0, 120 if data.get("age_max") is None else data["age_max"])
    for slug in ONE_OF:
        if data.get(f"one_of_{slug}"):
            yield OneOf(slug, tuple(data[f"one_of_{slug}"]))
    if data.get("goal"):
        yield GoalReached(data["goal"])
    if data.get("judgement_nl", "").strip():
        dutch = data["judgement_nl"].strip()
        old = before.get("judgement_nl")
        judgement_id = old.id if isinstance(old, Judgement) else short_name(dutch)[:40].rstrip("-")
        yield Judgement(judgement_id, Label(dutch, data.get("judgement_en", "").strip() or dutch))


def check_conditions(form: forms.Form) -> None:
    """Bounds that are the wrong way round, each at its field."""
    data = form.cleaned_data
    low, high = data.get("level_lowest"), data.get("level_highest")
    if low and high and LanguageLevel(low).rank > LanguageLevel(high).rank:
        form.add_error("level_highest", _("Dit is lager dan het laagste niveau. Draai de twee om."))
    young, old = data.get("age_min"), data.get("age_max")
    if young is not None and old is not None and young > old:
        form.add_error("age_max", _("Dit is minder dan het eerste getal. Draai de twee om."))
