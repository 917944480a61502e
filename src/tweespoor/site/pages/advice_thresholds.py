"""The form with the thresholds of the advice: in the address, so that an answer can be shared as a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.advice import DEFAULTS, THRESHOLD_OF, THRESHOLDS, Threshold, Unit
from tweespoor.core.vocabulary import LanguageLevel


class ThresholdForm(forms.Form):
    """Every threshold with the usual value, where that comes from, and the ends it stays within."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = language_now()
        for each in THRESHOLDS:
            self.fields[each.slug] = _field(each, language)
            self.initial.setdefault(each.slug, each.default)

    def chosen(self) -> dict[str, int]:
        """The thresholds as they are filled in; the usual one where one is left out or cannot be."""
        if not self.is_bound:
            return dict(DEFAULTS)
        self.full_clean()
        return {**DEFAULTS, **self.cleaned_data}


def _field(threshold: Threshold, language: str) -> forms.Field:
    usual = _("gewoonlijk %(value)s") % {"value": usual_text(threshold, language)}
    about: dict[str, Any] = {
        "label": threshold.label.text(language),
        "help_text": f"{usual}; {threshold.source.text(language)}",
    }
    if threshold.unit is Unit.LEVEL:
        choices = [(level.rank, level.label(language)) for level in LanguageLevel]
        return forms.TypedChoiceField(choices=choices, coerce=int, **about)
    refused = _("Vul een heel getal in van %(least)s tot en met %(most)s.") % {
        "least": threshold.least,
        "most": threshold.most,
    }
    field = forms.IntegerField(min_value=threshold.least, max_value=threshold.most, **about)
    field.error_messages["invalid"] = refused
    for validator in field.validators:
        validator.message = refused
    return field


def usual_text(threshold: Threshold, language: str) -> str:
    """The usual value as it is read."""
    if threshold.unit is Unit.LEVEL:
        return list(LanguageLevel)[threshold.default].label(language)
    return str(threshold.default)


def given_in(parameters: Mapping[str, str]) -> dict[str, str]:
    """The thresholds that an address fills in, completed with the usual ones; none where it has no threshold."""
    given = {slug: value for slug, value in parameters.items() if slug in THRESHOLD_OF and value.strip()}
    return {**{slug: str(value) for slug, value in DEFAULTS.items()}, **given} if given else {}
